import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from audio.channels import ChannelUse, channel_levels, used_samples
from audio.decode import RATE, Block, Flaw, read_blocks, recording_digest, recording_shape
from audio.problems import AudioProblem, ProblemKind
from tests.unit.audio.sounds import silence, tone, wav


@pytest.fixture
def av():
    return pytest.importorskip("av", reason="the audio extra is not installed")


def loudest_hertz(samples: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(samples))
    return float(np.fft.rfftfreq(len(samples), 1 / RATE)[int(spectrum.argmax())])


@pytest.mark.parametrize("rate", [8000, 16000, 44100, 48000])
def test_every_rate_comes_out_at_16_khz_with_its_pitch_and_length(
    av, tmp_path: Path, rate: int
) -> None:
    path = wav(tmp_path / "a.wav", [tone(440, 2.0, rate)], rate)
    sound = np.concatenate([b.samples for b in read_blocks(path)], axis=1)
    assert sound.shape[0] == 1
    # two seconds at 16 kHz are 32,000 samples; a resampler may lose some tens at the edges
    assert abs(sound.shape[1] - 32000) < 200
    assert loudest_hertz(sound[0]) == pytest.approx(440, abs=1.0)


def test_channels_stay_apart(av, tmp_path: Path) -> None:
    path = wav(tmp_path / "a.wav", [tone(300, 1.0), tone(700, 1.0)])
    (block,) = read_blocks(path)
    assert [round(loudest_hertz(row)) for row in block.samples] == [300, 700]


def test_blocks_are_five_seconds_and_a_late_start_is_exact(av, tmp_path: Path) -> None:
    ramp = np.linspace(-0.9, 0.9, 12 * RATE).astype(np.float32)
    path = wav(tmp_path / "a.wav", [ramp])
    blocks = list(read_blocks(path))
    assert [b.samples.shape[1] for b in blocks] == [5 * RATE, 5 * RATE, 2 * RATE]
    assert [b.start_s for b in blocks] == [0.0, 5.0, 10.0]
    late = next(iter(read_blocks(path, start_s=7.25)))
    assert late.start_s == 7.25
    # sample number 7.25 s of the ramp, to 16-bit precision
    assert late.samples[0, 0] == pytest.approx(ramp[round(7.25 * RATE)], abs=1e-4)


def test_the_ending_of_the_name_does_not_matter(av, tmp_path: Path) -> None:
    path = wav(tmp_path / "a.wav", [tone(440, 1.0)]).rename(tmp_path / "interview.mp3")
    assert recording_shape(path).format == "wav"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", ProblemKind.EMPTY),
        (b"hello, this is text " * 50, ProblemKind.NOT_AUDIO),
        (b"RIFF\x00\x00\x00\x00WAVE", ProblemKind.NOT_AUDIO),
    ],
)
def test_what_is_no_recording_says_so_in_both_languages(
    av, tmp_path: Path, content: bytes, kind: ProblemKind
) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(content)
    with pytest.raises(AudioProblem) as caught:
        list(read_blocks(path))
    assert caught.value.kind is kind
    assert "a.wav" in caught.value.reason
    assert "a.wav" in caught.value.zh
    assert caught.value.hint


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    for path in (tmp_path / "none.wav", tmp_path):
        with pytest.raises(AudioProblem) as caught:
            recording_shape(path)
        assert caught.value.kind is ProblemKind.MISSING


def encoded(av, path: Path, sound: np.ndarray | None, *, codec: str, picture: bool = False) -> Path:
    with av.open(str(path), "w") as out:
        film = out.add_stream("mpeg4", rate=10) if picture else None
        if film:
            film.width, film.height, film.pix_fmt = 64, 64, "yuv420p"
        stream = out.add_stream(codec, rate=RATE, layout="mono") if sound is not None else None
        for _frame in range(10 if film else 0):
            image = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
            out.mux(film.encode(image))
        if film:
            out.mux(film.encode())
        if stream:
            table = (sound[None] * 32767).astype(np.int16)
            frame = av.AudioFrame.from_ndarray(table, format="s16", layout="mono")
            frame.sample_rate = RATE
            out.mux(stream.encode(frame))
            out.mux(stream.encode(None))
    return path


def test_the_sound_of_a_video_is_read_and_a_silent_film_has_none(av, tmp_path: Path) -> None:
    film = encoded(av, tmp_path / "a.mkv", tone(440, 1.0), codec="pcm_s16le", picture=True)
    shape = recording_shape(film)
    assert shape.has_video
    assert loudest_hertz(next(iter(read_blocks(film))).samples[0]) == pytest.approx(440, abs=2)
    mute = encoded(av, tmp_path / "b.mkv", None, codec="", picture=True)
    with pytest.raises(AudioProblem) as caught:
        recording_shape(mute)
    assert caught.value.kind is ProblemKind.NO_STREAM


