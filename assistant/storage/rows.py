"""Rows of a case that are not domain records: pages, passages, vectors, messages."""

import hashlib
from array import array
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from assistant.domain.model import Record


class PageLike(Protocol):
    """A page as a loader gives it."""

    @property
    def number(self) -> int:
        """Counts from 1; a sheet's position in a workbook."""

    @property
    def text(self) -> str:
        """The page's text."""

    @property
    def label(self) -> str:
        """Printed page number or sheet name, or ''."""


class PassageLike(Protocol):
    """A passage as a chunker gives it."""

    @property
    def source_name(self) -> str:
        """File name."""

    @property
    def page(self) -> int:
        """Counts from 1."""

    @property
    def ordinal(self) -> int:
        """Order on its page."""

    @property
    def text(self) -> str:
        """The passage's text."""


class StoredPage(Record):
    """One page of a source."""

    number: int
    text: str
    label: str = ""


class StoredPassage(Record):
    """One passage of a source, as search finds it."""

    source: str
    source_name: str
    page: int
    ordinal: int
    text: str

    @property
    def digest(self) -> str:
        """SHA-256 of the text; its vector is kept under it."""
        return text_digest(self.text)


class StoredEmbedding(Record):
    """The vector of one text by one model."""

    digest: str
    """``text_digest`` of the passage's text."""
    model: str
    vector: bytes
    """32-bit floats, little-endian, as ``numpy.frombuffer(vector, '<f4')`` reads them."""

    def floats(self) -> tuple[float, ...]:
        """The vector as numbers."""
        return tuple(array("f", self.vector))


class StoredMessage(NamedTuple):
    """One message of the conversation; no record, since a case may have ten thousand."""

    seq: int
    role: str
    """``user``, ``assistant`` or ``notice``."""
    text: str
    payload_json: str
    """What belongs to the message besides its text, as JSON, or ''."""
    at: str
    """ISO time."""


def text_digest(text: str) -> str:
    """SHA-256 of a text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def vector_bytes(values: Sequence[float]) -> bytes:
    """A vector as it is stored."""
    return array("f", values).tobytes()


def storable(text: str) -> str:
    """``text`` with lone surrogates, which no encoding holds, as U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
