"""How far a test is from tipping over, in terms of what would have to happen."""

from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from assistant.domain.figures import Figure
from assistant.domain.quantities import Lang, Unit, quantised, value_text
from assistant.scoring.formulas import EXACT, NO_REASON, Undefined
from assistant.scoring.measured import Measured
from assistant.scoring.wording import capitalised, percent, texts_apart


class Side(StrEnum):
    """Where the driver stands in the ratio."""

    ABOVE = "above"
    BELOW = "below"
    SALES = "sales"
    """Sales move the earnings above the line through the gross margin."""


class Driver(NamedTuple):
    """What moves a metric while the rest stays."""

    side: Side
    zh: str
    en: str


_EARNINGS: Final = Driver(Side.ABOVE, "EBITDA", "EBITDA")
_DRIVERS: Final = {
    "dscr.ebitda": Driver(Side.SALES, "销售收入", "sales"),
    "dscr.pro_forma": Driver(Side.SALES, "销售收入", "sales"),
    "dscr.ebitda_less_tax_capex": Driver(
        Side.ABOVE, "EBITDA减所得税和资本支出", "EBITDA less tax and capex"
    ),
    "dscr.operating_cash_flow": Driver(Side.ABOVE, "经营现金流", "operating cash flow"),
    "interest_cover": Driver(Side.ABOVE, "息税前利润", "EBIT"),
    "current_ratio": Driver(Side.ABOVE, "流动资产", "current assets"),
    "quick_ratio": Driver(Side.ABOVE, "速动资产", "quick assets"),
    "cash_ratio": Driver(Side.ABOVE, "货币资金", "cash"),
    "liabilities_to_assets": Driver(Side.ABOVE, "负债", "liabilities"),
    "debt_to_equity": Driver(Side.ABOVE, "有息负债", "interest-bearing debt"),
    "guarantees_to_equity": Driver(Side.ABOVE, "对外担保余额", "guarantees given"),
    "debt_to_ebitda": Driver(Side.BELOW, "EBITDA", "EBITDA"),
    "ltv": Driver(Side.BELOW, "押品价值", "collateral value"),
    "net_margin": Driver(Side.ABOVE, "净利润", "net profit"),
}
_ASSUMING: Final = Undefined(
    "（毛利率与其他费用不变）", " (gross margin and other costs unchanged)"
)


class _Move(NamedTuple):
    driver: Driver
    share: Decimal
    """Change of the driver that just reaches the threshold; negative is a fall."""
    assuming: Undefined


def break_even(firm: Measured, figure: Figure, operator: str, threshold: Decimal) -> Undefined:
    """What would have to happen for the test to just tip over, zh and en.

    Args:
        firm: the figures that a driver's effect is computed from.
        figure: the tested figure; has a number.
        operator: ``>=`` or ``<=``.
        threshold: in the figure's unit.
    """
    value = figure.number or Decimal(0)
    move = _move(firm, figure, value, threshold)
    if move is None or value == threshold:
        return _distance(figure, value, operator, threshold)
    passes = value >= threshold if operator == ">=" else value <= threshold
    return Undefined(
        *(_tipping(figure, move, threshold, (passes, operator), lang) for lang in Lang)
    )


def _move(firm: Measured, figure: Figure, value: Decimal, threshold: Decimal) -> _Move | None:
    driver = _DRIVERS.get(figure.metric)
    if driver is None or value <= 0 or threshold <= 0:
        return None
    if driver.side is Side.BELOW:
        return _Move(driver, EXACT.subtract(EXACT.divide(value, threshold), 1), NO_REASON)
    share = EXACT.subtract(EXACT.divide(threshold, value), 1)
    if driver.side is Side.ABOVE:
        return _Move(driver, share, NO_REASON)
    return _sales_move(firm, driver, share) or _Move(_EARNINGS, share, NO_REASON)


def _sales_move(firm: Measured, driver: Driver, share: Decimal) -> _Move | None:
    """The change of sales that changes EBITDA by ``share``, where a gross profit tells."""
    earnings, gross = firm.find("ebitda@FY").value, firm.find("gross_profit@FY").value
    if earnings is None or gross is None or gross <= 0:
        return None
    change = EXACT.divide(EXACT.multiply(earnings, share), gross)
    return _Move(driver, change, _ASSUMING) if change > -1 else None


def _tipping(
    figure: Figure, move: _Move, threshold: Decimal, test: tuple[bool, str], lang: Lang
) -> str:
    passes, operator = test
    _, limit = texts_apart(figure.number or Decimal(0), threshold, figure.unit, lang)
    share, falls = percent(abs(move.share), up=not passes), move.share < 0
    if lang is Lang.ZH:
        way = "下降" if falls else "上升"
        if passes:
            after = f"将{'低于' if operator == '>=' else '高于'}{limit}"
            return (
                f"{move.driver.zh}再{way}超过{share}，{figure.label_zh}{after}{move.assuming.zh}。"
            )
        return f"{move.driver.zh}须{way}{share}，{figure.label_zh}方达到{limit}{move.assuming.zh}。"
    way = "fall" if falls else "rise"
    name = capitalised(move.driver.en)
    if passes:
        after = f"{'drops below' if operator == '>=' else 'exceeds'} {limit}"
        return f"{name} may {way} {share} before {figure.label_en} {after}{move.assuming.en}."
    return f"{name} must {way} {share} for {figure.label_en} to reach {limit}{move.assuming.en}."


def _distance(figure: Figure, value: Decimal, operator: str, threshold: Decimal) -> Undefined:
    """The plain distance to the threshold."""
    gap = value - threshold if operator == ">=" else threshold - value
    zh, en = (gap_text(abs(gap), figure.unit, lang) for lang in Lang)
    if gap == threshold == 0 and operator == "<=":
        return NO_REASON
    if gap == 0:
        return Undefined(
            "恰好处于临界值，没有余量。", "It stands exactly on the threshold: no headroom."
        )
    if gap > 0:
        return Undefined(f"距临界值尚有{zh}。", f"Headroom to the threshold is {en}.")
    way = ("提高", "rise") if operator == ">=" else ("降低", "fall")
    return Undefined(f"须{way[0]}{zh}方可达标。", f"It must {way[1]} by {en} to pass.")


def gap_text(gap: Decimal, unit: Unit, lang: Lang) -> str:
    """A difference as it prints: percentage points for shares."""
    if unit is not Unit.RATIO:
        return value_text(gap, unit, lang)
    return f"{quantised(gap * 100, 1)}{'个百分点' if lang is Lang.ZH else ' percentage points'}"
