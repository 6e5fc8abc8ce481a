"""What a number may claim to be, and from what."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.proof.lexicon import CueHit
from assistant.proof.when import When


class Role(StrEnum):
    """What a number claims to be."""

    VALUE = "value"
    CHANGE = "change"
    GAP = "gap"
    SHARE = "share"
    TOTAL = "total"
    MEAN = "mean"
    LIMIT = "limit"
    COMPOUND = "compound"
    REST = "rest"


@dataclass(slots=True)
class Sense:
    """A number's role, direction and what it is measured from."""

    role: Role = Role.VALUE
    sign: int = 0
    base: When | None = None
    """The time that a change is measured from, where the sentence names one."""
    yearly: bool | None = None
    """True for 同比, False for 环比."""
    left: tuple[int, int] | None = None
    """Where the words stand that name the first operand."""
    right: tuple[int, int] | None = None
    """Where the words stand that name what it is measured against."""
    cue: CueHit | None = None
    told: bool = True
    """Whether words say that it is a share."""
    years: int = 0
    """Over how many years a movement is said to run: 两年累计增长."""
