"""A plain source as read: its facts and its lines."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.proof.numeral import Numeral
from assistant.proof.stated.parts import Parts
from assistant.proof.stated.stating import Stated
from assistant.proof.when import When


@dataclass(frozen=True, slots=True)
class Words:
    """One line of a source: what it says, for statements that repeat its words."""

    text: str
    terms: frozenset[str]
    marks: frozenset[str]
    above: frozenset[str]
    """Marks of the titles over it."""
    times: tuple[When, ...]
    numerals: tuple[Numeral, ...]
    quote: str
    """The source's own characters, for reasons."""
    parts: Parts | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell or a labelled line: whose it is, and what is said there, in words or numbers."""

    line: int
    name: Parts | None
    """The row's head."""
    label: Parts | None
    """The column's head, or what stands before a line's colon."""
    said: Parts
    around: frozenset[str]
    """Terms of the titles over it."""
    column: int = -1


@dataclass(slots=True, eq=False)
class Document:
    """One source as read; the same only as itself."""

    id: int
    facts: list[Stated] = field(default_factory=list)
    lines: list[Words] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    year_end: int = 0
    text: str = ""

    def note(
        self, line: int, heads: Sequence[Parts | None], said: Parts,
        around: frozenset[str], column: int = -1,
    ) -> None:  # fmt: skip
        """Keep what a cell or line says: ``heads`` are its row's, its column's, its table's."""
        name, label, *rest = heads
        over = frozenset(t.id for p in rest if p is not None for t in p.terms)
        self.entries.append(Entry(line, name, label, said, around | over, column))
