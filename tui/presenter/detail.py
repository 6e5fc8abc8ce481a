"""One figure in full: value, status, formula, inputs, evidence, other periods."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from assistant.domain.evidence import Computed, Entered, Quoted, Said
from assistant.domain.figures import Figure, FigureStatus
from assistant.domain.formula_names import formula_in_names, names_of
from tui.messages import Words
from tui.presenter.figures import cell_text, column_title
from tui.presenter.lines import (
    Line,
    Role,
    Span,
    bar,
    line,
    moment_text,
    one_line,
    padded,
    span,
    told,
)
from tui.presenter.lines import width as cells_of

STATUS_ROLES: Final[dict[FigureStatus, Role]] = {
    FigureStatus.CANDIDATE: "warn",
    FigureStatus.VERIFIED: "good",
    FigureStatus.DISPUTED: "bad",
}
STATUS_MARKS: Final = {
    FigureStatus.CANDIDATE: "?",
    FigureStatus.VERIFIED: "✓",
    FigureStatus.DISPUTED: "≠",
}
_BAR_CELLS: Final = 18


class Place(NamedTuple):
    """A page to open, and the words to mark on it."""

    source: str
    source_name: str
    page: int
    quote: str


class InputRow(NamedTuple):
    """An input of a computed figure."""

    key: str
    line: Line
    is_known: bool


_CITED = 3
"""Lines of evidence that a citation carries."""


def detail_lines(figure: Figure, figures: Mapping[str, Figure], words: Words) -> tuple[Line, ...]:
    """Everything about a figure except its inputs and its other periods.

    Args:
        figure: the figure.
        figures: the case's, whose names its formula is told in.
        words: the screen's.
    """
    short, full = figure.text(words.lang), figure.text(words.lang, full=True)
    lines: list[Line] = [
        line(span(one_line(figure.label(words.lang)), "label")),
        line(span(one_line(short), "strong")),
    ]
    if figure.unit.is_money and figure.number is not None and full != short:
        lines.append(line(span(full, "dim")))
    lines.append(_status(figure, words))
    if figure.missing_reason:
        lines.append(_fact("detail.missing", figure.missing(words.lang), words, "warn"))
    if figure.period is not None:
        lines.append(_fact("detail.period", figure.period.label(words.lang), words))
    lines.append(_fact("detail.key", figure.key, words, "dim"))
    lines.append(line(""))
    lines += evidence_lines(figure, figures, words)
    return tuple(lines)


def citation(figure: Figure, figures: Mapping[str, Figure], words: Words) -> str:
    """A figure as another text may cite it: name, period, every digit, key, evidence."""
    lang = words.lang
    period = f" {figure.period.label(lang)}" if figure.period else ""
    value = one_line(figure.text(lang, full=True))
    evidence = [
        one_line("".join(s.text for s in ln)) for ln in evidence_lines(figure, figures, words)
    ]
    joined = words("figures.joint").join(filter(None, evidence[:_CITED]))
    return f"{figure.label(lang)}{period} {value} [{figure.key}]" + (
        f" — {joined}" if joined else ""
    )


def _status(figure: Figure, words: Words) -> Line:
    role = STATUS_ROLES[figure.status]
    text = f"{STATUS_MARKS[figure.status]} {words(f'figure_status.{figure.status}')}"
    spans = [span(text, role)]
    if figure.status is FigureStatus.CANDIDATE:
        spans.append(span(f"  {words('figure_status.candidate_note')}", "dim"))
    return line(*spans)


def _fact(key: str, value: str, words: Words, role: Role = "") -> Line:
    return line(span(f"{words(key)}  ", "dim"), span(value, role))


def evidence_lines(figure: Figure, figures: Mapping[str, Figure], words: Words) -> tuple[Line, ...]:
    """Where a figure comes from."""
    evidence = figure.evidence
    if isinstance(evidence, Computed):
        return _computed(evidence, figures, words)
    if isinstance(evidence, Quoted):
        return _quoted(evidence, words)
    if isinstance(evidence, Said):
        place = words(
            "detail.said_text",
            speaker=evidence.speaker,
            start=evidence.start_s,
            end=evidence.end_s,
        )
        return (_fact("detail.said", place, words), line(span(f"“{evidence.words}”", "mark")))
    return _entered(evidence, words)


def _computed(evidence: Computed, figures: Mapping[str, Figure], words: Words) -> tuple[Line, ...]:
    tool = words("detail.version", tool=evidence.tool, version=evidence.version)
    keys = told(evidence.formula, words)
    named = formula_in_names(keys, names_of(figures, words.lang), words.lang)
    lines = [
        _fact("detail.formula", named, words, "accent"),
        _fact("detail.tool", tool, words),
    ]
    if evidence.rows is not None:
        lines.append(_fact("detail.inputs", words("detail.rows", n=f"{evidence.rows:,}"), words))
    if named != keys:
        lines.append(_fact("detail.in_keys", keys, words, "dim"))
    lines.append(_fact("detail.digest", evidence.inputs_digest[:12], words, "dim"))
    return tuple(lines)


def _quoted(evidence: Quoted, words: Words) -> tuple[Line, ...]:
    place = words("search.place", name=evidence.source_name, page=evidence.page)
    lines = [_fact("detail.quoted", place, words, "link")]
    if evidence.cell:
        lines.append(line(span(words("detail.cell", cell=evidence.cell), "dim")))
    lines.append(_fact("detail.quote", f"“{one_line(evidence.quote)}”", words, "mark"))
    return tuple(lines)


def _entered(evidence: Entered, words: Words) -> tuple[Line, ...]:
    who = words("detail.entered_text", who=evidence.who, when=moment_text(evidence.when))
    return (_fact("detail.entered", who, words), _fact("detail.why", evidence.why or "–", words))


def input_rows(figure: Figure, figures: Mapping[str, Figure], words: Words) -> tuple[InputRow, ...]:
    """The inputs of a computed figure with their values, in the formula's order."""
    if not isinstance(figure.evidence, Computed):
        return ()
    return tuple(_input(key, figures.get(key), words) for key in figure.evidence.input_keys)


