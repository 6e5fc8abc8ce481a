"""Checks a text against plain sources: every number by words, time, unit and value."""

from collections.abc import Iterator, Sequence

from assistant.domain.checks import Claim, ClaimKind, Proof, SentenceCheck, SourceText, TextCheck
from assistant.proof.checking import worst
from assistant.proof.sentences import LineKind, Sentence, prose_sentences, stretches
from assistant.proof.stated.judging import Judge, Judged
from assistant.proof.stated.matching import Book
from assistant.proof.stated.sources import stated_in


def check_stated(text: str, sources: Sequence[SourceText], *, id: str = "") -> TextCheck:  # noqa: A002  the JSON shape's name
    """Prove, refute or leave unchecked every claim of a text.

    Args:
        text: prose, Chinese or English.
        sources: plain texts, whatever their layout.
        id: handed back in the result.
    """
    book = Book(stated_in(sources))
    judge = Judge(book)
    checks = []
    for span, found in judged_spans(text, judge):
        raw = text[span.start : span.end]
        claims = tuple(
            Claim(
                text=raw[c.start : c.end], start=c.start + span.start, end=c.end + span.start,
                kind=c.kind, verdict=c.verdict, figure=c.place, reason=c.reason,
            )
            for c in found
        )  # fmt: skip
        verdict = worst([c.verdict for c in claims]) if claims else Proof.UNCHECKED
        checks.append(
            SentenceCheck(text=raw, start=span.start, end=span.end, verdict=verdict, claims=claims)
        )
    return TextCheck(id=id, verdict=worst([c.verdict for c in checks]), sentences=tuple(checks))


def judged_spans(text: str, judge: Judge) -> Iterator[tuple[Sentence, list[Judged]]]:
    """The sentences, list lines and tables of a text, each with its claims."""
    for stretch in stretches(text):
        if stretch.kind is LineKind.CODE:
            continue
        if stretch.kind is LineKind.TABLE:
            span = Sentence(
                stretch.start, stretch.start + len(text[stretch.start : stretch.end].rstrip())
            )
            yield span, judge.table(text[span.start : span.end])
            continue
        for span in prose_sentences(text, stretch.start, stretch.end):
            yield span, judge.sentence(text[span.start : span.end])


__all__ = ["ClaimKind", "check_stated"]
