"""Small hash-chained logs of the home: one JSON line an entry."""

import os
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from assistant.domain.model import Record
from assistant.errors import StorageError
from assistant.storage.files import disk_errors

_FIRST: Final = "0" * 64
"""What the first line of a log follows."""


class Chained(Record, ABC):
    """A line of a log that is appended to."""

    seq: int
    previous: str
    digest: str

    @abstractmethod
    def sealed(self) -> str:
        """The digest that the line must have."""


Line = TypeVar("Line", bound=Record)
Entry = TypeVar("Entry", bound=Chained)


class Link(NamedTuple):
    """What ties one line to the others."""

    seq: int
    previous: str
    digest: str
    sealed: str
    """The digest that the line must have."""


def chained_lines(path: Path, kind: type[Line], unreadable: StorageError) -> tuple[Line, ...]:
    """Every line, oldest first; none where there is no file.

    Raises:
        StorageError: ``unreadable``, where the file can't be read.
    """
    try:
        lines = path.read_text("utf-8").splitlines() if path.is_file() else []
        return tuple(kind.model_validate_json(line) for line in lines)
    except (OSError, ValueError) as error:
        raise unreadable from error


def append_chained(path: Path, held: Sequence[Entry], line: Entry) -> Entry:
    """Number a line, chain it to those before it, and bring it to the disk.

    Raises:
        StorageError: it can't be written.
    """
    seq, previous = (held[-1].seq + 1, held[-1].digest) if held else (1, _FIRST)
    line = line.model_copy(update={"seq": seq, "previous": previous})
    line = line.model_copy(update={"digest": line.sealed()})
    with disk_errors(path), path.open("a", encoding="utf-8") as file:
        file.write(line.model_dump_json() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return line


def broken_lines(lines: Iterable[Chained]) -> Iterator[int]:
    """Numbers of the lines of a log that were changed, or before which one is missing."""
    return broken_links((Link(e.seq, e.previous, e.digest, e.sealed()) for e in lines), _FIRST)


def broken_links(links: Iterable[Link], first: str) -> Iterator[int]:
    """Numbers of the lines that were changed, or before which one is missing.

    Args:
        links: the lines' links, in order.
        first: what the first line follows.
    """
    previous = first
    for place, link in enumerate(links, start=1):
        if link.seq != place or link.previous != previous or link.digest != link.sealed:
            yield link.seq
        previous = link.digest
