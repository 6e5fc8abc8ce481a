"""Checks a text against plain sources: every number by words, time, unit and value."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.domain.checks import Claim, Proof, SentenceCheck, SourceText, TextCheck
from assistant.proof.checking import worst
from assistant.proof.sentences import LineKind, Sentence, prose_sentences, stretches
from assistant.proof.stated.judging import Judge, Judged
from assistant.proof.stated.matching import Book
from assistant.proof.stated.sources import document

_KEPT_BOOKS = 64


def check_stated(text: str, sources: Sequence[SourceText], *, id: str = "") -> TextCheck:  # noqa: A002  the JSON shape's name
    """Prove, refute or leave unchecked every claim of a text.

    Args:
        text: prose, Chinese or English.
        sources: plain texts, whatever their layout.
        id: handed back in the result.
    """
    book = book_of(tuple((s.text, f"passage:{s.source}:{s.page}") for s in sources))
    judge = Judge(book)
    checks = []
    for span, found in judged_spans(text, judge):
        raw = text[span.start : span.end]
        claims = tuple(_claim(raw, span.start, c, book) for c in found)
        verdict = worst([c.verdict for c in claims]) if claims else Proof.UNCHECKED
        checks.append(
            SentenceCheck(text=raw, start=span.start, end=span.end, verdict=verdict, claims=claims)
        )
    return TextCheck(id=id, verdict=worst([c.verdict for c in checks]), sentences=tuple(checks))


@lru_cache(maxsize=_KEPT_BOOKS)
def book_of(sources: tuple[tuple[str, str], ...]) -> Book:
    """The facts of sources (text, place); the same ones are gathered once."""
    return Book([document(text) for text, _ in sources], [place for _, place in sources])


def _claim(raw: str, offset: int, found: Judged, book: Book) -> Claim:
    return Claim(
        text=raw[found.start : found.end], start=found.start + offset, end=found.end + offset,
        kind=found.kind, verdict=found.verdict,
        figure=book.place(found.facts[0]) or None if found.facts else None,
        reason="",
    )  # fmt: skip


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


__all__ = ["check_stated"]
