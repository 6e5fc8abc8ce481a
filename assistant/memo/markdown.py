"""A memo as Markdown: the text that is checked, previewed and exported."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from assistant.domain.checks import Proof
from assistant.domain.memo import (
    WITHOUT_MODEL,
    Attested,
    Author,
    Chart,
    ChartForm,
    MemoKind,
    MemoSection,
    MemoVersion,
    OpenPoint,
    Signature,
    version_digest,
)
from assistant.domain.placing import heading, laid, stated
from assistant.domain.quantities import Lang

DOUBTS: Final = {
    Lang.ZH: {Proof.UNCHECKED: "〔未核〕", Proof.FALSE: "〔不符〕"},
    Lang.EN: {Proof.UNCHECKED: "〔unchecked〕", Proof.FALSE: "〔false〕"},
}
"""What an export says after a claim that isn't proved; only a person's edit can hold one."""

_STATED: Final = {
    Lang.ZH: "〔{who}陈述，未经证实〕",
    Lang.EN: "〔stated by {who}, not proved〕",
}
"""What an export says behind a sentence that a person stands by and no figure decides."""
_BRACKETS: Final = re.compile(r"[〔〕]")
_STATED_MARK: Final = re.compile(r" ?〔(?:stated by [^〔〕]*, not proved|[^〔〕]*陈述，未经证实)〕")

HEADS: Final = {
    Lang.ZH: (
        "待补充事项",
        "数字校验",
        "被删除的语句",
        "来源注释",
        "图表数据",
        "调查人签字",
        "人工陈述，未经证实",
    ),
    Lang.EN: (
        "Open points",
        "Check of figures",
        "Struck sentences",
        "Source notes",
        "Chart data",
        "Signatures",
        "Stated by a person, not proved",
    ),
}
"""Headings of the parts after the sections."""


_INVESTIGATORS: Final = 2
"""Persons who investigate a credit and sign for it."""
_NO_MODEL: Final = {Lang.ZH: "无", Lang.EN: "none"}
AUTHORS: Final = {
    "code": ("程序", "program"),
    "model": ("模型", "model"),
    "person": ("人工", "person"),
}
"""Kinds of authors in words, zh and en."""


def body_markdown(sections: tuple[MemoSection, ...]) -> str:
    """The sections alone, with headings; this is what the check reads."""
    parts = []
    for number, section in enumerate(sections, start=1):
        parts.append(heading(number, section))
        parts += [paragraph.text for paragraph in section.paragraphs]
    return "\n\n".join(parts)


def doubted(memo: MemoVersion) -> tuple[MemoSection, ...]:
    """The sections as they are exported: what isn't proved says so behind itself.

    Behind a claim, or behind the sentence where a person stands by it.
    """
    doubts = _doubts(memo)
    if not doubts:
        return memo.sections
    told = []
    for one in laid(memo.sections):
        text, end = one.paragraph.text, one.start + len(one.paragraph.text)
        for at in sorted((at for at in doubts if one.start < at <= end), reverse=True):
            text = text[: at - one.start] + doubts[at] + text[at - one.start :]
        told.append(one.paragraph.model_copy(update={"text": text}))
    paragraphs = iter(told)
    return tuple(
        section.model_copy(
            update={"paragraphs": tuple(islice(paragraphs, len(section.paragraphs)))}
        )
        for section in memo.sections
    )


def _doubts(memo: MemoVersion) -> dict[int, str]:
    """What is said of text that isn't proved, by where that text ends."""
    held = stated(memo)
    found: dict[int, str] = {}
    for sentence in memo.check.sentences:
        said = held.get(sentence.start)
        if said is not None:
            found[sentence.start + sentence.text.index(f"[^{said.note}]")] = _stated(
                said, memo.lang
            )
            continue
        for claim in sentence.claims:
            if claim.verdict is not Proof.PROVED:
                found[claim.end] = DOUBTS[memo.lang][claim.verdict]
    return found


def _stated(said: Attested, lang: Lang) -> str:
    gap = "" if lang is Lang.ZH else " "
    return gap + _STATED[lang].format(who=_BRACKETS.sub("", said.who))


