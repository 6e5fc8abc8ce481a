"""Does the departure score tell aroused from neutral speech, without labels and whatever the gain?

Each speaker's own recordings are the baseline. Other labels (calm) belong to the baseline and are
not scored. Controls: the same scores on the wrong utterances, and every recording 12 dB up or down.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from audio.channels import channel_levels, used_samples
from audio.decode import Samples, read_blocks
from audio.departures import THRESHOLD, departures_of
from audio.problems import AudioProblem
from audio.prosody import Delivery, delivery_of
from evals.recordings import Row, manifest_rows, resampled
from evals.statistics import Interval, share
from evals.task import Task, TaskInput, TaskResult, skipped

NAME: Final = "delivery"
AROUSED: Final = "aroused"
NEUTRAL: Final = "neutral"
_GAIN_DB: Final = 12.0
_ENGLISH: Final = {
    "01": NEUTRAL,
    "02": "calm",
    **dict.fromkeys(("03", "05", "06", "08"), AROUSED),
}
_MANDARIN: Final = {
    "neutral": NEUTRAL,
    **dict.fromkeys(("angry", "fear", "happy", "surprise"), AROUSED),
}
_HELD_ENGLISH: Final = ("02", "04")
_HELD_MANDARIN: Final = 225
"""Mandarin sentences numbered above this were not tuned on; the speaker's voice was."""


class Scored(NamedTuple):
    """One utterance."""

    path: Path
    speaker: str
    label: str
    score: float
    is_marked: bool


class _Measured(NamedTuple):
    row: Row
    plain: Delivery | None
    shifted: Delivery | None


def run(task: TaskInput) -> TaskResult:
    """AUC, sensitivity at fixed false alarms, and what a change of gain does."""
    rows = manifest_rows(task.manifest) if task.manifest else _default_rows(task.data)
    if not rows:
        return skipped(NAME, "no data")
    try:
        measured = [_measured(row, place) for place, row in enumerate(rows)]
    except AudioProblem as problem:
        return skipped(NAME, f"{problem.reason}: {problem.hint}")
    scored = _scored(measured, shifted=False)
    counted = [s for s in scored if s.label in {AROUSED, NEUTRAL}]
    wanted = sum(row.fields["label"] in {AROUSED, NEUTRAL} for row in rows)
    if len({s.label for s in counted}) < len((AROUSED, NEUTRAL)):
        return skipped(NAME, "it takes aroused and neutral recordings, enough for a baseline")
    metrics = _metrics(counted)
    metrics["gain_auc_difference"] = _gain_difference(measured, counted)
    if not task.manifest:
        metrics |= _held_out(counted)
    note = "" if task.manifest else "held out: English actors 02 and 04, Mandarin sentences 226-250"
    return TaskResult(NAME, len(counted), wanted - len(counted), metrics, note)


def _default_rows(data: Path | None) -> list[Row]:
    if data is None:
        return []
    rows = []
    for path in sorted((data / "speech" / "ravdess_actors01-04").glob("*.flac")):
        parts = path.stem.split("-")
        label = _ENGLISH.get(parts[2], "other")
        rows.append(Row(path, {"speaker": f"en-{parts[-1]}", "label": label}))
    for path in sorted((data / "speech" / "casia_speaker_liuchang").glob("*/*.flac")):
        label = _MANDARIN.get(path.parent.name, "other")
        rows.append(Row(path, {"speaker": "zh-1", "label": label}))
    return rows


def _measured(row: Row, place: int) -> _Measured:
    samples = whole_recording(row.path)
    gain = np.float32(10 ** ((_GAIN_DB if place % 2 else -_GAIN_DB) / 20))
    return _Measured(row, delivery_of(samples), delivery_of(samples * gain))


def whole_recording(path: Path) -> Samples:
    """A short recording as one row."""
    blocks = list(read_blocks(path))
    levels = channel_levels(blocks)
    return np.concatenate([used_samples(b.samples, levels).mean(axis=0) for b in blocks])


def _scored(measured: Sequence[_Measured], *, shifted: bool) -> list[Scored]:
    found = []
    for speaker in dict.fromkeys(m.row.fields["speaker"] for m in measured):
        mine = [m for m in measured if m.row.fields["speaker"] == speaker]
        baseline = departures_of([m.shifted if shifted else m.plain for m in mine])
        for departure in baseline.departures:
            row = mine[departure.place].row
            label = row.fields["label"]
            found.append(Scored(row.path, speaker, label, departure.score, departure.is_marked))
    return found


