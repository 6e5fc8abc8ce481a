"""An interview along time: warnings, level, pitch and a cursor, one column a stretch of it."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median
from typing import Final, NamedTuple

from assistant.domain.findings import Finding, ReviewState, Severity
from assistant.domain.interviews import Interview, clock_text
from tui.messages import Words
from tui.presenter.findings import SEVERITY_MARKS
from tui.presenter.interview import places_of
from tui.presenter.lines import Line, Role, Span, padded, shortened, span, width

_STEPS: Final = " ▁▂▃▄▅▆▇█"
_QUIET_DB: Final = -40
"""Levels from here up to the loudest second fill a column."""
_SPOKEN: Final = 4
"""Height of speech whose level isn't known: the interview came as text."""
_ORDER: Final = (Severity.CRITICAL, Severity.WARNING, Severity.INFO)
MOST_ZOOM: Final = 6
_INSTANT_S: Final = 1e-6
_LABELS: Final = ("strip.flags", "strip.level", "strip.pitch", "strip.time")


class _Cell(NamedTuple):
    text: str
    role: Role


_BLANK: Final = _Cell(" ", "")


@dataclass(frozen=True)
class View:
    """Which stretch of the recording the columns show."""

    start_s: float
    step_s: float
    """Seconds a column."""
    columns: int

    def column(self, at_s: float) -> int | None:
        """The column of a moment; None where it lies outside."""
        place = int((at_s - self.start_s) / self.step_s)
        return place if 0 <= place < self.columns else None

    def times(self) -> list[tuple[float, float]]:
        """Begin and end of each column."""
        edges = [self.start_s + n * self.step_s for n in range(self.columns + 1)]
        return list(pairwise(edges))


@dataclass(frozen=True)
class Track:
    """An interview in order of time, worked out once for all that is drawn of it."""

    interview: Interview
    length_s: float
    """Seconds that the strip covers; 0 where no line has a time."""
    order: tuple[int, ...]
    """Places of the lines by when they begin."""
    starts: tuple[float, ...]
    """When those begin."""
    flags: tuple[tuple[float, Severity], ...]
    """What was raised and when; the gravest last."""
    pitch_range: tuple[int, int]
    """The owner's lowest and highest pitch but for the outermost twentieths, Hz."""

    def place_at(self, at_s: float) -> int:
        """The utterance that is being said at a moment, or was last; the first before any."""
        before = bisect_right(self.starts, at_s + _INSTANT_S) - 1
        return self.order[max(0, before)] if self.order else -1


def track_of(interview: Interview, findings: Sequence[Finding]) -> Track:
    """The track of an interview with what it raised; dismissed findings are left out."""
    lines = interview.lines
    order = sorted(range(len(lines)), key=lambda n: lines[n].start_s)
    places = places_of(interview, findings)
    flags = [
        (float(lines[place].start_s), finding.severity)
        for finding in findings
        if finding.review.state is not ReviewState.DISMISSED
        for place in places[finding.id]
    ]
    every = sorted(hertz for _, hertz in interview.pitch_hz) or [0]
    outer = len(every) // 20
    return Track(
        interview=interview,
        length_s=max(float(interview.duration_s), *(float(line.end_s) for line in lines), 0.0),
        order=tuple(order),
        starts=tuple(float(lines[n].start_s) for n in order),
        flags=tuple(sorted(flags, key=lambda flag: -_ORDER.index(flag[1]))),
        pitch_range=(every[outer], every[-1 - outer]),
    )


def view_of(length_s: float, at_s: float, zoom: int, columns: int) -> View:
    """The whole, or the part around the cursor that ``zoom`` halvings leave."""
    shown = length_s / 2**zoom
    start = min(max(0.0, at_s - shown / 2), length_s - shown)
    return View(start, max(shown / max(1, columns), 1e-6), max(1, columns))


def side_cells(words: Words) -> int:
    """Terminal cells of the labels at the left."""
    return max(width(words(key)) for key in _LABELS) + 1


