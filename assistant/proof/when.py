"""Times as a sentence names them, and the tags under which figures of those times are filed."""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from assistant.domain.periods import Period, month_end, shifted_month

_DECEMBER = 12


class TimeKind(StrEnum):
    """What sort of time a mention names."""

    YEAR = "year"
    FISCAL = "fiscal"
    YEAR_END = "year_end"
    QUARTER = "quarter"
    HALF = "half"
    MONTH = "month"
    MONTH_END = "month_end"
    DAY = "day"
    TRAILING = "trailing"
    SPAN = "span"
    PREVIOUS_YEAR = "previous_year"
    NEXT_YEAR = "next_year"
    THIS = "this"
    PREVIOUS = "previous"


_YEARLY = (TimeKind.YEAR, TimeKind.FISCAL, TimeKind.YEAR_END)
_RELATIVE = (TimeKind.PREVIOUS_YEAR, TimeKind.NEXT_YEAR, TimeKind.THIS, TimeKind.PREVIOUS)


@dataclass(frozen=True, slots=True)
class When:
    """One mention of a time in a plain text."""

    start: int
    end: int
    kind: TimeKind
    year: int | None = None
    """None where the sentence leaves the year open (三季度, 6月末)."""
    part: int = 0
    """Month, quarter or half; months of ``TRAILING``, years back of ``PREVIOUS_YEAR``."""
    day: int = 0
    code: str = ""
    """``L12M`` or ``P12M`` of a trailing mention."""
    part_end: int = 0
    """The month in which a trailing mention ends, where it says so."""
    until: "When | None" = None
    """Last time of a span; this mention is then its first."""

    @property
    def is_open(self) -> bool:
        """Whether it needs another time to be understood."""
        return self.kind in _RELATIVE or (self.year is None and not self.code)

    def resolved(self, anchor: "When | None") -> "When | None":
        """The mention with its year, as read after ``anchor``; None where that can't be."""
        if not self.is_open:
            return self
        if anchor is None or anchor.is_open:
            return None
        if self.kind in _RELATIVE:
            return _relative(self, anchor)
        if anchor.year is None:
            return None
        last = replace(self.until, year=anchor.year) if self.until is not None else None
        return replace(self, year=anchor.year, until=last)


def _relative(mention: When, anchor: When) -> When | None:
    if mention.kind is TimeKind.THIS:
        return anchor
    base = anchor.until or anchor
    step = 1 if mention.kind is TimeKind.NEXT_YEAR else -max(mention.part, 1)
    if mention.kind is TimeKind.PREVIOUS and base.kind in (TimeKind.QUARTER, TimeKind.MONTH):
        return previous(base)
    if base.year is None:
        return replace(base, code="P" + base.code[1:]) if base.code[:1] == "L" else None
    if base.code:
        return replace(base, year=base.year + step)
    if anchor.until is not None and anchor.year == base.year and base.part:
        return replace(anchor, year=base.year + step, until=replace(base, year=base.year + step))
    return replace(base, year=base.year + step)


_PARTS: Final = {
    TimeKind.QUARTER: 4, TimeKind.HALF: 2, TimeKind.MONTH: _DECEMBER, TimeKind.MONTH_END: _DECEMBER,
}  # fmt: skip
"""How many of a kind a year has."""


def previous(mention: When) -> When | None:
    """The time of the same kind just before (year, quarter, month, trailing months)."""
    if mention.code:
        return replace(mention, code="P" + mention.code[1:]) if mention.code[0] == "L" else None
    if mention.year is None or mention.kind is TimeKind.SPAN:
        return None
    last = _PARTS.get(mention.kind)
    if last is not None:
        if mention.part == 1:
            return replace(mention, year=mention.year - 1, part=last)
        return replace(mention, part=mention.part - 1)
    return replace(mention, year=mention.year - 1)


def year_before(mention: When) -> When | None:
    """The same time one year earlier."""
    if mention.code and mention.year is None:
        return previous(mention)
    return None if mention.year is None else replace(mention, year=mention.year - 1)


def tags_of(mention: When) -> tuple[tuple[str, ...], ...]:
    """Groups of tags, best first: the first group that has figures holds the answer."""
    if mention.code:
        return _trailing(mention)
    year, part = mention.year, mention.part
    if year is None:
        return ()
    kind = mention.kind
    if kind is TimeKind.YEAR:
        tags = [str(year), f"FY{year}", f"{year}-01-01..{year}-12-31", f"E{year}"]
    elif kind is TimeKind.FISCAL:
        tags = [f"FY{year}", str(year), f"E{year}"]
    elif kind is TimeKind.YEAR_END:
        tags = [f"E{year}", f"FY{year}", str(year)]
    elif kind is TimeKind.QUARTER:
        tags = [f"{year}Q{part}", f"FY{year}Q{part}", f"E{year}-{3 * part:02}"]
    elif kind in (TimeKind.MONTH, TimeKind.MONTH_END):
        month = f"{year}-{part:02}"
        tags = [month, f"E{month}"] if kind is TimeKind.MONTH else [f"E{month}", month]
    else:
        return _dated(mention)
    return tuple((tag,) for tag in tags)


