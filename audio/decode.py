"""Recordings into 16 kHz samples, block by block; with ``tempo`` the only door to PyAV.

Any container PyAV reads, by content and never by its ending. No more than one block is held.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from audio.problems import AudioProblem, ProblemKind, vendor

RATE: Final = 16_000
"""Samples a second of everything past this door."""
BLOCK_S: Final = 5.0
_STEREO: Final = 2
_SHORT_SHARE: Final = 0.98
"""Share of the stated length below which a recording counts as cut off."""

Samples = NDArray[np.float32]
"""-1..1; one row a channel where two-dimensional."""


class Block(NamedTuple):
    """Some seconds of a recording."""

    start_s: float
    samples: Samples
    """One row a channel."""


@dataclass(frozen=True)
class Shape:
    """What a recording says about itself."""

    format: str
    codec: str
    rate: int
    channels: int
    """As stored; more than two are mixed into one."""
    stated_s: float | None
    """Length by the container; None where it doesn't say."""
    has_video: bool


class Flaw(NamedTuple):
    """Something wrong within a recording that can still be used."""

    code: str
    zh: str
    en: str


def recording_digest(path: Path) -> str:
    """SHA-256 of the file, by which a recording is kept."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def recording_shape(path: Path) -> Shape:
    """Read the head of a recording.

    Raises:
        AudioProblem: the file is missing, empty, not audio, or holds no sound.
    """
    container = _opened(path)
    with container:
        return _shape(container, path)


def _opened(path: Path) -> Any:  # noqa: ANN401  PyAV's container, which stays in this module
    if not path.is_file():
        raise AudioProblem(
            ProblemKind.MISSING, f"{path.name}: no such file", f"{path.name}：找不到该文件"
        )
    if path.stat().st_size == 0:
        raise AudioProblem(
            ProblemKind.EMPTY,
            f"{path.name}: the file is empty (0 bytes)",
            f"{path.name}：文件为空（0 字节）",
            "copy it from the recorder again",
            "请从录音设备重新拷贝",
        )
    av = vendor("av")
    try:
        return av.open(str(path), metadata_errors="ignore")
    except (av.error.FFmpegError, ValueError) as error:
        raise _not_audio(path) from error


def _not_audio(path: Path) -> AudioProblem:
    return AudioProblem(
        ProblemKind.NOT_AUDIO,
        f"{path.name}: not a recording in any format that can be read, or damaged from its start",
        f"{path.name}：不是可识别的录音格式，或文件开头已损坏",
        "export it as WAV, MP3 or M4A and add it again",
        "请导出为 WAV、MP3 或 M4A 后重新添加",
    )


def _shape(container: Any, path: Path) -> Shape:  # noqa: ANN401  PyAV's
    if not container.streams.audio:
        raise AudioProblem(
            ProblemKind.NO_STREAM,
            f"{path.name}: holds no sound",
            f"{path.name}：文件中没有声音",
            "a picture, or a video without a sound track, can't be transcribed",
            "图片或没有音轨的视频无法转写",
        )
    stream = container.streams.audio[0]
    stated = float(container.duration) / 1e6 if container.duration else None
    return Shape(
        format=str(container.format.name),
        codec=str(stream.codec_context.name),
        rate=int(stream.rate or 0),
        channels=int(stream.channels or 1),
        stated_s=stated,
        has_video=bool(container.streams.video),
    )


def read_blocks(
    path: Path, *, start_s: float = 0.0, flawed: Callable[[Flaw], None] | None = None
) -> Iterator[Block]:
    """Decode, resample to 16 kHz and cut into blocks of five seconds.

    Args:
        path: the recording.
        start_s: where to begin, in seconds; what lies before is decoded and left out, so that
            places are exact in every format.
        flawed: receives damage inside the recording; reading goes on where it can.

    Yields:
        Blocks in order; the last may be shorter.

    Raises:
        AudioProblem: as ``recording_shape``, or nothing at all could be decoded.
    """
    container = _opened(path)
    with container:
        shape = _shape(container, path)
        tell = flawed or (lambda _flaw: None)
        cutter = _Cutter(start_s)
        for piece in _pieces(container, shape, path, tell):
            yield from cutter.take(piece)
        yield from cutter.rest()
        seconds = cutter.seen / RATE
        if not cutter.seen:
            raise _not_audio(path)
        if shape.stated_s and seconds < shape.stated_s * _SHORT_SHARE - 1:
            tell(
                Flaw(
                    "cut_off",
                    f"录音只有{seconds:.0f}秒可读，而文件标明{shape.stated_s:.0f}秒",
                    f"only {seconds:.0f} s can be read of the {shape.stated_s:.0f} s stated",
                )
            )


class _Cutter:
    """Cuts pieces of any length into equal blocks."""

    def __init__(self, start_s: float) -> None:
        self.seen = 0
        self._skip = round(start_s * RATE)
        self._at = self._skip
        self._held: list[Samples] = []
        self._size = round(BLOCK_S * RATE)

    def take(self, piece: Samples) -> Iterator[Block]:
        before, self.seen = self.seen, self.seen + piece.shape[1]
        if self.seen <= self._skip:
            return
        self._held.append(piece[:, max(0, self._skip - before) :])
        while sum(part.shape[1] for part in self._held) >= self._size:
            joined = np.concatenate(self._held, axis=1)
            self._held = [joined[:, self._size :]]
            yield self._block(joined[:, : self._size])

    def rest(self) -> Iterator[Block]:
        if sum(part.shape[1] for part in self._held):
            yield self._block(np.concatenate(self._held, axis=1))

    def _block(self, samples: Samples) -> Block:
        block = Block(self._at / RATE, np.ascontiguousarray(samples))
        self._at += samples.shape[1]
        return block


def _pieces(
    container: Any,  # noqa: ANN401  PyAV's
    shape: Shape,
    path: Path,
    tell: Callable[[Flaw], None],
) -> Iterator[Samples]:
    av = vendor("av")
    layout = "stereo" if shape.channels == _STEREO else "mono"
    resampler, kind = None, None
    broken: list[str] = []
    for frame in _frames(container, av.error.FFmpegError, broken):
        now = (frame.sample_rate, frame.format.name, frame.layout.name)
        if resampler is None or now != kind:
            resampler, kind = av.AudioResampler("fltp", layout, RATE), now
        for out in resampler.resample(frame):
            yield _clean(out.to_ndarray())
    for out in resampler.resample(None) if resampler else ():
        yield _clean(out.to_ndarray())
    if broken:
        tell(
            Flaw(
                "damaged",
                f"{path.name}：有{len(broken)}处数据损坏，已跳过",
                f"{path.name}: {len(broken)} damaged places were left out",
            )
        )


def _frames(
    container: Any,  # noqa: ANN401  PyAV's
    failure: type[Exception],
    broken: list[str],
) -> Iterator[Any]:
    """Frames of the first audio stream; what can't be decoded is counted in ``broken``."""
    packets = container.demux(container.streams.audio[0])
    while True:
        try:
            packet = next(packets, None)
        except failure as error:
            broken.append(str(error))
            return
        if packet is None:
            return
        try:
            yield from packet.decode()
        except failure as error:
            broken.append(str(error))


def _clean(samples: NDArray[np.float32]) -> Samples:
    return np.clip(np.nan_to_num(samples, nan=0.0), -1.0, 1.0).astype(np.float32, copy=False)
