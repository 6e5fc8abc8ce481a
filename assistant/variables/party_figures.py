"""Figures of customers and suppliers in each year and trailing period, and of the leading names."""

from typing import Final

from assistant.domain.records import Direction
from assistant.variables.aggregates import Holding, Ledger, Parties, Turnover
from assistant.variables.spans import Span, Why, not_comparable
from assistant.variables.trade_metrics import SIDES, Side
from assistant.variables.workings import (
    NO_INVOICES,
    Result,
    Sheet,
    Working,
    money,
    ratio,
    scope_of,
    share,
)

_NOBODY: Final = Parties(0, 0, 0, 0, 0, 0, ())
_NO_TURNOVER: Final = Turnover(0, 0, 0, 0, 0, 0)
_SHORT: Final = ("count", "top1_share", "top3_share", "top5_share", "hhi", "top1_name")
_FULL: Final = (*_SHORT, "top10_share")
_COMPARED: Final = (
    "top1_share_change", "retained_count", "new_count", "lost_count",
    "retained_share", "new_share", "churn", "lost_share",
)  # fmt: skip
_WATCHED: Final = ("L6M", "L12M", "P12M")
"""Periods in which the names that lead L12M or P12M are all followed."""


def put_party_figures(sheet: Sheet, ledger: Ledger) -> None:
    """Add customers and suppliers of every shown year and trailing period."""
    for side in SIDES:
        for (direction, code), span in ledger.spans.items():
            if direction is side.direction and span.shown and _is_by_party(code):
                _put_span(sheet, ledger, side, span)
                _put_heads(sheet, ledger, side, span)
        _put_watched(sheet, ledger, side)


def _is_by_party(code: str) -> bool:
    return code.isdigit() or code.endswith("M")


def _put_span(sheet: Sheet, ledger: Ledger, side: Side, span: Span) -> None:
    results = {} if span.why else _results(ledger, span)
    compared = {} if span.why else _compared(ledger, span)
    suffixes = _SHORT if span.code in ("L3M", "L6M") else _FULL
    totals = ledger.totals.get((span.direction, span.code))
    for suffix in (*suffixes, *(_COMPARED if span.prior else ())):
        result: Result = span.why or {**results, **compared}[suffix]
        prior = f"{side.party_key}.top1_share@{span.prior}"
        changed = (f"{side.party_key}.top1_share@{span.code}", prior)
        sheet.put(
            Working(
                metric=f"{side.party_key}.{suffix}",
                period=span.period,
                result=result,
                rows=None if totals is None else totals.valid,
                input_keys=changed if suffix == "top1_share_change" else (),
            )
        )


def _results(ledger: Ledger, span: Span) -> dict[str, Result]:
    parties = ledger.parties.get((span.direction, span.code), _NOBODY)
    net = ledger.totals[span.direction, span.code].net
    return {
        "count": parties.count,
        "top1_share": share(parties.top1, net),
        "top3_share": share(parties.top3, net),
        "top5_share": share(parties.top5, net),
        "top10_share": share(parties.top10, net),
        "hhi": share(parties.squares, net * net) if net > 0 else share(0, net),
        "top1_name": parties.heads[0].name if parties.heads else NO_INVOICES,
    }


def _compared(ledger: Ledger, span: Span) -> dict[str, Result]:
    """Figures against the period before; all missing where it can't be compared."""
    if span.prior is None:
        return {}
    prior = ledger.spans.get((span.direction, span.prior))
    why = not_comparable(span, prior)
    if why is not None:
        return dict.fromkeys(_COMPARED, why)
    turnover = ledger.turnover.get((span.direction, span.code), _NO_TURNOVER)
    net = ledger.totals[span.direction, span.code].net
    before = ledger.totals[span.direction, span.prior].net
    return {
        "top1_share_change": _top1_change(ledger, span.direction, span.code, span.prior),
        "retained_count": turnover.retained,
        "new_count": turnover.joined,
        "lost_count": turnover.lost,
        "retained_share": share(turnover.retained_net, net),
        "new_share": share(turnover.joined_net, net),
        "churn": ratio(turnover.lost, turnover.lost + turnover.retained),
        "lost_share": share(turnover.lost_net, before),
    }


def _top1_change(ledger: Ledger, direction: Direction, code: str, prior: str) -> Result:
    now, before = (
        share(
            ledger.parties.get((direction, each), _NOBODY).top1,
            ledger.totals[direction, each].net,
        )
        for each in (code, prior)
    )
    if isinstance(now, Why):
        return now
    return before if isinstance(before, Why) else now - before


def _put_heads(sheet: Sheet, ledger: Ledger, side: Side, span: Span) -> None:
    """Amount and share of the five largest names of a period."""
    if span.why is not None or span.code == "L3M":
        return
    for head in ledger.parties.get((span.direction, span.code), _NOBODY).heads:
        _put_holding(sheet, ledger, side, span, head)


def _put_holding(sheet: Sheet, ledger: Ledger, side: Side, span: Span, holding: Holding) -> None:
    net = ledger.totals[span.direction, span.code].net
    results: dict[str, Result] = {
        f"{side.key}.net": money(holding.net),
        f"{side.party_key}.share": share(holding.net, net),
    }
    scope = scope_of(holding.name)
    parts = (f"{side.key}.net:{scope}@{span.code}", f"{side.key}.net@{span.code}")
    for metric, result in results.items():
        keys = parts if metric.endswith(".share") else ()
        sheet.put(Working(metric, span.period, result, holding.invoices, keys, holding.name))


def _put_watched(sheet: Sheet, ledger: Ledger, side: Side) -> None:
    """The names that led the last or the preceding twelve months, followed to the as-of date."""
    leaders = {
        head.name
        for code in ("L12M", "P12M")
        for head in ledger.parties.get((side.direction, code), _NOBODY).heads
    }
    for name in sorted(leaders):
        for code in _WATCHED:
            span = ledger.spans[side.direction, code]
            if span.why is None:
                nothing = Holding(name, 0, 0)
                found = ledger.holdings.get((side.direction, code, name), nothing)
                _put_holding(sheet, ledger, side, span, found)
        day = ledger.last_days.get((side.direction, name))
        sheet.put(
            Working(
                metric=f"{side.party_key}.last_day",
                period=None,
                result=day or NO_INVOICES,
                scope=name,
            )
        )
