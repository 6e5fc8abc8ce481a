"""Archives and e-mails into the files they carry, however they are nested and named."""

import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from retrieval.loading.archive import verify_claims
from retrieval.loading.budget import Budget, UnreadableDocument
from retrieval.loading.detect import Form, form_of
from retrieval.loading.mail import attachments
from retrieval.passages import Problem

_DEPTH: Final = 4
"""Archives inside archives, at most."""
_FILES: Final = 2_000
_BLOCK: Final = 1 << 20
_UTF8_NAME: Final = 0x800
_CONTAINERS: Final = (Form.ARCHIVE, Form.MAIL)
_LITTER: Final = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
_NAME_CHARS: Final = 120


class InnerFile(NamedTuple):
    """A file taken out of a container."""

    name: str
    """``outer.zip/folder/inner.pdf``: where it stood, for people; no path of this machine."""
    path: Path
    """Where its bytes lie now."""


class Unread(NamedTuple):
    """A file of a container that could not be read."""

    name: str
    problem: Problem


class Unpacked(NamedTuple):
    """What a container holds."""

    files: tuple[InnerFile, ...]
    unread: tuple[Unread, ...]


def is_container(path: Path) -> bool:
    """Whether the file holds files of its own.

    Raises:
        UnreadableDocument: empty, damaged, or of a kind that isn't read.
    """
    return form_of(path) in _CONTAINERS


def unpack(path: Path, folder: Path, budget: Budget) -> Unpacked:
    """Every file in a container, also in containers within it, written into ``folder``.

    Names in the container never become names on the disk. What is refused (passwords, links,
    bombs, a fifth level) is listed with its reason, and the rest goes on. An e-mail inside stays
    a file too, for its letter.

    Raises:
        UnreadableDocument: the container itself is damaged or a bomb.
        LoadingStopped: the user called it off.
    """
    work = _Unpacking(folder, budget)
    work.open(path, path.name, 1)
    return Unpacked(tuple(work.files), tuple(work.unread))


class _Unpacking:
    """Counts files and bytes over all levels."""

    def __init__(self, folder: Path, budget: Budget) -> None:
        self.files: list[InnerFile] = []
        self.unread: list[Unread] = []
        self._folder = folder
        self._budget = budget
        self._bytes = 0
        self._written = 0
        self._seen: set[str] = set()

    def open(self, path: Path, name: str, depth: int) -> None:
        """Take every file out of one container."""
        if form_of(path) is Form.MAIL:
            for item in attachments(path):
                inner = self._target(item.name, name)
                if self._counts(inner, len(item.data)):
                    inner.path.write_bytes(item.data)
                    self._keep(inner, depth)
            return
        try:
            with zipfile.ZipFile(path) as archive:
                verify_claims(archive.infolist(), path.stat().st_size, self._budget)
                self._open_zip(archive, name, depth)
        except (zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
            raise UnreadableDocument(
                f"the archive is damaged or cut off ({error})",
                hint="pack or download it again, then add it again",
                zh=f"压缩包已损坏或不完整（{error}）",
                zh_hint="请重新打包或下载后加入",
            ) from error

    def _open_zip(self, archive: zipfile.ZipFile, name: str, depth: int) -> None:
        for entry in archive.infolist():
            shown = _entry_name(entry)
            if entry.is_dir() or any(part in _LITTER for part in PurePosixPath(shown).parts):
                continue
            inner = self._target(shown, name)
            if stat.S_ISLNK(entry.external_attr >> 16):
                self._refuse(inner.name, "it is a link, not a file", "是链接，不是文件")
            elif self._counts(inner, 0) and self._extract(archive, entry, inner):
                self._keep(inner, depth)

    def _extract(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, inner: InnerFile) -> bool:
        try:
            with archive.open(entry) as part, inner.path.open("wb") as file:
                while block := part.read(_BLOCK):
                    self._bytes += len(block)
                    self._budget.verify_size(self._bytes, "the archive's content", "压缩包内容")
                    self._budget.tick()
                    file.write(block)
        except (RuntimeError, NotImplementedError):
            why = "it is encrypted or packed in an unknown way", "文件已加密，或压缩方式无法识别"
            self._refuse(inner.name, *why, hint="unpack it with its password and add the file")
            return False
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            self._refuse(inner.name, f"it is damaged ({error})", f"文件已损坏（{error}）")
            return False
        return True

    def _keep(self, inner: InnerFile, depth: int) -> None:
        """List a file, and open it where it is a container itself."""
        try:
            form = form_of(inner.path)
            if form is not Form.ARCHIVE:
                self.files.append(inner)
            if form not in _CONTAINERS:
                return
            if depth >= _DEPTH:
                self._refuse(
                    inner.name, f"it lies more than {_DEPTH} archives deep", f"嵌套超过{_DEPTH}层"
                )
                return
            self.open(inner.path, inner.name, depth + 1)
        except UnreadableDocument as error:
            self._refuse(inner.name, error.reason, error.zh, hint=error.hint)

    def _target(self, shown: str, outer: str) -> InnerFile:
        self._written += 1
        name = f"{outer}/{_safe(shown)}"
        count = 1
        while name in self._seen:
            count += 1
            name = f"{outer}/{_safe(shown)} ({count})"
        self._seen.add(name)
        return InnerFile(name, self._folder / f"{self._written:05d}{_suffix(shown)}")

    def _counts(self, inner: InnerFile, size: int) -> bool:
        """Whether one more file, of so many bytes, may be written."""
        self._bytes += size
        self._budget.verify_size(self._bytes, "the e-mail's content", "邮件内容")
        self._budget.tick()
        if len(self.files) + len(self.unread) < _FILES:
            return True
        if len(self.files) + len(self.unread) == _FILES:
            self._refuse(inner.name, f"more than {_FILES:,} files", f"文件超过{_FILES:,}个")
        return False

    def _refuse(self, name: str, reason: str, zh: str, hint: str = "") -> None:
        self.unread.append(Unread(name, Problem(reason=reason, zh=zh, hint=hint)))


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """The name as its author wrote it: Chinese archives keep GBK without saying so."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _safe(shown: str) -> str:
    """A name for people: no way up, no drive, nothing that doesn't show."""
    parts = PurePosixPath(shown.replace("\\", "/")).parts
    kept = [
        _printable(part) for part in parts if part not in ("/", "..", ".") and ":" not in part[1:2]
    ]
    return "/".join(part for part in kept if part)[-_NAME_CHARS:] or "file"


def _printable(part: str) -> str:
    return "".join(c for c in part if unicodedata.category(c)[0] != "C").strip()


def _suffix(shown: str) -> str:
    suffix = PurePosixPath(shown).suffix.lower()
    return suffix if suffix[1:].isalnum() and suffix.isascii() and len(suffix) <= 6 else ""  # noqa: PLR2004  .xhtml


def inner_files(unpacked: Unpacked) -> Iterator[InnerFile]:
    """The files, letters before what they carry."""
    yield from sorted(unpacked.files, key=lambda inner: inner.name)
