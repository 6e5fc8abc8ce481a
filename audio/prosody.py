"""How an utterance was said: pitch, voice quality and pace, none of which depends on the gain.

The only door to librosa. Measures and nothing else: no emotion, no lie, no trait is inferred.
"""

import re
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from audio.decode import RATE, Samples
from audio.problems import vendor
from audio.transcript import Record, Word

_HOP: Final = 160
_FFT: Final = 512
_WINDOW: Final = 400
_PITCH_FRAME: Final = 1024
_LOWEST_HZ: Final = 65.0
_HIGHEST_HZ: Final = 600.0
_REFERENCE_HZ: Final = 55.0
_ACTIVE_DB: Final = 30.0
_LOUD_DB: Final = 25.0
_PEAK_DB: Final = 22.0
_PERIODIC: Final = 0.5
_SEMITONES: Final = 12
_OCTAVE: Final = 12.0
_LEAST_VOICED: Final = 25
_LEAST_FRAMES: Final = 50
_LEAST_TRACKED: Final = 5
_NARROW_DB: Final = -45.0
_EPS: Final = 1e-12
_SILENT: Final = 1e-6
_LOW_BAND: Final = (100.0, 500.0)
_SPEECH_RATES: Final = (0.5, 20.0)
_SLOW_HZ: Final = 2.5
_FILLER: Final = re.compile(
    r"^[\s，。,.]*(嗯+|呃+|额+|唔+|um+|uh+|er+|erm|hmm+)[\s，。,.…]*$", re.IGNORECASE
)

Floats = NDArray[np.float64]


class Delivery(Record):
    """Measures of one utterance."""

    start_s: float
    end_s: float
    pitch_level_st: float
    """Median pitch, semitones above 55 Hz."""
    pitch_high_st: float
    """Ninetieth percentile of pitch."""
    pitch_low_st: float
    """Tenth percentile of pitch."""
    pitch_range_st: float
    """High less low."""
    brightness_hz: float
    """Median spectral centroid of voiced sound."""
    low_slope_db: float
    """Rise of the long-term spectrum from 100 to 500 Hz, dB a kHz."""
    firmness_db: float
    """300 to 800 Hz against 70 to 300 Hz."""
    presence_db: float
    """1.5 to 3.5 kHz against 50 to 500 Hz."""
    edge_db: float | None
    """3.5 to 8 kHz against what lies below; None on a telephone line, which has none."""
    energy_spread_db: float
    """Spread of the energy contour where there is speech; its level is left out."""
    slow_share: float
    """Share of the contour's movement slower than 2.5 Hz, 0..1."""
    rate_per_s: float
    """Syllable-like energy peaks a second."""
    longest_pause_s: float
    pause_share: float
    """Share of the utterance without sound, 0..1."""
    hesitations: float | None = None
    """Fillers (嗯, um) a hundred words; None without words."""
    answer_delay_s: float | None = None
    """Silence between the question and this answer; None where it answers none."""
    track: tuple[tuple[int, int], ...] = ()
    """Seconds of the recording that hold voiced sound, each with its median pitch, Hz."""


def delivery_of(
    samples: Samples,
    start_s: float = 0.0,
    *,
    words: Sequence[Word] = (),
    answer_delay_s: float | None = None,
) -> Delivery | None:
    """Measure one utterance; None where it holds too little voiced sound.

    Args:
        samples: one row at 16 kHz.
        start_s: its place in the recording.
        words: what was said, for hesitations.
        answer_delay_s: silence before it.
    """
    scaled = _scaled(samples)
    if scaled is None:
        return None
    power = _power(scaled)
    energy = 10 * np.log10(power.sum(axis=0) + _EPS)
    loudest = float(np.percentile(energy, 95))
    pitch = _pitch(scaled, energy > loudest - _LOUD_DB)
    voiced = np.isfinite(pitch)
    if int(voiced.sum()) < _LEAST_VOICED:
        return None
    low, level, high = np.percentile(pitch[voiced], [10, 50, 90])
    return Delivery(
        start_s=round(start_s, 3),
        end_s=round(start_s + len(samples) / RATE, 3),
        pitch_level_st=_kept(level),
        pitch_high_st=_kept(high),
        pitch_low_st=_kept(low),
        pitch_range_st=_kept(high - low),
        **_quality(power[:, voiced]),
        **_pace(energy, loudest),
        hesitations=_hesitations(words),
        answer_delay_s=answer_delay_s,
        track=_track(pitch, start_s),
    )


