"""How a model says that a sentence's claims come out of the sources: proposals, never verdicts."""

from enum import StrEnum

from pydantic import Field

from assistant.domain.model import Record


class Operation(StrEnum):
    """What is done with the operands of a reading."""

    STATED = "stated"
    """One operand as it stands."""
    SUM = "sum"
    DIFFERENCE = "difference"
    """The first less all the others."""
    GROWTH = "growth"
    """The first less the second, over the second."""
    RATIO = "ratio"
    """The first over the second: a share, a multiple, an amount for each."""
    SHARE = "share"
    """All but the last added up, over the last."""
    COVER = "cover"
    """The first over the others added up."""
    PRODUCT = "product"
    """A rate of an amount, or a price of a count."""
    AVERAGE = "average"


class Operand(Record):
    """A number of a source, in the source's own characters."""

    source: int = Field(ge=1)
    """Which source, counted from 1."""
    quote: str = Field(min_length=1, max_length=400)
    """Exact words of the source that hold this one number."""


class WordPair(Record):
    """Words of the sentence and the source's words for the same thing."""

    said: str = Field(min_length=1, max_length=200)
    source: str = Field(min_length=1, max_length=200)


class ClaimReading(Record):
    """How one claim of a sentence is said to come out of the sources."""

    claim: str = Field(min_length=1, max_length=200)
    """The claim's exact words in the sentence."""
    operation: Operation
    operands: tuple[Operand, ...] = Field(min_length=1, max_length=12)
    words: tuple[WordPair, ...] = Field(default=(), max_length=12)


class SentenceReading(Record):
    """Readings of the claims of one sentence."""

    sentence: str
    """The sentence's exact characters."""
    claims: tuple[ClaimReading, ...] = ()
