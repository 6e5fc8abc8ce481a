"""Guarantees: who guarantees whose debt to whom, how much, until when; by contract or schedule.

Amounts of a schedule are verified when they add up to the total that it prints.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from assistant.domain.figures import Figure
from assistant.domain.findings import Finding
from assistant.domain.papers import GUARANTEE_FIELDS, scope_of
from assistant.domain.periods import Period
from assistant.domain.quantities import Unit, Value
from assistant.extraction.amounts import Scale, number_from
from assistant.extraction.clauses import DAY, MONEY, WHO, Clauses, Rules, read_clauses
from assistant.extraction.ledgers import LedgerRow, day_of, ledger_rows, ledger_scale
from assistant.extraction.quoted import (
    Named,
    Reading,
    day_stated,
    from_cell,
    is_titled,
    title_of,
)
from assistant.extraction.schedule_totals import cell_of, is_total, total_apart
from assistant.extraction.untied import untied
from retrieval.passages import LoadedDocument, Table

_I: Final = re.IGNORECASE
_UNIT: Final = r"(?:\s*[(][^()]*[)])?"
_CONTRACT: Final = re.compile(
    r"(?:保证|担保)(?:合同|协议|书|函)\s*(?:[（(].{1,12}[)）])?\s*\Z"
    r"|\A[^.。]*\b(?:guarantee|guaranty|suretyship)\b[^.。]*\Z",
    _I,
)
_ROLE: Final = r"\s*\((?:the\s+|hereinafter\s+|as\s+)*[\"“']?"
_NAME: Final = r"([A-Z][\w&.' -]{2,80}?)"
_PATTERNS: Final = tuple(
    (key, re.compile(pattern))
    for key, pattern in (
        ("guarantee.guarantor", rf"(?<!被)(?:保证人|担保人)[）)]?{WHO}"),
        ("guarantee.guarantor", rf"\b(?:Guarantor|Surety)\s*:\s*{_NAME}(?=\n|[,;.]|\Z)"),
        ("guarantee.guarantor", rf"\b(?:between|by)\s+{_NAME}{_ROLE}Guarantor\b"),
        ("guarantee.debtor", rf"(?:债务人|借款人|被担保人|被保证人)[）)]?{WHO}"),
        ("guarantee.debtor", r"为\s*([^，。；、\s（(]{4,40})\s*[（(](?:以下)?(?:简称|称)[“\"]?(?:债务人|借款人|被担保人)"),
        ("guarantee.debtor", rf"\b(?:Debtor|Borrower|Obligor)\s*:\s*{_NAME}(?=\n|[,;.]|\Z)"),
        ("guarantee.debtor", rf"\b(?:of|to|by)\s+{_NAME}{_ROLE}(?:Debtor|Borrower|Obligor)\b"),
        ("guarantee.creditor", rf"(?:债权人|贷款人|受益人)[）)]?{WHO}"),
        ("guarantee.creditor", rf"\b(?:Creditor|Lender|Beneficiary|Bank)\s*:\s*{_NAME}(?=\n|[,;.]|\Z)"),
        ("guarantee.creditor", rf"\b(?:and|of)\s+{_NAME}{_ROLE}(?:Creditor|Lender|Beneficiary|Bank)\b"),
        ("guarantee.amount", rf"(?:最高(?:债权|担保|保证)?(?:本金)?(?:限?额|余额)|(?:被?担保|保证)(?:的主?债权)?(?:本金)?(?:金额|数额|限额|额度)|主债权本金)[^。；\d]{{0,16}}?{MONEY}"),
        ("guarantee.amount", rf"\b(?:[Gg]uaranteed (?:amount|sum)|[Mm]aximum (?:amount|liability)|up to|not exceed(?:ing)?)[^.;\d]{{0,30}}?{MONEY}"),
        ("guarantee.begins", rf"(?:保证|担保)(?:责任)?(?:期[间限]|日期)[^。；]{{0,14}}?自?\s*{DAY}\s*(?:起|开始)?\s*[至到~—–-]"),
        ("guarantee.ends", rf"(?:保证|担保)(?:责任)?(?:期[间限]|日期)[^。；]{{0,40}}?[至到~—–-]\s*{DAY}"),
        ("guarantee.begins", rf"\b(?:from|effective(?: on)?)\s+{DAY}\s+(?:to|until|through)\b"),
        ("guarantee.ends", rf"\b(?:until|expires on|remains in force (?:until|to)|valid until)\s+{DAY}"),
        ("guarantee.kind", r"(连带责任保证|一般保证|连带责任担保)"),
        ("guarantee.kind", r"\b([Jj]oint(?:ly)? and several(?:ly)?)\b"),
    )
)  # fmt: skip
_RULES: Final = Rules(GUARANTEE_FIELDS, _PATTERNS)
_TITLE: Final = re.compile(r"担保|互保|\bguarant", _I)
_COLUMNS: Final = {
    "debtor": re.compile(r"被担保(?:方|人|单位|公司|对象|企业)(?:名称)?|被保证人|债务人|(?:guaranteed (?:party|company|entity)|debtor|borrower|obligor)", _I),
    "guarantor": re.compile(r"(?:担保方|担保人|保证人|担保单位|担保公司)(?:名称)?|guarantor", _I),
    "creditor": re.compile(r"债权人|贷款(?:银行|机构|人)|担保权人|creditor|lender|beneficiary|bank", _I),
    "balance": re.compile(rf"(?:实际|期末|对外)?担保余额{_UNIT}|(?:guaranteed )?(?:balance|outstanding){_UNIT}", _I),
    "amount": re.compile(rf"(?:实际|合同|对外)?担保(?:总?金?额|额度|本金){_UNIT}|(?:guaranteed |guarantee )?(?:amount|limit){_UNIT}", _I),
    "begins": re.compile(r"担保(?:起始|开始)(?:日期?|时间)|(?:guarantee )?(?:start|from)(?: date)?", _I),
    "ends": re.compile(r"担保(?:到期|终止|截止)(?:日期?|时间)|(?:guarantee )?(?:expiry|maturity|end|until)(?: date)?", _I),
    "kind": re.compile(r"担保(?:类型|方式|种类)|保证方式|(?:guarantee )?(?:type|kind)", _I),
}  # fmt: skip
_MONEY_COLUMNS: Final = ("balance", "amount")
_DAYS: Final = ("begins", "ends")


class Guarantees(NamedTuple):
    """What was read of guarantees."""

    figures: tuple[Figure, ...] = ()
    findings: tuple[Finding, ...] = ()
    problems: tuple[str, ...] = ()
    """What can't be read, in both languages."""


