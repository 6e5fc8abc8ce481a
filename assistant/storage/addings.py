"""Which files an adding has yet to read: a small journal an adding, gone when it ends by itself.

An adding that was killed, or that the disk ended, leaves its journal behind. Whether it still runs
is told by the lock on its journal, which goes when its process goes.
"""

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from assistant.storage.files import disk_errors

_NAMES = "adding-*.jsonl"
_WANTED, _READ = "wanted", "read"

Mark = Callable[[Path], None]
"""Notes that a file was read, or refused with its reason."""


@contextmanager
def adding(folder: Path, paths: Sequence[Path]) -> Iterator[Mark]:
    """Keep a journal of an adding during the block.

    It stays behind where the block ends by an error. Files that it read are taken off the
    journals that earlier addings left behind.

    Args:
        folder: of the case.
        paths: every file that is to be read.

    Raises:
        StorageError: the journal can't be written.
    """
    path = folder / f"adding-{os.getpid()}-{time.monotonic_ns()}.jsonl"
    done: set[str] = set()
    with disk_errors(path):
        file = path.open("x", encoding="utf-8")
    with file:
        path.chmod(0o600)
        fcntl.flock(file, fcntl.LOCK_EX)
        _append(file, *((_WANTED, str(p.absolute())) for p in paths))

        def mark(read: Path) -> None:
            done.add(str(read.absolute()))
            _append(file, (_READ, str(read.absolute())))

        try:
            yield mark
        except GeneratorExit:  # called off, not broken off
            path.unlink(missing_ok=True)
            raise
        else:
            path.unlink(missing_ok=True)
        finally:
            _take_off(folder, done)


def _append(file: IO[str], *lines: tuple[str, str]) -> None:
    with disk_errors(Path(file.name)):
        file.writelines(json.dumps(dict([line])) + "\n" for line in lines)
        file.flush()


def never_read(folder: Path) -> tuple[Path, ...]:
    """Files that addings which were broken off never came to, in their order."""
    found = (left for path in sorted(folder.glob(_NAMES)) for left in _left(path))
    return tuple(Path(name) for name in dict.fromkeys(found))


def _take_off(folder: Path, done: set[str]) -> None:
    for path in folder.glob(_NAMES):
        left = _left(path)
        if not left and not _is_held(path):
            path.unlink(missing_ok=True)
        elif done.intersection(left):
            with suppress(OSError), path.open("a", encoding="utf-8") as file:
                file.write("\n")  # the kill may have cut the last line
                _append(file, *((_READ, name) for name in left if name in done))
            if done.issuperset(left):
                path.unlink(missing_ok=True)


def _left(path: Path) -> list[str]:
    """What a journal that nobody holds has left; nothing where its adding still runs."""
    if _is_held(path):
        return []
    wanted: dict[str, None] = {}
    with suppress(OSError):
        for line in path.read_text("utf-8", errors="replace").splitlines():
            with suppress(ValueError, AttributeError):  # its last line may be cut
                told = json.loads(line)
                if name := told.get(_WANTED):
                    wanted[str(name)] = None
                wanted.pop(str(told.get(_READ)), None)
    return list(wanted)


def _is_held(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
