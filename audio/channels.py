"""What two channels hold: two voices apart, one sound twice, one side dead, or a room.

Pure arithmetic on levels; reads no file.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, NamedTuple

import numpy as np

from audio.decode import RATE, Block, Samples

_FRAME: Final = RATE // 4
_APART_DB: Final = 6.0
_APART_SHARE: Final = 0.6
_LEAST_SIDE: Final = 0.04
_FLOOR_DB: Final = -50.0
_ACTIVE_DB: Final = 30.0
_DEAD_DB: Final = -40.0
_ALIKE: Final = 0.98
_CLIP: Final = 0.985
_CLIPPED_SHARE: Final = 0.002
_EPS: Final = 1e-12
_A_SECOND: Final = RATE // _FRAME
_QUIETEST_DB: Final = -60
_INAUDIBLE_DB: Final = -60


class ChannelUse(StrEnum):
    """How the channels of a recording are used."""

    MONO = "mono"
    """One channel, or several that hold the same: mixed into one."""
    SEPARATE = "separate"
    """One voice a channel."""
    DEAD = "dead"
    """One of two channels is silent: the other is used."""


class Levels(NamedTuple):
    """What a pass over the recording measured."""

    use: ChannelUse
    live: tuple[int, ...]
    """Channels that are used."""
    clipped_share: float
    """Share of samples at full scale, 0..1."""
    loudest_db: float
    """Level of the loudest quarter second, dB below full scale."""
    seconds: float
    """Length of what could be read."""
    contour_db: tuple[int, ...] = ()
    """Level of each second, dB below the loudest one; the gain of the whole cancels out."""

    @property
    def is_clipped(self) -> bool:
        """Whether the recording was overdriven."""
        return self.clipped_share > _CLIPPED_SHARE


def channel_levels(blocks: Iterable[Block]) -> Levels:
    """Measure how the channels are used.

    Source: a frame speaks for one side where that side is 6 dB louder; separate channels are
    those where most sounding frames do, for both sides in turn.
    """
    frames: list[Samples] = []
    likeness: list[float] = []
    full = sounding = 0
    seconds = 0.0
    for block in blocks:
        samples = block.samples
        seconds = block.start_s + samples.shape[1] / RATE
        frames.append(_frame_powers(samples))
        sounding += samples.size
        full += int(np.count_nonzero(np.abs(samples) >= _CLIP))
        if len(samples) > 1:
            likeness.append(_likeness(samples))
    powers = np.concatenate(frames, axis=1) if frames else np.zeros((1, 1), np.float32)
    decibels = 10 * np.log10(powers + _EPS)
    use, live = _use(decibels, likeness)
    share = full / max(1, sounding)
    return Levels(use, live, share, float(decibels.max()), seconds, _contour(powers))


def _contour(powers: Samples) -> tuple[int, ...]:
    """Level of each second against the loudest, or what can be heard where nothing can."""
    quarters = powers.max(axis=0)
    count = -(-len(quarters) // _A_SECOND)
    padded = np.pad(quarters, (0, count * _A_SECOND - len(quarters)), mode="edge")
    decibels = 10 * np.log10(padded.reshape(count, _A_SECOND).mean(axis=1) + _EPS)
    loudest = max(decibels.max(), _INAUDIBLE_DB)
    return tuple(int(v) for v in np.maximum(np.rint(decibels - loudest), _QUIETEST_DB))


def _frame_powers(samples: Samples) -> Samples:
    count = max(1, samples.shape[1] // _FRAME)
    size = min(_FRAME, samples.shape[1])
    cut = samples[:, : count * size].reshape(len(samples), count, size)
    return np.asarray(np.mean(cut.astype(np.float32) ** 2, axis=2), np.float32)


def _likeness(samples: Samples) -> float:
    left, right = samples[0].astype(np.float64), samples[1].astype(np.float64)
    norm = float(np.sqrt(np.sum(left**2) * np.sum(right**2)))
    return float(np.sum(left * right)) / norm if norm > _EPS else float("nan")


def _use(decibels: Samples, likeness: list[float]) -> tuple[ChannelUse, tuple[int, ...]]:
    if len(decibels) == 1:
        return ChannelUse.MONO, (0,)
    loudest = decibels.max(axis=1)
    other = int(loudest.argmin())
    if loudest[other] < max(_FLOOR_DB - 10, loudest.max() + _DEAD_DB):
        return ChannelUse.DEAD, (1 - other,)
    known = [value for value in likeness if not np.isnan(value)]
    if known and float(np.median(known)) > _ALIKE:
        return ChannelUse.MONO, (0, 1)
    active = decibels.max(axis=0) > max(_FLOOR_DB, float(decibels.max()) - _ACTIVE_DB)
    difference = (decibels[0] - decibels[1])[active]
    left = float(np.mean(difference > _APART_DB)) if difference.size else 0.0
    right = float(np.mean(difference < -_APART_DB)) if difference.size else 0.0
    if left + right >= _APART_SHARE and min(left, right) >= _LEAST_SIDE:
        return ChannelUse.SEPARATE, (0, 1)
    return ChannelUse.MONO, (0, 1)


def used_samples(samples: Samples, levels: Levels) -> Samples:
    """The rows to listen to: one mixed row, or one a voice with the other's bleed silenced."""
    if levels.use is not ChannelUse.SEPARATE:
        rows = samples[[row for row in levels.live if row < len(samples)]]
        return np.asarray(rows.mean(axis=0, keepdims=True), np.float32)
    return _without_bleed(samples)


_GATE_FRAME: Final = RATE // 20
_GATE_DB: Final = 12.0
_GATE_HOLD: Final = 4


def _without_bleed(samples: Samples) -> Samples:
    """Silence each channel where the other is 12 dB louder, kept open 0.2 s around speech."""
    size = _GATE_FRAME
    count = -(-samples.shape[1] // size)
    padded = np.pad(samples, ((0, 0), (0, count * size - samples.shape[1])))
    power = np.mean(padded.reshape(len(samples), count, size) ** 2, axis=2) + _EPS
    decibels = 10 * np.log10(power)
    gated = padded.copy()
    for row in range(len(samples)):
        is_open = decibels[row] > decibels[1 - row] - _GATE_DB
        hold = np.convolve(is_open, np.ones(2 * _GATE_HOLD + 1), mode="same") > 0
        gated[row] *= np.repeat(hold, size).astype(np.float32)
    return np.asarray(gated[:, : samples.shape[1]], np.float32)
