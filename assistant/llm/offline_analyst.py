"""The rule-based analyst: plans, calls, writes. Plain code, so that it answers at once."""

from collections.abc import Iterator, Sequence

from assistant.errors import ToolRefusal
from assistant.llm.planning import PlannedCall, plan
from assistant.llm.steps import OFFLINE, Ask, CallEnded, CallStarted, Rejected, Step, TextDelta
from assistant.llm.writing import Draft, Returned, written


class PlainAnalyst:
    """Answers from the case's statements by rules. It is no language model and says so."""

    @property
    def name(self) -> str:
        """``offline-analyst``."""
        return OFFLINE

    def answer(self, ask: Ask) -> Iterator[Step]:
        """Plan, call, write; a second round of calls only when the first brought nothing."""
        planned = plan(ask.question, ask.vocabulary, ask.lang, ask.history)
        returned: list[Returned] = []
        for calls in (planned.calls, planned.otherwise):
            for call in calls:
                if ask.cancelled():
                    return
                yield CallStarted(call.tool, call.arguments)
                came = _called(ask, call)
                returned.append(came)
                yield CallEnded(call.tool, came.result, came.refusal)
            if any(came.result for came in returned):
                break
        for line in written(Draft(planned, ask.vocabulary, returned)):
            yield TextDelta(line)

    def redraft(self, ask: Ask, facts: str, rejected: Sequence[Rejected]) -> Sequence[str]:
        """Gives every rejected sentence up: rules would only write it again."""
        del ask, facts
        return [""] * len(rejected)


def _called(ask: Ask, call: PlannedCall) -> Returned:
    try:
        return Returned(call, ask.call(call.tool, call.arguments))
    except ToolRefusal as refusal:
        return Returned(call, None, str(refusal))
