"""Where a wide list of records begins below its preamble: exports of banks, wallets and ledgers."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from retrieval.loading.units import is_amount, stated_unit

_WIDE: Final = 5
"""Columns from which a grid counts as a list of records."""
_FILLED: Final = 0.6
"""Share of the usual row's cells that a header has filled, at least."""
_SAMPLE: Final = 400
_HEADER_ROWS: Final = 3
_DATE: Final = re.compile(
    r"(?:19|20)\d\d[-/.年]?\d{1,2}[-/.月]?\d{1,2}日?(?:[ T]?\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?)?"
    r"|\d{1,2}[-/]\d{1,2}(?:[-/](?:19|20)?\d\d)?|\d{1,2}:\d\d(?::\d\d)?"
)


class RecordsStart(NamedTuple):
    """Indices of rows."""

    header: int
    """First header row; as ``body`` where there is none."""
    body: int
    """First row below the header."""


def is_date(cell: str) -> bool:
    """True for a date or a time as records carry it."""
    return _DATE.fullmatch(cell.strip()) is not None


def records_start(rows: Sequence[Sequence[str]]) -> RecordsStart | None:
    """Where records begin, or None where the rows are no wide list.

    A preamble (account, period, notes) has few filled cells, a header has words only, and the
    first record holds a date or an amount.
    """
    filled = [sum(bool(cell) for cell in row) for row in rows[:_SAMPLE]]
    wide = sorted(count for count in filled if count >= _WIDE)
    if len(wide) < 2 or len(wide) * 4 < len(filled):  # noqa: PLR2004  a header and a record
        return None
    enough = _FILLED * wide[len(wide) // 2]
    full = [i for i, count in enumerate(filled) if count >= enough]
    first = next((i for i in full if _is_record(rows[i])), None)
    if first is None:
        return None
    above = max((i for i in full if i < first), default=None)
    if above is None:
        return RecordsStart(first, first)
    header = above
    while header > max(0, above - _HEADER_ROWS + 1) and _heads(rows[header - 1], enough):
        header -= 1
    return RecordsStart(header, above + 1)


def _is_record(row: Sequence[str]) -> bool:
    """Whether a row holds an amount, or dates among other things; periods alone are a header."""
    dates = sum(is_date(cell) for cell in row)
    return any(is_amount(cell) for cell in row) or 0 < dates * 2 < sum(map(bool, row))


def _heads(row: Sequence[str], enough: float) -> bool:
    """Whether a row above a header belongs to it: a few words over some of its columns."""
    count = sum(map(bool, row))
    if any(":" in cell or "：" in cell for cell in row):  # account and period, not a heading
        return False
    several = len(set(filter(None, row))) > 1  # a merged title says one thing in every cell
    return several and count * 3 >= enough and not _is_record(row) and not stated_unit(row)


def is_aside(row: Sequence[str], width: int) -> bool:
    """Whether a row of a wide list is a remark: one filled cell."""
    return width >= _WIDE and sum(bool(cell) for cell in row) <= 1
