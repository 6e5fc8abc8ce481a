"""The error tree, by audience.

* Programmer errors are ``TypeError``/``ValueError`` and are never caught.
* ``ToolRefusal`` is for the model: its text is fed back into the tool loop.
* ``TallystickError`` and its children are for the user: a message that says what and where,
  a hint that says what to do next, and an exit code.

    TallystickError
    |-- UsageError      2   the command or the key is not one we know
    |-- FalseTextFound  3   a checked text holds a false statement
    |-- InputError      4   a file, page, row or value can't be used
    |-- ModelError      5   the model endpoint failed
    `-- StorageError    6   the case store can't be read or written
        `-- CaseLocked  6   another process is writing to the case

Missing data is a value (``None``), never an error.

``message`` and ``hint`` are English; ``zh`` and ``zh_hint`` say the same in Chinese. Who shows an
error asks ``told(lang)``; who stores one keeps ``both``.
"""

import errno
from enum import IntEnum
from typing import ClassVar, Final, NamedTuple


class ExitCode(IntEnum):
    """Exit codes of the console command."""

    DONE = 0
    BUG = 1
    USAGE = 2
    FALSE_TEXT = 3
    INPUT = 4
    MODEL = 5
    STORAGE = 6
    INTERRUPTED = 130


class Told(NamedTuple):
    """An error in one language."""

    message: str
    """What and where."""
    hint: str
    """What to do next; may be ''."""


_SYSTEM_WORDS: Final = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EROFS: "磁盘为只读",
    errno.ENAMETOOLONG: "文件名过长",
    errno.EBUSY: "正被占用",
    errno.EIO: "磁盘读写出错",
}


def system_reason(error: OSError, lang: str) -> str:
    """What the operating system said, in ``zh`` or ``en``; its own words where we know no other."""
    own = error.strerror or str(error)
    return _SYSTEM_WORDS.get(error.errno or 0, own) if lang == "zh" else own


class TallystickError(Exception):
    """An error worded for the user."""

    exit_code: ClassVar[ExitCode] = ExitCode.BUG

    def __init__(self, message: str, hint: str = "", *, zh: str = "", zh_hint: str = "") -> None:
        """Keep the words in both languages; English stands in where the Chinese are not given.

        Args:
            message: what and where.
            hint: what to do next.
            zh: ``message`` in Chinese.
            zh_hint: ``hint`` in Chinese.
        """
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.zh = zh or message
        self.zh_hint = zh_hint or hint

    def told(self, lang: str) -> Told:
        """The words in ``zh`` or ``en``."""
        return Told(self.zh, self.zh_hint) if lang == "zh" else Told(self.message, self.hint)

    @property
    def both(self) -> str:
        """The message in both languages, as stored text keeps them (``domain.tongues``)."""
        if self.zh == self.message:
            return self.message
        return " / ".join(part.replace(" / ", "/") for part in (self.zh, self.message))

    @property
    def both_hinted(self) -> str:
        """The message and what to do about it, in both languages."""
        if not self.hint and not self.zh_hint:
            return self.both
        zh = f"{self.zh}（{self.zh_hint}）" if self.zh_hint else self.zh
        en = f"{self.message} ({self.hint})" if self.hint else self.message
        return " / ".join(part.replace(" / ", "/") for part in (zh, en))


class UsageError(TallystickError):
    """The command, option, key or case name is not one we know."""

    exit_code = ExitCode.USAGE


class FalseTextFound(TallystickError):
    """A checked text holds at least one false statement."""

    exit_code = ExitCode.FALSE_TEXT


class InputError(TallystickError):
    """A file, page, row or value can't be used; the message names it."""

    exit_code = ExitCode.INPUT


class ModelError(TallystickError):
    """The model endpoint is absent, refused, timed out or spoke nonsense."""

    exit_code = ExitCode.MODEL


class StorageError(TallystickError):
    """The case store can't be read or written, or fails its own verification."""

    exit_code = ExitCode.STORAGE


class CaseLocked(StorageError):
    """Another process is writing to the case."""


class ToolRefusal(Exception):
    """A tool declines the model's call; ``str()`` of it goes back to the model."""
