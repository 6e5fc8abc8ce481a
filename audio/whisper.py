"""The recogniser and its speech detector; the only door to faster-whisper.

Sequential, int8, on the CPU, no conditioning on earlier text. Nothing of the library crosses.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from audio.decode import RATE, Samples
from audio.problems import AudioProblem, ProblemKind, vendor
from audio.transcript import Span

_PAUSE_MS: Final = 160
_PAD_MS: Final = 30
_SPEECH_MS: Final = 120
_LONGEST_S: Final = 27.0
"""A stretch of speech longer than this is cut: the recogniser hears 30 s at a time."""


_LEAST_FRAMES: Final = 400
_MOST_FRAMES: Final = 3000
_TAIL_FRAMES: Final = 100


class RawWord(NamedTuple):
    """A word as recognised; times from the start of the samples given."""

    text: str
    start_s: float
    end_s: float
    probability: float


class RawSegment(NamedTuple):
    """A stretch of text as recognised."""

    text: str
    words: tuple[RawWord, ...]
    mean_log_probability: float
    no_speech: float
    compression: float
    """How far the text shrinks when packed: high where it repeats itself."""


class WhisperRecogniser:
    """A loaded model."""

    def __init__(self, folder: Path, *, threads: int = 1, beam: int = 1) -> None:
        """Load the model.

        Args:
            folder: a faster-whisper model folder.
            threads: CPU threads.
            beam: width of the search; 1 is greedy.

        Raises:
            AudioProblem: the package is absent or the folder holds no usable model.
        """
        self._whisper: Any = vendor("faster_whisper")
        self._vad: Any = vendor("faster_whisper.vad")
        self._beam = beam
        try:
            self._model: Any = self._whisper.WhisperModel(
                str(folder),
                device="cpu",
                compute_type="int8",
                cpu_threads=threads,
                local_files_only=True,
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise AudioProblem(
                ProblemKind.NO_MODEL,
                f"the speech model in {folder} can't be loaded: {error}",
                f"无法加载 {folder} 中的语音模型：{error}",
                "remove that folder and run again, or name another model",
                "请删除该文件夹后重试，或指定其他模型",
            ) from error

    def speech(self, samples: Samples) -> tuple[Span, ...]:
        """Where one row of samples holds speech, in seconds from its start."""
        options = self._vad.VadOptions(
            threshold=0.5,
            min_speech_duration_ms=_SPEECH_MS,
            min_silence_duration_ms=_PAUSE_MS,
            speech_pad_ms=_PAD_MS,
            max_speech_duration_s=_LONGEST_S,
        )
        found = self._vad.get_speech_timestamps(samples, options)
        return tuple(Span(start_s=s["start"] / RATE, end_s=s["end"] / RATE) for s in found)

    def languages(self, samples: Samples) -> Mapping[str, float]:
        """Probability of each language for some seconds of speech.

        Only as much is encoded as was given: a twentieth of the cost of a padded half minute.
        """
        features = self._model.feature_extractor(samples)
        frames = min(_MOST_FRAMES, max(_LEAST_FRAMES, features.shape[-1] + _TAIL_FRAMES) // 2 * 2)
        encoded = self._model.encode(self._whisper.transcribe.pad_or_trim(features, frames))
        found = self._model.model.detect_language(encoded)[0]
        return {str(token)[2:-2]: float(share) for token, share in found}

    def recognise(self, samples: Samples, language: str, hotwords: str) -> list[RawSegment]:
        """Text of up to 30 seconds of speech.

        Args:
            samples: one row at 16 kHz.
            language: a code of the model's own, such as ``zh``.
            hotwords: names that may be heard, separated by spaces.
        """
        segments, _info = self._model.transcribe(
            samples,
            language=language,
            beam_size=self._beam,
            temperature=[0.0, 0.4],
            condition_on_previous_text=False,
            word_timestamps=True,
            vad_filter=False,
            hotwords=hotwords or None,
        )
        return [
            RawSegment(
                text=str(segment.text),
                words=tuple(
                    RawWord(str(w.word), float(w.start), float(w.end), float(w.probability))
                    for w in segment.words or ()
                ),
                mean_log_probability=float(segment.avg_logprob),
                no_speech=float(segment.no_speech_prob),
                compression=float(segment.compression_ratio),
            )
            for segment in segments
        ]
