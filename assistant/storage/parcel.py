"""A case as one zip file: what may be in it, and how it is written and taken apart safely.

A zip from elsewhere is not trusted: names are matched against what a case holds and never joined
as paths, sizes are counted while unpacking, and nothing counts before every digest agrees.
"""

import hashlib
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from pydantic import ValidationError

from assistant.domain.model import Record
from assistant.errors import InputError, StorageError
from assistant.storage.files import BLOCK, created, disk_errors, owner_only, synced_folder

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
MOST_FILES: Final = 100_000
MOST_BYTES: Final = 20 << 30
_MOST_MANIFEST: Final = 64 << 20
_RATIO: Final = 200
"""Most bytes that one byte of zip may hold, beyond ``_GRACE``."""
_GRACE: Final = 256 << 20
_ALLOWED: Final = re.compile(
    r"(?:case\.sqlite|sources/[0-9a-f]{64}|records/[0-9a-f]{64}\.parquet"
    r"|exports/(?:[^/\\.:\x00-\x1f][^/\\:\x00-\x1f]{0,150}/?)+(?<!/))\Z"
)
BROKEN_ZIP: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What `zipfile` raises where an archive is damaged, locked or packed in a way it can't read."""


class ParcelFile(Record):
    """One file of the case."""

    path: str
    sha256: str
    size: int


class Manifest(Record):
    """What a parcel says it holds."""

    format: int
    case_id: str
    name: str
    head_seq: int
    head_digest: str
    """Digest of the last audit line; whoever sent the parcel can say it on the phone."""
    exported_at: str
    exported_by: str
    problems: tuple[str, ...] = ()
    """What the sender's home log had against the case."""
    files: tuple[ParcelFile, ...]


def packed(zipped: zipfile.ZipFile, name: str, path: Path) -> ParcelFile:
    """Put one file into the zip.

    Raises:
        OSError: it can't be read or written.
    """
    digest, size = hashlib.sha256(), 0
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    with path.open("rb") as source, zipped.open(info, "w", force_zip64=True) as target:
        while block := source.read(BLOCK):
            digest.update(block)
            size += len(block)
            target.write(block)
    return ParcelFile(path=name, sha256=digest.hexdigest(), size=size)


@contextmanager
def new_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """A zip that appears at ``path``, whole and synced, when the block ends without an error.

    Raises:
        InputError: there is something at ``path`` already.
        StorageError: it can't be written.
    """
    if path.exists():
        raise exists(path)
    temporary = path.with_name(f".{path.name}.part")
    with disk_errors(path):
        temporary.unlink(missing_ok=True)
        try:
            with os.fdopen(created(temporary), "wb") as stream:
                with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as zipped:
                    yield zipped
                stream.flush()
                os.fsync(stream.fileno())
            temporary.rename(path)
            synced_folder(path.parent)
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise


def exists(path: Path) -> InputError:
    """There is something at ``path`` that would be overwritten."""
    return InputError(
        f"{path} exists",
        "choose another name, or remove it first",
        zh=f"{path} 已存在",
        zh_hint="请换一个文件名，或先移走它",
    )


