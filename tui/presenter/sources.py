"""Sources, their progress and their unread rows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from assistant.domain.case import CaseFile, Source, SourceKind, SourceState
from assistant.domain.progress import Progress
from assistant.domain.records import RejectedRow
from tui.messages import Words
from tui.presenter.lines import (
    Line,
    Role,
    Span,
    ago,
    bar,
    counted,
    line,
    one_line,
    shortened,
    span,
    told,
)

_MARKS: Final[dict[SourceState, tuple[str, Role]]] = {
    SourceState.READY: ("●", "good"),
    SourceState.FAILED: ("✗", "bad"),
    SourceState.REPLACED: ("○", "dim"),
    SourceState.REMOVED: ("○", "dim"),
}
_BAR_CELLS: Final = 24
_DETAIL_CELLS: Final = 28
_LEAST_CELLS: Final = 8
"""Less room says nothing: a mark stands for what Enter tells."""
_OTHER_CELLS: Final = 102
"""Room that the other columns take."""
_ROOMY_CELLS: Final = _OTHER_CELLS + _DETAIL_CELLS


class SourceRow(NamedTuple):
    """One source in the table."""

    id: str
    name: str
    is_readable: bool
    """Whether it has pages that can be opened."""
    is_removed: bool
    rejected: int
    detail: str
    """Why it could not be read, or what could not be read of it."""
    cells: tuple[Line, ...]
    """File, kind, state, content, unread rows, added."""


def source_rows(
    case: CaseFile, now: datetime, words: Words, room: int = _ROOMY_CELLS
) -> tuple[SourceRow, ...]:
    """All sources: live ones first, newest first; ``room`` is how wide the screen is."""
    cells = max(0, min(_DETAIL_CELLS, room - _OTHER_CELLS))
    live = {SourceState.READY: 0, SourceState.FAILED: 0}
    ordered = sorted(case.sources, key=lambda s: s.added_at, reverse=True)
    return tuple(
        _row(s, now, words, cells) for s in sorted(ordered, key=lambda s: live.get(s.state, 1))
    )


def _row(source: Source, now: datetime, words: Words, room: int) -> SourceRow:
    mark, role = _MARKS[source.state]
    state: Line = (span(f"{mark} {words(f'source_state.{source.state}')}", role),)
    dead = source.state in (SourceState.REPLACED, SourceState.REMOVED)
    reason = "" if dead else _reason(source, words)
    if reason:
        said = shortened(reason, room) if room >= _LEAST_CELLS else "…"
        state = (*state, span(f" {said}", "dim"))
    rejected = span(f"{source.rejected:,}", "warn") if source.rejected else span("–", "dim")
    return SourceRow(
        id=source.id,
        name=source.name,
        is_readable=source.state is SourceState.READY and source.pages > 0,
        is_removed=source.state is SourceState.REMOVED,
        rejected=source.rejected,
        detail=words(f"source_state.{source.state}") if dead else reason,
        cells=(
            (span(one_line(source.name), "dim" if dead else "strong"),),
            (span(words(f"source_kind.{source.kind}"), "dim"),),
            state,
            (span(_content(source, words)),),
            (rejected,),
            (span(f"{ago(source.added_at, now, words)} {source.added_by}", "dim"),),
        ),
    )


def _reason(source: Source, words: Words) -> str:
    """What a source's detail says, without the name that stands beside it."""
    text = told(source.detail, words)
    return text.removeprefix(source.name).lstrip(":： ") or text


def _content(source: Source, words: Words) -> str:
    if source.kind is SourceKind.RECORDS or source.rows:
        return counted(words, "sources.rows", source.rows)
    if source.pages:
        pages = counted(words, "sources.pages", source.pages)
        content = f"{pages} · {counted(words, 'sources.passages', source.passages)}"
        if source.waiting:
            content += f" · {counted(words, 'sources.waiting', len(source.waiting))}"
        return content
    return size_text(source.size) if source.size else "–"


def size_text(size: int) -> str:
    """A file size in B, KB or MB."""
    if size < 1024:  # noqa: PLR2004  bytes in a kilobyte
        return f"{size} B"
    return f"{size / 1024:,.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:,.1f} MB"


def sources_summary(case: CaseFile, words: Words) -> Line:
    """How many sources are ready, failed, and how many rows went unread."""
    ready = sum(s.state is SourceState.READY for s in case.sources)
    failed = sum(s.state is SourceState.FAILED for s in case.sources)
    rejected = sum(s.rejected for s in case.sources if s.state is SourceState.READY)
    text = words("sources.summary", ready=ready, failed=failed, rejected=f"{rejected:,}")
    return line(span(text, "dim"))


def progress_line(step: Progress, words: Words) -> Line:
    """A bar, how far it is, and what is being done on which file."""
    keys = (f"stage.{step.stage}", f"unit.{step.unit}")
    stage, unit = (words(k) if words.has(k) else k.partition(".")[2] for k in keys)
    if step.total:
        drawn = bar(step.done / step.total, _BAR_CELLS)
        amount = f"{step.done:,}/{step.total:,} {unit}"
    else:
        drawn, amount = "", f"{step.done:,} {unit}"
    rest = "─" * (_BAR_CELLS - len(drawn)) if step.total else "┄" * _BAR_CELLS
    return line(
        Span(drawn, "accent"),
        Span(rest, "dim"),
        span(f"  {stage} "),
        span(shortened(step.subject, 40), "strong"),
        span(f"  {amount}", "dim"),
    )


def rejected_cells(rows: Sequence[RejectedRow], words: Words) -> tuple[tuple[Line, ...], ...]:
    """Sheet, row and reason of each unread row."""
    return tuple(
        (
            (span(one_line(r.sheet) or "–"),),
            (span(f"{r.row:,}", "accent"),),
            (span(told(r.reason, words)),),
        )
        for r in rows
    )
