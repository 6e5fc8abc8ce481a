"""A passage of a recording cut out as a WAV file, to be played or taken along."""

import wave
from pathlib import Path

import numpy as np

from audio.decode import RATE, Samples, read_blocks
from audio.problems import AudioProblem, ProblemKind
from audio.tempo import at_tempo


def cut_clip(path: Path, start_s: float, end_s: float, out: Path, *, speed: float = 1.0) -> float:
    """Write what lies between two moments as 16-bit WAV; the recording is only read.

    Args:
        path: the recording.
        start_s: where the passage begins, seconds from the start.
        end_s: where it ends.
        out: the file to write.
        speed: how much faster than it was spoken, at the same pitch; 1 leaves it as it is.

    Returns:
        Seconds of the recording that were written.

    Raises:
        AudioProblem: the recording can't be used, or ends before the passage begins.
    """
    first, last = round(start_s * RATE), round(end_s * RATE)
    parts: list[Samples] = []
    for block in read_blocks(path):
        at = round(block.start_s * RATE)
        if at >= last:
            break
        part = block.samples[:, max(0, first - at) : max(0, last - at)]
        if part.shape[1]:
            parts.append(part)
    if not parts:
        raise AudioProblem(
            ProblemKind.EMPTY,
            "the recording ends before that passage",
            "录音在这一段之前已结束",
        )
    cut = np.concatenate(parts, axis=1)
    heard = cut if speed == 1 else at_tempo(cut, speed)
    with wave.open(str(out), "wb") as file:
        file.setnchannels(len(heard))
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(heard.T, -1, 1) * 32767).astype("<i2").tobytes())
    return float(cut.shape[1] / RATE)
