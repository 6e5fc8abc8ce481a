"""What is told of a file that was read: one line, its refused rows, its unread pages."""

from collections.abc import Sequence
from typing import Final

from assistant.domain.quantities import Lang
from assistant.domain.records import RecordKind, RecordSet
from assistant.domain.tongues import in_tongue, joined, two_tongued
from assistant.intake.read_invoices import ReadFile
from assistant.services.keeping import ReadSource

_SHOWN: Final = 3
"""Refused rows and unread pages that are told at once; the case lists all."""


def summary(read: ReadSource, lang: Lang) -> str:
    """What there is of a file now."""
    zh = lang is Lang.ZH
    if read.document is None:
        return _rows(read, lang)
    pages, figures = read.source.pages, len(read.figures)
    passages, waiting = read.source.passages, len(read.source.waiting)
    text = f"{pages} 页，{passages} 段" if zh else f"{pages} pages, {passages} passages"
    kinds = [file.record_set.kind for file in read.records]
    if RecordKind.INVOICES in kinds:
        text += "，1 张发票" if zh else ", 1 invoice"
    elif kinds:
        text += ("，" if zh else ", ") + operation_rows(read, lang)
    elif read.source.rows:
        text += f"，{read.source.rows} 笔流水" if zh else f", {read.source.rows} movements"
    if figures:
        text += f"，{figures} 个数值" if zh else f", {figures} values"
    if waiting:
        text += f"，{waiting} 页待识别" if zh else f", {waiting} pages wait for recognition"
    return text


_KINDS: Final = {
    RecordKind.UTILITIES: ("水电气用量", "meter rows"),
    RecordKind.SHIPMENTS: ("运单", "waybills"),
    RecordKind.ORDERS: ("订单", "order lines"),
    RecordKind.STOCK: ("库存", "stock lines"),
    RecordKind.INDUSTRY: ("行业指数", "months of an index"),
}


def operation_rows(read: ReadSource, lang: Lang) -> str:
    """How many rows of each kind a file of operations brought, repeats and refusals beside them."""
    zh = lang is Lang.ZH
    parts = []
    for file in read.records:
        kept, names = file.record_set, _KINDS[file.record_set.kind]
        text = f"{names[0]} {kept.rows} 行" if zh else f"{kept.rows} {names[1]}"
        if kept.repeated:
            text += f"（重复 {kept.repeated}）" if zh else f" ({kept.repeated} repeated)"
        parts.append(text)
    if read.rejected:
        refused_rows = len(read.rejected)
        parts.append(f"拒收 {refused_rows} 行" if zh else f"{refused_rows} refused")
    return ("，" if zh else ", ").join(parts)


def _rows(read: ReadSource, lang: Lang) -> str:
    sets: list[RecordSet] = [file.record_set for file in read.records]
    void, red = sum(s.void for s in sets), sum(s.red for s in sets)
    repeated, rejected = sum(s.repeated for s in sets), len(read.rejected)
    if lang is Lang.ZH:
        return f"{read.source.rows} 行：作废 {void}，红字 {red}，重复 {repeated}，拒收 {rejected}"
    return (
        f"{read.source.rows} rows: {void} void, {red} red, {repeated} repeated, {rejected} refused"
    )


def refused(read: ReadSource, lang: Lang) -> tuple[str, ...]:
    """The first refused rows and unread pages, each with its place and reason."""
    zh = lang is Lang.ZH
    shown = []
    for row in read.rejected[:_SHOWN]:
        place = f"第{row.row}行：" if zh else f"row {row.row}: "
        shown.append(f"{row.sheet} {place}{in_tongue(row.reason, lang)}".strip())
    rows = len(read.rejected) - len(shown)
    if rows:
        shown.append(_more(rows, "行", "more", lang))
    problems = read.source.problems
    shown += [in_tongue(problem, lang) for problem in problems[:_SHOWN]]
    if len(problems) > _SHOWN:
        shown.append(_more(len(problems) - _SHOWN, "处", "more places", lang))
    return tuple(shown)


def _more(count: int, zh: str, en: str, lang: Lang) -> str:
    if lang is Lang.ZH:
        return f"另有 {count} {zh}：case show --rejected"
    return f"and {count} {en}: case show --rejected"


def known(lang: Lang) -> str:
    """What is told of a file whose content the case holds already."""
    return "案卷中已有相同内容，无需重复加入" if lang is Lang.ZH else "already in the case"


def detail_of(problems: Sequence[str]) -> str:
    """Problems in one stored line; the first few and how many more."""
    shown = list(problems[:_SHOWN])
    rest = len(problems) - len(shown)
    if rest:
        shown.append(two_tongued(f"另有{rest}处", f"{rest} more"))
    return joined(shown)


def odd_rows(files: Sequence[ReadFile]) -> str:
    """What is strange about rows that were kept all the same; '' where nothing is."""
    rows = sum(file.mismatched for file in files)
    if not rows:
        return ""
    return two_tongued(
        f"{rows} 行的金额加税额不等于价税合计",
        f"{rows} {'row has' if rows == 1 else 'rows have'} net and tax that don't add up to gross",
    )
