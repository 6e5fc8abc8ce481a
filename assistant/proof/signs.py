"""Judges words that say on which side of nought a figure is: 亏损, profitable, 均为正."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.checks import ClaimKind, Proof
from assistant.domain.quantities import Unit
from assistant.proof import wording
from assistant.proof.asserting_words import DENIED, OTHERS, SIDE_SIGNS, SIDES
from assistant.proof.book import FactBook, SeriesSet
from assistant.proof.bound import Bound
from assistant.proof.claims import MODAL, WordClaim
from assistant.proof.courses import Course, by_year, course_in, gapless, spanned
from assistant.proof.facts import Fact, Series
from assistant.proof.levels import Verdict, facts_at, scoped
from assistant.proof.lexicon import Cue
from assistant.proof.reading import Mention, Reading
from assistant.proof.walking import Walk
from assistant.proof.when import TimeKind, When

_UNSURE: Final = re.compile("若|是否|能否|有无|(?<![a-z])whether(?![a-z])")
_NET: Final = "net_profit"
_GAINS: Final = frozenset(
    (_NET, "operating_profit", "profit_before_tax", "gross_profit", "ebitda", "spread.gross")
)


class Side(NamedTuple):
    """One word and the side of nought that it puts a figure on."""

    start: int
    end: int
    sort: str
    denied: bool


def sign_claims(walk: Walk, bounds: Sequence[Bound], book: FactBook) -> list[WordClaim]:
    """What a sentence's words say of a figure's sign, in a year or in each of several."""
    reading, found = walk.reading, []
    if not any(word in reading.text for word in SIDE_SIGNS):
        return []
    for match in SIDES.finditer(reading.text):
        begin, end = reading.clause_start(match.start()), reading.clause_end(match.start())
        if _numbered(reading, bounds, match.start(), match.end()):
            continue
        if any(words.search(reading.text, begin, end) for words in (MODAL, _UNSURE)):
            continue
        before = reading.text[max(begin, match.start() - 24) : match.start()]
        side = Side(match.start(), match.end(), match.lastgroup or "", bool(DENIED.search(before)))
        verdict = _judged(walk, side, begin, end, book)
        kind = ClaimKind.NEGATION if side.denied else ClaimKind.COMPARISON
        found.append(WordClaim(side.start, side.end, kind, verdict))
    return found


def _numbered(reading: Reading, bounds: Sequence[Bound], start: int, end: int) -> bool:
    """Whether the word is part of a longer name or names what a number is of."""
    inside = [m for m in reading.mentions if m.start < end and start < m.end]
    if any(not m.flipped for m in inside):
        return True
    denied = any(c.cue is Cue.NOT and 0 <= start - c.end <= _NEAR for c in reading.cues)
    return any(b.mention in inside for b in bounds) or (bool(inside) and denied)


_NEAR: Final = 4


def _judged(walk: Walk, side: Side, begin: int, end: int, book: FactBook) -> Verdict:
    reading = walk.reading
    names = _subjects(walk, side, begin)
    foreign = any(name.foreign for name in names) or any(
        begin <= e.start < side.start for e in reading.entities
    )
    if side.sort in ("above", "below", "none"):
        if not names:
            return Verdict(Proof.UNCHECKED, None, wording.say("unnamed", reading.lang))
        series: SeriesSet = tuple(s for n in names for s in scoped(n.series, walk.context.scope))
    else:
        foreign = foreign or OTHERS.search(reading.text, begin, side.start) is not None
        series = _own(names, side, book)
    if foreign:
        return Verdict(Proof.UNCHECKED, None, wording.say("foreign", reading.lang))
    if side.sort == "none":
        series = tuple(s for s in series if s.unit is not Unit.RATIO)
    course = course_in(reading.text, begin, end)
    times = _times(walk, begin, end)
    verdicts = [_one(walk, side, one, course, times) for one in series if one.facts]
    if not verdicts:
        return Verdict(Proof.UNCHECKED, None, wording.say("none", reading.lang))
    return min(verdicts, key=lambda v: _RANK[v.proof])


_RANK: Final = {Proof.FALSE: 0, Proof.UNCHECKED: 1, Proof.PROVED: 2}


def _subjects(walk: Walk, side: Side, begin: int) -> list[Mention]:
    """The metrics that the word speaks of: those named before it in the clause, or the topic."""
    named = [m for m in walk.reading.mentions if begin <= m.start < side.start and not m.flipped]
    if named:
        return named
    topic = walk.context.topic
    earlier = [m for m in walk.reading.mentions if m.start < begin and not m.flipped]
    return earlier[-1:] or ([topic] if topic is not None else [])


def _own(names: Iterable[Mention], side: Side, book: FactBook) -> SeriesSet:
    """The firm's profit (its equity, for insolvency); another sort of profit where one is named."""
    wanted = {"equity"} if side.sort == "insolvent" else _GAINS
    named = tuple(
        s for name in names for s in name.series if s.metric in wanted and s.scope is None
    )
    if named:
        return named
    metric = "equity" if side.sort == "insolvent" else _NET
    return tuple(s for s in book.series.values() if s.metric == metric and s.scope is None)


