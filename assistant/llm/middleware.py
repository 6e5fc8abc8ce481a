"""Middleware of the agent: errors, masking, planning by JSON, tidying of tool calls.

One instance serves one turn. Order, outermost first: call limit, retry, tidy, planning, masking,
guard; so the guard sees what the endpoint sees and the tidier sees originals.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from langchain.agents.middleware import AgentMiddleware
from langchain.agents.middleware.types import ModelRequest, ModelResponse
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, SystemMessage, ToolMessage

from assistant.domain.toolspec import ToolSpec
from assistant.llm.endpoint import one_model_call
from assistant.llm.failures import EndpointFailure, FailureKind
from assistant.llm.invented import kept_arguments
from assistant.llm.planning import plan
from assistant.llm.schemas import plan_calls, plan_schema, tool_lines
from assistant.llm.steps import Ask, language
from assistant.llm.veil import Veil
from prompts import load_prompt

Handler = Callable[[ModelRequest[None]], ModelResponse[Any]]
_UNFINISHED: Final = (None, "length", "content_filter")
_RULES: Final = "rules"
"""Beginning of the ids of calls that rules made: their arguments are no inventions."""
_MOST_CALLS: Final = 6
"""Tool calls taken from one message; a model that asks for more has run away."""
_FENCED: Final = re.compile(r"```(?:json)?\s*(.*?)```|<tool_call>(.*?)</tool_call>", re.DOTALL)


class Guard(AgentMiddleware[Any, None, Any]):
    """Turns vendor errors and unfinished answers into EndpointFailure."""

    def wrap_model_call(self, request: ModelRequest[None], handler: Handler) -> ModelResponse[Any]:
        """Call, and refuse an answer that never said it was finished."""
        with one_model_call():
            response = handler(request)
        for message in response.result:
            reason = message.response_metadata.get("finish_reason")
            if isinstance(message, AIMessage) and reason in _UNFINISHED:
                raise EndpointFailure(FailureKind.CUT, str(reason or ""))
        return response


class Masking(AgentMiddleware[Any, None, Any]):
    """Masks what goes out, records it, and unmasks what comes back."""

    def __init__(self, veil: Veil, record: Callable[[str, int], None]) -> None:
        """``record`` takes the text as sent and how many items are masked in it."""
        super().__init__()
        self._veil = veil
        self._record = record

    def wrap_model_call(self, request: ModelRequest[None], handler: Handler) -> ModelResponse[Any]:
        """Mask all messages together, so that one person has one mask."""
        system = [request.system_message] if request.system_message else []
        every: list[AnyMessage] = [*system, *request.messages]
        masked = masked_messages(self._veil, every)
        self._record("\n\n".join(f"{m.type}: {_as_sent(m)}" for m in masked), self._veil.count)
        head = masked[0] if isinstance(masked[0], SystemMessage) else None
        response = handler(
            request.override(system_message=head, messages=masked[1:] if head else masked)
        )
        response.result = [
            _unmasked(self._veil, m) if isinstance(m, AIMessage) else m for m in response.result
        ]
        return response


def masked_messages(veil: Veil, messages: Sequence[AnyMessage]) -> list[AnyMessage]:
    """The messages as they may leave, their tool calls' arguments too."""
    texts: list[str] = []
    for message in messages:
        calls = message.tool_calls if isinstance(message, AIMessage) else []
        texts += [message.text, json.dumps([c["args"] for c in calls], ensure_ascii=False)]
    done = iter(veil.masked(texts))
    masked = []
    for message in messages:
        content, arguments = next(done), json.loads(next(done))
        update: dict[str, Any] = {"content": content}
        if isinstance(message, AIMessage):
            pairs = zip(message.tool_calls, arguments, strict=True)
            update["tool_calls"] = [{**call, "args": args} for call, args in pairs]
            update["additional_kwargs"] = {}
        masked.append(message.model_copy(update=update))
    return masked


def _as_sent(message: AnyMessage) -> str:
    calls = message.tool_calls if isinstance(message, AIMessage) else []
    told = [json.dumps({c["name"]: c["args"]}, ensure_ascii=False) for c in calls]
    return "\n".join(part for part in (message.text, *told) if part)


def _unmasked(veil: Veil, message: AIMessage) -> AIMessage:
    calls = [
        {**call, "args": json.loads(veil.unmasked(json.dumps(call["args"], ensure_ascii=False)))}
        for call in message.tool_calls
    ]
    return message.model_copy(update={"content": veil.unmasked(message.text), "tool_calls": calls})


