"""Periods that column headings name."""

import re
from datetime import date
from typing import Final

from assistant.domain.periods import Period, fiscal_period, month_end, period_ended
from assistant.extraction.amounts import day_from, plain
from assistant.extraction.spans import SpanNamed, period_of, spans_named

_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PART_OF_YEAR: Final = re.compile(
    r"季|半年|quarter|\bQ[1-4]\b|\bH[12]\b|weeks|months|half|增减|比上|变动|change|percent|%",
    re.IGNORECASE,
)
_OF_SALES: Final = re.compile(r"percent|%|change|increase|增减|变动|比上", re.IGNORECASE)
_WRITTEN_DAY: Final = re.compile(
    r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
    r"|[A-Za-z]{3,9}\s+\d{1,2},?\s+(?:19|20)\d\d|\d{1,2}\s+[A-Za-z]{3,9}\s+(?:19|20)\d\d"
    r"|\d{1,2}/\d{1,2}/(?:19|20)\d\d"
)
_CLOSING: Final = re.compile(r"期末|年末|本年末|本期末|closing|end of (?:the )?year", re.IGNORECASE)
_OPENING: Final = re.compile(r"期初|年初|上年末|上期末|opening|beginning", re.IGNORECASE)
_THIS: Final = re.compile(
    r"本期|本年|当期|本报告期|年初至报告期|current (?:year|period)|this year", re.IGNORECASE
)
_LAST: Final = re.compile(
    r"上期|上年|去年|prior (?:year|period)|previous year|last year", re.IGNORECASE
)
_TO_DATE: Final = re.compile(r"年初至(?:本)?报告期末|year[- ]to[- ]date", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_YEARS_ENDED: Final = re.compile(
    r"years?\s+end(?:ed|ing)\s*:?\s+(?P<month>[A-Za-z]{3,9})\s+(?P<day>\d{1,2})(?!\d).{0,60}",
    re.IGNORECASE | re.DOTALL,
)
_MEANS_YEAR: Final = re.compile(
    r"(?:twelve|12)\s+months|5[23]\s+weeks|(?:fiscal\s+)?years?\s+ended|full\s+year"
    r"|(?<!半)年度|全年|(?<!\d)1\s*[-—–~至]\s*12\s*月",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(
    r"(?:fiscal(?:\s+year)?|FY)\s*'?((?:19|20)?\d\d)(?!\d)"
    r"|(?<![a-z\d])(?:[1-4][QH]|[QH][1-4])\s*'?(\d\d)(?!\d)",
    re.IGNORECASE,
)
_CENTURY: Final = 2000
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_QUARTERLY: Final = re.compile(r"quarterly report|quarters?\s+ended", re.IGNORECASE)


class YearEnds:
    """The last days of a document's fiscal years, so far as it says them."""

    def __init__(self, text: str = "", newest: int | None = None) -> None:
        """Read them.

        Args:
            text: cover and captions of the statements ("fiscal year ended June 30, 2024").
            newest: the latest year that a column is called by; a firm may call the year that ends
                in January 2024 by either year.
        """
        self._days: dict[int, date] = {}
        self._every: set[tuple[int, int]] = set()
        for match in _YEARS_ENDED.finditer(text):
            for day in days_in(match[0]):
                self._days.setdefault(day.year, day)
            whole = day_from(f"{match['month']} {match['day']}, 2001")
            self._every |= {(whole.month, whole.day)} if whole else set()
        last = max(self._days, default=None)
        self._ahead = 0 if last is None or newest is None else min(max(last - newest, 0), 1)

    def of(self, year: int) -> date | None:
        """The last day of the fiscal year that is called ``year``; None where it isn't said."""
        known = self._days.get(year + self._ahead)
        if known is not None or len(self._every) != 1:
            return known
        month, day = next(iter(self._every))
        ends_month = day == month_end(2001, month).day
        return month_end(year + self._ahead, month) if ends_month else None


_UNSAID: Final = YearEnds()


def balance_code(heading: str, around: str, ends: YearEnds = _UNSAID) -> str | None:
    """The day of a balance column: ``2024-12-31``; None where it names none.

    Args:
        heading: the column's heading.
        around: caption and lines above, which date 期末 and 期初.
        ends: the fiscal years' last days, for a heading that is only a year.
    """
    text = plain(heading)
    if _PART_OF_YEAR.search(text):
        return None
    day = day_from(_BRACKETS.sub("", text).strip())
    if day is not None:
        return day.isoformat()
    days = days_in(around)
    year = _YEAR.search(text)
    if year:
        named = int(year[0]) - (1 if _OPENING.search(text) else 0)
        known = next((d for d in days if d.year == named), None) or ends.of(named)
        return (known or date(named, 12, 31)).isoformat()
    end = next(iter(days), None)
    if end is None:
        return None
    if _OPENING.search(text):
        return f"{end.year - 1}-12-31"
    return end.isoformat() if _CLOSING.search(text) else None


def flow_period(
    heading: str, caption: str = "", page: str = "", ends: YearEnds = _UNSAID
) -> Period | None:
    """The period of a flow column; None for changes, shares and whatever names none for sure.

    Args:
        heading: the column's heading.
        caption: of the table; its span holds for a heading that names only a year or a day.
        page: the lines around; where they speak of a part of a year, a bare year isn't a whole one.
        ends: the fiscal years' last days.
    """
    text = plain(heading)
    called = None if _OF_SALES.search(text) else _year_called(text, f"{caption} {page}")
    if called is None:
        return None
    named = spans_named(text)
    if not named and not _MEANS_YEAR.search(text):
        named = tuple(_fitted(span, text) for span in _above(plain(caption)))
        part = _PART_OF_YEAR.search(text) or _speaks_of_a_part(plain(page))
        if not named and part:
            return None
    day = next(iter(days_in(text)), None)
    if not named:
        return _fiscal_year(called, ends) if day is None else period_ended(12, "M", day)
    if len(named) > 1:
        return None
    year_end = ends.of(called)
    if year_end is None and _HAN.search(f"{text}{caption}"):
        year_end = date(called, 12, 31)  # the accounting year of a Chinese statement
    return _of_span(named[0], text, called, year_end)


def names_part_of_year(heading: str) -> bool:
    """Whether a heading names a span shorter than a year, not a change or a share."""
    text = plain(heading)
    if _OF_SALES.search(text):
        return False
    return bool(_PART_OF_YEAR.search(text)) or any(not s.is_year for s in spans_named(text))


def _above(caption: str) -> tuple[SpanNamed, ...]:
    """Spans of a caption that its columns share: parts of a year, and 截至3月31日止年度.

    English captions list the years' last days one by one, and a firm may call such a year by the
    one before; `YearEnds` reads those.
    """
    dated = bool(_HAN.search(caption))
    spans = spans_named(caption)
    return tuple(span for span in spans if not span.is_year or (dated and span.day))


def _of_span(span: SpanNamed, text: str, called: int, year_end: date | None) -> Period | None:
    """The period of a span, by the year that the heading calls it."""
    if not span.is_year:
        return period_of(span, called, year_end)
    found = period_of(span, called, None) if span.day else None
    if found is None:
        return fiscal_period(f"FY{called}", year_end or date(called, 12, 31))
    by_name = _name_of_year(text)
    return found if by_name is None else found.model_copy(update={"code": f"FY{by_name}"})


def _fitted(span: SpanNamed, text: str) -> SpanNamed:
    """A caption's span for one column: up to the column's own day, or from the year's start."""
    day = next(iter(days_in(text)), None)
    if day is not None:
        return span._replace(day=(day.month, day.day), year=day.year)
    if _TO_DATE.search(text) and span.last:
        return span._replace(length=span.last)
    return span._replace(year=None)


def _speaks_of_a_part(page: str) -> bool:
    parts = (span for span in spans_named(page) if not span.is_year and not span.is_fiscal)
    return bool(_QUARTERLY.search(page)) or any(True for _ in parts)


def _fiscal_year(called: int, ends: YearEnds) -> Period:
    return fiscal_period(f"FY{called}", ends.of(called) or date(called, 12, 31))


def _year_called(text: str, around: str) -> int | None:
    """The year of a column, by its heading or by 本期 and 上期; None where that isn't sure."""
    years = set(years_in(text))
    by_name = _name_of_year(text)
    if by_name is not None or years:
        return by_name or (min(years) if len(years) == 1 else None)
    named = _YEAR.search(plain(around))
    if named is None:
        return None
    if _LAST.search(text):
        return int(named[0]) - 1
    return int(named[0]) if _THIS.search(text) else None


def _name_of_year(text: str) -> int | None:
    """The year by which a firm calls a period: fiscal 2022, FY22, 4Q22."""
    match = _CALLED.search(text)
    if match is None:
        return None
    year = match[1] or match[2]
    return int(year) if len(year) == len("2024") else _CENTURY + int(year)


def years_in(text: str) -> tuple[int, ...]:
    """Years that a heading names."""
    return tuple(int(year) for year in _YEAR.findall(plain(text)))


def days_in(text: str) -> list[date]:
    """Days that a text names, in its order."""
    found = (day_from(match[0]) for match in _WRITTEN_DAY.finditer(plain(text)))
    return [day for day in found if day is not None]
