"""Units, languages and how a value is printed. Pure values; no I/O."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

Value = Decimal | int | date | str | None
"""What a figure may hold; money is always Decimal in the currency's main unit (yuan, never 万)."""


class Lang(StrEnum):
    """Languages of screen, questions and memos."""

    ZH = "zh"
    EN = "en"


class Unit(StrEnum):
    """Closed set of units; a money unit is its ISO 4217 currency code."""

    CNY = "CNY"
    USD = "USD"
    EUR = "EUR"
    HKD = "HKD"
    GBP = "GBP"
    JPY = "JPY"
    SGD = "SGD"
    TWD = "TWD"
    AUD = "AUD"
    CAD = "CAD"
    CHF = "CHF"
    KRW = "KRW"
    INR = "INR"
    NZD = "NZD"
    AED = "AED"
    MYR = "MYR"
    THB = "THB"
    VND = "VND"
    IDR = "IDR"
    PHP = "PHP"
    MOP = "MOP"
    SEK = "SEK"
    NOK = "NOK"
    DKK = "DKK"
    PLN = "PLN"
    ZAR = "ZAR"
    BRL = "BRL"
    MXN = "MXN"
    SAR = "SAR"
    QAR = "QAR"
    KWD = "KWD"
    BHD = "BHD"
    OMR = "OMR"
    EGP = "EGP"
    NGN = "NGN"
    KES = "KES"
    PKR = "PKR"
    BDT = "BDT"
    LKR = "LKR"
    RATIO = "ratio"
    """Share or rate as a fraction: 0.401 prints as 40.1%."""
    TIMES = "times"
    """Multiple such as DSCR: 1.2 prints as 1.20x."""
    DAYS = "days"
    MONTHS = "months"
    COUNT = "count"
    POINTS = "points"
    INDEX = "index"
    """A bare index such as HHI (0..1) or a Z-score."""
    DATE = "date"
    TEXT = "text"

    @property
    def is_money(self) -> bool:
        """Whether values are amounts of a currency."""
        return self in _MONEY

    @property
    def is_numeric(self) -> bool:
        """Whether values are numbers."""
        return self not in (Unit.DATE, Unit.TEXT)


_ZH_MONEY: Final = {
    Unit.CNY: "元",
    Unit.USD: "美元",
    Unit.EUR: "欧元",
    Unit.HKD: "港元",
    Unit.GBP: "英镑",
    Unit.JPY: "日元",
    Unit.SGD: "新加坡元",
    Unit.TWD: "新台币元",
    Unit.AUD: "澳元",
    Unit.CAD: "加元",
    Unit.CHF: "瑞士法郎",
    Unit.KRW: "韩元",
    Unit.INR: "印度卢比",
    Unit.NZD: "新西兰元",
    Unit.AED: "阿联酋迪拉姆",
    Unit.MYR: "马来西亚林吉特",
    Unit.THB: "泰铢",
    Unit.VND: "越南盾",
    Unit.IDR: "印尼卢比",
    Unit.PHP: "菲律宾比索",
    Unit.MOP: "澳门元",
    Unit.SEK: "瑞典克朗",
    Unit.NOK: "挪威克朗",
    Unit.DKK: "丹麦克朗",
    Unit.PLN: "波兰兹罗提",
    Unit.ZAR: "南非兰特",
    Unit.BRL: "巴西雷亚尔",
    Unit.MXN: "墨西哥比索",
    Unit.SAR: "沙特里亚尔",
    Unit.QAR: "卡塔尔里亚尔",
    Unit.KWD: "科威特第纳尔",
    Unit.BHD: "巴林第纳尔",
    Unit.OMR: "阿曼里亚尔",
    Unit.EGP: "埃及镑",
    Unit.NGN: "尼日利亚奈拉",
    Unit.KES: "肯尼亚先令",
    Unit.PKR: "巴基斯坦卢比",
    Unit.BDT: "孟加拉塔卡",
    Unit.LKR: "斯里兰卡卢比",
}
_MONEY: Final = frozenset(_ZH_MONEY)
_SUFFIX: Final = {
    Lang.ZH: {Unit.TIMES: "倍", Unit.DAYS: "天", Unit.MONTHS: "个月", Unit.POINTS: "分"},
    Lang.EN: {Unit.TIMES: "x", Unit.DAYS: " days", Unit.MONTHS: " months", Unit.POINTS: " points"},
}
_PLACES: Final = {
    Unit.RATIO: 1,
    Unit.TIMES: 2,
    Unit.DAYS: 1,
    Unit.MONTHS: 0,
    Unit.COUNT: 0,
    Unit.POINTS: 0,
    Unit.INDEX: 3,
}
_STATED_PLACES: Final = 4
"""Decimals of a stated percentage at most."""
CENT: Final = Decimal("0.01")
_WAN: Final = Decimal(10_000)
_MILLION: Final = Decimal(1_000_000)


def quantised(value: Decimal, places: int) -> Decimal:
    """``value`` rounded half up to ``places`` decimals; zero never keeps a minus sign."""
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def _grouped(value: Decimal, places: int, *, trim: bool = False) -> str:
    text = f"{quantised(value, places):,f}"
    return text.rstrip("0").rstrip(".") if trim and "." in text else text


def money_text(amount: Decimal, unit: Unit, lang: Lang, *, full: bool = False) -> str:
    """An amount as people read it: 万元 in zh; millions in en, below one million every unit.

    Args:
        amount: in the currency's main unit (yuan, dollars).
        unit: a money unit.
        lang: language of the text.
        full: print every digit to the cent instead of 万元 or millions.
    """
    if lang is Lang.ZH:
        name = _ZH_MONEY[unit]
        if full or abs(amount) < _WAN:
            return f"{_grouped(amount, 2)}{name}"
        return f"{_grouped(amount / _WAN, 2)}万{name}"
    if full or abs(amount) < _WAN:
        return f"{unit.value} {_grouped(amount, 2)}"
    if abs(amount) < _MILLION:
        return f"{unit.value} {_grouped(amount, 0)}"
    return f"{unit.value} {_grouped(amount / _MILLION, 2)} million"


def _share_places(ratio: Decimal) -> int:
    """Decimals of a percentage as it was stated: 4.35 % has two."""
    exponent = (ratio * 100).normalize().as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) else 0
    return min(max(decimals, _PLACES[Unit.RATIO]), _STATED_PLACES)


def value_text(
    value: Value, unit: Unit, lang: Lang, *, full: bool = False, as_stated: bool = False
) -> str:
    """A figure's value as it is printed everywhere: screen, memo, statement.

    A missing value prints as 缺失 / "not available", never as 0 or None.

    Args:
        value: in the unit's own terms; a ratio as 0..1.
        unit: what it is.
        lang: language of the text.
        full: print amounts to the cent.
        as_stated: print a ratio with the digits that it has, as a paper or person states it; one
            that was worked out has more than mean anything.
    """
    if value is None:
        return "缺失" if lang is Lang.ZH else "not available"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    number = Decimal(value)
    if unit.is_money:
        return money_text(number, unit, lang, full=full)
    if unit is Unit.RATIO:
        return f"{_grouped(number * 100, _share_places(number) if as_stated else _PLACES[unit])}%"
    whole = unit in (Unit.DAYS, Unit.MONTHS)
    text = _grouped(number, _PLACES.get(unit, 2), trim=whole)
    suffix = _SUFFIX[lang].get(unit, "")
    return f"{text}{suffix.removesuffix('s') if whole and text == '1' else suffix}"
