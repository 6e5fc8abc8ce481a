import numpy as np
import pytest

from audio.decode import RATE
from audio.departures import MEASURES, THRESHOLD, departures_of
from audio.prosody import Delivery, delivery_of
from tests.unit.audio.sounds import silence, tone, voice, word

FEELINGS = [
    "angry",
    "anger",
    "fear",
    "afraid",
    "happy",
    "sad",
    "nervous",
    "stress",
    "emotion",
    "lie",
    "lying",
    "liar",
    "honest",
    "deceit",
    "deception",
    "truth",
    "anxious",
    "愤怒",
    "生气",
    "恐惧",
    "害怕",
    "高兴",
    "悲伤",
    "紧张",
    "压力",
    "情绪",
    "撒谎",
    "说谎",
    "谎",
    "诚实",
    "欺骗",
    "焦虑",
    "性格",
]


@pytest.fixture
def librosa():
    return pytest.importorskip("librosa", reason="the audio extra is not installed")


def usual(rng: np.random.Generator, start: float, **apart: float) -> Delivery:
    """An utterance near one speaker's usual measures."""
    values = {
        "pitch_level_st": 20.0, "pitch_high_st": 23.0, "pitch_low_st": 17.0, "pitch_range_st": 6.0,
        "brightness_hz": 500.0, "low_slope_db": 10.0, "firmness_db": 0.0, "presence_db": -10.0,
        "edge_db": -25.0, "energy_spread_db": 7.0, "slow_share": 0.4, "rate_per_s": 4.5,
        "longest_pause_s": 0.2, "pause_share": 0.1,
    }  # fmt: skip
    spread = {
        "brightness_hz": 30.0,
        "slow_share": 0.03,
        "pause_share": 0.02,
        "longest_pause_s": 0.05,
    }
    noisy = {k: v + float(rng.normal(0, spread.get(k, 0.5))) for k, v in values.items()}
    return Delivery(start_s=start, end_s=start + 4.0, **{**noisy, **apart})


def speaker(count: int = 20) -> list[Delivery]:
    rng = np.random.default_rng(5)
    return [usual(rng, 5.0 * k) for k in range(count)]


def test_a_raised_and_pressed_passage_is_marked_and_its_measures_named() -> None:
    rng = np.random.default_rng(9)
    apart = usual(
        rng,
        200,
        pitch_level_st=24,
        pitch_high_st=28,
        pitch_low_st=20,
        presence_db=-6,
        brightness_hz=700,
    )
    found = departures_of([*speaker(), apart])
    last = found.departures[-1]
    assert last.is_marked
    assert last.score == max(d.score for d in found.departures)
    assert {"pitch_level_st", "pitch_high_st", "brightness_hz"} <= {f.field for f in last.features}
    assert sum(d.is_marked for d in found.departures) == 1


def test_a_distance_is_measured_in_the_speakers_own_spread() -> None:
    rows = [
        d.model_copy(update={"pitch_level_st": level})
        for d, level in zip(speaker(9), [19, 20, 21, 20, 19, 21, 20, 20, 24], strict=True)
    ]
    feature = next(
        f for f in departures_of(rows).departures[-1].features if f.field == "pitch_level_st"
    )
    # the others: 19 19 20 20 20 20 21 21, median 20, median distance 0.5, spread 1.4826 * 0.5 =
    # 0.7413; 24 lies 4 / 0.7413 = 5.40 above
    assert feature.usual == 20
    assert feature.z == pytest.approx(5.40, abs=0.005)


def test_a_short_baseline_says_so() -> None:
    found = departures_of([*speaker(7), None, None])
    assert found.is_short
    assert found.departures == ()
    assert "7" in found.short_en
    assert "7" in found.short_zh
    assert not departures_of(speaker(9)).is_short


def test_what_could_not_be_measured_keeps_its_place() -> None:
    rows = [*speaker(10)]
    found = departures_of([None, *rows])
    assert [d.place for d in found.departures] == list(range(1, 11))


def test_order_does_not_matter() -> None:
    rows = speaker(15)
    forward = {d.start_s: d.score for d in departures_of(rows).departures}
    assert {d.start_s: d.score for d in departures_of(rows[::-1]).departures} == forward


