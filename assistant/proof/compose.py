"""Turns a model's draft into text that may be shown: references printed, false sentences struck."""

from dataclasses import dataclass, field, replace
from typing import Final

from assistant.domain.checks import (
    Claim,
    ClaimKind,
    Proof,
    SentenceCheck,
    SourceText,
    Struck,
    TextCheck,
)
from assistant.domain.model import Record
from assistant.domain.quantities import Lang
from assistant.domain.tongues import merged
from assistant.proof import wording
from assistant.proof.book import FactBook
from assistant.proof.bound import Context
from assistant.proof.check import proved_statement, whole_statement
from assistant.proof.checking import check_sentence, worst
from assistant.proof.expanding import Expanded, Whole, expanded
from assistant.proof.reading import Printed
from assistant.proof.sentences import LineKind, Sentence, Stretch, prose_sentences, stretches
from assistant.proof.tables import check_table


class Composed(Record):
    """Text that may be shown, its check, and what was taken out of the draft."""

    text: str
    check: TextCheck
    struck: tuple[Struck, ...] = ()
    figures: tuple[str, ...] = ()
    """Keys of figures that prove or are printed in ``text``."""
    statements: tuple[str, ...] = ()
    passages: tuple[SourceText, ...] = ()


def compose(text: str, book: FactBook, lang: Lang, *, strike_unchecked: bool = False) -> Composed:
    """Print a draft's references, check it and strike what is false.

    Args:
        text: a draft with ``{{figure}}`` and ``[[statement]]`` references.
        book: what it is proved against.
        lang: language in which references print.
        strike_unchecked: also take out sentences that nothing proves (memos).
    """
    composer = Composing(book, lang, strike_unchecked=strike_unchecked)
    at = 0
    done: list[Composed] = []
    for stretch in stretches(text):
        done.append(composer.piece(text[at : stretch.end]))
        at = stretch.end
    done.append(composer.piece(text[at:]))
    return joined(done)


def joined(parts: list[Composed]) -> Composed:
    """Several parts as one, offsets moved."""
    checks: list[SentenceCheck] = []
    size = 0
    for part in parts:
        checks += [_shifted(check, size) for check in part.check.sentences]
        size += len(part.text)
    return Composed(
        text="".join(part.text for part in parts),
        check=TextCheck(verdict=worst([c.verdict for c in checks]), sentences=tuple(checks)),
        struck=tuple(s for part in parts for s in part.struck),
        figures=tuple(dict.fromkeys(k for part in parts for k in part.figures)),
        statements=tuple(dict.fromkeys(k for part in parts for k in part.statements)),
        passages=tuple(dict.fromkeys(p for part in parts for p in part.passages)),
    )


def _shifted(check: SentenceCheck, by: int) -> SentenceCheck:
    if not by:
        return check
    claims = tuple(
        c.model_copy(update={"start": c.start + by, "end": c.end + by}) for c in check.claims
    )
    return check.model_copy(
        update={"start": check.start + by, "end": check.end + by, "claims": claims}
    )


@dataclass(slots=True)
class _Piece:
    """What is kept of one piece so far."""

    text: list[str] = field(default_factory=list)
    size: int = 0
    checks: list[SentenceCheck] = field(default_factory=list)
    struck: list[Struck] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)

    def keep(self, words: str) -> None:
        """Add words that need no check."""
        self.text.append(words)
        self.size += len(words)


