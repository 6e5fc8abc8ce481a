"""Judges numbers that state a figure's value (or a bound on it)."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.checks import Proof
from assistant.domain.quantities import Lang, Unit
from assistant.proof import wording
from assistant.proof.book import FactBook, SeriesSet
from assistant.proof.bound import Bound
from assistant.proof.comparing import agrees, digits_differ, hedge_of, is_loose, unit_fits
from assistant.proof.facts import Fact, Series
from assistant.proof.units import Kind
from assistant.proof.when import TimeKind, When, mention_of


class Verdict(NamedTuple):
    """What became of one claim."""

    proof: Proof
    figure: str | None
    reason: str


def series_of(bound: Bound) -> SeriesSet:
    """The series that a number may belong to, by name and scope."""
    mention = bound.mention
    if mention is None:
        return ()
    return scoped(mention.series, bound.scope)


def scoped(series: SeriesSet, scope: str | None) -> SeriesSet:
    """The series of ``scope``, or those of no scope."""
    if scope is not None:
        own = tuple(s for s in series if s.scope == scope)
        if own or any(s.scope for s in series):
            return own
    whole = tuple(s for s in series if s.scope is None)
    return whole or (series if len({s.scope for s in series}) == 1 else ())


def facts_at(series: Series, when: When | None) -> list[Fact]:
    """A series' facts at ``when``; the latest ones where the sentence names no time."""
    if when is None:
        return series.latest()
    if not when.is_open:
        return series.at(when)
    for latest in series.latest():
        if latest.period and (found := when.resolved(mention_of(latest.period))):
            return series.at(found)
    return []


def level(bound: Bound, book: FactBook, lang: Lang, siblings: Sequence[Bound] = ()) -> Verdict:
    """The verdict on a number that states a value."""
    series = series_of(bound)
    if not series:
        return Verdict(Proof.UNCHECKED, None, wording.say("none", lang))
    facts = [fact for one in series for fact in _facts(one, bound, siblings)]
    fitting = [fact for fact in facts if _holds(bound, fact)]
    proven = next((fact for fact in fitting if fact.is_verified), None)
    if proven is not None and is_loose(bound.numeral, signed(bound, proven.value), bound.hedge):
        return Verdict(Proof.UNCHECKED, proven.key, wording.say("loose", lang))
    if proven is not None:
        return Verdict(Proof.PROVED, proven.key, wording.is_value(proven, lang))
    if fitting:
        return Verdict(Proof.UNCHECKED, fitting[0].key, wording.say("candidate", lang))
    return _not_proved(bound, book, lang, facts, series)


def _facts(series: Series, bound: Bound, siblings: Sequence[Bound]) -> list[Fact]:
    if not bound.is_from or bound.when is not None:
        return facts_at(series, bound.when) or _every_year(series, bound)
    target = next((b for b in siblings if b.is_to and b.mention is bound.mention), None)
    ends = facts_at(series, target.when if target is not None else None)
    return [fact for end in ends for fact in series.before(end, yearly=bound.yearly)]


def _every_year(series: Series, bound: Bound) -> list[Fact]:
    """One fact for a range that every year of a span lies in (or the first that doesn't)."""
    when = bound.when
    if when is None or when.until is None or bound.numeral.high is None or when.part:
        return []
    if when.year is None or when.until.year is None:
        return []
    years = range(when.year, min(when.until.year, when.year + 20) + 1)
    found = [series.at(replace(when, kind=TimeKind.YEAR, until=None, year=year)) for year in years]
    if not found or not all(found):
        return []
    facts = [facts[0] for facts in found]
    return [next((fact for fact in facts if not _holds(bound, fact)), facts[-1])]


def signed(bound: Bound, value: Decimal) -> Decimal:
    """The value as the sentence's name has it: a loss is positive where profit is negative."""
    return -value if bound.mention is not None and bound.mention.flipped else value


def _holds(bound: Bound, fact: Fact) -> bool:
    if not unit_fits(bound.numeral, fact.unit, fact.series.metric):
        return False
    value = signed(bound, fact.value)
    hedge = hedge_of(bound.numeral, bound.hedge)
    numeral = bound.numeral
    if fact.unit is Unit.TIMES and numeral.half > _TIMES:
        numeral = replace(numeral, half=_TIMES)
    return agrees(numeral, value, hedge)


_TIMES: Final = Decimal("0.05")
"""What 1x may differ by: a cover of 0.71 is no cover of 1x, however the number is rounded."""


def _not_proved(
    bound: Bound, book: FactBook, lang: Lang, facts: list[Fact], series: SeriesSet
) -> Verdict:
    derived = bound.numeral.kind is Kind.TIMES
    if (
        (bound.inherited or derived)
        and facts
        and not any(
            unit_fits(bound.numeral, f.unit) and not leans_on_share(bound, f) for f in facts
        )
    ):
        return Verdict(Proof.UNCHECKED, None, wording.say("other", lang))
    near = _alike(bound, book, series, facts)
    if facts:
        if bound.when is None and near is not None and near.series in series:
            return Verdict(Proof.UNCHECKED, near.key, wording.say("time", lang))
        return Verdict(Proof.FALSE, facts[0].key, _difference(bound, facts[0], near, lang))
    if near is not None and near.series in series and _digits(bound) >= _TELLING:
        told = wording.when_text(bound.when, lang)
        return Verdict(Proof.FALSE, near.key, wording.value_matches(near, told, lang))
    missing = any(one.missing and not one.facts for one in series)
    return Verdict(Proof.UNCHECKED, None, wording.say("missing" if missing else "none", lang))


def leans_on_share(bound: Bound, fact: Fact) -> bool:
    """Whether a bare number that leans on an earlier name is no share: 14 not tested."""
    numeral = bound.numeral
    return fact.unit is Unit.RATIO and numeral.kind is Kind.BARE and abs(numeral.value) >= 1


_TELLING: Final = 3
"""Digits from which an equal value of another period is no accident."""


def _digits(bound: Bound) -> int:
    numeral = bound.numeral
    if numeral.half <= 0:
        return 0
    return len(str(int(abs(numeral.value) / (numeral.half * 2))))


def _alike(bound: Bound, book: FactBook, series: SeriesSet, facts: list[Fact]) -> Fact | None:
    """A fact that the written value would have fitted: same metric first, then same period."""
    numeral = bound.numeral
    if numeral.half < 0:
        return None
    low, high = numeral.value - numeral.half, (numeral.high or numeral.value) + numeral.half
    if bound.mention is not None and bound.mention.flipped:
        low, high = -high, -low
    fits = [f for f in book.shelf.near(low, high) if unit_fits(numeral, f.unit)]
    own = [f for f in fits if f.series in series]
    if own:
        return own[0]
    codes = {fact.period.code for fact in facts if fact.period}
    same = [f for f in fits if f.period and f.period.code in codes]
    return same[0] if same else None


def _difference(bound: Bound, fact: Fact, near: Fact | None, lang: Lang) -> str:
    if near is not None:
        own = near.series is fact.series
        told = fact.when(lang) if own else fact.name(lang)
        joiner = "；" if lang is Lang.ZH else "; "
        return joiner.join((wording.is_value(fact, lang), wording.value_matches(near, told, lang)))
    if not unit_fits(bound.numeral, fact.unit, fact.series.metric):
        money = bound.numeral.kind is Kind.MONEY and fact.unit.is_money
        return wording.disagrees(fact, "currency" if money else "unit", lang)
    return wording.disagrees(fact, digits_differ(bound.numeral, signed(bound, fact.value)), lang)
