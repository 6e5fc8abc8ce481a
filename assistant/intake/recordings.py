"""Whether a file is a recording, by how it begins; its name is not looked at."""

import re
from pathlib import Path
from typing import Final

from assistant.intake.stage_file import head_of

_STARTS: Final = (
    b"ID3",
    b"OggS",
    b"fLaC",
    b"#!AMR",
    b"caff",
    b"\x1a\x45\xdf\xa3",  # Matroska, WebM
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",  # ASF: wma, wmv
)
_FORMS: Final = {b"RIFF": (b"WAVE", b"AVI "), b"FORM": (b"AIFF", b"AIFC")}
_BOX: Final = b"ftyp"
_PICTURES: Final = (b"heic", b"heix", b"mif1", b"avif", b"msf1", b"crx ")
_FRAME: Final = re.compile(rb"\xff[\xe2-\xe7\xf1-\xf3\xf9-\xfb]")
"""MPEG audio layers 1 to 3 and AAC begin so, where they have no tag."""


def is_recording(path: Path) -> bool:
    """Whether a file holds sound: audio, or video with it.

    Raises:
        InputError: it can't be opened.
    """
    head = head_of(path)
    if head.startswith(_STARTS) or _FRAME.match(head):
        return True
    if head[4:8] == _BOX:
        return head[8:12] not in _PICTURES
    return head[8:12] in _FORMS.get(head[:4], ())