def _input(key: str, figure: Figure | None, words: Words) -> InputRow:
    if figure is None:
        return InputRow(key, line(span(key), span(f"  {words('detail.unknown')}", "dim")), False)
    return InputRow(key, figure_line(figure, words), True)


def figure_line(figure: Figure, words: Words) -> Line:
    """Label, period and value on one line."""
    period = f" {figure.period.label(words.lang)}" if figure.period else ""
    role: Role = "dim" if figure.value is None else "strong"
    return line(
        span(one_line(figure.label(words.lang))),
        span(period, "dim"),
        Span("  "),
        span(one_line(figure.text(words.lang)), role),
    )


def history_lines(
    columns: Sequence[str],
    figures: Sequence[Figure | None],
    chosen: str,
    words: Words,
) -> tuple[Line, ...]:
    """The same metric over the grid's periods as bars; empty where fewer than two have numbers."""
    known = [
        (column, figure, number)
        for column, figure in zip(columns, figures, strict=True)
        if figure is not None and (number := figure.number) is not None
    ]
    if len(known) < 2:  # noqa: PLR2004  one bar says nothing
        return ()
    top = max(abs(number) for _, _, number in known) or 1
    widest = max(cells_of(column_title(column, words)) for column, _, _ in known)
    return tuple(
        line(
            span(padded(column_title(column, words), widest), "dim"),
            Span(" "),
            Span(
                padded(bar(float(abs(number) / top), _BAR_CELLS), _BAR_CELLS),
                "bad" if number < 0 else "accent" if figure.key == chosen else "label",
            ),
            span(f" {cell_text(figure, words.lang)}", "strong" if figure.key == chosen else ""),
        )
        for column, figure, number in known
    )


def place_of(figure: Figure) -> Place | None:
    """The page that a quoted figure stands on."""
    evidence = figure.evidence
    if not isinstance(evidence, Quoted):
        return None
    return Place(evidence.source, evidence.source_name, evidence.page, evidence.quote)
