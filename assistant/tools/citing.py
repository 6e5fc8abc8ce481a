"""Sentences that say a figure with the document and page where it stands."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from assistant.domain.checks import SourceText
from assistant.domain.evidence import Quoted
from assistant.domain.figures import (
    Figure,
    FigureStatus,
    Statement,
    StatementKind,
    figure_key,
)
from assistant.domain.papers import scope_of
from assistant.domain.quantities import Lang
from assistant.scoring.wording import capitalised, verb_of, when
from assistant.tools.context import ToolContext

_GUARANTEE: Final = "guarantee."
_ZH_TERMS: Final = {
    "sides": "{}为{}提供担保",
    "creditor": "，债权人{}",
    "kind": "，{}",
    "amount": "，担保金额{}",
    "balance": "，担保余额{}",
    "begins": "，自{}起",
    "ends": "，至{}",
}
_EN_TERMS: Final = {
    "sides": "{} guarantees the debts of {}",
    "creditor": " to {}",
    "kind": " ({})",
    "amount": ", up to {}",
    "balance": ", with {} outstanding",
    "begins": ", from {}",
    "ends": ", until {}",
}
_NUMBER: Final = re.compile(r"（1）\Z| \(1\)\Z")


class Cited(NamedTuple):
    """A sentence and the words it rests on."""

    statement: Statement
    passage: SourceText


def origin_of(context: ToolContext, figure: Figure) -> Quoted | None:
    """Where a figure stands in a document, also after a person confirmed it."""
    if isinstance(figure.evidence, Quoted):
        return figure.evidence
    return context.view.quoted(figure.key) if figure.evidence.type == "entered" else None


def place(quoted: Quoted, lang: Lang) -> str:
    """Document and page, with the cell where there is one."""
    if lang is Lang.ZH:
        cell = f"（{quoted.cell}）" if quoted.cell else ""
        return f"《{quoted.source_name}》第{quoted.page}页{cell}"
    cell = f" ({quoted.cell})" if quoted.cell else ""
    return f"{quoted.source_name}, p. {quoted.page}{cell}"


def source_text(quoted: Quoted) -> SourceText:
    """The quoted words as a passage."""
    return SourceText(
        source=quoted.source, source_name=quoted.source_name, page=quoted.page, text=quoted.quote
    )


def cited(context: ToolContext, figure: Figure) -> Cited | None:
    """What the figure is and where it stands; None where it stands in no document."""
    quoted = origin_of(context, figure)
    if quoted is None or figure.value is None:
        return None
    if figure.metric.startswith(_GUARANTEE):
        return Cited(_guarantee(context, figure, quoted), source_text(quoted))
    zh_doubt, en_doubt = _doubt(figure)
    zh_label, en_label = (_label(context, figure, quoted, lang) for lang in Lang)
    zh_place, en_place = place(quoted, Lang.ZH), place(quoted, Lang.EN)
    verb = verb_of(en_label, past=figure.period is not None)
    statement = Statement(
        key=cited_key(figure),
        kind=StatementKind.VALUE,
        text_zh=(
            f"{when(figure.period, Lang.ZH)}{zh_label}为{figure.text(Lang.ZH)}"
            f"（{zh_place}{zh_doubt}）。"
        ),
        text_en=(
            f"{capitalised(en_label)} {verb} {figure.text(Lang.EN)}"
            f"{when(figure.period, Lang.EN)} ({en_place}{en_doubt})."
        ),
        figures=(figure.key,),
    )
    return Cited(statement, source_text(quoted))


def _guarantee(context: ToolContext, figure: Figure, quoted: Quoted) -> Statement:
    """All that the record of a guarantee says: its terms mean little one by one.

    A record that names one side is of the firm's own list, and the firm is the other.
    """
    record = figure_key(figure.key).scope
    terms = {
        f.metric.removeprefix(_GUARANTEE): f
        for f in context.figures
        if f.metric.startswith(_GUARANTEE)
        and f.value is not None
        and figure_key(f.key).scope == record
    }
    doubts = [_doubt(f) for f in terms.values()]
    zh_doubt, en_doubt = next((told for told in doubts if any(told)), ("", ""))
    return Statement(
        key=cited_key(figure),
        kind=StatementKind.VALUE,
        text_zh=f"{_terms(terms, Lang.ZH)}（{place(quoted, Lang.ZH)}{zh_doubt}）。",
        text_en=f"{_terms(terms, Lang.EN)} ({place(quoted, Lang.EN)}{en_doubt}).",
        figures=tuple(f.key for f in terms.values()),
    )


def _terms(terms: Mapping[str, Figure], lang: Lang) -> str:
    """Who for whom to whom, by what kind of guarantee, how much, from when, until when."""
    said = {name: figure.text(lang) for name, figure in terms.items()}
    words = _ZH_TERMS if lang is Lang.ZH else _EN_TERMS
    firm = "本企业" if lang is Lang.ZH else "the firm"
    head = words["sides"].format(said.get("guarantor", firm), said.get("debtor", firm))
    tail = (words[name].format(said[name]) for name in words if name in said)
    return capitalised("".join((head, *tail)))


def _label(context: ToolContext, figure: Figure, quoted: Quoted, lang: Lang) -> str:
    """The figure's name, without its number where it is the only one of its family.

    The paper that it is of is named by the place behind it.
    """
    if (scope := figure_key(figure.key).scope) == scope_of(quoted.source_name):
        return figure.label(lang).removesuffix(f"（{scope}）").removesuffix(f" ({scope})")
    first = re.search(r"\.1\.", figure.key)
    others = first and figure.key.replace(".1.", ".2.") in context.vocabulary.by_metric
    return _NUMBER.sub("", figure.label(lang)) if first and not others else figure.label(lang)


def cited_key(figure: Figure) -> str:
    """``metric.cited[@period]``."""
    metric, at, period = figure.key.partition("@")
    return f"{metric}.cited{at}{period}"


def _doubt(figure: Figure) -> tuple[str, str]:
    if figure.status is FigureStatus.CANDIDATE:
        return "，尚未核实", ", not yet verified"
    if figure.status is FigureStatus.DISPUTED:
        return "，来源之间不一致", "; sources disagree"
    return "", ""
