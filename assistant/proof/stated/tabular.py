"""Finds tables in a source text: Markdown pipes, CSV, semicolons, wide gaps."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

_RULE: Final = re.compile(r"[\s|:+=-]+\Z")
_WIDE_GAP: Final = re.compile(r"\t+|　+| {2,}")
_PIPE: Final = re.compile(r"(?<!\\)\|")
_COMMA: Final = re.compile(r",(?! )")
_SPACED_COMMA: Final = re.compile(r", ")
_INDENT: Final = 6
"""A head line set in by so much has no cell over the rows' names."""
_ARROW: Final = re.compile(r"\s*(?:->|→|=>)\s*")
_ARROWED: Final = re.compile(r"(?P<key>[A-Za-z\u4e00-\u9fff][^\d\n>]*?)\s+(?=[-(]?[$€£¥]?\d)")
_SLASH: Final = re.compile(r" / |／")
_LABEL: Final = re.compile(r"(?P<key>[^:：/\n]{1,40})[:：]\s*")
_SEMICOLON: Final = re.compile(r"[;；] *")
_NUMBER: Final = re.compile(r"\d")
_ALONE: Final = re.compile(r"(?<![A-Za-z\d])\d|(?:CNY|RMB|USD|EUR|GBP|HKD|SGD|JPY)\d")
"""A number that is no letter's: Master L3 is a name."""
_WHOLE: Final = re.compile(r"[-+(]?\d[\d.,]*%?\)?\Z")
_AMOUNT: Final = re.compile(r"\d[,，]\d{3}(?!\d)|\d\.\d{2}(?!\d|[./])")
"""A number that no head of a column holds: 4,210."""
_YEARISH: Final = re.compile(r"(?:19|20)\d\d(?:\d\d)?\Z")
_BRACKETED: Final = re.compile(r"\([^()]{0,60}\)")
_PROSE: Final = re.compile(r"[。：；;]|\. |: ")
_LEAST_ROWS: Final = 2
_LEAST_CELLS: Final = 2
_LEAST_BARE_CELLS: Final = 3


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the source."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One value cell of a table with the heads above and beside it."""

    span: Span
    row: Span
    names: tuple[Span, ...]
    """Cells of the row that hold no number: kind, place, currency."""
    dates: tuple[Span, ...]
    """Cells of the row that hold a date."""
    column: Span | None
    corner: Span | None
    title: tuple[Span, ...]


class Found(NamedTuple):
    """A table's rows and how many lines they take."""

    rows: list[list[Span]]
    size: int


def table_at(text: str, lines: list[Span], at: int) -> Found | None:
    """The table that begins at a line; None where none does."""
    for split in (
        _pipe_cells, _arrow_cells, _slash_cells, _comma_cells, _spaced_cells, _semicolon_cells,
        _gap_cells,
    ):  # fmt: skip
        least = _LEAST_CELLS if split is _pipe_cells else _LEAST_BARE_CELLS
        first = _rows(text, lines, at, split, _LEAST_ROWS)
        if len(first.rows) == _LEAST_ROWS and _is_table(text, first.rows, least):
            return _rows(text, lines, at, split, len(lines))
    return None


def _rows(
    text: str, lines: list[Span], at: int, split: Callable[[str, Span], list[Span]], most: int
) -> Found:
    """Rows of one width from a line on, at most so many."""
    rows: list[list[Span]] = []
    size = 0
    for place in range(at, len(lines)):
        if len(rows) == most:
            break
        span = lines[place]
        words = text[span.start : span.end]
        if split is _pipe_cells and "|" in words and _RULE.match(words):
            size += 1
            continue
        cells = split(text, span)
        if rows and split is _gap_cells and len(cells) == len(rows[0]) - 1:
            cells = _unglued(text, cells)
        if len(cells) < _LEAST_CELLS or (rows and len(cells) != len(rows[0])):
            break
        rows.append(cells)
        size += 1
    return Found(rows, size)


def _is_table(text: str, rows: list[list[Span]], least: int) -> bool:
    """Whether the rows are a table: a head without values, and rows half of which are values."""
    if len(rows[0]) < least:
        return False
    heads = [text[c.start : c.end] for c in rows[0][1:]]
    if any(_WHOLE.match(head) and not _YEARISH.match(head) for head in heads):
        return False
    body = [c for c in rows[1][1:] if c.end > c.start]
    if any(_AMOUNT.search(text, c.start, c.end) for c in rows[0]):
        return False
    valued = sum(bool(_NUMBER.search(text[c.start : c.end])) for c in body)
    return valued * 2 >= len(body)


def _pipe_cells(text: str, span: Span) -> list[Span]:
    words = text[span.start : span.end]
    if words.count("|") >= _LEAST_CELLS and not words.startswith("|"):
        return _split(text, span, _PIPE)
    if not words.startswith("|"):
        return []
    end = span.end - 1 if words.endswith("|") and len(words) > 1 else span.end
    return _split(text, Span(span.start + 1, end), _PIPE)


