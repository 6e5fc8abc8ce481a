"""A program run as a person runs it: in a terminal, with keys in and frames out."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

_BEGIN: Final = b"\x1b[?2026h"
_END: Final = b"\x1b[?2026l"
"""A terminal that knows synchronized output gets each frame between these two."""
_ASKED: Final = b"\x1b[?2026$p"
_ANSWER: Final = b"\x1b[?2026;2$y"
_CHUNK: Final = 65_536


class Silence(RuntimeError):
    """The program painted nothing in the time it had."""


class Pressed(NamedTuple):
    """Seconds from a key to its frame."""

    wall_s: float
    busy_s: float
    """Of them on a processor; 0 where the system doesn't tell."""


class Terminal:
    """A pseudo-terminal with one program in it."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], *, columns: int, lines: int
    ) -> None:
        """Start ``command`` in a terminal of ``columns`` by ``lines`` cells."""
        self._fd, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.started = time.perf_counter()
        self._process = subprocess.Popen(  # noqa: S603  our own program
            command, stdin=inner, stdout=inner, stderr=inner, env=environment, close_fds=True
        )
        os.close(inner)

    def __enter__(self) -> Self:
        """The running program."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the program."""
        self._process.terminate()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._fd)

    def _read(self, seconds: float) -> bytes:
        """What comes within ``seconds``; b'' where nothing does."""
        if not select.select([self._fd], [], [], seconds)[0]:
            return b""
        try:
            found = os.read(self._fd, _CHUNK)
        except OSError:
            return b""
        if _ASKED in found:
            os.write(self._fd, _ANSWER)
        return found

    def until(self, words: str, limit_s: float) -> float:
        """Seconds since the start until ``words`` are painted.

        Raises:
            Silence: they are not, within ``limit_s``.
        """
        seen, wanted = b"", words.encode()
        while time.perf_counter() - self.started < limit_s:
            seen += self._read(0.05)
            if wanted in seen:
                return time.perf_counter() - self.started
        raise Silence(words)

    def rest(self, quiet_s: float, limit_s: float) -> None:
        """Wait until nothing was painted for ``quiet_s``, at most ``limit_s``."""
        end = time.perf_counter() + limit_s
        while time.perf_counter() < end and self._read(quiet_s):
            pass

    def watch(self, seconds: float) -> None:
        """Take what is painted for so long."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._read(left)

    def press(self, key: str, limit_s: float) -> Pressed:
        """Seconds from a key to the end of the next frame.

        Raises:
            Silence: no frame came within ``limit_s``.
        """
        busy, start = self._busy_s(), time.perf_counter()
        os.write(self._fd, key.encode())
        seen = b""
        while time.perf_counter() - start < limit_s:
            seen += self._read(limit_s)
            begun = seen.find(_BEGIN)
            if begun >= 0 and seen.find(_END, begun) >= 0:
                wall = time.perf_counter() - start
                return Pressed(wall, self._busy_s() - busy)
        raise Silence(repr(key))

    def reach(self, key: str, words: str, limit_s: float) -> float:
        """Seconds from a key until ``words`` are painted.

        Raises:
            Silence: they are not, within ``limit_s``.
        """
        start = time.perf_counter()
        os.write(self._fd, key.encode())
        seen, wanted = b"", words.encode()
        while time.perf_counter() - start < limit_s:
            seen += self._read(0.05)
            if wanted in seen:
                return time.perf_counter() - start
        raise Silence(words)

    def _busy_s(self) -> float:
        """Processor seconds of the program's main thread so far."""
        try:
            told = Path(f"/proc/{self._process.pid}/schedstat").read_text("ascii")
        except OSError:
            return 0.0
        return int(told.split()[0]) / 1e9
