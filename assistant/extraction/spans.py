"""Spans shorter than a year, or up to a day, that a heading or a caption names."""

import re
from calendar import month_name
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from assistant.domain.periods import Period, fiscal_period, month_end, period_ended

_NUMBERS: Final = {
    "three": 3, "six": 6, "nine": 9, "twelve": 12, "thirteen": 13, "sixteen": 16,
    "twentyfour": 24, "twentysix": 26, "thirtysix": 36, "thirtynine": 39,
    "fiftytwo": 52, "fiftythree": 53,
    "first": 1, "second": 2, "third": 3, "fourth": 4,
    "一": 1, "二": 2, "三": 3, "四": 4, "六": 6, "九": 9, "十二": 12,
}  # fmt: skip
_MONTHS: Final = {name[:3].lower(): n for n, name in enumerate(month_name) if name}
_COUNT: Final = (
    r"\d{1,2}|three|six|nine|twelve|thirteen|sixteen|twenty[\s-]?four|twenty[\s-]?six"
    r"|thirty[\s-]?six|thirty[\s-]?nine|fifty[\s-]?two|fifty[\s-]?three"
)
_MONTH: Final = rf"(?:{'|'.join(_MONTHS)})[a-z]*\.?"
_YEAR: Final = r"(?:19|20)\d\d"
_TWO_SPANS: Final = re.compile(
    rf"(?<![\d-])(?P<n>{_COUNT})(?:[\s-]+(?:months?|weeks?))?(?:\s+and|\s*,|\s*&)"
    rf"\s+(?:{_COUNT})[\s-]+(?:months?|weeks?)",
    re.IGNORECASE,
)
_ENGLISH: Final = re.compile(
    rf"(?:(?<![\d-])(?P<n>{_COUNT})[\s-]+(?P<unit>month|week)s?|(?P<quarter>quarters?)"
    rf"|(?P<half>half[\s-]years?)|(?P<year>years?))(?:\s+periods?)?\s+end(?:ed|ing)\s*:?\s*"
    rf"(?:(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?!\d)(?:\s*,?\s*(?P<called>{_YEAR}))?"
    rf"|(?P<day2>\d{{1,2}})\s+(?P<month2>{_MONTH})(?:,?\s+(?P<called2>{_YEAR}))?"
    rf"|(?P<us_month>\d{{1,2}})/(?P<us_day>\d{{1,2}})/(?P<us_year>{_YEAR}))?",
    re.IGNORECASE,
)
_FIRST_MONTHS: Final = re.compile(
    rf"(?<![\d-])(?P<n>{_COUNT})[\s-]+(?P<unit>month|week)s?\b(?!\s+(?:periods?\s+)?end)",
    re.IGNORECASE,
)
_ORDINAL: Final = re.compile(
    r"(?P<ordinal>first|second|third|fourth)[\s-]+(?P<what>quarter|half)"
    r"|(?:(?<![a-z\d])|(?<=(?:19|20)\d\d))(?P<what2>[QH])\s?(?P<n>[1-4])(?![a-z])"
    r"|(?<![a-z\d])(?P<n2>[1-4])(?P<what3>[QH])(?![a-z])",
    re.IGNORECASE,
)
_CHINESE_ENDED: Final = re.compile(
    r"截至(?:(?P<called>(?:19|20)\d\d)\s*年)?\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日止"
    r"的?(?:(?P<n>\d{1,2}|三|六|九|十二)\s*[个個]月|(?P<year>[^\s，。]{0,2}年度))"
)
_TO_A_DAY: Final = re.compile(
    rf"(months?|weeks?|quarter|year)\s+to\s+(?=\d{{1,2}}\s+{_MONTH}|{_MONTH}\s+\d)",
    re.IGNORECASE,
)
_CHINESE: Final = re.compile(
    r"(?<!\d)(?P<from>\d{1,2})\s*月?\s*[-—–~至]\s*(?P<to>\d{1,2})\s*月"
    r"|前(?P<first>[二三])个?季度|(?<!前)第?(?P<quarter>[一二三四1-4])季度|(?P<half>下半年|上?半年)"
)


