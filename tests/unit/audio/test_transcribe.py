from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from audio.channels import channel_levels
from audio.chunks import chunks_of
from audio.decode import RATE, Block, read_blocks, recording_digest
from audio.listen import Models, listen
from audio.problems import AudioProblem, AudioStopped, ProblemKind
from audio.progress import Checkpoint, Progress, Work
from audio.transcribe import Listening, transcribe
from audio.transcript import Span, SpeakerMethod, Transcript
from audio.voiceprints import SpectrumVoiceprinter
from audio.whisper import RawSegment
from audio.windows import Joined, pieces_of, windows_of
from tests.unit.audio.sounds import ToneListener, raw, silence, tone, wav

LISTENING = Listening(chunk_s=10.0)


@pytest.fixture(autouse=True)
def extra() -> None:
    pytest.importorskip("av", reason="the audio extra is not installed")
    pytest.importorskip("opencc", reason="the audio extra is not installed")


def beeps(path: Path, count: int, hertz: float = 1500) -> Path:
    """A second of tone and a second of silence, again and again."""
    return wav(path, [np.concatenate([tone(hertz, 1.0), silence(1.0)] * count)])


def models(ear: ToneListener, **more: object) -> Models:
    return Models(ear, "script#1", SpectrumVoiceprinter(), listening=LISTENING, **more)  # type: ignore[arg-type]  # a test's own keywords


def test_words_lie_where_they_were_spoken(tmp_path: Path) -> None:
    path = beeps(tmp_path / "a.wav", 12)
    found = listen(path, models(ToneListener(), speakers=1))
    starts = [word.start_s for u in found.utterances for word in u.words]
    # a tone begins at every even second, across three chunks of at most ten seconds
    assert starts == pytest.approx([2.0 * k for k in range(12)], abs=0.1)
    assert {u.speaker for u in found.utterances} == {"S1"}
    assert found.method is SpeakerMethod.ONE
    assert found.recording_sha256 == recording_digest(path)


def test_going_on_from_any_checkpoint_gives_the_same_transcript(tmp_path: Path) -> None:
    path = beeps(tmp_path / "a.wav", 20)
    kept: list[Checkpoint] = []
    whole = listen(path, models(ToneListener(), speakers=1), work=Work(keep=kept.append))
    assert len(kept) >= 4
    for checkpoint in kept:
        again = Checkpoint.model_validate_json(checkpoint.model_dump_json())
        ear = ToneListener()
        assert listen(path, models(ear, speakers=1), begun=again) == whole
        # what is done is not heard again: each chunk is heard at most once more
        assert ear.heard <= len(kept) - 1 - kept.index(checkpoint)


def test_a_kill_between_chunks_loses_at_most_the_chunk_under_way(tmp_path: Path) -> None:
    path = beeps(tmp_path / "a.wav", 20)
    kept: list[Checkpoint] = []

    def is_cancelled() -> bool:
        return len(kept) == 2

    with pytest.raises(AudioStopped):
        listen(
            path,
            models(ToneListener(), speakers=1),
            work=Work(keep=kept.append, cancelled=is_cancelled),
        )
    assert 0 < kept[-1].done_s < 40


def test_a_checkpoint_of_another_recording_is_refused_and_other_settings_start_anew(
    tmp_path: Path,
) -> None:
    path = beeps(tmp_path / "a.wav", 3)
    other = Checkpoint(recording_sha256="0" * 64, settings="x", done_s=3.0)
    with pytest.raises(AudioProblem) as caught:
        listen(path, models(ToneListener()), begun=other)
    assert caught.value.kind is ProblemKind.OTHER_RECORDING
    stale = Checkpoint(recording_sha256=recording_digest(path), settings="x", done_s=3.0)
    found = listen(path, models(ToneListener(), speakers=1), begun=stale)
    assert sum(len(u.words) for u in found.utterances) == 3


def test_progress_tells_the_time_left(tmp_path: Path) -> None:
    path = beeps(tmp_path / "a.wav", 20)
    said: list[Progress] = []
    clock = iter(float(second) for second in range(100))
    listening = Listening(chunk_s=10.0, now=lambda: next(clock))
    begun = Checkpoint(recording_sha256="a", settings="b")
    transcribe(
        path,
        ToneListener(),
        channel_levels(read_blocks(path)),
        begun,
        listening=listening,
        work=Work(report=said.append),
    )
    # The clock says one more each time: report k comes after k + 1 seconds, at done/(k + 1) a second.
    assert (said[0].done_s, said[0].left_s) == (0, None)
    for k, told in enumerate(said[1:], 1):
        assert told.left_s == pytest.approx((40 - told.done_s) * (k + 1) / told.done_s)
    places = [told.done_s for told in said]
    assert places == sorted(places)
    assert said[-1].left_s == 0
    assert said[-1].done_s == pytest.approx(40, abs=0.1)


def test_progress_is_told_within_a_chunk_and_while_voices_are_told_apart(tmp_path: Path) -> None:
    said: list[Progress] = []
    path = beeps(tmp_path / "a.wav", 60)  # two minutes: two chunks, each of several windows
    listen(path, models(ToneListener()), work=Work(report=said.append))
    heard = [told for told in said if told.stage == "listening"]
    gaps = [after.done_s - before.done_s for before, after in pairwise(heard)]
    assert max(gaps) < 50
    assert [told.done_s for told in said if told.stage == "voices"][-1] > 100


