"""Totals that a statement prints without a line's name, told by what adds up to them."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from assistant.extraction.amounts import number_from
from assistant.extraction.statement_lines import NamedLine, StatementKind, line_label, named_line

_TOTAL_COSTS: Final = re.compile(r"total costs?(?: of [a-z ,]+)?(?: and expenses)?")
_COST: Final = re.compile(r"costs? of ")
_OVERHEADS: Final = frozenset({"sga_expense", "admin_expense", "selling_expense", "rd_expense"})


def label_of(row: Sequence[str]) -> str:
    """The label of a row; '' where its first filled cell is a number."""
    first = next((cell for cell in row if cell), "")
    return "" if number_from(first) is not None else first


def unnamed_totals(
    kind: StatementKind, rows: Sequence[Sequence[str]], columns: Sequence[int]
) -> dict[int, NamedLine]:
    """Rows that print a total without a line's name, where the rows above prove which one it is.

    Args:
        kind: of the statement.
        rows: of the table.
        columns: positions of the columns that hold amounts.
    """
    bare = [n for n, row in enumerate(rows) if any(row) and not label_of(row)]
    found: dict[int, NamedLine] = {}
    for n in bare:
        head = next((m for m in range(n - 1, -1, -1) if not any(rows[m][1:])), None)
        if head is None:
            continue
        named = named_line(kind, label_of(rows[head]))
        if named is not None and _adds_up(rows[head + 1 : n], rows[n], columns):
            found[n] = named
    if kind is StatementKind.BALANCE:
        found |= _both_sides(rows, bare, columns)
    if kind is StatementKind.INCOME:
        found |= _costs(rows, columns)
    return found


def _costs(rows: Sequence[Sequence[str]], columns: Sequence[int]) -> dict[int, NamedLine]:
    """Total costs and expenses where it adds up rows of costs only, overheads come below it."""
    totals = [n for n, row in enumerate(rows) if _TOTAL_COSTS.fullmatch(line_label(label_of(row)))]
    for n in totals:
        labels = [line_label(label_of(row)) for row in rows[:n]]
        first = next((m for m, label in enumerate(labels) if _COST.match(label)), n)
        kinds = [named_line(StatementKind.INCOME, label) for label in labels[first:]]
        overheads = any(named is not None and named.key in _OVERHEADS for named in kinds)
        costs = sum(bool(_COST.match(label)) for label in labels[first:])
        if costs > 1 and not overheads and _adds_up(rows[first:n], rows[n], columns):
            return {n: NamedLine("cost_of_sales", 1)}
    return {}


def _both_sides(
    rows: Sequence[Sequence[str]], bare: Sequence[int], columns: Sequence[int]
) -> dict[int, NamedLine]:
    """Two equal totals without a name: the assets and what pays for them."""
    printed = {n: tuple(number_from(rows[n][c]) for c in columns) for n in bare}
    same = [(a, b) for a in bare for b in bare if a < b and printed[a] == printed[b]]
    if len(same) != 1:
        return {}
    keys = zip(same[0], ("total_assets", "liabilities_and_equity"), strict=True)
    return {n: NamedLine(key, 0) for n, key in keys}


def _adds_up(parts: Sequence[Sequence[str]], total: Sequence[str], columns: Sequence[int]) -> bool:
    """Whether every amount of a row is the sum of the rows above."""
    printed = [n for n in columns if number_from(total[n]) is not None]
    return bool(printed and parts) and all(
        sum(number_from(row[n]) or Decimal(0) for row in parts) == number_from(total[n])
        for n in printed
    )
