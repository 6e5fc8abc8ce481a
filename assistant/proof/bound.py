"""A number bound to what its sentence says it belongs to."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.proof.lexicon import Cue
from assistant.proof.numeral import Numeral
from assistant.proof.reading import Mention
from assistant.proof.when import When


class Role(StrEnum):
    """What a number says of its metric."""

    LEVEL = "level"
    CHANGE = "change"
    SHARE = "share"
    MULTIPLE = "multiple"
    SUM = "sum"
    GAP = "gap"
    AVERAGE = "average"
    LIMIT = "limit"


@dataclass(slots=True)
class Bound:
    """A number with everything the sentence says it belongs to."""

    numeral: Numeral
    role: Role = Role.LEVEL
    mention: Mention | None = None
    others: tuple[Mention, ...] = ()
    """Further operands of an operation."""
    when: When | None = None
    base: When | None = None
    """What a change is measured from."""
    times: tuple[When, ...] = ()
    """Several times that an operation runs over."""
    scope: str | None = None
    sign: int = 0
    """1 or -1 where words say rise or fall."""
    hedge: Cue | None = None
    is_from: bool = False
    is_to: bool = False
    yearly: bool | None = None
    inherited: bool = False
    """The metric stands in another clause or sentence."""
    denied: bool = False
    """A "not" stands before the number."""
    blocked: str = ""
    """Why the number can't be bound, empty where it can."""


@dataclass(slots=True)
class Context:
    """What earlier sentences and headings leave open for the next one."""

    topic: Mention | None = None
    when: When | None = None
    scope: str | None = None
