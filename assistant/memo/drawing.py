"""A chart as SVG: plain shapes and words, the same bytes for the same chart."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from itertools import pairwise
from typing import Final, NamedTuple

from assistant.domain.memo import Chart, ChartForm, ChartPoint

WIDTH: Final = 640
"""Pixels; exports scale it to the line's width."""
_INK: Final = "#1f2a37"
_DIM: Final = "#5b6776"
_GRID: Final = "#d5dbe3"
_FILLS: Final = ("#1d4f7c", "#a9c1d9")
_FALL: Final = "#c0722e"
"""A part that is taken away."""
_SIZE: Final = 11
_LEGEND: Final = 24
_PLOT: Final = 180
_LEFT: Final = 52
_ROW: Final = 15
"""Height of a lying bar with its gap."""
_STEPS: Final = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_TICKS: Final = 5
_WIDE: Final = "ᄀ"
"""Characters from here on take a whole em."""


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
    draw = _columns if chart.form is ChartForm.COLUMNS else _bars
    height, shapes = draw(chart)
    fonts = ", ".join(f"'{name}'" if " " in name else name for name in families)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" '
        f'width="{WIDTH}" height="{height:g}" role="img" font-family="{escape(fonts)}" '
        f'font-size="{_SIZE}"><title>{escape(chart.title)}</title>{"".join(shapes)}</svg>'
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
            shapes.append(_rect(x, ends[0], bar * 0.92, ends[1] - ends[0], _FILLS[n % 2]))
    every = max(1, round(len(labels) / 12))
    for n, label in enumerate(labels):
        if n % every == 0:
            shapes.append(_words(_LEFT + (n + 0.5) * slot, bottom + 15, label, "middle", _DIM))
    return bottom + 22, shapes


def _grid(marks: Sequence[Decimal], scale: _Scale, unit: str) -> Iterator[str]:
    for mark in marks:
        y = scale.pixel(mark)
        yield f'<path d="M{_LEFT} {y:.1f}H{WIDTH - 8}" stroke="{_GRID}" stroke-width="0.7"/>'
        yield _words(_LEFT - 6, y + 4, f"{mark.normalize():,f}", "end", _DIM)
    if unit:
        yield _words(0, _LEGEND - 10, unit, "start", _DIM)


def _bars(chart: Chart) -> tuple[float, list[str]]:
    labels = list(dict.fromkeys(p.label for s in chart.series for p in s.points))
    left = min(max(_width(label) for label in labels) + 12, WIDTH * 0.45)
    ends = [end for s in chart.series for p in s.points for end in (p.start, p.start + p.value)]
    scale = _Scale(min(Decimal(0), *ends), max(Decimal(0), *ends), left, WIDTH - left - 70)
    filled = chart.form is ChartForm.FILLED
    row = _ROW * (1 if filled else len(chart.series)) + 6
    shapes = list(_legend(chart)) if len(chart.series) > 1 else []
    top = _LEGEND if shapes else 4
    for n, label in enumerate(labels):
        middle = top + n * row + row / 2 + 4
        shapes.append(_words(left - 8, middle, _cut(label, left - 12), "end", _INK))
    order = list(enumerate(chart.series))
    for n, series in reversed(order) if filled else order:
        for at, point in enumerate(series.points):
            y = top + labels.index(point.label) * row + 3 + (0 if filled else n * _ROW)
            told = f"{chart.series[0].points[at].text} / {point.text}" if filled else point.text
            shapes += _bar(point, scale, y, n, "" if filled and not n else told)
    shapes += _joints(chart, labels, scale, top, row)
    return top + len(labels) * row + 6, shapes


def _bar(point: ChartPoint, scale: _Scale, y: float, number: int, told: str) -> Iterator[str]:
    ends = sorted((scale.pixel(point.start), scale.pixel(point.start + point.value)))
    fill = _FALL if point.value < 0 else _FILLS[number % 2]
    yield _rect(ends[0], y, max(ends[1] - ends[0], 0.8), _ROW - 3, fill)
    sign = "−" if point.value < 0 and not told.startswith("-") else ""
    if told:
        yield _words(ends[1] + 5, y + _ROW - 5, f"{sign}{told}", "start", _DIM)


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
                yield f'<path d="{line}" stroke="{_DIM}" stroke-width="0.7" fill="none"/>'


def _legend(chart: Chart) -> Iterator[str]:
    at = max(_LEFT, _width(chart.unit) + 16)
    for n, series in enumerate(chart.series):
        yield _rect(at, 5, 10, 10, _FILLS[n % 2])
        yield _words(at + 15, 14, series.name, "start", _INK)
        at += 15 + _width(series.name) + 20


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"/>'
    )


def _words(x: float, y: float, text: str, anchor: str, fill: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}">{escape(text)}</text>'
    )


def _width(text: str) -> float:
    """Roughly how wide a line is: Chinese an em, other letters about half of one."""
    return sum(_SIZE if char >= _WIDE else _SIZE * 0.56 for char in text)


def _cut(text: str, room: float) -> str:
    while text and _width(text) > room:
        text = text[:-2] + "…" if text.endswith("…") else text[:-1] + "…"
        if len(text) <= len("…"):
            break
    return text
