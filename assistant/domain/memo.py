"""A memo as data: sections of paragraphs with authors, sources and the check's result."""

import hashlib
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from pydantic import Field

from assistant.domain.checks import Struck, TextCheck
from assistant.domain.figures import Statement, Verdict
from assistant.domain.model import Record
from assistant.domain.quantities import Lang

WITHOUT_MODEL: Final = "offline"
"""The model of a memo that code alone wrote."""


class MemoKind(StrEnum):
    """Kinds of memos on the command line."""

    NEW = "new"
    RENEWAL = "renewal"
    REVIEW = "review"
    PRESCREEN = "prescreen"
    DECLINE = "decline"
    INTERIM = "interim"
    RATING = "rating"


class Author(Record):
    """Who wrote a paragraph: code, a model (with prompt version) or a person."""

    kind: str
    """``code``, ``model`` or ``person``."""
    name: str


class SourceNote(Record):
    """One numbered source note."""

    number: int
    figure: str | None
    text: str
    """File, page and quote; or formula, version and inputs; or who entered it."""
    value: str = ""
    """The figure's value as it was, unrounded; what a later memo is compared with."""


class Paragraph(Record):
    """Prose, list or table of a section. ``text`` is Markdown with ``[^n]`` source marks."""

    text: str
    author: Author
    figures: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()


class MemoSection(Record):
    """A section with its heading."""

    code: str
    title: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """Its Markdown without the heading, as a person edits it."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)


class ChartPoint(Record):
    """One mark of a chart."""

    label: str
    """Month, customer or factor."""
    value: Decimal
    """In the unit that is drawn."""
    text: str
    """The value as it prints."""
    start: Decimal = Decimal(0)
    """Where the mark begins; a part of a sum begins where the one before ends."""
    figure: str | None = None
    named: str = ""
    """What the mark stands for, in full, where the label is shorter."""


class ChartSeries(Record):
    """Marks of one kind, in order."""

    name: str
    points: tuple[ChartPoint, ...]


class ChartForm(StrEnum):
    """How a chart is drawn."""

    COLUMNS = "columns"
    """Upright, over time."""
    BARS = "bars"
    """Lying, one row a label and series."""
    FILLED = "filled"
    """Lying, the first series over the second: what was got of what there was to get."""
    TREE = "tree"
    """Boxes in layers: each mark ties ``label`` to ``named``; a series is a kind of tie."""


class Chart(Record):
    """A picture of figures of the case, drawn by code; every export draws or lists the same."""

    section: str
    """Code of the section that it belongs to."""
    title: str
    form: ChartForm
    series: tuple[ChartSeries, ...]
    unit: str = ""
    """What the axis counts, where the values don't say it."""


class OpenPoint(Record):
    """Something the file lacks and whom to ask for what."""

    text: str
    ask: str


class Signature(Record):
    """Who stands by a memo; it holds for the version with this digest and for no other."""

    memo: int
    """Number of the version."""
    digest: str
    """SHA-256 of the version."""
    who: str
    at: datetime
    why: str = ""


def same_person(one: str, other: str) -> bool:
    """Whether two names are one person's, however they were typed: width, case and spaces."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


class Attested(Record):
    """A person's own sentence that no figure decides and that this person stands by.

    It stays unchecked: it is marked where it stands, and nothing ever counts it as proved.
    """

    section: str
    """Code of the section that it stands in."""
    text: str
    """Its words, without source marks; with other words it holds no more."""
    who: str
    at: datetime
    why: str
    """What the person knows it from."""
    note: int
    """Number of the source note that says so."""


class MemoVersion(Record):
    """One draft of a memo; versions are chained by digest."""

    number: int
    kind: MemoKind
    lang: Lang
    title: str
    sections: tuple[MemoSection, ...]
    notes: tuple[SourceNote, ...]
    open_points: tuple[OpenPoint, ...]
    check: TextCheck
    struck: tuple[Struck, ...]
    policy: str
    model: str
    generator: str
    """Program name and version."""
    drafted_at: datetime
    drafted_by: str
    previous_digest: str | None = None
    changes: tuple[Statement, ...] = ()
    """What differs from the memo before it, as code tells it."""
    verdicts: dict[str, Verdict] = Field(default_factory=dict)
    """The verdict of each policy rule when it was drafted, by rule id."""
    charts: tuple[Chart, ...] = ()
    edited_from: int | None = None
    """Number of the version that a person edited into this one; None for a draft of the case."""
    attested: tuple[Attested, ...] = ()
    """Unchecked sentences that a person stands by."""
    signatures: tuple[Signature, ...] = ()
    """Who signed it since; kept in the log, never in the version itself."""

    def signed_until(self, moment: datetime) -> "MemoVersion":
        """The version with the signatures that it had then."""
        held = tuple(signature for signature in self.signatures if signature.at <= moment)
        return self.model_copy(update={"signatures": held})


_LATER: Final = ("charts", "edited_from", "attested")
"""Fields that came after the first memos were signed: an empty one is no part of a digest."""


def version_before(memos: Iterable[MemoVersion], memo: MemoVersion) -> int | None:
    """The number of the version that it was edited from, else of the last one of its sort."""
    sort = (memo.kind, memo.lang)
    earlier = [m.number for m in memos if m.number < memo.number and (m.kind, m.lang) == sort]
    return memo.edited_from or max(earlier, default=None)


class Signed(NamedTuple):
    """A memo after somebody signed it."""

    memo: MemoVersion
    needed: int
    """How many persons the policy asks for."""


def version_digest(memo: MemoVersion) -> str:
    """SHA-256 of a version without its signatures; the next version and each signature name it."""
    unset = {name for name in _LATER if not getattr(memo, name)}
    held = memo.model_dump_json(exclude={"signatures", *unset})
    return hashlib.sha256(held.encode()).hexdigest()
