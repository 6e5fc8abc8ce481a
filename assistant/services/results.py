"""What use cases hand to front ends besides domain records."""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from assistant.domain.checks import SentenceCheck, SourceText, Struck
from assistant.domain.model import Record
from assistant.domain.tongues import two_tongued

if TYPE_CHECKING:
    from retrieval.passages import Passage


class Beside(Record):
    """What belongs to an answer besides its words."""

    figures: tuple[str, ...] = ()
    passages: tuple[SourceText, ...] = ()
    sentences: tuple[SentenceCheck, ...] = ()
    """How each sentence was checked."""
    struck: tuple[Struck, ...] = ()
    model: str = ""
    elapsed_s: Decimal = Decimal(0)
    stopped: bool = False
    """The user called the turn off: what had been checked by then."""


class NeverRead(NamedTuple):
    """Files that addings which were broken off never came to."""

    there: tuple[Path, ...] = ()
    gone: tuple[Path, ...] = ()
    """No longer where they were; the next adding records each as failed."""

    @classmethod
    def of(cls, paths: Iterable[Path]) -> "NeverRead":
        """``paths``, by whether they are still there."""
        found = [(path, path.exists()) for path in paths]
        return cls(
            tuple(path for path, is_there in found if is_there),
            tuple(path for path, is_there in found if not is_there),
        )


_UNREADABLE: Final = Struck(
    text="…",
    reason=two_tongued(
        "这条回答的出处无法读取；tallystick audit CASE --verify 指出被改动之处",
        "what belongs to this answer can't be read; `tallystick audit CASE --verify` says why",
    ),
)


class Message(NamedTuple):
    """One line of the kept conversation."""

    role: str
    """``user``, ``assistant`` or ``notice``."""
    text: str
    payload: str = ""
    """``Beside`` as JSON, read when the message is shown: a case may have ten thousand."""

    @property
    def beside(self) -> Beside:
        """Evidence and checks; where they can't be read, a struck line says so."""
        try:
            return Beside.model_validate_json(self.payload or "{}")
        except ValueError:
            return Beside(struck=(_UNREADABLE,))


class Hit(Record):
    """One search result."""

    source: str
    source_name: str
    page: int
    text: str
    score: float

    @classmethod
    def of(cls, passage: "Passage", score: float) -> "Hit":
        """A passage with its score."""
        return cls(
            source=passage.source,
            source_name=passage.source_name,
            page=passage.page,
            text=passage.text,
            score=score,
        )


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
    """The file as it was named; of a file inside an archive or e-mail, the outer one."""
    name: str = ""
    """Its name in the case, e.g. ``outer.zip/inner.pdf``."""
    ok: bool
    text: str
    """One line in the screen's language: rows or pages read, or the reason of a failure."""
    hint: str = ""
    rejected: tuple[str, ...] = ()
    """The first rows that were refused, each with its place and reason, and how many more."""
    firms: tuple[Firm, ...] = ()
    """The firms of a file of many that was refused because none was named."""
