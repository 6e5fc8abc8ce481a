"""Is the scorecard pipeline general? The same code on real loans of another country.

The SBA half, cross-validated, with directions argued from lending practice and not from the data.
What the outcome leaks into is left out: see ``drift``. Reference: a ridge logistic regression on
the same columns in the same folds. Control: outcomes dealt at random.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.training.measures import MEASURES, difference, measured
from assistant.training.samples import Sample
from assistant.training.validation import out_of_fold, predictor
from evals.statistics import Interval
from evals.task import Task, TaskInput, TaskResult, skipped
from evals.tasks.drift import FEATURES, Loans, Ridge

NAME: Final = "second_table"
_REPEATS: Final = 2
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
    reference = out_of_fold(
        sample, lambda a, b: Ridge(a.values, a.bad)(b.values), repeats=_REPEATS, seed=1
    ).mean(axis=0)
    dealt = np.random.default_rng(0).permutation(loans.bad)
    shuffled = _pooled(Sample(firms, FEATURES, loans.values, dealt, ""))
    metrics = {n: Interval(m.value, m.low, m.high) for n, m in measured(loans.bad, ours).items()}
    theirs = measured(loans.bad, reference)
    metrics |= {f"reference_{n}": Interval(m.value, m.low, m.high) for n, m in theirs.items()}
    gap = difference(MEASURES[0], loans.bad, ours, reference)
    metrics["auc_minus_reference"] = Interval(gap.value, gap.low, gap.high)
    known = measured(dealt, shuffled)["auc"]
    metrics["control_dealt_auc"] = Interval(known.value, known.low, known.high)
    note = f"{_REPEATS} x 5 folds, {sample.defaults} defaults, {len(DIRECTIONS)} columns"
    return TaskResult(NAME, len(firms), 0, metrics, note)


def _pooled(sample: Sample) -> Array:
    found: Array = out_of_fold(sample, predictor(DIRECTIONS, 1), repeats=_REPEATS, seed=1).mean(
        axis=0
    )
    return found


TASK: Final = Task(NAME, "the scorecard pipeline on SBA loans", "CSV as the SBA half", run)
