"""Are answers that evade told from answers that answer, and how sure is a deferral?

Chinese investors' questions with graded answers: relevance 1 is evasive, 3 answers, 2 counts as
neither. Weights were set on the even rows; the odd ones are reported apart. Control: the answer to
the next question must tell nothing about this one's grade.
"""

import csv
from collections.abc import Sequence
from math import sqrt
from pathlib import Path
from typing import Final, NamedTuple

from assistant.interview.evasion import is_only_courtesy, is_put_off, uptake
from evals.statistics import Interval, share
from evals.task import Task, TaskInput, TaskResult, skipped

NAME: Final = "evasion"
_FILE: Final = Path("text") / "fintruthqa_FinTruthQA.csv"
_EVASIVE, _ANSWERED = "1", "3"
_Z95: Final = 1.959963984540054


class Answer(NamedTuple):
    """One graded answer."""

    question: str
    answer: str
    is_evasive: bool


def answers(path: Path) -> list[Answer]:
    """The graded answers of a CSV file, those between left out."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            Answer(row["QUES"], row["ANS"], row["ANS_RELEVANCE"] == _EVASIVE)
            for row in csv.DictReader(file)
            if row["ANS_RELEVANCE"] in (_EVASIVE, _ANSWERED)
        ]


def area(rows: Sequence[Answer]) -> Interval:
    """Area under the curve of the evasion score.

    Source: Hanley, J. A. and McNeil, B. J. (1982), Radiology 143: standard error of the area.
    """
    scores = [(uptake(r.question, r.answer).evasion, r.is_evasive) for r in rows]
    ordered = sorted(scores)
    ranks: dict[float, list[int]] = {}
    for rank, (score, _) in enumerate(ordered, start=1):
        ranks.setdefault(score, []).append(rank)
    middle = {score: sum(held) / len(held) for score, held in ranks.items()}
    positive = [score for score, evasive in scores if evasive]
    m, n = len(positive), len(scores) - len(positive)
    a = (sum(middle[s] for s in positive) - m * (m + 1) / 2) / (m * n)
    q1, q2 = a / (2 - a), 2 * a * a / (1 + a)
    spread = (a * (1 - a) + (m - 1) * (q1 - a * a) + (n - 1) * (q2 - a * a)) / (m * n)
    half = _Z95 * sqrt(spread)
    return Interval(a, max(0.0, a - half), min(1.0, a + half))


def metrics(rows: Sequence[Answer], suffix: str = "") -> dict[str, Interval]:
    """The area, and how often a deferral without a number is evasive."""
    told = [r for r in rows if _is_marked(r)]
    found = {f"auc{suffix}": area(rows)}
    if told:
        found[f"deferral_precision{suffix}"] = share(sum(r.is_evasive for r in told), len(told))
    evasive = [r for r in rows if r.is_evasive]
    found[f"deferral_recall{suffix}"] = share(sum(map(_is_marked, evasive)), len(evasive))
    return found


def _is_marked(row: Answer) -> bool:
    """What the program itself would point out: put off without a number, or courtesies only."""
    put_off = is_put_off(row.answer) and not uptake(row.question, row.answer).has_number
    return put_off or is_only_courtesy(row.answer)


def run(task: TaskInput) -> TaskResult:
    """Everything over the manifest, or both halves of the shipped set's place."""
    path = task.manifest or (task.data / _FILE if task.data else None)
    if path is None or not path.is_file():
        return skipped(NAME, "no data")
    rows = answers(path)
    if not any(r.is_evasive for r in rows) or all(r.is_evasive for r in rows):
        return skipped(NAME, "it takes answers of both grades")
    turned = [
        row._replace(answer=other.answer)
        for row, other in zip(rows, [*rows[1:], *rows[:1]], strict=True)
    ]
    found = {
        **metrics(rows),
        **metrics(rows[::2], "_tuned"),
        **metrics(rows[1::2], "_held_out"),
        "control_next_answer_auc": area(turned),
    }
    return TaskResult(NAME, len(rows), 0, found)


TASK: Final = Task(
    NAME,
    "evasive answers against answers: area under the curve, deferrals",
    "CSV QUES,ANS,ANS_RELEVANCE (1 evasive, 3 answers)",
    run,
)
