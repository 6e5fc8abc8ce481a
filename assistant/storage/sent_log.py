"""What left the machine outside any case: one hash-chained line a request, in the home."""

import json
from collections.abc import Mapping
from pathlib import Path

from assistant.domain.tongues import two_tongued
from assistant.errors import StorageError
from assistant.storage.chain import line_digest
from assistant.storage.chained_file import Chained, append_chained, broken_lines, chained_lines


class SentLine(Chained):
    """One request, exactly as it is kept."""

    at: str
    who: str
    sent: str
    """JSON object: what was sent, to which endpoint and model."""

    def sealed(self) -> str:
        """The digest that the line must have."""
        return line_digest(self.previous, self.seq, (self.at, self.who, self.sent))


def log_sent(path: Path, at: str, who: str, detail: Mapping[str, object]) -> None:
    """Append one line and bring it to the disk, before anything is sent.

    Raises:
        StorageError: the line can't be written, or the ones before it can't be read.
    """
    told = json.dumps(detail, ensure_ascii=False, sort_keys=True)
    line = SentLine(seq=0, at=at, who=who, sent=told, previous="", digest="")
    append_chained(path, sent_lines(path), line)


def sent_lines(path: Path) -> tuple[SentLine, ...]:
    """Every request, oldest first; none where nothing was sent.

    Raises:
        StorageError: the file can't be read.
    """
    unreadable = StorageError(
        f"{path}: the log of what was sent can't be read",
        "restore it from a copy of the home, or move it away and keep it",
        zh=f"{path}：发送记录无法读取",
        zh_hint="请从主目录的副本恢复，或移到别处保存",
    )
    return chained_lines(path, SentLine, unreadable)


def sent_problems(path: Path) -> tuple[str, ...]:
    """Lines that were changed or taken out, in both languages; a cut tail can't be seen here."""
    return tuple(
        two_tongued(
            f"发送记录第{seq}行写成后被改动，或其前缺少一行",
            f"line {seq} of what was sent was changed, or one before it is missing",
        )
        for seq in broken_lines(sent_lines(path))
    )