class Composing:
    """Composes a draft piece by piece, each leaning on the ones shown before it."""

    def __init__(self, book: FactBook, lang: Lang, *, strike_unchecked: bool = False) -> None:
        """Start a text."""
        self._book = book
        self._lang = lang
        self._strike_unchecked = strike_unchecked
        self._context = Context()
        self._heading = Context()
        self._told: set[str] = set()

    def piece(self, draft: str) -> Composed:
        """The next piece: whole sentences, a heading, a table or code, with blanks around it."""
        done = _Piece()
        ready = expanded(draft, self._book, self._lang)
        at = 0
        for stretch in stretches(ready.text):
            lead = ready.text[at : stretch.start]
            if "\n\n" in lead or (stretch.kind is LineKind.HEADING):
                self._context = replace(self._heading)
            done.keep(lead)
            self._stretch(ready, stretch, done)
            at = stretch.end
        done.keep(ready.text[at:])
        return self._composed(done)

    def _stretch(self, ready: Expanded, stretch: Stretch, done: _Piece) -> None:
        words = ready.text[stretch.start : stretch.end]
        if stretch.kind is LineKind.CODE:
            done.keep(words)
        elif stretch.kind is LineKind.TABLE:
            self._table(ready, stretch, done)
        else:
            if stretch.kind is LineKind.HEADING:
                self._context = Context()
            self._prose(ready, stretch, done)
            if stretch.kind is LineKind.HEADING:
                self._heading = replace(self._context)

    def _table(self, ready: Expanded, stretch: Stretch, done: _Piece) -> None:
        check = check_table(ready.text, stretch.start, stretch.end, self._book, self._context)
        self._settle(ready, Sentence(stretch.start, stretch.end), check, done)

    def _prose(self, ready: Expanded, stretch: Stretch, done: _Piece) -> None:
        at = stretch.start
        spans = _spans(ready, stretch)
        index = 0
        while index < len(spans):
            span = spans[index]
            gap = ready.text[at : span.start]
            before = replace(self._context)
            whole = _whole_at(ready, span)
            statement = whole.statement if whole is not None else None
            if statement is None and (
                found := whole_statement(ready.text, spans, index, self._book)
            ):
                index, statement = found
                span = Sentence(span.start, spans[index].end)
            at = span.end
            index += 1
            if statement is not None and statement.key in self._told:
                continue
            if statement is not None:
                check = proved_statement(ready.text, span.start, span.end, statement)
                done.statements.append(statement.key)
                self._told.add(statement.key)
            else:
                check = self._checked(ready, span)
            if not self._settle(ready, span, check, done, gap):
                self._context = before
        done.keep(ready.text[at : stretch.end])

    def _checked(self, ready: Expanded, span: Sentence) -> SentenceCheck:
        inside = [
            Printed(p.start - span.start, p.end - span.start, p.key)
            for p in ready.printed
            if span.start <= p.start < span.end
        ]
        words = ready.text[span.start : span.end]
        return check_sentence(words, span.start, self._book, self._context, inside)

    def _settle(
        self, ready: Expanded, span: Sentence, check: SentenceCheck, done: _Piece, gap: str = ""
    ) -> bool:
        """Keep or strike one sentence; True where it is kept."""
        check = _with_broken(ready, span, check)
        words = ready.text[span.start : span.end]
        bad = check.verdict is Proof.FALSE
        bad = bad or (self._strike_unchecked and check.verdict is Proof.UNCHECKED)
        if bad:
            done.keep(gap if "\n" in gap else "")
            done.struck.append(Struck(text=words.strip(), reason=_reason(check)))
            if words.endswith("\n"):
                done.keep("\n")
            return False
        done.keep(gap)
        done.checks.append(_shifted(check, done.size - span.start))
        done.keep(words)
        return True

    def _composed(self, done: _Piece) -> Composed:
        claims = [claim for check in done.checks for claim in check.claims]
        keys = [c.figure for c in claims if c.figure is not None]
        figures = [k for k in keys if k in self._book.figures]
        for key in done.statements:
            figures += self._book.statements[key].figures
        return Composed(
            text="".join(done.text),
            check=TextCheck(
                verdict=worst([c.verdict for c in done.checks]), sentences=tuple(done.checks)
            ),
            struck=tuple(done.struck),
            figures=tuple(dict.fromkeys(figures)),
            statements=tuple(dict.fromkeys(done.statements)),
            passages=self._book.passages.named(keys),
        )


_OPEN: Final = "：:，,。.；;！!？?—-*>•#)）]"


def _spans(ready: Expanded, stretch: Stretch) -> list[Sentence]:
    """Sentences of a stretch; a printed statement that stands by itself is one of its own."""
    spans: list[Sentence] = []
    at = stretch.start
    for whole in ready.whole:
        if not stretch.start <= whole.start < stretch.end or not _stands_alone(ready, whole, at):
            continue
        spans += prose_sentences(ready.text, at, whole.start)
        spans.append(Sentence(whole.start, whole.end))
        at = whole.end
    return spans + prose_sentences(ready.text, at, stretch.end)


def _stands_alone(ready: Expanded, whole: Whole, at: int) -> bool:
    before = ready.text[at : whole.start].rstrip()
    last = before[-1:]
    return (not last or last in _OPEN or last.isdigit()) and "\n" not in ready.text[
        whole.start : whole.end
    ]


def _whole_at(ready: Expanded, span: Sentence) -> Whole | None:
    return next((w for w in ready.whole if w.start == span.start and w.end == span.end), None)


def _with_broken(ready: Expanded, span: Sentence, check: SentenceCheck) -> SentenceCheck:
    broken = [b for b in ready.broken if span.start <= b.start < span.end]
    if not broken:
        return check
    claims = tuple(
        Claim(
            text=ready.text[b.start : b.end], start=b.start, end=b.end, kind=ClaimKind.REFERENCE,
            verdict=Proof.FALSE, reason=b.reason,
        )
        for b in broken
    )  # fmt: skip
    return check.model_copy(update={"claims": (*check.claims, *claims), "verdict": Proof.FALSE})


def _reason(check: SentenceCheck) -> str:
    """Why a sentence was struck: its false claims, else its unchecked ones."""
    for proof in (Proof.FALSE, Proof.UNCHECKED):
        claims = [c for c in check.claims if c.verdict is proof]
        if claims:
            zh, en = (
                "; ".join(dict.fromkeys(f"{c.text}: {c.why(lang)}" for c in claims))
                for lang in (Lang.ZH, Lang.EN)
            )
            return merged(zh, en)
    return wording.say("none", Lang.EN)
