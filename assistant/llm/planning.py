"""The offline analyst's planner: which tools answer a question, by rules. Plain code, no model."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from assistant.domain.quantities import Lang
from assistant.llm.everyday import INTENT_WORDS, glossed
from assistant.llm.steps import Said
from assistant.llm.times import named_periods
from assistant.llm.vocabulary import Named, Vocabulary
from assistant.llm.wording import lang_of, normalised, position

_MOST_METRICS: Final = 4
_SHORT: Final = 24
"""Characters up to which a question without a measure may lean on the one before it."""
_BARE: Final = " 那呢的?？,，。"
_BARE_PERIOD: Final = 6
"""Characters beside the period up to which a question asks about a period alone."""
_FOLLOW_UP: Final = re.compile(
    r"^(那|那么|再|还有|and\b|what about|how about|same for|then\b)|呢[?？]?$"
)
_ANY_VALUE: Final = re.compile(
    r"(?<![\d.])(\d[\d,]*(?:\.\d+)?\s*(?:亿元?|千万元?|百万元?|万元?|元|%|个月|年|months?|years?|million|thousand|billion)?)"
)
_NAMED_FILE: Final = re.compile(
    r"《([^》]+)》|([\w.()（）-]+\.(?:pdf|docx|xlsx|html|md|txt))", re.I
)
_PERIOD_WORDS: Final = re.compile(
    r"(?:19|20)\d{2}\s*(?:年度?)?(?:\s*q[1-4]|第?[一二三四]季度)?|fy\s?\d{4}|去年|今年|last year",
    re.I,
)
_PAGE: Final = re.compile(r"第\s*(\d{1,4})\s*页|\b(?:page|p\.)\s*(\d{1,4})")


class Intent(StrEnum):
    """What a question wants, in the order in which its words are looked for."""

    ABOUT = "about"
    WHAT_IF = "what_if"
    DRAFT = "draft"
    MISSING = "missing"
    RULES = "rules"
    WARNINGS = "warnings"
    DOCUMENT = "document"
    WHY = "why"
    SCORE = "score"
    COMPARE = "compare"
    TREND = "trend"
    VALUE = "value"


_BEFORE_NAMES: Final = frozenset({Intent.ABOUT, Intent.WHAT_IF, Intent.DRAFT, Intent.WHY})
"""Looked for in the whole question; the others only outside the names of measures."""


@dataclass(frozen=True)
class PlannedCall:
    """One tool call."""

    tool: str
    arguments: dict[str, object]


@dataclass(frozen=True)
class Plan:
    """What to call, and what the question was taken to mean."""

    intent: Intent
    lang: Lang
    calls: tuple[PlannedCall, ...]
    metrics: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    """Codes; what a year means is the tool's business."""
    question: str = ""
    """The question as understood, completed from the one before it where it leaned on that."""
    otherwise: tuple[PlannedCall, ...] = ()
    """Calls to make when none of ``calls`` brought anything."""


def plan(question: str, vocabulary: Vocabulary, lang: Lang, history: Sequence[Said] = ()) -> Plan:
    """The tool calls that answer ``question``.

    Args:
        question: as typed.
        vocabulary: names of the case's measures.
        lang: language of the answer where the question's own is unclear.
        history: earlier messages; a follow-up ("and in 2023?") takes its measure from there.
    """
    text = completed(question, vocabulary, history)
    named = vocabulary.named_in(text)
    keys = tuple(dict.fromkeys(n.key for n in named)) or vocabulary.resembling(text)
    periods = named_periods(text, vocabulary.as_of)
    intent = _intent(text, named, keys)
    draft = Plan(intent, lang_of(question, lang), (), keys[:_MOST_METRICS], periods, text)
    calls, otherwise = _CALLS.get(intent, _looked_up)(draft)
    return replace(draft, calls=calls, otherwise=otherwise)


def completed(question: str, vocabulary: Vocabulary, history: Sequence[Said]) -> str:
    """A short follow-up with the measure or the period of the question before it."""
    text = normalised(question)
    earlier = next((said.text for said in reversed(history) if said.role == "user"), "")
    if len(text) > _SHORT or not earlier:
        return question
    periods = named_periods(text, vocabulary.as_of)
    if vocabulary.named_in(text):
        return (
            f"{question} {_remainder(earlier, vocabulary)}" if _FOLLOW_UP.search(text) else question
        )
    if periods and len(_PERIOD_WORDS.sub("", text).strip(_BARE)) <= _BARE_PERIOD:
        return f"{question} {_PERIOD_WORDS.sub('', earlier)}"
    return f"{question} {earlier}" if _FOLLOW_UP.search(text) else question


