"""An interview's transcript as subtitles, to be read while the recording plays: SRT and WebVTT."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.interviews import Interview, SaidLine
from assistant.domain.quantities import Lang
from assistant.errors import InputError

_SHORTEST_MS: Final = 2_000
"""How long words show whose end isn't known."""


class _Cue(NamedTuple):
    start_ms: int
    end_ms: int
    who: str
    words: str


def captions(interview: Interview, lang: Lang, suffix: str) -> str:
    """The transcript as ``.srt`` or ``.vtt``: one cue an utterance, by time, with its speaker.

    Raises:
        InputError: the transcript has no times.
    """
    if not any(line.end_s for line in interview.lines):
        raise InputError(
            f"{interview.name}: no utterance has a time, which subtitles need",
            "write the report instead: .md or .docx",
            zh=f"{interview.name}：文字稿没有时间，不能写成字幕",
            zh_hint="可写成报告：.md 或 .docx",
        )
    colon = "：" if lang is Lang.ZH else ": "
    lines = sorted(interview.lines, key=lambda line: line.start_s)
    cues = (_cue(line, interview.who(line, lang)) for line in lines)
    blocks = _webvtt(cues, colon) if suffix == ".vtt" else _subrip(cues, colon)
    return "\n\n".join(blocks) + "\n"


def _cue(line: SaidLine, who: str) -> _Cue:
    start, end = _milliseconds(line.start_s), _milliseconds(line.end_s)
    shown = end if end > start else start + _SHORTEST_MS
    return _Cue(start, shown, " ".join(who.split()), " ".join(line.text.split()))


def _milliseconds(seconds: Decimal) -> int:
    return int((seconds * 1000).to_integral_value())


def _subrip(cues: Iterator[_Cue], colon: str) -> Iterator[str]:
    for number, cue in enumerate(cues, start=1):
        yield f"{number}\n{_times(cue, ',')}\n{cue.who}{colon}{cue.words}"


def _webvtt(cues: Iterator[_Cue], colon: str) -> Iterator[str]:
    """Few players show the voice tag, so the words begin with the speaker too."""
    yield "WEBVTT"
    for cue in cues:
        who, words = _escaped(cue.who), _escaped(cue.words)
        yield f"{_times(cue, '.')}\n<v {who}>{who}{colon}{words}</v>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _times(cue: _Cue, point: str) -> str:
    return f"{_clock(cue.start_ms, point)} --> {_clock(cue.end_ms, point)}"


def _clock(milliseconds: int, point: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{rest:03}"
