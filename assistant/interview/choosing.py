# ruff: noqa: E501  pairs of subjects read as tables
"""Which figures a claim may be set beside: by subject and unit first, by time second."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from assistant.domain.claims import ClaimSort, SaidClaim
from assistant.domain.quantities import Unit
from assistant.interview import moods
from assistant.interview.found import Found
from assistant.interview.standing import Standing
from assistant.interview.subjects import Subject
from assistant.proof.when import TimeKind, tags_of

_SPANS: Final = (Unit.DAYS, Unit.MONTHS)
_BY_DAYS: Final = (
    ({"inventory"}, "dio"), ({"receivables"}, "dso"), ({"payables"}, "dpo"), ({"supplier"}, "dpo"), ({"customer"}, "dso"), ({"revenue"}, "dso"),
)  # fmt: skip
_BY_SHARE: Final = (
    ({"gross_profit"}, "gross_margin"), ({"operating_profit"}, "operating_margin"), ({"net_profit"}, "net_margin"),
    ({"total_liabilities", "total_assets"}, "debt_ratio"), ({"total_liabilities"}, "debt_ratio"), ({"debt", "total_assets"}, "debt_ratio"),
    ({"interest_expense"}, "interest_rate"), ({"profit_margin"}, "net_margin"), ({"debt"}, "interest_rate"),
)  # fmt: skip
_STRICT: Final = frozenset(("lost", "new", "retained", "vat", "gross", "growth", "online"))
_SOFT: Final = {"gross": 0.8, "vat": 1.0, "overdue_amount": 0.3}
"""Marks of a figure that words may leave out, and what that costs."""
_ALIKE: Final = {
    ("debt", "short_term_debt"): 0.8, ("debt", "long_term_debt"): 1.2, ("net_assets", "equity"): 0.0, ("balance", "debt"): 0.2,
    ("requested", "debt"): 1.4, ("cash", "balance"): 0.5, ("collateral", "collateral_value"): 0.1, ("dso", "receivables"): 1.5,
}  # fmt: skip
_BESIDE: Final = frozenset(
    ("revenue", "purchase", "total_assets", "debt", "customer", "requested", "collateral")
)
"""Subjects that a figure's name may hold without its being about them."""
_CREDIT: Final = ("dso", "dpo")
_LONGEST_CREDIT: Final = 24
"""Months; nobody is given longer to pay."""
_EXTRA, _BARE_MONEY, _BARE_SHARE, _BARE_DAYS = 0.4, 0.6, 0.2, 0.5
_DEAREST: Final = 1.6
_NAMES: Final = (
    "收入",
    "营收",
    "开票",
    "销售",
    "turnover",
    "revenue",
    "sales",
    "流水",
    "贷款",
    "借款",
)


class Candidate(NamedTuple):
    """A figure that fits and how ill it fits."""

    cost: float
    standing: Standing


def candidates(found: Found, standings: Sequence[Standing]) -> list[Candidate]:
    """Figures of the claim's subject and unit, the best fits only, whatever their time."""
    claim = found.claim
    subject = _in_units(found.subject, claim)
    scored = []
    for standing in standings:
        unit = _unit_cost(claim, standing)
        cost = None if unit is None else _cost(subject, standing, claim)
        if cost is not None and unit is not None and cost + unit <= _DEAREST:
            scored.append(Candidate(cost + unit - _named(claim.words, standing), standing))
    if not scored:
        return []
    best = min(c.cost for c in scored)
    return sorted((c for c in scored if c.cost <= best + 0.05), key=lambda c: c.standing.rank)


def _in_units(subject: Subject, claim: SaidClaim) -> Subject:
    """The subject as its unit tells: inventory in days is its turnover, profit in percent a margin."""
    table: tuple[tuple[set[str], str], ...] = ()
    if claim.unit in _SPANS and claim.sort is ClaimSort.LEVEL:
        table = _BY_DAYS
    elif claim.unit is Unit.RATIO and claim.sort is ClaimSort.LEVEL and not subject.rank:
        table = _BY_SHARE
    for words, meant in table:
        if meant in _CREDIT and not _is_credit(claim):
            continue
        if words <= subject.cores and meant not in subject.cores:
            return replace(subject, cores=(subject.cores - words) | {meant})
    return subject


def _is_credit(claim: SaidClaim) -> bool:
    """Whether a span of time is said of paying: no partnership of eight years, no inspection."""
    longest = _LONGEST_CREDIT if claim.unit is Unit.MONTHS else _LONGEST_CREDIT * 31
    return (claim.low or 0) <= longest and moods.PAID.search(claim.words.lower()) is not None


