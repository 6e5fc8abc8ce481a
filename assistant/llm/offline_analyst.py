"""The rule-based analyst: plans, calls, writes. Plain code, so that it answers at once."""

import json
from collections.abc import Iterator, Sequence

from assistant.domain.quantities import Lang
from assistant.errors import ToolRefusal
from assistant.llm.drafts import Draft, Returned
from assistant.llm.planning import PlannedCall, PlannedPart, plan
from assistant.llm.steps import OFFLINE, Ask, CallEnded, CallStarted, Rejected, Step, TextDelta
from assistant.llm.writing import written

_IN_ONE_BREATH = 4
"""Sentences that make one paragraph; more are listed."""


class PlainAnalyst:
    """Answers from the case's statements by rules. It is no language model and says so."""

    @property
    def name(self) -> str:
        """``offline-analyst``."""
        return OFFLINE

    def answer(self, ask: Ask) -> Iterator[Step]:
        """Plan, call, write; a second round of calls only for a part that got nothing."""
        planned = plan(ask.question, ask.vocabulary, ask.lang, ask.history)
        done: dict[str, Returned] = {}
        drafts = []
        for part in planned.parts:
            for calls in (part.calls, part.otherwise):
                for call in calls:
                    if ask.cancelled():
                        return
                    yield from _called(ask, call, done)
                if any(not done[_key(call)].is_empty for call in calls):
                    break
            drafts.append(Draft(part, ask.lang, ask.vocabulary, _of(part, done)))
        told: dict[str, None] = {}
        for draft in drafts:
            told.update(dict.fromkeys(written(draft)))
        if told:
            yield TextDelta(f"{_laid_out(list(told), ask.lang)}\n")

    def redraft(self, ask: Ask, facts: str, rejected: Sequence[Rejected]) -> Sequence[str]:
        """Gives every rejected sentence up: rules would only write it again."""
        del ask, facts
        return [""] * len(rejected)


def _called(ask: Ask, call: PlannedCall, done: dict[str, Returned]) -> Iterator[Step]:
    """Run a call that no earlier part made."""
    if _key(call) in done:
        return
    yield CallStarted(call.tool, call.arguments)
    try:
        result = ask.call(call.tool, call.arguments)
    except ToolRefusal as refusal:
        done[_key(call)] = Returned(call, refusal=str(refusal))
        yield CallEnded(call.tool, None, str(refusal))
        return
    done[_key(call)] = Returned(
        call, result.statements, result.figures, result.passages, result.text
    )
    yield CallEnded(call.tool, result)


def _key(call: PlannedCall) -> str:
    return f"{call.tool} {json.dumps(call.arguments, sort_keys=True, ensure_ascii=False)}"


def _of(part: PlannedPart, done: dict[str, Returned]) -> list[Returned]:
    keys = [_key(call) for call in (*part.calls, *part.otherwise)]
    return [done[key] for key in keys if key in done]


def _laid_out(lines: Sequence[str], lang: Lang) -> str:
    """One paragraph, or a list where there is much to say."""
    if len(lines) > _IN_ONE_BREATH or any("\n" in line for line in lines):
        return "\n".join(line if "\n" in line else f"- {line}" for line in lines)
    return ("" if lang is Lang.ZH else " ").join(lines)
