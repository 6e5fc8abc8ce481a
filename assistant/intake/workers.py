"""Runs one job on one file in a child process, within limits of memory and time.

A file that hangs its reader or explodes in memory takes only the child; the screen stays free
while the child works. The child prints one JSON line a message: progress, then result or refusal.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from signal import Signals
from threading import Event, Thread
from typing import IO, Final

from assistant.domain.progress import Cancelled, Progress, Report, Stopped
from assistant.errors import InputError, StorageError, TallystickError
from assistant.intake.jobs import JOBS, DocumentAsked
from retrieval.passages import LoadedDocument

_GIGABYTE: Final = 1024**3
_PATIENCE_S: Final = 5.0
"""How much longer than the job's own limit the parent waits."""
_POLL_S: Final = 0.1
_DETAIL_CHARS: Final = 200
_OUT_OF_MEMORY: Final = ("MemoryError", "memory allocation", "bad_alloc", "OutOfMemory")
_START: Final = "import sys; sys.path[:] = {path!r}; from {module} import serve; serve()"
_REFUSALS: Final = {"input": InputError, "storage": StorageError}


@dataclass(frozen=True)
class WorkerLimits:
    """What one file may cost."""

    memory_bytes: int = 3 * _GIGABYTE
    """Address space of the child."""
    seconds: float = 300.0
    """Wall-clock time."""


DOCUMENT_LIMITS: Final = WorkerLimits()
"""For a document, whose own reader stops at the same time."""
RECORDS_LIMITS: Final = WorkerLimits(memory_bytes=6 * _GIGABYTE, seconds=900.0)
"""For a file of records: millions of rows are fine."""


@dataclass(frozen=True)
class Control:
    """How a long job reports and is called off."""

    report: Report
    cancelled: Cancelled


def load_apart(
    path: Path, report: Report, cancelled: Cancelled, limits: WorkerLimits = DOCUMENT_LIMITS
) -> LoadedDocument:
    """Load a document in a child process.

    Raises:
        InputError: it can't be read, ran out of memory or time, or brought the reader down.
        Stopped: the user called it off.
    """
    asked = DocumentAsked(path=path.absolute(), seconds=limits.seconds).model_dump_json()
    late = WorkerLimits(limits.memory_bytes, limits.seconds + _PATIENCE_S)
    result = run_apart("document", asked, path.name, Control(report, cancelled), late)
    return LoadedDocument.model_validate_json(result)


def run_apart(job: str, asked: str, subject: str, control: Control, limits: WorkerLimits) -> str:
    """Run a job in a child process and give back its JSON.

    Args:
        job: a key of ``JOBS``.
        asked: what the job is asked, as JSON or a path.
        subject: the file's name for messages.
        control: receives progress, and may call the job off.
        limits: memory and time.

    Raises:
        InputError: the file was refused, or brought its reader down.
        StorageError: what was read can't be written.
        Stopped: the user called it off.
    """
    start = _START.format(path=[entry for entry in sys.path if entry], module=__name__)
    command = [sys.executable, "-P", "-c", start, job, str(limits.memory_bytes)]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(  # noqa: S603  our own interpreter and code
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said
        ) as child,
    ):
        watch = _Watch(child, control.cancelled, limits.seconds)
        try:
            result = _conversation(child, asked, control.report)
        finally:
            watch.end()
            child.kill()
        child.wait()
        if result is not None:
            return result
        if watch.stopped:
            raise Stopped
        if watch.late:
            raise InputError(
                f"{subject}: not read within {limits.seconds:.0f} seconds",
                "split it, or save it anew",
                zh=f"{subject}：{limits.seconds:.0f}秒内没有读完",
                zh_hint="请拆分或另存",
            )
        raise _brought_down(subject, said, limits, child.returncode)


def serve() -> None:
    """The child's side: one job from the command line, what is asked from standard input."""
    job, memory_bytes = sys.argv[1], int(sys.argv[2])
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # a library that prints must not speak into the channel
    limit_memory(memory_bytes)

    def say(kind: str, body: str) -> None:
        channel.write(f"{kind} {body}\n")
        channel.flush()

    try:
        asked = sys.stdin.buffer.read().decode()
        result = JOBS[job](asked, lambda step: say("progress", step.model_dump_json()))
    except InputError as error:
        say("input", _told(error))
    except StorageError as error:
        say("storage", _told(error))
    else:
        say("result", result)


def _told(error: TallystickError) -> str:
    return json.dumps(
        {
            "message": error.message,
            "hint": error.hint,
            "zh": error.zh,
            "zh_hint": error.zh_hint,
        }
    )


def limit_memory(limit: int) -> None:
    """Bound this process's address space, where the platform can."""
    try:
        import resource
    except ImportError:  # pragma: no cover  a platform without limits: time still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _conversation(child: "subprocess.Popen[bytes]", asked: str, report: Report) -> str | None:
    """Ask, pass progress on, and hand back the result; None where the child fell silent."""
    if child.stdin is None or child.stdout is None:
        raise ValueError("the child has no pipes")
    try:
        with child.stdin as asking:
            asking.write(asked.encode())
    except BrokenPipeError:
        return None
    for line in child.stdout:
        kind, _, body = line.rstrip(b"\n").partition(b" ")
        if kind == b"progress":
            report(Progress.model_validate_json(body))
        elif kind == b"result":
            return body.decode()
        elif kind.decode() in _REFUSALS:
            raise _REFUSALS[kind.decode()](**json.loads(body))
    return None


def _brought_down(subject: str, said: IO[bytes], limits: WorkerLimits, returned: int) -> InputError:
    said.seek(0)
    text = said.read().decode("utf-8", "replace")
    hint = "open it in its own program, save it anew, and add that"
    zh_hint = "请用原来的程序打开，另存后再加入"
    if any(word in text for word in _OUT_OF_MEMORY):
        memory = f"{limits.memory_bytes / _GIGABYTE:.0f} GB of memory"
        return InputError(
            f"{subject}: reading it needs more than {memory}",
            hint,
            zh=f"{subject}：读取所需内存超过{limits.memory_bytes / _GIGABYTE:.0f} GB",
            zh_hint=zh_hint,
        )
    last = next((line for line in reversed(text.splitlines()) if line.strip()), _ending(returned))
    return InputError(
        f"{subject}: the file brings its reader down ({last[:_DETAIL_CHARS]})",
        hint,
        zh=f"{subject}：文件使读取程序崩溃（{last[:_DETAIL_CHARS]}）",
        zh_hint=zh_hint,
    )


def _ending(returned: int) -> str:
    """How a process ended that said nothing."""
    try:
        return f"signal {Signals(-returned).name}"
    except ValueError:
        return f"exit code {returned}"


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
