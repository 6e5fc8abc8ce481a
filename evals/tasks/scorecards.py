"""How well do scorecards tell defaults from invoices alone? Repeated stratified cross-validation.

86 labelled firms, 19 defaults; the bank's rating is never read. Everything (bins, choice of
variables, settings, calibration) happens inside the fold. In the same folds: a reference logistic
regression on 16 invoice-only variables, the shipped expert scorecard, which isn't fitted at all,
and libraries that are installed (``peer_cards``). Control: the pipeline on outcomes dealt at
random must measure as nothing.
"""

from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.domain.records import Direction
from assistant.domain.score import ScoreReport, score_inputs
from assistant.intake.read_invoices import InvoiceRequest, read_invoices
from assistant.scoring.policy import Policy, load_policy
from assistant.scoring.report import score
from assistant.services.books import Books
from assistant.services.modelling import sample_of
from assistant.training.fitting import logistic
from assistant.training.measures import MEASURES, difference, measured
from assistant.training.pool import DIRECTIONS
from assistant.training.samples import Sample
from assistant.training.validation import out_of_fold, predictor
from assistant.variables.compute import InvoiceFile, invoice_figures
from evals.peer_cards import installed_peers
from evals.statistics import Interval
from evals.task import Task, TaskInput, TaskResult, skipped

NAME: Final = "scorecards"
REPEATS: Final = 5
_SEED: Final = 1
_FAR: Final = date(2100, 1, 1)
_REFERENCE_C: Final = 0.35
_RANKING: Final = ("auc", "ks", "recall")
"""Ends of the measures that look at the order alone."""
_LOGGED: Final = ("net", "invoice_count", "active_months")
Array = NDArray[np.float64]


def run(task: TaskInput) -> TaskResult:
    """Ours, the reference and the control in the same folds."""
    folder = task.data / "cumcm2020c" if task.data else None
    if folder is None or not folder.is_dir():
        return skipped(NAME, "no data")
    books = Books(
        (folder / "labelled_output_invoices.parquet",),
        (folder / "labelled_input_invoices.parquet",),
    )
    sample = sample_of(folder / "labelled_firms.csv", "是否违约", books, as_of=None, today=_FAR)
    ours = _pooled(sample)
    reference = out_of_fold(
        _reference_sample(sample), _reference, repeats=REPEATS, seed=_SEED
    ).mean(axis=0)
    dealt = np.random.default_rng(0).permutation(sample.bad)
    control = Sample(sample.firms, sample.keys, sample.values, dealt, sample.as_of)
    shuffled = out_of_fold(control, predictor(DIRECTIONS, _SEED), repeats=2, seed=_SEED).mean(
        axis=0
    )
    metrics = dict(_named("", sample.bad, ours))
    lost, pd = _expert(folder, sample)
    rivals = {"reference": reference, "expert": lost}
    for name, predict in installed_peers(DIRECTIONS, _SEED):
        rivals[name] = out_of_fold(sample, predict, repeats=REPEATS, seed=_SEED).mean(axis=0)
    for name, p in rivals.items():
        # the expert ranks by points lost; its probabilities are those of the policy's grades
        likely = pd if name == "expert" else p
        ranks, fits = _named(f"{name}_", sample.bad, p), _named(f"{name}_", sample.bad, likely)
        metrics |= {k: (ranks if k.endswith(_RANKING) else fits)[k] for k in ranks}
        for measure in MEASURES:
            if measure.name != "calibration_slope":
                other = p if measure.name.endswith(_RANKING) else likely
                gap = difference(measure, sample.bad, ours, other)
                metrics[f"{measure.name}_minus_{name}"] = Interval(gap.value, gap.low, gap.high)
    known = measured(dealt, shuffled)["auc"]
    metrics["control_dealt_auc"] = Interval(known.value, known.low, known.high)
    note = f"{REPEATS} x 5 folds, {sample.defaults} defaults, as of {sample.as_of}"
    return TaskResult(NAME, len(sample.firms), 0, metrics, note)


def _named(prefix: str, bad: Array, p: Array) -> dict[str, Interval]:
    found = measured(bad, p)
    return {f"{prefix}{name}": Interval(m.value, m.low, m.high) for name, m in found.items()}


def _pooled(sample: Sample) -> Array:
    found: Array = out_of_fold(
        sample, predictor(DIRECTIONS, _SEED), repeats=REPEATS, seed=_SEED
    ).mean(axis=0)
    return found


def _expert(folder: Path, sample: Sample) -> tuple[Array, Array]:
    """The shipped scorecard's lost points as a share, and its PDs; what it hasn't is the worst."""
    policy = load_policy("sme-working-capital")
    as_of = date.fromisoformat(sample.as_of)
    with TemporaryDirectory() as home:
        files: dict[str, list[InvoiceFile]] = {firm: [] for firm in sample.firms}
        for order, side in enumerate(("output", "input")):
            request = InvoiceRequest(
                path=folder / f"labelled_{side}_invoices.parquet",
                source_id="0" * 64,
                direction=(Direction.SALE, Direction.PURCHASE)[order],
                today=_FAR,
                added_at=datetime(2020, 3, 1, tzinfo=UTC),
            )
            reading = read_invoices(
                request,
                out_dir=Path(home) / side,
                progress=lambda _: None,
                cancelled=lambda: False,
            )
            for file in reading.files:
                files[file.record_set.firm].append(InvoiceFile(file.path, side, order))
        reports = [_scored(own, as_of, policy) for own in files.values()]
    lost = np.array([float(1 - report.score / 100) for report in reports])
    return lost, np.array([float(report.pd or policy.grades[-1].pd) for report in reports])


def _scored(files: list[InvoiceFile], as_of: date, policy: Policy) -> ScoreReport:
    figures = invoice_figures(files, as_of=as_of, today=_FAR).figures
    return score(score_inputs(figures, (), (), as_of), policy)


def _reference_sample(sample: Sample) -> Sample:
    """For each side: log total, count, counterparties and active months, HHI, rates, variation."""
    columns = []
    for side, party in (("sales", "customers"), ("purchases", "suppliers")):
        for suffix in _LOGGED:
            columns.append(np.log1p(np.maximum(_column(sample, f"{side}.{suffix}@ALL"), 0)))
        columns.append(np.log1p(_column(sample, f"{party}.count@ALL")))
        columns.append(_column(sample, f"{party}.hhi@ALL"))
        columns += [
            _column(sample, f"{side}.{suffix}@ALL")
            for suffix in ("void_rate", "red_rate", "volatility")
        ]
    keys = tuple(str(i) for i in range(len(columns)))
    return Sample(sample.firms, keys, np.array(columns).T, sample.bad, sample.as_of)


def _column(sample: Sample, key: str) -> Array:
    found: Array = sample.values[:, sample.keys.index(key)]
    return found


def _reference(learn: Sample, held: Sample) -> Array:
    mean = np.nanmean(learn.values, axis=0)
    filled = [np.where(np.isnan(s.values), mean, s.values) for s in (learn, held)]
    spread = filled[0].std(axis=0)
    spread[spread == 0] = 1
    scaled = [(values - filled[0].mean(axis=0)) / spread for values in filled]
    model = logistic(_REFERENCE_C).fit(scaled[0], learn.bad)
    found: Array = model.predict_proba(scaled[1])[:, 1]
    return found


TASK: Final = Task(
    NAME, "scorecards on real defaults, nested cross-validation", "none: reads --data", run
)
