"""Amounts, units, days and counts as documents write them."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

from assistant.domain.quantities import Unit
from assistant.proof.chinese import CHARS, chinese_value

_ZH_SCALE: Final = {
    "": 1,
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "十万": 100_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
}
_EN_SCALE: Final = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_CURRENCIES: Final = (
    (re.compile(r"港元|港币|hkd|hk\$", re.IGNORECASE), Unit.HKD),
    (re.compile(r"美元|usd|us\$|u\.s\. dollar|\$", re.IGNORECASE), Unit.USD),
    (re.compile(r"欧元|eur|€", re.IGNORECASE), Unit.EUR),
    (re.compile(r"英镑|gbp|£", re.IGNORECASE), Unit.GBP),
    (re.compile(r"日元|jpy", re.IGNORECASE), Unit.JPY),
    (re.compile(r"人民币|元|cny|rmb|yuan|[￥¥]", re.IGNORECASE), Unit.CNY),
)
_ZH_UNIT: Final = re.compile(r"(百万|千万|十万|百|千|万|亿)(?=[美港欧日]?元|\Z)")
_EN_UNIT: Final = re.compile(r"\b(thousand|million|billion)s?\b", re.IGNORECASE)
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_MONEY: Final = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[-−–])?\s*(?:人民币|[A-Z]{3}|US\$|[$¥€£])?\s*(?P<inner>[-−–])?\s*"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*"
    r"(?P<unit>(?:百万|千万|十万|百|千|万|亿)?(?:[美港欧日]?元|英镑)?|thousand|million|billion)\s*"
    r"(?:整|人民币|[A-Z]{3}|yuan)?\s*(?P<close>\))?",
    re.ASCII | re.IGNORECASE,
)
_DAY: Final = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T].*)?", re.ASCII
)
_MONTHS_EN: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DAY_EN: Final = re.compile(
    rf"(?:({'|'.join(_MONTHS_EN)})\s+(\d{{1,2}}),?\s+(\d{{4}})"
    rf"|(\d{{1,2}})\s+({'|'.join(_MONTHS_EN)})\s+(\d{{4}}))",
    re.IGNORECASE,
)
_DAY_US: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_DAY_ZH: Final = re.compile(
    r"([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_MONEY_ZH: Final = re.compile(rf"(?:人民币)?([{CHARS}]{{2,}})(?:元|圆)?整?(?:人民币)?整?")
"""大写 as licences and contracts write it: 人民币伍佰万元整."""
_SPAN: Final = re.compile(r"(\d+(?:\.\d+)?)\s*(个?月|年|months?|years?|期)?", re.IGNORECASE)
_MAX_SHARE: Final = 1
_KNOWN: Final = 1 << 14


@dataclass(frozen=True)
class Scale:
    """What the numbers of a table are multiplied by, and their currency."""

    factor: int
    currency: Unit
    stated: bool
    """False where nothing says the unit, so that it is an assumption."""


def plain(text: str) -> str:
    """Full-width characters as ASCII ones, blanks trimmed."""
    return (text if text.isascii() else unicodedata.normalize("NFKC", text)).strip()


@lru_cache(maxsize=_KNOWN)
def number_from(cell: str) -> Decimal | None:
    """The number in a table cell (``(1,234.5)`` is negative); None for text, dash or blank."""
    text = plain(cell).replace(",", "").replace("−", "-").replace("–", "-")
    text = re.sub(r"\A([-(]?)\s*(?:US\$|[$¥€£]|CNY|RMB|USD)\s*", r"\1", text)
    negative = text.startswith("(") and text.endswith(")")
    text = text.strip("()").replace(" ", "")
    if not _NUMBER.fullmatch(text):
        return None
    return -Decimal(text) if negative else Decimal(text)


def decimals_in(cell: str) -> int:
    """Digits after the point."""
    _, _, rest = plain(cell).partition(".")
    return len(rest.rstrip(")"))


def scale_from(unit: str, *contexts: str) -> Scale:
    """The scale that ``unit`` states; what it leaves open, the nearest context says.

    Args:
        unit: a table's unit as loaded: ``万元``, ``USD millions`` or ''.
        contexts: caption and cells of the table, then the page's text.
    """
    stated = unit or next(filter(None, map(_stated_in, contexts)), "")
    currencies = filter(None, map(_currency, (stated, *contexts)))
    zh, en = _ZH_UNIT.search(plain(stated)), _EN_UNIT.search(stated)
    factor = _ZH_SCALE[zh[1]] if zh else _EN_SCALE[en[1].lower()] if en else 1
    return Scale(factor=factor, currency=next(currencies, Unit.CNY), stated=bool(stated))


def money_from(text: str) -> tuple[Decimal, Unit] | None:
    """An amount in main units with its currency: ``500万元`` is 5,000,000 CNY."""
    match = _MONEY.fullmatch(plain(text))
    if match is None:
        words = _MONEY_ZH.fullmatch(plain(text))
        said = chinese_value(words[1]) if words else None
        return (said.value, Unit.CNY) if said else None
    unit = match["unit"].lower()
    zh = _ZH_UNIT.match(unit)
    factor = _EN_SCALE.get(unit) or (_ZH_SCALE[zh[1]] if zh else 1)
    amount = Decimal(match["digits"].replace(",", "")) * factor
    negative = bool(match["sign"] or match["inner"] or (match["open"] and match["close"]))
    return (-amount if negative else amount), _currency(plain(text)) or Unit.CNY


def day_from(text: str) -> date | None:
    """A day in Chinese, ISO or English writing; None for anything else."""
    compact = plain(text)
    match = _DAY.fullmatch(compact)
    if match:
        return _day(int(match[1]), int(match[2]), int(match[3]))
    chinese = _DAY_ZH.fullmatch(compact)
    if chinese:
        read = [chinese_value(part) for part in chinese.groups()]
        return _day(*(int(part.value) if part else 0 for part in read))
    english = _DAY_EN.search(compact)
    american = _DAY_US.fullmatch(compact)
    if american:
        return _day(int(american[3]), int(american[1]), int(american[2]))
    if english is None:
        return None
    month = (english[1] or english[5]).lower()
    year, day = int(english[3] or english[6]), int(english[2] or english[4])
    return _day(year, _MONTHS_EN.index(month) + 1, day)


def months_from(text: str) -> Decimal | None:
    """A span in months: ``1年`` and ``12个月`` are 12; a bare number is months."""
    match = _SPAN.fullmatch(plain(text))
    if match is None:
        return None
    years = (match[2] or "").lower().startswith(("年", "year"))
    return Decimal(match[1]) * (12 if years else 1)


def share_from(text: str) -> Decimal | None:
    """A rate as a fraction: ``4.35%`` is 0.0435; a bare number above 1 is no rate."""
    compact = plain(text).replace(" ", "")
    try:
        if compact.endswith("%"):
            return Decimal(compact[:-1]) / 100
        bare = Decimal(compact)
    except InvalidOperation:
        return None
    return bare if bare.is_finite() and abs(bare) <= _MAX_SHARE else None


def count_from(text: str) -> int | None:
    """A count: ``86人`` is 86."""
    match = re.fullmatch(
        r"(\d{1,3}(?:,\d{3})+|\d+)\s*(?:人|名|次|个|个月|笔|months?|times?)?", plain(text)
    )
    return int(match[1].replace(",", "")) if match else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _currency(text: str) -> Unit | None:
    return next((unit for pattern, unit in _CURRENCIES if pattern.search(text)), None)


def _stated_in(context: str) -> str:
    """``in CNY`` or ``人民币元`` as running text states a unit; '' where it doesn't."""
    match = re.search(
        r"\bin\s+(?:CNY|RMB|USD|US dollars|yuan)\b|单位[:：]\s*(?:人民币)?元|人民币元",
        context,
        re.IGNORECASE,
    )
    return match[0] if match else ""
