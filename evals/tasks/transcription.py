"""How many words or characters are wrong, how many numbers are right, and what a second costs.

Control: each text against another recording's reference must be mostly wrong.
"""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from assistant.proof.numerals import numerals_in
from audio.chinese import simplified
from audio.problems import AudioProblem
from evals.recordings import Listener, Row, listener, manifest_rows, resampled
from evals.statistics import Interval, share
from evals.task import Task, TaskInput, TaskResult, skipped

NAME: Final = "transcription"
_ENGLISH_WORD: Final = re.compile(r"[a-z0-9]+(?:[.,'][a-z0-9]+)*%?")
_CHARACTER: Final = re.compile(r"[㐀-鿿]|[a-z0-9]+")
_CHINESE: Final = ("zh_clips/BAC009S0764W0121.wav", "甚至出现交易几乎停滞的情况")
_CALL: Final = "earnings_call_3m"
_PLACE: Final = re.compile(r"_1_(\d+)$")
"""Clips of the call's first speech are numbered by line of its text."""


class Compared(NamedTuple):
    """One recording."""

    lang: str
    wrong: int
    length: int
    numbers: int
    numbers_right: int
    seconds: float
    cpu_s: float
    said: tuple[str, ...]
    reference: tuple[str, ...]


def run(task: TaskInput) -> TaskResult:
    """Error rates with intervals over recordings."""
    rows = manifest_rows(task.manifest) if task.manifest else default_rows(task.data)
    if not rows:
        return skipped(NAME, "no data")
    ear = listener()
    if isinstance(ear, AudioProblem):
        return skipped(NAME, f"{ear.reason}: {ear.hint}")
    compared = []
    unscored = 0
    for row in rows:
        try:
            compared.append(_compared(row, ear))
        except AudioProblem:
            unscored += 1
    if not compared:
        return skipped(NAME, "no recording could be read")
    return TaskResult(NAME, len(compared), unscored, _metrics(compared))


def default_rows(data: Path | None) -> list[Row]:
    """Sentences of a real call with their text, and one Chinese sentence."""
    if data is None or not (data / "speech").is_dir():
        return []
    folder = data / "speech" / _CALL
    lines = (folder / "Text.txt").read_text("utf-8").splitlines()
    rows = []
    for path in sorted((folder / "Audio").glob("*.mp3")):
        place = _PLACE.search(path.stem)
        if place:
            rows.append(Row(path, {"lang": "en", "text": lines[int(place[1]) - 1]}))
    name, text = _CHINESE
    return [*rows, Row(data / "speech" / name, {"lang": "zh", "text": text})]


def tokens(text: str, lang: str) -> tuple[str, ...]:
    """Words (English) or characters (Chinese), without case, marks and script."""
    lowered = text.lower().replace("’", "'")
    if lang == "zh":
        return tuple(_CHARACTER.findall(simplified(lowered)))
    return tuple(_ENGLISH_WORD.findall(lowered))


def edit_distance(said: Sequence[str], reference: Sequence[str]) -> int:
    """Least number of words put in, left out or exchanged.

    Source: Levenshtein (1966).
    """
    above = list(range(len(reference) + 1))
    for row, word in enumerate(said, start=1):
        now = [row]
        for column, other in enumerate(reference, start=1):
            now.append(min(above[column] + 1, now[-1] + 1, above[column - 1] + (word != other)))
        above = now
    return above[-1]


def numbers_in(text: str) -> Counter[str]:
    """Values of the numbers in a text, each with how often."""
    found = numerals_in(text, bytearray(len(text)))
    return Counter(str(numeral.value.normalize()) for numeral in found)


def _compared(row: Row, ear: Listener) -> Compared:
    lang, text = row.fields["lang"], row.fields["text"]
    heard = ear.hear(row.path, 1)
    said_text = (" " if lang == "en" else "").join(u.text for u in heard.transcript.utterances)
    said, reference = tokens(said_text, lang), tokens(text, lang)
    wanted, got = numbers_in(text), numbers_in(said_text)
    return Compared(
        lang=lang,
        wrong=edit_distance(said, reference),
        length=len(reference),
        numbers=wanted.total(),
        numbers_right=(wanted & got).total(),
        seconds=heard.transcript.duration_s,
        cpu_s=heard.cpu_s,
        said=said,
        reference=reference,
    )


def _error(rows: Sequence[Compared]) -> float:
    length = sum(row.length for row in rows)
    return sum(row.wrong for row in rows) / length if length else float("nan")


def _cost(rows: Sequence[Compared]) -> float:
    return sum(row.cpu_s for row in rows) / max(1e-9, sum(row.seconds for row in rows))


def _metrics(compared: Sequence[Compared]) -> dict[str, Interval]:
    metrics: dict[str, Interval] = {}
    for lang, name in (("en", "wer"), ("zh", "cer")):
        rows = [row for row in compared if row.lang == lang]
        if rows:
            metrics[name] = resampled(rows, _error)
        if len(rows) > 1:
            metrics[f"control_other_text_{name}"] = resampled(_crossed(rows), _error)
    numbers = sum(row.numbers for row in compared)
    if numbers:
        metrics["numbers_right"] = share(sum(row.numbers_right for row in compared), numbers)
    metrics["cpu_rtf"] = resampled(compared, _cost)
    return metrics


def _crossed(rows: Sequence[Compared]) -> list[Compared]:
    """Each text beside the next recording's reference."""
    others = [*rows[1:], rows[0]]
    return [
        row._replace(wrong=edit_distance(row.said, other.reference), length=len(other.reference))
        for row, other in zip(rows, others, strict=True)
    ]


TASK: Final = Task(
    NAME,
    "word or character error, numbers right, CPU seconds a second",
    "CSV path,lang,text (lang en|zh)",
    run,
)
