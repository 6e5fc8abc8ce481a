"""Small hash-chained logs of the home: one JSON line an entry."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from assistant.domain.model import Record
from assistant.errors import StorageError
from assistant.storage.files import disk_errors

Line = TypeVar("Line", bound=Record)


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


def append_line(path: Path, line: Record) -> None:
    """Add a line and bring it to the disk.

    Raises:
        StorageError: it can't be written.
    """
    with disk_errors(path), path.open("a", encoding="utf-8") as file:
        file.write(line.model_dump_json() + "\n")
        file.flush()
        os.fsync(file.fileno())


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
