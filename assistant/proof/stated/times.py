"""How well a stated time fits the time that a sentence asks for.

Exact, by its end, by its part, or not.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from assistant.domain.periods import month_end, shifted_month
from assistant.proof.calendar_words import times_in
from assistant.proof.stated.stating import Stated
from assistant.proof.when import TimeKind, When, bounds_of

RELATIVE: Final = (TimeKind.THIS, TimeKind.PREVIOUS, TimeKind.PREVIOUS_YEAR, TimeKind.NEXT_YEAR)
_INSTANT: Final = (TimeKind.DAY, TimeKind.MONTH_END, TimeKind.YEAR_END)
_YEARS: Final = (TimeKind.YEAR, TimeKind.FISCAL)
_DECEMBER: Final = 12
_YEAR_MONTHS: Final = 12


class Span(NamedTuple):
    """First and last day of a time."""

    first: date
    last: date


class Timed(NamedTuple):
    """Facts and how well their time fits."""

    facts: list[Stated]
    grade: float


def span_of(when: When, year_end: int) -> Span | None:
    """The days of a time; None for open ones and trailing ones without an end.

    Args:
        when: the time.
        year_end: the month in which fiscal years end; 0 where it is not known.
    """
    if when.code:
        if when.year is None or not when.part_end:
            return None
        last = month_end(when.year, when.part_end)
        return Span(shifted_month(last, 1 - when.part), last)
    if when.kind is TimeKind.FISCAL and when.until is None and when.year is not None:
        last = month_end(when.year, year_end or _DECEMBER)
        return Span(shifted_month(last, 1 - _YEAR_MONTHS), last)
    bounds = bounds_of(when)
    if bounds is None:
        return None
    ends = when.kind in (TimeKind.YEAR_END, TimeKind.MONTH_END)
    return Span(bounds[1] if ends else bounds[0], bounds[1])


def grade(asked: When, stated: When, year_end: int = 0) -> float:
    """How well a stated time fits, from 0 (another time) to 1."""
    if asked.kind in RELATIVE or stated.kind in RELATIVE:
        return 1.0 if asked.kind is stated.kind else 0.0
    if asked.year is None or stated.year is None:
        return _open_grade(asked, stated, year_end)
    if asked.kind in _YEARS and stated.kind in _YEARS and not (asked.until or stated.until):
        same = 1.0 if asked.kind is stated.kind else 0.8
        return same if asked.year == stated.year else 0.0
    one, two = span_of(asked, year_end), span_of(stated, year_end)
    if one is None or two is None:
        return 0.0
    return 1.0 if one == two else _end_grade(asked, stated, one, two)


def _open_grade(asked: When, stated: When, year_end: int) -> float:
    """Times one of which leaves its year open; trailing months without an end."""
    if asked.code or stated.code:
        if asked.code and stated.code:
            return 0.9 if asked.code == stated.code else 0.0
        return 0.0
    if asked.year is None and stated.year is None:
        return grade(in_year(asked, 2000), in_year(stated, 2000), year_end)
    if asked.year is None:
        return 0.85 * grade(in_year(asked, stated.year or 0), stated, year_end)
    return 0.8 * grade(asked, in_year(stated, asked.year), year_end)


def in_year(when: When, year: int) -> When:
    """An open time in a year."""
    until = replace(when.until, year=year) if when.until is not None else None
    return replace(when, year=year, until=until)


def _end_grade(asked: When, stated: When, one: Span, two: Span) -> float:
    """Balances are asked for by the period that they end, and periods by their last day."""
    asks_day, states_day = asked.kind in _INSTANT, stated.kind in _INSTANT
    if not (asks_day or states_day):
        return _nested(asked, stated, one, two)
    if one.last == two.last:
        return 0.95 if asks_day and states_day else 0.9 if _is_close(one, two) else 0.8
    if _opens(one, two) or _opens(two, one):
        return 0.9 if asks_day and states_day else 0.0
    if states_day and not asks_day and one.first <= two.first <= one.last:
        return 0.4
    if (
        asked.kind is TimeKind.YEAR_END
        and stated.kind is TimeKind.DAY
        and asked.year == stated.year
    ):
        return 0.4
    return 0.0


def _is_close(one: Span, two: Span) -> bool:
    """Whether the longer one of two times that end on one day is a month, a quarter or a year."""
    days = max((one.last - one.first).days, (two.last - two.first).days)
    return days <= 366  # noqa: PLR2004  a leap year


def _opens(early: Span, late: Span) -> bool:
    """A balance at the start of a day is the one at the end of the day before."""
    return (
        early.first == early.last
        and late.first == late.last
        and late.first - early.last == timedelta(1)
        and late.first.day == 1
    )


def _nested(asked: When, stated: When, one: Span, two: Span) -> float:
    """A month's or quarter's balance asked for by the year or quarter that it ends."""
    if one.last != two.last:
        return 0.0
    if stated.kind in (TimeKind.MONTH, TimeKind.QUARTER) and asked.kind in (
        TimeKind.QUARTER,
        TimeKind.TRAILING,
        *_YEARS,
    ):
        return 0.3
    return 0.0


def facts_at(facts: Sequence[Stated], when: When | None, year_end: int = 0) -> Timed:
    """The facts of one row whose time fits best; the latest where none is asked for."""
    if when is None or when.kind is TimeKind.THIS:
        found = latest(facts)
        named = [f for f in facts if f.when is not None and f.when.kind is TimeKind.THIS]
        if when is not None and named:
            return Timed(named, 1.0)
        return Timed(found, 1.0 if len(facts) == len(found) else 0.75)
    if when.kind in RELATIVE:
        return _relative(facts, when, year_end)
    best, chosen = 0.0, list[Stated]()
    for fact in facts:
        fit = _fact_grade(fact, when, year_end)
        if fit > best + 0.001:
            best, chosen = fit, [fact]
        elif fit and abs(fit - best) <= 0.001:  # noqa: PLR2004  grades that are equal but for rounding
            chosen.append(fact)
    if when.year is None and len(chosen) > 1:
        chosen = _latest_year(chosen)
    if best < 0.5 and len(chosen) > 1:  # noqa: PLR2004  a weak fit must be the only one
        return Timed([], 0.0)
    return Timed(chosen, best)


def _relative(facts: Sequence[Stated], when: When, year_end: int) -> Timed:
    named = [f for f in facts if f.when is not None and f.when.kind is when.kind]
    if named:
        return Timed(named, 1.0)
    last = latest(facts)
    anchor = last[0].when if len(last) == 1 else None
    resolved = when.resolved(anchor) if anchor is not None else None
    if resolved is None or resolved.is_open:
        return Timed([], 0.0)
    found = facts_at(facts, resolved, year_end)
    return Timed(found.facts, 0.9 * found.grade)


def _fact_grade(fact: Stated, when: When, year_end: int) -> float:
    if fact.when is not None:
        fit = grade(when, fact.when, year_end)
        if fit:
            return fit
        if fact.when.year is not None or fact.when.kind in RELATIVE or fact.when.code:
            return 0.0
    around = max((grade(when, t, year_end) for t in fact.times), default=0.0)
    if fact.when is not None:
        return 0.0
    return 0.7 * around


def latest(facts: Sequence[Stated]) -> list[Stated]:
    """The facts with the latest time, or all that have none.

    Where others of their line have a time, those without are the current ones.
    """
    current = [f for f in facts if f.when is None]
    lines = {(f.doc, f.line) for f in facts if f.when is not None and f.when.year is not None}
    if current and any((f.doc, f.line) in lines for f in current):
        return current
    dated = [(_end(f), f) for f in facts if f.when is not None or f.times]
    known = [(end, f) for end, f in dated if end]
    if not known:
        return list(facts)
    last = max(end for end, _ in known)
    return [f for end, f in known if end == last]


def _latest_year(facts: Sequence[Stated]) -> list[Stated]:
    years = [f.when.year for f in facts if f.when is not None and f.when.year is not None]
    if not years:
        return list(facts)
    return [f for f in facts if f.when is not None and f.when.year == max(years)]


def _end(fact: Stated) -> str:
    when = fact.when or (fact.times[0] if fact.times else None)
    if when is None:
        return ""
    if when.kind is TimeKind.THIS:
        return "9999"
    span = None
    if when.year is not None:
        span = span_of(when, 0)
    elif not when.code and when.kind not in RELATIVE:
        span = span_of(in_year(when, 1), 0)
    return span.last.isoformat() if span else ""


def opened(when: When | None) -> When:
    """The time of an opening balance: the end of the year before the one named."""
    if when is None:
        return When(0, 0, TimeKind.PREVIOUS_YEAR)
    if when.kind in (*_YEARS, TimeKind.YEAR_END) and when.year is not None and when.until is None:
        return replace(when, kind=TimeKind.YEAR_END, year=when.year - 1)
    return when


_YEAR_END: Final = re.compile(
    r"(?:fiscal|financial|accounting) year(?:s)? (?:ends?|ended|ending|to)(?: on)? "
    r"(?P<day>[^;,.)\n]{3,20})|"
    r"fy ?(?:19|20)?\d\d ?(?:=|:|is|means|\()? ?\(?(?:the )?(?:year|12 months|twelve "
    r"months) (?:ended|ending|to) (?P<day2>[^;,.)\n]{3,24})|"
    r"years? ended (?P<day3>\d{1,2} [a-z]+)|财年[^，。；]{0,12}?(?P<zh>\d{1,2})月(?:\d{1,"
    r"2}日|底|末)?(?:止|结束|截止)"
)
_MONTHS: Final = re.compile(r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec")
_NAMES: Final = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def year_end_month(text: str) -> int:
    """The month in which a plain text says that fiscal years end; 0 where it says nothing."""
    match = _YEAR_END.search(text)
    if match is None:
        return 0
    if match["zh"]:
        return int(match["zh"]) % 13
    day = match["day"] or match["day2"] or match["day3"]
    found = _MONTHS.search(day)
    if found:
        return _NAMES.index(found[0]) + 1
    times = times_in(day)
    return times[0].part if times else 0


def is_at(fact: Stated, time: When) -> bool:
    """Whether a time is the fact's.

    By year and part, or by its part alone where it leaves its year open.
    """
    own = fact.when
    if own is None:
        return False
    kinds = {own.kind, time.kind}
    same = own.kind is time.kind or kinds in (
        {TimeKind.MONTH, TimeKind.MONTH_END},
        {TimeKind.YEAR, TimeKind.FISCAL},
        {TimeKind.YEAR, TimeKind.YEAR_END},
    )
    return (
        same
        and own.part == time.part
        and (time.year is None or own.year is None or own.year == time.year)
    )
