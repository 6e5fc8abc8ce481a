"""What stands above a table's rows: header lines over the columns, then caption and unit."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from retrieval.loading.pdf_layout import Cell, Line, Span, column_of
from retrieval.loading.units import is_amount, is_year, stated_unit

_HEADER_LINES: Final = 8
_GROUP_LINES: Final = 2
"""So many group headings (流动资产：) may stand between header and first row."""
_NEAR: Final = 20.0
"""Points; a cell that begins so near the labels' edge heads the labels."""
_APART: Final = 3.0
"""More line heights of empty paper than this end a header."""
_OFF_CENTRE: Final = 0.1
"""A heading of several columns stands over their middle, give or take this share of them."""
_OFF_POINTS: Final = 12.0
"""The same in points, for narrow columns."""
_SPANNING: Final = re.compile(
    r"(?:19|20)\d\d|\b(?:months?|weeks?|quarters?|years?|ended|fiscal|FY|Q[1-4]|H[12])\b"
    r"|%|\bchange|[年月季期]|变动|增减",
    re.IGNORECASE,
)
"""Words of headings that usually hold for several columns: periods, and changes between them."""
_CAPTION_LINES: Final = 3
_CAPTION_CHARS: Final = 60
_HEADING_CHARS: Final = 40
_ASIDE: Final = re.compile(r"[(（][^()（）\d]*[)）]")
"""``(Unaudited)``"""
_NOTE: Final = re.compile(r"\[\^|[(（]\w{1,2}[)）]|note\s*:|注[:：]", re.IGNORECASE)
"""How a note under the table above begins."""
_SENTENCE_ENDS: Final = ("。", ".", "；", ";", ":", "：")


def header_start(lines: Sequence[Line], start: int, floor: int, columns: Sequence[Span]) -> int:
    """Index of the first header line above the row ``start``; not above ``floor``."""
    top = start
    for index in range(start - 1, max(floor, start - _HEADER_LINES) - 1, -1):
        line = lines[index]
        if line.bottom - lines[index + 1].top > _APART * line.height:
            break
        if stands_over(line, columns, over_header=top < start):
            top = index
        elif top < start or start - index > _GROUP_LINES or not _is_group(line):
            break
    return top


def _is_group(line: Line) -> bool:
    """A heading of rows (流动资产：) between header and first row."""
    alone = len(line.cells) == 1 and len(line.text) <= _CAPTION_CHARS
    return alone and not stated_unit([line.text])


def stands_over(line: Line, columns: Sequence[Span], *, over_header: bool = False) -> bool:
    """True for a line whose cells head columns: years, or short words over them.

    Args:
        line: above the first row.
        columns: the table's, labels first.
        over_header: a header line stands below it already.
    """
    edge = columns[1].left
    heads = [c for c in line.cells if c.right > edge and not _is_label(c, columns)]
    if not heads or any(is_amount(c.text) for c in heads):
        return False
    if any(is_year(c.text) for c in heads):
        return True
    if any(len(c.text) > _HEADING_CHARS or stated_unit([c.text]) for c in heads):
        return False
    if len(heads) > 1:
        return True
    return _may_stand_alone(heads[0], line, columns, over_header=over_header)


def _may_stand_alone(head: Cell, line: Line, columns: Sequence[Span], *, over_header: bool) -> bool:
    """Whether one heading over the amounts is one, and no title across the page."""
    if _ASIDE.fullmatch(head.text) or head.text.endswith(_SENTENCE_ENDS):
        return False
    values = columns[1:]
    if len(line.cells) > 1 or len(values) == 1:
        return len(values) == 1 or over_header or _is_centred(head, values)
    return head.left >= values[0].left - _NEAR and (over_header or _is_centred(head, values))


def _is_label(cell: Cell, columns: Sequence[Span]) -> bool:
    """Whether a cell heads the labels, however far it reaches over the amounts."""
    return cell.left < columns[0].left + _NEAR and cell.left < columns[1].left - _NEAR


