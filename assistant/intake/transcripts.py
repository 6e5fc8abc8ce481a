"""Transcripts that come as text or JSON: lines by speaker, with times where the file has them."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final, NamedTuple

from assistant.domain.interviews import SaidLine
from assistant.domain.tongues import two_tongued
from assistant.errors import InputError

SUFFIXES: Final = (".txt", ".md", ".json")
"""Of transcripts; every other file is taken for a recording."""
_LARGEST: Final = 20 * 1024**2
_TIME: Final = r"(?:\d{1,2}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?"
_LINE: Final = re.compile(
    rf"\s*(?:[\[(（【]?\s*(?P<at>{_TIME})(?:\s*[-–—~至]+>?\s*(?P<to>{_TIME}))?\s*[\])）】]?\s*)?"
    r"(?:\*\*)?(?P<who>[^\s:：，。？！,.?!\d][^:：，。？！,.?!]{0,23})(?:\*\*)?\s*[:：]\s*(?:\*\*)?\s*(?P<words>.*)\Z"
)
_ENCODINGS: Final = ("utf-8-sig", "gb18030")
_NO_TIMES: Final = two_tongued("文字稿没有时间，无法定位", "the transcript has no times")


class TranscriptRead(NamedTuple):
    """What a transcript file says."""

    lines: tuple[SaidLine, ...]
    notices: tuple[str, ...]


def is_transcript(path: Path) -> bool:
    """Whether a file is taken for a transcript, by its name."""
    return path.suffix.lower() in SUFFIXES


def read_transcript(path: Path) -> TranscriptRead:
    """Read a transcript.

    Text has one line an utterance, ``[03:12] 老板：去年做了三千万``; the time may be absent.
    JSON is what ``tallystick interview --json`` prints, or only its list of utterances.

    Raises:
        InputError: it can't be read, is too large, or no line says who speaks.
    """
    text = _text(path)
    is_json = path.suffix.lower() == ".json"
    lines = tuple(_from_json(path, text) if is_json else _from_text(text))
    if not lines:
        raise InputError(
            f"{path.name}: no line says who speaks",
            "write one line an utterance: [03:12] owner: words",
            zh=f"{path.name}：没有一行写明说话人",
            zh_hint="每句一行，例如：[03:12] 老板：内容",
        )
    timed = any(line.start_s for line in lines)
    return TranscriptRead(lines, () if timed else (_NO_TIMES,))


def _text(path: Path) -> str:
    if path.stat().st_size > _LARGEST:
        raise InputError(
            f"{path.name}: larger than 20 MB, which no transcript is",
            "give the transcript's own file",
            zh=f"{path.name}：超过 20 MB，不像文字稿",
            zh_hint="请给出文字稿本身",
        )
    data = path.read_bytes()
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(
        f"{path.name}: the encoding isn't known",
        "save it as UTF-8",
        zh=f"{path.name}：无法识别编码",
        zh_hint="请另存为 UTF-8",
    )


def _from_text(text: str) -> Iterator[SaidLine]:
    """One utterance a line; a line that names nobody goes on with the one before."""
    found: list[SaidLine] = []
    for row in text.splitlines():
        match = _LINE.match(row)
        if match is None:
            if found and row.strip() and not row.lstrip().startswith("#"):
                last = found[-1]
                found[-1] = last.model_copy(update={"text": f"{last.text}{row.strip()}"})
            continue
        start = _seconds(match["at"]) if match["at"] else Decimal(0)
        end = _seconds(match["to"]) if match["to"] else start
        who, words = match["who"].strip(), match["words"].strip()
        found.append(SaidLine(start_s=start, end_s=end, speaker=who, text=words))
    return _closed(line for line in found if line.text)


def _closed(lines: Iterable[SaidLine]) -> Iterator[SaidLine]:
    """Lines whose end isn't told end where the next begins."""
    rows = list(lines)
    for place, line in enumerate(rows):
        following = rows[place + 1].start_s if place + 1 < len(rows) else line.end_s
        yield line.model_copy(update={"end_s": max(line.end_s, following, line.start_s)})


def _seconds(text: str) -> Decimal:
    total = Decimal(0)
    for part in text.replace(",", ".").split(":"):
        total = total * 60 + Decimal(part)
    return total


def _from_json(path: Path, text: str) -> Iterator[SaidLine]:
    try:
        held = json.loads(text)
        rows = held["utterances"] if isinstance(held, dict) else held
        return _closed([_line(row) for row in rows])
    except (ValueError, KeyError, TypeError, InvalidOperation) as error:
        raise InputError(
            f"{path.name}: not a transcript: {error}",
            'write {"utterances": [{"start_s", "end_s", "speaker", "text"}]}',
            zh=f"{path.name}：不是文字稿：{error}",
            zh_hint='格式：{"utterances": [{"start_s", "end_s", "speaker", "text"}]}',
        ) from error


def _line(row: Mapping[str, object]) -> SaidLine:
    confidence = row.get("confidence")
    start = Decimal(str(row.get("start_s", 0)))
    return SaidLine(
        start_s=start,
        end_s=Decimal(str(row.get("end_s", start))),
        speaker=str(row["speaker"]),
        text=str(row["text"]),
        confidence=None if confidence is None else Decimal(str(confidence)),
    )