def area_under_curve(scored: Sequence[Scored]) -> float:
    """Chance that an aroused utterance scores above a neutral one; NaN where one kind is absent."""
    high = np.array([s.score for s in scored if s.label == AROUSED])
    low = np.array([s.score for s in scored if s.label == NEUTRAL])
    if not len(high) or not len(low):
        return float("nan")
    apart = high[:, None] - low[None, :]
    return float((apart > 0).mean() + (apart == 0).mean() / 2)


def sensitivity_at(scored: Sequence[Scored], false_alarms: float) -> float:
    """Share of aroused utterances found when that share of neutral ones is flagged too."""
    low = np.sort([s.score for s in scored if s.label == NEUTRAL])[::-1]
    high = np.array([s.score for s in scored if s.label == AROUSED])
    if not len(high) or not len(low):
        return float("nan")
    allowed = int(false_alarms * len(low))
    cut = low[allowed] if allowed < len(low) else -np.inf
    return float((high > cut).mean())


def _units(scored: Sequence[Scored]) -> list[list[Scored]]:
    """By speaker where there are several, else by utterance."""
    speakers = list(dict.fromkeys(s.speaker for s in scored))
    if len(speakers) > 1:
        return [[s for s in scored if s.speaker == speaker] for speaker in speakers]
    return [[s] for s in scored]


def _flat(units: Sequence[Sequence[Scored]]) -> list[Scored]:
    return [s for unit in units for s in unit]


def _sensitivity(units: Sequence[Sequence[Scored]], *, false_alarms: float) -> float:
    return sensitivity_at(_flat(units), false_alarms)


def _metrics(counted: Sequence[Scored]) -> dict[str, Interval]:
    units = _units(counted)
    neutral = [s for s in counted if s.label == NEUTRAL]
    aroused = [s for s in counted if s.label == AROUSED]
    metrics = {"auc": resampled(units, lambda drawn: area_under_curve(_flat(drawn)))}
    for name, rate in (("sensitivity_at_fpr05", 0.05), ("sensitivity_at_fpr10", 0.10)):
        if len(neutral) * rate >= 1:  # fewer neutral ones can't express the rate
            metrics[name] = resampled(units, partial(_sensitivity, false_alarms=rate))
    metrics["marked_neutral"] = share(sum(s.is_marked for s in neutral), len(neutral))
    metrics["marked_aroused"] = share(sum(s.is_marked for s in aroused), len(aroused))
    moved = [a._replace(score=b.score) for a, b in zip(counted, _turned(counted), strict=True)]
    wrong = _units(moved)
    metrics["control_wrong_utterance_auc"] = resampled(wrong, lambda d: area_under_curve(_flat(d)))
    return metrics


def _turned(scored: Sequence[Scored]) -> list[Scored]:
    """The same scores on other utterances, in a fixed random order."""
    order = np.random.default_rng(7).permutation(len(scored))
    return [scored[int(place)] for place in order]


def _gain_difference(measured: Sequence[_Measured], counted: Sequence[Scored]) -> Interval:
    again = [s for s in _scored(measured, shifted=True) if s.label in {AROUSED, NEUTRAL}]
    difference = abs(area_under_curve(again) - area_under_curve(counted))
    return Interval(difference, difference, difference)


def _held_out(counted: Sequence[Scored]) -> dict[str, Interval]:
    english = [s for s in counted if s.speaker.removeprefix("en-") in _HELD_ENGLISH]
    mandarin = [s for s in counted if s.speaker == "zh-1" and int(s.path.stem) > _HELD_MANDARIN]
    parts = {"auc_en_held": english, "auc_zh_held": mandarin}
    return {
        name: resampled([[s] for s in part], lambda d: area_under_curve(_flat(d)))
        for name, part in parts.items()
        if part
    }


TASK: Final = Task(
    NAME,
    f"aroused against neutral speech by the speaker's own baseline (marked from {THRESHOLD})",
    "CSV path,speaker,label (aroused|neutral; others only in the baseline)",
    run,
)