def _track(pitch: Floats, start_s: float) -> tuple[tuple[int, int], ...]:
    seconds = (start_s + np.arange(len(pitch)) * _HOP / RATE).astype(np.int64)
    voiced = np.isfinite(pitch)
    hertz = _REFERENCE_HZ * 2 ** (pitch / _SEMITONES)
    found, counts = np.unique(seconds[voiced], return_counts=True)
    return tuple(
        (int(second), round(float(np.median(hertz[voiced & (seconds == second)]))))
        for second in found[counts >= _LEAST_TRACKED]
    )


def _kept(value: float | np.floating[Any]) -> float:
    """Rounded, so that a change of gain alone gives the very same record."""
    return round(float(value), 3)


def _scaled(samples: Samples) -> Samples | None:
    """Brought to one level, so that the gain is gone before anything is measured."""
    if len(samples) < _LEAST_FRAMES * _HOP:
        return None
    centred = samples.astype(np.float64) - float(np.mean(samples, dtype=np.float64))
    level = float(np.sqrt(np.mean(centred**2)))
    return (centred * (0.05 / level)).astype(np.float32) if level > _SILENT else None


def _power(samples: Samples) -> Floats:
    """Power by frequency (rows) and frame (columns, every 10 ms)."""
    stft = vendor("librosa").stft(samples, n_fft=_FFT, hop_length=_HOP, win_length=_WINDOW)
    return np.asarray(np.abs(stft) ** 2, np.float64)


def _pitch(samples: Samples, loud: NDArray[np.bool_]) -> Floats:
    """Pitch in semitones where the sound is loud and periodic, NaN elsewhere.

    Source: YIN (de Cheveigne and Kawahara 2002); voicing by normalised autocorrelation at the
    period found; octave slips (over an octave off the median) are left out.
    """
    hertz = vendor("librosa").yin(
        samples,
        fmin=_LOWEST_HZ,
        fmax=_HIGHEST_HZ,
        sr=RATE,
        frame_length=_PITCH_FRAME,
        hop_length=_HOP,
    )
    count = min(len(hertz), len(loud))
    hertz = np.asarray(hertz[:count], np.float64)
    voiced = (
        loud[:count] & (_periodicity(samples, hertz) > _PERIODIC) & (hertz < _HIGHEST_HZ * 0.99)
    )
    semitones = _SEMITONES * np.log2(np.maximum(hertz, _LOWEST_HZ) / _REFERENCE_HZ)
    if voiced.any():
        voiced &= np.abs(semitones - np.median(semitones[voiced])) < _OCTAVE
    found = np.full(len(loud), np.nan)
    found[:count] = np.where(voiced, semitones, np.nan)
    return found


def _periodicity(samples: Samples, hertz: Floats) -> Floats:
    """Autocorrelation at each frame's own period, 1 for a perfect repeat."""
    half = _PITCH_FRAME // 2
    padded = np.pad(samples.astype(np.float64), half)
    frames = np.lib.stride_tricks.sliding_window_view(padded, _PITCH_FRAME)[::_HOP][: len(hertz)]
    spectrum = np.abs(np.fft.rfft(frames, 2 * _PITCH_FRAME, axis=1)) ** 2
    correlation = np.fft.irfft(spectrum, axis=1)[:, :_PITCH_FRAME]
    lags = np.clip(np.rint(RATE / np.maximum(hertz, 1.0)), 1, half - 1).astype(np.int64)[
        : len(frames)
    ]
    at = correlation[np.arange(len(frames)), lags] * _PITCH_FRAME / (_PITCH_FRAME - lags)
    found = np.zeros(len(hertz))
    found[: len(frames)] = at / (correlation[:, 0] + _EPS)
    return found


