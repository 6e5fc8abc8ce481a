"""Figures spread as a grid: a metric a row, a period a column."""

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from assistant.domain.accounts import FURTHER_LINES, STATEMENT_LINES
from assistant.domain.figures import Figure, FigureStatus, figure_key
from assistant.domain.periods import period_from
from assistant.domain.quantities import Lang, Unit, quantised
from tui.messages import Words
from tui.presenter.lines import Line, Role, Span, one_line, shortened, span

_FAMILIES: Final = {
    "request": "request",
    "collateral": "request",
    "guarantor": "request",
    "facility": "request",
    "use": "request",
    "member": "request",
    "funding": "request",
    "applicant": "applicant",
    "bureau": "bureau",
    "sales": "sales",
    "spread": "sales",
    "purchases": "purchases",
    "customers": "customers",
    "suppliers": "suppliers",
    "utilities": "operations",
    "shipments": "operations",
    "orders": "operations",
    "stock": "operations",
    "industry": "operations",
    "bank": "bank",
    "tax": "bank",
    "vat": "bank",
    "contract": "papers",
    "valuation": "papers",
    "debt": "papers",
    "receivables": "papers",
    "payables": "papers",
}
FAMILY_ORDER: Final = (
    "request",
    "applicant",
    "bureau",
    "sales",
    "purchases",
    "customers",
    "suppliers",
    "operations",
    "bank",
    "papers",
    "statements",
    "ratios",
)
_TRAILING: Final = re.compile(r"([LP])(\d{1,2})M\Z", re.ASCII)
_YEAR: Final = re.compile(r"(?:FY)?(\d{4})(?:-12-31)?\Z", re.ASCII)
_PART: Final = re.compile(r"[QH]\d\Z|\d[MW](?:-|\Z)", re.ASCII)
"""Quarters, halves and other parts of a year, which stand in one view."""
_WORDS_CELLS: Final = 10
"""Room for words in the grid; the detail beside it has them whole."""
_WIDEST: Final = {"quarter": 12, "month": 24}
"""Newest periods shown of a long view."""


class View(StrEnum):
    """Which periods the grid shows."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    ROLLING = "rolling"
    ENTERED = "entered"


class GridRow(NamedTuple):
    """One metric."""

    id: str
    family: str
    label: str
    unit: str
    figures: tuple[Figure | None, ...]
    """One a column."""


_FURTHER: Final = frozenset(line.key for line in FURTHER_LINES)


class Grid(NamedTuple):
    """What the figures table shows."""

    view: View
    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]
    hidden: int
    """Matching metrics that have values under other views only."""


def family_of(metric: str) -> str:
    """The group of the grid that a metric belongs to."""
    if metric in STATEMENT_LINES or metric in _FURTHER:
        return "statements"
    return _FAMILIES.get(metric.split(".", 1)[0], "ratios")


def view_of(code: str | None) -> View:
    """The view that shows a period code."""
    if code is None:
        return View.ENTERED
    if _TRAILING.match(code):
        return View.ROLLING
    if _PART.search(code):
        return View.QUARTER
    return View.MONTH if re.match(r"\d{4}-\d{2}\Z", code) else View.YEAR


def _column_of(code: str | None) -> str:
    if code is None:
        return ""
    match = _YEAR.match(code)
    return match[1] if match else code


def _column_order(column: str) -> tuple[int, str, int]:
    if match := _TRAILING.match(column):
        return (1, match[1], int(match[2]))
    try:
        end = period_from(column).end.isoformat()
    except ValueError:
        end = column
    return (0, end + column, 0)


def views_of(figures: Sequence[Figure]) -> tuple[View, ...]:
    """The views that have figures, in order."""
    found = {view_of(figure_key(f.key).period) for f in figures}
    return tuple(v for v in View if v in found)


def _row_id(figure: Figure) -> str:
    key = figure_key(figure.key)
    fiscal = "FY" if key.period and key.period.startswith("FY") else ""
    return f"{key.model_copy(update={'period': None})}{fiscal}"


def _matches(figure: Figure, parts: Sequence[str]) -> bool:
    text = f"{figure.label_zh} {figure.label_en} {figure.key}".casefold()
    return all(p in text for p in parts)


def figure_grid(
    figures: Sequence[Figure], view: View, wanted: str, words: Words, *, full: bool = False
) -> Grid:
    """The grid of one view, of the metrics that contain every word of ``wanted``."""
    parts = wanted.casefold().split()
    by_row: dict[str, dict[str, Figure]] = {}
    others: set[str] = set()
    for figure in figures:
        if parts and not _matches(figure, parts):
            continue
        period = figure_key(figure.key).period
        if view_of(period) is view:
            by_row.setdefault(_row_id(figure), {})[_column_of(period)] = figure
        else:
            others.add(_row_id(figure))
    names = sorted({c for cells in by_row.values() for c in cells}, key=_column_order)
    columns = tuple(names[-_WIDEST.get(view, len(names)) :]) if names else ()
    rows = [_row(key, cells, columns, words, full) for key, cells in by_row.items()]
    rows.sort(key=lambda r: FAMILY_ORDER.index(r.family))
    return Grid(view, columns, tuple(rows), len(others - by_row.keys()))


def _row(
    key: str, cells: dict[str, Figure], columns: tuple[str, ...], words: Words, full: bool
) -> GridRow:
    first = next(iter(cells.values()))
    parsed = figure_key(first.key)
    label = one_line(first.label(words.lang))
    for extra in (parsed.scope, parsed.source):
        if extra and extra not in label:
            label += f" · {one_line(extra)}"
    return GridRow(
        id=key,
        family=family_of(parsed.metric),
        label=label,
        unit=unit_name(first.unit, words, full=full),
        figures=tuple(cells.get(c) for c in columns),
    )


def column_title(column: str, words: Words) -> str:
    """A column's heading: a year as it is, L12M in words."""
    if match := _TRAILING.match(column):
        return words("figures.last" if match[1] == "L" else "figures.prior", n=match[2])
    return column or words("figures.value")


