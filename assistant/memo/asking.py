"""The open points of a section: what nothing states, and what can't be computed."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.domain.case import CaseFile
from assistant.domain.figures import Figure, Statement, figure_key
from assistant.domain.memo import OpenPoint
from assistant.domain.quantities import Lang
from assistant.memo.templates import SectionSpec
from assistant.memo.unanswered import is_explained
from assistant.scoring.wording import capitalised

_DISTANT: Final = date.min


@dataclass(frozen=True)
class FieldRow:
    """One applicant or request field; ``figure`` is None where nobody entered it."""

    label: str
    figure: Figure | None
    key: str = ""
    """Of the field, or the beginning of a family's keys."""
    why: Statement | None = None
    """Why there is none, where the file tells more than that nothing states it."""


def unset_fields(
    fields: tuple[FieldRow, ...], lang: Lang, asked: tuple[str, ...]
) -> tuple[OpenPoint, ...]:
    """What nobody answered; a field that a person said why of is answered.

    What nothing states is one point a section, without what a missing document is ``asked`` for.
    """
    zh = lang is Lang.ZH
    points, plain = [], []
    for row in fields:
        if row.figure is not None or (row.why is not None and is_explained(row.why)):
            continue
        if row.why is not None:
            ask = "请与原件核对后确认" if zh else "compare with the original and confirm"
            points.append(OpenPoint(text=row.why.text(lang).rstrip("。."), ask=ask))
            continue
        if not _is_asked(row.key, asked):
            plain.append(row.label)
    if plain:
        text = "案卷未载明" if zh else "Not on file"
        named = "、".join(plain) if zh else ", ".join(plain)
        ask = f"请提供{named}，或说明原因" if zh else f"provide {named}, or say why not"
        points.append(OpenPoint(text=text, ask=ask))
    return tuple(points)


def _is_asked(key: str, asked: tuple[str, ...]) -> bool:
    return any(key == one or (one.endswith(".") and key.startswith(one)) for one in asked)


def missing_figures(case: CaseFile, spec: SectionSpec, lang: Lang) -> tuple[OpenPoint, ...]:
    """Latest missing figure of each metric that the section's statements would use."""
    zh = lang is Lang.ZH
    latest: dict[str, Figure] = {}
    for figure in case.figures:
        if figure.metric in spec.metrics and figure.period and figure_key(figure.key).scope is None:
            held = latest.get(figure.metric)
            if held is None or end_of(figure) >= end_of(held):
                latest[figure.metric] = figure
    points: dict[str, OpenPoint] = {}
    for figure in latest.values():
        if reason := figure.missing(lang):
            text = (
                f"“{figure.label(lang)}”无法计算"
                if zh
                else f"{capitalised(figure.label(lang))} can't be computed"
            )
            points.setdefault(text, OpenPoint(text=text, ask=reason))
    return tuple(points.values())


def document_point(spec: SectionSpec, lang: Lang) -> OpenPoint:
    """What a section that has nothing asks for."""
    zh_ask, en_ask = spec.needs_documents
    if lang is Lang.ZH:
        return OpenPoint(text=f"“{spec.title_zh}”缺少资料", ask=f"请提供{zh_ask}")
    return OpenPoint(text=f"Nothing on file for “{spec.title_en}”", ask=f"provide {en_ask}")


def nothing_on_file(spec: SectionSpec, lang: Lang) -> str:
    """What an empty section says: no finding, or nothing held."""
    zh = lang is Lang.ZH
    if spec.findings:
        return "现有资料未触发任何预警。" if zh else "The file raised no warning."
    title = spec.title(lang)
    return (
        f"案卷中没有可用于“{title}”的资料，见待补充事项。"
        if zh
        else f"The file holds nothing for “{title}”; see the open points."
    )


def end_of(figure: Figure) -> date:
    """The end of a figure's period; the distant past where it has none."""
    return figure.period.end if figure.period else _DISTANT
