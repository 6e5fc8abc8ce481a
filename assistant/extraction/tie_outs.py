"""Whether a statement adds up: the identities that each kind must satisfy."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.extraction.statement_tables import LineCell, StatementKind

_TOLERATED_ROUNDINGS: Final = 3


class TieOut(NamedTuple):
    """One identity on one period."""

    total: str
    """Key of the line that the others add up to."""
    parts: tuple[str, ...]
    gap: Decimal
    """Total less parts, in main units."""
    holds: bool


class _Identity(NamedTuple):
    total: str
    parts: tuple[tuple[str, int], ...]
    """Keys and signs."""
    optional: tuple[tuple[str, int], ...] = ()
    """Parts that count where the statement has them."""


_IDENTITIES: Final = {
    StatementKind.BALANCE: (
        _Identity("total_assets", (("total_liabilities", 1), ("equity", 1))),
        _Identity("total_assets", (("liabilities_and_equity", 1),)),
    ),
    StatementKind.INCOME: (
        _Identity("net_profit", (("profit_before_tax", 1), ("income_tax", -1))),
    ),
    StatementKind.CASH: (
        _Identity(
            "cash_change",
            (("operating_cash_flow", 1), ("investing_cash_flow", 1), ("financing_cash_flow", 1)),
            (("exchange_effect", 1),),
        ),
    ),
}


def tie_out(kind: StatementKind, lines: Mapping[str, LineCell]) -> TieOut | None:
    """The first identity that the lines of one period allow; None where lines are missing."""
    for identity in _IDENTITIES[kind]:
        needed = {identity.total, *(key for key, _ in identity.parts)}
        if needed <= lines.keys():
            return _tested(identity, lines)
    return None


def _tested(identity: _Identity, lines: Mapping[str, LineCell]) -> TieOut:
    parts = (*identity.parts, *(p for p in identity.optional if p[0] in lines))
    total = lines[identity.total]
    gap = total.value - sum(lines[key].value * sign for key, sign in parts)
    rounding = max(lines[key].rounding for key in (identity.total, *(k for k, _ in parts)))
    holds = abs(gap) <= rounding * _TOLERATED_ROUNDINGS
    return TieOut(identity.total, tuple(key for key, _ in parts), gap, holds)
