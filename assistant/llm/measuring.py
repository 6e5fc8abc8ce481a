"""Writes about measures: value, trend, history, comparison, test, formula, source, cause."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from assistant.domain.figures import Statement
from assistant.llm.choosing import own, valued, without_repeats
from assistant.llm.cues import POLICY, YES_NO, Aspect
from assistant.llm.drafts import Draft, said
from assistant.llm.steps import ABSENT


def measures(draft: Draft) -> Iterator[str]:
    """Each measure as it was asked about; that it is absent, beside one that isn't."""
    writer = _ASPECTS.get(draft.part.aspect, _values)
    lines = {metric: list(writer(draft, metric)) for metric in draft.part.metrics}
    if not any(lines.values()):
        return
    absent = {s.key: s for s in draft.statements() if s.key.startswith(ABSENT)}
    for metric, told in lines.items():
        missing = absent.get(f"{ABSENT}{metric}")
        yield from told or said([missing] if missing else ())


def _values(draft: Draft, metric: str) -> Iterator[str]:
    every = draft.statements("statements", "figures")
    found = valued(every, metric)
    if YES_NO.search(draft.part.text) and (judged := own(every, metric, "verdict")):
        found = judged
    if found:
        first = found[0].key.partition("@")[0]
        same = [s for s in found if s.key.partition("@")[0] == first]
        yield from said(same, max(1, len(draft.part.periods)))
    else:
        yield from tested(draft, metric)


def _trend(draft: Draft, metric: str) -> Iterator[str]:
    found = draft.statements()
    if moves := own(found, metric, "trend", "history"):
        yield from said(moves, max(1, len(draft.part.periods)))
    elif len(draft.part.periods) < 2:  # noqa: PLR2004  of two named periods one alone says nothing
        yield from _values(draft, metric)


def _history(draft: Draft, metric: str) -> Iterator[str]:
    found = draft.statements("compare")
    kinds = ("extreme",) if draft.part.aspect is Aspect.EXTREME else ("history", "trend")
    picked = own(found, metric, *kinds) or own(found, metric, "history", "trend")
    if picked:
        yield from said(picked, 1)
    else:
        yield from _trend(draft, metric)


def _compare(draft: Draft, metric: str) -> Iterator[str]:
    beside = [s for s in draft.statements("compare") if ".beside:" in s.key]
    if beside:
        if metric == draft.part.metrics[0]:
            yield from said(beside, 1)
    else:
        yield from _history(draft, metric)


def tested(draft: Draft, metric: str) -> Iterator[str]:
    """The policy's verdict on a measure; with headroom where that was asked for."""
    rules = [s for s in draft.statements("score") if _is_about(s, metric, draft)]
    verdicts = [s for s in rules if s.key.endswith(".verdict")]
    if not verdicts:
        yield from _untested_value(draft, metric)
        return
    yield from said(verdicts[:1])
    yield from said([s for s in rules if s.key.startswith(f"{ABSENT}ask:")], 1)
    if draft.part.aspect is Aspect.HEADROOM:
        own_key = verdicts[0].key.removesuffix(".verdict")
        yield from said([s for s in rules if s.key == f"{own_key}.break_even"])


def _is_about(statement: Statement, metric: str, draft: Draft) -> bool:
    asked = [r for r in draft.returned if r.call.arguments.get("measure") == metric]
    return any(s.key == statement.key for r in asked for s in r.statements)


def _untested_value(draft: Draft, metric: str) -> Iterator[str]:
    """The value of a measure that no rule tests, with what is said of it by itself."""
    found = draft.statements("statements", "figures")
    told = own(found, metric, "verdict", "trend") or valued(found, metric)
    yield from said(told, 1)
    if told and POLICY.search(draft.part.text):
        yield from said([s for s in draft.statements("score") if s.key.startswith(ABSENT)], 1)


def _formula(draft: Draft, metric: str) -> Iterator[str]:
    found = own(draft.statements("explain"), metric, "dupont", "formula", "source")
    picked = without_repeats(found)[:1]
    yield from said(picked or found)
    if not found:
        yield from _values(draft, metric)


def _source(draft: Draft, metric: str) -> Iterator[str]:
    found = draft.statements("explain")
    stands = own(found, metric, "source")
    formula = own(found, metric, "formula")
    yield from said([*formula[:1], *stands[:1]] if formula else stands[:1])
    if not (stands or formula):
        yield from _values(draft, metric)


def _why(draft: Draft, metric: str) -> Iterator[str]:
    if metric != draft.part.metrics[0]:
        return
    found = draft.statements()
    moves = own(found, metric, "trend")[:1]
    bridges = [s for s in draft.statements("explain") if ".bridge:" in s.key]
    drivers = [s for s in draft.statements("explain") if _is_trend_of_other(s, metric)]
    parts = bridges[:1] or drivers[:2]
    if not moves:
        yield from _values(draft, metric)
    yield from said([*moves, *parts])
    if not parts:
        yield draft.say("卷内没有写明原因。", "The file doesn't state the cause.")


def _is_trend_of_other(statement: Statement, metric: str) -> bool:
    head = statement.key.partition("@")[0]
    return head.endswith(".trend") and head != f"{metric}.trend"


_ASPECTS: Final[Mapping[Aspect, Callable[[Draft, str], Iterator[str]]]] = {
    Aspect.TREND: _trend,
    Aspect.HISTORY: _history,
    Aspect.EXTREME: _history,
    Aspect.COMPARE: _compare,
    Aspect.VERDICT: tested,
    Aspect.HEADROOM: tested,
    Aspect.THIN: tested,
    Aspect.UNTESTED: tested,
    Aspect.FORMULA: _formula,
    Aspect.SOURCE: _source,
    Aspect.WHY: _why,
}
