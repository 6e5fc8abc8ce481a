"""Words a tool's result for a model: each fact with the reference that cites it."""

from collections.abc import Iterable, Sequence

from assistant.domain.checks import SourceText
from assistant.domain.figures import Figure, Statement
from assistant.domain.quantities import Lang
from assistant.domain.toolspec import ToolResult


def figure_line(figure: Figure, lang: Lang) -> str:
    """``{{key}} label, period: value`` or the reason why it is missing."""
    period = f", {figure.period.label(lang)}" if figure.period else ""
    if figure.value is None:
        return f"{figure.label(lang)}{period}: {figure.text(lang)} ({figure.missing_reason})"
    unproved = "" if figure.status == "verified" else f" ({figure.status.value})"
    return f"{{{{{figure.key}}}}} {figure.label(lang)}{period}: {figure.text(lang)}{unproved}"


def passage_line(passage: SourceText) -> str:
    """Document, page and exact words."""
    return f"<{passage.source_name}, p. {passage.page}> {passage.text}"


def result(
    lang: Lang,
    *,
    head: str = "",
    figures: Sequence[Figure] = (),
    statements: Sequence[Statement] = (),
    passages: Sequence[SourceText] = (),
) -> ToolResult:
    """A result whose text lists what it hands over: figures only where no sentence says them.

    A small model copies a line of a figure as it stands, label and all; a sentence reads well.
    """
    spoken = {key for s in statements for key in s.figures}
    lines = [head] if head else []
    lines += [f"[[{s.key}]] {s.text(lang)}" for s in statements]
    lines += [figure_line(f, lang) for f in figures if f.key not in spoken]
    lines += [passage_line(p) for p in passages]
    return ToolResult(
        text="\n".join(lines),
        figures=tuple(figures),
        statements=tuple(statements),
        passages=tuple(passages),
    )


def distinct_figures(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Each key once, the first one kept."""
    return tuple({f.key: f for f in reversed(list(figures))}.values())[::-1]
