"""Ratio figures and their statements, from verified statement lines and request fields."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import localcontext
from typing import Final

from assistant.domain.accounts import STATEMENT_LINES
from assistant.domain.figures import Figure, Metric, Statement
from assistant.domain.model import Record
from assistant.domain.periods import month_end
from assistant.domain.score import OWN_OUTPUT
from assistant.scoring.ages import APPLICANT_AGE, RECORDS_AGE, age_figures
from assistant.scoring.cashflow import CASHFLOW, COLLATERAL, LOAN_TO_VALUE, collateral_figure
from assistant.scoring.formula_book import FormulaBook, Lines, verified_lines
from assistant.scoring.formulas import EXACT, Anchor, Basis, Formula
from assistant.scoring.ratio_formulas import (
    ALTMAN,
    DUPONT,
    GROWTH,
    INVOICED_SALES,
    LEVERAGE,
    LIQUIDITY,
    PROFITABILITY,
    TURNOVER,
)
from assistant.scoring.ratio_statements import ratio_statements
from assistant.scoring.working_capital import WORKING_CAPITAL

BOOK: Final = FormulaBook(
    (
        *LIQUIDITY,
        *LEVERAGE,
        *PROFITABILITY,
        *DUPONT,
        *GROWTH,
        *CASHFLOW,
        LOAN_TO_VALUE,
        *TURNOVER,
        *ALTMAN,
        *WORKING_CAPITAL,
    ),
    given={
        "collateral.1.value": COLLATERAL,
        "applicant.founded": APPLICANT_AGE,
        "bureau.report_date": RECORDS_AGE,
    },
    foreign=(INVOICED_SALES,),
)
"""Every formula, each after those it needs."""

SCORING_METRICS: Final[Mapping[str, Metric]] = BOOK.metrics
"""Every metric that this package computes, by key."""

_YEAR: Final = re.compile(r"FY(\d{4})\Z", re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)


class RatioFigures(Record):
    """What the statement lines gave."""

    figures: tuple[Figure, ...]
    statements: tuple[Statement, ...]


def due_anchor(as_of: date, lines: Lines | None = None) -> Anchor:
    """The last fiscal year that had ended by ``as_of``: its statements are due.

    Args:
        as_of: the case's as-of date.
        lines: whose fiscal years may end in another month than December.
    """
    ends = _fiscal_ends(lines or {})
    last = ends[max(ends)] if ends else date(as_of.year, 12, 31)

    def end_of(year: int) -> date:
        same = date(year, last.month, min(last.day, month_end(year, last.month).day))
        return ends.get(year, same)

    this_year = end_of(as_of.year)
    return Anchor(this_year if this_year <= as_of else end_of(as_of.year - 1))


def _fiscal_ends(lines: Lines) -> dict[int, date]:
    """Last days of the fiscal years that are called by their last day's year."""
    ends = (
        figure.period.end
        for key, figure in lines.items()
        if figure.period is not None and figure.period.is_fiscal_year
        if key.endswith(f"@FY{figure.period.end.year}")
    )
    return {end.year: end for end in ends}


def ratio_figures(figures: Sequence[Figure], as_of: date | None) -> RatioFigures:
    """Ratios of every year and balance day in ``figures``, with their statements.

    The year due on ``as_of`` (the latest there is, without ``as_of``) gets every figure, with a
    reason where one can't be computed; other years get those that can.

    Args:
        figures: the case's figures; ratios among them are ignored and computed afresh.
        as_of: the case's as-of date.
    """
    with localcontext(EXACT):
        lines = raw_lines(figures)
        made = computed(lines, as_of)
        known = {**lines, **{f.key: f for f in made}}
        statements = ratio_statements(known, made, focus_anchor(lines, as_of))
    return RatioFigures(figures=made, statements=statements)


def raw_lines(figures: Iterable[Figure]) -> dict[str, Figure]:
    """Verified figures by key, without anything that this package makes itself."""
    return {
        key: figure
        for key, figure in verified_lines(figures).items()
        if figure.metric not in SCORING_METRICS and not key.startswith(OWN_OUTPUT)
    }


def focus_anchor(lines: Lines, as_of: date | None) -> Anchor | None:
    """The year that counts: due on ``as_of``, or the latest fiscal year in ``lines``."""
    days = _anchor_days(lines)
    if not days:
        return None
    if as_of is not None:
        return due_anchor(as_of, lines)
    year = max(day.year for day in days)
    return Anchor(_fiscal_ends(lines).get(year, date(year, 12, 31)))


def computed(lines: Lines, as_of: date | None, fixed: Lines | None = None) -> tuple[Figure, ...]:
    """Every figure that ``lines`` give; those in ``fixed`` stand as they are (a what-if)."""
    given = fixed or {}
    known = dict(lines)
    made: list[Figure] = []

    def keep(figure: Figure, *, shown: bool) -> None:
        chosen = given.get(figure.key, figure)
        known[chosen.key] = chosen
        if shown or chosen.value is not None:
            made.append(chosen)

    asked = any(key.startswith(("collateral.", "request.")) for key in lines)
    for figure in age_figures(lines, as_of):
        keep(figure, shown=True)
    keep(collateral_figure(lines), shown=asked)
    for formula in _of_basis(Basis.REQUEST):
        keep(BOOK.evaluate(formula, Anchor(date.min), known), shown=asked)
    focus = focus_anchor(lines, as_of)
    years = _year_ends(lines) | ({focus.day} if focus else set())
    for day in sorted(_anchor_days(lines) | ({focus.day} if focus else set())):
        anchor = Anchor(day)
        for basis in (Basis.BALANCE, Basis.FISCAL):
            for formula in _of_basis(basis) if basis is Basis.BALANCE or day in years else ():
                if anchor != focus and BOOK.is_of_request(formula):
                    continue
                figure = BOOK.evaluate(formula, anchor, known)
                keep(figure, shown=_is_told(figure, known, anchor, in_focus=anchor == focus))
    return tuple(made)


def _of_basis(basis: Basis) -> tuple[Formula, ...]:
    return tuple(f for f in BOOK.formulas if f.basis is basis)


def _is_told(figure: Figure, known: Lines, anchor: Anchor, *, in_focus: bool) -> bool:
    """Whether a figure without a value is worth a line: due now, or undefined though complete."""
    if in_focus:
        return not figure.metric.endswith(".average")
    return not BOOK.missing(figure.key, anchor, known)


def _anchor_days(lines: Lines) -> set[date]:
    """Year ends and balance days of the statement lines."""
    days = _year_ends(lines)
    for key in lines:
        metric, _, code = key.partition("@")
        if metric in STATEMENT_LINES and _DAY.match(code):
            days.add(date.fromisoformat(code))
    return days


def _year_ends(lines: Lines) -> set[date]:
    """Last days of the fiscal years of the statement lines, and of the years of their balances."""
    ends = _fiscal_ends(lines)
    codes = [key.partition("@") for key in lines]
    named = [code for metric, _, code in codes if metric in STATEMENT_LINES]
    years = {int(match[1]) for code in named if (match := _YEAR.match(code))}
    balances = {date.fromisoformat(code) for code in named if _DAY.match(code)}
    closing = {day for day in balances if (day.month, day.day) == (12, 31)}
    return {ends.get(year, date(year, 12, 31)) for year in years} | closing
