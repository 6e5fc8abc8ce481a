"""Cases as text for people: the list, and one case with its sources and refused rows."""

from collections.abc import Mapping, Sequence
from typing import Final

from assistant.cli.layout import columns, one_line
from assistant.cli.words import kind_word, moment, state_word
from assistant.domain.case import CaseFile, CaseHead, Source, SourceState
from assistant.domain.figures import FigureStatus
from assistant.domain.findings import ReviewState, Severity
from assistant.domain.quantities import Lang
from assistant.domain.records import RecordKind, RecordSet, RejectedRow
from assistant.services.results import NeverRead

_SHOWN_PAGES = 12
_SHOWN_ROWS = 5
"""Refused rows of a source that are shown unless all are asked for."""


def heads_text(heads: Sequence[CaseHead], lang: Lang) -> str:
    """One line a case."""
    zh = lang is Lang.ZH
    if not heads:
        return (
            "还没有案卷。新建：tallystick case new 企业名称"
            if zh
            else "No cases yet. Create one: tallystick case new NAME"
        )
    titles = ("编号", "等级", "预警", "最近改动", "企业") if zh else _TITLES_EN
    rows = [titles] + [
        (
            h.id,
            h.grade or "-",
            str(h.open_warnings) if not h.problem else "-",
            moment(h.touched_at),
            one_line(h.name if not h.problem else f"! {h.problem}"),
        )
        for h in heads
    ]
    return columns(rows, right=(2,))


_TITLES_EN = ("ID", "GRADE", "WARNINGS", "LAST TOUCHED", "FIRM")


def case_text(
    case: CaseFile, rejected: Mapping[str, Sequence[RejectedRow]], lang: Lang, *, in_full: bool
) -> str:
    """A case: who, what was added and what became of it, and what there is to look at."""
    zh = lang is Lang.ZH
    head = case.head
    lines = ["  ".join(part for part in (one_line(head.name), head.id, head.uscc) if part)]
    if case.as_of is not None:
        lines.append(f"{'基准日' if zh else 'as of'} {case.as_of}")
    if case.sources:
        lines += ["", "资料" if zh else "Sources", _sources(case.sources, lang)]
    unread = _unread(case.sources, lang, in_full=in_full)
    if unread:
        lines += ["", "没有读到的" if zh else "Not read", *unread]
    for source in case.sources:
        rows = rejected.get(source.id, ())
        if rows and source.state is SourceState.READY:
            lines += ["", *_rejected(source, rows, lang, in_full=in_full)]
    invoices = [r for r in case.record_sets if r.kind is RecordKind.INVOICES]
    if invoices:
        lines += ["", "发票" if zh else "Invoices", _records(invoices, lang)]
    others = [r for r in case.record_sets if r.kind is not RecordKind.INVOICES]
    if others:
        title = "经营数据" if zh else "Meters, waybills, orders and stock"
        lines += ["", title, _operations(others, lang)]
    return "\n".join([*lines, "", *_counts(case, lang)])


def left_text(left: NeverRead, lang: Lang) -> list[str]:
    """Files that an adding which was broken off never came to, and how to go on."""
    zh, there, gone = lang is Lang.ZH, len(left.there), len(left.gone)
    head = (
        f"添加中断，有 {there} 个文件从未读到；接着读：tallystick add CASE --resume"
        if zh
        else f"{there} {_plural('file', there)} never read, the adding was broken off; "
        "go on: tallystick add CASE --resume"
    )
    lost = (
        f"添加中断，有 {gone} 个从未读到的文件已不在原处；下次添加时记为失败"
        if zh
        else f"{gone} {_plural('file', gone)} never read, the adding was broken off, and no longer "
        "there; the next adding records that"
    )
    told = ((head, left.there), (lost, left.gone))
    return [
        text
        for title, paths in told
        if paths
        for text in ("", title, *(f"  {one_line(str(path))}" for path in paths))
    ]


def _sources(sources: Sequence[Source], lang: Lang) -> str:
    rows = [
        (
            state_word(s.state, lang),
            kind_word(s.kind, lang),
            _size(s, lang),
            one_line(f"{s.name}  {_remark(s, lang)}"),
        )
        for s in sources
    ]
    return columns(rows, right=(2,), indent="  ")


def _remark(source: Source, lang: Lang) -> str:
    """What is odd about a source, in a few words; the reasons are listed below."""
    zh = lang is Lang.ZH
    if source.state in (SourceState.REPLACED, SourceState.FAILED):
        return ""
    if not (source.problems or source.waiting):
        return source.detail
    counts = (
        (len(source.problems), "处未读", "places not read"),
        (len(source.waiting), "页待识别", "pages wait for recognition"),
    )
    told = [f"{n} {zh_what if zh else what}" for n, zh_what, what in counts if n]
    return ("，" if zh else ", ").join(told)


def _unread(sources: Sequence[Source], lang: Lang, *, in_full: bool) -> list[str]:
    """Every file and page that could not be read, with the reason."""
    rows: list[tuple[str, str]] = []
    for source in sources:
        if source.state is SourceState.FAILED:
            rows.append((source.name, source.detail))
        elif source.state is SourceState.READY:
            rows += ((source.name, reason) for reason in _reasons(source, lang, in_full=in_full))
    return [columns([(one_line(name), one_line(why)) for name, why in rows], indent="  ")] * bool(
        rows
    )