def statements(memo: MemoVersion) -> tuple[str, ...]:
    """What persons stand by without a proof: the sentence, who says it when, and from what."""
    zh = memo.lang is Lang.ZH
    return tuple(
        f"{a.text}〔{a.who}，{a.at:%Y-%m-%d %H:%M} UTC；依据：{a.why}〕"
        if zh
        else f"{a.text} 〔{a.who}, {a.at:%Y-%m-%d %H:%M} UTC; known from: {a.why}〕"
        for a in memo.attested
    )


def unmarked(text: str) -> str:
    """A text without what an export said behind claims that weren't proved."""
    for marks in DOUBTS.values():
        for mark in marks.values():
            text = text.replace(mark, "")
    return _STATED_MARK.sub("", text)


def memo_markdown(memo: MemoVersion, *, marked: bool = False) -> str:
    """The whole memo: body, open points, source notes, the check's result.

    Args:
        memo: what to write.
        marked: whether claims that aren't proved say so in the text, as an export has it.
    """
    points, checked, struck, sources, data, signed, said = HEADS[memo.lang]
    sections = doubted(memo) if marked else memo.sections
    parts = [f"# {memo.title}", byline(memo), body_markdown(sections)]
    if memo.open_points:
        parts.append(f"## {points}")
        parts.append("\n".join(f"- [ ] {open_point(p, memo.lang)}" for p in memo.open_points))
    if lines := signature_lines(memo):
        parts += [f"## {signed}", "\n\n".join(lines)]
    parts += [f"## {checked}", check_summary(memo), authorship(memo)]
    if told := statements(memo):
        parts += [f"### {said}", "\n".join(f"- {_flat(one)}" for one in told)]
    if memo.struck:
        parts.append(f"### {struck}")
        parts.append("\n".join(f"- ~~{_flat(s.text)}~~ ({s.why(memo.lang)})" for s in memo.struck))
    if memo.charts:
        parts.append(f"## {data}")
        for caption, table in chart_tables(memo):
            parts += [caption, table]
    if memo.notes:
        parts.append(f"## {sources}")
        parts += [f"[^{note.number}]: {note.text}" for note in memo.notes]
    return "\n\n".join(parts) + "\n"


def captions(memo: MemoVersion) -> tuple[tuple[Chart, str], ...]:
    """Each chart with its caption, numbered through the memo."""
    zh = memo.lang is Lang.ZH
    return tuple(
        (chart, f"图{number} {chart.title}" if zh else f"Figure {number}. {chart.title}")
        for number, chart in enumerate(memo.charts, start=1)
    )


def chart_tables(memo: MemoVersion) -> Iterator[tuple[str, str]]:
    """The values of each chart as a table that can be proved, with its caption.

    A chart of points or of ties says nothing that the memo's text doesn't, so it has no table.
    """
    first = "项目" if memo.lang is Lang.ZH else "Item"
    for chart, caption in captions(memo):
        if chart.form in (ChartForm.FILLED, ChartForm.TREE):
            continue
        labels = {p.label: p.named or p.label for s in chart.series for p in s.points}
        told = [{p.label: p.text for p in series.points} for series in chart.series]
        names = " | ".join(series.name for series in chart.series)
        rows = [f"| {first} | {names} |", "|---|" + "---:|" * len(told)]
        for label, named in labels.items():
            cells = " | ".join(values.get(label, "—") for values in told)
            rows.append(f"| {named.replace('|', '／')} | {cells} |")
        yield caption, "\n".join(rows)


def open_point(point: OpenPoint, lang: Lang) -> str:
    """What is missing and what to ask for, in one line."""
    return f"{point.text}{'：' if lang is Lang.ZH else ': '}{point.ask}"


