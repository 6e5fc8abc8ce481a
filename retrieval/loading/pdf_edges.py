"""Running heads, feet and page numbers: taken out of the body, kept beside it."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from retrieval.loading.pdf_layout import Line
from retrieval.loading.pdf_rows import is_row
from retrieval.loading.units import is_year, stated_unit

_FOLIO: Final = re.compile(
    r"(?:第|page)?\s*[-–—]?\s*\d{1,4}\s*(?:[/／]|of|页|[-–—])?\s*(?:[,，]?\s*共?\s*\d{1,4}\s*页?)?",
    re.IGNORECASE,
)
"""A page number as it stands at the foot: ``59 / 156``, ``- 7 -``, ``Page 3 of 9``."""
_DIGITS: Final = re.compile(r"\d+")
_EDGE: Final = 4
"""So many lines at the top and at the foot may run on over pages."""
_WINDOW: Final = 3
"""Pages on each side in which a running line comes again."""
_AGAIN: Final = 2
"""So often at least."""
_SAME_HEIGHT: Final = 4.0
"""Points by which a running line may move up or down."""
_CLOSE: Final = 1.2
"""Line heights; a line nearer to a row than this heads it."""


class _Near(NamedTuple):
    """Another page of the window."""

    away: int
    """Pages from the one looked at; negative before it."""
    lines: Sequence[Line]


class Body(NamedTuple):
    """A page's lines by what they are."""

    head: tuple[Line, ...]
    lines: tuple[Line, ...]
    foot: tuple[Line, ...]

    @property
    def edges(self) -> str:
        """Head and foot as printed, one line each."""
        return "\n".join(line.text for line in (*self.head, *self.foot))


def bodies_of(pages: Iterable[Sequence[Line]]) -> Iterator[Body]:
    """The body of each page, told from head and foot by the pages around it."""
    source = iter(pages)
    window: deque[Sequence[Line]] = deque(islice(source, _WINDOW + 1))
    place = 0
    while place < len(window):
        around = [_Near(i - place, lines) for i, lines in enumerate(window) if i != place]
        before = window[place - 1] if place else None
        yield _body(window[place], around, before)
        following = next(source, None)
        if following is not None:
            window.append(following)
        place += 1
        if place > _WINDOW:
            window.popleft()
            place -= 1


def _body(lines: Sequence[Line], around: Sequence[_Near], before: Sequence[Line] | None) -> Body:
    head = _running(
        lines, [near._replace(lines=near.lines[:_EDGE]) for near in around], before, top=True
    )
    rest = lines[head:]
    foot = _running(
        rest[::-1],
        [near._replace(lines=near.lines[::-1][:_EDGE]) for near in around],
        None,
        top=False,
    )
    end = len(rest) - foot
    return Body(tuple(lines[:head]), tuple(rest[:end]), tuple(rest[end:]))


def _running(
    lines: Sequence[Line],
    around: Sequence[_Near],
    before: Sequence[Line] | None,
    *,
    top: bool,
) -> int:
    """How many lines from the edge on run over pages; one line of a page always stays."""
    count = 0
    for place, line in enumerate(lines[: min(_EDGE, len(lines) - 1)]):
        dated = top and any(is_year(c.text) for c in line.cells)
        folio = not dated and _FOLIO.fullmatch(" ".join(line.text.split())) is not None
        repeated = (
            before is not None and place == 0 and bool(before) and line.text == before[0].text
        )
        if not (folio or repeated or _comes_again(line, around)):
            break
        if top and not folio and _heads_rows(lines, place):
            break
        count = place + 1
    return count


def _comes_again(line: Line, around: Sequence[_Near]) -> bool:
    if is_row(line):
        return False
    found = sum(any(_is_same(line, other, near.away) for other in near.lines) for near in around)
    return found >= _AGAIN


def _is_same(line: Line, other: Line, away: int) -> bool:
    """Whether two lines differ by no more than the count of their pages."""
    if abs(other.bottom - line.bottom) >= _SAME_HEIGHT or _key(line) != _key(other):
        return False
    pairs = zip(_DIGITS.findall(line.text), _DIGITS.findall(other.text), strict=True)
    return all(mine == theirs or int(theirs) - int(mine) == away for mine, theirs in pairs)


def _key(line: Line) -> str:
    return _DIGITS.sub("#", " ".join(line.text.split()))


def _heads_rows(lines: Sequence[Line], place: int) -> bool:
    """Whether the line is a table's: it states a unit or years, or stands right over a row."""
    line = lines[place]
    if stated_unit([line.text]) or any(is_year(c.text) for c in line.cells):
        return True
    below = lines[place + 1]
    return len(line.cells) > 1 and is_row(below) and line.bottom - below.top < _CLOSE * line.height
