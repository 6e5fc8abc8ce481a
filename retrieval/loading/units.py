"""The words of tables: amounts, years, and the unit that a table states once."""

import re
from collections.abc import Iterable
from typing import Final

_AMOUNT: Final = re.compile(
    r"[-+−–(（]?\s*(?:[$¥￥€£]|RMB|CNY|USD)?\s*[-−(（]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?\s*[%％]?\s*[)）]?[%％]?",
    re.ASCII | re.IGNORECASE,
)
_DASH: Final = re.compile(r"[-—–－/]{1,3}|nil|n/?a|NM|\*", re.IGNORECASE)
_YEAR: Final = re.compile(
    r"(?:FY\s*|Q[1-4]\s*)?(?:19|20)\d\d\s*(?:年\s*(?:度|末|初|底|\d{1,2}\s*月.*)?|[-/.]\d{1,2}(?:[-/.]\d{1,2})?)?(?:\s*[(（].{1,12}[)）])?",
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
        r"|\A\s*(?P<c>\$|US\$|USD|RMB|CNY|EUR)?\s*in\s+(?P<s>thousands|millions|billions)",
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


def is_amount(cell: str) -> bool:
    """True for a number as tables print it; a bare year is none."""
    text = cell.strip()
    return _AMOUNT.fullmatch(text) is not None and not is_year(text)


def is_blank_amount(cell: str) -> bool:
    """True for a dash or ``n/a`` that stands where an amount would."""
    return _DASH.fullmatch(cell.strip()) is not None


def is_year(cell: str) -> bool:
    """True for a year or a date, as headers of columns print them."""
    return _YEAR.fullmatch(cell.strip()) is not None


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
