"""Whether a statement adds up: the identities that each kind must satisfy."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.extraction.statement_lines import StatementKind
from assistant.extraction.statement_tables import LineCell

_TOLERATED_ROUNDINGS: Final = 3


class TieOut(NamedTuple):
    """One identity on one period."""

    total: str
    """Key of the line that the others add up to."""
    parts: tuple[str, ...]
    gap: Decimal
    """Total less parts, in main units."""
    holds: bool
    proves: bool
    """Whether it covers the whole statement, not one part of it."""


class _Identity(NamedTuple):
    total: str
    parts: tuple[tuple[str, int], ...]
    """Keys and signs."""
    optional: tuple[tuple[str, int], ...] = ()
    """Parts that count where the statement has them."""


class _Rule(NamedTuple):
    ways: tuple[_Identity, ...]
    """One of them has to hold: documents put the same lines in or out of a total."""
    proves: bool = True


def _sum(total: str, *parts: str, optional: Sequence[str] = ()) -> _Identity:
    return _Identity(total, _signed(parts), _signed(optional))


def _signed(keys: Sequence[str]) -> tuple[tuple[str, int], ...]:
    return tuple((key.removeprefix("-"), -1 if key.startswith("-") else 1) for key in keys)


_RULES: Final[Mapping[StatementKind, tuple[_Rule, ...]]] = {
    StatementKind.BALANCE: (
        _Rule(
            (
                _sum("total_assets", "total_liabilities", "equity"),
                _sum("total_assets", "total_liabilities", "equity", "minority_equity"),
                _sum("total_assets", "total_liabilities", "equity", "mezzanine"),
            )
        ),
        _Rule((_sum("total_assets", "liabilities_and_equity"),)),
        _Rule((_sum("total_assets", "current_assets", "non_current_assets"),), proves=False),
        _Rule(
            (_sum("total_liabilities", "current_liabilities", "non_current_liabilities"),),
            proves=False,
        ),
        _Rule((_sum("equity", "equity_parent", optional=("minority_equity",)),), proves=False),
    ),
    StatementKind.INCOME: (
        _Rule(
            (
                _sum(
                    "net_profit",
                    "profit_before_tax",
                    "-income_tax",
                    optional=("equity_income", "discontinued"),
                ),
                _sum("net_profit", "profit_before_tax", "-income_tax", optional=("discontinued",)),
                _sum("net_profit", "profit_before_tax", "-income_tax"),
            )
        ),
        _Rule(
            (_sum("profit_before_tax", "operating_profit", "other_gains", "-other_losses"),),
            proves=False,
        ),
    ),
    StatementKind.CASH: (
        _Rule(
            (
                _sum(
                    "cash_change",
                    "operating_cash_flow",
                    "investing_cash_flow",
                    "financing_cash_flow",
                    optional=("exchange_effect",),
                ),
            )
        ),
        _Rule((_sum("closing_cash", "opening_cash", "cash_change"),), proves=False),
    ),
}


def tie_outs(kind: StatementKind, lines: Mapping[str, LineCell]) -> tuple[TieOut, ...]:
    """Every identity that the lines of one period allow to be tested."""
    tested = (_tested(rule, lines) for rule in _RULES[kind])
    return tuple(found for found in tested if found is not None)


def proves(found: Sequence[TieOut]) -> bool:
    """Whether the statement ties out: something covers the whole of it and nothing fails."""
    return any(tie.proves for tie in found) and all(tie.holds for tie in found)


def _tested(rule: _Rule, lines: Mapping[str, LineCell]) -> TieOut | None:
    possible = [way for way in rule.ways if _needed(way) <= lines.keys()]
    if not possible:
        return None
    found = [_one(way, lines, proves=rule.proves) for way in possible]
    return next((tie for tie in found if tie.holds), found[0])


def _needed(identity: _Identity) -> set[str]:
    return {identity.total, *(key for key, _ in identity.parts)}


def _one(identity: _Identity, lines: Mapping[str, LineCell], *, proves: bool) -> TieOut:
    parts = (*identity.parts, *(p for p in identity.optional if p[0] in lines))
    total = lines[identity.total]
    gap = total.value - sum(lines[key].value * sign for key, sign in parts)
    rounding = max(lines[key].rounding for key in (identity.total, *(k for k, _ in parts)))
    holds = abs(gap) <= rounding * _TOLERATED_ROUNDINGS
    return TieOut(identity.total, tuple(key for key, _ in parts), gap, holds, proves)
