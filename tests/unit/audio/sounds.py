"""Sounds made by arithmetic, and a recogniser that follows a script."""

import wave
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from audio.decode import RATE
from audio.transcript import Span, Word
from audio.whisper import RawSegment, RawWord


def tone(hertz: float, seconds: float, rate: int = RATE, level: float = 0.3) -> np.ndarray:
    at = np.arange(round(seconds * rate)) / rate
    return (level * np.sin(2 * np.pi * hertz * at)).astype(np.float32)


def silence(seconds: float, rate: int = RATE) -> np.ndarray:
    return np.zeros(round(seconds * rate), np.float32)


def voice(
    hertz: float, seconds: float, *, bright: float = 1.0, syllables: float = 4.0
) -> np.ndarray:
    """Harmonics of a pitch that swell and fade like syllables; ``bright`` lifts the upper ones."""
    at = np.arange(round(seconds * RATE)) / RATE
    sound = np.zeros(len(at))
    for k in range(1, 60):
        if k * hertz < RATE / 2:
            sound += np.sin(2 * np.pi * k * hertz * at + k) * k ** (-2.0 + 0.5 * bright)
    swell = 0.15 + 0.85 * (0.5 - 0.5 * np.cos(2 * np.pi * syllables * at)) ** 2
    return (0.1 * sound * swell / np.abs(sound).max()).astype(np.float32)


def wav(path: Path, channels: Sequence[np.ndarray], rate: int = RATE) -> Path:
    table = (np.clip(np.stack(channels, axis=1), -1, 1) * 32767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(len(channels))
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(table.tobytes())
    return path


def word(text: str, start_s: float, end_s: float, **more: object) -> Word:
    return Word.model_validate(
        {"text": text, "start_s": start_s, "end_s": end_s, "probability": 0.9, **more}
    )


def raw(
    text: str,
    words: Sequence[tuple[str, float, float]] = (),
    *,
    sure: float = 0.9,
    log: float = -0.2,
    no_speech: float = 0.01,
    compression: float = 1.2,
) -> RawSegment:
    return RawSegment(
        text=text,
        words=tuple(RawWord(w, a, b, sure) for w, a, b in words),
        mean_log_probability=log,
        no_speech=no_speech,
        compression=compression,
    )


class ToneListener:
    """Hears speech wherever there is sound, one word a stretch; a high tone is English."""

    def __init__(self) -> None:
        self.heard = 0
        self.hotwords: list[str] = []

    def speech(self, samples: np.ndarray) -> tuple[Span, ...]:
        frame = RATE // 20
        loud = (
            np.abs(samples[: len(samples) // frame * frame]).reshape(-1, frame).max(axis=1) > 0.01
        )
        edges = np.flatnonzero(np.diff(np.concatenate([[0], loud.astype(int), [0]])))
        pairs = zip(edges[::2], edges[1::2], strict=True)
        return tuple(Span(start_s=float(a) / 20, end_s=float(b) / 20) for a, b in pairs)

    def languages(self, samples: np.ndarray) -> Mapping[str, float]:
        spectrum = np.abs(np.fft.rfft(samples))
        hertz = np.fft.rfftfreq(len(samples), 1 / RATE)[int(spectrum.argmax())]
        if hertz > 3000:
            return {"ja": 0.9, "zh": 0.05, "en": 0.05}
        return {"en": 0.97, "zh": 0.02} if hertz > 1000 else {"yue": 0.5, "zh": 0.47, "en": 0.03}

    def recognise(self, samples: np.ndarray, language: str, hotwords: str) -> list[RawSegment]:
        self.heard += 1
        self.hotwords.append(hotwords)
        found = []
        for number, span in enumerate(self.speech(samples)):
            text = f" word{number}" if language == "en" else "是"
            found.append(raw(text, [(text, span.start_s, span.end_s)]))
        return found