def _slash_cells(text: str, span: Span) -> list[Span]:
    """A label and what it is at each of the heads' times: 入住率: 58.2% / 66.9% / 81.4%."""
    label = _LABEL.match(text, span.start, span.end)
    if label is None or len(_SLASH.findall(text, label.end(), span.end)) < _LEAST_CELLS - 1:
        return []
    cells = _split(text, Span(label.end(), span.end), _SLASH)
    return [stripped(text, span.start, label.end("key")), *cells]


def _comma_cells(text: str, span: Span) -> list[Span]:
    words = text[span.start : span.end]
    if words.count(",") < _LEAST_CELLS or _PROSE.search(_BRACKETED.sub("", words)):
        return []
    return _split(text, span, _COMMA)


def _spaced_cells(text: str, span: Span) -> list[Span]:
    words = text[span.start : span.end]
    if words.count(", ") < _LEAST_CELLS or _PROSE.search(_BRACKETED.sub("", words)):
        return []
    return _split(text, span, _SPACED_COMMA)


def _semicolon_cells(text: str, span: Span) -> list[Span]:
    words = text[span.start : span.end]
    if words.count(";") + words.count("；") < _LEAST_CELLS or ":" in words or "：" in words:
        return []
    return _split(text, span, _SEMICOLON)


def _gap_cells(text: str, span: Span) -> list[Span]:
    words = text[span.start : span.end]
    if not _WIDE_GAP.search(words):
        return []
    cells = _split(text, span, _WIDE_GAP)
    indented = text[max(0, span.start - _INDENT) : span.start].isspace() and span.start >= _INDENT
    bare = indented and "\n" not in text[span.start - _INDENT : span.start]
    return [Span(span.start, span.start), *cells] if bare else cells  # a head without a first cell


_GLUED: Final = re.compile(r"(?<=[^\d\s]) (?=[-(]?[$€£¥]?\d[\d.,]*\)?\Z)")
"""A single blank between a row's name and its first number: Accounts receivable 1,288,400."""


def _unglued(text: str, cells: list[Span]) -> list[Span]:
    """A row's cells where its name and first number stand only one blank apart."""
    first = cells[0]
    cut = _GLUED.search(text, first.start, first.end)
    if cut is None:
        return cells
    return [Span(first.start, cut.start()), Span(cut.end(), first.end), *cells[1:]]


def _arrow_cells(text: str, span: Span) -> list[Span]:
    """What a row was and became: Revenue  41.2 -> 53.6, under FY23 -> FY24."""
    if not _ARROW.search(text, span.start, span.end):
        return []
    first = _ARROWED.match(text, span.start, span.end)
    cells = _split(text, Span(first.end() if first else span.start, span.end), _ARROW)
    label = stripped(text, span.start, first.end("key")) if first else Span(span.start, span.start)
    return [label, *cells]


def _split(text: str, span: Span, mark: re.Pattern[str]) -> list[Span]:
    cells, begin = [], span.start
    for match in mark.finditer(text, span.start, span.end):
        cells.append(stripped(text, begin, match.start()))
        begin = match.end()
    cells.append(stripped(text, begin, span.end))
    return cells


def stripped(text: str, start: int, end: int) -> Span:
    """A stretch without blanks at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


_DATE: Final = re.compile(
    r"(?:19|20)\d\d[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?|\d{1,2} [A-Za-z]{3,9} (?:19|20)\d\d"
)
_EMPTY: Final = frozenset(("", "-", "—", "–", "n/a", "none", "nil", "无", "/"))


def cells_of(text: str, rows: list[list[Span]], title: tuple[Span, ...]) -> Iterator[Cell]:
    """The value cells of a table's rows under their heads."""
    heads, upper = rows[0], []
    if len(rows) > _LEAST_ROWS and _is_head(text, rows[1]) and _is_merged(rows[0]):
        upper, heads, rows = _carried(rows[0]), rows[1], rows[1:]
    for row in rows[1:]:
        names = tuple(
            c
            for c in row[1:]
            if not _ALONE.search(text, c.start, c.end)
            and text[c.start : c.end].lower() not in _EMPTY
        )
        dates = tuple(c for c in row[1:] if _DATE.fullmatch(text, c.start, c.end))
        for place, span in enumerate(row[1:], start=1):
            head = heads[place] if place < len(heads) else None
            over = (upper[place],) if upper and place < len(upper) else ()
            yield Cell(span, row[0], (*names, *over), dates, head, heads[0], title)


def _is_merged(heads: list[Span]) -> bool:
    """Whether a head row has a cell that stands over several columns."""
    return any(c.end > c.start for c in heads[1:]) and any(c.end == c.start for c in heads[2:])


def _is_head(text: str, row: list[Span]) -> bool:
    """Whether a row only names what stands under it."""
    return not any(_WHOLE.match(text[c.start : c.end]) for c in row[1:])


def _carried(heads: list[Span]) -> list[Span]:
    """A head row whose empty cells belong to the cell before them."""
    found: list[Span] = []
    for cell in heads:
        found.append(found[-1] if found and cell.end == cell.start else cell)
    return found
