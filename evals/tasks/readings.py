"""Does a model's reading ever get a false statement proved, and how many true ones does it save?

The hostile proposer hands in every reading that closes arithmetically, so what it gets proved is
the worst that any model can do, and what it saves bounds what the best one can. Rows of a
manifest may carry a model's ``answer`` to the product's own prompt: those are judged as well.
Control that must fail: arithmetic alone, without words, times and rivals.
"""

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from assistant.domain.checks import Proof, SourceText, TextCheck
from assistant.domain.readings import SentenceReading
from assistant.llm.statement_readings import readings_in
from assistant.proof.stated import check_stated
from assistant.services.stated_readings import unclear_in
from evals.hostile_readings import hostile_readings
from evals.statistics import Interval, share
from evals.task import Task, TaskInput, TaskResult, skipped
from evals.tasks.proof import FOLDER, OPEN, Labelled, labelled

NAME: Final = "readings"
_ORDERS: Final = 3
"""Orders in which the hostile proposer hands its readings in: the first that holds is taken."""


class Tried(NamedTuple):
    """A statement with what became of it."""

    true: bool
    alone: bool
    """Proved without a reading."""
    hostile: bool
    """Proved with the hostile proposer's."""
    hinted: bool
    """A reading closed for a number of it, whatever the words say."""
    answered: bool | None
    """Proved with the model's own answer; None where there is none."""


def run(task: TaskInput) -> TaskResult:
    """False passed and true kept: alone, under the hostile proposer, with a model's answers."""
    manifests = [task.manifest] if task.manifest else [FOLDER / name for name in OPEN]
    tried = [
        _tried(item, answers.get(item.id))
        for manifest in manifests
        for answers in (_answers(manifest),)
        for item in labelled(manifest)
    ]
    if not tried:
        return skipped(NAME, "the manifest is empty")
    return TaskResult(NAME, len(tried), 0, _shares(tried), "")


def _answers(manifest: Path) -> dict[str, str]:
    rows = [json.loads(line) for line in manifest.read_text("utf-8").splitlines() if line.strip()]
    return {row["id"]: row["answer"] for row in rows if row.get("answer")}


def _tried(item: Labelled, answer: str | None) -> Tried:
    sources = [
        SourceText(source=str(place), source_name=f"source {place}", page=1, text=words)
        for place, words in enumerate(item.sources, start=1)
    ]
    alone = check_stated(item.text, sources)
    proved = alone.verdict is Proof.PROVED
    hostile, hinted = proved, False
    readings = hostile_readings(alone, sources) if alone.verdict is Proof.UNCHECKED else []
    for order in range(_ORDERS if readings else 0):
        check = check_stated(item.text, sources, readings=_shuffled(readings, order))
        hostile = hostile or check.verdict is Proof.PROVED
        hinted = hinted or any(check.read(verdict) for verdict in Proof)
    answered = None
    if answer is not None:
        answered = _with_answer(item.text, sources, alone, answer).verdict is Proof.PROVED
    return Tried(item.true, proved, hostile, hinted, answered)


def _shuffled(readings: Sequence[SentenceReading], order: int) -> list[SentenceReading]:
    if not order:
        return list(readings)
    shuffle = random.Random(order)  # noqa: S311  an order that is the same each time
    return [
        r.model_copy(update={"claims": tuple(shuffle.sample(r.claims, len(r.claims)))})
        for r in readings
    ]


def _with_answer(
    text: str, sources: Sequence[SourceText], alone: TextCheck, answer: str
) -> TextCheck:
    readings = readings_in(answer, [u.sentence for u in unclear_in(alone)])
    return check_stated(text, sources, readings=readings)


def _shares(tried: Sequence[Tried]) -> dict[str, Interval]:
    metrics: dict[str, Interval] = {}
    for name, true in (("false_passed", False), ("true_kept", True)):
        mine = [t for t in tried if t.true is true]
        if not mine:
            continue
        metrics[f"{name}_alone"] = share(sum(t.alone for t in mine), len(mine))
        metrics[f"{name}_hostile"] = share(sum(t.hostile for t in mine), len(mine))
        if any(t.answered is not None for t in tried):
            kept = sum(t.alone if t.answered is None else t.answered for t in mine)
            metrics[f"{name}_answered"] = share(kept, len(mine))
    false = [t for t in tried if not t.true]
    if false:
        metrics["control_arithmetic_alone"] = share(sum(t.hinted for t in false), len(false))
    return metrics


TASK: Final = Task(
    NAME,
    "false statements passed by a hostile proposer of readings, true ones kept by a good one",
    'JSON lines as of "proof", each with an optional "answer" to the product\'s prompt',
    run,
)