def _trailing(mention: When) -> tuple[tuple[str, ...], ...]:
    """Months up to a day that is named: by that end first, then as the latest ones."""
    if mention.year is None:
        return ((mention.code,),)
    end = f"{mention.code}:{mention.year}-{mention.part_end:02}"
    whole = ((f"FY{mention.year}",),) if mention.part == _DECEMBER else ()
    if mention.code.endswith("W"):
        return ((end,),)
    last = month_end(mention.year, mention.part_end)
    span = _span(shifted_month(last, 1 - mention.part), last)
    return ((end,), (span,), (mention.code,), *whole)


def _dated(mention: When) -> tuple[tuple[str, ...], ...]:
    bounds = bounds_of(mention)
    if bounds is None:
        return ()
    first, last = bounds
    if mention.kind is not TimeKind.DAY:
        fiscal = ((f"FY{mention.year}H{mention.part}",),) if mention.kind is TimeKind.HALF else ()
        return ((_span(first, last),), *fiscal)
    ends_year = (first.month, first.day) == (_DECEMBER, 31)
    yearly = ((f"FY{first.year}",), (str(first.year),)) if ends_year else ()
    return (first.isoformat(),), *yearly


def bounds_of(mention: When) -> tuple[date, date] | None:
    """First and last day of a mention, None for open, trailing and impossible ones."""
    if mention.code or mention.year is None:
        return None
    if mention.until is not None:
        return _joined(replace(mention, until=None, kind=_single_kind(mention)), mention.until)
    year, part = mention.year, mention.part
    months = _MONTHS.get(mention.kind, 0)
    try:
        if months:
            return date(year, (part - 1) * months + 1, 1), month_end(year, part * months)
        day = date(year, part, mention.day) if mention.kind is TimeKind.DAY else None
    except (ValueError, calendar.IllegalMonthError):
        return None
    return (day, day) if day else (date(year, 1, 1), date(year, 12, 31))


_MONTHS: Final = {
    TimeKind.QUARTER: 3,
    TimeKind.HALF: 6,
    TimeKind.MONTH: 1,
    TimeKind.MONTH_END: 1,
}


def _single_kind(span: When) -> TimeKind:
    if span.day:
        return TimeKind.DAY
    return TimeKind.MONTH if span.part else TimeKind.YEAR


def _joined(first: When, last: When) -> tuple[date, date] | None:
    begin, end = bounds_of(first), bounds_of(last)
    return None if begin is None or end is None else (begin[0], end[1])


def _span(first: date, last: date) -> str:
    return f"{first.isoformat()}..{last.isoformat()}"


def period_tags(period: Period) -> tuple[str, ...]:
    """Every tag under which a figure of ``period`` is filed."""
    tags = [period.code]
    if not period.is_balance:
        tags.append(_span(period.start, period.end))
        ended = _ended(period)
        return (*tags, *tags_of(ended)[0]) if ended is not None else tuple(tags)
    if period.code != period.start.isoformat():
        tags.append(period.start.isoformat())
    if (period.start + timedelta(days=1)).day == 1:
        tags.append(f"E{period.start.year}-{period.start.month:02}")
        if period.start.month == _DECEMBER:
            tags.append(f"E{period.start.year}")
    return tuple(tags)


_ENDED: Final = re.compile(r"(\d{1,2})([MW])-")
_OF_FISCAL: Final = re.compile(r"FY(\d{4})(?:([QH])(\d)|-(\d{1,2})M)?\Z")


def _ended(period: Period) -> When | None:
    """How a span up to a day is named, and a fiscal year that doesn't end with December."""
    end = period.end
    if match := _ENDED.match(period.code):
        length, unit = int(match[1]), match[2]
    elif period.is_fiscal_year and end.month != _DECEMBER:
        length, unit = _DECEMBER, "M"
    else:
        return None
    code = f"L{length}{unit}"
    return When(0, 0, TimeKind.TRAILING, end.year, length, code=code, part_end=end.month)


def _of_fiscal(match: re.Match[str]) -> When:
    """How a fiscal year and its parts are named."""
    year = int(match[1])
    if match[4]:
        last = When(0, 0, TimeKind.MONTH, year, int(match[4]))
        return When(0, 0, TimeKind.SPAN, year, 1, until=last)
    if match[2]:
        kind = TimeKind.QUARTER if match[2] == "Q" else TimeKind.HALF
        return When(0, 0, kind, year, int(match[3]))
    return When(0, 0, TimeKind.FISCAL, year)


def mention_of(period: Period) -> When:
    """How a sentence would name ``period``, for the times before it."""
    code, start, end = period.code, period.start, period.end
    if code[0] in "LP" and code.endswith("M"):
        return When(0, 0, TimeKind.TRAILING, code=code, part=int(code[1:-1]))
    if period.is_balance:
        return When(0, 0, TimeKind.DAY, start.year, start.month, start.day)
    match = _OF_FISCAL.match(code)
    named = _ended(period) or (_of_fiscal(match) if match else _of_calendar(code, start))
    if named is not None:
        return named
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if months == 1 and start == shifted_month(start, 0):
        return When(0, 0, TimeKind.MONTH, start.year, start.month)
    return When(0, 0, TimeKind.YEAR, end.year)


def _of_calendar(code: str, start: date) -> When | None:
    """How a quarter or half of a calendar year is named; None for another span."""
    kind = {"Q": TimeKind.QUARTER, "H": TimeKind.HALF}.get(code[-2:-1])
    return When(0, 0, kind, start.year, int(code[-1])) if kind else None
