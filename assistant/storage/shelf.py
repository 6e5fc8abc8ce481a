"""The content-addressed files of one case, and the sweeping of those that no row names.

A file is put on the shelf before the row that names it is committed. Meanwhile the process holds
a shared lock, so nobody sweeps; a killed process holds none, so its orphans go with the next write.
"""

import fcntl
import os
import re
import threading
import weakref
from collections.abc import Set as AbstractSet
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Final

from assistant.storage.files import TEMPORARY, copied_in, disk_errors

_DIGEST: Final = re.compile(r"[0-9a-f]{64}\Z", re.ASCII)


class Row(StrEnum):
    """The two rows of the shelf; each is a folder of the case."""

    SOURCES = "sources"
    RECORDS = "records"

    @property
    def suffix(self) -> str:
        """Ending of the file names."""
        return ".parquet" if self is Row.RECORDS else ""


def shelf_name(row: Row, digest: str) -> str:
    """Path of a kept file inside the case's folder.

    Raises:
        ValueError: ``digest`` is not a SHA-256 in hex.
    """
    if not _DIGEST.match(digest):
        msg = f"not a SHA-256: {digest!r}"
        raise ValueError(msg)
    return f"{row}/{digest}{row.suffix}"


class Shelf:
    """Keeps files of one case by content."""

    def __init__(self, folder: Path) -> None:
        """Keep files under the case's ``folder``."""
        self._folder = folder
        self._lock_path = folder / ".adding"
        self._guard = threading.Lock()
        self._pending: set[str] = set()
        self._release: weakref.finalize[[int], Shelf] | None = None

    def keep(self, path: Path, row: Row) -> str:
        """Copy ``path`` in, synced, under its digest; a row must name it next.

        Raises:
            InputError: ``path`` can't be read.
            StorageError: the copy can't be written, e.g. the disk is full.
        """
        token = f"{row}/{threading.get_ident()}"
        with self._guard:
            self._hold()
            self._pending.add(token)
        try:
            digest = copied_in(path, self._folder / row, row.suffix)
            with self._guard:
                self._pending.add(shelf_name(row, digest))
        finally:
            with self._guard:
                self._pending.discard(token)
                self._let_go()
        return digest

    def drop(self, row: Row, digest: str) -> None:
        """No row will name this file after all; it may be swept."""
        with self._guard:
            self._pending.discard(shelf_name(row, digest))
            self._let_go()

    def settle(self, named: AbstractSet[str]) -> None:
        """After a commit: what ``named`` rows name stays, orphans go unless somebody is adding."""
        with self._guard:
            self._pending -= named
            self._let_go()
            if not self._pending:
                self._sweep(named)

    def _hold(self) -> None:
        if self._release is not None:
            return
        with disk_errors(self._lock_path):
            descriptor = os.open(self._lock_path, os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(descriptor, fcntl.LOCK_SH)
        self._release = weakref.finalize(self, os.close, descriptor)

    def _let_go(self) -> None:
        if not self._pending and self._release is not None:
            self._release()
            self._release = None

    def _sweep(self, named: AbstractSet[str]) -> None:
        with disk_errors(self._folder):
            descriptor = os.open(self._lock_path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                for row in Row:
                    self._sweep_row(row, named)
            except BlockingIOError:
                return
            finally:
                os.close(descriptor)

    def _sweep_row(self, row: Row, named: AbstractSet[str]) -> None:
        with suppress(FileNotFoundError):
            for entry in os.scandir(self._folder / row):
                kept = f"{row}/{entry.name}" in named and not entry.name.startswith(TEMPORARY)
                if not kept and entry.is_file(follow_symlinks=False):
                    Path(entry.path).unlink(missing_ok=True)
