"""Periods of figures: calendar, fiscal and their parts, spans up to a day, trailing months."""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from assistant.domain.model import Record
from assistant.domain.quantities import Lang

_YEAR: Final = re.compile(r"(FY)?(\d{4})\Z", re.ASCII)
_QUARTER: Final = re.compile(r"(\d{4})Q([1-4])\Z", re.ASCII)
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})\Z", re.ASCII)
_HALF: Final = re.compile(r"(\d{4})H([12])\Z", re.ASCII)
_FISCAL_PART: Final = re.compile(
    r"FY(?P<year>\d{4})(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|-(?P<first>\d{1,2})M)\Z", re.ASCII
)
_ENDED: Final = re.compile(r"(\d{1,2})([MW])-(\d{4}-\d{2}-\d{2})\Z", re.ASCII)
_TRAILING: Final = re.compile(r"([LP])(\d{1,2})M\Z", re.ASCII)
_YEARS_OF_WEEKS: Final = (52, 53)
_FIRST_WEEK: Final = 7
_MONTHS_A_YEAR: Final = 12


class Period(Record):
    """A span with both ends included; ``code`` is what stands after ``@`` in a key."""

    code: str
    """``2024``, ``FY2024``, ``2024Q3``, ``2024H1``, ``2024-05``, ``2024-06-30``, ``L12M``.

    A part of a fiscal year is ``FY2024Q3``, ``FY2024H1`` or ``FY2024-9M``; a span up to a day that
    is no calendar quarter or half ``3M-2023-07-29`` or ``12W-2023-03-25``.
    """
    start: date
    end: date
    """Of a fiscal year that doesn't end in December, its true last day."""

    @property
    def is_balance(self) -> bool:
        """Whether this is one day (a balance), not a flow over time."""
        return self.start == self.end

    @property
    def is_partial(self) -> bool:
        """Whether a calendar year whose records cover only some of its months."""
        year = _YEAR.match(self.code)
        if year is None or year[1]:
            return False
        return (self.start, self.end) != (date(int(year[2]), 1, 1), date(int(year[2]), 12, 31))

    @property
    def is_fiscal_year(self) -> bool:
        """Whether a whole fiscal year."""
        return self.code.startswith("FY") and _YEAR.match(self.code) is not None

    def label(self, lang: Lang) -> str:
        """The period in words, e.g. 2024年, 2025年1-2月, 近12个月（2024年7月至2025年6月）."""
        return _labels(self)[0 if lang is Lang.ZH else 1]


_SPANNED: Final = (
    re.compile(r"((?:近|此前)\d{1,2}个月)（\d{4}年\d{1,2}月至\d{4}年\d{1,2}月）"),
    re.compile(
        r"(the (?:last|preceding) \d{1,2} months) "
        r"\([A-Z][a-z]{2} \d{4} to [A-Z][a-z]{2} \d{4}\)"
    ),
)


def brief(text: str) -> str:
    """A sentence with trailing periods named without their dates, as where those are defined."""
    for pattern in _SPANNED:
        text = pattern.sub(r"\1", text)
    return text


