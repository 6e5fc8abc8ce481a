"""Does re-estimation help when the world changes? Real loans in order of approval year.

At each 1 January only what was known then is used: a loan counts as bad if it had been charged off
by then, and only loans at least a year old are learnt from. The static model is fitted once, at the
start of the first year judged; the loop refits when a trigger fires and a (simulated) person says
yes. Both judge the same loans; outcomes are the final ones. Left out: ``Term``, ``daysterm``,
``xx``, ``RealEstate`` and ``Recession`` (computed from the realised term), ``ChgOffDate``,
``ChgOffPrinGr``, ``MIS_Status``, ``BalanceGross`` (the outcome or after it), ``DisbursementDate``
and ``DisbursementGross`` (after approval), ids, names, places, and the year itself. Control: the
loop's probabilities shuffled within the year must save nothing.
"""

import csv
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.training.champion import Period, Proposal, run
from assistant.training.fitting import logistic
from assistant.training.measures import auc, brier
from evals.statistics import Interval
from evals.task import Task, TaskInput, TaskResult, skipped

NAME: Final = "drift"
YEARS: Final = range(2005, 2011)
APPROVED: Final = 0.7
"""Share of each year's applicants that either model approves."""
_SAS_EPOCH: Final = date(1960, 1, 1)
_DRAWS: Final = 2000
Array = NDArray[np.float64]
FEATURES: Final = (
    "log_amount", "covered_share", "employees", "jobs_created", "jobs_retained", "new_firm",
    "franchise", "urban", "rural", "revolving", "line_other", "line_none", "low_doc",
    "bank_in_state", "lessors", "agents", "rental",
)  # fmt: skip
"""Columns of ``Loans.values``: all were known at approval."""


class Loans:
    """The table, by column."""

    def __init__(self, path: Path) -> None:
        with path.open(encoding="utf-8-sig") as opened:
            rows = list(csv.DictReader(opened))
        self.year = np.array([int(r["ApprovalFY"]) for r in rows])
        self.bad = np.array([float(r["Default"]) for r in rows])
        self.lost_on = np.array([float(r["ChgOffDate"] or "inf") for r in rows])
        self.values = np.array([_features(r) for r in rows])

    def known(self, year: int) -> tuple[NDArray[np.intp], Array]:
        """Loans a year old or more on 1 January of ``year``, and what was known of them."""
        day = (date(year, 1, 1) - _SAS_EPOCH).days
        rows = np.flatnonzero(self.year <= year - 2)
        rows = rows[np.argsort(self.year[rows], kind="stable")]
        return rows, ((self.bad[rows] == 1) & (self.lost_on[rows] <= day)).astype(float)


def _features(row: dict[str, str]) -> list[float]:
    """What was known at approval."""
    amount, covered = float(row["GrAppv"]), float(row["SBA_Appv"])
    industry = row["NAICS"][:4]
    return [
        np.log(amount),
        covered / amount,
        np.log1p(float(row["NoEmp"])),
        np.log1p(float(row["CreateJob"])),
        np.log1p(float(row["RetainedJob"])),
        float(row["New"]),
        float(int(row["FranchiseCode"]) > 1),
        *(float(row["UrbanRural"] == v) for v in ("1", "2")),
        *(float(row["RevLineCr"] == v) for v in ("Y", "T", "N")),
        float(row["LowDoc"] == "Y"),
        float(row["BankState"] == row["State"]),
        *(float(industry == v) for v in ("5312", "5313", "5322")),
    ]


def _fit(values: Array, outcome: Array) -> "Ridge":
    return Ridge(values, outcome)


class Ridge:
    """A ridge logistic regression on standardised columns."""

    def __init__(self, values: Array, outcome: Array) -> None:
        self.mean, self.spread = values.mean(axis=0), values.std(axis=0)
        self.spread[self.spread == 0] = 1
        self.model = logistic(0.1).fit(self._scaled(values), outcome)

    def _scaled(self, values: Array) -> Array:
        found: Array = (values - self.mean) / self.spread
        return found

    def __call__(self, values: Array) -> Array:
        """PDs of rows."""
        found: Array = self.model.predict_proba(self._scaled(values))[:, 1]
        return found