class Parcel:
    """A zip that somebody sent."""

    def __init__(self, path: Path, zipped: zipfile.ZipFile) -> None:
        """Take an open zip; see ``opened_parcel``."""
        self._path = path
        self._zipped = zipped
        self.manifest = self._manifest()
        self._verify_names()
        self._verify_sizes()

    def unpack(self, folder: Path) -> None:
        """Write every file under ``folder``, each checked against its digest.

        Raises:
            InputError: a file is not what the manifest says.
            StorageError: a file can't be written.
        """
        free = shutil.disk_usage(folder).free
        total = sum(file.size for file in self.manifest.files)
        if total > free:
            raise StorageError(
                f"{self._path} holds {total:,} bytes, the disk has {free:,} free",
                "free some space, or use another --home",
                zh=f"{self._path} 共 {total:,} 字节，磁盘只剩 {free:,} 字节",
                zh_hint="请腾出空间，或用 --home 换一个位置",
            )
        for file in self.manifest.files:
            target = folder / file.path
            with disk_errors(target):
                for parent in reversed(target.relative_to(folder).parents):
                    owner_only(folder / parent)
                self._unpack_one(file, target)

    def refused(self, reason: str, zh: str) -> InputError:
        """The parcel can't be used, for this reason."""
        return InputError(
            f"{self._path}: {reason}",
            "ask the sender to export the case again",
            zh=f"{self._path}：{zh}",
            zh_hint="请发送方重新导出该案卷",
        )

    def _unpack_one(self, file: ParcelFile, target: Path) -> None:
        digest, size = hashlib.sha256(), 0
        with os.fdopen(created(target), "wb") as stream:
            for block in self._blocks(file.path):
                size += len(block)
                if size > file.size:
                    break
                digest.update(block)
                stream.write(block)
            stream.flush()
            os.fsync(stream.fileno())
        if size != file.size or digest.hexdigest() != file.sha256:
            raise self.refused(
                f"{file.path} is damaged or was changed", f"{file.path} 已损坏或被改动"
            )

    def _blocks(self, name: str) -> Iterator[bytes]:
        try:
            with self._zipped.open(name) as source:
                yield from _read(source)
        except (*BROKEN_ZIP, OSError) as error:
            raise self.refused(
                f"{name} can't be read ({error})", f"{name} 无法读取（{error}）"
            ) from error

    def _manifest(self) -> Manifest:
        try:
            with self._zipped.open(MANIFEST) as source:
                text = source.read(_MOST_MANIFEST)
            manifest = Manifest.model_validate_json(text)
        except (KeyError, ValidationError) as error:
            raise self.refused(
                "not a case that Tallystick exported", "不是 Tallystick 导出的案卷"
            ) from error
        except BROKEN_ZIP as error:
            raise self.refused(
                f"{MANIFEST} can't be read ({error})", f"{MANIFEST} 无法读取（{error}）"
            ) from error
        if manifest.format > FORMAT:
            raise InputError(
                f"{self._path}: exported by a newer Tallystick (format {manifest.format})",
                "upgrade this program: pip install --upgrade tallystick",
                zh=f"{self._path}：由更新版本的 Tallystick 导出（格式 {manifest.format}）",
                zh_hint="请升级本程序：pip install --upgrade tallystick",
            )
        return manifest

    def _verify_names(self) -> None:
        listed = [file.path for file in self.manifest.files]
        there = [name for name in self._zipped.namelist() if name != MANIFEST]
        if len(listed) > MOST_FILES:
            raise self.refused(
                f"it holds more than {MOST_FILES:,} files", f"其中的文件多于 {MOST_FILES:,} 个"
            )
        for name in there:
            if not _ALLOWED.match(name):
                raise self.refused(
                    f"{name[:80]!r} doesn't belong to a case", f"{name[:80]!r} 不是案卷的文件"
                )
        if sorted(listed) != sorted(there) or len(set(there)) != len(there):
            raise self.refused("its files are not those of its manifest", "文件与清单不符")
        if "case.sqlite" not in listed:
            raise self.refused("the case's database is missing", "缺少案卷数据库")

    def _verify_sizes(self) -> None:
        total = sum(file.size for file in self.manifest.files)
        most = min(MOST_BYTES, _GRACE + _RATIO * self._path.stat().st_size)
        if total > most or any(file.size < 0 for file in self.manifest.files):
            raise self.refused(f"it would unpack to {total:,} bytes", f"解压后将达 {total:,} 字节")


def _read(source: IO[bytes]) -> Iterator[bytes]:
    while block := source.read(BLOCK):
        yield block


@contextmanager
def opened_parcel(path: Path) -> Iterator[Parcel]:
    """Open a zip that somebody sent, its names and sizes checked.

    Raises:
        InputError: it can't be read, or isn't a whole export.
    """
    try:
        zipped = zipfile.ZipFile(path)
    except (*BROKEN_ZIP, OSError, ValueError) as error:
        raise InputError(
            f"{path}: not a zip that can be read ({error})",
            "give what `case export` wrote",
            zh=f"{path}：不是可读的 zip 文件（{error}）",
            zh_hint="请给出 case export 写成的文件",
        ) from error
    with zipped:
        yield Parcel(path, zipped)