def unit_name(unit: Unit, words: Words, *, full: bool = False) -> str:
    """The unit that stands beside a grid row."""
    if unit.is_money:
        money = unit.value
        if words.lang is Lang.ZH:
            money = "元" if unit is Unit.CNY else unit.value
        return words("unit_name.full" if full else "unit_name.wan", money=money)
    return words(f"unit_name.{unit.value}")


_SCALES: Final = {Lang.ZH: Decimal(10_000), Lang.EN: Decimal(1_000_000)}
_PLACES: Final = {
    Unit.RATIO: 1,
    Unit.TIMES: 2,
    Unit.DAYS: 1,
    Unit.MONTHS: 0,
    Unit.COUNT: 0,
    Unit.POINTS: 0,
    Unit.INDEX: 3,
}


def cell_text(figure: Figure, lang: Lang, *, full: bool = False) -> str:
    """A value as it stands in the grid, its unit being beside the row."""
    number = figure.number
    if number is None:
        return "—" if figure.value is None else one_line(figure.text(lang))
    if figure.unit.is_money:
        scaled = number if full else number / _SCALES[lang]
        places = 2 if full or lang is Lang.ZH or abs(number) >= _SCALES[lang] else 3
        return f"{quantised(scaled, places):,f}"
    if figure.unit is Unit.RATIO:
        number *= 100
    return f"{quantised(number, _PLACES.get(figure.unit, 2)):,f}"


def cell_line(figure: Figure | None, lang: Lang, *, full: bool = False) -> Line:
    """A grid cell with its mark: ``?`` candidate, ``≠`` disputed, ``—`` missing."""
    if figure is None:
        return (Span(""),)
    text = cell_text(figure, lang, full=full)
    if figure.unit is Unit.TEXT:
        text = shortened(text, _WORDS_CELLS)
    if figure.value is None:
        return (Span(text, "dim"),)
    if figure.status is FigureStatus.CANDIDATE:
        return (Span("? ", "warn"), span(text, "warn"))
    if figure.status is FigureStatus.DISPUTED:
        return (Span("≠ ", "bad"), span(text, "bad"))
    number = figure.number
    role: Role = "bad" if number is not None and number < 0 else ""
    return (span(text, role),)
