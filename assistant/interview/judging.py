"""A claim beside the file: agrees, contradicts (by how much, which figure), can't be verified."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import Final, NamedTuple

from assistant.domain.claims import ClaimSort, Compared, Relation, SaidHedge
from assistant.domain.quantities import Unit
from assistant.domain.tolerances import InterviewPolicy, Measure
from assistant.interview.asks import ask_for
from assistant.interview.choosing import at_time, candidates
from assistant.interview.found import Found
from assistant.interview.standing import Standing, last_full_year

_MONTH_DAYS: Final = Decimal("30.4")
_SCALES: Final = (Decimal(1), Decimal(10_000), Decimal(1_000_000), Decimal(1000))
"""What an amount said without its unit may be in: 三千一 is 3,100万, forty-eight is millions."""
_ONE_SIDED: Final = (SaidHedge.OVER, SaidHedge.UNDER, SaidHedge.AT_LEAST, SaidHedge.AT_MOST)


class Said(NamedTuple):
    """The values that a claim allows, in the figure's unit."""

    low: Decimal | None
    """None: no lower end."""
    high: Decimal | None
    nearest: Decimal
    """The number itself, from which a gap is told."""


@dataclass(frozen=True)
class File:
    """What claims are set beside."""

    standings: tuple[Standing, ...]
    policy: InterviewPolicy

    @property
    def last_year(self) -> int | None:
        """The last full year of the figures."""
        return last_full_year(self.standings)


class Meeting(NamedTuple):
    """One figure in a claim's terms."""

    standing: Standing
    value: Decimal
    measure: Measure


def compare(found: Found, file: File) -> Compared:
    """Set one claim beside the file."""
    claim = found.claim
    if claim.is_plan or claim.is_others:
        return _unverifiable(found)
    meetings = _meetings(found, file)
    if not meetings:
        return _unverifiable(found)
    judged = [_judged(found, meeting, file.policy) for meeting in meetings]
    agreeing = [j for j in judged if j.relation is Relation.AGREES]
    if agreeing:
        return agreeing[0]
    return min(judged, key=_distance)


def _distance(compared: Compared) -> Decimal:
    return abs(compared.gap) if compared.gap is not None else Decimal(0)


def _unverifiable(found: Found) -> Compared:
    ask = ask_for(found)
    return Compared(
        claim=found.claim.id, relation=Relation.UNVERIFIABLE, ask_zh=ask.zh, ask_en=ask.en
    )


def _meetings(found: Found, file: File) -> list[Meeting]:
    fitting = candidates(found, file.standings)
    sort = found.claim.sort
    if sort in (ClaimSort.CHANGE, ClaimSort.DIRECTION, ClaimSort.DIFFERENCE):
        return _changes(found, [c.standing for c in fitting], file)
    held = at_time(found, [c.standing for c in fitting], file.last_year)
    return [Meeting(s, *_in_terms(found, s)) for s in held]


class _Terms(NamedTuple):
    value: Decimal
    measure: Measure


def _in_terms(found: Found, standing: Standing) -> _Terms:
    """A figure's value as the claim puts it: a month's amount, days as months."""
    claim, value = found.claim, standing.value
    if (
        standing.unit.is_money
        and claim.times_a_year != standing.times_a_year
        and (standing.is_flow or standing.times_a_year > 1)
    ):
        value = value * standing.times_a_year / claim.times_a_year
    if claim.unit is Unit.MONTHS and standing.unit is Unit.DAYS:
        value = value / _MONTH_DAYS
    if claim.unit is Unit.DAYS and standing.unit is Unit.MONTHS:
        value = value * _MONTH_DAYS
    return _Terms(value, standing.measure)


def _changes(found: Found, fitting: Sequence[Standing], file: File) -> list[Meeting]:
    """Growth figures of the time, or growths worked out from two years' levels."""
    sort = found.claim.sort
    growths = [s for s in fitting if "growth" in s.subject.marks]
    levels = [s for s in fitting if "growth" not in s.subject.marks]
    if sort is not ClaimSort.DIFFERENCE:
        held = at_time(found, growths, file.last_year)
        if held:
            return [Meeting(s, s.value, "growth") for s in held]
    held = at_time(found, levels, file.last_year)
    return list(chain.from_iterable(_worked_out(found, s, levels) for s in held))


def _worked_out(found: Found, standing: Standing, levels: Sequence[Standing]) -> list[Meeting]:
    if standing.year is None or not standing.is_yearly:
        return []
    before = [
        s
        for s in levels
        if s.series == standing.series
        and s.is_yearly
        and s.year == standing.year - 1
        and s.unit is standing.unit
    ]
    if not before:
        return []
    base = before[0].value
    if found.claim.sort is ClaimSort.DIFFERENCE or standing.unit is Unit.RATIO:
        return [Meeting(standing, standing.value - base, standing.measure)]
    if base <= 0:
        return (
            [Meeting(standing, Decimal(1 if standing.value > base else -1), "growth")]
            if found.claim.sort is ClaimSort.DIRECTION
            else []
        )
    return [Meeting(standing, standing.value / base - 1, "growth")]


