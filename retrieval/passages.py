"""What documents become: pages, tables, passages, and the hits of a search."""

import hashlib
from typing import NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """Frozen; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class RecognisedLine(Frozen):
    """A line that text recognition read off an image, and how sure it was."""

    text: str
    confidence: float
    """0..1, of the least sure part of the line; a figure in it stays a candidate."""
    left: float
    """Edges as shares of the page's width and height, 0..1, from the upper left corner."""
    top: float
    right: float
    bottom: float


class Page(Frozen):
    """One page, sheet, or stretch of lines of a document."""

    number: int
    """Counts from 1; a sheet's position in a workbook."""
    text: str
    """Every word of the page in reading order; a table's cells stand two spaces apart."""
    aspect: float = 0.0
    """Height over width of a page read off a picture; 0 where it isn't known."""
    label: str = ""
    """Sheet name, ``lines 201-400`` of a long text, or ''."""
    edges: str = ""
    """Running head, foot and page number as printed, one a line; no part of ``text``."""
    tagged: tuple[str, ...] = ()
    """Markdown blocks by the file's own tags, where they were asked for and the page has them."""
    goes_on: bool = False
    """Whether the first block of ``tagged`` is the rest of the last on the page before."""
    untagged: str = ""
    """What no tag covers, as it is laid out; only beside ``tagged``."""
    recognised: tuple[RecognisedLine, ...] = ()
    """Filled where the words come from text recognition, not from the file."""


class Table(Frozen):
    """A table with the header and the unit that hold for each of its rows."""

    page: int
    """Page on which these rows stand; a table over two pages is two tables."""
    header: tuple[str, ...]
    """One text a column, '' where there is none; taken from the page before where it goes on."""
    rows: tuple[tuple[str, ...], ...]
    """As many cells a row as the header has, '' for an empty one."""
    unit: str = ""
    """``元``, ``万元``, ``thousands``, ``USD millions`` ...: as the document states it, or ''."""
    caption: str = ""
    row_numbers: tuple[int, ...] = ()
    """Sheet row of each row, counting from 1; only where the source is a workbook."""
    first_column: int = 1
    """Sheet column of the first cell, counting from 1 (A)."""
    continued: bool = False
    """Header, unit and caption are those of the table that ends the page before."""


class Problem(Frozen):
    """Something in a readable document that could not be read."""

    reason: str
    page: int | None = None
    hint: str = ""
    zh: str = ""
    """``reason`` in Chinese."""


class LoadedDocument(Frozen):
    """A document's whole content."""

    name: str
    """File name without folders; ``outer.zip/inner.pdf`` for a file inside another."""
    media_type: str
    """By content, whatever the name says."""
    pages: tuple[Page, ...]
    tables: tuple[Table, ...] = ()
    problems: tuple[Problem, ...] = ()
    unrecognised: tuple[int, ...] = ()
    """Pages without usable text that recognition could read and hasn't."""


class Passage(NamedTuple):
    """A stretch of one page that search finds and answers quote; ten thousand fit a case."""

    source: str
    """Source id (content digest) in the case."""
    source_name: str
    page: int
    ordinal: int
    """Position in the source, from 0; with ``source`` it identifies the passage."""
    text: str
    """Words of the page; rows of a table come with its caption, unit and header."""


class Embedding(NamedTuple):
    """The vector of one text by one model; passages of the same text share it."""

    digest: str
    """`text_digest` of the passage's text."""
    model: str
    vector: bytes
    """float32, little-endian."""


class PassageLike(Protocol):
    """A passage as a store gives it."""

    @property
    def source(self) -> str:
        """Source id."""

    @property
    def source_name(self) -> str:
        """File name."""

    @property
    def page(self) -> int:
        """Counts from 1."""

    @property
    def ordinal(self) -> int:
        """Position in the source."""

    @property
    def text(self) -> str:
        """The words."""


class EmbeddingLike(Protocol):
    """A vector as a store gives it."""

    @property
    def digest(self) -> str:
        """`text_digest` of the text."""

    @property
    def model(self) -> str:
        """Name of the model that made it."""

    @property
    def vector(self) -> bytes:
        """float32, little-endian."""


class Hit(NamedTuple):
    """A passage that a search found."""

    passage: Passage
    score: float
    """Higher is better; comparable within one search only."""
    lexical_rank: int | None = None
    """Place among the word matches, from 1; None where no word matches."""
    vector_rank: int | None = None
    """Place among the nearest vectors, from 1; None where it isn't among them."""


def text_digest(text: str) -> str:
    """SHA-256 of a text in hex: the name of its vector."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
