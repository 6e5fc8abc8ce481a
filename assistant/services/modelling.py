"""Train, validate and promote scorecards over files of firms and invoices."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np

from assistant.domain.records import Direction
from assistant.errors import InputError
from assistant.intake.read_invoices import InvoiceRequest, read_invoices
from assistant.scoring.trained import Measured, TrainedCard, load_card
from assistant.services.office import Office
from assistant.training.card_text import card_markdown
from assistant.training.cards import Training, pds_of, train
from assistant.training.measures import measured
from assistant.training.pool import DIRECTIONS
from assistant.training.samples import Sample, labels_from
from assistant.variables.wide.catalogue import WIDE_CATALOGUE
from assistant.variables.wide.compute import WideTable, wide_table
from assistant.variables.wide.engine import Engine

Told = Callable[[str, int, int], None]
"""Stage, done, in all."""
_NO_SOURCE: Final = "0" * 64
CHAMPION: Final = "champion.json"


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class Books:
    """Files of invoices of many firms."""

    sales: tuple[Path, ...]
    purchases: tuple[Path, ...]
    mixed: tuple[Path, ...] = ()
    """Files that tell sale from purchase themselves."""

    def sided(self) -> Iterable[tuple[Path, Direction | None]]:
        """Each file with its side."""
        yield from ((path, Direction.SALE) for path in self.sales)
        yield from ((path, Direction.PURCHASE) for path in self.purchases)
        yield from ((path, None) for path in self.mixed)


@dataclass(frozen=True)
class Tabled:
    """The variables of a table of firms."""

    table: WideTable
    rejected: int
    """Rows that couldn't be read."""


def variables_of(
    books: Books,
    *,
    as_of: date | None,
    today: date,
    firms: Sequence[str] = (),
    told: Told = _silent,
    engine: Engine | None = None,
) -> Tabled:
    """Read the books apart and compute the wide catalogue.

    Raises:
        InputError: a file can't be read, or holds no invoices.
    """
    with TemporaryDirectory() as folder:
        paths: list[Path] = []
        rejected = 0
        sided = list(books.sided())
        for number, (path, side) in enumerate(sided):
            told(path.name, number, len(sided))
            request = InvoiceRequest(
                path=path,
                source_id=_NO_SOURCE,
                direction=side,
                today=today,
                added_at=datetime(1970, 1, 1, tzinfo=UTC),
            )
            reading = read_invoices(
                request,
                out_dir=Path(folder) / str(number),
                progress=lambda _: None,
                cancelled=lambda: False,
            )
            rejected += len(reading.rejected)
            paths += [file.path for file in reading.files]
        table = wide_table(
            paths,
            as_of=as_of,
            today=today,
            firms=firms,
            progress=lambda done, total: told("variables", done, total),
            engine=engine,
        )
    return Tabled(table, rejected)


def sample_of(
    firms: Path, label: str, books: Books, *, as_of: date | None, today: date, told: Told = _silent
) -> Sample:
    """Firms with outcomes and their variables; firms without an invoice are all missing.

    Raises:
        InputError: a file can't be read or used.
        UsageError: a column is absent.
    """
    labels = labels_from(firms, label)
    table = variables_of(books, as_of=as_of, today=today, firms=tuple(labels), told=told).table
    rows = [i for i, firm in enumerate(table.firms) if firm in labels]
    names = tuple(table.firms[i] for i in rows)
    bad = np.array([labels[name] for name in names], dtype=float)
    return Sample(names, table.keys, table.values[rows], bad, table.as_of.isoformat())


def train_card(
    sample: Sample, out: Path, *, repeats: int, allowed: Sequence[str], told: Told = _silent
) -> TrainedCard:
    """Train on the sample and write the artefact, with its model card beside it.

    Raises:
        InputError: the sample can't be trained on, or the files can't be written.
    """
    card = train(
        Training(
            sample=sample,
            directions=DIRECTIONS,
            labels=WIDE_CATALOGUE,
            name=out.stem,
            code_version=version("tallystick"),
            repeats=repeats,
            allowed_leaks=tuple(allowed),
            progress=lambda done, total: told("validation", done, total),
        )
    )
    _write(out, card.model_dump_json(indent=1) + "\n")
    _write(out.with_suffix(".md"), card_markdown(card))
    return card


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


def promote_card(office: Office, path: Path, why: str) -> dict[str, str]:
    """Make a card the champion of this home, in the name of whoever acts.

    Every version stays under ``models/``, and each promotion is a line of ``promotions.jsonl``.

    Raises:
        InputError: the file is no trained model, or was changed.
    """
    card = load_card(path)
    folder = office.home.models
    kept = folder / f"{card.name}@{card.digest[:12]}.json"
    _write(kept, card.model_dump_json(indent=1) + "\n")
    before = champion(office)
    line = {
        "model": kept.name,
        "digest": card.digest,
        "by": office.by,
        "at": office.clock().isoformat(),
        "why": why,
        "replaces": before.digest if before is not None else "",
    }
    with (folder / "promotions.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(line, ensure_ascii=False) + "\n")
    _write(folder / CHAMPION, json.dumps(line, ensure_ascii=False) + "\n")
    return line


def champion(office: Office) -> TrainedCard | None:
    """The promoted card; None where none was promoted.

    Raises:
        InputError: the promoted file was changed, or isn't the one that was promoted.
    """
    pointer = office.home.models / CHAMPION
    if not pointer.is_file():
        return None
    said = json.loads(pointer.read_text("utf-8"))
    card = load_card(office.home.models / str(said["model"]))
    if card.digest != said["digest"]:
        raise InputError(
            f"{said['model']} isn't the model that was promoted",
            "promote it again in your own name",
            zh=f"{said['model']} 不是已批准的模型",
            zh_hint="请以本人名义重新批准",
        )
    return card


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise InputError(
            f"{path}: can't be written: {error.strerror}",
            "choose another place with -o",
            zh=f"{path}：无法写入",
            zh_hint="请用 -o 指定其他位置",
        ) from error
