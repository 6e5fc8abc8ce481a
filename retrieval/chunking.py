"""Pages into passages: prose by paragraphs, tables by rows under their own header and unit."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from retrieval.passages import LoadedDocument, Page, Passage, Table

_WEIGHT: Final = 420
"""Weight of a passage: a Chinese character weighs 1, any other 0.45; below 512 model tokens."""
_NARROW: Final = 0.45
_WIDE: Final = re.compile("[\u2e80-\U0010ffff]")
_HEADER_WEIGHT: Final = 120
"""Caption and header take at most this much of a passage of rows."""
_SENTENCE: Final = re.compile(r"(?<=[。！？；])|(?<=[.!?;])\s+|\n")
_LONG_WORD: Final = 400
_GLUE: Final = re.compile(r"(?<=[^\n]{24}[\u3400-\u9fff，、])\n(?=[\u3400-\u9fff])")
"""A line break inside a Chinese paragraph: the line before it is a full one."""


def passages_from(document: LoadedDocument, source: str, source_name: str) -> tuple[Passage, ...]:
    """Every word of the document as passages that each stand on one page."""
    tables: dict[int, list[Table]] = {}
    for table in document.tables:
        tables.setdefault(table.page, []).append(table)
    texts = (
        (page.number, text)
        for page in document.pages
        for text in _page_texts(page, tables.get(page.number, []))
    )
    return tuple(
        Passage(source, source_name, page, ordinal, text)
        for ordinal, (page, text) in enumerate(texts)
    )


def _page_texts(page: Page, tables: list[Table]) -> Iterator[str]:
    in_tables = {_squeezed(" ".join(row)) for table in tables for row in table.rows}
    prose = "\n".join(
        line for line in page.text.split("\n") if _squeezed(line.replace("|", " ")) not in in_tables
    )
    yield from (text for text in _prose(prose) if text.strip())
    for table in tables:
        yield from _rows(table)


def _squeezed(text: str) -> str:
    return " ".join(text.split()) or "\n"


def _weight(text: str) -> float:
    wide = 0 if text.isascii() else len(_WIDE.findall(text))
    return wide + (len(text) - wide) * _NARROW


def _prose(text: str) -> Iterator[str]:
    """Sentences packed up to the weight; Chinese lines that a page wrapped are whole again."""
    yield from _packed(_sentences(_GLUE.sub("", text)), _WEIGHT, "\n")


def _sentences(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(text):
        stripped = " ".join(sentence.split())
        if not stripped:
            continue
        if _weight(stripped) <= _WEIGHT:
            yield stripped
        else:
            yield from _packed(_words(stripped), _WEIGHT, "")


def _words(text: str) -> Iterator[str]:
    """Pieces that may be cut apart: Chinese characters, words, and parts of endless words."""
    for piece in re.findall(r"[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*|\s+", text):
        for start in range(0, len(piece), _LONG_WORD):
            yield piece[start : start + _LONG_WORD]


def _packed(pieces: Iterable[str], limit: float, between: str) -> Iterator[str]:
    kept: list[str] = []
    weight = 0.0
    for piece in pieces:
        piece_weight = _weight(piece)
        if kept and weight + piece_weight > limit:
            yield between.join(kept)
            kept, weight = [], 0.0
        kept.append(piece)
        weight += piece_weight
    if kept:
        yield between.join(kept)


def _rows(table: Table) -> Iterator[str]:
    """Rows packed under caption, unit and header, which every passage repeats."""
    top = _heading(table)
    lines = (" | ".join(row).strip(" |") for row in table.rows if any(row))
    cut = (piece for line in lines for piece in _whole_or_cut(line))
    for text in _packed(cut, max(_WEIGHT - _weight(top), _WEIGHT / 2), "\n"):
        yield f"{top}\n{text}" if top else text


def _whole_or_cut(line: str) -> Iterable[str]:
    """A row as it is; one that is too long for a passage in pieces."""
    short = len(line) <= _WEIGHT  # no character weighs more than 1
    return (line,) if short else _packed(_words(line), _WEIGHT, "")


def _heading(table: Table) -> str:
    unit = f"单位：{table.unit}" if table.unit and table.unit not in table.caption else ""
    if unit and not re.search(r"[\u4e00-\u9fff]", table.unit + table.caption):
        unit = f"Unit: {table.unit}"
    header = " | ".join(table.header) if any(table.header) else ""
    lines = (_cut(table.caption), unit, _cut(header))
    return "\n".join(line for line in lines if line)


def _cut(line: str) -> str:
    return next(_packed(_words(line), _HEADER_WEIGHT, ""), "")
