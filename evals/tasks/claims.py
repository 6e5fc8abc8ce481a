"""Do spoken claims meet the right figure, and are contradictions found without crying wolf?

Labelled by hand: an utterance, figures with near misses, agrees, contradicts or unverifiable, and
the figure that decides. A third is held out and reported apart. Control: each utterance beside
another firm's figures must lose its precision.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from assistant.domain.claims import Relation
from assistant.domain.tolerances import InterviewPolicy
from assistant.interview.claims import Met, ground_of, met_in
from assistant.interview.judging import File
from assistant.interview.reading import Line
from assistant.interview.standing import Standing, standing_from
from evals.statistics import Interval, share
from evals.task import Task, TaskInput, TaskResult, skipped

NAME: Final = "claims"
_DATA: Final = Path(__file__).parents[2] / "tests" / "data"
DEV: Final = _DATA / "claims_dev.jsonl"
HELD: Final = _DATA / "claims_held.jsonl"
DIGEST: Final = _DATA / "claims_held.sha256"


class Pair(NamedTuple):
    """One labelled utterance."""

    id: str
    lang: str
    utterance: str
    standings: tuple[Standing, ...]
    relation: Relation
    figure: str | None


class Verdict(NamedTuple):
    """What the program says to an utterance as a whole."""

    relation: Relation
    figure: str | None
    met: tuple[Met, ...] = ()


def pairs(path: Path) -> list[Pair]:
    """The labelled utterances of a JSONL file."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [_pair(row) for row in rows]


def _pair(row: Mapping[str, Any]) -> Pair:
    figures = row.get("figures") or ()
    found = (standing_from(figure, rank) for rank, figure in enumerate(figures))
    return Pair(
        id=str(row["id"]),
        lang=str(row.get("lang", "")),
        utterance=row["utterance"],
        standings=tuple(s for s in found if s is not None),
        relation=Relation(row["relation"]),
        figure=row.get("figure") or None,
    )


def verdict(pair: Pair) -> Verdict:
    """Contradicts where one claim does, else agrees where one does."""
    file = File(pair.standings, InterviewPolicy())
    met = met_in([Line(0, pair.utterance)], file, ground_of(file))
    for relation in (Relation.CONTRADICTS, Relation.AGREES):
        for one in met:
            if one.compared.relation is relation:
                return Verdict(relation, one.compared.figure, met)
    return Verdict(Relation.UNVERIFIABLE, None, met)


class Scored(NamedTuple):
    """A pair and its verdict."""

    pair: Pair
    said: Verdict

    @property
    def raised(self) -> bool:
        """Whether a contradiction was found."""
        return self.said.relation is Relation.CONTRADICTS

    @property
    def wanted(self) -> bool:
        """Whether there is one."""
        return self.pair.relation is Relation.CONTRADICTS


def scored(rows: Sequence[Pair]) -> list[Scored]:
    """Every pair with its verdict."""
    return [Scored(pair, verdict(pair)) for pair in rows]


def metrics(rows: Sequence[Scored], suffix: str = "") -> dict[str, Interval]:
    """Precision and recall of contradictions, and how often the deciding figure is the right one.

    A metric without a case to count is left out.
    """
    raised = [r for r in rows if r.raised]
    wanted = [r for r in rows if r.wanted]
    decided = [r for r in rows if r.pair.figure]
    parts = {
        "contradiction_precision": (sum(r.wanted for r in raised), len(raised)),
        "contradiction_recall": (sum(r.raised for r in wanted), len(wanted)),
        "figure_accuracy": (sum(r.said.figure == r.pair.figure for r in decided), len(decided)),
        "relation_accuracy": (sum(r.said.relation is r.pair.relation for r in rows), len(rows)),
    }
    return {f"{name}{suffix}": share(hits, n) for name, (hits, n) in parts.items() if n}


def run(task: TaskInput) -> TaskResult:
    """The metrics over a manifest; without one over both parts of the shipped set, apart."""
    if task.manifest is not None:
        rows = scored(pairs(task.manifest))
        if not rows:
            return skipped(NAME, "the manifest is empty")
        return TaskResult(NAME, len(rows), 0, metrics(rows))
    if not is_held_out_untouched():
        return skipped(NAME, f"{HELD.name} is not the file that {DIGEST.name} names")
    dev, held = scored(pairs(DEV)), scored(pairs(HELD))
    every = [*dev, *held]
    found = {**metrics(every), **metrics(dev, "_tuned"), **metrics(held, "_held_out")}
    for lang in ("zh", "en"):
        found |= metrics([r for r in every if r.pair.lang == lang], f"_{lang}")
    control = metrics(scored(_swapped(pairs(DEV))))
    found["control_other_firm_precision"] = control["contradiction_precision"]
    return TaskResult(NAME, len(every), 0, found)


def is_held_out_untouched() -> bool:
    """Whether the held-out part is the one whose digest was written down before any rule."""
    return hashlib.sha256(HELD.read_bytes()).hexdigest() == DIGEST.read_text("utf-8").split()[0]


def _swapped(rows: Sequence[Pair]) -> list[Pair]:
    """Each utterance beside the figures of a firm that it isn't about."""
    return [
        pair._replace(standings=other.standings)
        for pair, other in zip(rows, [*rows[60:], *rows[:60]], strict=True)
    ]


TASK: Final = Task(
    NAME,
    "contradictions between spoken claims and figures: precision, recall, the right figure",
    "JSONL id,lang,utterance,figures:[{key,label,value,unit,period}],relation,figure",
    run,
)
