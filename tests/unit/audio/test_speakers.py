import numpy as np
import pytest

from audio.clustering import voices_of
from audio.fbank import cepstra, log_mel_frames
from audio.speakers import VoiceTrack, speakers_by_channel, speakers_by_voice, turns_of
from audio.transcript import (
    Span,
    SpeakerMethod,
    Transcript,
    WeakReason,
)
from audio.utterances import (
    utterance_from,
    utterances_of,
    with_owner,
    with_speakers,
    with_word_speaker,
    with_word_text,
)
from audio.voiceprints import SpectrumVoiceprinter, windows_in
from tests.unit.audio.sounds import tone, voice, word


def vectors(labels: list[int], spread: float = 0.1) -> np.ndarray:
    """Points around one axis a voice, of unit length."""
    rng = np.random.default_rng(11)
    rows = np.eye(8)[labels] + rng.normal(0, spread, (len(labels), 8))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_voices_are_grouped_and_numbered_by_first_appearance() -> None:
    truth = [3, 3, 1, 3, 1, 1, 1, 3, 3, 1] * 4
    found = voices_of(vectors(truth), 2).labels
    assert found.tolist() == [0 if label == 3 else 1 for label in truth]


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_as_many_voices_as_asked_for(count: int) -> None:
    truth = [k % count for k in range(60)]
    assert voices_of(vectors(truth), count).labels.tolist() == truth