def run_task(task: TaskInput) -> TaskResult:
    """Both models over the years."""
    path = task.manifest or (task.data / "credit_tables/sba_loans_half.csv" if task.data else None)
    if path is None or not path.is_file():
        return skipped(NAME, "no data")
    loans = Loans(path)
    periods, judged = [], []
    for year in YEARS:
        rows, outcome = loans.known(year)
        now = np.flatnonzero(loans.year == year)
        judged.append(now)
        periods.append(
            Period(str(year), loans.values[rows], outcome, loans.year[rows], loans.values[now])
        )
    course = run(periods, _fit, _say_yes)
    static = run(periods, _fit, lambda _: "")
    # The first year is judged by one and the same model, so it is left out of the comparison.
    truth = [loans.bad[rows] for rows in judged[1:]]
    ours, theirs = list(course.probabilities[1:]), list(static.probabilities[1:])
    rng = np.random.default_rng(0)
    shuffled = [rng.permutation(p) for p in ours]
    promoted = [s.period for s in course.steps if s.promoted_by]
    fired = [f"{s.period}:{'+'.join(s.fired)}" for s in course.steps if s.fired]
    n = sum(map(len, truth))
    return TaskResult(
        NAME,
        n,
        0,
        _compared(truth, ours, theirs, shuffled),
        f"judged {YEARS[1]}-{YEARS[-1]}; fired {' '.join(fired) or 'never'}; promoted "
        f"{' '.join(promoted) or 'never'}; fitted at first on {len(periods[0].outcome)} loans "
        f"with {int(periods[0].outcome.sum())} known bad",
    )


def _say_yes(proposal: Proposal) -> str:
    return f"eval ({proposal.period})"


def _approved_bad(truth: list[Array], p: list[Array]) -> float:
    """Bad rate among those approved: the same share of each year, safest first."""
    bads = total = 0.0
    for bad, risk in zip(truth, p, strict=True):
        kept = np.argsort(risk, kind="stable")[: round(APPROVED * len(bad))]
        bads += bad[kept].sum()
        total += len(kept)
    return bads / total


def _mean_auc(truth: list[Array], p: list[Array]) -> float:
    """AUC within the year, weighted by pairs: levels between years don't count."""
    parts = [(auc(b, q), b.sum() * (len(b) - b.sum())) for b, q in zip(truth, p, strict=True)]
    known = [(a, w) for a, w in parts if w > 0]
    return float(sum(a * w for a, w in known) / sum(w for _, w in known))


def _all_brier(truth: list[Array], p: list[Array]) -> float:
    return brier(np.concatenate(truth), np.concatenate(p))


def _compared(
    truth: list[Array], ours: list[Array], theirs: list[Array], shuffled: list[Array]
) -> dict[str, Interval]:
    draws = []
    for number in range(_DRAWS):
        rng = np.random.default_rng([7, number])
        draws.append([rng.integers(len(b), size=len(b)) for b in truth])

    def measured(of: object, *sides: list[Array]) -> Interval:
        assert callable(of)  # noqa: S101  for the type checker
        value = float(of(truth, *sides))
        drawn = [
            of([b[d] for b, d in zip(truth, draw, strict=True)],
               *([q[d] for q, d in zip(side, draw, strict=True)] for side in sides))
            for draw in draws
        ]  # fmt: skip
        low, high = np.nanquantile(drawn, [0.025, 0.975])
        return Interval(value, float(low), float(high))

    def saved(t: list[Array], a: list[Array], b: list[Array]) -> float:
        return 1 - _approved_bad(t, a) / max(_approved_bad(t, b), 1e-9)

    return {
        "auc_static": measured(_mean_auc, theirs),
        "auc_loop": measured(_mean_auc, ours),
        "auc_gain": measured(lambda t, a, b: _mean_auc(t, a) - _mean_auc(t, b), ours, theirs),
        "brier_static": measured(_all_brier, theirs),
        "brier_loop": measured(_all_brier, ours),
        "brier_gain": measured(lambda t, a, b: _all_brier(t, b) - _all_brier(t, a), ours, theirs),
        "bad_rate_static": measured(_approved_bad, theirs),
        "bad_rate_loop": measured(_approved_bad, ours),
        "bad_rate_cut": measured(saved, ours, theirs),
        "control_shuffled_auc": measured(_mean_auc, shuffled),
    }


TASK: Final = Task(
    NAME, "static model against champion and challenger, out of time", "CSV as the SBA half",
    run_task,
)  # fmt: skip