def header_of(lines: Sequence[Line], columns: Sequence[Span]) -> tuple[str, ...]:
    """One text a column; a heading over several columns (Three Months Ended) is in each."""
    extents = list(columns)
    placed: list[list[tuple[range, str]]] = []
    for place in range(len(lines) - 1, -1, -1):
        heads = [c for c in lines[place].cells if not _is_label(c, columns)]
        under = _under(heads, extents, is_top=place == 0, is_last=place == len(lines) - 1)
        for cell, over in zip(heads, under, strict=True):
            if len(over) == 1:
                extents[over[0]] = _grown(extents[over[0]], columns[over[0]], cell)
        labels = [(range(1), c.text) for c in lines[place].cells if c not in heads]
        placed.insert(0, [*labels, *((r, c.text) for r, c in zip(under, heads, strict=True))])
    texts: list[dict[str, None]] = [{} for _ in columns]
    for line in placed:
        for over, text in line:
            for index in over:
                texts[index][text] = None
    return tuple(" ".join(text) for text in texts)


def _grown(extent: Span, column: Span, cell: Cell) -> Span:
    """Where a column's heading stands: a better guide than its amounts, which end at one edge."""
    if extent == column:
        return Span(cell.left, cell.right)
    return Span(min(extent.left, cell.left), max(extent.right, cell.right))


def _under(
    heads: Sequence[Cell], extents: Sequence[Span], *, is_top: bool, is_last: bool
) -> list[range]:
    """The columns that each heading of a line stands over."""
    alone = [range(i, i + 1) for i in (column_of(cell, extents) for cell in heads)]
    if is_last or not heads or len(heads) >= len(extents) - 1:
        return alone
    tilings = list(_tilings(heads, extents, 1))
    if not tilings:
        return alone
    best = max(tilings, key=lambda t: (sum(map(len, t)), -_error(heads, t, extents)))
    if any(_SPANNING.search(cell.text) for cell in heads):
        return best
    between = len(heads) == 1 and not any(_overlaps(heads[0], span) for span in extents[1:])
    spread = len(heads) > 1 and is_top and all(len(over) > 1 for over in best)
    return best if between or spread else alone


def _overlaps(cell: Cell, span: Span) -> bool:
    return cell.left < span.right and cell.right > span.left


def _tilings(heads: Sequence[Cell], extents: Sequence[Span], start: int) -> Iterator[list[range]]:
    """Ways to give each heading neighbouring columns whose middle it stands over."""
    if not heads:
        yield []
        return
    starts = (
        range(start, len(extents)) if start == 1 else range(start, min(start + 1, len(extents)))
    )
    for a in starts:
        for b in range(a, len(extents)):
            if _is_centred(heads[0], extents[a : b + 1]):
                for rest in _tilings(heads[1:], extents, b + 1):
                    yield [range(a, b + 1), *rest]


def _error(heads: Sequence[Cell], tiling: Sequence[range], extents: Sequence[Span]) -> float:
    """How far the headings stand off the middles of their columns, in points."""
    return sum(
        abs(head.left + head.right - extents[over[0]].left - extents[over[-1]].right)
        for head, over in zip(heads, tiling, strict=True)
    )


def _is_centred(head: Cell, columns: Sequence[Span]) -> bool:
    if not columns:
        return False
    left, right = columns[0].left, columns[-1].right
    off = abs(head.left + head.right - left - right) / 2
    return off <= max(_OFF_CENTRE * (right - left), _OFF_POINTS)


def caption_of(above: Sequence[Line]) -> str:
    """The short lines directly above a table; its unit is kept apart."""
    kept: list[str] = []
    for line in reversed(above):
        if stated_unit([line.text]):
            continue
        prose = line.text.rstrip().endswith(("。", ".", "；", ";")) or _NOTE.match(line.text)
        if prose or len(line.cells) > 1 or len(line.text) > _CAPTION_CHARS:
            break
        kept.insert(0, line.text)
        if len(kept) == _CAPTION_LINES:
            break
    return " ".join(" ".join(kept).split())