class SpanNamed(NamedTuple):
    """A span of months or weeks, and how the text says where in the year it lies."""

    length: int
    unit: str = "M"
    """``M`` months, ``W`` weeks."""
    last: int = 0
    """Its last month within the year, from 1; 0 where the text doesn't say."""
    is_fiscal: bool = False
    """Whether ``last`` counts within the firm's own year, not the calendar's."""
    day: tuple[int, int] | None = None
    """Month and day on which it ends."""
    year: int | None = None
    """Year in which that day lies."""

    @property
    def is_year(self) -> bool:
        """Whether it is a whole year."""
        return (self.unit, self.length) in (("M", 12), ("W", 52), ("W", 53))


def spans_named(text: str) -> tuple[SpanNamed, ...]:
    """Every different span that a plain text names; two for "three and six months ended"."""
    return tuple(dict.fromkeys(_found(_TO_A_DAY.sub(r"\1 ended ", text))))


def period_of(span: SpanNamed, year: int, year_end: date | None) -> Period | None:
    """The period that a span is in a year; None where the text leaves it open.

    Args:
        span: as named.
        year: that the heading names beside it.
        year_end: the last day of that fiscal year, where the document says it.
    """
    if span.day is not None:
        end = _day(span.year or year, *span.day)
        return None if end is None else period_ended(span.length, span.unit, end)
    if not span.last or span.unit == "W":
        return None
    if not span.is_fiscal or (year_end and year_end == date(year, 12, 31)):
        return period_ended(span.length, "M", month_end(year, span.last))
    return fiscal_period(_fiscal_code(span, year), year_end or date(year, 12, 31))


def _fiscal_code(span: SpanNamed, year: int) -> str:
    if span.length == 3:  # noqa: PLR2004  months of a quarter
        return f"FY{year}Q{span.last // 3}"
    return f"FY{year}H{span.last // 6}" if span.length == 6 else f"FY{year}-{span.length}M"  # noqa: PLR2004


def _found(text: str) -> Iterator[SpanNamed]:
    for match in _TWO_SPANS.finditer(text):
        yield SpanNamed(_number(match["n"]))
    yield from map(_ended, _ENGLISH.finditer(text))
    for match in _FIRST_MONTHS.finditer(text):
        count, unit = _number(match["n"]), match["unit"][0].upper()
        yield SpanNamed(count, unit, count if unit == "M" else 0, is_fiscal=True)
    for match in _ORDINAL.finditer(text):
        months = 6 if (match["what"] or match["what2"] or match["what3"])[0] in "hH" else 3
        number = _number(match["ordinal"] or match["n"] or match["n2"])
        if months * number <= 12:  # noqa: PLR2004  months of a year
            yield SpanNamed(months, "M", months * number, is_fiscal=True)
    for match in _CHINESE_ENDED.finditer(text):
        day = (int(match["month"]), int(match["day"]))
        called = int(match["called"]) if match["called"] else None
        yield SpanNamed(_number(match["n"] or "12"), "M", day=day, year=called)
    yield from filter(None, map(_chinese, _CHINESE.finditer(text)))


def _ended(match: re.Match[str]) -> SpanNamed:
    named = 3 if match["quarter"] else 6 if match["half"] else 12
    count = _number(match["n"]) if match["n"] else named
    unit = (match["unit"] or "month")[0].upper()
    if match["us_year"]:
        day = (int(match["us_month"]), int(match["us_day"]))
        return SpanNamed(count, unit, day=day, year=int(match["us_year"]))
    month, number = match["month"] or match["month2"], match["day"] or match["day2"]
    if not month:
        return SpanNamed(count, unit)
    called = match["called"] or match["called2"]
    day = (_MONTHS[month[:3].lower()], int(number))
    return SpanNamed(count, unit, day=day, year=int(called) if called else None)


def _chinese(match: re.Match[str]) -> SpanNamed | None:
    if match["from"]:
        first, last = int(match["from"]), int(match["to"])
        return SpanNamed(last - first + 1, "M", last) if 1 <= first <= last <= 12 else None  # noqa: PLR2004
    if match["half"]:
        return SpanNamed(6, "M", 12 if match["half"] == "下半年" else 6)
    if match["first"]:
        months = 3 * _NUMBERS[match["first"]]
        return SpanNamed(months, "M", months)
    return SpanNamed(3, "M", 3 * _number(match["quarter"]))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _NUMBERS[re.sub(r"[\s-]", "", text.lower())]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return month_end(year, month) if (month, day) == (2, 29) else None