def _remainder(earlier: str, vocabulary: Vocabulary) -> str:
    text = normalised(earlier)
    for named in vocabulary.named_in(text):
        text = text.replace(named.name, " ")
    return text


def _intent(question: str, named: Sequence[Named], keys: Sequence[str]) -> Intent:
    text = normalised(question)
    bare = text
    for name in named:
        bare = bare[: name.start] + " " * len(name.name) + bare[name.end :]
    for intent in Intent:
        seen = text if intent in _BEFORE_NAMES else bare
        if any(position(word, seen) >= 0 for word in INTENT_WORDS.get(intent.value, ())):
            if intent is Intent.WHAT_IF and not _ANY_VALUE.search(text):
                continue
            return intent
    return Intent.VALUE if keys else Intent.DOCUMENT


_Calls = tuple[tuple[PlannedCall, ...], tuple[PlannedCall, ...]]


def _looked_up(draft: Plan) -> _Calls:
    """Statements and figures of each measure; documents where the file has none of them."""
    period = {"period": " ".join(draft.periods)} if draft.periods else {}
    calls = []
    for metric in draft.metrics:
        calls.append(PlannedCall("statements", {"metric": metric, **period}))
        calls.append(PlannedCall("figures", {"metric": metric, **period}))
    return tuple(calls), (_search(draft.question),)


def _searched(draft: Plan) -> _Calls:
    page = _PAGE.search(normalised(draft.question))
    name = _NAMED_FILE.search(draft.question)
    if page and name:
        number = int(page[1] or page[2])
        source = next(part for part in name.groups() if part)
        return (PlannedCall("read_page", {"source": source, "page": number}),), ()
    looked_up, _ = _looked_up(draft)
    return (_search(draft.question),), looked_up


def _search(question: str) -> PlannedCall:
    words = " ".join((question.strip(), *glossed(normalised(question))))
    return PlannedCall("search", {"query": words})


def _explained(draft: Plan) -> _Calls:
    if not draft.metrics:
        return _scored(draft) if _is_of_score(draft.question) else ((_search(draft.question),), ())
    looked_up, otherwise = _looked_up(draft)
    return (*looked_up, PlannedCall("warnings", {})), otherwise


def _is_of_score(question: str) -> bool:
    text = normalised(question)
    return any(position(word, text) >= 0 for word in INTENT_WORDS["score"])


def _scored(_draft: Plan) -> _Calls:
    return (PlannedCall("score", {}),), ()


def _supposed(draft: Plan) -> _Calls:
    text = normalised(draft.question)
    values = [m[1].strip() for m in _ANY_VALUE.finditer(text)]
    fields = [key for key in draft.metrics if key.startswith(("request.", "collateral."))]
    if not fields and not draft.metrics:
        fields = [_field_of(value) for value in values]
    named = fields or list(draft.metrics)
    pairs = zip(named, values, strict=False)
    return tuple(PlannedCall("what_if", {"field": f, "value": v}) for f, v in pairs), ()


def _field_of(value: str) -> str:
    if re.search(r"月|年|month|year", value):
        return "request.tenor_months"
    return "request.rate" if "%" in value else "request.amount"


def _drafted(draft: Plan) -> _Calls:
    return (PlannedCall("draft_section", {"section": draft.question}),), ()


_CALLS: Final[Mapping[Intent, Callable[[Plan], _Calls]]] = {
    Intent.ABOUT: lambda _: ((), ()),
    Intent.WHAT_IF: _supposed,
    Intent.DRAFT: _drafted,
    Intent.MISSING: lambda _: ((PlannedCall("missing", {}),), ()),
    Intent.RULES: _scored,
    Intent.WARNINGS: lambda _: ((PlannedCall("warnings", {}),), ()),
    Intent.SCORE: _scored,
    Intent.WHY: _explained,
    Intent.DOCUMENT: _searched,
}
