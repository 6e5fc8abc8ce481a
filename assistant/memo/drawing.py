"""A chart as SVG: plain shapes and words, the same bytes for the same chart."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from itertools import pairwise
from typing import Final, NamedTuple

from assistant.domain.memo import Chart, ChartForm, ChartPoint
from assistant.memo.shapes import DIM, FILLS, GRID, INK, SIZE, WIDTH, cut, rect, width, words
from assistant.memo.tree_drawing import tree

_FALL: Final = "#c0722e"
"""A part that is taken away."""
_LEGEND: Final = 24
_PLOT: Final = 180
_LEFT: Final = 52
_ROW: Final = 15
_TOLD_GAP: Final = 16
"""Room around what stands behind a bar."""
"""Height of a lying bar with its gap."""
_STEPS: Final = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_TICKS: Final = 5


class _Scale(NamedTuple):
    low: Decimal
    high: Decimal
    at: float
    """Pixel of ``low``."""
    length: float
    """Pixels from ``low`` to ``high``; negative where values grow upwards."""

    def pixel(self, value: Decimal) -> float:
        share = float((value - self.low) / (self.high - self.low))
        return self.at + share * self.length


def svg(chart: Chart, families: Sequence[str] = ("sans-serif",)) -> str:
    """The chart as one SVG element.

    Args:
        chart: what to draw.
        families: fonts for its words, best first.
    """
    draw = {ChartForm.COLUMNS: _columns, ChartForm.TREE: tree}.get(chart.form, _bars)
    height, shapes = draw(chart)
    fonts = ", ".join(f"'{name}'" if " " in name else name for name in families)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" '
        f'width="{WIDTH}" height="{height:g}" role="img" font-family="{escape(fonts)}" '
        f'font-size="{SIZE}"><title>{escape(chart.title)}</title>{"".join(shapes)}</svg>'
    )


def ticks(low: Decimal, high: Decimal) -> tuple[Decimal, ...]:
    """Round values that span ``low`` to ``high`` in at most about five steps."""
    span = (high - low) or Decimal(1)
    size = Decimal(10) ** ((span / _TICKS).adjusted())
    step = next(size * s for s in _STEPS if size * s * _TICKS >= span)
    first = (low / step).to_integral_value(rounding="ROUND_FLOOR")
    last = (high / step).to_integral_value(rounding="ROUND_CEILING")
    return tuple(step * n for n in range(int(first), int(last) + 1))


def _columns(chart: Chart) -> tuple[float, list[str]]:
    labels = list(dict.fromkeys(p.label for s in chart.series for p in s.points))
    values = [p.value for s in chart.series for p in s.points]
    marks = ticks(min(Decimal(0), *values), max(Decimal(0), *values))
    bottom = _LEGEND + _PLOT
    scale = _Scale(marks[0], marks[-1], bottom, -_PLOT)
    room = WIDTH - _LEFT - 8
    slot = room / len(labels)
    bar = slot * 0.8 / max(len(chart.series), 1)
    shapes = [*_legend(chart), *_grid(marks, scale, chart.unit)]
    for n, series in enumerate(chart.series):
        for point in series.points:
            x = _LEFT + labels.index(point.label) * slot + slot * 0.1 + n * bar
            ends = sorted((scale.pixel(Decimal(0)), scale.pixel(point.value)))
            shapes.append(rect(x, ends[0], bar * 0.92, ends[1] - ends[0], FILLS[n % 2]))
    every = max(1, round(len(labels) / 12))
    for n, label in enumerate(labels):
        if n % every == 0:
            shapes.append(words(_LEFT + (n + 0.5) * slot, bottom + 15, label, "middle", DIM))
    return bottom + 22, shapes


def _grid(marks: Sequence[Decimal], scale: _Scale, unit: str) -> Iterator[str]:
    for mark in marks:
        y = scale.pixel(mark)
        yield f'<path d="M{_LEFT} {y:.1f}H{WIDTH - 8}" stroke="{GRID}" stroke-width="0.7"/>'
        yield words(_LEFT - 6, y + 4, f"{mark.normalize():,f}", "end", DIM)
    if unit:
        yield words(0, _LEGEND - 10, unit, "start", DIM)


def _bars(chart: Chart) -> tuple[float, list[str]]:
    labels = list(dict.fromkeys(p.label for s in chart.series for p in s.points))
    left = min(max(width(label) for label in labels) + 12, WIDTH * 0.45)
    ends = [end for s in chart.series for p in s.points for end in (p.start, p.start + p.value)]
    room = max(width(_told(chart, at, p)) for s in chart.series for at, p in enumerate(s.points))
    right = WIDTH - left - room - _TOLD_GAP
    scale = _Scale(min(Decimal(0), *ends), max(Decimal(0), *ends), left, right)
    filled = chart.form is ChartForm.FILLED
    row = _ROW + 2 if filled else _ROW * len(chart.series) + 6
    shapes = list(_legend(chart)) if len(chart.series) > 1 else []
    top = _LEGEND if shapes else 4
    for n, label in enumerate(labels):
        middle = top + n * row + row / 2 + 4
        shapes.append(words(left - 8, middle, cut(label, left - 12), "end", INK))
    order = list(enumerate(chart.series))
    for n, series in reversed(order) if filled else order:
        for at, point in enumerate(series.points):
            y = top + labels.index(point.label) * row + 3 + (0 if filled else n * _ROW)
            told = _told(chart, at, point)
            shapes += _bar(point, scale, y, n, "" if filled and not n else told)
    shapes += _joints(chart, labels, scale, top, row)
    return top + len(labels) * row + 6, shapes


def _told(chart: Chart, at: int, point: ChartPoint) -> str:
    """What stands behind a bar."""
    if chart.form is not ChartForm.FILLED:
        return point.text
    return f"{chart.series[0].points[at].text}/{point.text}"


def bar_words(chart: Chart) -> list[str]:
    """The label of each bar with what stands behind it."""
    return [
        f"{point.label}  {_told(chart, at, point)}"
        for at, point in enumerate(chart.series[-1].points)
    ]


def _bar(point: ChartPoint, scale: _Scale, y: float, number: int, told: str) -> Iterator[str]:
    ends = sorted((scale.pixel(point.start), scale.pixel(point.start + point.value)))
    fill = _FALL if point.value < 0 else FILLS[number % 2]
    yield rect(ends[0], y, max(ends[1] - ends[0], 0.8), _ROW - 3, fill)
    if told:
        yield words(ends[1] + 5, y + _ROW - 5, told, "start", DIM)


def _joints(
    chart: Chart, labels: list[str], scale: _Scale, top: float, row: float
) -> Iterator[str]:
    """Thin lines from where one part of a sum ends to where the next begins."""
    for series in chart.series:
        if not any(point.start for point in series.points):
            continue
        for before, after in pairwise(series.points):
            end = before.start + before.value
            if end and end in (after.start, after.start + after.value):
                x = scale.pixel(end)
                y = top + labels.index(before.label) * row + _ROW
                line = f"M{x:.1f} {y:.1f}V{y + row - _ROW + 3:.1f}"
                yield f'<path d="{line}" stroke="{DIM}" stroke-width="0.7" fill="none"/>'


def _legend(chart: Chart) -> Iterator[str]:
    at = max(_LEFT, width(chart.unit) + 16)
    for n, series in enumerate(chart.series):
        yield rect(at, 5, 10, 10, FILLS[n % 2])
        yield words(at + 15, 14, series.name, "start", INK)
        at += 15 + width(series.name) + 20
