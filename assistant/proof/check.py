"""Checks a whole text: paragraphs, headings, lists and tables, statement texts as wholes."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from assistant.domain.checks import Claim, ClaimKind, Proof, SentenceCheck, TextCheck
from assistant.domain.figures import Statement
from assistant.proof.altered import bare
from assistant.proof.book import FactBook
from assistant.proof.bound import Context
from assistant.proof.characters import plain
from assistant.proof.checking import check_sentence, worst
from assistant.proof.outcomes import outcome_lead
from assistant.proof.reading import Printed
from assistant.proof.sentences import LineKind, Sentence, Stretch, prose_sentences, stretches
from assistant.proof.tables import check_table


def check_text(
    text: str,
    book: FactBook,
    *,
    id: str = "",  # noqa: A002  the JSON shape's name
    printed: Sequence[Printed] = (),
) -> TextCheck:
    """Prove, refute or leave unchecked every claim of a text.

    Args:
        text: prose or Markdown, Chinese or English or both.
        book: figures, statements and passages to prove it against.
        id: handed back in the result.
        printed: numbers that references printed, offsets within ``text``.
    """
    checks: list[SentenceCheck] = []
    context = Context()
    heading = Context()
    for stretch in stretches(text):
        if stretch.kind is LineKind.CODE:
            continue
        if stretch.kind is LineKind.TABLE:
            checks.append(check_table(text, stretch.start, stretch.end, book, context))
            continue
        if stretch.kind is LineKind.HEADING:
            heading = Context()
            context = heading
        elif not _follows(text, stretch):
            context = Context(heading.topic, heading.when, heading.scope)
        checks.extend(check_prose(text, stretch, book, context, printed))
    return TextCheck(id=id, verdict=worst([c.verdict for c in checks]), sentences=tuple(checks))


def _follows(text: str, stretch: Stretch) -> bool:
    """Whether a paragraph follows the last line without a blank line."""
    return text[max(0, stretch.start - 2) : stretch.start] not in ("\n\n", "")


def check_prose(
    text: str, stretch: Stretch, book: FactBook, context: Context, printed: Sequence[Printed] = ()
) -> list[SentenceCheck]:
    """The checks of one paragraph's sentences."""
    spans = prose_sentences(text, stretch.start, stretch.end)
    starts = [p.start for p in printed]
    found: list[SentenceCheck] = []
    at = 0
    while at < len(spans):
        whole = whole_statement(text, spans, at, book)
        if whole is not None:
            last, statement = whole
            if found and "\n" not in text[found[-1].end : spans[at].start]:
                found[-1] = outcome_lead(found[-1], statement)
            found.append(proved_statement(text, spans[at].start, spans[last].end, statement))
            at = last + 1
            continue
        span = spans[at]
        inside = printed[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        moved = [Printed(p.start - span.start, p.end - span.start, p.key) for p in inside]
        found.append(check_sentence(text[span.start : span.end], span.start, book, context, moved))
        at += 1
    return found


_MOST_SENTENCES: Final = 4


def whole_statement(
    text: str, spans: Sequence[Sentence], at: int, book: FactBook
) -> tuple[int, Statement] | None:
    """The statement whose exact text is sentence ``at`` (to ``last``), if it is one."""
    if not book.statements:
        return None
    for last in range(at, min(len(spans), at + _MOST_SENTENCES)):
        words = plain(text[spans[at].start : spans[last].end]).rstrip(" 。.")
        forms = (words, bare(words), _unmarked(words))
        for form in forms:
            if form in book.whole:
                return last, book.whole[form]
        if last == at and not book.openings.intersection(forms):
            return None
    return None


def _unmarked(words: str) -> str:
    """Without source marks at its end: ``… 40.1%.[^3]``."""
    while words.endswith("]") and "[^" in words[-24:]:
        words = words[: words.rindex("[^")]
    return bare(words.rstrip(" 。."))


def proved_statement(text: str, start: int, end: int, statement: Statement) -> SentenceCheck:
    """A sentence that is a statement's exact text."""
    words = text[start:end]
    claim = Claim(
        text=words, start=start, end=end, kind=ClaimKind.REFERENCE, verdict=Proof.PROVED,
        figure=statement.figures[0] if statement.figures else None, reason=statement.key,
    )  # fmt: skip
    return SentenceCheck(text=words, start=start, end=end, verdict=Proof.PROVED, claims=(claim,))
