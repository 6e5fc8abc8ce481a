"""The offline analyst's planner: which tools answer a question, part by part. Plain code."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.domain.quantities import Lang
from assistant.llm.cues import GOING_ON, SIDES, Aspect, Topic
from assistant.llm.parts import Part
from assistant.llm.steps import Said
from assistant.llm.understanding import understood
from assistant.llm.vocabulary import Vocabulary
from assistant.llm.wording import lang_of

_TWO: Final = 2
_ACROSS: Final = frozenset({Aspect.HISTORY, Aspect.EXTREME, Aspect.COMPARE})
_TESTED: Final = frozenset({Aspect.VERDICT, Aspect.HEADROOM, Aspect.THIN, Aspect.UNTESTED})


_COUNTERPART: Final = {
    "sales.net#vat_returns": "sales.net",
    "bank.inflow": "sales.net",
    "revenue": "sales.net",
    "purchases.net": "sales.net",
}
"""What a measure is compared with where a question doesn't say."""


@dataclass(frozen=True)
class PlannedCall:
    """One tool call."""

    tool: str
    arguments: dict[str, object]


@dataclass(frozen=True)
class PlannedPart:
    """One part of the question and the calls that answer it."""

    part: Part
    calls: tuple[PlannedCall, ...]
    otherwise: tuple[PlannedCall, ...] = ()
    """Calls to make when none of ``calls`` brought anything."""


@dataclass(frozen=True)
class Plan:
    """What to call, and what the question was taken to mean."""

    lang: Lang
    parts: tuple[PlannedPart, ...]


def plan(question: str, vocabulary: Vocabulary, lang: Lang, history: Sequence[Said] = ()) -> Plan:
    """The tool calls that answer ``question``.

    Args:
        question: as typed.
        vocabulary: names of the case's measures and counterparties.
        lang: language of the answer where the question's own is unclear.
        history: earlier messages; a follow-up ("and in 2023?") takes its measure from there.
    """
    parts = understood(question, vocabulary, history)
    return Plan(lang_of(question, lang), tuple(_planned(part) for part in parts))


def completed(question: str, vocabulary: Vocabulary, history: Sequence[Said]) -> str:
    """The question with the names and periods that it leaves to the question before.

    A model that plans from one question at a time is given this.
    """
    if not history:
        return question
    told = [question]
    for part, alone in zip(
        understood(question, vocabulary, history),
        understood(question, vocabulary),
        strict=False,
    ):
        if part.metrics != alone.metrics:
            told += [vocabulary.label(key, lang_of(question, Lang.ZH)) for key in part.metrics]
        told += [code for code in part.periods if code not in alone.periods]
        if part.topic is Topic.DOCUMENT and part.text != alone.text:
            told.append(part.text)
    return " ".join(dict.fromkeys(told))


def _planned(part: Part) -> PlannedPart:
    calls = _CALLS[part.topic](part)
    otherwise: tuple[PlannedCall, ...] = ()
    if part.topic in (Topic.DERIVED, Topic.BREAKDOWN):
        otherwise = _searched(part)
    elif part.topic is Topic.MEASURE and part.is_beyond:
        calls = (*_searched(part), *calls)
    elif part.topic is Topic.DOCUMENT or (
        part.topic in (Topic.MEASURE, Topic.PARTY) and _needs_more(part)
    ):
        otherwise = _looked_up(part)
    elif part.topic is Topic.MEASURE and not part.periods:
        otherwise = (*_tests(part), *_searched(part))
    elif part.topic is Topic.MEASURE:
        otherwise = _searched(part)
    return PlannedPart(part, calls, otherwise)


def _needs_more(part: Part) -> bool:
    return part.aspect in _TESTED | _ACROSS | {Aspect.FORMULA, Aspect.SOURCE}


def _period(part: Part) -> dict[str, object]:
    return {"period": " ".join(part.periods)} if part.periods else {}


def _measured(part: Part) -> tuple[PlannedCall, ...]:
    if part.aspect in _TESTED:
        return _tests(part)
    if part.aspect in _ACROSS:
        return _compared(part)
    if part.aspect in (Aspect.FORMULA, Aspect.SOURCE):
        return tuple(_explain(key, part) for key in part.metrics)
    if part.aspect is Aspect.WHY:
        return (*_looked_up(part), *(_explain(key, part) for key in part.metrics[:1]))
    if len(part.periods) > (1 if part.aspect is Aspect.TREND else _TWO):
        return _compared(part)
    return _looked_up(part)


