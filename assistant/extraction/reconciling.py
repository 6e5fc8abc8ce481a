"""Sales side by side, year by year: statements, VAT returns, invoices and money received.

Only verified figures of whole years are compared; a candidate may be misread, and half a year is
no year. What agrees within its tolerance raises nothing.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.figures import Figure, FigureStatus, Statement, StatementKind
from assistant.domain.findings import Finding, FindingKind, Severity
from assistant.domain.quantities import Lang

_CENT: Final = Decimal("0.1")
_PERCENT: Final = 100


class _Side(NamedTuple):
    key: str
    """Of the figure, with ``{year}``."""
    zh: str
    en: str


class _Pair(NamedTuple):
    rule: str
    left: _Side
    right: _Side
    low: Decimal
    """Left over right below this is told."""
    high: Decimal
    severity: Severity


_STATED: Final = _Side("revenue@FY{year}", "报表营业收入", "revenue in the statements")
_DECLARED: Final = _Side(
    "sales.net#vat_returns@{year}", "增值税申报销售额", "sales in the VAT returns"
)
_INVOICED: Final = _Side("sales.net@{year}", "开票净销售额", "net invoiced sales")
_WITH_TAX: Final = _Side("sales.gross@{year}", "价税合计的开票销售额", "invoiced sales with tax")
_RECEIVED: Final = _Side("bank.inflow@{year}", "银行流水流入", "bank inflow")
_PAIRS: Final = (
    _Pair(
        "reconcile.revenue_vat",
        _STATED,
        _DECLARED,
        Decimal("0.95"),
        Decimal("1.10"),
        Severity.WARNING,
    ),
    _Pair(
        "reconcile.revenue_invoices",
        _STATED,
        _INVOICED,
        Decimal("0.95"),
        Decimal("1.10"),
        Severity.WARNING,
    ),
    _Pair(
        "reconcile.vat_invoices",
        _DECLARED,
        _INVOICED,
        Decimal("0.95"),
        Decimal("1.05"),
        Severity.WARNING,
    ),
    _Pair(
        "reconcile.bank_sales",
        _RECEIVED,
        _WITH_TAX,
        Decimal("0.70"),
        Decimal("1.50"),
        Severity.INFO,
    ),
)
"""Sales without an invoice, other dates of recognition, loans, transfers between own accounts and
accounts that aren't in the file lie between them: see decision 32."""


def reconciled(figures: Iterable[Figure]) -> tuple[Finding, ...]:
    """One finding for each pair of sources whose years lie further apart than they may.

    Args:
        figures: one a key, invoice figures among them.
    """
    known = {f.key: f for f in figures if _counts(f)}
    years = sorted({f.period.start.year for f in known.values() if f.period is not None})
    found = (_finding(pair, known, years) for pair in _PAIRS)
    return tuple(finding for finding in found if finding is not None)


def _counts(figure: Figure) -> bool:
    """Whether a figure is proved and its year whole."""
    whole = figure.period is not None and not figure.period.is_partial
    return whole and figure.status is FigureStatus.VERIFIED and figure.number is not None


def _finding(pair: _Pair, known: Mapping[str, Figure], years: Iterable[int]) -> Finding | None:
    apart = [
        (year, left, right)
        for year in years
        for left in (known.get(pair.left.key.format(year=year)),)
        for right in (known.get(pair.right.key.format(year=year)),)
        if left is not None and right is not None and _lie_apart(pair, left, right)
    ]
    if not apart:
        return None
    zh = "".join(_sentence_zh(pair, *one) for one in apart)
    en = " ".join(_sentence_en(pair, *one) for one in apart)
    keys = tuple(f.key for _, left, right in apart for f in (left, right))
    years_named = "+".join(str(year) for year, _, _ in apart)
    return Finding(
        id=f"{pair.rule}:{years_named}",
        kind=FindingKind.CONSISTENCY,
        severity=pair.severity,
        rule_id=pair.rule,
        statement=Statement(
            key=f"{pair.rule}@{years_named}",
            kind=StatementKind.COMPARISON,
            text_zh=zh,
            text_en=en,
            figures=keys,
        ),
    )


def _lie_apart(pair: _Pair, left: Figure, right: Figure) -> bool:
    if left.unit != right.unit or not right.number or left.number is None:
        return False
    if _span(left) != _span(right):  # a fiscal year that ends in June beside a calendar year
        return False
    return not pair.low <= left.number / right.number <= pair.high


def _span(figure: Figure) -> tuple[date, date] | None:
    return (figure.period.start, figure.period.end) if figure.period else None


def _share(left: Figure, right: Figure) -> str:
    share = (left.number or Decimal(0)) / (right.number or Decimal(1)) * _PERCENT
    return f"{share.quantize(_CENT)}%"


def _sentence_zh(pair: _Pair, year: int, left: Figure, right: Figure) -> str:
    a, b = (f.text(Lang.ZH) for f in (left, right))
    return f"{year}年{pair.left.zh}{a}，为{pair.right.zh}{b}的{_share(left, right)}。"


def _sentence_en(pair: _Pair, year: int, left: Figure, right: Figure) -> str:
    a, b = (f.text(Lang.EN) for f in (left, right))
    first = pair.left.en[0].upper() + pair.left.en[1:]
    return f"{first} of {a} in {year} is {_share(left, right)} of {pair.right.en} of {b}."