def test_each_stretch_has_its_own_language_and_cantonese_is_chinese(tmp_path: Path) -> None:
    sound = np.concatenate([tone(1500, 2.0), silence(1.0), tone(300, 2.0), silence(1.0)] * 2)
    found = listen(wav(tmp_path / "a.wav", [sound]), models(ToneListener(), speakers=1))
    assert [u.language for u in found.utterances] == ["en", "zh", "en", "zh"]
    assert [round(u.start_s) for u in found.utterances] == [0, 3, 6, 9]
    assert found.utterances[1].text.endswith("。")


def test_an_unsupported_language_is_marked_and_told(tmp_path: Path) -> None:
    sound = np.concatenate([tone(4000, 6.0), silence(1.0)])
    found = listen(wav(tmp_path / "a.wav", [sound]), models(ToneListener(), speakers=1))
    assert {u.language for u in found.utterances} == {"ja"}
    assert all(u.weak for u in found.utterances)
    assert "language" in {notice.code for notice in found.notices}


def test_silence_gives_no_word_and_says_so(tmp_path: Path) -> None:
    found = listen(wav(tmp_path / "a.wav", [silence(25.0)]), models(ToneListener()))
    assert found.utterances == ()
    assert "no_speech" in {notice.code for notice in found.notices}


def test_two_channels_are_two_speakers_in_order_of_time(tmp_path: Path) -> None:
    left = np.concatenate([silence(2.0), tone(1500, 1.0), silence(3.0), tone(1500, 1.0)])
    right = np.concatenate([tone(1400, 1.0), silence(3.0), tone(1400, 1.0), silence(2.0)])
    found = listen(wav(tmp_path / "a.wav", [left, right]), models(ToneListener()))
    assert found.method is SpeakerMethod.CHANNEL
    assert [(u.speaker, round(u.start_s)) for u in found.utterances] == [
        ("S1", 0),
        ("S2", 2),
        ("S1", 4),
        ("S2", 6),
    ]
    assert found.speakers == ("S1", "S2")


class Parrot(ToneListener):
    """Says the names that it was told to expect, wherever it was told some."""

    def recognise(self, samples: np.ndarray, language: str, hotwords: str) -> list[RawSegment]:
        found = super().recognise(samples, language, hotwords)
        said = "青禾食品 陈立 青禾有限" * 2
        return [raw(said, [(said, 0.2, 0.8)])] if hotwords else found


def test_names_of_the_case_are_expected_where_their_language_is_spoken(tmp_path: Path) -> None:
    ear = ToneListener()
    listening = Listening(hotwords=("青禾", "Green Ltd", "陈立"), chunk_s=10.0)
    path = wav(
        tmp_path / "a.wav",
        [np.concatenate([silence(1), tone(300, 1.5), silence(1), tone(1500, 1.5)])],
    )
    listen(path, Models(ear, "x", SpectrumVoiceprinter(), listening))
    assert set(ear.hotwords) == {"青禾 陈立", ""}  # the high tone is English


def test_text_that_only_says_the_names_back_is_heard_again_without_them(tmp_path: Path) -> None:
    ear = Parrot()
    listening = Listening(hotwords=("青禾食品有限公司", "陈立"), chunk_s=10.0)
    path = wav(tmp_path / "a.wav", [np.concatenate([silence(1), tone(300, 1.5), silence(1)])])
    found = listen(path, Models(ear, "x", SpectrumVoiceprinter(), listening))
    assert "".join(u.text for u in found.utterances).startswith("是")
    assert ear.hotwords == ["青禾食品有限公司 陈立", ""]


def test_a_transcript_goes_to_json_and_back(tmp_path: Path) -> None:
    found = listen(beeps(tmp_path / "a.wav", 4), models(ToneListener()))
    assert Transcript.model_validate_json(found.model_dump_json()) == found


def test_chunks_end_where_it_is_quiet() -> None:
    sound = np.concatenate([tone(200, 55.0), silence(1.0), tone(200, 30.0)])
    blocks = [
        Block(s / RATE, sound[None, s : s + 5 * RATE]) for s in range(0, len(sound), 5 * RATE)
    ]
    first, second = chunks_of(blocks)
    # the only quiet place in the last fifteen seconds before 60 s is the second at 55 s
    assert 55.0 <= first.end_s <= 56.0
    assert second.start_s == pytest.approx(first.end_s)
    assert second.end_s == pytest.approx(86.0)
    assert np.array_equal(np.concatenate([first.samples, second.samples], axis=1)[0], sound)


def test_windows_hold_no_more_than_the_recogniser_hears_and_words_find_back() -> None:
    row = np.zeros(60 * RATE, np.float32)
    spans = [Span(start_s=10.0 * k + 1, end_s=10.0 * k + 9) for k in range(6)]
    windows = list(windows_of(pieces_of(row, spans)))
    # stretches of 8.8 s with their margins of 0.4 s: three need 26.8 s, a fourth would not fit
    assert [len(window) for window in windows] == [3, 3]
    joined = Joined(windows[1])
    # 9.3 s into the second window is 0.3 s into its second stretch (8.8 s and 0.2 s of silence
    # before it), which begins at 40.6 s
    (placed,) = joined.placed(raw("x", [("x", 9.3, 9.5)]), 0, "en", 100.0)
    assert placed.start_s == pytest.approx(140.9, abs=0.01)
