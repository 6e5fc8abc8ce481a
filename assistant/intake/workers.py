"""Reads one document in a child process with limits of memory and time.

The child is ``python -m assistant.intake.workers FILE``; it prints JSON lines: progress, then the
document or the reason why there is none. A document that hangs or explodes takes only the child.
"""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Final

from assistant.domain.progress import Cancelled, Progress, Report, Stopped
from assistant.errors import InputError
from retrieval.loading import Limits, UnreadableDocument, load_document
from retrieval.passages import LoadedDocument

_MEMORY_BYTES: Final = 3 * 1024**3
_PATIENCE_S: Final = 5.0
_POLL_S: Final = 0.1


@dataclass(frozen=True)
class WorkerLimits:
    """What one document may cost."""

    memory_bytes: int = _MEMORY_BYTES
    """Address space of the child."""
    seconds: float = 300.0
    """Wall-clock time, measured by the parent too."""


_DEFAULT: Final = WorkerLimits()


def load_apart(
    path: Path, report: Report, cancelled: Cancelled, limits: WorkerLimits = _DEFAULT
) -> LoadedDocument:
    """Load a document in a child process.

    Raises:
        InputError: it can't be read, ran out of memory or time, or brought the reader down.
        Stopped: the user called it off.
    """
    command = [sys.executable, "-m", __name__, str(path.absolute())]
    command += [str(limits.memory_bytes), str(limits.seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:  # noqa: S603  our own interpreter
        watch = _Watch(child, cancelled, limits.seconds + _PATIENCE_S)
        try:
            document = _heard(child, path, report)
        finally:
            watch.end()
            child.kill()
    if watch.stopped:
        raise Stopped
    if document is not None:
        return document
    if watch.late:
        raise InputError(
            f"{path.name}: not read within {limits.seconds:.0f} seconds",
            "split it, or save it anew",
        )
    raise InputError(
        f"{path.name}: the file brings its reader down or needs more than "
        f"{limits.memory_bytes / 1024**3:.0f} GB of memory",
        "open it in its own program, save it anew or as PDF, and add that",
    )


def _heard(child: "subprocess.Popen[bytes]", path: Path, report: Report) -> LoadedDocument | None:
    for line in child.stdout or ():
        kind, _, body = line.partition(b" ")
        if kind == b"progress":
            done, total = json.loads(body)
            report(
                Progress(subject=path.name, stage="reading", done=done, total=total, unit="pages")
            )
        elif kind == b"document":
            return LoadedDocument.model_validate_json(body)
        elif kind == b"unreadable":
            reason, page, hint = json.loads(body)
            place = f", page {page}" if page else ""
            raise InputError(f"{path.name}{place}: {reason}", hint)
    return None


class _Watch:
    """Kills the child when time is up or the user calls the work off."""

    def __init__(
        self, child: "subprocess.Popen[bytes]", cancelled: Cancelled, seconds: float
    ) -> None:
        self.late = False
        self.stopped = False
        self._child = child
        self._cancelled = cancelled
        self._deadline = time.monotonic() + seconds
        self._over = Event()
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._over.wait(_POLL_S):
            self.stopped = self._cancelled()
            self.late = time.monotonic() > self._deadline
            if self.stopped or self.late:
                self._child.kill()
                return

    def end(self) -> None:
        """Stop watching."""
        self._over.set()
        self._thread.join()


def _limit_memory(limit: int) -> None:
    try:
        import resource
    except ImportError:  # a platform without limits: time still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _work(path: Path, memory_bytes: int, seconds: float) -> None:
    _limit_memory(memory_bytes)

    def say(kind: str, body: str) -> None:
        sys.stdout.write(f"{kind} {body}\n")
        sys.stdout.flush()

    try:
        document = load_document(
            path,
            limits=Limits(seconds=seconds),
            progress=lambda done, total: say("progress", json.dumps([done, total])),
        )
    except UnreadableDocument as error:
        say("unreadable", json.dumps([error.reason, error.page, error.hint]))
    else:
        say("document", document.model_dump_json())


if __name__ == "__main__":
    _work(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
