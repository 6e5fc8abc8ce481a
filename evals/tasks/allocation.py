"""The 2020 national modelling problem: 100 million yuan over 302 firms, loans of 0.1 to 1 million.

A scorecard fitted on the labelled firms scores the unlabelled ones from their invoices; grades,
customer loss by rate and the budget are the problem's. No outcome of these firms is known, so what
is measured is the objective: expected profit by the solver, by a greedy fill, and under a shock to
firms whose name says catering, hotels, travel, transport or entertainment. Control: one rate of
15 % for all, which drives customers away, must earn clearly less.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from assistant.scoring.allocation import Terms
from assistant.services.allocating import Outcome, Shock, churn_table, share_out
from assistant.services.books import Books
from assistant.services.modelling import sample_of, train_card
from assistant.services.office import Office
from assistant.services.portfolio import score_portfolio
from assistant.settings import settings_from
from assistant.training.samples import names_from
from evals.statistics import Interval
from evals.task import Task, TaskInput, TaskResult, skipped

NAME: Final = "allocation"
_FAR: Final = date(2100, 1, 1)
_TERMS: Final = Terms(Decimal(100_000_000), Decimal(100_000), Decimal(1_000_000))
_BAND: Final = (Decimal("0.04"), Decimal("0.15"))
_SHOCK: Final = "餐饮,酒店,旅游,运输,运业,物流,娱乐,影视,文化=3"


def run(task: TaskInput) -> TaskResult:
    """Score and share out."""
    folder = task.data / "cumcm2020c" if task.data else None
    if folder is None or not folder.is_dir():
        return skipped(NAME, "no data")
    with TemporaryDirectory() as home:
        office = Office(
            settings_from(home=Path(home)), clock=lambda: datetime(2020, 3, 1, tzinfo=UTC)
        )
        sample = sample_of(
            folder / "labelled_firms.csv", "是否违约", _books(folder, "labelled"),
            as_of=None, today=_FAR,
        )  # fmt: skip
        card = train_card(sample, Path(home) / "card.json", repeats=0, allowed=())
        scored = score_portfolio(
            office,
            _books(folder, "unlabelled"),
            card,
            as_of=None,
            told=lambda *_: None,
            named=names_from(folder / "unlabelled_firms.csv"),
        )
        table = churn_table(next(folder.glob("附件3*.xlsx")))
        policy = office.policy
        plain = share_out(policy, scored.rows, table, _TERMS, band=_BAND)
        shocked = share_out(
            policy, scored.rows, table, _TERMS, band=_BAND, shocks=[Shock.from_text(_SHOCK)]
        )
        dear = share_out(policy, scored.rows, table, _TERMS, band=(_BAND[1], _BAND[1]))
    n = len(scored.rows)
    note = (
        f"{plain.eligible} of {n} firms may be lent to; {len(plain.best.loans)} loans; "
        f"{shocked.shocked} shocked; amounts in millions; exact figures of one run, no interval"
    )
    return TaskResult(NAME, n, 0, _metrics(plain, shocked, dear), note)


def _books(folder: Path, kind: str) -> Books:
    return Books(
        (folder / f"{kind}_output_invoices.parquet",),
        (folder / f"{kind}_input_invoices.parquet",),
    )


def _metrics(plain: Outcome, shocked: Outcome, dear: Outcome) -> dict[str, Interval]:
    best = plain.best
    values = {
        "profit_m": best.profit / 1_000_000,
        "committed_m": best.committed / 1_000_000,
        "expected_loss_m": best.loss / 1_000_000,
        "greedy_profit_m": plain.greedy.profit / 1_000_000,
        "best_to_greedy": best.profit / plain.greedy.profit,
        "shocked_profit_m": shocked.best.profit / 1_000_000,
        "control_dear_to_best": dear.best.profit / best.profit,
    }
    return {name: Interval(*[float(value)] * 3) for name, value in values.items()}


TASK: Final = Task(
    NAME, "a budget over 302 real firms, beside a greedy fill", "none: reads --data", run
)