def test_numbers_that_are_no_sound_are_silenced_and_kept_within_full_scale(
    av, tmp_path: Path
) -> None:
    values = np.array([0.5, np.nan, 3.0, -7.0] * 4000, "<f4").tobytes()
    # a WAVE file of 32-bit floats (format 3), one channel, 16 kHz
    head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + len(values), b"WAVE", b"fmt ", 16, 3, 1, RATE, RATE * 4, 4, 32, b"data", len(values))  # fmt: skip
    (tmp_path / "a.wav").write_bytes(head + values)
    (block,) = read_blocks(tmp_path / "a.wav")
    assert block.samples[0, :4].tolist() == [0.5, 0.0, 1.0, -1.0]


def test_a_recording_cut_off_is_read_as_far_as_it_goes_and_says_so(av, tmp_path: Path) -> None:
    whole = encoded(av, tmp_path / "a.flac", tone(440, 20.0), codec="flac")
    cut = tmp_path / "b.flac"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    flaws: list[Flaw] = []
    seconds = sum(b.samples.shape[1] for b in read_blocks(cut, flawed=flaws.append)) / RATE
    assert 5 < seconds < 15
    assert "cut_off" in {flaw.code for flaw in flaws}


def test_the_recording_is_named_by_the_digest_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"abc")
    # SHA-256 of "abc", FIPS 180-2 appendix B.1
    assert recording_digest(path).startswith("ba7816bf8f01cfea")


def test_the_library_is_named_where_it_is_absent(tmp_path: Path) -> None:
    path = wav(tmp_path / "a.wav", [tone(440, 0.5)])
    code = (
        "import sys; sys.modules['av'] = None\n"
        "from pathlib import Path; from audio.decode import recording_shape\n"
        "from audio.problems import AudioProblem\n"
        f"try: recording_shape(Path({str(path)!r}))\n"
        "except AudioProblem as problem: print(problem.kind, problem.hint)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "no_package pip install 'tallystick[audio]'"


def test_importing_the_leaf_loads_no_vendor_library() -> None:
    code = (
        "import sys, importlib, pkgutil, audio\n"
        "for p in pkgutil.walk_packages(audio.__path__, 'audio.'): importlib.import_module(p.name)\n"
        "print({'av','faster_whisper','librosa','onnx','onnxruntime','opencc','torch','assistant'}"
        " & {m.partition('.')[0] for m in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def levels(*channels: np.ndarray):
    return channel_levels([Block(0.0, np.stack(channels))])


def test_two_voices_on_two_channels_are_separate() -> None:
    left = np.concatenate([tone(200, 2.0), silence(2.0)])
    right = np.concatenate([silence(2.0), tone(300, 2.0)])
    assert levels(left, right).use is ChannelUse.SEPARATE


def test_the_same_sound_twice_is_one_channel_and_a_dead_side_is_left_out() -> None:
    sound = tone(200, 2.0)
    assert levels(sound, sound * 0.8).use is ChannelUse.MONO
    dead = levels(sound, silence(2.0))
    assert (dead.use, dead.live) == (ChannelUse.DEAD, (0,))
    assert used_samples(np.stack([sound, silence(2.0)]), dead).shape == (1, 2 * RATE)


def test_one_room_on_two_microphones_is_mixed() -> None:
    rng = np.random.default_rng(3)
    a, b = rng.normal(0, 0.1, 4 * RATE), rng.normal(0, 0.1, 4 * RATE)
    room = levels((a + 0.8 * b).astype(np.float32), (0.8 * a + b).astype(np.float32))
    assert room.use is ChannelUse.MONO


def test_the_contour_tells_each_second_against_the_loudest_whatever_the_gain() -> None:
    sound = np.concatenate([tone(200, 1.0), tone(200, 1.0) * 0.1, silence(1.0), tone(200, 0.5)])
    # a tenth of the amplitude is 20 dB lower; digital silence lies at the floor
    assert levels(sound).contour_db == (0, -20, -60, 0)
    assert levels(sound * 0.25).contour_db == (0, -20, -60, 0)
    # What nobody can hear is no loudest second: silence is drawn as silence.
    assert levels(silence(2.0)).contour_db == (-60, -60)


def test_an_overdriven_recording_is_seen() -> None:
    assert levels(np.clip(tone(200, 1.0, level=3.0), -1, 1)).is_clipped
    assert not levels(tone(200, 1.0, level=0.9)).is_clipped


def test_the_other_voice_is_silenced_on_separate_channels() -> None:
    left = np.concatenate([tone(200, 2.0), tone(300, 2.0) * 0.05])
    right = np.concatenate([tone(200, 2.0) * 0.05, tone(300, 2.0)])
    stereo = np.stack([left, right])
    apart = used_samples(stereo, channel_levels([Block(0.0, stereo)]))
    # the bleed is 26 dB down, so past the 0.2 s that a gate stays open nothing of it is left
    assert np.abs(apart[0, round(2.5 * RATE) :]).max() == 0
    assert np.abs(apart[1, : round(1.5 * RATE)]).max() == 0
    assert np.allclose(apart[0, : 2 * RATE], left[: 2 * RATE])
