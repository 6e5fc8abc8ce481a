"""What a tagged file prints beside its tagged words and says there, too: footers, chart labels.

Only what its tagged words say is left out of a check here, so nothing goes unchecked.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from retrieval.passages import Page

_GAP: Final = re.compile(r" {2,}")
_DIGEST: Final = r"#[0-9a-f]{12}"


def said_once(pages: Sequence[Page]) -> Iterator[str]:
    """Each page's untagged lines without those that the file's tagged words say as well.

    A memo's own footer is its title, the page, and the version that the line below the title
    names, with its digest. A chart's label is a row, or a part of one, of a tagged table.
    """
    blocks = [block for one in pages for block in one.tagged]
    tables = [_table(block) for block in blocks if block.startswith("|")]
    rows = [set(row) for table in tables for row in (*table, [row[0] for row in table])]
    for page in pages:
        footer = _footer(blocks, page.number, len(pages))
        yield "\n".join(
            line
            for line in page.untagged.splitlines()
            if not (footer.fullmatch(_bare(line)) or _is_in_one(_cells(line), rows))
        )


def _footer(blocks: Sequence[str], number: int, total: int) -> "re.Pattern[str]":
    title, byline = (_bare(block) for block in (*blocks, "", "")[:2])
    version = byline.partition("·")[0]
    return re.compile(re.escape(f"{title}{number}/{total}{version}·") + _DIGEST)


def _is_in_one(cells: set[str], rows: Sequence[set[str]]) -> bool:
    """Whether one row, or one table's column of labels, has all of these cells."""
    return any(cells <= row for row in rows)


def _table(block: str) -> list[list[str]]:
    """Rows of cells, the label first; behind them the parts that a colon in the label divides."""
    rows = ([_bare(cell) for cell in line.strip("|").split("|")] for line in block.splitlines())
    return [[*row, *re.split("[:：]", row[0])] for row in rows]


def _cells(line: str) -> set[str]:
    return {_bare(cell) for cell in _GAP.split(line.strip())}


def _bare(text: str) -> str:
    return "".join(text.split())
