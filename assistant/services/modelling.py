"""Train and validate scorecards over files of firms and invoices."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import numpy as np

from assistant.errors import InputError
from assistant.scoring.trained import Measured, TrainedCard
from assistant.services.books import Books, Told, silent, variables_of
from assistant.services.files_out import kept
from assistant.training.card_text import card_markdown
from assistant.training.cards import Training, pds_of, train
from assistant.training.measures import measured
from assistant.training.pool import DIRECTIONS
from assistant.training.samples import Sample, labels_from
from assistant.variables.wide.whole import WHOLE_CATALOGUE


def sample_of(  # noqa: PLR0913  one keyword a choice
    firms: Path,
    label: str,
    books: Books,
    *,
    as_of: date | None,
    today: date,
    told: Told = silent,
    refused: Callable[[int], None] = lambda _rows: None,
) -> Sample:
    """Firms with outcomes and their variables; firms without an invoice are all missing.

    Args:
        firms: list with a column of outcomes.
        label: that column.
        books: invoices, and lists of operations.
        as_of: None means the last complete month of the invoices.
        today: rows dated later are never seen.
        told: receives progress.
        refused: receives how many rows couldn't be read, if any.

    Raises:
        InputError: a file can't be read or used.
        UsageError: a column is absent.
    """
    labels = labels_from(firms, label)
    made = variables_of(books, as_of=as_of, today=today, firms=tuple(labels), told=told)
    table = made.table
    if made.rejected:
        refused(made.rejected)
    rows = [i for i, firm in enumerate(table.firms) if firm in labels]
    names = tuple(table.firms[i] for i in rows)
    bad = np.array([labels[name] for name in names], dtype=float)
    return Sample(names, table.keys, table.values[rows], bad, table.as_of.isoformat())


def train_card(
    sample: Sample, out: Path, *, repeats: int, allowed: Sequence[str], told: Told = silent
) -> TrainedCard:
    """Train on the sample and write the artefact, with its model card beside it.

    Raises:
        InputError: the sample can't be trained on, or leaks.
        StorageError: the files can't be written.
    """
    card = train(
        Training(
            sample=sample,
            directions=DIRECTIONS,
            labels=WHOLE_CATALOGUE,
            name=out.stem,
            code_version=version("tallystick"),
            repeats=repeats,
            allowed_leaks=tuple(allowed),
            progress=lambda done, total: told("validation", done, total),
        )
    )
    kept(out, card.model_dump_json(indent=1) + "\n")
    kept(card_path(out), card_markdown(card))
    return card


def card_path(out: Path) -> Path:
    """Where a model's card stands: beside it, under its name."""
    beside = out.with_suffix(".md")
    return beside if beside != out else out.with_name(f"{out.stem}.card.md")


@dataclass(frozen=True)
class Validation:
    """How a card does on firms with known outcomes."""

    n: int
    defaults: int
    measures: dict[str, Measured]
    own_data: bool
    """Whether it is the data that the card was fitted on: then the figures flatter it."""


def validate_card(card: TrainedCard, sample: Sample) -> Validation:
    """Measure a card on a sample.

    Raises:
        InputError: all outcomes are the same.
    """
    if sample.defaults in (0, len(sample.firms)):
        raise InputError(
            f"can't validate: all {len(sample.firms)} firms have the same outcome",
            "give firms of both outcomes",
            zh=f"无法验证：{len(sample.firms)}家企业的结果全部相同",
            zh_hint="请提供两类结果的企业",
        )
    own = sample.digest() == card.data_digest
    found = measured(sample.bad, pds_of(card, sample))
    return Validation(len(sample.firms), sample.defaults, found, own)
