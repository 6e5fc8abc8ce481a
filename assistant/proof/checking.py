"""Checks one sentence: binds its numbers, judges them and the words around them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant.domain.checks import Claim, ClaimKind, Proof, SentenceCheck
from assistant.domain.figures import FigureStatus
from assistant.domain.quantities import Lang, Unit
from assistant.proof import wording
from assistant.proof.altered import with_alteration
from assistant.proof.binding import bindings
from assistant.proof.book import FactBook
from assistant.proof.bound import Bound, Context, Role
from assistant.proof.causes import cause_claims
from assistant.proof.claims import in_other, moved, placed_claim, told_both
from assistant.proof.courses import course_in, years_in
from assistant.proof.covering import covering_claims
from assistant.proof.doubts import doubted
from assistant.proof.leads import BOUNDS
from assistant.proof.levels import Verdict, level
from assistant.proof.lexicon import Cue
from assistant.proof.meaning import topic_after, word_claims
from assistant.proof.operations import derived
from assistant.proof.reading import Printed, Reading, read
from assistant.proof.references import blanks
from assistant.proof.ruling import ruling_claims
from assistant.proof.signs import sign_claims
from assistant.proof.trailing import trailing_claims
from assistant.proof.undecided import undecided_claims
from assistant.proof.units import Kind
from assistant.proof.walking import Walk
from assistant.proof.when import tags_of

_ORDER: Final = {Proof.PROVED: 0, Proof.UNCHECKED: 1, Proof.FALSE: 2}
_SMALL: Final = 10


def worst(proofs: Sequence[Proof]) -> Proof:
    """The worst of several verdicts; proved where there are none."""
    return max(proofs, key=_ORDER.__getitem__, default=Proof.PROVED)


def check_sentence(
    raw: str, start: int, book: FactBook, context: Context, printed: Sequence[Printed] = ()
) -> SentenceCheck:
    """The verdict on one sentence; ``context`` is moved on to what it leaves open.

    Args:
        raw: the sentence.
        start: its offset in the checked text; claims carry offsets of that text.
        book: what it is checked against.
        context: what sentences before it leave open.
        printed: numbers that references printed, offsets within ``raw``.
    """
    reading, before = read(raw, book, printed), replace(context)
    check = _checked(reading, start, book, context)
    if check.verdict is Proof.PROVED or not book.tells_both:
        return check
    return told_both(check, _checked(in_other(reading), start, book, before), reading.lang)


def _checked(reading: Reading, start: int, book: FactBook, context: Context) -> SentenceCheck:
    raw = reading.raw
    walk = Walk(reading, context)
    bounds = bindings(walk)
    words = [
        *word_claims(walk, bounds),
        *ruling_claims(walk, bounds, book),
        *cause_claims(walk),
        *sign_claims(walk, bounds, book),
        *covering_claims(walk),
    ]
    years = years_in(reading.text, [word.start for word in words], reading.clauses)
    numbers = [b for b in bounds if not any(s <= b.numeral.start < e for s, e in years)]
    claims = [claim for bound in numbers if (claim := _number(bound, bounds, book, reading))]
    claims += [placed_claim(reading, w.start, w.end, w.kind, w.verdict) for w in words]
    claims += _dates(walk, book)
    claims += trailing_claims(reading, book)
    claims += [
        Claim(
            text=raw[a:b],
            start=a,
            end=b,
            kind=ClaimKind.REFERENCE,
            verdict=Proof.FALSE,
            reason=wording.say("blank", reading.lang),
        )
        for a, b in blanks(reading.text)
    ]
    claims += [
        placed_claim(reading, word.start, word.end, word.kind, word.verdict)
        for word in undecided_claims(reading, claims)
    ]
    claims = doubted(claims, reading)
    _move_on(context, walk, bounds)
    claims.sort(key=lambda claim: (claim.start, claim.end))
    placed = tuple(moved(claim, start) for claim in claims)
    verdict = worst([claim.verdict for claim in claims])
    bounded = {b.numeral.start for b in bounds if b.hedge in BOUNDS or b.role is Role.LIMIT}
    check = SentenceCheck(
        text=raw, start=start, end=start + len(raw), verdict=verdict, claims=placed
    )
    exact = {
        (claim.start, claim.end)
        for claim in placed
        if claim.figure in book.figures and claim.start - start not in bounded
    }
    return with_alteration(check, book.wordings, exact, reading.text, reading.lang)


def _number(bound: Bound, bounds: list[Bound], book: FactBook, reading: Reading) -> Claim | None:
    numeral = bound.numeral
    key = next(
        (p.key for p in reading.printed if p.start < numeral.end and numeral.start < p.end), None
    )
    if key is None and _is_idle(bound):
        return None
    counted = numeral.kind in (Kind.COUNT, Kind.BARE)
    if (
        key is None
        and counted
        and _PICKED.search(reading.text[max(0, numeral.start - 10) : numeral.start])
    ):
        return None
    verdict = _verdict(bound, bounds, book, reading)
    if (
        verdict.proof is Proof.FALSE
        and numeral.kind is Kind.MONTHS
        and _spans_years(reading, bound)
    ):
        verdict = Verdict(Proof.UNCHECKED, None, wording.say("operands", reading.lang))
    kind = ClaimKind.NUMBER
    if key is not None:
        kind, verdict = ClaimKind.REFERENCE, _reference(key, verdict, book, reading.lang)
    return placed_claim(reading, numeral.start, numeral.end, kind, verdict)


_PICKED: Final = re.compile(r"(?<![a-z])(?:top|largest|biggest|first|leading)[ -]\Z")
"""Before a number that says how many of a ranking are meant: the top five customers."""


def _spans_years(reading: Reading, bound: Bound) -> bool:
    """Whether a number of years is what the sentence looks back over, not a figure's value."""
    spans = course_in(reading.text, 0, len(reading.text)).spans
    return any(start <= bound.numeral.start < end for start, end in spans)


