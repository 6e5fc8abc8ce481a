"""What happens in a turn, in order; front ends show events and keep nothing else."""

from decimal import Decimal

from assistant.domain.checks import SentenceCheck, SourceText, Struck
from assistant.domain.model import Record


class Answer(Record):
    """The finished answer: the JSON shape ``answer``."""

    text: str
    """Markdown, checked; figures printed from their values."""
    statements: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    passages: tuple[SourceText, ...] = ()
    struck: tuple[Struck, ...] = ()
    sentences: tuple[SentenceCheck, ...] = ()
    model: str = ""
    """Model name, or ``offline-analyst``."""
    elapsed_s: Decimal = Decimal(0)
    stopped: bool = False
    """The user called the turn off: what had been checked by then."""


class TurnStarted(Record):
    """A question was taken."""

    question: str
    model: str


class ToolCalled(Record):
    """A tool is about to run."""

    name: str
    arguments: str
    """As JSON."""


class ToolReturned(Record):
    """A tool came back."""

    name: str
    summary: str
    refused: bool = False


class SentenceShown(Record):
    """A sentence passed the check, or stands marked as unchecked."""

    text: str
    check: SentenceCheck


class SentenceStruck(Record):
    """A sentence failed the check and is not shown."""

    text: str
    reason: str


class Notice(Record):
    """Something the user should know: a dead endpoint, a cut stream, a limit reached."""

    text: str
    hint: str = ""


class TurnFinished(Record):
    """The turn is over."""

    answer: Answer


Event = (
    TurnStarted | ToolCalled | ToolReturned | SentenceShown | SentenceStruck | Notice | TurnFinished
)
