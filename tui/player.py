"""The machine's own player for a passage, where there is one."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

_PLAYERS: Final = (
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "quiet"),
    ("mpv", "--no-video", "--really-quiet"),
    ("afplay",),
    ("paplay",),
    ("aplay", "-q"),
)
"""In order of preference."""
_POLL_S: Final = 0.1


def player(which: Callable[[str], str | None] = shutil.which) -> tuple[str, ...]:
    """The command that plays a WAV file; () where there is none."""
    for name, *options in _PLAYERS:
        found = which(name)
        if found is not None:
            return (found, *options)
    return ()


def playing(
    sound: bytes, command: Sequence[str], loops: Callable[[], bool], stopped: Callable[[], bool]
) -> Iterator[float]:
    """Play the bytes of a WAV file; seconds since its beginning come while it plays.

    Args:
        sound: the file.
        command: what plays it.
        loops: asked at the end, whether it begins again.
        stopped: asked often.
    """
    with tempfile.TemporaryDirectory(prefix="tallystick-") as folder:
        path = Path(folder) / "passage.wav"
        path.write_bytes(sound)
        again = True
        while again:
            began = time.monotonic()
            with subprocess.Popen(  # noqa: S603  a player found on the path
                [*command, str(path)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            ) as process:
                try:
                    while process.poll() is None and not stopped():
                        yield time.monotonic() - began
                        time.sleep(_POLL_S)
                finally:
                    process.kill()
            failed = time.monotonic() - began < _POLL_S  # a player that can't play ends at once
            again = loops() and not stopped() and not failed
