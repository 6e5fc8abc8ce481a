"""Judges what a sentence says trailing months are: the last 12 months (Jan 2025 to Dec 2025)."""

from assistant.domain.checks import Claim, ClaimKind, Proof
from assistant.domain.quantities import Lang
from assistant.proof import wording
from assistant.proof.book import FactBook
from assistant.proof.claims import placed_claim
from assistant.proof.levels import Verdict
from assistant.proof.reading import Reading
from assistant.proof.when import When, bounds_of


def trailing_claims(reading: Reading, book: FactBook) -> list[Claim]:
    """A claim for every trailing period with its months in brackets behind it."""
    found = []
    for at, when in enumerate(reading.times):
        inside = _bracketed(reading.text, reading.times[at + 1 :], when.end)
        if when.code and when.year is None and inside:
            verdict = _judged(when, inside, book, reading.lang)
            start, end = inside[0].start, inside[-1].end
            found.append(placed_claim(reading, start, end, ClaimKind.NUMBER, verdict))
    return found


def _bracketed(text: str, times: list[When], at: int) -> list[When]:
    """The times in a bracket that opens right after ``at``."""
    if text[at : at + 2].lstrip()[:1] != "(":
        return []
    close = text.find(")", at)
    return [t for t in times if t.start < close]


def _judged(when: When, inside: list[When], book: FactBook, lang: Lang) -> Verdict:
    periods = book.trailing.get(when.code, ())
    if not periods:
        return Verdict(Proof.UNCHECKED, None, wording.say("none", lang))
    first = periods[0]
    told = first.label(lang)
    named = bounds_of(inside[0]) if len(inside) == 1 else None
    right = any(named == (period.start, period.end) for period in periods)
    return Verdict(Proof.PROVED if right else Proof.FALSE, None, told)
