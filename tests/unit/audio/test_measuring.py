"""The three tasks' own arithmetic, and that each says so where there is nothing to score."""

from pathlib import Path

import pytest

from audio.transcript import Span
from evals.recordings import manifest_rows, resampled
from evals.task import TaskInput
from evals.tasks import delivery, speakers, transcription


def spans(*pairs: tuple[float, float]) -> list[Span]:
    return [Span(start_s=a, end_s=b) for a, b in pairs]


def rates(reference, found, seconds=10.0) -> dict[str, float]:
    blocks = speakers.scored_blocks(reference, found, seconds)
    wanted = sum(b.wanted for b in blocks)
    return {
        name: sum(getattr(b, name) for b in blocks) / wanted
        for name in ("missed", "added", "confused", "confused_one")
    }


def test_diarisation_error_by_hand() -> None:
    truth = {"a": spans((0, 4)), "b": spans((4, 8))}
    # names don't matter; 5 s given to the first voice: 1 of 8 s confused; 8 to 9 s is added
    found = {"x": spans((0, 5)), "y": spans((5, 9))}
    got = rates(truth, found)
    assert got["confused"] == pytest.approx(1 / 8, abs=0.005)
    assert got["added"] == pytest.approx(1 / 8, abs=0.005)
    assert got["missed"] == 0
    # one voice for all: the other's four seconds are confused
    assert got["confused_one"] == pytest.approx(4 / 8, abs=0.005)


def test_two_at_once_count_twice_and_a_third_voice_is_confusion() -> None:
    truth = {"a": spans((0, 4)), "b": spans((2, 4))}
    # 6 s of speech in all; only one voice is given: the other's 2 s are missed
    assert rates(truth, {"x": spans((0, 4))})["missed"] == pytest.approx(2 / 6, abs=0.005)
    third = rates({"a": spans((0, 4))}, {"x": spans((0, 2)), "y": spans((2, 4))})
    assert third["confused"] == pytest.approx(0.5, abs=0.005)


def test_the_collar_forgives_a_quarter_second() -> None:
    truth = {"a": spans((1, 4)), "b": spans((4, 8))}
    blocks = speakers.scored_blocks(truth, {"x": spans((1.2, 4.2)), "y": spans((4.2, 8.2))}, 10)
    assert sum(b.wrong_collar for b in blocks) == 0
    assert sum(b.missed + b.added + b.confused for b in blocks) > 0


def test_rttm_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.rttm"
    path.write_text("SPEAKER s 1 6.690 0.430 <NA> <NA> p90 <NA> <NA>\n;; note\n")
    ((name, (span,)),) = speakers.rttm_turns(path).items()
    assert (name, span.start_s) == ("p90", 6.69)
    assert span.end_s == pytest.approx(7.12)


def test_edit_distance_by_hand() -> None:
    # kitten to sitting: k/s, e/i, +g
    assert transcription.edit_distance("kitten", "sitting") == 3
    assert transcription.edit_distance("", "abc") == 3
    assert transcription.edit_distance("abc", "") == 3


def test_words_and_numbers_are_compared_without_case_and_marks() -> None:
    assert transcription.tokens("Sales grew 4.6%, We said.", "en") == (
        "sales",
        "grew",
        "4.6%",
        "we",
        "said",
    )
    # 3,120万元 as digits and in words is one value: 31,200,000
    assert transcription.numbers_in("销售额三千一百二十万元") == transcription.numbers_in(
        "3,120万元"
    )
    assert transcription.numbers_in("up 4.6%") != transcription.numbers_in("up 46%")


def scored(*pairs: tuple[str, float], who: str = "a") -> list[delivery.Scored]:
    return [
        delivery.Scored(Path("x"), who, label, score, is_marked=False) for label, score in pairs
    ]


def test_area_under_the_curve_by_hand() -> None:
    rows = scored(("aroused", 3), ("aroused", 1), ("neutral", 2), ("neutral", 1))
    # pairs: 3>2, 3>1, 1<2, 1=1: (2 + 0.5) / 4
    assert delivery.area_under_curve(rows) == pytest.approx(0.625)


def test_sensitivity_at_a_false_alarm_rate_by_hand() -> None:
    neutral = [("neutral", float(k)) for k in range(20)]
    rows = scored(*neutral, ("aroused", 18.5), ("aroused", 19.5), ("aroused", 3.0))
    # 5 % of 20 is one neutral utterance (19), so the cut lies at 18: two of three are above
    assert delivery.sensitivity_at(rows, 0.05) == pytest.approx(2 / 3)
    assert delivery.sensitivity_at(rows, 0.0) == pytest.approx(1 / 3)


def test_the_interval_is_by_speaker_where_there_are_several() -> None:
    two = [
        *scored(("aroused", 1), ("neutral", 0)),
        *scored(("aroused", 1), ("neutral", 0), who="b"),
    ]
    assert [len(unit) for unit in delivery._units(two)] == [2, 2]
    assert [len(unit) for unit in delivery._units(two[:2])] == [1, 1]


def test_an_interval_holds_its_value_and_narrows_with_more() -> None:
    def mean(rows):
        return sum(rows) / len(rows)

    few, many = resampled([0.0, 1.0] * 5, mean), resampled([0.0, 1.0] * 200, mean)
    assert few.low <= 0.5 <= few.high
    assert many.high - many.low < few.high - few.low


def test_manifests_are_read_beside_their_file(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("path,lang,text\nclips/a.wav,zh,你好\n", "utf-8")
    (row,) = manifest_rows(tmp_path / "m.csv")
    assert row.path == tmp_path / "clips/a.wav"
    assert row.fields["text"] == "你好"


@pytest.mark.parametrize("task", [delivery.TASK, speakers.TASK, transcription.TASK])
def test_no_data_is_said(task, tmp_path: Path) -> None:
    for data in (None, tmp_path):
        result = task.run(TaskInput(data, None))
        assert (result.n, result.note) == (0, "skipped: no data")