def is_guarantee(document: LoadedDocument) -> bool:
    """Whether the document calls itself a guarantee."""
    return is_titled(document, _CONTRACT)


def guarantee_clauses(document: LoadedDocument, source: str) -> Clauses:
    """``guarantee.amount:<file>`` and the like of one contract."""
    return read_clauses(document, source, _RULES)


def guarantee_schedule(document: LoadedDocument, source: str) -> Guarantees:
    """``guarantee.amount:<debtor>`` and the other terms of each guarantee of each schedule.

    A table that names one side only has the firm itself on the other.

    Args:
        document: as loaded.
        source: the source's id in the case.
    """
    reading = Reading(document, source)
    by_table: dict[int, list[LedgerRow]] = {}
    for row in ledger_rows(document, _COLUMNS, ()):
        if _is_schedule(document, row):
            by_table.setdefault(id(row.table), []).append(row)
    seen: Counter[str] = Counter()
    found = [_of_table(reading, rows, seen) for rows in by_table.values()]
    return Guarantees(
        tuple(figure for one in found for figure in one.figures),
        tuple(finding for one in found for finding in one.findings),
        tuple(problem for one in found for problem in one.problems),
    )


def _is_schedule(document: LoadedDocument, row: LedgerRow) -> bool:
    sides = {"debtor", "guarantor"} & row.columns.keys()
    sums = set(_MONEY_COLUMNS) & row.columns.keys()
    heads = " ".join(row.table.header)
    return bool(
        sides and sums and (_TITLE.search(heads) or _TITLE.search(title_of(document, row.table)))
    )


def _of_table(reading: Reading, rows: Sequence[LedgerRow], seen: Counter[str]) -> Guarantees:
    own = [row for row in rows if not is_total(row) and _parties(row)]
    sums = [name for name in _MONEY_COLUMNS if name in rows[0].columns]
    apart = {name: total_apart(rows, own, name) for name in sums}
    problems = [
        row.problem("担保金额无法识别", "the amount guaranteed can't be read")
        for row in own
        if all(row.amount(name) is None for name in sums)
    ]
    table = rows[0].table
    scale = ledger_scale(reading.document, table)
    tied = {name for name, left in apart.items() if left == [] and scale.stated and not problems}
    figures: list[Figure] = []
    day = _day(reading, table)
    for row in own:
        name = " ".join(_parties(row))
        seen[name] += 1
        scope = name if seen[name] == 1 else f"{name}-{seen[name]}"
        figures += _figures(reading, row, scope, (scale, tied, day))
    findings = tuple(untied(reading, one, scale) for left in apart.values() for one in left or ())
    return Guarantees(tuple(figures), findings, tuple(problems))


def _parties(row: LedgerRow) -> tuple[str, ...]:
    """The names that a row gives, guarantor first."""
    names = (row.cells.get(side, "").strip() for side in ("guarantor", "debtor"))
    return tuple(name for name in names if name)


def _day(reading: Reading, table: Table) -> Period | None:
    head = reading.document.pages[table.page - 1].text[:400]
    return day_stated(title_of(reading.document, table), head)


def _figures(
    reading: Reading, row: LedgerRow, scope: str, known: tuple[Scale, set[str], Period | None]
) -> Iterator[Figure]:
    scale, tied, day = known
    for column in row.columns:
        value, unit = _value(row, column, scale)
        if value is None:
            continue
        period = day if column == "balance" else None
        metric = GUARANTEE_FIELDS[f"guarantee.{column}"]
        named = Named(metric, scope_of(scope), said=(scope, scope), period=period)
        made = from_cell(reading, cell_of(row, column), named, (value, unit), proved=column in tied)
        yield from (made,) if made else ()


def _value(row: LedgerRow, column: str, scale: Scale) -> tuple[Value, Unit]:
    text = row.cells[column].strip()
    if column in _MONEY_COLUMNS:
        number = number_from(text)
        return (None if number is None else number * scale.factor), scale.currency
    if column in _DAYS:
        return day_of(text), Unit.DATE
    return text or None, Unit.TEXT
