"""Tools that a model may call, described without any vendor's types."""

from typing import Literal

from assistant.domain.checks import SourceText
from assistant.domain.figures import Figure, Statement
from assistant.domain.model import Record

ArgType = Literal["string", "integer", "number", "boolean"]


class ToolArg(Record):
    """One argument of a tool."""

    name: str
    type: ArgType
    description: str
    required: bool = True
    choices: tuple[str, ...] = ()


class ToolSpec(Record):
    """A tool's name, purpose and arguments; turned into any endpoint's schema."""

    name: str
    description: str
    args: tuple[ToolArg, ...] = ()


class ToolResult(Record):
    """What a tool hands back: keys to cite, and text for the model to read."""

    text: str
    figures: tuple[Figure, ...] = ()
    statements: tuple[Statement, ...] = ()
    passages: tuple[SourceText, ...] = ()
