"""What use cases hand to front ends besides domain records."""

from assistant.domain.checks import SourceText
from assistant.domain.model import Record


class Message(Record):
    """One line of the kept conversation."""

    role: str
    """``user``, ``assistant`` or ``notice``."""
    text: str
    figures: tuple[str, ...] = ()
    passages: tuple[SourceText, ...] = ()


class Hit(Record):
    """One search result."""

    source: str
    source_name: str
    page: int
    text: str
    score: float


class Firm(Record):
    """One firm of a file that holds several."""

    code: str
    name: str
    rows: int

    @property
    def title(self) -> str:
        """Its name, or its code where it has none."""
        return self.name or self.code


class Added(Record):
    """What became of one added file."""

    path: str
    ok: bool
    text: str
    """One line in the screen's language: rows or pages read, or the reason of a failure."""
    hint: str = ""
    rejected: tuple[str, ...] = ()
    """The first rows that were refused, each with its place and reason, and how many more."""
    firms: tuple[Firm, ...] = ()
    """The firms of a file of many that was refused because none was named."""
