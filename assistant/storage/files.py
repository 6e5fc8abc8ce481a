"""Files that last: owner-only, complete or absent, synced before anybody names them."""

import errno
import hashlib
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from assistant.errors import InputError, StorageError, system_reason

BLOCK: Final = 1 << 20
TEMPORARY: Final = ".tmp-"
"""Prefix of a file that is still being written; whoever sweeps may remove it."""

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def disk_error(place: Path, error: OSError) -> StorageError:
    """An operating-system error on our own files, worded for the user."""
    if error.errno in _FULL:
        return StorageError(
            f"{place}: the disk is full; what was being saved was not kept",
            "free some space and do it again; everything saved before is intact",
            zh=f"{place}：磁盘已满，正在保存的内容没有存下",
            zh_hint="请腾出空间后重做；此前保存的内容完好",
        )
    return StorageError(
        f"{place}: {system_reason(error, 'en')}",
        "check the disk and that the folder is yours",
        zh=f"{place}：{system_reason(error, 'zh')}",
        zh_hint="请检查磁盘，以及该文件夹是否归您所有",
    )


@contextmanager
def disk_errors(place: Path) -> Iterator[None]:
    """Turn ``OSError`` of the block into ``StorageError`` that names ``place``."""
    try:
        yield
    except OSError as error:
        raise disk_error(place, error) from error


def owner_only(folder: Path) -> Path:
    """Make ``folder`` with mode 0700 unless it is there."""
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def tightened(path: Path) -> None:
    """Take group's and others' rights off a file or folder that has any."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        path.chmod(mode & 0o700)


def created(path: Path) -> int:
    """A descriptor of a file that didn't exist, mode 0600, open for writing."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


def synced_folder(folder: Path) -> None:
    """Make renames and removals in ``folder`` last through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _blocks(path: Path) -> Iterator[bytes]:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputError(
                f"{path}: not a regular file",
                "give a file, not a folder or device",
                zh=f"{path}：不是普通文件",
                zh_hint="请给出文件，而不是文件夹或设备",
            )
        with path.open("rb") as stream:
            while block := stream.read(BLOCK):
                yield block
    except OSError as error:
        raise InputError(
            f"{path}: can't be read ({system_reason(error, 'en')})",
            "check the path and its permissions",
            zh=f"{path}：无法读取（{system_reason(error, 'zh')}）",
            zh_hint="请检查路径和权限",
        ) from error


def file_digest(path: Path) -> str:
    """SHA-256 of a file's content, in hex.

    Raises:
        InputError: the file can't be read.
    """
    digest = hashlib.sha256()
    for block in _blocks(path):
        digest.update(block)
    return digest.hexdigest()


def copied_in(source: Path, folder: Path, suffix: str = "") -> str:
    """Copy ``source`` to ``folder/<sha256><suffix>``: whole and synced, or not at all.

    Returns:
        The SHA-256 of what was copied, in hex.

    Raises:
        InputError: ``source`` can't be read.
        StorageError: the copy can't be written.
    """
    digest = hashlib.sha256()
    with disk_errors(folder):
        owner_only(folder)
        temporary = folder / f"{TEMPORARY}{secrets.token_hex(8)}"
        try:
            with os.fdopen(created(temporary), "wb") as stream:
                for block in _blocks(source):
                    digest.update(block)
                    stream.write(block)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(folder / f"{digest.hexdigest()}{suffix}")
            synced_folder(folder)
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
    return digest.hexdigest()
