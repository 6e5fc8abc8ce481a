"""What use cases hand to front ends besides domain records."""

import json
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain.checks import SentenceCheck, SourceText, Struck
from assistant.domain.model import Record

if TYPE_CHECKING:
    from retrieval.passages import Passage


class Message(Record):
    """One line of the kept conversation."""

    role: str
    """``user``, ``assistant`` or ``notice``."""
    text: str
    figures: tuple[str, ...] = ()
    passages: tuple[SourceText, ...] = ()
    sentences: tuple[SentenceCheck, ...] = ()
    """How each sentence of an answer was checked."""
    struck: tuple[Struck, ...] = ()
    model: str = ""
    elapsed_s: Decimal = Decimal(0)

    @classmethod
    def kept(cls, role: str, text: str, payload_json: str) -> "Message":
        """A message as the store keeps it."""
        extra = json.loads(payload_json) if payload_json else {}
        return cls(
            role=role,
            text=text,
            figures=tuple(extra.get("figures", ())),
            passages=tuple(SourceText.model_validate(p) for p in extra.get("passages", ())),
            sentences=tuple(SentenceCheck.model_validate(s) for s in extra.get("sentences", ())),
            struck=tuple(Struck.model_validate(s) for s in extra.get("struck", ())),
            model=extra.get("model", ""),
            elapsed_s=Decimal(extra.get("elapsed_s", 0)),
        )


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
