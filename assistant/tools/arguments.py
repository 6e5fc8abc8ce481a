"""Checks a model's arguments against a tool's spec before the tool sees them."""

from collections.abc import Mapping
from typing import Final

from assistant.domain.toolspec import ToolArg, ToolSpec
from assistant.errors import ToolRefusal

_LONGEST: Final = 500
"""Characters of a text argument; more is a model running away."""


class Arguments:
    """A tool's arguments, of the declared types; optional ones may be absent."""

    def __init__(self, values: Mapping[str, str | int]) -> None:
        """Keep values that were already checked."""
        self._values = dict(values)

    def text(self, name: str) -> str:
        """A text argument, '' where it is absent."""
        return str(self._values.get(name, ""))

    def number(self, name: str, default: int = 0) -> int:
        """A whole number; ``default`` where it is absent."""
        return int(self._values.get(name, default))


def arguments_from(spec: ToolSpec, given: Mapping[str, object]) -> Arguments:
    """The arguments of one call, converted; arguments that the spec doesn't know are dropped.

    Raises:
        ToolRefusal: a required argument is absent or one has the wrong type.
    """
    values: dict[str, str | int] = {}
    for arg in spec.args:
        value = given.get(arg.name)
        if value is None or value == "":
            if arg.required:
                msg = f"{spec.name} needs {arg.name}: {arg.description}"
                raise ToolRefusal(msg)
            continue
        values[arg.name] = _converted(spec, arg, value)
    return Arguments(values)


def _converted(spec: ToolSpec, arg: ToolArg, value: object) -> str | int:
    if arg.type == "integer":
        try:
            return int(str(value))
        except ValueError:
            msg = f"{spec.name}: {arg.name} must be a whole number, not {value!r}"
            raise ToolRefusal(msg) from None
    if isinstance(value, list | dict):
        msg = f"{spec.name}: {arg.name} must be one text, not {type(value).__name__}"
        raise ToolRefusal(msg)
    text = str(value).strip()
    if len(text) > _LONGEST:
        msg = f"{spec.name}: {arg.name} is longer than {_LONGEST} characters"
        raise ToolRefusal(msg)
    return text
