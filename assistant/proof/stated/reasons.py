"""Why a claim is what it is, in one language: the source's own words decide."""

from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.domain.quantities import Lang
from assistant.domain.readings import Operation
from assistant.proof.stated.matching import Book
from assistant.proof.stated.settling import Judged
from assistant.proof.stated.stating import Stated

_LONGEST: Final = 160
"""Characters of a source's line that a reason quotes."""
_NOTHING: Final = {
    ClaimKind.NUMBER: (
        "资料中没有该指标在该期间的数字",
        "no number in the sources is named by these words and this time",
    ),
    ClaimKind.REFERENCE: (
        "所引资料中没有这一名称、编号或日期",
        "the deciding lines have no such name, mark or date",
    ),
    ClaimKind.CAUSE: (
        "资料中的各项加总不能说明这一原因",
        "the sources' parts don't add up to this cause",
    ),
}
_OTHERWISE: Final = (
    "资料中没有可判断这一说法的数字",
    "the sources have no figures that decide this",
)


def reason_of(found: Judged, book: Book, lang: Lang) -> str:
    """Empty for a plain proof; the operation of a computed one; else what the source says."""
    if found.verdict is Proof.PROVED:
        return _operation(found)
    zh = lang is Lang.ZH
    quote = _quote(found.facts[0], book) if found.facts else ""
    if quote and found.verdict is Proof.FALSE:
        return f"资料原文：“{quote}”" if zh else f"the source says: “{quote}”"
    if found.verdict is Proof.FALSE:
        return "与资料不符" if zh else "the sources say otherwise"
    words = _NOTHING.get(found.kind, _OTHERWISE)[0 if zh else 1]
    if quote:
        near = f"；最接近的是：“{quote}”" if zh else f"; nearest: “{quote}”"
        return f"{words}{near}"
    return words


_SAYS: Final = {
    Operation.STATED: ("直接引用", "stated"),
    Operation.SUM: ("各项之和", "sum"),
    Operation.DIFFERENCE: ("首项减其余", "the first less the others"),
    Operation.GROWTH: ("前者比后者的增幅", "growth of the first over the second"),
    Operation.RATIO: ("前者除以后者", "first over second"),
    Operation.SHARE: ("各项之和除以最后一项", "sum of the others over the last"),
    Operation.COVER: ("首项除以其余之和", "the first over the sum of the others"),
    Operation.PRODUCT: ("乘积", "product"),
    Operation.AVERAGE: ("平均", "average"),
}


def reading_of(found: Judged, lang: Lang) -> str:
    """How a model read a claim: its operation, quotations and pairs of words; '' without one."""
    if found.read is None:
        return ""
    zh = lang is Lang.ZH
    quotes = [f"“{' '.join(o.quote.split())}”" for o in found.read.operands]
    pairs = [
        f"“{p.said}”即“{p.source}”" if zh else f"“{p.said}” as “{p.source}”"
        for p in found.read.words
    ]
    proved = found.verdict is Proof.PROVED
    by = ("模型解读" if proved else "模型建议，须人工确认") if zh else (
        "read by a model" if proved else "a model suggests, for a person to confirm"
    )  # fmt: skip
    name = _SAYS[found.read.operation][0 if zh else 1]
    said = f"{name} {('、' if zh else ', ').join(quotes)}"
    return ("；" if zh else "; ").join([f"{by}{'：' if zh else ': '}{said}", *pairs])


def _operation(found: Judged) -> str:
    """The name of what computed a value; '' where a source states it."""
    return found.value.name if found.value is not None and found.value.name != "given" else ""


def _quote(fact: Stated, book: Book) -> str:
    document = book.documents.get(fact.doc)
    if document is None or fact.line >= len(document.lines):
        return ""
    words = " ".join(document.lines[fact.line].quote.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
