"""The child's side of hearing: a recording into words, a speaker's utterances into measures."""

import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain.model import Record
from assistant.domain.progress import Progress
from assistant.errors import InputError

if TYPE_CHECKING:
    from audio.problems import AudioProblem
    from audio.progress import Progress as Heard


class ListenAsked(Record):
    """A recording to transcribe."""

    path: Path
    name: str
    """What people call it."""
    cache: Path
    """Where packaged models are joined."""
    models: Path
    """The user's own folder of models."""
    model: str = ""
    """A faster-whisper folder, or a name under ``models``; '' for the packaged model."""
    speakers: int = 2
    hotwords: tuple[str, ...] = ()
    begun: str = ""
    """A checkpoint, as it was handed out earlier."""


class Listened(Record):
    """What was heard."""

    transcript: str
    """As JSON of the audio package."""
    rtf: Decimal
    """CPU seconds for a second of sound, of this run."""


class DeliveryAsked(Record):
    """One speaker's utterances to measure."""

    path: Path
    name: str
    transcript: str
    speaker: str


class ClipAsked(Record):
    """A passage to cut out."""

    path: Path
    name: str
    start_s: float
    end_s: float
    out: Path
    """The WAV file to write."""
    speed: float = 1.0
    """How much faster than it was spoken."""


def listen_here(asked: str, say: Callable[[str, str], None]) -> str:
    """The child's side of ``listen_apart``."""
    from audio.listen import Models, listen
    from audio.models import recogniser_model
    from audio.problems import AudioProblem
    from audio.progress import Checkpoint, Work
    from audio.transcribe import Listening
    from audio.voiceprints import CampplusVoiceprinter, SpectrumVoiceprinter, speaker_model
    from audio.whisper import WhisperRecogniser

    wanted = ListenAsked.model_validate_json(asked)
    began = time.process_time()
    try:
        found = recogniser_model(wanted.model, wanted.cache, models=wanted.models)
        voices = speaker_model("", wanted.cache, models=wanted.models)
        models = Models(
            recogniser=WhisperRecogniser(found.folder),
            label=found.label,
            voiceprinter=CampplusVoiceprinter(voices) if voices else SpectrumVoiceprinter(),
            listening=Listening(hotwords=wanted.hotwords),
            speakers=wanted.speakers,
        )
        work = Work(
            report=lambda p: say("progress", _step(wanted.name, p).model_dump_json()),
            keep=lambda checkpoint: say("part", checkpoint.model_dump_json()),
        )
        begun = Checkpoint.model_validate_json(wanted.begun) if wanted.begun else None
        transcript = listen(wanted.path, models, begun=begun, work=work)
    except AudioProblem as problem:
        raise refusal(wanted.name, problem) from problem
    spent = Decimal(str(time.process_time() - began))
    rtf = spent / max(Decimal(str(transcript.duration_s)), Decimal(1))
    return Listened(
        transcript=transcript.model_dump_json(), rtf=rtf.quantize(Decimal("0.001"))
    ).model_dump_json()


def delivery_here(asked: str, say: Callable[[str, str], None]) -> str:
    """The child's side of ``delivery_apart``."""
    from audio.departures import departures_of
    from audio.listen import deliveries_of
    from audio.problems import AudioProblem
    from audio.transcript import Transcript

    del say
    wanted = DeliveryAsked.model_validate_json(asked)
    transcript = Transcript.model_validate_json(wanted.transcript)
    try:
        measured = deliveries_of(wanted.path, transcript, wanted.speaker)
    except AudioProblem as problem:
        raise refusal(wanted.name, problem) from problem
    return departures_of(measured).model_dump_json()


def clip_here(asked: str, say: Callable[[str, str], None]) -> str:
    """The child's side of ``clip_apart``."""
    from audio.clips import cut_clip
    from audio.problems import AudioProblem

    del say
    wanted = ClipAsked.model_validate_json(asked)
    try:
        seconds = cut_clip(
            wanted.path, wanted.start_s, wanted.end_s, wanted.out, speed=wanted.speed
        )
    except AudioProblem as problem:
        raise refusal(wanted.name, problem) from problem
    return str(seconds)


def refusal(name: str, problem: "AudioProblem") -> InputError:
    """A recording or model that can't be used, with the recording's name."""
    return InputError(
        problem.reason if name in problem.reason else f"{name}: {problem.reason}",
        problem.hint,
        zh=problem.zh if name in problem.zh else f"{name}：{problem.zh}",
        zh_hint=problem.zh_hint,
    )


def _step(name: str, progress: "Heard") -> Progress:
    left_s = progress.left_s
    return Progress(
        subject=name,
        stage=progress.stage,
        done=int(progress.done_s),
        total=int(progress.total_s),
        unit="seconds",
        left_s=None if left_s is None else int(left_s),
    )