def _one(walk: Walk, side: Side, series: Series, course: Course, times: Sequence[When]) -> Verdict:
    """The verdict by one series: each fact that the clause speaks of is on the word's side."""
    lang = walk.reading.lang
    facts, whole = _asked(walk, series, course, times)
    if side.sort in ("turned", "sunk"):
        return _turned(series, facts, side, walk)
    if not facts:
        return Verdict(Proof.UNCHECKED, None, wording.say("none", lang))
    if len(facts) > 1 and _is_vague(times):
        facts, whole = facts[-1:], len({_on_side(side, fact.value) for fact in facts}) == 1
        if not whole:
            return Verdict(Proof.UNCHECKED, facts[-1].key, wording.say("time", lang))
    wrong = [fact for fact in facts if _on_side(side, fact.value) is side.denied]
    if wrong:
        return Verdict(Proof.FALSE, wrong[0].key, wording.is_value(wrong[0], lang))
    if not whole or not all(fact.is_verified for fact in facts):
        return Verdict(Proof.UNCHECKED, facts[-1].key, wording.say("operands", lang))
    return Verdict(Proof.PROVED, facts[-1].key, wording.is_value(facts[-1], lang))


def _asked(
    walk: Walk, series: Series, course: Course, times: Sequence[When]
) -> tuple[list[Fact], bool]:
    """The facts that a clause speaks of, and whether they are all of them."""
    if _is_vague(times):
        return by_year(series)[-2:] or series.latest(), True
    if times:
        rows = [_within(series, time) for time in times]
        return [fact for row in rows for fact in row], all(rows)
    yearly = by_year(series)
    if course.years:
        return yearly[-course.years :], len(yearly) >= course.years and gapless(yearly)
    if course.every:
        return yearly or series.latest(), len(yearly) > 1
    latest = [fact for fact in facts_at(series, walk.context.when) if fact.is_year]
    return latest or facts_at(series, walk.context.when), True


def _is_vague(times: Sequence[When]) -> bool:
    """Whether the clause's time is a "last year" that nothing before it fixes."""
    return len(times) == 1 and times[0].kind is TimeKind.PREVIOUS_YEAR and times[0].part < _TWO


_TWO: Final = 2


def _times(walk: Walk, begin: int, end: int) -> list[When]:
    """The times of the clause, else the last one before it in the sentence."""
    reading = walk.reading
    inside = [t for t in reading.times if begin <= t.start < end and not walk.is_base(t)]
    before = [t for t in reading.times if t.start < begin and not walk.is_base(t)]
    return [walk.resolved(t) or t for t in inside or before[-1:]]


def _within(series: Series, when: When) -> list[Fact]:
    """The series' facts at a time, or in each year of a span."""
    if when.until is None or when.year is None or when.until.year is None or when.part:
        return facts_at(series, when)
    inside = spanned(by_year(series), when)
    return inside if len(inside) == when.until.year - when.year + 1 else []


def _on_side(side: Side, value: Decimal) -> bool:
    if side.sort == "none":
        return value == 0
    if side.sort in ("profit", "above"):
        return value > 0
    return value < 0


def _turned(series: Series, facts: list[Fact], side: Side, walk: Walk) -> Verdict:
    """Whether a figure went from one side of nought to the other."""
    lang = walk.reading.lang
    pairs = [(last, first) for last in facts for first in series.before(last)]
    if not pairs:
        return Verdict(Proof.UNCHECKED, None, wording.say("operands", lang))
    sign = 1 if side.sort == "turned" else -1
    turned = [(b, a) for b, a in pairs if b.value * sign > 0 and a.value * sign < 0]
    last, first = (turned or pairs)[0]
    holds = bool(turned) is not side.denied
    proof = Proof.PROVED if last.is_verified and first.is_verified else Proof.UNCHECKED
    return Verdict(proof if holds else Proof.FALSE, last.key, wording.is_value(first, lang))
