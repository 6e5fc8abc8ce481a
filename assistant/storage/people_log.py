"""Who sat down at an app that another person had opened: one hash-chained line a change."""

from pathlib import Path

from assistant.domain.tongues import two_tongued
from assistant.errors import StorageError
from assistant.storage.chain import line_digest
from assistant.storage.chained_file import Chained, append_chained, broken_lines, chained_lines


class Seated(Chained):
    """One change of the person who acts, exactly as it is kept."""

    at: str
    who: str
    """Who acts from here on, by the name that was typed."""
    before: str
    """Who acted until then."""
    account: str
    """The operating-system user whose program it is."""
    why: str

    def sealed(self) -> str:
        """The digest that the line must have."""
        told = (self.at, self.who, self.before, self.account, self.why)
        return line_digest(self.previous, self.seq, told)


def log_seated(path: Path, seated: Seated) -> Seated:
    """Append a change, numbered and chained.

    Raises:
        StorageError: the line can't be written, or the ones before it can't be read.
    """
    return append_chained(path, seated_lines(path), seated)


def seated_lines(path: Path) -> tuple[Seated, ...]:
    """Every change, oldest first; none where nobody gave the seat to another.

    Raises:
        StorageError: the file can't be read.
    """
    unreadable = StorageError(
        f"{path}: the log of who sat here can't be read",
        "restore it from a copy of the home, or move it away and keep it",
        zh=f"{path}：操作人更换记录无法读取",
        zh_hint="请从主目录的副本恢复，或移到别处保存",
    )
    return chained_lines(path, Seated, unreadable)


def seated_problems(path: Path) -> tuple[str, ...]:
    """Lines that were changed or taken out, in both languages; a cut tail can't be seen here."""
    return tuple(
        two_tongued(
            f"操作人更换记录第{seq}行写成后被改动，或其前缺少一行",
            f"line {seq} of who sat here was changed, or one before it is missing",
        )
        for seq in broken_lines(seated_lines(path))
    )
