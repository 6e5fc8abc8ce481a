"""Periods that column headings name."""

import re
from datetime import date
from typing import Final

from assistant.extraction.amounts import day_from, plain

_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_INTERIM_WORDS: Final = (
    r"第[一二三四]季度|半年度|\d\s*[-—–~至]\s*(?!12)\d{1,2}\s*月"
    r"|(?:three|six|nine|[369])\s+months\s+ended|(?<!\d)(?!5[23])\d{2}\s+weeks\s+ended"
    r"|quarters?\s+ended|quarterly report"
)
_INTERIM: Final = re.compile(_INTERIM_WORDS, re.IGNORECASE)
_PART_OF_YEAR: Final = re.compile(
    rf"{_INTERIM_WORDS}|季度|半年|quarter|\bQ[1-4]\b|\d+\s+(?:weeks|months)"
    r"|(?:three|six|nine)\s+months|half"
    r"|[一二三四]季|增减|比上|变动|change|percent|%",
    re.IGNORECASE,
)
_WHOLE_YEAR: Final = re.compile(
    r"(?:twelve|12)\s+months|5[23]\s+weeks|(?:fiscal\s+)?years?\s+ended|full\s+year"
    r"|(?<!半)年度|全年|(?<!\d)1\s*[-—–~至]\s*12\s*月",
    re.IGNORECASE,
)
_THREE_MONTHS: Final = re.compile(r"(?:three|3)\s+months\s+ended", re.IGNORECASE)
_PART: Final = re.compile(
    r"季度|半年|quarter|\bQ[1-4]\b|\d+\s+(?:weeks|months)|(?:three|six|nine)\s+months|half",
    re.IGNORECASE,
)
_QUARTER_ENDS: Final = {(3, 31): 1, (6, 30): 2, (9, 30): 3, (12, 31): 4}
_OF_SALES: Final = re.compile(r"percent|%|change|increase|增减|变动", re.IGNORECASE)
_WRITTEN_DAY: Final = re.compile(
    r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
    r"|[A-Za-z]{3,9}\s+\d{1,2},?\s+(?:19|20)\d\d|\d{1,2}\s+[A-Za-z]{3,9}\s+(?:19|20)\d\d"
)
_CLOSING: Final = re.compile(r"期末|年末|本年末|本期末|closing|end of (?:the )?year", re.IGNORECASE)
_OPENING: Final = re.compile(r"期初|年初|上年末|上期末|opening|beginning", re.IGNORECASE)
_THIS: Final = re.compile(r"本期|本年|当期|current (?:year|period)|this year", re.IGNORECASE)
_LAST: Final = re.compile(
    r"上期|上年|去年|prior (?:year|period)|previous year|last year", re.IGNORECASE
)
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_YEAR_END: Final = "12-31"


def balance_code(heading: str, around: str) -> str | None:
    """The day of a balance column: ``2024-12-31``; None where it names none.

    Args:
        heading: the column's heading.
        around: caption and lines above, which date 期末 and 期初.
    """
    text = plain(heading)
    if _PART_OF_YEAR.search(text):
        return None
    day = day_from(_BRACKETS.sub("", text).strip())
    if day is not None:
        return day.isoformat()
    days = _days_in(around)
    year = _YEAR.search(text)
    if year:
        named = int(year[0]) - (1 if _OPENING.search(text) else 0)
        return next((d.isoformat() for d in days if d.year == named), f"{named}-{_YEAR_END}")
    end = next(iter(days), None)
    if end is None:
        return None
    if _OPENING.search(text):
        return f"{end.year - 1}-{_YEAR_END}"
    return end.isoformat() if _CLOSING.search(text) else None


def fiscal_code(heading: str, around: str) -> str | None:
    """The fiscal year of a flow column: ``FY2024``; None for changes, half years and the rest.

    Three months that end with a calendar quarter are that quarter: ``2024Q4``.
    """
    text = plain(heading)
    year = None if _OF_SALES.search(text) else _YEAR.search(text)
    if year and _WHOLE_YEAR.search(text) and not _INTERIM.search(text):
        return f"FY{year[0]}"
    if year and _THREE_MONTHS.search(text):
        return _quarter(text)
    if _PART_OF_YEAR.search(text) or _INTERIM.search(plain(around)):
        return None
    return f"FY{year[0]}" if year else _year_by_words(text, around)


def names_part_of_year(heading: str) -> bool:
    """Whether a heading names a span shorter than a year, not a change or a share."""
    text = plain(heading)
    return bool(_INTERIM.search(text) or _PART.search(text)) and not _OF_SALES.search(text)


def _year_by_words(text: str, around: str) -> str | None:
    named = _YEAR.search(plain(around))
    if named is None:
        return None
    if _LAST.search(text):
        return f"FY{int(named[0]) - 1}"
    return f"FY{named[0]}" if _THIS.search(text) else None


def _quarter(text: str) -> str | None:
    for day in _days_in(text):
        quarter = _QUARTER_ENDS.get((day.month, day.day))
        if quarter is not None:
            return f"{day.year}Q{quarter}"
    return None


def _days_in(around: str) -> list[date]:
    """Days that the text names, in its order."""
    found = (day_from(match[0]) for match in _WRITTEN_DAY.finditer(plain(around)))
    return [day for day in found if day is not None]
