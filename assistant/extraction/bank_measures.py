"""A year of one bank account, measured line by line: ``bank.lowest_balance#SOURCE@2024``.

Each figure names its source, because a firm has several accounts and each has its own balance. A
year counts only when each of its months holds a line.
"""

import hashlib
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal, localcontext
from itertools import pairwise
from typing import Final

from assistant.domain.evidence import Computed
from assistant.domain.figures import Figure, FigureStatus
from assistant.domain.periods import period_from
from assistant.domain.tongues import tongues_of, two_tongued
from assistant.extraction.bank_lines import BankLine
from assistant.scoring.formulas import EXACT, rounded
from assistant.variables.bank_metrics import BANK_MEASURES

_ZERO: Final = Decimal(0)
_MONTHS: Final = 12
_MONTH_END: Final = 3
_ROUND: Final = 10_000
_SHORT: Final = 8
Found = Mapping[str, Decimal | int | None]
"""Value by key without ``bank.``; None is missing."""


def bank_measures(
    lines: Sequence[BankLine], factor: Decimal, origin: tuple[str, str], status: FigureStatus
) -> tuple[Figure, ...]:
    """Every measure of every whole year.

    Args:
        lines: that moved yuan, of one account.
        factor: yuan for each unit as printed.
        origin: the document's name and the source's id.
        status: of the sums of the same lines.
    """
    years: dict[int, list[BankLine]] = defaultdict(list)
    for line in _oldest_first(lines):
        years[line.day.year].append(line)
    figures: list[Figure] = []
    for year, own in sorted(years.items()):
        if len({line.day.month for line in own}) == _MONTHS:
            with localcontext(EXACT):
                found = {**_flows(own, factor), **_parties(own), **_balances(own, year, factor)}
            figures += _figures(found, year, len(own), origin, status)
    return tuple(figures)


def _oldest_first(lines: Sequence[BankLine]) -> Sequence[BankLine]:
    """Statements run either way; lines of one day keep the order that the balance needs."""
    return lines[::-1] if lines and lines[0].day > lines[-1].day else lines


def _flows(lines: Sequence[BankLine], factor: Decimal) -> Found:
    into, out = (
        sum((getattr(x, side) for x in lines), _ZERO) for side in ("money_in", "money_out")
    )
    months = [
        sum((x.money_in for x in lines if x.day.month == m), _ZERO) for m in range(1, _MONTHS + 1)
    ]
    mean = into / _MONTHS
    spread = (sum(((m - mean) ** 2 for m in months), _ZERO) / _MONTHS).sqrt()
    days = sorted({x.day for x in lines})
    gaps = [(b - a).days for a, b in pairwise(days)]
    late = sum((x.money_in for x in lines if _is_month_end(x.day)), _ZERO)
    round_ones = sum((x.money_in for x in lines if x.money_in * factor % _ROUND == 0), _ZERO)
    return {
        "net_flow": (into - out) * factor,
        "movements": len(lines),
        "inflow_volatility": _share(spread, mean),
        "lowest_month_share": _share(min(months), mean),
        "largest_inflow_share": _share(max(x.money_in for x in lines), into),
        "month_end_share": _share(late, into),
        "round_share": _share(round_ones, into),
        "idle_days_max": max(gaps, default=0),
    }


def _is_month_end(day: date) -> bool:
    return day.day > monthrange(day.year, day.month)[1] - _MONTH_END


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    return part / whole if whole > 0 else None


def _parties(lines: Sequence[BankLine]) -> Found:
    paid_in: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        if line.party and line.money_in > 0:
            paid_in[line.party] += line.money_in
    if not paid_in:
        return {"payers": None, "top_payer_share": None, "both_ways_share": None}
    paid = {line.party for line in lines if line.money_out > 0}
    into = sum((line.money_in for line in lines), _ZERO)
    both = sum((amount for party, amount in paid_in.items() if party in paid), _ZERO)
    return {
        "payers": len(paid_in),
        "top_payer_share": _share(max(paid_in.values()), into),
        "both_ways_share": _share(both, into),
    }


def _balances(lines: Sequence[BankLine], year: int, factor: Decimal) -> Found:
    ends = list(_day_ends(lines, year))
    if not ends:
        return dict.fromkeys(("closing_balance", "average_balance", "lowest_balance", "cover_days"))
    average = sum(ends, _ZERO) / len(ends)
    daily_out = sum((line.money_out for line in lines), _ZERO) / len(ends)
    return {
        "closing_balance": ends[-1] * factor,
        "average_balance": average * factor,
        "lowest_balance": min(ends) * factor,
        "cover_days": _share(average, daily_out),
    }


def _day_ends(lines: Sequence[BankLine], year: int) -> Iterator[Decimal]:
    """The balance at the end of each day of the year; nothing where a line has none."""
    known = [line.balance for line in lines if line.balance is not None]
    if len(known) < len(lines):
        return
    first = lines[0]
    now = known[0] - first.money_in + first.money_out
    after = {line.day: balance for line, balance in zip(lines, known, strict=True)}
    day = date(year, 1, 1)
    while day.year == year:
        now = after.get(day, now)
        yield now
        day += timedelta(days=1)


def _figures(
    found: Found, year: int, rows: int, origin: tuple[str, str], status: FigureStatus
) -> Iterator[Figure]:
    name, source = origin
    for metric in BANK_MEASURES:
        value = found[metric.key.partition(".")[2]]
        told = tongues_of(metric.formula)
        yield Figure(
            key=f"{metric.key}#{source[:_SHORT]}@{year}",
            label_zh=metric.label_zh,
            label_en=metric.label_en,
            value=rounded(value, metric.unit) if isinstance(value, Decimal) else value,
            unit=metric.unit,
            period=period_from(str(year)),
            evidence=Computed(
                tool=f"bank_measures.{metric.key.replace('.', '_')}",
                version="1",
                inputs_digest=hashlib.sha256(f"{source}:{year}".encode()).hexdigest(),
                formula=two_tongued(f"《{name}》：{told.zh}", f"{name}: {told.en}"),
                input_keys=(f"source:{source}",),
                rows=rows,
            ),
            status=status,
            missing_reason=metric.missing_means if value is None else None,
        )