def test_more_voices_than_windows_and_thousands_of_windows_are_fine() -> None:
    assert set(voices_of(vectors([0, 1]), 30).labels) <= {0, 1}
    truth = [(k // 50) % 2 for k in range(5000)]
    found = voices_of(vectors(truth), 2).labels
    assert np.mean(found == np.array(truth)) > 0.99


def track(labels: list[int], count: int = 2) -> VoiceTrack:
    """Windows of 1.5 s every half second over one voice after another."""
    spans = [Span(start_s=0.5 * k, end_s=0.5 * k + 1.5) for k in range(len(labels))]
    return VoiceTrack(spans, vectors(labels, 0.02), count)


def test_words_are_assigned_one_by_one() -> None:
    # voice 0 up to about 10 s, voice 1 after; the change has no pause
    words = [word(f" w{k}", 0.5 * k, 0.5 * k + 0.45) for k in range(1, 40)]
    found = speakers_by_voice(words, track([0] * 20 + [1] * 20))
    change = next(w.start_s for w in found if w.speaker == "S2")
    assert change == pytest.approx(10.5, abs=1.0)
    assert [w.speaker for w in found] == sorted(w.speaker for w in found)


def test_one_doubtful_window_does_not_change_the_speaker_within_a_phrase() -> None:
    labels = [0] * 12 + [1] + [0] * 12
    words = [word(f" w{k}", 0.5 * k, 0.5 * k + 0.5) for k in range(1, 24)]
    assert {w.speaker for w in speakers_by_voice(words, track(labels))} == {"S1"}


def test_no_windows_is_one_speaker() -> None:
    words = [word("a", 0, 1)]
    empty = VoiceTrack([], np.zeros((0, 1), np.float32), 2)
    assert [w.speaker for w in speakers_by_voice(words, empty)] == ["S1"]
    assert speakers_by_voice([], empty) == ()


def test_plain_spectra_tell_quite_different_voices_apart() -> None:
    low = voice(110, 12.0, bright=0.2)
    high = voice(230, 12.0, bright=1.6)
    sound = np.concatenate([low, high])
    windows = windows_in(Span(start_s=0, end_s=24.0), sound)
    printer = SpectrumVoiceprinter()
    assert printer.method is SpeakerMethod.SPECTRUM
    found = voices_of(printer.vectors([w.samples for w in windows]), 2).labels
    truth = np.array([0 if w.span.end_s <= 12.5 else 1 for w in windows])
    assert np.mean(found == truth) > 0.9


def test_short_stretches_make_one_window_and_very_short_ones_none() -> None:
    assert len(windows_in(Span(start_s=5, end_s=6), tone(200, 1.0))) == 1
    assert windows_in(Span(start_s=5, end_s=5.2), tone(200, 0.2)) == []
    starts = [w.span.start_s for w in windows_in(Span(start_s=5, end_s=8), tone(200, 3.0))]
    # windows of 1.5 s every 0.5 s in three seconds
    assert starts == [5.0, 5.5, 6.0, 6.5]


def test_channels_are_speakers_by_first_word() -> None:
    words = [word("b", 2, 3, channel=0), word("a", 0, 1, channel=1), word("c", 4, 5, channel=1)]
    assert [(w.text, w.speaker) for w in speakers_by_channel(words)] == [
        ("a", "S1"),
        ("b", "S2"),
        ("c", "S1"),
    ]


def test_turns_are_cut_half_way_between_two_voices() -> None:
    words = [word("a", 1.0, 2.0, speaker="S1"), word("b", 3.0, 4.0, speaker="S2")]
    spans = [Span(start_s=0.5, end_s=4.5), Span(start_s=8.0, end_s=9.0)]
    # the stretch at eight seconds holds no word and so belongs to nobody
    assert turns_of(words, spans) == {
        "S1": (Span(start_s=0.5, end_s=2.5),),
        "S2": (Span(start_s=2.5, end_s=4.5),),
    }


def test_a_tone_lies_in_its_mel_bin_and_gain_only_shifts_the_frames() -> None:
    frames = log_mel_frames(tone(1000, 0.5))
    # 80 bins from 20 to 8000 Hz: mel(f) = 1127 ln(1 + f/700); mel(20) = 31.75, mel(8000) = 2840.0,
    # mel(1000) = 999.99; step 34.67, so the centre (n + 1) * 34.67 above 31.75 nearest is n = 27
    assert int(frames.mean(axis=0).argmax()) == 27
    louder = log_mel_frames(tone(1000, 0.5) * 2)
    # four times the power adds ln 4 to every bin
    assert np.allclose(louder[:, 20:35] - frames[:, 20:35], np.log(4), atol=1e-3)
    # the first 19 coefficients leave the level out, so a shift of every bin changes none
    assert np.allclose(cepstra(frames + 3, 19), cepstra(frames, 19), atol=1e-3)
    assert log_mel_frames(np.zeros(100, np.float32)).shape == (0, 80)


def two() -> Transcript:
    words = [
        word("We", 0.0, 0.4, speaker="S1", language="en"),
        word(" have", 0.4, 0.8, speaker="S1", language="en"),
        word(" none.", 0.8, 1.2, speaker="S1", language="en"),
        word("Really?", 1.3, 1.9, speaker="S2", language="en"),
        word("是的。", 3.5, 4.0, speaker="S2", language="zh"),
    ]
    return Transcript(
        recording_sha256="0" * 64,
        duration_s=5.0,
        model="m",
        method=SpeakerMethod.VOICEPRINT,
        utterances=utterances_of(words),
    )


def test_utterances_part_at_speakers_languages_and_pauses() -> None:
    assert [(u.speaker, u.language, u.text) for u in two().utterances] == [
        ("S1", "en", "We have none."),
        ("S2", "en", "Really?"),
        ("S2", "zh", "是的。"),
    ]


def test_an_utterance_never_holds_two_voices() -> None:
    with pytest.raises(ValueError, match="one speaker"):
        utterance_from([word("a", 0, 1, speaker="S1"), word("b", 1, 2, speaker="S2")], "en")


def test_weak_passages_are_marked() -> None:
    probabilities = [0.9, 0.3, 0.3, 0.9, 0.2, 0.9, 0.4, 0.9]
    words = [
        word(f" w{k}", k, k + 0.9, speaker="S1", language="en").model_copy(
            update={"probability": p}
        )
        for k, p in enumerate(probabilities)
    ]
    found = utterance_from(words, "en").weak
    # two unsure words together, or one below a quarter; a single 0.4 is let be
    assert [(w.first, w.last) for w in found] == [(1, 2), (4, 4)]
    assert {w.reason for w in found} == {WeakReason.UNSURE_WORDS}
    between = word("x", 0, 1, speaker="S1", margin=0.01)
    assert utterance_from([between], "en").weak[0].reason is WeakReason.UNSURE_SPEAKER


def test_relabelling_is_pure_data() -> None:
    before = two()
    after = with_speakers(before, {"S1": "S2", "S2": "S1"})
    assert [u.speaker for u in after.utterances] == ["S2", "S1", "S1"]
    assert all(w.speaker == u.speaker for u in after.utterances for w in u.words)
    assert with_speakers(after, {"S1": "S2", "S2": "S1"}) == before


def test_a_word_given_to_the_other_speaker_splits_the_utterance() -> None:
    after = with_word_speaker(two(), 0, 2, 2, "S2")
    assert [(u.speaker, u.text) for u in after.utterances][:2] == [
        ("S1", "We have"),
        ("S2", "none."),
    ]


def test_a_corrected_word_is_certain() -> None:
    after = with_word_text(two(), 0, 2, "two.")
    assert after.utterances[0].text == "We have two."
    assert after.utterances[0].words[2].probability == 1.0


def test_the_owner_must_be_a_speaker() -> None:
    assert with_owner(two(), "S2", {"S2": "陈立"}).owner == "S2"
    with pytest.raises(ValueError, match="S7"):
        with_owner(two(), "S7", {})