def byline(memo: MemoVersion) -> str:
    """Who drafted which version when, with what."""
    when = f"{memo.drafted_at:%Y-%m-%d %H:%M} UTC"
    signed = "".join(_signed(one, memo.lang) for one in memo.signatures)
    base, model = memo.edited_from, _model(memo)
    if memo.lang is Lang.ZH:
        edited = f"（改自第 {base} 稿）" if base else ""
        return (
            f"第 {memo.number} 稿{edited} · {when} · 起草：{memo.drafted_by} · 模型：{model}"
            f" · 政策：{memo.policy or '未评分'} · {memo.generator}{signed}"
        )
    edited = f" (edited from draft {base})" if base else ""
    return (
        f"Draft {memo.number}{edited} · {when} · drafted by {memo.drafted_by} · model: {model}"
        f" · policy: {memo.policy or 'not scored'} · {memo.generator}{signed}"
    )


def _model(memo: MemoVersion) -> str:
    """The model that wrote, or that none did."""
    return memo.model if memo.model != WITHOUT_MODEL else _NO_MODEL[memo.lang]


def footer(memo: MemoVersion) -> tuple[str, str]:
    """What each page says of the version that it belongs to: its title, its number and digest."""
    digest = version_digest(memo)[:12]
    told = (
        f"第 {memo.number} 稿 · #{digest}"
        if memo.lang is Lang.ZH
        else f"Draft {memo.number} · #{digest}"
    )
    return memo.title, told


def _signed(signature: Signature, lang: Lang) -> str:
    verb = "签字：" if lang is Lang.ZH else "signed by "
    return f" · {verb}{signature.who} {signature.at:%Y-%m-%d %H:%M} UTC #{signature.digest[:12]}"


def signature_lines(memo: MemoVersion) -> tuple[str, ...]:
    """Who signed, and a line for each investigator who hasn't but on a pre-screen; two must."""
    zh = memo.lang is Lang.ZH
    signed = tuple(
        f"调查人：{s.who}　{s.at:%Y-%m-%d %H:%M} UTC　#{s.digest[:12]}"
        if zh
        else f"Signed by {s.who}, {s.at:%Y-%m-%d %H:%M} UTC, #{s.digest[:12]}"
        for s in memo.signatures
    )
    if memo.kind is MemoKind.PRESCREEN:
        return signed
    line = "＿" * 10
    blank = f"调查人：{line}　日期：{line}" if zh else f"Name: {line}  Date: {line}"
    return signed + (blank,) * max(_INVESTIGATORS - len(signed), 0)


def check_summary(memo: MemoVersion) -> str:
    """How many claims were proved, unchecked and false."""
    proved, unchecked, false = (
        memo.check.counted(verdict) for verdict in (Proof.PROVED, Proof.UNCHECKED, Proof.FALSE)
    )
    if memo.lang is Lang.ZH:
        counts = f"已证实 {proved} 项，未能核对 {unchecked} 项，不符 {false} 项"
        said = f"，人工陈述 {len(memo.attested)} 句" if memo.attested else ""
        return f"{counts}{said}，删除语句 {len(memo.struck)} 句。"
    said = f"{len(memo.attested)} stated by a person, " if memo.attested else ""
    return (
        f"{proved} claims proved, {unchecked} unchecked, {false} false, {said}"
        f"{len(memo.struck)} sentences struck."
    )


def authorship(memo: MemoVersion) -> str:
    """Who wrote how many paragraphs; a person's are named by section."""
    zh = memo.lang is Lang.ZH
    wrote: dict[Author, list[str]] = {}
    for number, section in enumerate(memo.sections, start=1):
        for paragraph in section.paragraphs:
            wrote.setdefault(paragraph.author, []).append(str(number))
    told = []
    for author, places in wrote.items():
        name, count = AUTHORS[author.kind][0 if zh else 1], len(places)
        if author.kind != "code":
            listed = ("、" if zh else ", ").join(dict.fromkeys(places))
            name += f" {author.name}（第 {listed} 节）" if zh else f" {author.name} ({listed})"
        told.append(f"{name} {count} 段" if zh else f"{name} {count}")
    return f"段落作者：{'；'.join(told)}。" if zh else f"Paragraphs by author: {'; '.join(told)}."


def _flat(text: str) -> str:
    return " ".join(text.split()).replace("~", "-")
