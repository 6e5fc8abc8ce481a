"""The case file: one firm's credit file, frozen; every step returns a new one."""

from datetime import date, datetime
from enum import StrEnum
from typing import Final, NewType

from assistant.domain.comments import Comment
from assistant.domain.figures import Figure, Statement
from assistant.domain.findings import Finding
from assistant.domain.memo import MemoVersion
from assistant.domain.model import Record
from assistant.domain.records import RecordSet
from assistant.domain.score import ScoreReport, Waiver
from assistant.domain.terms import Condition

CaseId = NewType("CaseId", str)
"""A ULID."""

MAIN: Final = "main"
"""The conversation that every case begins with."""


class Conversation(Record):
    """One of a case's conversations."""

    id: str
    title: str
    """Its first question."""
    questions: int
    at: datetime
    """When it was last gone on with."""


class SourceState(StrEnum):
    """Where a source stands on its way into the case."""

    READY = "ready"
    FAILED = "failed"
    REPLACED = "replaced"
    REMOVED = "removed"


class SourceKind(StrEnum):
    """What a source is."""

    DOCUMENT = "document"
    RECORDS = "records"
    RECORDING = "recording"


class Source(Record):
    """A file that somebody added."""

    id: str
    """SHA-256 of the content; its name under ``sources/``."""
    name: str
    """File name as added, without folders."""
    kind: SourceKind
    media_type: str
    size: int
    added_at: datetime
    added_by: str
    state: SourceState
    detail: str = ""
    """Reason of a failure, or what replaced it."""
    pages: int = 0
    passages: int = 0
    rows: int = 0
    rejected: int = 0
    problems: tuple[str, ...] = ()
    """What could not be read of it, each with its page, in both languages (``domain.tongues``)."""
    waiting: tuple[int, ...] = ()
    """Pages that are pictures and wait to be recognised; values on them come with the last."""


class CaseHead(Record):
    """What a list of cases shows."""

    id: CaseId
    name: str
    uscc: str = ""
    """统一社会信用代码 (18 characters) or ''."""
    created_at: datetime
    touched_at: datetime
    grade: str | None = None
    amount: str | None = None
    """Requested amount as a Decimal string in yuan."""
    open_warnings: int = 0
    problem: str = ""
    """Why the case can't be opened; '' where it can."""


class CaseFile(Record):
    """Everything known of one firm."""

    head: CaseHead
    as_of: date | None = None
    """The day up to which records count; None while there are no records."""
    sources: tuple[Source, ...] = ()
    record_sets: tuple[RecordSet, ...] = ()
    figures: tuple[Figure, ...] = ()
    read: tuple[Figure, ...] = ()
    """What documents state for figures that a person confirmed or corrected."""
    statements: tuple[Statement, ...] = ()
    findings: tuple[Finding, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    score: ScoreReport | None = None
    memos: tuple[MemoVersion, ...] = ()
    conditions: tuple[Condition, ...] = ()
    """What a person confirmed or dropped; proposals are made anew (``memo.conditions``)."""
    comments: tuple[Comment, ...] = ()
    """What reviewers said of the memos, oldest first."""

    def figure(self, key: str) -> Figure | None:
        """The figure with exactly this key, if there is one."""
        return next((f for f in self.figures if f.key == key), None)
