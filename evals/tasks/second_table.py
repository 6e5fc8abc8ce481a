"""Is the scorecard pipeline general? The same code on real loans of another country.

The SBA half, cross-validated, with directions argued from lending practice and not from the data.
What the outcome leaks into is left out: see ``drift``. Reference: a ridge logistic regression on
the same columns in the same folds. Control: outcomes dealt at random. The pipeline's forms and its
rule for the champion were worked out on ``_SEEN`` of the loans; on the others, which nobody had
looked at, both are judged once more.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.training.measures import MEASURES, difference, measured
from assistant.training.samples import Sample
from assistant.training.validation import chosen_settings, out_of_fold, predictor
from evals.statistics import Interval
from evals.task import Task, TaskInput, TaskResult, skipped
from evals.tasks.drift import FEATURES, Loans, Ridge

NAME: Final = "second_table"
_REPEATS: Final = 2
_SEEN: Final = 630
"""Loans, drawn by ``_DRAWN``, on which the remedy was looked for."""
_DRAWN: Final = 2026
DIRECTIONS: Final = {
    "log_amount": False,  # larger loans are looked at harder
    "covered_share": False,  # low cover goes with the light-handed programme
    "employees": False,
    "jobs_created": True,  # growth still to come
    "jobs_retained": False,
    "new_firm": True,
    "franchise": False,
    "urban": True,
    "rural": False,
    "revolving": True,
    "line_other": None,  # a code that the study doesn't explain
    "line_none": None,
    "low_doc": True,
    "bank_in_state": False,  # knows its borrower
    "lessors": False,
    "agents": True,
    "rental": True,
}
Array = NDArray[np.float64]


def run(task: TaskInput) -> TaskResult:
    """Ours, the reference and the control."""
    path = task.manifest or (task.data / "credit_tables/sba_loans_half.csv" if task.data else None)
    if path is None or not path.is_file():
        return skipped(NAME, "no data")
    loans = Loans(path)
    firms = tuple(str(i) for i in range(len(loans.bad)))
    sample = Sample(firms, FEATURES, loans.values, loans.bad, "")
    ours = _pooled(sample)
    reference = out_of_fold(sample, _reference, repeats=_REPEATS, seed=1).mean(axis=0)
    dealt = np.random.default_rng(0).permutation(loans.bad)
    shuffled = _pooled(Sample(firms, FEATURES, loans.values, dealt, ""))
    metrics = _beside("", loans.bad, ours, reference)
    known = measured(dealt, shuffled)["auc"]
    metrics["control_dealt_auc"] = Interval(known.value, known.low, known.high)
    seen = np.zeros(len(firms), dtype=bool)
    seen[np.random.default_rng(_DRAWN).permutation(len(firms))[:_SEEN]] = True
    learn, held = (sample.part(np.flatnonzero(rows)) for rows in (seen, ~seen))
    metrics |= _beside(
        "unseen_", held.bad, predictor(DIRECTIONS, 1)(learn, held), _reference(learn, held)
    )
    champion = chosen_settings(sample, DIRECTIONS, 1)
    note = (
        f"{_REPEATS} x 5 folds, {sample.defaults} defaults, {len(DIRECTIONS)} columns; champion on "
        f"all: {champion.form}, C {champion.penalty}; unseen: {len(held.firms)} loans, "
        f"{held.defaults} defaults"
    )
    return TaskResult(NAME, len(firms), 0, metrics, note)


def _reference(learn: Sample, held: Sample) -> Array:
    return Ridge(learn.values, learn.bad)(held.values)


def _beside(name: str, bad: Array, ours: Array, reference: Array) -> dict[str, Interval]:
    """Both, and the paired differences."""
    found = {f"{name}{n}": m for n, m in measured(bad, ours).items()}
    found |= {f"{name}reference_{n}": m for n, m in measured(bad, reference).items()}
    for measure in MEASURES:
        if measure.name != "calibration_slope":
            gap = difference(measure, bad, ours, reference)
            found[f"{name}{measure.name}_minus_reference"] = gap
    return {n: Interval(m.value, m.low, m.high) for n, m in found.items()}


def _pooled(sample: Sample) -> Array:
    found: Array = out_of_fold(sample, predictor(DIRECTIONS, 1), repeats=_REPEATS, seed=1).mean(
        axis=0
    )
    return found


TASK: Final = Task(NAME, "the scorecard pipeline on SBA loans", "CSV as the SBA half", run)
