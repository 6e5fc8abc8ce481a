"""What the figures and findings tabs show, as tables for a spreadsheet."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from assistant.domain.case import CaseFile
from assistant.domain.figures import Figure, FigureStatus
from assistant.domain.quantities import Unit
from tui.messages import Words
from tui.presenter.figures import Grid, GridRow, column_title, unit_name
from tui.presenter.findings import ordered_findings
from tui.presenter.lines import moment_text, one_line


class Table(NamedTuple):
    """Columns by name, and rows of cells by column."""

    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]


def figures_table(grid: Grid, rows: Sequence[GridRow], words: Words) -> Table:
    """``rows`` of the grid with every digit and the key of the newest figure of each."""
    name, unit, key = words("figures.metric"), words("figures.unit"), words("detail.key")
    titles = tuple(column_title(c, words) for c in grid.columns)
    return Table(
        (name, unit, *titles, key),
        tuple(
            {
                name: row.label,
                unit: _unit(row, words),
                **{t: _value(f, words) for t, f in zip(titles, row.figures, strict=True)},
                key: next((f.key for f in reversed(row.figures) if f is not None), ""),
            }
            for row in rows
        ),
    )


def _unit(row: GridRow, words: Words) -> str:
    unit = next((f.unit for f in row.figures if f is not None), Unit.TEXT)
    return words("tables.ratio") if unit is Unit.RATIO else unit_name(unit, words, full=True)


_MARKS: Final = {FigureStatus.CANDIDATE: "? ", FigureStatus.DISPUTED: "≠ "}
"""Keep a spreadsheet from reckoning with what nobody confirmed."""


def _value(figure: Figure | None, words: Words) -> str:
    """A verified number as it is stored, so that a spreadsheet can reckon with it; else words."""
    if figure is None or figure.value is None:
        return ""
    number = figure.number
    text = one_line(figure.text(words.lang)) if number is None else f"{number:f}"
    return _MARKS.get(figure.status, "") + text


def findings_table(case: CaseFile, words: Words) -> Table:
    """Every finding in the order of the list, with its review."""
    names = ("severity", "kind", "state", "text", "rule", "who", "when", "note", "figures")
    columns = tuple(words(f"tables.{n}") for n in names)
    rows = []
    for finding in ordered_findings(case):
        review = finding.review
        cells = (
            words(f"severity.{finding.severity}"),
            words(f"finding_kind.{finding.kind}"),
            words(f"review_state.{review.state}"),
            one_line(finding.statement.text(words.lang)),
            finding.rule_id,
            review.who or "",
            moment_text(review.when) if review.when else "",
            one_line(review.note or ""),
            " ".join(finding.statement.figures),
        )
        rows.append(dict(zip(columns, cells, strict=True)))
    return Table(columns, tuple(rows))
