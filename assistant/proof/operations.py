"""Judges numbers derived by an operation that the sentence names, on operands it names."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice, product
from typing import Final, NamedTuple

from assistant.domain.checks import Proof
from assistant.domain.quantities import Lang, Unit
from assistant.proof import wording
from assistant.proof.book import FactBook, SeriesSet
from assistant.proof.bound import Bound, Role
from assistant.proof.comparing import agrees, hedge_of, unit_fits
from assistant.proof.facts import Fact, Series
from assistant.proof.levels import Verdict, facts_at, level, scoped, series_of
from assistant.proof.numeral import Numeral
from assistant.proof.units import Kind
from assistant.proof.when import When

_MOST: Final = 24
"""Combinations of operands tried: a name may mean a few series, never hundreds."""


class Outcome(NamedTuple):
    """One computation on facts."""

    value: Decimal
    facts: tuple[Fact, ...]
    relative: bool
    """A share, growth or multiple rather than an amount in the operands' unit."""


def derived(bound: Bound, book: FactBook, lang: Lang, siblings: Sequence[Bound]) -> Verdict:
    """The verdict on a number that an operation gives."""
    if bound.role is Role.CHANGE:
        return _change(bound, book, lang, siblings)
    outcomes = list(islice(_outcomes(bound), _MOST))
    return _judged(bound, outcomes, lang)


def _judged(bound: Bound, outcomes: list[Outcome], lang: Lang) -> Verdict:
    if not outcomes:
        return Verdict(Proof.UNCHECKED, None, wording.say("operands", lang))
    hedge = hedge_of(bound.numeral, bound.hedge)
    for outcome in outcomes:
        if _fits(bound, outcome) and agrees(
            bound.numeral, outcome.value * (bound.sign or 1), hedge
        ):
            return _proved(bound, outcome, lang)
    first = outcomes[0]
    return Verdict(Proof.FALSE, first.facts[0].key, _told(bound, first, lang))


def _proved(bound: Bound, outcome: Outcome, lang: Lang) -> Verdict:
    told = _told(bound, outcome, lang)
    if not all(fact.is_verified for fact in outcome.facts):
        return Verdict(Proof.UNCHECKED, outcome.facts[0].key, wording.say("candidate", lang))
    return Verdict(Proof.PROVED, outcome.facts[0].key, told)


def _directed(bound: Bound) -> Numeral:
    """The number with the sign that rise or fall gives it."""
    if bound.sign < 0:
        return replace(bound.numeral, value=-bound.numeral.value)
    return bound.numeral


def _fits(bound: Bound, outcome: Outcome) -> bool:
    numeral = bound.numeral
    if bound.sign and numeral.signed:
        return False  # "fell by -40 %" says the opposite of itself
    if outcome.relative:
        return numeral.kind in (Kind.PERCENT, Kind.TIMES) or (
            numeral.kind is Kind.BARE and bound.role is Role.MULTIPLE
        )
    unit = outcome.facts[0].unit
    if unit is Unit.RATIO and bound.role is not Role.AVERAGE:
        return numeral.kind is Kind.POINTS
    return unit_fits(numeral, unit) and (numeral.kind is not Kind.PERCENT or unit is Unit.RATIO)


def _told(bound: Bound, outcome: Outcome, lang: Lang) -> str:
    names = ", ".join(fact.name(lang) for fact in outcome.facts)
    value = outcome.value
    if outcome.relative:
        shown = f"{value:.2f}x" if bound.role is Role.MULTIPLE else f"{value * 100:.1f}%"
    elif outcome.facts[0].unit is Unit.RATIO:
        shown = f"{value * 100:.1f}pp"
    else:
        shown = f"{value:,.2f}"
    return wording.computed(f"{bound.role} ({names})", shown, lang)


def _outcomes(bound: Bound) -> Iterable[Outcome]:
    if bound.times:
        yield from _over_times(bound)
    if bound.role is Role.MULTIPLE and bound.base is not None:
        yield from _times_over(bound)
    facts = [_facts_of(bound, series_of(bound))]
    facts += [_facts_of(bound, scoped(other.series, bound.scope)) for other in bound.others]
    if bound.role is Role.AVERAGE or not bound.others:
        return
    for chosen in islice(product(*facts), _MOST):
        if _same_period(chosen) and (outcome := _OPERATIONS[bound.role](bound, chosen)):
            yield outcome


def _over_times(bound: Bound) -> Iterable[Outcome]:
    """The total or average of one metric over several times."""
    for series in series_of(bound):
        rows = [facts_at(series, when) for when in bound.times]
        if all(rows):
            facts = tuple(row[0] for row in rows)
            total = sum((fact.value for fact in facts), Decimal(0))
            value = total if bound.role is Role.SUM else total / len(facts)
            if bound.role is Role.AVERAGE or series.unit is not Unit.RATIO:
                yield Outcome(value, facts, relative=False)


