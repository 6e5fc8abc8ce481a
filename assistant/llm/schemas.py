"""Turns tool specs into JSON schemas and lines of text, and reads plans back."""

import json
from collections.abc import Sequence
from typing import Any, Final

from assistant.domain.toolspec import ToolSpec

_MOST_CALLS: Final = 3


def arguments_schema(spec: ToolSpec) -> dict[str, Any]:
    """The JSON schema of a tool's arguments."""
    properties: dict[str, dict[str, Any]] = {}
    for arg in spec.args:
        properties[arg.name] = {"type": arg.type, "description": arg.description}
        if arg.choices:
            properties[arg.name]["enum"] = list(arg.choices)
    return {
        "type": "object",
        "properties": properties,
        "required": [arg.name for arg in spec.args if arg.required],
        "additionalProperties": False,
    }


def plan_schema(specs: Sequence[ToolSpec]) -> dict[str, Any]:
    """The JSON schema of a plan: one to three calls of the tools."""
    calls = [
        {
            "type": "object",
            "properties": {
                "tool": {"const": spec.name},
                "arguments": arguments_schema(spec),
            },
            "required": ["tool", "arguments"],
            "additionalProperties": False,
        }
        for spec in specs
    ]
    return {
        "type": "object",
        "properties": {
            "calls": {
                "type": "array",
                "minItems": 1,
                "maxItems": _MOST_CALLS,
                "items": {"anyOf": calls},
            }
        },
        "required": ["calls"],
        "additionalProperties": False,
    }


def tool_lines(specs: Sequence[ToolSpec]) -> str:
    """One line a tool, optional arguments in brackets."""
    return "\n".join(f"- {spec.name}({_signature(spec)}): {spec.description}" for spec in specs)


def _signature(spec: ToolSpec) -> str:
    parts = (a.name if a.required else f"[{a.name}]" for a in spec.args)
    return ", ".join(parts)


def plan_calls(text: str, specs: Sequence[ToolSpec]) -> list[tuple[str, dict[str, object]]]:
    """The calls of a plan; [] when it is no plan, calls of unknown tools left out."""
    start, end = text.find("{"), text.rfind("}")
    try:
        parsed = json.loads(text[start : end + 1]) if start >= 0 else None
    except ValueError:
        return []
    calls = parsed.get("calls") if isinstance(parsed, dict) else None
    if not isinstance(calls, list):
        return []
    known = {spec.name for spec in specs}
    found = []
    for call in calls[:_MOST_CALLS]:
        if isinstance(call, dict) and call.get("tool") in known:
            arguments = call.get("arguments")
            found.append((call["tool"], arguments if isinstance(arguments, dict) else {}))
    return found
