"""Finds out once what an endpoint can do: native tool calls, or answers to a JSON schema."""

from typing import Any, Final

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, HumanMessage

from assistant.domain.toolspec import ToolArg, ToolSpec
from assistant.llm.endpoint import Probe, one_model_call
from assistant.llm.failures import EndpointFailure, FailureKind
from assistant.llm.schemas import arguments_schema, plan_calls, plan_schema

QUESTION: Final = "Look up net sales with the tool."
"""All that a probe sends besides a made-up tool; nothing of any case."""
_SPEC: Final = ToolSpec(
    name="look_up",
    description="Look up one measure of a firm.",
    args=(ToolArg(name="metric", type="string", description="Name of the measure"),),
)
_PERMANENT: Final = frozenset({FailureKind.REFUSED, FailureKind.SERVER, FailureKind.MALFORMED})
"""Failures by which an endpoint shows that it lacks the ability."""


def probe(model: BaseChatModel) -> Probe:
    """Try native calls, then a schema.

    Raises:
        EndpointFailure: the endpoint can't be reached, or refuses the key or the model.
    """
    native = _has_native_tools(model)
    return Probe(native_tools=native, json_schema=not native and _keeps_schema(model))


def _has_native_tools(model: BaseChatModel) -> bool:
    tool = {
        "type": "function",
        "function": {
            "name": _SPEC.name,
            "description": _SPEC.description,
            "parameters": arguments_schema(_SPEC),
        },
    }
    message = _asked(model, tools=[tool])
    calls = message.tool_calls if message else []
    return any(c["name"] == _SPEC.name and c["args"].get("metric") for c in calls)


def _keeps_schema(model: BaseChatModel) -> bool:
    shape = {
        "type": "json_schema",
        "json_schema": {"name": "plan", "schema": plan_schema([_SPEC])},
    }
    message = _asked(model, extra_body={"response_format": shape})
    return bool(message and plan_calls(message.text, [_SPEC]))


def _asked(model: BaseChatModel, **options: Any) -> AIMessage | None:  # noqa: ANN401  passed on
    try:
        with one_model_call():
            return model.bind(**options).invoke([HumanMessage(QUESTION)])
    except EndpointFailure as failure:
        if failure.kind in _PERMANENT:
            return None
        raise
