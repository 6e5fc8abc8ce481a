"""Runs one job on one file in a child process, within limits of memory and time.

A file that hangs its reader or explodes in memory takes only the child; the screen stays free
while the child works. The child prints one line a message: the page it begins, progress, parts,
then the result or a refusal.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from signal import Signals
from threading import Event, Thread
from typing import IO, Final

from assistant.domain.progress import Cancelled, Progress, Report, Stopped
from assistant.errors import InputError, StorageError, TallystickError
from assistant.intake.jobs import JOBS

_GIGABYTE: Final = 1024**3
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
    silent_s: float = 90.0
    """A child that says nothing for so long hangs."""


DOCUMENT_LIMITS: Final = WorkerLimits()
"""For a document, whose own reader stops at the same time."""
RECORDS_LIMITS: Final = WorkerLimits(memory_bytes=6 * _GIGABYTE, seconds=900.0, silent_s=900.0)
"""For a file of records: millions of rows are fine."""


def _nothing(_: str) -> None:
    """Receives what nobody waits for."""


@dataclass(frozen=True)
class Control:
    """How a long job reports and is called off."""

    report: Report
    cancelled: Cancelled
    part: Callable[[str], None] = _nothing
    """Receives each part of a result that comes in parts, as JSON."""


class ReaderLost(InputError):
    """The child hung, ran out of memory or crashed."""

    page: int | None = None
    """The page that it had begun last, where it said so."""

    def at(self, page: int | None) -> "ReaderLost":
        """The same, with its page."""
        self.page = page
        return self


def run_apart(job: str, asked: str, subject: str, control: Control, limits: WorkerLimits) -> str:
    """Run a job in a child process and give back its JSON.

    Args:
        job: a key of ``JOBS``.
        asked: what the job is asked, as JSON or a path.
        subject: the file's name for messages.
        control: receives progress and parts, and may call the job off.
        limits: memory and time.

    Raises:
        ReaderLost: the file brought its reader down, or took too long.
        InputError: the file was refused.
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
        watch = _Watch(child, control.cancelled, limits)
        talk = _Talk(child, control, watch.heard)
        try:
            result = talk.result(asked)
        finally:
            watch.end()
            child.kill()
        child.wait()
        if result is not None:
            return result
        if watch.stopped:
            raise Stopped
        if watch.late:
            raise _late(subject, watch.late).at(talk.page)
        raise _brought_down(subject, said, limits, child.returncode).at(talk.page)


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
        result = JOBS[job](asked, say)
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


class _Talk:
    """What the child is asked and what it says, line by line."""

    def __init__(
        self, child: "subprocess.Popen[bytes]", control: Control, heard: Callable[[], None]
    ) -> None:
        self.page: int | None = None
        self._child = child
        self._control = control
        self._heard = heard

    def result(self, asked: str) -> str | None:
        """Ask, pass on what comes, and hand back the result; None where the child fell silent."""
        child = self._child
        if child.stdin is None or child.stdout is None:
            raise ValueError("the child has no pipes")
        try:
            with child.stdin as asking:
                asking.write(asked.encode())
        except BrokenPipeError:
            return None
        for line in child.stdout:
            self._heard()
            kind, _, body = line.rstrip(b"\n").partition(b" ")
            if kind == b"result":
                return body.decode()
            self._said(kind.decode(), body)
        return None

    def _said(self, kind: str, body: bytes) -> None:
        if kind == "progress":
            self._control.report(Progress.model_validate_json(body))
        elif kind == "page":
            self.page = int(body)
        elif kind == "part":
            self._control.part(body.decode())
        elif kind in _REFUSALS:
            raise _REFUSALS[kind](**json.loads(body))


def _late(subject: str, seconds: float) -> ReaderLost:
    return ReaderLost(
        f"{subject}: not read within {seconds:.0f} seconds",
        "split it, or save it anew",
        zh=f"{subject}：{seconds:.0f}秒内没有读完",
        zh_hint="请拆分或另存",
    )


def _brought_down(subject: str, said: IO[bytes], limits: WorkerLimits, returned: int) -> ReaderLost:
    said.seek(0)
    text = said.read().decode("utf-8", "replace")
    hint = "open it in its own program, save it anew, and add that"
    zh_hint = "请用原来的程序打开，另存后再加入"
    if any(word in text for word in _OUT_OF_MEMORY):
        memory = f"{limits.memory_bytes / _GIGABYTE:.0f} GB of memory"
        return ReaderLost(
            f"{subject}: reading it needs more than {memory}",
            hint,
            zh=f"{subject}：读取所需内存超过{limits.memory_bytes / _GIGABYTE:.0f} GB",
            zh_hint=zh_hint,
        )
    last = next((line for line in reversed(text.splitlines()) if line.strip()), _ending(returned))
    return ReaderLost(
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
    """Kills the child when time is up, when it hangs, or when the user calls the work off."""

    def __init__(
        self, child: "subprocess.Popen[bytes]", cancelled: Cancelled, limits: WorkerLimits
    ) -> None:
        self.late = 0.0
        """Seconds that were waited in vain; 0 where the child was in time."""
        self.stopped = False
        self._child = child
        self._cancelled = cancelled
        self._limits = limits
        self._deadline = time.monotonic() + limits.seconds
        self._last = time.monotonic()
        self._over = Event()
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def heard(self) -> None:
        """The child said something."""
        self._last = time.monotonic()

    def _run(self) -> None:
        limits = self._limits
        while not self._over.wait(_POLL_S):
            now = time.monotonic()
            self.stopped = self._cancelled()
            if now > self._deadline:
                self.late = max(limits.seconds, _POLL_S)
            elif now - self._last > limits.silent_s:
                self.late = limits.silent_s
            if self.stopped or self.late:
                self._child.kill()
                return

    def end(self) -> None:
        """Stop watching."""
        self._over.set()
        self._thread.join()
