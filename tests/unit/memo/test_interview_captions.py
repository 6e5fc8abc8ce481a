"""Subtitles of an interview, parsed back by the rules of each format."""

import html
import re
from decimal import Decimal
from typing import NamedTuple

import pytest

from assistant.domain.interviews import Interview, SaidLine
from assistant.domain.quantities import Lang
from assistant.errors import InputError
from assistant.memo.interview_captions import captions


class Cue(NamedTuple):
    start: int
    end: int
    text: str


def line(start: str, end: str, speaker: str, text: str, *weak: str) -> SaidLine:
    times = {"start_s": Decimal(start), "end_s": Decimal(end)}
    return SaidLine(**times, speaker=speaker, text=text, weak=weak)


TALK = Interview(
    source="s",
    name="访谈.m4a",
    roles={"S1": "owner", "S2": "manager"},
    lines=(
        line("3.25", "7.9996", "S2", "去年销售额多少？"),
        line("9.5", "15", "S1", "三千一百二十万，\n\n毛利率 <30 % & 稳定 --> 不变。", "quiet"),
        line("8", "10.5", "S3", "Ask him about Q&A."),
        line("3725.001", "3725.001", "S1", "没有担保。"),
    ),
)
TIMES = [(3_250, 8_000), (8_000, 10_500), (9_500, 15_000), (3_725_001, 3_727_001)]
"""By start; 7.9996 s is rounded to the millisecond, an end that isn't known is two seconds on."""
MILLISECONDS = (3_600_000, 60_000, 1_000, 1)
SRT_TIMES = re.compile(r"(\d\d):([0-5]\d):([0-5]\d),(\d{3}) --> (\d\d):([0-5]\d):([0-5]\d),(\d{3})")
VTT_TIMES = re.compile(SRT_TIMES.pattern.replace(",", r"\."))
VOICE = re.compile(r"<v ([^\n<>&]|&(?:amp|lt|gt);)+>([^<>&]|&(?:amp|lt|gt);)*</v>")


def times(row: str, pattern: re.Pattern[str]) -> tuple[int, int]:
    match = pattern.fullmatch(row)
    assert match, row
    parts = [int(part) for part in match.groups()]
    first, last = (
        sum(a * b for a, b in zip(p, MILLISECONDS, strict=True)) for p in (parts[:4], parts[4:])
    )
    return first, last


def from_srt(text: str) -> list[Cue]:
    """Blocks between blank lines: a number that counts from 1, the times, the words."""
    cues = []
    for place, block in enumerate(text.removesuffix("\n").split("\n\n"), start=1):
        number, row, *words = block.split("\n")
        assert number == str(place)
        assert words
        cues.append(Cue(*times(row, SRT_TIMES), "\n".join(words)))
    return cues


def from_vtt(text: str) -> list[Cue]:
    """The signature, then blocks of times and one voice span, escaped as the standard has it."""
    signature, *blocks = text.removesuffix("\n").split("\n\n")
    assert signature == "WEBVTT"
    cues = []
    for block in blocks:
        row, words = block.split("\n")
        assert "-->" not in words
        assert VOICE.fullmatch(words), words
        voice, said = words.removeprefix("<v ").removesuffix("</v>").split(">", 1)
        assert said.startswith(voice)
        cues.append(Cue(*times(row, VTT_TIMES), html.unescape(said)))
    return cues


@pytest.mark.parametrize(("suffix", "parsed"), [(".srt", from_srt), (".vtt", from_vtt)])
def test_subtitles_parse_back_to_the_transcript(suffix, parsed):
    cues = parsed(captions(TALK, Lang.ZH, suffix))
    assert [(c.start, c.end) for c in cues] == TIMES
    assert [c.text for c in cues] == [
        "客户经理：去年销售额多少？",
        "S3：Ask him about Q&A.",
        "企业主 (?)：三千一百二十万， 毛利率 <30 % & 稳定 --> 不变。",
        "企业主：没有担保。",
    ]
    assert parsed(captions(TALK, Lang.EN, suffix))[3].text == "owner: 没有担保。"


def test_a_transcript_without_times_makes_no_subtitles():
    untimed = Interview(source="s", name="t.txt", lines=(line("0", "0", "S1", "你好"),))
    with pytest.raises(InputError, match="no utterance has a time"):
        captions(untimed, Lang.ZH, ".srt")