def _reasons(source: Source, lang: Lang, *, in_full: bool) -> list[str]:
    zh = lang is Lang.ZH
    shown = list(source.problems if in_full else source.problems[:_SHOWN_ROWS])
    rest = len(source.problems) - len(shown)
    if rest:
        shown.append(f"另有 {rest} 处：case show --rejected" if zh else f"and {rest} more")
    if source.waiting:
        pages = ", ".join(map(str, source.waiting[:_SHOWN_PAGES]))
        more = "…" if len(source.waiting) > _SHOWN_PAGES else ""
        shown.append(
            f"第 {pages}{more} 页待识别：tallystick recognise CASE"
            if zh
            else f"pages {pages}{more} wait for recognition: tallystick recognise CASE"
        )
    return shown


def _size(source: Source, lang: Lang) -> str:
    zh = lang is Lang.ZH
    if source.rows:
        return f"{source.rows:,} 行" if zh else f"{source.rows:,} rows"
    if source.pages:
        return f"{source.pages} 页" if zh else f"{source.pages} {_plural('page', source.pages)}"
    return ""


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"


def _rejected(
    source: Source, rows: Sequence[RejectedRow], lang: Lang, *, in_full: bool
) -> list[str]:
    zh = lang is Lang.ZH
    shown = rows if in_full else rows[:_SHOWN_ROWS]
    title = (
        f"{source.name} 拒收的行（{len(rows)}）"
        if zh
        else f"Rows refused of {source.name} ({len(rows)})"
    )
    lines = [title, columns([row_cells(r, lang) for r in shown], indent="  ")]
    if len(shown) < len(rows):
        rest = len(rows) - len(shown)
        lines.append(
            f"  另有 {rest} 行：case show --rejected"
            if zh
            else f"  and {rest} more: case show --rejected"
        )
    return lines


def row_cells(row: RejectedRow, lang: Lang) -> tuple[str, str]:
    """Where a refused row stands, and why it was refused."""
    place = f"第{row.row}行" if lang is Lang.ZH else f"row {row.row}"
    return one_line(f"{row.sheet} {place}"), one_line(row.reason)


def _records(sets: Sequence[RecordSet], lang: Lang) -> str:
    zh = lang is Lang.ZH
    titles = (
        ("企业", "行数", "作废", "红字", "重复", "拒收", "起止")
        if zh
        else ("FIRM", "ROWS", "VOID", "RED", "REPEATED", "REFUSED", "FROM - TO")
    )
    rows = [titles] + [
        (
            one_line(r.firm) or "-",
            *(f"{n:,}" for n in (r.rows, r.void, r.red, r.repeated, r.rejected)),
            f"{r.first_day} - {r.last_day}" if r.first_day else "-",
        )
        for r in sets
    ]
    return columns(rows, right=(1, 2, 3, 4, 5), indent="  ")


_FAMILIES: Final = {
    RecordKind.UTILITIES: ("水电气", "meters"),
    RecordKind.SHIPMENTS: ("运单", "waybills"),
    RecordKind.ORDERS: ("订单", "orders"),
    RecordKind.STOCK: ("库存", "stock"),
    RecordKind.INDUSTRY: ("行业指数", "index"),
}


def _operations(sets: Sequence[RecordSet], lang: Lang) -> str:
    zh = lang is Lang.ZH
    titles = (
        ("种类", "行数", "无效", "重复", "拒收", "起止")
        if zh
        else ("KIND", "ROWS", "VOID", "REPEATED", "REFUSED", "FROM - TO")
    )
    rows = [titles] + [
        (
            _FAMILIES[r.kind][0 if zh else 1],
            *(f"{n:,}" for n in (r.rows, r.void, r.repeated, r.rejected)),
            f"{r.first_day} - {r.last_day}",
        )
        for r in sets
    ]
    return columns(rows, right=(1, 2, 3, 4), indent="  ")


def _counts(case: CaseFile, lang: Lang) -> list[str]:
    waiting = sum(f.status is FigureStatus.CANDIDATE for f in case.figures)
    open_ = sum(
        f.review.state is ReviewState.OPEN and f.severity is not Severity.INFO
        for f in case.findings
    )
    grade = case.score.graded(lang) if case.score else "-"
    if lang is Lang.ZH:
        lines = [
            f"{len(case.figures)} 个指标，{open_} 项待核预警，等级 {grade}，"
            f"{len(case.memos)} 份报告草稿"
        ]
        if waiting:
            lines.append(f"{waiting} 个数值待确认：tallystick figures CASE --candidates")
        return lines
    memos = len(case.memos)
    lines = [
        f"{len(case.figures)} figures, {open_} open {_plural('warning', open_)}, grade {grade}, "
        f"{memos} {_plural('draft', memos)}"
    ]
    if waiting:
        verb = "waits" if waiting == 1 else "wait"
        lines.append(
            f"{waiting} {_plural('value', waiting)} {verb} to be confirmed: "
            "tallystick figures CASE --candidates"
        )
    return lines