def strip_lines(
    track: Track, place: tuple[float, int], cells: int, words: Words
) -> tuple[Line, ...]:
    """Four lines: what was raised, how loud, how high, and when.

    Args:
        track: an interview, with the level of each second where it was heard.
        place: the cursor's moment in seconds, and how often the whole is halved.
        cells: terminal cells of a line.
        words: the screen's.
    """
    labels, side = [words(key) for key in _LABELS], side_cells(words)
    at_s, zoom = place
    view = view_of(track.length_s, at_s, zoom, cells - side)
    cursor = view.column(at_s)
    rows = (
        _flags(track, view),
        _levels(track, view),
        _pitches(track, view, words),
        _axis(at_s, view),
    )
    return tuple(
        (span(padded(label, side), "dim"), *_spans(row, cursor if n < len(rows) - 1 else None))
        for n, (label, row) in enumerate(zip(labels, rows, strict=True))
    )


def _spans(row: Sequence[_Cell], cursor: int | None) -> Iterable[Span]:
    marked = [
        _Cell("│" if cell.text == " " else cell.text, "mark") if n == cursor else cell
        for n, cell in enumerate(row)
    ]
    for role, held in groupby(marked, key=lambda cell: cell.role):
        yield Span("".join(cell.text for cell in held), role)


def _flags(track: Track, view: View) -> list[_Cell]:
    row = [_BLANK] * view.columns
    for at_s, severity in track.flags:
        column = view.column(at_s)
        if column is not None:
            row[column] = _Cell(*SEVERITY_MARKS[severity])
    return row


def _levels(track: Track, view: View) -> list[_Cell]:
    levels, owners = track.interview.levels_db, track.interview.owners
    row = []
    for begin, end in view.times():
        before = bisect_right(track.starts, end - _INSTANT_S) - 1
        line = track.interview.lines[track.order[before]] if before >= 0 else None
        speaks = line is not None and float(line.end_s) >= begin
        owner = line is not None and speaks and line.speaker in owners
        step = _level(levels, begin, end) if levels else _SPOKEN * speaks
        row.append(_Cell(_STEPS[step], "accent" if owner else "label" if speaks else "dim"))
    return row


def _level(levels_db: Sequence[int], begin: float, end: float) -> int:
    held = levels_db[int(begin) : max(int(begin) + 1, int(end))]
    if not held:
        return 0
    share = (max(held) - _QUIET_DB) / -_QUIET_DB
    return round(min(max(share, 0.0), 1.0) * (len(_STEPS) - 1))


def _pitches(track: Track, view: View, words: Words) -> list[_Cell]:
    if not track.interview.pitch_hz:
        told = shortened(words("strip.no_pitch"), view.columns)
        return [_Cell(padded(told, view.columns), "dim")]
    held: dict[int, list[int]] = {}
    for second, hertz in track.interview.pitch_hz:
        for column in _columns_of(second, view):
            held.setdefault(column, []).append(hertz)
    return [_pitch(held.get(n), *track.pitch_range) for n in range(view.columns)]


def _columns_of(second: int, view: View) -> Iterable[int]:
    first = int((second - view.start_s) / view.step_s)
    last = max(first + 1, int((second + 1 - view.start_s) / view.step_s))
    return range(max(0, first), min(view.columns, last)) if last > 0 else ()


def _pitch(held: Sequence[int] | None, low: int, high: int) -> _Cell:
    if not held:
        return _BLANK
    share = (median(held) - low) / max(1, high - low)
    return _Cell(_STEPS[1 + round(min(max(share, 0.0), 1.0) * (len(_STEPS) - 2))], "good")


def _axis(at_s: float, view: View) -> list[_Cell]:
    """Where the columns begin and end, and the cursor's own time under it."""
    row = [_BLANK] * view.columns
    end = clock_text(int(view.start_s + view.step_s * view.columns))
    _write(row, 0, clock_text(int(view.start_s)), "dim")
    _write(row, view.columns - len(end), end, "dim")
    column = view.column(at_s)
    if column is not None:
        told = f" ↑{clock_text(int(at_s))} "
        _write(row, min(max(0, column - 1), view.columns - len(told)), told, "accent")
    return row


def _write(row: list[_Cell], at: int, text: str, role: Role) -> None:
    for n, char in enumerate(text, start=max(0, at)):
        if n < len(row):
            row[n] = _Cell(char, role)
