"""What left the machine outside any case: one hash-chained line a request, in the home."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from assistant.storage.chain import line_digest
from assistant.storage.files import disk_errors

_FIRST: Final = "0" * 64


def log_sent(path: Path, at: str, who: str, detail: Mapping[str, object]) -> None:
    """Append one line and bring it to the disk, before anything is sent.

    Raises:
        StorageError: the line can't be written.
    """
    told = json.dumps(detail, ensure_ascii=False, sort_keys=True)
    with disk_errors(path), path.open("a+", encoding="utf-8") as file:
        file.seek(0)
        last = next(iter(reversed(file.read().splitlines())), "")
        held = json.loads(last) if last else {}
        seq, previous = int(held.get("seq", 0)) + 1, str(held.get("digest", _FIRST))
        line = {
            "seq": seq, "at": at, "who": who, "sent": told, "previous": previous,
            "digest": line_digest(previous, seq, (at, who, told)),
        }  # fmt: skip
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())
