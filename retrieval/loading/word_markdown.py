"""A Word document as Markdown, for checking its sentences: headings, lists, tables, note marks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from retrieval.loading.archive import verify_archive
from retrieval.loading.budget import Budget
from retrieval.loading.word import NAMESPACE as _W
from retrieval.loading.word import body_of, pieces_of

_HEADINGS: Final = ("heading", "title")
_CELL_MARKS: Final = str.maketrans({"|": "／", "\n": " "})


def word_markdown(path: Path, budget: Budget) -> str:
    """The document's words with the structure that a check of its sentences needs.

    Raises:
        UnreadableDocument: damaged or a bomb.
    """
    verify_archive(path, budget)
    return "\n\n".join(text for text in _blocks(body_of(path)) if text.strip())


def _blocks(body: Any) -> Iterator[str]:  # noqa: ANN401  lxml has no types
    for block in body.iterchildren():
        if block.tag == f"{_W}p":
            yield _paragraph(block)
        elif block.tag == f"{_W}tbl":
            yield _table(block)
        elif block.tag == f"{_W}sdt":
            yield from (_paragraph(inner) for inner in block.iter(f"{_W}p"))


def _paragraph(element: Any) -> str:  # noqa: ANN401  lxml
    text = _words(element).strip()
    style = _style(element)
    if is_heading(element):
        return f"## {text}"
    return (
        f"- {text}"
        if style.startswith("list") or element.find(f".//{_W}numPr") is not None
        else text
    )


def is_heading(element: Any) -> bool:  # noqa: ANN401  lxml
    """Whether a paragraph is a heading or the title, by its style."""
    return _style(element).startswith(_HEADINGS)


def _style(element: Any) -> str:  # noqa: ANN401  lxml
    found = element.find(f"{_W}pPr/{_W}pStyle")
    return "" if found is None else str(found.get(f"{_W}val") or "").lower()


def _words(element: Any) -> str:  # noqa: ANN401  lxml
    return "".join(piece for piece in pieces_of(element) if piece not in ("\f", "\v"))


def _table(element: Any) -> str:  # noqa: ANN401  lxml
    rows = []
    for row in element.iterchildren(f"{_W}tr"):
        cells = [
            " ".join(_words(p).translate(_CELL_MARKS).strip() for p in cell.iter(f"{_W}p"))
            for cell in row.iterchildren(f"{_W}tc")
        ]
        rows.append(f"| {' | '.join(cells)} |")
    if rows:
        rows.insert(1, "|---" * (rows[0].count("|") - 1) + "|")
    return "\n".join(rows)
