"""Times and parts that signs between a source's numbers tell: 14.6 -> 15.3, 86 of 132, 本年累计."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant.proof.stated.headings import Heads, _set, ended
from assistant.proof.stated.parts import Part, Parts
from assistant.proof.stated.stating import Stated
from assistant.proof.stated.times import RELATIVE, opened
from assistant.proof.units import Kind
from assistant.proof.when import TimeKind, When


def to_date(when: When | None, times: Sequence[When]) -> When | None:
    """The months of the year up to the one that a return is of: 本年累计 in October."""
    month = next((t for t in times if t.kind is TimeKind.MONTH and t.year), None)
    if month is None or (when is not None and when.kind not in (*RELATIVE, TimeKind.MONTH)):
        return when
    return replace(month, kind=TimeKind.SPAN, part=1, until=month)


def is_of(parts: Parts, one: Part, other: Part) -> bool:
    """Whether one number is given of the next one: 86 of 132 units."""
    if one.numeral.kind is Kind.PERCENT:
        return False
    return _OF.fullmatch(parts.text, one.numeral.end, other.numeral.start) is not None


_OF: Final = re.compile(r" (?:out )?of (?:the |its |our |all |these |a total of )?")


_ARROW: Final = re.compile(r"\s*[a-z]{0,2}\s*(?:->|→|=>)\s*[(]?[$€£¥]?")


def at_arrow(parts: Parts, part: Part, times: Sequence[When]) -> When | None:
    """The time of what something was or became: 14.6 -> 15.3, under FY23 -> FY24."""
    index = parts.parts.index(part)
    after = parts.parts[index + 1].numeral.start if index + 1 < len(parts.parts) else -1
    before = parts.parts[index - 1].numeral.end if index else -1
    first = after > 0 and _ARROW.fullmatch(parts.text, part.numeral.end, after) is not None
    last = before > 0 and _ARROW.fullmatch(parts.text, before, part.numeral.start) is not None
    if first is last:
        return None
    if len(times) == 2:  # noqa: PLR2004  from one time to another
        return times[0] if first else times[1]
    return When(0, 0, TimeKind.PREVIOUS if first else TimeKind.THIS)


_WHOLE_YEAR: Final = {TimeKind.MONTH: 12, TimeKind.QUARTER: 4}


def yearly_totals(facts: Sequence[Stated]) -> list[Stated]:
    """Facts, where the total under a year's twelve months or four quarters is that year's."""
    columns: dict[tuple[int, frozenset[str]], list[Stated]] = {}
    for fact in facts:
        if fact.column >= 0:
            columns.setdefault((fact.column, fact.title), []).append(fact)
    years = {key: _year_of(own) for key, own in columns.items()}
    return [
        replace(fact, when=year)
        if fact.when is None
        and "q:total" in fact.label
        and (year := years.get((fact.column, fact.title))) is not None
        else fact
        for fact in facts
    ]


_COSTS: Final = frozenset(
    f"c:{name}"
    for name in (
        "cost_of_sales", "selling_expense", "admin_expense", "overheads", "rd_expense",
        "finance_expense", "interest_expense", "da", "wages", "rent", "raw_material",
    )
)  # fmt: skip
"""What a statement may write in brackets because it is taken off."""


def unsigned_costs(facts: Sequence[Stated]) -> list[Stated]:
    """Facts, where costs that a statement writes in brackets throughout are what they come to."""
    signs: dict[frozenset[str], set[bool]] = {}
    for fact in facts:
        table = fact.column >= 0 and fact.number.kind in (Kind.MONEY, Kind.BARE)
        if table and fact.label & _COSTS:
            signs.setdefault(fact.label, set()).add(fact.number.value < 0)
    taken = {label for label, negative in signs.items() if negative == {True}}
    return [
        replace(f, number=replace(f.number, value=-f.number.value, signed=False))
        if f.label in taken and f.number.value < 0
        else f
        for f in facts
    ]


def _year_of(facts: Sequence[Stated]) -> When | None:
    times = [f.when for f in facts if f.when is not None]
    kinds, years = {t.kind for t in times}, {t.year for t in times}
    if len(kinds) != 1 or len(years) != 1 or None in years:
        return None
    whole = _WHOLE_YEAR.get(times[0].kind)
    return When(0, 0, TimeKind.YEAR, times[0].year) if whole == len(times) else None


def time_over(part: Part | None, heads: Heads, label: frozenset[str]) -> When | None:
    """A number's own time, else that over it, as its label and what stands over it set it."""
    when = part.when if part is not None and part.when is not None else heads.when
    if heads.when is not None and heads.when.code and when is not None and not when.code:
        when = ended(heads.when, (when,))
    when = _set(when, heads.when or heads.anchor) if when is not None else None
    if "q:cumulative" in label:
        when = to_date(when, heads.times)
    return opened(when) if "q:opening" in label else when