def _judged(found: Found, meeting: Meeting, policy: InterviewPolicy) -> Compared:
    claim = found.claim
    if claim.sort is ClaimSort.DIRECTION:
        return _directed(found, meeting, policy)
    if claim.sort in (ClaimSort.ABSENCE, ClaimSort.PRESENCE):
        absent = claim.sort is ClaimSort.ABSENCE
        return _result(found, meeting, agrees=(meeting.value == 0) is absent, gap=None)
    if claim.sort is ClaimSort.SINCE:
        said = claim.low or Decimal(0)
        return _result(found, meeting, agrees=abs(meeting.value - said) <= 1, gap=None)
    return _measured(found, meeting, policy)


def _directed(found: Found, meeting: Meeting, policy: InterviewPolicy) -> Compared:
    direction, value = found.claim.direction, meeting.value
    if direction == 0:
        agrees = abs(value) <= policy.flat * 2
    else:
        agrees = value * direction >= -Decimal("0.005")
    return _result(found, meeting, agrees=agrees, gap=value if value else None)


def _measured(found: Found, meeting: Meeting, policy: InterviewPolicy) -> Compared:
    said = _said(found, meeting, policy)
    tolerance = policy.of(meeting.measure, meeting.standing.metric)
    room = tolerance.about if found.claim.hedge is SaidHedge.ABOUT else tolerance.exact
    if found.claim.hedge in _ONE_SIDED:
        room = policy.bound
    points = meeting.measure in ("share", "growth")
    value = meeting.value
    if meeting.measure == "share":
        room = min(room, policy.share_cap * max(abs(value), abs(said.nearest)))
    low_room = room if points else room * abs(said.low or value)
    high_room = room if points else room * abs(said.high or value)
    agrees = (said.low is None or value >= said.low - low_room) and (
        said.high is None or value <= said.high + high_room
    )
    if (
        value == 0
        and said.nearest != 0
        and found.claim.hedge not in (SaidHedge.UNDER, SaidHedge.AT_MOST)
    ):
        agrees = False
    gap = (
        value - said.nearest
        if points
        else (value - said.nearest) / abs(said.nearest)
        if said.nearest
        else None
    )
    return _result(found, meeting, agrees=agrees, gap=gap)


def _said(found: Found, meeting: Meeting, policy: InterviewPolicy) -> Said:
    """The values that the words allow, before any tolerance."""
    claim = found.claim
    low, high = (
        claim.low or Decimal(0),
        claim.high if claim.high is not None else claim.low or Decimal(0),
    )
    scale = _scale(found, meeting)
    low, high, grain = low * scale, high * scale, found.grain * scale
    if claim.sort in (ClaimSort.CHANGE, ClaimSort.DIFFERENCE) and claim.direction < 0 < high:
        low, high = -high, -low
    nearest = low if abs(meeting.value - low) <= abs(meeting.value - high) else high
    return _with_hedge(
        claim.hedge, low, high, nearest, _rounding(low, grain, meeting), policy.slack
    )


def _rounding(value: Decimal, grain: Decimal, meeting: Meeting) -> Decimal:
    """How far rounding in speech may reach: half a spoken place, a twentieth at most."""
    if meeting.measure in ("share", "growth"):
        return min(grain, Decimal("0.025"))
    return min(grain, abs(value) / 20)


def _with_hedge(
    hedge: SaidHedge, low: Decimal, high: Decimal, nearest: Decimal, grain: Decimal, slack: Decimal
) -> Said:
    reach = slack * abs(high)
    if hedge in (SaidHedge.OVER, SaidHedge.AT_LEAST):
        return Said(low, None, low)
    if hedge in (SaidHedge.UNDER, SaidHedge.AT_MOST):
        return Said(None, high, high)
    if hedge is SaidHedge.NEARLY:
        return Said(low - reach, high, nearest)
    if hedge is SaidHedge.SLIGHTLY_OVER:
        return Said(low, high + reach, nearest)
    if hedge is SaidHedge.ABOUT:
        return Said(low, high, nearest)
    return Said(low - grain, high + grain, nearest)


def _scale(found: Found, meeting: Meeting) -> Decimal:
    """What a number without a unit is in, by the figure: percent, 万, millions."""
    claim = found.claim
    if claim.unit is not None or claim.low is None:
        return Decimal(1)
    if meeting.standing.unit is Unit.RATIO:
        return Decimal("0.01") if claim.low > 1 else Decimal(1)
    if not meeting.standing.unit.is_money or claim.low == 0 or meeting.value == 0:
        return Decimal(1)
    ratios = [(abs((abs(meeting.value) / (claim.low * scale)).ln()), scale) for scale in _SCALES]
    return min(ratios)[1]


def _result(found: Found, meeting: Meeting, *, agrees: bool, gap: Decimal | None) -> Compared:
    ask = ask_for(found)
    return Compared(
        claim=found.claim.id,
        relation=Relation.AGREES if agrees else Relation.CONTRADICTS,
        figure=meeting.standing.key,
        value=meeting.value,
        gap=None if agrees or gap is None else gap.quantize(Decimal("0.0001")),
        ask_zh="" if agrees else ask.zh,
        ask_en="" if agrees else ask.en,
    )
