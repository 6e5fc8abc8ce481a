"""The writer lock: one process writes at a time, and the others are told who it is.

A lock is the operating system's, on an open file: it goes when its process goes, however it goes.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from assistant.domain.tongues import tongues_of
from assistant.errors import CaseLocked, StorageError
from assistant.storage.files import disk_error, disk_errors

PATIENCE_S: Final = 2.0
"""How long another process is waited for; a write takes milliseconds."""
_OWN_PATIENCE_S: Final = 60.0
"""How long another thread of this process is waited for."""
_POLL_S: Final = 0.02


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(descriptor: int) -> tuple[int, str]:
    """Process id (0 where unknown) and name of who holds the lock."""
    try:
        held = json.loads(os.pread(descriptor, 4096, 0))
        return int(held["pid"]), str(held["who"])
    except (ValueError, KeyError, TypeError):
        return 0, "somebody"


def _acquire(descriptor: int, subject: str, patience_s: float) -> None:
    started = time.monotonic()
    while not _taken(descriptor):
        pid, who = _holder(descriptor)
        patience = max(patience_s, _OWN_PATIENCE_S) if pid == os.getpid() else patience_s
        if time.monotonic() - started >= patience:
            zh, en = tongues_of(subject)
            raise CaseLocked(
                f"{en} is being written by {who} (process {pid or 'unknown'})",
                "wait until it is done, or end that process; reading goes on meanwhile",
                zh=f"{who}（进程 {pid or '不明'}）正在写入 {zh}",
                zh_hint="请等它完成，或结束该进程；读取不受影响",
            )
        time.sleep(_POLL_S)


def _is_still_there(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


@contextmanager
def exclusive(
    path: Path, *, who: str, subject: str, patience_s: float = PATIENCE_S
) -> Iterator[None]:
    """Hold the lock on ``path`` during the block.

    Args:
        path: the lock file, made where it is missing.
        who: named to those who find the lock taken.
        subject: what is locked, in the message; in both languages (``domain.tongues``).
        patience_s: seconds that another process is waited for.

    Raises:
        CaseLocked: another process holds it.
        StorageError: the folder is gone or can't be written.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except FileNotFoundError as error:
        raise _gone(subject) from error
    except OSError as error:
        raise disk_error(path, error) from error
    try:
        _acquire(descriptor, subject, patience_s)
        if not _is_still_there(descriptor, path):
            raise _gone(subject)
        with disk_errors(path):
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, json.dumps({"pid": os.getpid(), "who": who}).encode(), 0)
        try:
            yield
        finally:
            os.ftruncate(descriptor, 0)
            fcntl.flock(descriptor, fcntl.LOCK_UN)
    finally:
        os.close(descriptor)


def _gone(subject: str) -> StorageError:
    zh, en = tongues_of(subject)
    return StorageError(
        f"{en} is gone",
        "`tallystick case list` shows what there is",
        zh=f"{zh} 已不存在",
        zh_hint="tallystick case list 列出现有案卷",
    )
