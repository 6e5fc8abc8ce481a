"""Adds sources to a case for ever, saying each once it is acknowledged; made to be killed."""

import hashlib
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from assistant.domain.case import Source, SourceKind, SourceState
from assistant.domain.clock import system_clock
from assistant.storage.case_store import open_case
from assistant.storage.home import Home
from assistant.storage.rows import StoredPage


def add_one(store, folder: Path, n: int) -> str:
    path = folder / f"{os.getpid()}.txt"
    path.write_bytes(b"%d " % n * 50_000)
    digest = store.keep_file(path)
    source = Source(
        id=digest,
        name=f"{n}.txt",
        kind=SourceKind.DOCUMENT,
        media_type="text/plain",
        size=path.stat().st_size,
        added_at=datetime(2026, 3, 1, tzinfo=UTC),
        added_by="ann",
        state=SourceState.READY,
        pages=2,
    )
    with store.writing("ann", "add", "", system_clock, subject=source.name) as writer:
        writer.put_source(source)
        writer.put_pages(digest, [StoredPage(number=k, text=f"{n}" * 500) for k in (1, 2)], ())
        writer.add_message("notice", digest)
    return digest


def main() -> None:
    home, case_id, folder = Home(Path(sys.argv[1])), sys.argv[2], Path(sys.argv[3])
    store = open_case(home, case_id)
    n = int(hashlib.sha256(str(os.getpid()).encode()).hexdigest()[:6], 16) * 1000
    print("ready", flush=True)
    while True:
        n += 1
        print(add_one(store, folder, n), flush=True)


if __name__ == "__main__":
    main()
