"""A passage of a recorded interview as sound: to be played, or taken along."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from assistant.domain.case import CaseId
from assistant.errors import InputError
from assistant.intake.hearing import clip_apart
from assistant.intake.hearing_job import ClipAsked
from assistant.services.files_out import written
from assistant.services.interview_view import interview_of
from assistant.services.office import Office

_MARGIN_S: Final = 0.3
"""Before and after the words, so that none is cut."""
_GOES_ON_S: Final = 300.0


class Hearing(NamedTuple):
    """How a passage is listened to."""

    speed: float = 1.0
    """How much faster than it was spoken, at the same pitch."""
    goes_on: bool = False
    """Whether it goes on after the utterance, for five minutes at most."""


class Sound(NamedTuple):
    """A passage to be played."""

    wav: bytes
    start_s: float
    """Where in the recording it begins."""


def passage(office: Office, case: CaseId, ref: str, place: int, hearing: Hearing) -> Sound:
    """One utterance, or what follows from it on, as the bytes of a WAV file.

    Raises:
        InputError: the interview came as text, or the recording can't be read.
    """
    store = office.store(case)
    interview = interview_of(store, ref)
    if not interview.model:
        raise InputError(
            f"{interview.name}: there is a transcript only, and nothing to play",
            "add the recording itself",
            zh=f"{interview.name}：只有文字稿，没有录音可播放",
            zh_hint="请加入录音本身",
        )
    line = interview.lines[place]
    start = max(0.0, float(line.start_s) - _MARGIN_S)
    end = start + _GOES_ON_S if hearing.goes_on else float(line.end_s) + _MARGIN_S
    with TemporaryDirectory(prefix="tallystick-") as folder:
        out = Path(folder) / "clip.wav"
        clip_apart(
            ClipAsked(
                path=store.source_path(interview.source),
                name=interview.name,
                start_s=start,
                end_s=end,
                out=out,
                speed=hearing.speed,
            )
        )
        return Sound(out.read_bytes(), start)


def export_clip(office: Office, case: CaseId, ref: str, place: int, path: Path) -> Path:
    """Write one utterance as a .wav file; the export is audited.

    Raises:
        InputError: as ``passage``, or the path is no .wav file in a folder that is there.
        StorageError: the file can't be written.
    """
    interview = interview_of(office.store(case), ref)
    done = written(path, (".wav",), lambda _: passage(office, case, ref, place, Hearing()).wav)
    subject = interview.place_text(place)
    with office.store(case).writing(office.by, "export", "", office.clock, subject) as writer:
        writer.detail(path=done.name)
    return done
