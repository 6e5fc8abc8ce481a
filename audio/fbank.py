"""Log-mel frames as speaker networks were trained on, in numpy; and plain spectral statistics."""

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from audio.decode import RATE, Samples

BINS: Final = 80
FRAME_S: Final = 0.025
HOP_S: Final = 0.010
_FRAME: Final = round(FRAME_S * RATE)
_HOP: Final = round(HOP_S * RATE)
_FFT: Final = 512
_LOW_HZ: Final = 20.0
_PREEMPHASIS: Final = 0.97
_EPS: Final = 1.1920929e-07


def log_mel_frames(samples: Samples) -> Samples:
    """Log-mel energies, one row every 10 ms; no dither, edges snipped.

    Source: the Kaldi filter bank (Povey window, pre-emphasis .97, mel bins from 20 Hz).
    """
    if len(samples) < _FRAME:
        return np.zeros((0, BINS), np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(samples, _FRAME)[::_HOP].astype(np.float64)
    frames = frames - frames.mean(axis=1, keepdims=True)
    before = np.concatenate([frames[:, :1], frames[:, :-1]], axis=1)
    frames = (frames - _PREEMPHASIS * before) * _povey()
    power = np.abs(np.fft.rfft(frames, _FFT, axis=1)) ** 2
    mel = power[:, : _FFT // 2] @ _mel_bank().T
    return np.log(np.maximum(mel, _EPS)).astype(np.float32)


@lru_cache(maxsize=1)
def _povey() -> NDArray[np.float64]:
    return np.asarray(np.hanning(_FRAME) ** 0.85)


def _mel(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1127.0 * np.log(1.0 + hertz / 700.0))


@lru_cache(maxsize=1)
def _mel_bank() -> NDArray[np.float64]:
    low, high = _mel(np.array([_LOW_HZ, RATE / 2]))
    step = (high - low) / (BINS + 1)
    left = low + np.arange(BINS)[:, None] * step
    at = _mel(np.arange(_FFT // 2) * RATE / _FFT)[None, :]
    up, down = (at - left) / step, (left + 2 * step - at) / step
    return np.asarray(np.maximum(0.0, np.minimum(up, down)), np.float64)


def cepstra(frames: Samples, count: int) -> NDArray[np.float64]:
    """Cepstral coefficients 1 to ``count`` of log-mel frames (the level, 0, is left out)."""
    bins = frames.shape[1]
    order = np.arange(1, count + 1)[:, None]
    basis = np.cos(np.pi * order * (np.arange(bins) + 0.5)[None, :] / bins)
    return np.asarray(frames.astype(np.float64) @ basis.T * np.sqrt(2.0 / bins))
