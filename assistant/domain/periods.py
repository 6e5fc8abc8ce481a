"""Periods of figures: calendar, fiscal, balance date, quarter, month, trailing months."""

import calendar
import re
from datetime import date, timedelta
from typing import Final

from assistant.domain.model import Record
from assistant.domain.quantities import Lang

_YEAR: Final = re.compile(r"(FY)?(\d{4})\Z", re.ASCII)
_QUARTER: Final = re.compile(r"(\d{4})Q([1-4])\Z", re.ASCII)
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})\Z", re.ASCII)
_TRAILING: Final = re.compile(r"([LP])(\d{1,2})M\Z", re.ASCII)


class Period(Record):
    """A span with both ends included; ``code`` is what stands after ``@`` in a key."""

    code: str
    """``2024``, ``FY2024``, ``2024Q3``, ``2024-05``, ``2024-06-30``, ``L12M`` or ``P12M``."""
    start: date
    end: date

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
    if match := _YEAR.match(code):
        year = int(match[2])
        return Period(code=code, start=date(year, 1, 1), end=date(year, 12, 31))
    if match := _QUARTER.match(code):
        year, last = int(match[1]), int(match[2]) * 3
        return Period(code=code, start=date(year, last - 2, 1), end=month_end(year, last))
    if match := _MONTH.match(code):
        year, month = int(match[1]), int(match[2])
        return Period(code=code, start=date(year, month, 1), end=month_end(year, month))
    if match := _TRAILING.match(code):
        return _trailing(code, match[1], int(match[2]), as_of)
    day = date.fromisoformat(code)
    return Period(code=code, start=day, end=day)


def _trailing(code: str, kind: str, months: int, as_of: date | None) -> Period:
    if as_of is None or months < 1:
        msg = f"trailing period {code} needs an as-of date and at least one month"
        raise ValueError(msg)
    end_shift = 0 if kind == "L" else -months
    start = shifted_month(as_of, end_shift - months + 1)
    last = shifted_month(as_of, end_shift)
    return Period(code=code, start=start, end=month_end(last.year, last.month))


def _labels(period: Period) -> tuple[str, str]:
    code, start, end = period.code, period.start, period.end
    if period.is_partial:
        return _partial_year(start, end)
    if match := _YEAR.match(code):
        return (f"{match[2]}年度", f"FY{match[2]}") if match[1] else (f"{code}年", code)
    if match := _QUARTER.match(code):
        return f"{match[1]}年第{match[2]}季度", f"Q{match[2]} {match[1]}"
    if _MONTH.match(code):
        return f"{start.year}年{start.month}月", f"{start:%B %Y}"
    if match := _TRAILING.match(code):
        zh_span = f"{start.year}年{start.month}月至{end.year}年{end.month}月"
        zh_name, en_name = ("近", "last") if match[1] == "L" else ("此前", "preceding")
        return (
            f"{zh_name}{int(match[2])}个月（{zh_span}）",
            f"the {en_name} {int(match[2])} months ({start:%b %Y} to {end:%b %Y})",
        )
    return f"{start.year}年{start.month}月{start.day}日", start.isoformat()


def _partial_year(start: date, end: date) -> tuple[str, str]:
    if start.month == end.month:
        return f"{start.year}年{start.month}月", f"{start:%b %Y}"
    return (
        f"{start.year}年{start.month}-{end.month}月",
        f"{start:%b} to {end:%b %Y}",
    )
