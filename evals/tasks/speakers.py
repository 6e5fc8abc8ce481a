"""Who spoke when: diarisation error with and without a collar, and confusion alone.

Scored every 10 ms over the whole recording, speakers matched the best way; talk at once counts
for each voice. Control: the same turns given to one voice must confuse more.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import permutations
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from audio.problems import AudioProblem
from audio.speakers import turns_of
from audio.transcript import Span, Transcript, Word
from evals.recordings import Heard, Listener, Row, listener, manifest_rows, resampled
from evals.statistics import Interval
from evals.task import Task, TaskInput, TaskResult, skipped

NAME: Final = "speakers"
_FRAME_S: Final = 0.01
_COLLAR_S: Final = 0.25
_BLOCK_S: Final = 5.0
_MOST_PERMUTED: Final = 7
_RTTM_FIELDS: Final = 8

Turns = Mapping[str, Sequence[Span]]
Counts = NDArray[np.int64]


class Block(NamedTuple):
    """Frames of some seconds of one recording."""

    wanted: int
    """Frames of speech, each voice counted."""
    missed: int
    added: int
    confused: int
    wanted_collar: int
    wrong_collar: int
    confused_one: int
    """Confused where every turn is given to one voice."""


def run(task: TaskInput) -> TaskResult:
    """Error with intervals over stretches of five seconds."""
    rows = manifest_rows(task.manifest) if task.manifest else _default_rows(task.data)
    if not rows:
        return skipped(NAME, "no data")
    ear = listener()
    if isinstance(ear, AudioProblem):
        return skipped(NAME, f"{ear.reason}: {ear.hint}")
    blocks: list[Block] = []
    unscored = 0
    for row in rows:
        try:
            blocks += _blocks(row, ear)
        except AudioProblem:
            unscored += 1
    if not blocks:
        return skipped(NAME, "no recording could be read")
    return TaskResult(NAME, len(rows) - unscored, unscored, _metrics(blocks))


def _default_rows(data: Path | None) -> list[Row]:
    folder = data / "speech" / "two_speakers" if data else None
    if folder is None or not (folder / "sample.wav").is_file():
        return []
    return [Row(folder / "sample.wav", {"rttm": "sample.rttm", "speakers": "2"})]


def rttm_turns(path: Path) -> dict[str, list[Span]]:
    """Turns by speaker of an RTTM file."""
    turns: dict[str, list[Span]] = {}
    for line in path.read_text("utf-8").splitlines():
        parts = line.split()
        if len(parts) >= _RTTM_FIELDS and parts[0] == "SPEAKER":
            start, length = float(parts[3]), float(parts[4])
            turns.setdefault(parts[7], []).append(Span(start_s=start, end_s=start + length))
    return turns


def heard_turns(heard: Heard) -> dict[str, tuple[Span, ...]]:
    """Turns as the program found them."""
    found: dict[str, tuple[Span, ...]] = {}
    for channel in sorted({speech.channel for speech in heard.checkpoint.speech}):
        spans = [s for x in heard.checkpoint.speech if x.channel == channel for s in x.spans]
        words = [w for w in _words(heard.transcript) if w.channel == channel]
        for speaker, turns in turns_of(words, spans).items():
            found[speaker] = (*found.get(speaker, ()), *turns)
    return found


def _words(transcript: Transcript) -> list[Word]:
    words = [word for u in transcript.utterances for word in u.words]
    return sorted(words, key=lambda word: word.start_s)


def _blocks(row: Row, ear: Listener) -> list[Block]:
    heard = ear.hear(row.path, int(row.fields.get("speakers") or 2))
    reference = rttm_turns(row.path.parent / row.fields["rttm"])
    return scored_blocks(reference, heard_turns(heard), heard.transcript.duration_s)


def scored_blocks(reference: Turns, found: Turns, seconds: float) -> list[Block]:
    """Frames wrong, block by block."""
    count = round(seconds / _FRAME_S) + 1
    truth, said = _frames(reference, count), _frames(found, count)
    matched = _matched(truth, said)
    one = np.zeros_like(truth)
    if len(truth):
        one[int(truth.sum(axis=1).argmax())] = matched.any(axis=0)
    outside = ~_near_edges(reference, count)
    size = round(_BLOCK_S / _FRAME_S)
    blocks = []
    for first in range(0, count, size):
        part = slice(first, first + size)
        wanted, missed, added, confused = _errors(truth[:, part], matched[:, part])
        keep = outside[part]
        collar = _errors(truth[:, part][:, keep], matched[:, part][:, keep])
        alone = _errors(truth[:, part], one[:, part])
        blocks.append(Block(wanted, missed, added, confused, collar[0], sum(collar[1:]), alone[3]))
    return blocks


def _frames(turns: Turns, count: int) -> NDArray[np.bool_]:
    frames = np.zeros((len(turns), count), bool)
    for row, spans in enumerate(turns.values()):
        for span in spans:
            frames[row, round(span.start_s / _FRAME_S) : round(span.end_s / _FRAME_S)] = True
    return frames


def _near_edges(turns: Turns, count: int) -> NDArray[np.bool_]:
    near = np.zeros(count, bool)
    for spans in turns.values():
        for edge in (e for span in spans for e in (span.start_s, span.end_s)):
            first = max(0, round((edge - _COLLAR_S) / _FRAME_S))
            near[first : round((edge + _COLLAR_S) / _FRAME_S)] = True
    return near


def _matched(truth: NDArray[np.bool_], said: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """What was said, its rows set to the voices they agree with most; further voices follow."""
    shared = truth.astype(np.int64) @ said.T.astype(np.int64)
    pairs = _best_pairs(shared)
    rest = [column for column in range(len(said)) if column not in pairs.values()]
    matched = np.zeros((len(truth) + len(rest), truth.shape[1]), bool)
    for row, column in pairs.items():
        matched[row] = said[column]
    for place, column in enumerate(rest):
        matched[len(truth) + place] = said[column]
    return matched


def _best_pairs(shared: Counts) -> dict[int, int]:
    rows, columns = shared.shape
    if min(rows, columns) and max(rows, columns) <= _MOST_PERMUTED:
        size = max(rows, columns)
        padded = np.zeros((size, size), np.int64)
        padded[:rows, :columns] = shared
        places = np.arange(size)
        best = max(permutations(range(size)), key=lambda way: int(padded[places, way].sum()))
        return {row: column for row, column in enumerate(best) if row < rows and column < columns}
    pairs: dict[int, int] = {}
    left = shared.copy()
    while left.size and left.max() > 0:
        row, column = (int(v) for v in np.unravel_index(int(left.argmax()), left.shape))
        pairs[row] = column
        left[row, :], left[:, column] = 0, 0
    return pairs


class _Errors(NamedTuple):
    wanted: int
    missed: int
    added: int
    confused: int


def _errors(truth: NDArray[np.bool_], said: NDArray[np.bool_]) -> _Errors:
    """Frames of voices wanted, missed, added and confused.

    Source: NIST RT-09 diarisation error: a frame's error is the larger number of voices less
    those that are right.
    """
    wanted, given = truth.sum(axis=0), said.sum(axis=0)
    right = (truth & said[: len(truth)]).sum(axis=0)
    missed = np.maximum(wanted - given, 0)
    added = np.maximum(given - wanted, 0)
    confused = np.minimum(wanted, given) - right
    return _Errors(int(wanted.sum()), int(missed.sum()), int(added.sum()), int(confused.sum()))


def _rate(blocks: Sequence[Block], *, wrong: Sequence[str], wanted: str) -> float:
    total = sum(getattr(block, wanted) for block in blocks)
    errors = sum(getattr(block, name) for block in blocks for name in wrong)
    return errors / total if total else float("nan")


def _metrics(blocks: Sequence[Block]) -> dict[str, Interval]:
    parts = {
        "der": (("missed", "added", "confused"), "wanted"),
        "der_collar": (("wrong_collar",), "wanted_collar"),
        "missed": (("missed",), "wanted"),
        "added": (("added",), "wanted"),
        "confusion": (("confused",), "wanted"),
        "control_one_voice_confusion": (("confused_one",), "wanted"),
    }
    return {
        name: resampled(blocks, partial(_rate, wrong=wrong, wanted=total))
        for name, (wrong, total) in parts.items()
    }


TASK: Final = Task(
    NAME,
    "diarisation error, with and without a 250 ms collar, and confusion",
    "CSV path,rttm,speakers (paths beside the manifest)",
    run,
)
