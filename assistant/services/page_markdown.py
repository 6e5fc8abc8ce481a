"""The words of a laid-out page as Markdown: columns as tables, hard wraps joined."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from retrieval.passages import Page

_GAP: Final = re.compile(r" {2,}")
_SET_APART: Final = re.compile(
    r"(?<=[\u4e00-\u9fff（(，、。；：]) (?=[\dA-Za-z%])|"
    r"(?<=[\dA-Za-z%）)]) (?=[\u4e00-\u9fff，、。；：（])"
)
"""A blank that a typesetter puts between Chinese and digits: 近 12 个月."""
_LABELLED: Final = re.compile(r"^[^|\n]*? {2,}[^|\n]*$", re.MULTILINE)
_STOPS: Final = tuple("。！？；：.!?;:|")
_BEGINS: Final = re.compile(
    r"\s*(?:[-*+•#>|]|\d{1,3}[.)、．] ?(?!\d)|[（(][一二三四五六七八九十\d]{1,2}[)）])"
)
_WORDS: Final = re.compile(r"[^\W\d_]")
_LEAST_CELLS: Final = 3
_LEAST_WIDE: Final = 56
"""Columns of a line so full that the next one goes on with it; a Chinese character is two."""


def closed_up(text: str) -> str:
    """A text without the blanks that a typesetter puts between Chinese and digits."""
    return _SET_APART.sub("", text)


def page_markdown(text: str) -> str:
    """A page's text with its tables in Markdown and its wrapped lines joined.

    Lines of three cells and more, parted by two blanks, one under the other, are a table whose
    first line is its head.
    """
    rows = [_cells(line) for line in text.splitlines()]
    blocks = groupby(rows, key=lambda cells: len(cells) if len(cells) >= _LEAST_CELLS else 0)
    found: list[str] = []
    for size, block in blocks:
        lines = list(block)
        if size and len(lines) > 1:
            found += ["", *_table(lines), ""]
        else:
            found += _joined(["  ".join(cells) for cells in lines])
    return "\n".join(found)


def labels_markdown(text: str) -> str:
    """The same of what stands beside a page's tagged words: a label and its value are a line."""
    return _LABELLED.sub(r"\n\g<0>\n", page_markdown(text))


def joined_pages(pages: Iterable[Page]) -> list[str]:
    """The blocks of tagged pages as one text: what the end of a page cuts goes on."""
    found: list[str] = []
    for page in pages:
        blocks = list(page.tagged)
        if found and page.goes_on and blocks:
            first = blocks.pop(0)
            cut = _cut_before(found, first)
            found[cut] = _gone_on(found[cut], first)
        found += blocks
    return found


def _cut_before(found: Sequence[str], first: str) -> int:
    """Which block a page goes on with: a caption may float at the foot of a table's page."""
    is_table = first.startswith("|")
    places = range(len(found) - 1, -1, -1)
    return next((n for n in places if found[n].startswith("|") is is_table), len(found) - 1)


def _gone_on(before: str, block: str) -> str:
    """A block with its rest on the next page, where a table may have its head again."""
    if not (before.startswith("|") and block.startswith("|")):
        return f"{before}{'' if _is_wide(before[-1]) else ' '}{block}"
    head, _, *rows = block.splitlines()
    shown, *_ = before.splitlines()
    if head.count("|") != shown.count("|"):
        return f"{before}\n\n{block}"
    return "\n".join([before, *([] if head == shown else [head]), *rows])


def _cells(line: str) -> list[str]:
    return [closed_up(cell) for cell in _GAP.split(line.strip())]


def _table(lines: Sequence[list[str]]) -> Iterator[str]:
    head, *rows = lines
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def _joined(lines: Sequence[str]) -> list[str]:
    found: list[str] = []
    for line in lines:
        before = found[-1] if found else ""
        if not _WORDS.search(line) and not _is_numbered(found):
            continue  # an axis, a page number: digits without a word claim nothing
        goes_on = _is_numbered(found) or (
            not before.endswith(_STOPS) and (_width(before) >= _LEAST_WIDE or _is_cut(before, line))
        )
        if goes_on and line and not _BEGINS.match(line):
            found[-1] = closed_up(f"{before}{'' if _is_wide(before[-1]) else ' '}{line}")
        else:
            found.append(line)
    return found


_FAR: Final = 8
"""How many blocks back the number before one is looked for."""
_NUMBER: Final = re.compile(r"(\d{1,3})\. ?(?!\d)")


def _is_numbered(found: Sequence[str]) -> bool:
    """Whether the last block is one of a numbered run: what follows without a number is its own."""
    last = _NUMBER.match(found[-1]) if found else None
    if last is None:
        return False
    before = (m for block in reversed(found[-_FAR:-1]) if (m := _NUMBER.match(block)))
    first = next(before, None)
    return first is not None and int(last[1]) == int(first[1]) + 1


def _is_cut(before: str, line: str) -> bool:
    """Whether a line of a narrow column breaks off inside Chinese words."""
    whole = "  " not in before + line and not _BEGINS.match(before)
    return whole and bool(before and line) and _is_wide(before[-1]) and _is_wide(line[0])


def _is_wide(char: str) -> bool:
    return char >= "\u2e80"


def _width(line: str) -> int:
    return sum(2 if _is_wide(char) else 1 for char in line)
