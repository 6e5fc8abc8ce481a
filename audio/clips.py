"""A passage of a recording cut out as a WAV file, to be played or taken along."""

import wave
from pathlib import Path

import numpy as np

from audio.decode import RATE, read_blocks
from audio.problems import AudioProblem, ProblemKind


def cut_clip(path: Path, start_s: float, end_s: float, out: Path) -> float:
    """Write what lies between two moments as 16-bit WAV; the recording is only read.

    Args:
        path: the recording.
        start_s: where the passage begins, seconds from the start.
        end_s: where it ends.
        out: the file to write.

    Returns:
        Seconds written.

    Raises:
        AudioProblem: the recording can't be used, or ends before the passage begins.
    """
    first, last = round(start_s * RATE), round(end_s * RATE)
    written = 0
    with wave.open(str(out), "wb") as file:
        file.setsampwidth(2)
        file.setframerate(RATE)
        for block in read_blocks(path):
            at = round(block.start_s * RATE)
            if at >= last:
                break
            part = block.samples[:, max(0, first - at) : max(0, last - at)]
            if not written:
                file.setnchannels(len(block.samples))
            if part.shape[1]:
                table = (np.clip(part.T, -1, 1) * 32767).astype("<i2")
                file.writeframes(table.tobytes())
                written += part.shape[1]
        if not written:
            file.setnchannels(1)
    if not written:
        raise AudioProblem(
            ProblemKind.EMPTY,
            "the recording ends before that passage",
            "录音在这一段之前已结束",
        )
    return written / RATE
