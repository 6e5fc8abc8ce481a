"""A chart of ties as boxes in layers: owners above, what is held or guaranteed below."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from assistant.domain.memo import Chart, ChartPoint
from assistant.memo.shapes import DIM, FILLS, INK, WIDTH, cut, rect, width, words
from assistant.memo.structure import TIES, layers

_ROW: Final = 4
"""Boxes beside each other; a layer of more goes on below."""
_BOX: Final = 30
_GAP: Final = 40
"""Between layers: room for lines and what is written on them."""
_CLOSE: Final = 14
"""Between the rows of one layer."""
_LEGEND: Final = 26
_LINE: Final = 13
_DASHES: Final = ("", "2 3", "6 4", "1 4")
"""How each kind of tie is drawn, in the order of ``structure.TIES``."""
_KINDS: Final = {name: n for n, names in enumerate(TIES.values()) for name in names}


class _Place(NamedTuple):
    x: float
    """Middle."""
    y: float
    """Top."""
    width: float


def tree(chart: Chart) -> tuple[float, list[str]]:
    """The chart's height and shapes."""
    ties = [(point.label, point.named) for series in chart.series for point in series.points]
    root = _root(chart)
    found = layers(ties, root)
    places, height = _placed(found)
    shapes = list(_legend(chart))
    lanes: dict[tuple[str, str], int] = {}
    for series in chart.series:
        for point in series.points:
            lane = lanes.get((point.label, point.named), 0)
            lanes[point.label, point.named] = lane + 1
            dash = _DASHES[_KINDS.get(series.name, 0)]
            shapes += _tie(point, places, ties, (lane, dash))
    for name, place in places.items():
        shapes += _box(name, place, is_root=name == root)
    return height, shapes


def _root(chart: Chart) -> str:
    """The borrower: in ties of the most kinds, and in most of them."""
    kinds = [[n for p in series.points for n in (p.label, p.named)] for series in chart.series]
    names = dict.fromkeys(name for kind in kinds for name in kind)
    return max(
        names,
        key=lambda n: (sum(n in kind for kind in kinds), sum(kind.count(n) for kind in kinds)),
        default="",
    )


def _placed(found: Sequence[Sequence[str]]) -> tuple[dict[str, _Place], float]:
    places: dict[str, _Place] = {}
    y = float(_LEGEND)
    for layer in found:
        rows = [layer[n : n + _ROW] for n in range(0, len(layer), _ROW)]
        for row in rows:
            slot = WIDTH / len(row)
            room = min(slot - 18, 190.0)
            for n, name in enumerate(row):
                places[name] = _Place((n + 0.5) * slot, y, room)
            y += _BOX + _CLOSE
        y += _GAP - _CLOSE
    return places, y - _GAP + 6


def _box(name: str, place: _Place, *, is_root: bool) -> Iterator[str]:
    fill, ink = (FILLS[0], "#ffffff") if is_root else ("#ffffff", INK)
    edge = f' rx="3" stroke="{FILLS[0]}" stroke-width="1"'
    yield rect(place.x - place.width / 2, place.y, place.width, _BOX, fill, edge)
    lines = _wrapped(name, place.width - 10)
    first = place.y + _BOX / 2 + 4 - (len(lines) - 1) * _LINE / 2
    for n, line in enumerate(lines):
        yield words(place.x, first + n * _LINE, line, "middle", ink)


def _wrapped(name: str, room: float) -> list[str]:
    """A name in one line or two."""
    if width(name) <= room:
        return [name]
    at = next(n for n in range(len(name), 0, -1) if width(name[:n]) <= room)
    blank = name.rfind(" ", 0, at + 1)
    at = blank if blank > 0 else at
    return [name[:at].rstrip(), cut(name[at:].lstrip(), room)]


def _tie(
    point: ChartPoint,
    places: dict[str, _Place],
    ties: Sequence[tuple[str, str]],
    drawn: tuple[int, str],
) -> Iterator[str]:
    """A line from box to box with an arrow, and how much beside its own end of it."""
    lane, dash = drawn
    above, below = places[point.label], places[point.named]
    start, end = above.y + _BOX, below.y
    shift = lane * 16.0
    x1, x2 = above.x + shift, below.x + shift
    middle = end - _GAP / 2 + lane * 5
    line = f"M{x1:.1f} {start:.1f}V{middle:.1f}H{x2:.1f}V{end:.1f}"
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    yield f'<path d="{line}" stroke="{DIM}" stroke-width="1" fill="none"{dashes}/>'
    head = f"M{x2 - 3.5:.1f} {end - 6:.1f}L{x2:.1f} {end:.1f}L{x2 + 3.5:.1f} {end - 6:.1f}Z"
    yield f'<path d="{head}" fill="{DIM}"/>'
    if point.text:
        shared = len({below for source, below in ties if source == point.label}) > 1
        x, y = (x2, end - 9) if shared else (x1, start + 13)
        yield rect(x - width(point.text) - 6, y - 10, width(point.text) + 4, 13, "#ffffff")
        yield words(x - 4, y, point.text, "end", DIM)


def _legend(chart: Chart) -> Iterator[str]:
    at = 0.0
    for series in chart.series:
        dash = _DASHES[_KINDS.get(series.name, 0)]
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        yield f'<path d="M{at:.1f} 9H{at + 26:.1f}" stroke="{DIM}" stroke-width="1.2"{dashes}/>'
        yield words(at + 32, 13, series.name, "start", INK)
        at += 32 + width(series.name) + 22
