"""Statement exports of banks and wallets into lines: day, money in or out, balance, other party.

Each bank writes its own columns: two for in and out, one with a sign, or one with a word for the
direction. A line that can't be read is refused with its row; a line that moved no money (closed,
failed, neutral) is kept and counts nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.extraction.amounts import plain
from assistant.extraction.ledgers import LedgerRow, day_of, ledger_rows
from retrieval.passages import LoadedDocument, Table

_I: Final = re.IGNORECASE
_UNIT: Final = r"(?:\s*\((?!收入|支出)[^()]*\))?"
_OVER: Final = r"(?:(?:发生额|(?:交易)?金额|amount) )?"
"""A head over both columns, in the line above."""
_COLUMNS: Final = {
    "booked": re.compile(r"记账日期?|银行记账日|入账日期|booking date|value date", _I),
    "day": re.compile(r"交易日期?|交易时间|日期|(?:transaction )?date", _I),
    "in_booked": re.compile(rf"记账金额\(收入\){_UNIT}", _I),
    "out_booked": re.compile(rf"记账金额\(支出\){_UNIT}", _I),
    "in": re.compile(
        rf"{_OVER}(?:交易金额\()?收入(?:金额)?\)?|{_OVER}贷方(?:发生额|金额)?|转入金额|存入(?:金额)?"
        rf"|{_OVER}(?:credit|(?:money )?in|deposits?){_UNIT}",
        _I,
    ),
    "out": re.compile(
        rf"{_OVER}(?:交易金额\()?支出(?:金额)?\)?|{_OVER}借方(?:发生额|金额)?|转出金额|支取(?:金额)?"
        rf"|{_OVER}(?:debit|(?:money )?out|withdrawals?){_UNIT}",
        _I,
    ),
    "amount": re.compile(rf"(?:交易|人民币|发生)?金额{_UNIT}|发生额{_UNIT}|amount{_UNIT}", _I),
    "direction": re.compile(
        r"收/支|收支(?:类型)?|借/?贷(?:标志|方向)?|收付标志|direction|dr/cr", _I
    ),
    "state": re.compile(r"交易状态|当前状态|状态|status", _I),
    "balance": re.compile(rf"(?:账户|本次|交易后)?余额|(?:running )?balance{_UNIT}", _I),
    "currency_booked": re.compile(r"记账币种", _I),
    "currency": re.compile(r"币种|交易币种|currency", _I),
    "party": re.compile(r"对方户名|对方名称|交易对方|对手信息|对方|counterparty|payee", _I),
    "account": re.compile(r"对方账[号户]|对手账号|counterparty account", _I),
    "summary": re.compile(r"(?:交易)?摘要|交易描述|商品说明|商品|附言|description|details", _I),
}
_TOTAL: Final = re.compile(r"(?:人民币)?\s*(?:合\s*计|总\s*计|小\s*计)|(?:sub)?total", _I)
_IN_WORDS: Final = re.compile(r"收入|收|贷|入账|转入|存入|c(?:r|redit)?|in", _I)
_OUT_WORDS: Final = re.compile(r"支出|支|借|出账|转出|支取|d(?:r|ebit)?|out", _I)
_NO_MONEY: Final = re.compile(r"关闭|失败|撤销|取消|closed|failed|cancell?ed", _I)
_AMOUNT: Final = re.compile(
    r"(?P<sign>[-+−–]?)\s*(?:[¥￥$]|CNY|RMB)?\s*(?P<inner>[-−]?)(?P<digits>\d[\d,]*(?:\.\d+)?)"
    r"\s*(?:元|\([^()]*\))?",
    re.ASCII,
)
_SHORT_DAY: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})", re.ASCII)
_STATEMENT_MONTH: Final = re.compile(r"((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月")
_CARD: Final = re.compile(r"信用卡|credit card", _I)
_YUAN: Final = frozenset(("", "-", "人民币", "人民币元", "cny", "rmb"))


class BankLine(NamedTuple):
    """One movement."""

    day: date
    money_in: Decimal
    """As printed, not scaled; 0 where money went out or none moved."""
    money_out: Decimal
    balance: Decimal | None
    is_yuan: bool
    counts: bool
    """False where no money moved: closed, failed, or neutral by the wallet's own word."""
    party: str
    account: str
    summary: str
    row: LedgerRow


class _Moved(NamedTuple):
    into: Decimal
    out: Decimal


class BankLines(NamedTuple):
    """What a statement holds."""

    lines: tuple[BankLine, ...]
    refused: tuple[str, ...]
    """Rows that hold a movement and can't be read, in both languages."""
    is_card: bool
    """A credit card's: money in is repayment, so nothing is summed from it."""


def bank_lines(document: LoadedDocument) -> BankLines:
    """Every movement of a statement; the same table twice counts once."""
    lines: list[BankLine] = []
    refused: list[str] = []
    is_card = False
    seen: list[tuple[tuple[object, ...], ...]] = []
    for table, rows in _tables(document):
        is_card = is_card or bool(_CARD.search(table.caption))
        read = [_line(row, table.caption) for row in rows if not _is_no_movement(row)]
        found = [line for line in read if isinstance(line, BankLine)]
        same = tuple(line[:-1] for line in found)
        if same in seen:
            continue
        seen.append(same)
        lines += found
        refused += (line for line in read if isinstance(line, str))
    return BankLines(tuple(lines), tuple(refused), is_card)


