"""Checks a text against plain sources: every number by words, time, unit and value."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from assistant.domain.checks import Claim, ClaimKind, Proof, SentenceCheck, SourceText, TextCheck
from assistant.domain.quantities import Lang
from assistant.domain.readings import SentenceReading
from assistant.proof.characters import is_cjk
from assistant.proof.checking import worst
from assistant.proof.sentences import LineKind, Sentence, prose_sentences, stretches
from assistant.proof.stated.judging import Judge
from assistant.proof.stated.matching import Book
from assistant.proof.stated.reasons import reading_of, reason_of
from assistant.proof.stated.settling import Judged
from assistant.proof.stated.sources import document

_KEPT_BOOKS = 64
_LINE: Final = 200
_LISTED: Final = re.compile(r"[ \t]*(?:[-*+•|]|\d{1,2}[.)、])")
_EMPHASISED: Final = re.compile(r"\s*(?:[-*] )?\*\*[^*\d]{1,60}\*\*[.:：。]?\s*")
"""A run-in head: **Profitability.**"""


def check_stated(
    text: str,
    sources: Sequence[SourceText],
    *,
    id: str = "",  # noqa: A002  the JSON shape's name
    readings: Sequence[SentenceReading] = (),
    lang: Lang | None = None,
) -> TextCheck:
    """Prove, refute or leave unchecked every claim of a text.

    Args:
        text: prose or Markdown, Chinese or English or both.
        sources: plain texts, whatever their layout.
        id: handed back in the result.
        readings: what a model proposes for sentences; one that holds proves an unchecked number.
        lang: what reasons are told in; each sentence's own language by default.

    Returns:
        Each sentence, list line and table with its claims; a sentence that claims nothing that
        the sources could decide is unchecked. Headings without a number are left out.
    """
    book = book_of(tuple((s.text, f"passage:{s.source}:{s.page}") for s in sources))
    judge = Judge(book, {r.sentence: r.claims for r in readings})
    checks = []
    for span, found in judged_spans(text, judge):
        raw = text[span.start : span.end]
        spoken = lang or (Lang.ZH if any(is_cjk(char) for char in raw) else Lang.EN)
        claims = tuple(_claim(raw, span.start, c, book, spoken) for c in found)
        verdict = worst([c.verdict for c in claims]) if claims else Proof.UNCHECKED
        checks.append(
            SentenceCheck(text=raw, start=span.start, end=span.end, verdict=verdict, claims=claims)
        )
    verdict = worst([c.verdict for c in checks]) if checks else Proof.UNCHECKED
    return TextCheck(id=id, verdict=verdict, sentences=tuple(checks))


@lru_cache(maxsize=_KEPT_BOOKS)
def book_of(sources: tuple[tuple[str, str], ...]) -> Book:
    """The facts of sources (text, place); the same ones are gathered once."""
    return Book([document(text) for text, _ in sources], [place for _, place in sources])


def _claim(raw: str, offset: int, found: Judged, book: Book, lang: Lang) -> Claim:
    return Claim(
        text=raw[found.start : found.end],
        start=found.start + offset,
        end=found.end + offset,
        kind=found.kind,
        verdict=found.verdict,
        figure=book.place(found.facts[0]) or None if found.facts else None,
        reason=reason_of(found, book, lang),
        reading=reading_of(found, lang),
    )


def judged_spans(text: str, judge: Judge) -> Iterator[tuple[Sentence, list[Judged]]]:
    """The sentences, list lines and tables of a text, each with its claims."""
    for stretch in stretches(text):
        if stretch.kind is LineKind.CODE:
            continue
        title = stretch.kind is LineKind.HEADING or _leads(text, stretch.start, stretch.end)
        if stretch.kind is LineKind.TABLE:
            span = Sentence(
                stretch.start, stretch.start + len(text[stretch.start : stretch.end].rstrip())
            )
            yield span, judge.table(text[span.start : span.end])
            continue
        for span in prose_sentences(text, stretch.start, stretch.end):
            found = judge.sentence(text[span.start : span.end])
            heads = title or _EMPHASISED.fullmatch(text, span.start, span.end)
            counted = any(j.kind is ClaimKind.NUMBER for j in found)
            if counted or not heads or (found and not title):
                yield span, found
        if title:
            judge.under(text[stretch.start : stretch.end])


def _leads(text: str, start: int, end: int) -> bool:
    """Whether a line only names the list or table right under it: Ageing at 31 May (USD k)."""
    below = text[end : end + _LINE].lstrip()
    words = text[start:end].strip()
    alone = "\n" not in words and words[-1:] not in "。.；;" and _LISTED.match(words) is None
    return alone and _LISTED.match(below) is not None


__all__ = ["check_stated"]