def spans_named(text: str) -> tuple[str, ...]:
    """Every trailing period that a sentence names with its dates, as it is written there."""
    return tuple(m[0] for pattern in _SPANNED for m in pattern.finditer(text))


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def shifted_month(day: date, months: int) -> date:
    """The first day of the month that lies ``months`` after ``day``'s month."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def last_complete_month(latest: date) -> date:
    """The default as-of date for records whose latest day is ``latest``.

    The month of ``latest`` counts as complete only when ``latest`` is its last day.
    """
    if latest == month_end(latest.year, latest.month):
        return latest
    return date(latest.year, latest.month, 1) - timedelta(days=1)


def period_from(code: str, as_of: date | None = None) -> Period:
    """The period named by ``code``.

    Args:
        code: see ``Period.code``. ``L12M`` is the twelve complete months up to ``as_of``,
            ``P12M`` the twelve months before those.
        as_of: a month's last day; needed for trailing codes only.

    Raises:
        ValueError: ``code`` is no period, or a trailing code came without ``as_of``.
    """
    for pattern, read in _READ:
        if match := pattern.match(code):
            return read(match, as_of)
    day = date.fromisoformat(code)
    return Period(code=code, start=day, end=day)


def _within_year(match: re.Match[str], months: int) -> Period:
    """The ``match[2]``-th stretch of so many months of the calendar year ``match[1]``."""
    year, last = int(match[1]), int(match[2]) * months
    first = date(year, last - months + 1, 1)
    return Period(code=match[0], start=first, end=month_end(year, last))


def fiscal_period(code: str, year_end: date) -> Period:
    """A fiscal year or a part of one, which ends on ``year_end``.

    Args:
        code: ``FY2024``, ``FY2024Q3``, ``FY2024H1`` or ``FY2024-9M``.
        year_end: the last day of that fiscal year; its parts are counted in months back from it.

    Raises:
        ValueError: ``code`` is none of these.
    """
    match = _FISCAL_PART.match(code)
    if match is None:
        if not _YEAR.match(code):
            msg = f"no fiscal period: {code}"
            raise ValueError(msg)
        return Period(code=code, start=_months_back(year_end, _MONTHS_A_YEAR), end=year_end)
    if match["first"]:
        months = last = int(match["first"])
    else:
        months = 3 if match["quarter"] else 6
        last = months * int(match["quarter"] or match["half"])
    if not 1 <= last <= _MONTHS_A_YEAR:
        msg = f"a fiscal year has no {last} months"
        raise ValueError(msg)
    end = _months_back(year_end, _MONTHS_A_YEAR - last) - timedelta(days=1)
    end = year_end if last == _MONTHS_A_YEAR else end
    return Period(code=code, start=_months_back(end, months), end=end)


def period_ended(count: int, unit: str, end: date) -> Period:
    """The period of ``count`` months (``M``) or weeks (``W``) up to ``end``, by its plainest code.

    Twelve months and a year of weeks are the fiscal year that is called by its last day's year;
    one that runs into the first week of January is the year before's.
    """
    if (unit == "M" and count == _MONTHS_A_YEAR) or (unit == "W" and count in _YEARS_OF_WEEKS):
        days = timedelta(days=7 * count - 1)
        start = end - days if unit == "W" else _months_back(end, _MONTHS_A_YEAR)
        called = (end - timedelta(days=_FIRST_WEEK)).year
        return Period(code=f"FY{called}", start=start, end=end)
    whole = unit == "M" and end == month_end(end.year, end.month)
    if whole and count in (3, 6) and end.month % count == 0:
        return period_from(f"{end.year}{'Q' if count == 3 else 'H'}{end.month // count}")  # noqa: PLR2004
    if whole and count == 1:
        return period_from(f"{end.year}-{end.month:02}")
    return _ended(f"{count}{unit}-{end.isoformat()}")


def _ended(code: str) -> Period:
    match = _ENDED.match(code)
    if match is None or int(match[1]) < 1:
        msg = f"a period of no length: {code}"
        raise ValueError(msg)
    count, unit, end = int(match[1]), match[2], date.fromisoformat(match[3])
    start = end - timedelta(days=7 * count - 1) if unit == "W" else _months_back(end, count)
    return Period(code=code, start=start, end=end)


def _months_back(end: date, months: int) -> date:
    """The first day of so many months that end with ``end``."""
    after = end + timedelta(days=1)
    first = shifted_month(after, -months)
    return first.replace(day=min(after.day, month_end(first.year, first.month).day))


def _trailing(match: re.Match[str], as_of: date | None) -> Period:
    kind, months = match[1], int(match[2])
    if as_of is None or months < 1:
        msg = f"trailing period {match[0]} needs an as-of date and at least one month"
        raise ValueError(msg)
    end_shift = 0 if kind == "L" else -months
    start = shifted_month(as_of, end_shift - months + 1)
    last = shifted_month(as_of, end_shift)
    return Period(code=match[0], start=start, end=month_end(last.year, last.month))


_READ: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date | None], Period]], ...]] = (
    (_YEAR, lambda m, _: fiscal_period(m[0], date(int(m[2]), _MONTHS_A_YEAR, 31))),
    (_QUARTER, lambda m, _: _within_year(m, 3)),
    (_HALF, lambda m, _: _within_year(m, 6)),
    (_FISCAL_PART, lambda m, _: fiscal_period(m[0], date(int(m["year"]), _MONTHS_A_YEAR, 31))),
    (_ENDED, lambda m, _: _ended(m[0])),
    (_MONTH, lambda m, _: _within_year(m, 1)),
    (_TRAILING, _trailing),
)
_HALVES: Final = {"1": "上半年", "2": "下半年"}


def _labels(period: Period) -> tuple[str, str]:
    if period.is_partial:
        return _partial_year(period.start, period.end)
    for pattern, name in _NAMES:
        if match := pattern.match(period.code):
            return name(match, period)
    start = period.start
    return f"{start.year}年{start.month}月{start.day}日", start.isoformat()


def _year_labels(year: re.Match[str], period: Period) -> tuple[str, str]:
    end = period.end
    if not year[1]:
        return f"{year[2]}年", year[2]
    if (end.year, end.month) == (int(year[2]), _MONTHS_A_YEAR):
        return f"{year[2]}年度", f"FY{year[2]}"
    return f"截至{end.year}年{end.month}月的财年", f"the fiscal year to {end:%B %Y}"


def _fiscal_part_labels(part: re.Match[str], _: Period) -> tuple[str, str]:
    year = part["year"]
    if part["quarter"]:
        return f"{year}财年第{part['quarter']}季度", f"Q{part['quarter']} FY{year}"
    if part["half"]:
        return f"{year}财年{_HALVES[part['half']]}", f"H{part['half']} FY{year}"
    return f"{year}财年前{part['first']}个月", f"the first {part['first']} months of FY{year}"


def _ended_labels(match: re.Match[str], period: Period) -> tuple[str, str]:
    end = period.end
    zh_unit, en_unit = ("周", "week") if match[2] == "W" else ("个月", "month")
    plural = "" if match[1] == "1" else "s"
    return (
        f"截至{end.year}年{end.month}月{end.day}日的{match[1]}{zh_unit}",
        f"the {match[1]} {en_unit}{plural} to {end.day} {end:%B %Y}",
    )


def _trailing_labels(match: re.Match[str], period: Period) -> tuple[str, str]:
    start, end = period.start, period.end
    zh_span = f"{start.year}年{start.month}月至{end.year}年{end.month}月"
    zh_name, en_name = ("近", "last") if match[1] == "L" else ("此前", "preceding")
    return (
        f"{zh_name}{int(match[2])}个月（{zh_span}）",
        f"the {en_name} {int(match[2])} months ({start:%b %Y} to {end:%b %Y})",
    )


_NAMES: Final[
    tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Period], tuple[str, str]]], ...]
] = (
    (_YEAR, _year_labels),
    (_QUARTER, lambda m, _: (f"{m[1]}年第{m[2]}季度", f"Q{m[2]} {m[1]}")),
    (_HALF, lambda m, _: (f"{m[1]}年{_HALVES[m[2]]}", f"H{m[2]} {m[1]}")),
    (_FISCAL_PART, _fiscal_part_labels),
    (_ENDED, _ended_labels),
    (_MONTH, lambda _, p: (f"{p.start.year}年{p.start.month}月", f"{p.start:%B %Y}")),
    (_TRAILING, _trailing_labels),
)


def _partial_year(start: date, end: date) -> tuple[str, str]:
    if start.month == end.month:
        return f"{start.year}年{start.month}月", f"{start:%b %Y}"
    return (
        f"{start.year}年{start.month}-{end.month}月",
        f"{start:%b} to {end:%b %Y}",
    )