def _tests(part: Part) -> tuple[PlannedCall, ...]:
    return tuple(PlannedCall("score", {"measure": key}) for key in part.metrics)


def _explain(key: str, part: Part) -> PlannedCall:
    return PlannedCall("explain", {"metric": key, **_period(part)})


def _compared(part: Part) -> tuple[PlannedCall, ...]:
    if part.aspect is Aspect.COMPARE and not part.periods[1:]:
        first, second = (*part.metrics, _COUNTERPART.get(part.metrics[0], ""))[:2]
        if not second:
            return (PlannedCall("compare", {"metric": first, **_period(part)}),)
        return (PlannedCall("compare", {"metric": first, "other": second, **_period(part)}),)
    return tuple(PlannedCall("compare", {"metric": key, **_period(part)}) for key in part.metrics)


def _looked_up(part: Part) -> tuple[PlannedCall, ...]:
    """Statements and figures of each measure."""
    calls = []
    for key in part.metrics:
        calls.append(PlannedCall("statements", {"metric": key, **_period(part)}))
        calls.append(PlannedCall("figures", {"metric": key, **_period(part)}))
    return tuple(calls)


def _searched(part: Part) -> tuple[PlannedCall, ...]:
    if part.page:
        source, number = part.page
        return (PlannedCall("read_page", {"source": source, "page": number}),)
    return (PlannedCall("search", {"query": part.text}),)


def _supposed(part: Part) -> tuple[PlannedCall, ...]:
    fields = "; ".join(change.field for change in part.changes)
    values = "; ".join(change.value for change in part.changes)
    return (PlannedCall("what_if", {"field": fields, "value": values}),)


def _derived(part: Part) -> tuple[PlannedCall, ...]:
    asked: dict[str, object] = {"measure": part.metrics[0], **_period(part)}
    if part.decimals is not None:
        asked["decimals"] = part.decimals
    return (PlannedCall("derive", asked),)


def _party(part: Part) -> tuple[PlannedCall, ...]:
    told = (PlannedCall("party", {"name": part.entity, **_period(part)}),)
    return (*told, PlannedCall("warnings", {})) if GOING_ON.search(part.text) else told


def _vanished(part: Part) -> tuple[PlannedCall, ...]:
    sides = [side for side, words in SIDES if words.search(part.text)]
    lost = [PlannedCall("statements", {"metric": f"{side}.lost_count"}) for side in sides]
    return (PlannedCall("warnings", {}), *lost)


def _surveyed(_: Part) -> tuple[PlannedCall, ...]:
    sales = [PlannedCall("statements", {"metric": key}) for key in ("sales.net", "revenue")]
    return (*sales, PlannedCall("score", {}))


def _named(tool: str) -> Callable[[Part], tuple[PlannedCall, ...]]:
    return lambda _: (PlannedCall(tool, {}),)


def _warned(part: Part) -> tuple[PlannedCall, ...]:
    told = (PlannedCall("warnings", {}),)
    if part.metrics:
        return (*told, *_tests(part), *_looked_up(part))
    return (*told, PlannedCall("score", {}))


def _rated(_: Part) -> tuple[PlannedCall, ...]:
    return (PlannedCall("score", {}), PlannedCall("figures", {"metric": "score.rate"}))


def _nothing(_: Part) -> tuple[PlannedCall, ...]:
    return ()


_CALLS: Final[Mapping[Topic, Callable[[Part], tuple[PlannedCall, ...]]]] = {
    Topic.MEASURE: _measured,
    Topic.DERIVED: _derived,
    Topic.BREAKDOWN: lambda part: (
        PlannedCall("break_down", {"query": part.text, **_period(part)}),
    ),
    Topic.PARTY: _party,
    Topic.VANISHED: _vanished,
    Topic.OVERVIEW: _surveyed,
    Topic.RULES: _named("score"),
    Topic.SCORE: _named("score"),
    Topic.LIMIT: _named("score"),
    Topic.RATE: _rated,
    Topic.DECISION: _named("score"),
    Topic.WARNINGS: _warned,
    Topic.MISSING: _named("missing"),
    Topic.DOCUMENT: _searched,
    Topic.UNCLEAR: _searched,
    Topic.WHAT_IF: _supposed,
    Topic.DRAFT: lambda part: (PlannedCall("draft_section", {"section": part.text}),),
    Topic.ABOUT: _nothing,
    Topic.GREETING: _nothing,
    Topic.THANKS: _nothing,
    Topic.ORDER: _nothing,
}
