"""Pictures of a terminal as small SVG: what looks the same in a fifth of the letters.

The exporter writes a rectangle a piece of text and names, in each, a clip of its own line.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

_RECTS: Final = re.compile(r"(?:<rect fill=[^>]*shape-rendering=\"crispEdges\"/>\s*)+")
_RECT: Final = re.compile(
    r'<rect fill="(?P<fill>[^"]+)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" '
    r'width="(?P<width>[\d.]+)" height="(?P<height>[\d.]+)"'
)
_LINE_CLIPS: Final = re.compile(r'\s*<clipPath id="[^"]*-line-\d+">.*?</clipPath>', re.DOTALL)
_TEXT: Final = re.compile(
    r'<text class="(?P<style>[^"]*)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" '
    r'textLength="(?P<length>[\d.]+)"[^>]*>(?P<text>[^<]*)</text>'
)
_PREFIX: Final = re.compile(r"terminal-\d+-")
_CELL: Final = 12.2
_STEP: Final = 24.4
"""Height of a line in the exporter's pictures."""


class _Box(NamedTuple):
    fill: str
    x: float
    y: float
    width: float
    lines: int


def small(svg: str) -> str:
    """``svg`` without what is not seen; the same svg gives the same result."""
    svg = _RECTS.sub(lambda match: _boxes(match[0]), svg)
    svg = _LINE_CLIPS.sub("", svg).replace("&#160;", "\xa0")
    return _PREFIX.sub("t", _TEXT.sub(_text, svg))


def _text(match: re.Match[str]) -> str:
    """A piece of text without blanks around it: some programs that draw leave them out anyway."""
    text = match["text"]
    words = text.strip("\xa0")
    if not words:
        return ""
    before = len(text) - len(text.lstrip("\xa0"))
    x = float(match["x"]) + _CELL * before
    length = float(match["length"]) - _CELL * (len(text) - len(words))
    return (
        f'<text class="{match["style"]}" x="{x:g}" y="{match["y"]}" '
        f'textLength="{length:g}">{words}</text>'
    )


def _boxes(rects: str) -> str:
    found = [
        _Box(m["fill"], float(m["x"]), float(m["y"]), float(m["width"]), 1)
        for m in _RECT.finditer(rects)
    ]
    area: Counter[str] = Counter()
    for box in found:
        area[box.fill] += round(box.width)
    ground = area.most_common(1)[0][0]
    right = max(b.x + b.width for b in found)
    bottom = max(b.y for b in found) + _STEP
    whole = f'<rect fill="{ground}" x="0" y="0" width="{right:g}" height="{bottom:g}"/>'
    joined = _below(_beside(b for b in found if b.fill != ground))
    return whole + "".join(
        f'<rect fill="{b.fill}" x="{b.x:g}" y="{b.y:g}" width="{b.width:g}" '
        f'height="{b.lines * _STEP + 0.25:g}"/>'
        for b in joined
    )


def _beside(boxes: Iterable[_Box]) -> list[_Box]:
    """Boxes of one colour that touch in a line, as one."""
    joined: list[_Box] = []
    for box in boxes:
        last = joined[-1] if joined else None
        is_next = last is not None and (last.fill, last.y) == (box.fill, box.y)
        if last is not None and is_next and abs(last.x + last.width - box.x) < 1:
            joined[-1] = last._replace(width=round(box.x + box.width - last.x, 2))
        else:
            joined.append(box)
    return joined


def _below(boxes: Iterable[_Box]) -> list[_Box]:
    """Boxes of one colour, place and width that stand one below the other, as one."""
    standing: dict[tuple[str, float, float], _Box] = {}
    done: list[_Box] = []
    for box in boxes:
        place = (box.fill, box.x, box.width)
        above = standing.get(place)
        if above is not None and abs(above.y + above.lines * _STEP - box.y) < 1:
            standing[place] = above._replace(lines=above.lines + 1)
        else:
            done += [above] if above is not None else []
            standing[place] = box
    return [*done, *standing.values()]
