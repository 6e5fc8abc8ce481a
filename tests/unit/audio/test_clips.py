"""Passages cut out of recordings."""

import wave
from pathlib import Path

import numpy as np
import pytest

from audio.clips import cut_clip
from audio.decode import RATE
from audio.problems import AudioProblem
from tests.unit.audio.sounds import silence, tone, wav

pytest.importorskip("av", reason="the audio extra is not installed")


def test_a_passage_is_what_lies_between_its_two_moments(tmp_path: Path) -> None:
    sound = np.concatenate([silence(1.0), tone(440, 1.0), silence(1.0)])
    long = wav(tmp_path / "long.wav", [sound])
    before = long.read_bytes()
    assert cut_clip(long, 1.0, 2.0, tmp_path / "clip.wav") == pytest.approx(1.0, abs=0.01)
    with wave.open(str(tmp_path / "clip.wav")) as file:
        assert (file.getframerate(), file.getnchannels()) == (RATE, 1)
        heard = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32767
    # a tone of level 0.3 has a root mean square of 0.3 / sqrt(2) = 0.212
    assert np.sqrt(np.mean(heard**2)) == pytest.approx(0.212, abs=0.01)
    assert long.read_bytes() == before


def test_a_passage_beyond_the_end_is_refused(tmp_path: Path) -> None:
    short = wav(tmp_path / "short.wav", [tone(440, 1.0)])
    with pytest.raises(AudioProblem, match="ends before"):
        cut_clip(short, 5.0, 6.0, tmp_path / "clip.wav")


@pytest.mark.parametrize("speed", [0.75, 1.5])
def test_speed_changes_the_time_and_not_the_pitch(tmp_path: Path, speed: float) -> None:
    long = wav(tmp_path / "long.wav", [tone(440, 4.0)])
    # the seconds told are the recording's: 3 s of it, whatever the speed
    told = cut_clip(long, 0.5, 3.5, tmp_path / "clip.wav", speed=speed)
    assert told == pytest.approx(3.0, abs=0.01)
    with wave.open(str(tmp_path / "clip.wav")) as file:
        heard = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32767
    assert len(heard) / RATE == pytest.approx(3.0 / speed, rel=0.03)
    middle = heard[len(heard) // 4 : 3 * len(heard) // 4]
    peak = np.abs(np.fft.rfft(middle * np.hanning(len(middle)))).argmax() * RATE / len(middle)
    assert peak == pytest.approx(440, rel=0.02)
