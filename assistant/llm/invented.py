"""Drops optional arguments that a model made up: those that the question does not name."""

from collections.abc import Mapping
from datetime import date

from assistant.domain.toolspec import ToolSpec
from assistant.llm.times import named_periods
from assistant.llm.wording import normalised


def kept_arguments(
    spec: ToolSpec, given: Mapping[str, object], question: str, as_of: date | None = None
) -> dict[str, object]:
    """The arguments of a call, optional ones only where the question names them.

    A period is named when any of its codes is among those of the question, so that "last year"
    names 2023 for a case as of 2024.
    """
    required = {arg.name for arg in spec.args if arg.required}
    asked = normalised(question)
    codes = set(named_periods(question, as_of))
    return {
        name: value
        for name, value in given.items()
        if name in required or _is_named(name, str(value), asked, codes)
    }


def _is_named(name: str, value: str, asked: str, codes: set[str]) -> bool:
    text = normalised(value)
    if not text:
        return False
    if name == "period":
        return bool(codes & set(named_periods(value)))
    return text in asked
