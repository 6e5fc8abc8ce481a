"""A memo as Markdown: the text that is checked, previewed and exported."""

from typing import Final

from assistant.domain.checks import Proof
from assistant.domain.memo import MemoSection, MemoVersion, OpenPoint, Signature
from assistant.domain.quantities import Lang

HEADS: Final = {
    Lang.ZH: ("待补充事项", "数字校验", "被删除的语句", "来源注释"),
    Lang.EN: ("Open points", "Check of figures", "Struck sentences", "Source notes"),
}
"""Headings of the parts after the sections, in the order of every export."""


def body_markdown(sections: tuple[MemoSection, ...]) -> str:
    """The sections alone, with headings; this is what the check reads."""
    parts = []
    for number, section in enumerate(sections, start=1):
        parts.append(f"## {number}. {section.title}")
        parts += [paragraph.text for paragraph in section.paragraphs]
    return "\n\n".join(parts)


def memo_markdown(memo: MemoVersion) -> str:
    """The whole memo: body, open points, source notes, the check's result."""
    points, checked, struck, sources = HEADS[memo.lang]
    parts = [f"# {memo.title}", byline(memo), body_markdown(memo.sections)]
    if memo.open_points:
        parts.append(f"## {points}")
        parts.append("\n".join(f"- [ ] {open_point(p, memo.lang)}" for p in memo.open_points))
    parts += [f"## {checked}", check_summary(memo)]
    if memo.struck:
        parts.append(f"### {struck}")
        parts.append("\n".join(f"- ~~{_flat(s.text)}~~ ({s.reason})" for s in memo.struck))
    if memo.notes:
        parts.append(f"## {sources}")
        parts += [f"[^{note.number}]: {note.text}" for note in memo.notes]
    return "\n\n".join(parts) + "\n"


def open_point(point: OpenPoint, lang: Lang) -> str:
    """What is missing and what to ask for, in one line."""
    return f"{point.text}{'：' if lang is Lang.ZH else ': '}{point.ask}"


def byline(memo: MemoVersion) -> str:
    """Who drafted which version when, with what."""
    when = f"{memo.drafted_at:%Y-%m-%d %H:%M} UTC"
    signed = "".join(_signed(one, memo.lang) for one in memo.signatures)
    if memo.lang is Lang.ZH:
        return (
            f"第 {memo.number} 稿 · {when} · 起草：{memo.drafted_by} · 模型：{memo.model}"
            f" · 政策：{memo.policy or '未评分'} · {memo.generator}{signed}"
        )
    return (
        f"Draft {memo.number} · {when} · drafted by {memo.drafted_by} · model: {memo.model}"
        f" · policy: {memo.policy or 'not scored'} · {memo.generator}{signed}"
    )


def _signed(signature: Signature, lang: Lang) -> str:
    verb = "签字：" if lang is Lang.ZH else "signed by "
    return f" · {verb}{signature.who} {signature.at:%Y-%m-%d %H:%M} UTC #{signature.digest[:12]}"


def check_summary(memo: MemoVersion) -> str:
    """How many claims were proved, unchecked and false."""
    proved, unchecked, false = (
        memo.check.counted(verdict) for verdict in (Proof.PROVED, Proof.UNCHECKED, Proof.FALSE)
    )
    if memo.lang is Lang.ZH:
        counts = f"已证实 {proved} 项，未能核对 {unchecked} 项，不符 {false} 项"
        return f"{counts}，删除语句 {len(memo.struck)} 句。"
    return (
        f"{proved} claims proved, {unchecked} unchecked, {false} false, "
        f"{len(memo.struck)} sentences struck."
    )


def _flat(text: str) -> str:
    return " ".join(text.split()).replace("~", "-")