def _is_idle(bound: Bound) -> bool:
    """A small number in words that counts nothing the book knows: two options, 三个方面."""
    numeral = bound.numeral
    if not numeral.words or numeral.scaled or abs(numeral.value) > _SMALL:
        return False
    if numeral.kind not in (Kind.BARE, Kind.COUNT) or numeral.fraction:
        return False
    mention = bound.mention
    counted = (
        mention is not None
        and not bound.inherited
        and any(s.unit in (Unit.COUNT, Unit.TIMES, Unit.INDEX, Unit.POINTS) for s in mention.series)
    )
    return not counted or bool(bound.blocked)


def _verdict(bound: Bound, bounds: list[Bound], book: FactBook, reading: Reading) -> Verdict:
    lang = reading.lang
    if bound.numeral.half < 0:
        return Verdict(Proof.UNCHECKED, None, wording.say("long", lang))
    blocked = bound.blocked
    if not blocked and bound.mention is not None and bound.mention.foreign:
        blocked = "foreign"
    if not blocked and any(other.foreign for other in bound.others):
        blocked = "foreign"
    if blocked:
        verdict = Verdict(Proof.UNCHECKED, None, wording.say(blocked, lang))
    elif bound.role is Role.LIMIT:
        verdict = _limit(bound, book, lang)
    elif bound.role is Role.LEVEL:
        verdict = level(bound, book, lang, bounds)
    else:
        verdict = derived(bound, book, lang, bounds)
    if bound.denied:
        return _denied(bound, verdict, lang)
    if verdict.proof is Proof.UNCHECKED and blocked not in ("part", "list", "foreign"):
        return _quoted(bound, verdict, book, reading)
    return verdict


def _denied(bound: Bound, verdict: Verdict, lang: Lang) -> Verdict:
    """The verdict on a number that the sentence denies: 不为187万元, was not above 2 million."""
    bound_only = bound.hedge in (Cue.ABOVE, Cue.BELOW, Cue.AT_LEAST, Cue.AT_MOST)
    if verdict.proof is Proof.PROVED:
        return Verdict(Proof.FALSE, verdict.figure, wording.denied(verdict.reason, lang))
    if verdict.proof is Proof.FALSE and bound_only and bound.role is Role.LEVEL:
        return Verdict(Proof.PROVED, verdict.figure, verdict.reason)
    return Verdict(Proof.UNCHECKED, verdict.figure, wording.say("denied", lang))


