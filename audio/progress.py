"""How a long listening is followed, called off, stored and taken up again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from audio.problems import AudioProblem, Cancelled, ProblemKind
from audio.transcript import Dropped, HeardSegment, Record, Speech


class Checkpoint(Record):
    """What is finished; stored by the caller, given back to go on."""

    recording_sha256: str
    settings: str
    """What the text depends on: model, names, languages. Another value starts anew."""
    done_s: float = 0.0
    segments: tuple[HeardSegment, ...] = ()
    speech: tuple[Speech, ...] = ()
    dropped: tuple[Dropped, ...] = ()

    def resumed(self, recording_sha256: str, settings: str) -> "Checkpoint":
        """This checkpoint where it belongs to the same work, else a fresh one.

        Raises:
            AudioProblem: it belongs to another recording.
        """
        if self.recording_sha256 != recording_sha256:
            raise AudioProblem(
                ProblemKind.OTHER_RECORDING,
                "the saved progress belongs to another recording",
                "已保存的进度属于另一份录音",
                "remove it and start again",
                "请删除后重新开始",
            )
        if self.settings != settings:
            return Checkpoint(recording_sha256=recording_sha256, settings=settings)
        return self


class Progress(NamedTuple):
    """How far the work is."""

    done_s: float
    total_s: float
    left_s: float | None
    """Seconds of work still ahead at the speed so far; None until it can be told."""
    stage: Literal["listening", "voices"] = "listening"
    """Words, then who says them."""


@dataclass(frozen=True)
class Work:
    """How a caller follows the work."""

    report: Callable[[Progress], None] = lambda _progress: None
    """Receives progress before the first word and after every window, up to half a minute."""
    keep: Callable[[Checkpoint], None] = lambda _checkpoint: None
    """Receives the checkpoint after every chunk; storing it is the caller's."""
    cancelled: Cancelled = lambda: False
    """Asked before every stretch of speech."""


UNFOLLOWED: Final = Work()
"""Work that nobody follows."""