def holds_bank_lines(document: LoadedDocument) -> bool:
    """Whether any table is a statement's."""
    return next(_tables(document), None) is not None


def _tables(document: LoadedDocument) -> Iterator[tuple[Table, list[LedgerRow]]]:
    by_table: dict[int, tuple[Table, list[LedgerRow]]] = {}
    for row in ledger_rows(document, _COLUMNS, ()):
        if _is_statement(row.cells):
            by_table.setdefault(id(row.table), (row.table, []))[1].append(row)
    yield from by_table.values()


def _is_statement(cells: Mapping[str, str]) -> bool:
    """Two columns for in and out, or one amount with something that says its direction."""
    dated = "day" in cells or "booked" in cells
    both = {"in", "out"} <= cells.keys() or {"in_booked", "out_booked"} <= cells.keys()
    signed = "amount" in cells and (
        "direction" in cells or ("balance" in cells) or {"day", "booked"} <= cells.keys()
    )
    return dated and (both or signed)


def _is_no_movement(row: LedgerRow) -> bool:
    """A total, a remark over the whole width, or an empty row."""
    filled = [cell for cell in row.table.rows[row.number] if cell.strip()]
    remark = len(set(filled)) <= 1
    return remark or any(_TOTAL.match(plain(cell)) for cell in filled)


def _line(row: LedgerRow, around: str) -> BankLine | str:
    day = _day(row.cells, around)
    if day is None:
        shown = row.cells.get("booked") or row.cells.get("day", "")
        return row.problem(f"日期“{shown}”无法识别", f"the date {shown!r} can't be read")
    moved = _moved(row.cells, is_card=bool(_CARD.search(around)))
    if moved is None:
        return row.problem("金额无法识别", "the amount can't be read")
    currency = row.cells.get("currency_booked") or row.cells.get("currency", "")
    return BankLine(
        day=day,
        money_in=moved.into,
        money_out=moved.out,
        balance=_amount(row.cells.get("balance", "")),
        is_yuan=plain(currency).lower() in _YUAN,
        counts=any(moved) and not _NO_MONEY.search(row.cells.get("state", "")),
        party=plain(row.cells.get("party", "")),
        account=plain(row.cells.get("account", "")),
        summary=plain(row.cells.get("summary", "")),
        row=row,
    )


def _day(cells: Mapping[str, str], around: str) -> date | None:
    """The booking day where it is printed, else the day of the movement."""
    for name in ("booked", "day"):
        text = plain(cells.get(name, ""))
        day = day_of(text) or _short_day(text, around)
        if day is not None:
            return day
    return None


def _short_day(text: str, around: str) -> date | None:
    """``12/29`` on the statement of January 2024 is in 2023."""
    short, month = _SHORT_DAY.fullmatch(text), _STATEMENT_MONTH.search(around)
    if short is None or month is None:
        return None
    year = int(month[1]) - (1 if int(short[1]) > int(month[2]) else 0)
    try:
        return date(year, int(short[1]), int(short[2]))
    except ValueError:
        return None


def _moved(cells: Mapping[str, str], *, is_card: bool) -> _Moved | None:
    """Money in and out; None where nothing can be read."""
    for into, out in (("in_booked", "out_booked"), ("in", "out")):
        if into in cells and out in cells:
            pair = (_amount(cells[into]), _amount(cells[out]))
            if pair != (None, None):
                return _Moved(abs(pair[0] or Decimal(0)), abs(pair[1] or Decimal(0)))
    amount = _amount(cells.get("amount", ""))
    if amount is None:
        return None
    if "direction" in cells:
        return _directed(amount, plain(cells["direction"]))
    signed = -amount if is_card else amount
    return _Moved(max(signed, Decimal(0)), max(-signed, Decimal(0)))


def _directed(amount: Decimal, word: str) -> _Moved:
    into = abs(amount) if _IN_WORDS.fullmatch(word) else Decimal(0)
    return _Moved(into, abs(amount) if _OUT_WORDS.fullmatch(word) else Decimal(0))


def _amount(cell: str) -> Decimal | None:
    match = _AMOUNT.fullmatch(plain(cell))
    if match is None:
        return None
    value = Decimal(match["digits"].replace(",", ""))
    return -value if (match["sign"] or match["inner"]) in ("-", "−", "–") else value


def balance_break(lines: Sequence[BankLine]) -> BankLine | None:
    """The first line whose balance is not the one before plus in less out, in either order."""
    forward = _first_break(lines)
    if forward is None or _first_break(lines[::-1]) is None:
        return None
    return forward


def _first_break(lines: Sequence[BankLine]) -> BankLine | None:
    previous: Decimal | None = None
    for line in lines:
        moved = line.money_in - line.money_out
        if previous is not None and line.balance not in (None, previous + moved):
            return line
        previous = line.balance
    return None