def _limit(bound: Bound, book: FactBook, lang: Lang) -> Verdict:
    """A threshold is proved by a figure of its own or by a statement or passage that says it."""
    del book
    return Verdict(Proof.UNCHECKED, None, wording.say("limit", lang))


def _quoted(bound: Bound, verdict: Verdict, book: FactBook, reading: Reading) -> Verdict:
    """The verdict on a number that a passage or statement has about the same thing."""
    latest_differs = verdict.reason == wording.say("time", reading.lang)
    if bound.hedge in BOUNDS and (bound.numeral.fraction or latest_differs):
        return verdict
    mention = bound.mention
    known = mention is not None and not bound.inherited and any(s.facts for s in mention.series)
    name = reading.text[mention.start : mention.end] if mention is not None and known else ""
    place = book.passages.prove(reading.text, bound.numeral, name)
    if place is None:
        return verdict
    told = "原文如此" if reading.lang is Lang.ZH else "stands so in the source"
    return Verdict(Proof.PROVED, place, told)


def _reference(key: str, verdict: Verdict, book: FactBook, lang: Lang) -> Verdict:
    """A printed figure must stand where its own metric is named."""
    figure = book.figures[key]
    if figure.status is not FigureStatus.VERIFIED and verdict.figure == key:
        return verdict
    if verdict.proof is Proof.PROVED and (
        verdict.figure == key or _same(verdict.figure, key, book)
    ):
        return Verdict(Proof.PROVED, key, verdict.reason)
    label = figure.label(lang)
    if verdict.proof is Proof.PROVED:
        return verdict
    told = (
        f"引用 {key}（{label}）所在处写的不是该指标：{verdict.reason}"
        if lang is Lang.ZH
        else f"reference {key} ({label}) stands where that figure isn't named: {verdict.reason}"
    )
    return Verdict(Proof.FALSE, key, told)


def _same(found: str | None, key: str, book: FactBook) -> bool:
    other = book.figures.get(found or "")
    return other is not None and other.value == book.figures[key].value


def _dates(walk: Walk, book: FactBook) -> list[Claim]:
    """Days that a sentence gives for figures that are dates: 成立日期为2015年3月12日."""
    del book
    reading, found = walk.reading, []
    for mention in reading.mentions:
        figures = [f for series in mention.series for f in series.dates]
        if not figures or mention.foreign:
            continue
        begin, end = reading.clause_start(mention.start), reading.clause_end(mention.start)
        inside = [t for t in reading.times if begin <= t.start < end]
        day = min(inside, key=lambda t: abs(t.start - mention.start), default=None)
        if day is None or day.is_open:
            continue
        denied = reading.has(Cue.NOT, reading.clause_start(mention.start), day.start)
        fits = [
            f for f in figures if f.value is not None and _names_day(tags_of(day), str(f.value))
        ]
        figure = (fits or figures)[0]
        told = f"{figure.label(reading.lang)}: {figure.text(reading.lang)}"
        proof = Proof.PROVED if bool(fits) is not denied else Proof.FALSE
        verdict = Verdict(proof, figure.key, told)
        found.append(placed_claim(reading, day.start, day.end, ClaimKind.NUMBER, verdict))
    return found


def _names_day(groups: tuple[tuple[str, ...], ...], day: str) -> bool:
    first = groups[0][0] if groups else ""
    return bool(first) and day.startswith(first)


def _move_on(context: Context, walk: Walk, bounds: list[Bound]) -> None:
    """Leave what the next sentence may lean on."""
    reading = walk.reading
    context.topic = topic_after(reading, bounds, context.topic)
    free = [t for t in reading.times if not walk.is_base(t)]
    if free:
        latest = walk.resolved(free[-1])
        context.when = latest if latest is not None and not latest.is_open else context.when
    if reading.entities:
        context.scope = reading.entities[-1].scope
    elif reading.mentions:
        context.scope = None
