"""What a table calls itself: which statement, of whom, and whether it is a statement at all."""

import re
from collections.abc import Iterator
from typing import Final

from assistant.extraction.statement_lines import StatementKind
from retrieval.passages import Page, Table

_TITLES: Final = {
    StatementKind.INCOME: re.compile(
        r"statements?\s+of\s+(?:consolidated\s+)?(?:income|operations|earnings|profit)"
        r"|income\s+statements?|利润表|损益表|profit\s+and\s+loss\s+(?:account|statement)",
        re.IGNORECASE,
    ),
    StatementKind.BALANCE: re.compile(
        r"balance\s+sheets?|statements?\s+of\s+financial\s+(?:position|condition)|资产负债表",
        re.IGNORECASE,
    ),
    StatementKind.CASH: re.compile(
        r"statements?\s+of\s+(?:consolidated\s+)?cash\s+flows?|cash\s+flow\s+statements?|现金流量表",
        re.IGNORECASE,
    ),
}
_NO_TITLE: Final = re.compile(r"\bnotes?\b|附注|\bsee\b|analysis of", re.IGNORECASE)
_LONGEST: Final = 120
"""Characters of a line that can be a title."""
_HEAD_LINES: Final = 6
_PARENT: Final = ("母公司", "parent company")


def title_kinds(table: Table, page: Page) -> frozenset[StatementKind]:
    """The statements that a table's caption names, or else the first lines of its page."""
    own = frozenset(_named(table.caption))
    if own:
        return own
    head = [line for line in page.text.splitlines() if line.strip()][:_HEAD_LINES]
    titles = (line for line in head if len(line) <= _LONGEST and not _NO_TITLE.search(line))
    return frozenset(kind for line in titles for kind in _named(line))


def is_parents(table: Table) -> bool:
    """Whether a table is the parent company's own, beside the group's."""
    caption = table.caption.lower()
    return any(word in caption for word in _PARENT)


def _named(text: str) -> Iterator[StatementKind]:
    return (kind for kind, pattern in _TITLES.items() if pattern.search(text))
