"""The machine's own player for a passage, where there is one."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
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


def player(which: Callable[[str], str | None] = shutil.which) -> tuple[str, ...]:
    """The command that plays a WAV file; () where there is none."""
    for name, *options in _PLAYERS:
        found = which(name)
        if found is not None:
            return (found, *options)
    return ()


def play(sound: bytes, command: Sequence[str]) -> None:
    """Play the bytes of a WAV file to their end."""
    with tempfile.TemporaryDirectory(prefix="tallystick-") as folder:
        path = Path(folder) / "passage.wav"
        path.write_bytes(sound)
        subprocess.run([*command, str(path)], check=False, capture_output=True)  # noqa: S603  a player found on the path
