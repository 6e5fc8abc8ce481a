"""Progress of long work, and how it is called off."""

from collections.abc import Callable
from typing import Literal

from assistant.domain.model import Record

Stage = Literal[
    "reading",
    "checking",
    "saving",
    "computing",
    "embedding",
    "recognising",
    "writing",
    "listening",
    "voices",
]
"""What is being done."""
Amount = Literal["rows", "pages", "passages", "files", "firms", "sections", "seconds", "steps"]
"""What is counted."""


class Progress(Record):
    """One step of long work on one file."""

    subject: str
    """File name, or what is being worked on."""
    stage: Stage
    done: int
    total: int | None
    """None where the end isn't known."""
    unit: Amount
    left_s: int | None = None
    """Seconds of work still ahead; None where it can't be told."""


Report = Callable[[Progress], None]
"""Receives each step; must be cheap."""

Cancelled = Callable[[], bool]
"""True once the user has called the work off."""


class Stopped(Exception):
    """The user called the work off; nothing of it was kept."""
