"""Characters that don't show or turn the order of others: taken out of every text, and said."""

import re
from collections.abc import Iterator
from typing import Final

from retrieval.passages import LoadedDocument, Page, Problem, Table

_TURNING: Final = "\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c"
_EMPTY: Final = "\u200b-\u200d\u2060-\u2064\ufeff\u00ad\u180e\U000e0000-\U000e007f"
_CONTROLS: Final = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_STRIPPED: Final = re.compile(f"[{_TURNING}{_EMPTY}{_CONTROLS}]")
_TURNED: Final = re.compile(f"[{_TURNING}]")


def without_invisible(text: str) -> str:
    """``text`` without characters that don't show."""
    return _STRIPPED.sub("", text)


def cleaned(document: LoadedDocument) -> LoadedDocument:
    """The document without such characters; a page that had characters which turn others is named.

    Digits stand as they are stored: what a turned run shows to the eye is another number.
    """
    named = tuple(_named(document.pages))
    pages = tuple(_page(page) for page in document.pages)
    tables = tuple(_table(table) for table in document.tables)
    if pages == document.pages and tables == document.tables:
        return document
    return document.model_copy(
        update={"pages": pages, "tables": tables, "problems": (*document.problems, *named)}
    )


def _named(pages: tuple[Page, ...]) -> Iterator[Problem]:
    for page in pages:
        count = len(_TURNED.findall(page.text))
        if count:
            yield Problem(
                reason=f"{count} characters that turn the order of others were left out",
                page=page.number,
                zh=f"已略去{count}个改变文字方向的不可见字符",
                hint="compare the figures of this page with the original",
            )


def _page(page: Page) -> Page:
    if not _STRIPPED.search(page.text) and not _STRIPPED.search(page.edges):
        return page
    return page.model_copy(
        update={"text": without_invisible(page.text), "edges": without_invisible(page.edges)}
    )


def _table(table: Table) -> Table:
    cells = (table.caption, *table.header, *(cell for row in table.rows for cell in row))
    if not any(map(_STRIPPED.search, cells)):
        return table
    return table.model_copy(
        update={
            "caption": without_invisible(table.caption),
            "header": tuple(map(without_invisible, table.header)),
            "rows": tuple(tuple(map(without_invisible, row)) for row in table.rows),
        }
    )
