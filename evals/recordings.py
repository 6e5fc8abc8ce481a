"""What the three tasks on recordings share: manifests, the models, resampled intervals."""

import csv
import random
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from assistant.settings import Settings, settings_from
from audio.listen import Models, listen
from audio.models import recogniser_model
from audio.problems import AudioProblem
from audio.progress import Checkpoint, Work
from audio.transcript import Transcript
from audio.voiceprints import (
    CampplusVoiceprinter,
    SpectrumVoiceprinter,
    Voiceprinter,
    speaker_model,
)
from audio.whisper import WhisperRecogniser
from evals.statistics import Interval

_DRAWS: Final = 1000
_SEED: Final = 20241
_FEWEST: Final = 2
_LOW, _HIGH = 0.025, 0.975

T = TypeVar("T")


class Row(NamedTuple):
    """One line of a manifest."""

    path: Path
    fields: dict[str, str]


def manifest_rows(manifest: Path) -> list[Row]:
    """Lines of a CSV manifest; paths are relative to it."""
    with manifest.open(encoding="utf-8-sig", newline="") as file:
        return [
            Row(manifest.parent / line["path"], {k: v or "" for k, v in line.items() if k})
            for line in csv.DictReader(file)
        ]


class Heard(NamedTuple):
    """A recording as the program hears it."""

    transcript: Transcript
    checkpoint: Checkpoint
    cpu_s: float


class Listener:
    """The program's models, loaded once."""

    def __init__(self, settings: Settings | None = None) -> None:
        """Load them.

        Raises:
            AudioProblem: the extra or the model is not installed.
        """
        home = (settings or settings_from()).home
        cache = home / "models" / "cache"
        found = recogniser_model("", cache, models=home / "models")
        self._recogniser = WhisperRecogniser(found.folder, threads=1)
        self._label = found.label
        self._voices = _voiceprinter(cache)

    def hear(self, path: Path, speakers: int) -> Heard:
        """Transcribe one recording."""
        last: list[Checkpoint] = []
        models = Models(self._recogniser, self._label, self._voices, speakers=speakers)
        before = time.process_time()
        transcript = listen(path, models, work=Work(keep=last.append))
        return Heard(transcript, last[-1], time.process_time() - before)


def _voiceprinter(cache: Path) -> Voiceprinter:
    model = speaker_model("", cache)
    return CampplusVoiceprinter(model) if model else SpectrumVoiceprinter()


@lru_cache(maxsize=1)
def listener() -> Listener | AudioProblem:
    """The models, or why they aren't there."""
    try:
        return Listener()
    except AudioProblem as problem:
        return problem


def resampled(units: Sequence[T], measure: Callable[[Sequence[T]], float]) -> Interval:
    """A measure with its 95 % bootstrap interval over the units given.

    Source: Efron (1979), percentile interval, 1,000 draws with a fixed seed; draws in which the
    measure is undefined (NaN) are left out. One unit alone tells nothing of others: 0 to 1.
    """
    if len(units) < _FEWEST:
        return Interval(measure(units), 0.0, 1.0)
    chance = random.Random(_SEED)  # noqa: S311  resampling, not secrecy
    draws = []
    for _draw in range(_DRAWS):
        value = measure([units[chance.randrange(len(units))] for _unit in units])
        if value == value:  # noqa: PLR0124  NaN is the only value unlike itself
            draws.append(value)
    draws.sort()
    value = measure(units)
    if not draws:
        return Interval(value, value, value)
    high = min(len(draws) - 1, int(_HIGH * len(draws)))
    return Interval(value, draws[int(_LOW * len(draws))], draws[high])