class Planning(AgentMiddleware[Any, None, Any]):
    """Asks for the tool calls as JSON, then for the answer over what the tools returned."""

    def __init__(self, ask: Ask, question: str, *, schema: bool) -> None:
        """``schema``: whether the endpoint keeps to a schema, or is only told the shape."""
        super().__init__()
        self._ask = ask
        self._question = question
        self._schema = schema

    def wrap_model_call(self, request: ModelRequest[None], handler: Handler) -> ModelResponse[Any]:
        """The first call plans; the second writes."""
        if any(isinstance(message, ToolMessage) for message in request.messages):
            return handler(self._writing(request))
        for _ in range(2):
            response = handler(self._plan_request(request))
            calls = plan_calls(response.result[-1].text, self._ask.specs)
            if calls:
                return ModelResponse(result=[_calling(calls, self._by_rules(calls))])
        raise EndpointFailure(FailureKind.MALFORMED)

    def _by_rules(
        self, calls: Sequence[tuple[str, dict[str, object]]]
    ) -> list[tuple[str, dict[str, object]]]:
        """Calls that rules make of the question beside the model's: a small model forgets."""
        ask = self._ask
        parts = plan(ask.question, ask.vocabulary, ask.lang, ask.history).parts
        seen = [(call.tool, call.arguments) for part in parts for call in part.calls]
        return [call for call in seen if call not in calls]

    def _plan_request(self, request: ModelRequest[None]) -> ModelRequest[None]:
        filled = load_prompt("plan").fill(
            tools=tool_lines(self._ask.specs), question=self._question
        )
        shape = {
            "type": "json_schema",
            "json_schema": {"name": "plan", "schema": plan_schema(self._ask.specs)},
        }
        settings = {"extra_body": {"response_format": shape}} if self._schema else {}
        return request.override(
            system_message=SystemMessage(filled.system),
            messages=[HumanMessage(filled.user)],
            tools=[],
            model_settings=settings,
        )

    def _writing(self, request: ModelRequest[None]) -> ModelRequest[None]:
        facts = "\n".join(m.text for m in request.messages if isinstance(m, ToolMessage))
        filled = load_prompt("answer").fill(
            language=language(self._ask), question=self._question, facts=facts
        )
        return request.override(
            system_message=SystemMessage(filled.system),
            messages=[HumanMessage(filled.user)],
            tools=[],
        )


class Tidy(AgentMiddleware[Any, None, Any]):
    """Makes tool calls usable: reads them out of text, drops what was invented, asks once more."""

    def __init__(self, ask: Ask, question: str) -> None:
        """``question`` is complete: what it names may be an argument."""
        super().__init__()
        self._specs: Mapping[str, ToolSpec] = {spec.name: spec for spec in ask.specs}
        self._ask = ask
        self._question = question

    def wrap_model_call(self, request: ModelRequest[None], handler: Handler) -> ModelResponse[Any]:
        """Call; on tool calls that don't parse, say so and call once more, then give up."""
        response = handler(request)
        message = response.result[-1]
        if isinstance(message, AIMessage) and message.invalid_tool_calls and not message.tool_calls:
            again = HumanMessage("Your tool call was not valid JSON. Call the tool again.")
            response = handler(request.override(messages=[*request.messages, again]))
            message = response.result[-1]
        if not isinstance(message, AIMessage):
            return response
        if message.invalid_tool_calls and not message.tool_calls:
            raise EndpointFailure(FailureKind.MALFORMED)
        response.result[-1] = self._tidied(message)
        return response

    def _tidied(self, message: AIMessage) -> AIMessage:
        calls = [(c["name"], c["args"], c["id"]) for c in message.tool_calls[:_MOST_CALLS]]
        if not calls:
            found = calls_in_text(message.text, self._specs)
            if not found:
                return message
            calls = [(name, args, f"text-{i}") for i, (name, args) in enumerate(found)]
        tidy = [
            {
                "name": name,
                "args": args if str(call_id).startswith(_RULES) else self._kept(name, args),
                "id": call_id,
                "type": "tool_call",
            }
            for name, args, call_id in calls
        ]
        return message.model_copy(
            update={
                "tool_calls": tidy,
                "invalid_tool_calls": [],
                "additional_kwargs": {},
                "content": message.text if message.tool_calls else "",
            }
        )

    def _kept(self, name: str, args: Mapping[str, object]) -> dict[str, object]:
        spec = self._specs.get(name)
        if spec is None:
            return dict(args)
        return kept_arguments(spec, args, self._question, self._ask.vocabulary.as_of)


def calls_in_text(text: str, specs: Mapping[str, ToolSpec]) -> list[tuple[str, dict[str, object]]]:
    """Tool calls that a model wrote as text, ``{"name": ..., "arguments": {...}}``, or fenced."""
    blocks = [a or b for a, b in _FENCED.findall(text)] or [text]
    found: list[tuple[str, dict[str, object]]] = []
    for block in blocks:
        try:
            parsed = json.loads(block)
        except ValueError:
            continue
        for call in parsed if isinstance(parsed, list) else [parsed]:
            if isinstance(call, dict) and call.get("name") in specs:
                arguments = call.get("arguments", call.get("parameters", {}))
                found.append((call["name"], arguments if isinstance(arguments, dict) else {}))
    return found


def _calling(
    calls: Sequence[tuple[str, dict[str, object]]],
    by_rules: Sequence[tuple[str, dict[str, object]]],
) -> AIMessage:
    return AIMessage(
        content="",
        tool_calls=[
            {"name": name, "args": args, "id": f"{source}-{i}", "type": "tool_call"}
            for source, wanted in (("plan", calls), (_RULES, by_rules))
            for i, (name, args) in enumerate(wanted)
        ],
        response_metadata={"finish_reason": "tool_calls"},
    )