def test_no_measure_names_a_feeling_a_lie_or_a_trait() -> None:
    for measure in MEASURES:
        words = f"{measure.field} {measure.zh} {measure.en}".lower()
        assert not [feeling for feeling in FEELINGS if feeling in words]


@pytest.mark.parametrize("gain_db", [-12.0, 12.0, 3.3])
def test_the_gain_changes_nothing_at_all(librosa, gain_db: float) -> None:
    # loud, faint, almost silent and loud again, so that any fixed level would part them otherwise
    faint = [voice(180, 0.8) * 10 ** (-level / 20) for level in (20, 28, 36, 44)]
    sound = np.concatenate([voice(180, 1.5), *faint, voice(200, 1.2)])
    gain = np.float32(10 ** (gain_db / 20))
    assert delivery_of(sound * gain) == delivery_of(sound)


def test_pitch_is_in_semitones_above_55_hz(librosa) -> None:
    found = delivery_of(voice(200, 3.0))
    # 12 * log2(200 / 55) = 22.35
    assert found.pitch_level_st == pytest.approx(22.35, abs=0.1)
    assert found.pitch_range_st < 0.5
    octave = delivery_of(voice(400, 3.0))
    assert octave.pitch_level_st - found.pitch_level_st == pytest.approx(12.0, abs=0.15)


def test_the_track_holds_the_pitch_of_each_second_of_the_recording(librosa) -> None:
    sound = np.concatenate([voice(120, 2.0), silence(1.0), voice(180, 2.0)])
    found = delivery_of(sound, 10.0)
    assert found is not None
    track = dict(found.track)
    assert set(track) == {10, 11, 13, 14}
    assert track[10] == pytest.approx(120, rel=0.03)
    assert track[14] == pytest.approx(180, rel=0.03)


def test_pauses_and_rate_follow_the_sound(librosa) -> None:
    steady = delivery_of(voice(180, 4.0, syllables=4.0))
    # four swells a second
    assert steady.rate_per_s == pytest.approx(4.0, abs=0.5)
    halting = delivery_of(np.concatenate([voice(180, 1.5), silence(1.0), voice(180, 1.5)]))
    assert halting.longest_pause_s == pytest.approx(1.0, abs=0.2)
    assert halting.pause_share > steady.pause_share
    assert delivery_of(voice(180, 4.0, syllables=2.0)).slow_share > steady.slow_share


def test_a_brighter_voice_is_brighter(librosa) -> None:
    dull, bright = (
        delivery_of(voice(180, 3.0, bright=0.3)),
        delivery_of(voice(180, 3.0, bright=1.6)),
    )
    assert bright.brightness_hz > dull.brightness_hz
    assert bright.presence_db > dull.presence_db


def test_a_telephone_line_has_no_edge(librosa) -> None:
    spectrum = np.fft.rfft(voice(180, 3.0, bright=1.6))
    spectrum[np.fft.rfftfreq(3 * RATE, 1 / RATE) > 3400] = 0
    narrow = np.fft.irfft(spectrum).astype(np.float32)
    assert delivery_of(narrow).edge_db is None
    assert delivery_of(voice(180, 3.0, bright=1.6)).edge_db is not None


@pytest.mark.parametrize("sound", [silence(3.0), np.zeros(10, np.float32), tone(200, 0.2)])
def test_what_holds_no_voice_is_not_measured(librosa, sound: np.ndarray) -> None:
    assert delivery_of(sound) is None


def test_noise_is_not_measured(librosa) -> None:
    noise = np.random.default_rng(2).normal(0, 0.1, 3 * RATE).astype(np.float32)
    assert delivery_of(noise) is None


def test_hesitations_are_counted_among_the_words(librosa) -> None:
    words = [word(t, k, k + 1) for k, t in enumerate(["嗯", "我们", " um", "销售", "啊"])]
    # two fillers of five words are forty in a hundred
    assert delivery_of(voice(180, 3.0), words=words).hesitations == 40.0


def test_the_threshold_leaves_ordinary_variation_unmarked() -> None:
    marked = [d.is_marked for d in departures_of(speaker(60)).departures]
    assert sum(marked) <= 2
    assert THRESHOLD > 1
