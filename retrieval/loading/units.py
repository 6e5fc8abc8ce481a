"""The words of tables: amounts, years, and the unit that a table states once."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

CURRENCY_SIGNS: Final = frozenset({"$", "¥", "￥", "€", "£", "US$", "HK$", "RMB"})
"""What may stand alone before an amount."""
_KNOWN: Final = 1 << 14
_MARKS: Final = re.compile(r"(?:\[\^\w+\])+\Z")
_AMOUNT: Final = re.compile(
    r"[-+−–(（]?\s*(?:[$¥￥€£]|US\$|HK\$|RMB|CNY|USD)?\s*[-−(（]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?\s*(?:[%％]|x|倍|pp|bps?)?\s*[)）]?\s*[%％]?",
    re.ASCII | re.IGNORECASE,
)
_DASH: Final = re.compile(r"[$¥￥€£]?\s*[-—–－/]{1,3}\s*[%％]?|nil|n/?a|NM|\*", re.IGNORECASE)
_YEAR: Final = re.compile(
    r"(?:FY\s*|Q[1-4]\s*)?(?:19|20)\d\d\s*(?:年\s*(?:度|末|初|底|\d{1,2}\s*月.*)?|[-/.]\d{1,2}(?:[-/.]\d{1,2})?)?(?:\s*[(（].{1,12}[)）])?"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2},\s*(?:19|20)\d\d"
    r"|(?:19|20)\d\d\s*[-–—]\s*(?:19|20)?\d\d|(?:[1-4]Q|[1-4]H|H[12])\s*(?:19|20)?\d\d",
    re.IGNORECASE,
)
_UNIT_ZH: Final = re.compile(
    r"(?:金额)?单位\s*[:：]?\s*(?:人民币)?\s*((?:百|千|万|十万|百万|千万|亿)?(?:美|港|欧)?元|[%％])"
    r"|[(（]\s*(?:人民币)?\s*((?:百|千|万|百万|千万|亿)?元)\s*[)）]|(?:人民币)((?:百|千|万|百万|亿)元)"
)
_SCALE_EN: Final = (
    r"(?:in\s+)?(?:(?:U\.?S\.?\s+)?(?P<c>dollars?|USD|US\$|RMB|CNY|yuan|EUR|\$)"
    r"\s*(?:amounts\s+)?)?(?:in\s+)?(?P<s>thousands|millions|billions)"
)
_UNIT_EN: Final = (
    re.compile(r"[(（][^()]{0,40}?\b" + _SCALE_EN + r"\b", re.IGNORECASE),
    re.compile(
        r"\b(?:amounts?|figures|dollars?|expressed|stated|unit:?)\b[^.]{0,30}?\b"
        + _SCALE_EN
        + r"\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:RMB|CNY|USD|US\$|\$)\s*['’]?0{3}\b"
        r"|\A\s*(?P<c>\$|US\$|USD|RMB|CNY|EUR)?\s*(?:and\s+shares\s+)?in\s+"
        r"(?P<s>thousands|millions|billions)",
        re.IGNORECASE,
    ),
)
_CURRENCY: Final = {
    "d": "USD",
    "u": "USD",
    "$": "USD",
    "r": "CNY",
    "c": "CNY",
    "y": "CNY",
    "e": "EUR",
}


def without_marks(cell: str) -> str:
    """``cell`` without the note marks behind it: ``1,232[^3]`` is the amount ``1,232``."""
    return _MARKS.sub("", cell.strip())


@lru_cache(maxsize=_KNOWN)
def is_amount(cell: str) -> bool:
    """True for a number as tables print it; a bare year is none."""
    text = without_marks(cell)
    return _AMOUNT.fullmatch(text) is not None and not is_year(text)


@lru_cache(maxsize=_KNOWN)
def is_blank_amount(cell: str) -> bool:
    """True for a dash or ``n/a`` that stands where an amount would."""
    return _DASH.fullmatch(without_marks(cell)) is not None


@lru_cache(maxsize=_KNOWN)
def is_year(cell: str) -> bool:
    """True for a year or a date, as headers of columns print them."""
    return _YEAR.fullmatch(without_marks(cell)) is not None


def stated_unit(lines: Iterable[str]) -> str:
    """The last unit that ``lines`` state (``万元``, ``USD millions``), or ''."""
    found = ""
    for line in lines:
        found = _unit_of(line) or found
    return found


def _unit_of(line: str) -> str:
    zh = _UNIT_ZH.search(line)
    if zh:
        return next(group for group in zh.groups() if group)
    for pattern in _UNIT_EN:
        match = pattern.search(line)
        if match is None:
            continue
        scale = (match.groupdict().get("s") or "thousands").lower()
        currency = match.groupdict().get("c") or (
            "$" if "$" in match[0] or "dollar" in match[0].lower() else ""
        )
        code = _CURRENCY.get(currency[:1].lower(), "")
        return f"{code} {scale}".strip()
    return ""
