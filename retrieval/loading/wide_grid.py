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
_ACCOUNT: Final = re.compile(
    r"(?:账户|帐户|账|帐|卡|客户|单位|公司|企业|户)(?:名称?|号码?)|名称|账户|帐户|客户|(?:账户|交易)?币[种别]"
    r"|开户[行网点机构]*(?:名称)?|[开起]始(?:日期|时间)?|(?:终止|截止|结束)(?:日期|时间)?|(?:查询|打印|导出|下载|制表)(?:日期|时间|人|机构|范围|区间)?"
    r"|(?:account|customer|company)(?: (?:name|number|no\.?|holder))?|name|currency|branch|bank"
    r"|(?:statement )?period|from|to|printed(?: on)?|(?:start|end) date",
    re.IGNORECASE,
)
"""What names a value beside it in a preamble; a header may hold such words too."""
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
    pairs = {i for i, row in enumerate(rows[:_SAMPLE]) if _is_pairs(row)}
    full = [i for i, count in enumerate(filled) if count >= enough and i not in pairs]
    first = next((i for i in full if _is_record(rows[i])), None)
    if first is None:
        return None
    above = max((i for i in full if i < first), default=None)
    if above is None:
        return RecordsStart(first, first)
    header, body = above, above + 1
    while body < first and _completes(rows[body], rows[above]):
        body += 1
    while header > max(0, above - _HEADER_ROWS + 1) and header - 1 not in pairs:
        if not _heads(rows[header - 1], rows[header], enough):
            break
        header -= 1
    return RecordsStart(header, body)


def _is_record(row: Sequence[str]) -> bool:
    """Whether a row holds an amount, or dates among other things; periods alone are a header."""
    dates = sum(is_date(cell) for cell in row)
    return any(is_amount(cell) for cell in row) or 0 < dates * 2 < sum(map(bool, row))


def _is_pairs(row: Sequence[str]) -> bool:
    """Whether a row says things of the account, a word before each value: ``户名, X``."""
    cells = [cell.strip().rstrip(":：") for cell in row if cell]
    names, values = cells[::2], cells[1::2]
    known = [_ACCOUNT.fullmatch(cell) is not None for cell in names]
    return bool(values) and all(known) and not any(_ACCOUNT.fullmatch(cell) for cell in values)


def _heads(row: Sequence[str], below: Sequence[str], enough: float) -> bool:
    """Whether a row above a header belongs to it: a few words over some of its columns."""
    count = sum(map(bool, row))
    if any(":" in cell or "：" in cell for cell in row):  # account and period, not a heading
        return False
    several = len(set(filter(None, row))) > 1  # a merged title says one thing in every cell
    if not several or count * 3 < enough or _is_record(row) or stated_unit(row):
        return False
    return not row[0] or any(_fills(i, below) or cell == below[i] for i, cell in _cells(row, below))


def _completes(row: Sequence[str], header: Sequence[str]) -> bool:
    """Whether a row below a header's first line names columns that it leaves open.

    A head over several columns stands in the first of them.
    """
    cells = _cells(row, header)
    opened = {i for i, _ in cells if not header[i]}
    return (
        bool(opened)
        and not _is_record(row)
        and all(i + 1 in opened or _fills(i, header) or cell == header[i] for i, cell in cells)
    )


def _cells(row: Sequence[str], beside: Sequence[str]) -> list[tuple[int, str]]:
    """The filled cells of a row, as far as the row beside it reaches."""
    return [(i, cell) for i, cell in enumerate(row[: len(beside)]) if cell]


def _fills(column: int, header: Sequence[str]) -> bool:
    """Whether a header says nothing in a column, or only what another column's head says too."""
    return not header[column] or list(header).count(header[column]) > 1


def is_aside(row: Sequence[str], width: int) -> bool:
    """Whether a row of a wide list is a remark: one filled cell."""
    return width >= _WIDE and sum(bool(cell) for cell in row) <= 1
