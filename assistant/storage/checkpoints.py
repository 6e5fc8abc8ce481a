"""How far long work on one source has come, beside the case: what a kill leaves to go on from."""

import os
from pathlib import Path
from typing import Final

from assistant.storage.files import disk_errors, owner_only

_FOLDER: Final = "unfinished"


def checkpoint(folder: Path, source_id: str) -> str:
    """What was kept last; '' where there is nothing."""
    path = folder / _FOLDER / f"{source_id}.json"
    with disk_errors(path):
        return path.read_text("utf-8") if path.is_file() else ""


def keep_checkpoint(folder: Path, source_id: str, body: str) -> None:
    """Keep it in place of the one before, whole or not at all.

    Raises:
        StorageError: it can't be written.
    """
    path = folder / _FOLDER / f"{source_id}.json"
    with disk_errors(path):
        owner_only(path.parent)
        making = path.with_suffix(f".{os.getpid()}")
        making.write_text(body, "utf-8")
        making.replace(path)


def drop_checkpoint(folder: Path, source_id: str) -> None:
    """The work is done."""
    path = folder / _FOLDER / f"{source_id}.json"
    with disk_errors(path):
        path.unlink(missing_ok=True)