def _unit_cost(claim: SaidClaim, standing: Standing) -> float | None:
    if claim.sort in (ClaimSort.ABSENCE, ClaimSort.PRESENCE):
        return 0.0 if standing.unit is not Unit.RATIO else None
    if claim.sort is ClaimSort.SINCE:
        return 0.0 if standing.unit is Unit.DATE else None
    if claim.sort is ClaimSort.CHANGE:
        return 0.0 if "growth" in standing.subject.marks or standing.unit is not Unit.DATE else None
    if claim.sort is ClaimSort.DIRECTION:
        return 0.0 if standing.unit is not Unit.DATE else None
    if standing.unit is Unit.DATE:
        return None
    return _level_cost(claim, standing)


def _level_cost(claim: SaidClaim, standing: Standing) -> float | None:
    unit = claim.unit
    if unit is None:
        return _bare_cost(standing)
    if unit in _SPANS:
        if standing.unit in _SPANS:
            return 0.0
        counted = standing.unit is Unit.COUNT and "overdue" in standing.subject.cores
        return 0.0 if counted and unit is Unit.MONTHS else None
    if unit is Unit.TIMES and standing.unit is Unit.COUNT and "overdue" in standing.subject.cores:
        return 0.0  # late three times
    return 0.0 if unit is standing.unit else None


def _bare_cost(standing: Standing) -> float:
    if standing.unit.is_money:
        return _BARE_MONEY
    if standing.unit is Unit.RATIO:
        return _BARE_SHARE
    return _BARE_DAYS if standing.unit in _SPANS else 0.0


def _cost(subject: Subject, standing: Standing, claim: SaidClaim) -> float | None:
    own = standing.subject
    if not own.cores or not subject.cores or subject.rank != own.rank:
        return None
    marks = _mark_cost(subject, own, claim)
    if marks is None:
        return None
    total, met = marks, set()
    for core in own.cores:
        step = _core_cost(core, subject)
        if step is None:
            if core in _BESIDE and len(own.cores) > 1:
                continue
            return None
        total += step
        met.add(core)
    if not met:
        return None
    return total + _EXTRA * len(subject.cores - own.cores - {"customer" if own.rank else ""})


def _core_cost(core: str, subject: Subject) -> float | None:
    if core in subject.cores:
        return 0.0
    costs = [_ALIKE[(said, core)] for said in subject.cores if (said, core) in _ALIKE]
    return min(costs) if costs else None


def _mark_cost(subject: Subject, own: Subject, claim: SaidClaim) -> float | None:
    said, held = set(subject.marks), set(own.marks)
    if claim.sort in (ClaimSort.CHANGE, ClaimSort.DIFFERENCE, ClaimSort.DIRECTION):
        said, held = said - {"growth"}, held - {"growth"}
    elif "growth" in held:
        return None
    if (said & _STRICT) - held:
        return None
    missing = (held - said) | ((said - held) & {"overdue_amount"})
    if missing - set(_SOFT):
        return None
    return sum(_SOFT[mark] for mark in missing)


def _named(words: str, standing: Standing) -> float:
    """A bonus where the words hold a name that the figure's label has: 收入 is the statement's."""
    low, label = words.lower(), f"{standing.label_zh} {standing.label_en}".lower()
    return 0.1 if any(name in low and name in label for name in _NAMES) else 0.0


_PARTS_OF_A_YEAR: Final = (TimeKind.QUARTER, TimeKind.HALF, TimeKind.MONTH, TimeKind.MONTH_END)


def at_time(found: Found, every: Sequence[Standing], last_year: int | None) -> list[Standing]:
    """The candidates that hold for the claim's time; those of now where it names none."""
    timeless = [s for s in every if s.period is None]
    when = found.when
    if when is None and found.claim.period:
        return [
            s for s in every if s.period and s.period.code.removeprefix("FY") == found.claim.period
        ] or timeless
    if when is None or (when.is_open and when.kind is not TimeKind.TRAILING):
        part = when is not None and when.year is None and when.kind in _PARTS_OF_A_YEAR
        return [] if part else _latest(every)
    for group in tags_of(when):
        held = [s for s in every if set(group) & set(s.tags)]
        if held:
            return held
    if timeless:
        return timeless
    recent = last_year is not None and when.year in (last_year, last_year + 1)
    trailing = [s for s in every if s.is_trailing]
    if recent and when.kind in (TimeKind.YEAR, TimeKind.FISCAL, TimeKind.YEAR_END):
        return trailing
    return _latest_year(every) if when.code else []


def _latest(every: Sequence[Standing]) -> list[Standing]:
    """Timeless ones, the newest year, the newest balance and the trailing months."""
    found = [s for s in every if s.period is None or (s.is_trailing and s.period.code == "L12M")]
    yearly = _latest_year(every)
    balances = [s for s in every if s.period is not None and s.period.is_balance]
    newest = max((s.period.end for s in balances if s.period), default=None)
    return [
        *yearly,
        *found,
        *(s for s in balances if s.period and s.period.end == newest and s not in yearly),
    ]


def _latest_year(every: Sequence[Standing]) -> list[Standing]:
    years = [s.year for s in every if s.is_yearly and s.year is not None]
    return [s for s in every if s.is_yearly and s.year == max(years)] if years else []