def _times_over(bound: Bound) -> Iterable[Outcome]:
    """One metric at two times: 2023年净利润是2024年的1.67倍."""
    for series in series_of(bound):
        for last, first in product(facts_at(series, bound.when), facts_at(series, bound.base)):
            if first.value > 0 and last is not first:
                yield Outcome(last.value / first.value, (last, first), relative=True)


def _facts_of(bound: Bound, series: SeriesSet) -> list[Fact]:
    return [fact for one in series for fact in facts_at(one, bound.when)]


def _same_period(facts: Sequence[Fact]) -> bool:
    """Flows of one period and balances at its end go together; two years never do."""
    ends = {fact.period.end for fact in facts if fact.period}
    return len(ends) <= 1


def _share(bound: Bound, facts: Sequence[Fact]) -> Outcome | None:
    part, whole = facts[0], facts[1]
    if not whole.value or part.unit is not whole.unit:
        return None
    return Outcome(part.value / whole.value, tuple(facts), relative=True)


def _sum(bound: Bound, facts: Sequence[Fact]) -> Outcome | None:
    if len({fact.unit for fact in facts}) != 1 or facts[0].unit is Unit.RATIO:
        return None
    return Outcome(sum((f.value for f in facts), Decimal(0)), tuple(facts), relative=False)


def _gap(bound: Bound, facts: Sequence[Fact]) -> Outcome | None:
    first, last = facts[0], facts[1]
    if first.unit is not last.unit:
        return None
    if bound.numeral.kind is Kind.PERCENT and first.unit is not Unit.RATIO:
        if last.value <= 0:
            return None
        value = (first.value - last.value) / last.value
        return Outcome(value if bound.sign else abs(value), tuple(facts), relative=True)
    value = first.value - last.value
    return Outcome(value if bound.sign else abs(value), tuple(facts), relative=False)


_OPERATIONS: Final[dict[Role, Callable[[Bound, Sequence[Fact]], Outcome | None]]] = {
    Role.SHARE: _share,
    Role.MULTIPLE: _share,
    Role.SUM: _sum,
    Role.GAP: _gap,
}


def _change(bound: Bound, book: FactBook, lang: Lang, siblings: Sequence[Bound]) -> Verdict:
    pairs = islice(change_pairs(series_of(bound), bound, siblings), _MOST)
    outcomes = [o for last, first in pairs if (o := _moved(bound, last, first)) is not None]
    if outcomes:
        return _judged(bound, outcomes, lang)
    growth = tuple(
        s
        for one in series_of(bound)
        if (s := book.series.get(f"{one.metric.partition('.')[0]}.growth"))
    )
    if growth and bound.numeral.kind is Kind.PERCENT and bound.mention is not None:
        numeral = _directed(bound)
        mention = replace(bound.mention, series=growth)
        rate = replace(bound, numeral=numeral, mention=mention, role=Role.LEVEL, is_from=False)
        return level(rate, book, lang)
    return Verdict(Proof.UNCHECKED, None, wording.say("operands", lang))


def change_pairs(
    series: SeriesSet, bound: Bound, siblings: Sequence[Bound] = ()
) -> Iterable[tuple[Fact, Fact]]:
    """Facts (after, before) between which a change is stated."""
    when, base = bound.when, bound.base
    start = next(
        (b for b in siblings if b.is_from and b.when is not None and b.mention is bound.mention),
        None,
    )
    if base is None and start is not None and start is not bound:
        base = start.when
    if when is not None and when.until is not None and base is None:
        base, when = replace(when, until=None, kind=when.until.kind), when.until
    for one in series:
        for last in _ends(one, when, base):
            for first in facts_at(one, base) if base else one.before(last, yearly=bound.yearly):
                if first is not last:
                    yield last, first


def _ends(series: Series, when: When | None, base: When | None) -> list[Fact]:
    ends = facts_at(series, when)
    if base is None or when is not None or base.is_open:
        return ends
    shape = {f.period.code.isdigit() for f in series.at(base) if f.period}
    return [f for f in ends if not shape or (f.period and f.period.code.isdigit() in shape)] or ends


def _moved(bound: Bound, last: Fact, first: Fact) -> Outcome | None:
    """The change from ``first`` to ``last`` in the sense that the number's unit asks for."""
    kind = bound.numeral.kind
    relative = kind is Kind.PERCENT or (kind is Kind.TIMES and last.unit is not Unit.TIMES)
    if relative:
        if first.value <= 0:
            return None
        return Outcome((last.value - first.value) / first.value, (last, first), relative=True)
    return Outcome(last.value - first.value, (last, first), relative=False)