_FREQUENCIES: Final[Floats] = np.asarray(np.fft.rfftfreq(_FFT, 1 / RATE), np.float64)


def _band(power: Floats, low_hz: float, high_hz: float) -> Floats:
    rows = (low_hz <= _FREQUENCIES) & (high_hz > _FREQUENCIES)
    return np.asarray(10 * np.log10(power[rows].sum(axis=0) + _EPS))


def _quality(power: Floats) -> dict[str, float | None]:
    """Voice quality over voiced frames: how the energy lies along the spectrum."""
    whole = power.sum(axis=0) + _EPS
    centroid = (_FREQUENCIES[:, None] * power).sum(axis=0) / whole
    longterm = 10 * np.log10(power.mean(axis=1) + _EPS)
    low = (_LOW_BAND[0] <= _FREQUENCIES) & (_LOW_BAND[1] > _FREQUENCIES)
    slope = np.polyfit(_FREQUENCIES[low] / 1000, longterm[low], 1)[0]
    edge = _band(power, 3500, 8000) - _band(power, 50, 3500)
    top = float(np.percentile(_band(power, 4200, 8000) - _band(power, 50, 3500), 95))
    return {
        "brightness_hz": _kept(np.median(centroid)),
        "low_slope_db": _kept(slope),
        "firmness_db": _kept(np.mean(_band(power, 300, 800) - _band(power, 70, 300))),
        "presence_db": _kept(np.mean(_band(power, 1500, 3500) - _band(power, 50, 500))),
        "edge_db": _kept(np.mean(edge)) if top > _NARROW_DB else None,
    }


def _pace(energy: Floats, loudest: float) -> dict[str, float]:
    """Rate, pauses and the shape of the energy contour, all against the utterance's own level."""
    smooth = np.convolve(energy, _hann(9), mode="same")
    active = energy > loudest - _ACTIVE_DB
    places = np.flatnonzero(active)
    first, last = int(places[0]), int(places[-1]) + 1
    seconds = (last - first) * _HOP / RATE
    inside = active[first:last]
    return {
        "energy_spread_db": _kept(energy[active].std()),
        "slow_share": _kept(_slow_share(np.maximum(smooth[first:last], loudest - 35))),
        "rate_per_s": _kept(_peaks(smooth, loudest - _PEAK_DB) / seconds),
        "longest_pause_s": _kept(_longest_run(~inside) * _HOP / RATE),
        "pause_share": _kept(1 - inside.mean()),
    }


def _hann(size: int) -> Floats:
    window = np.hanning(size + 2)[1:-1]
    return np.asarray(window / window.sum())


def _peaks(contour: Floats, floor: float) -> int:
    """Local tops at least 70 ms apart."""
    around = np.lib.stride_tricks.sliding_window_view(np.pad(contour, 3, mode="edge"), 7)
    return int(np.count_nonzero((contour >= around.max(axis=1)) & (contour > floor)))


def _slow_share(contour: Floats) -> float:
    moved = (contour - contour.mean()) * np.hanning(len(contour))
    size = max(1024, 1 << (len(moved) - 1).bit_length())
    spectrum = np.abs(np.fft.rfft(moved, size)) ** 2
    rates = np.fft.rfftfreq(size, _HOP / RATE)
    inside = (rates > _SPEECH_RATES[0]) & (rates < _SPEECH_RATES[1])
    slow = spectrum[inside & (rates < _SLOW_HZ)].sum()
    return float(slow / (spectrum[inside].sum() + _EPS))


def _longest_run(flags: NDArray[np.bool_]) -> int:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(np.int8), [0]])))
    return int((edges[1::2] - edges[::2]).max()) if len(edges) else 0


def _hesitations(words: Sequence[Word]) -> float | None:
    if not words:
        return None
    fillers = sum(1 for word in words if _FILLER.match(word.text))
    return _kept(100 * fillers / len(words))
