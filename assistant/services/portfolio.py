"""Scores thousands of firms from their invoices; killed and started again, it goes on."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from shutil import rmtree
from types import MappingProxyType
from typing import Final

import numpy as np

from assistant.domain.findings import FindingKind
from assistant.domain.periods import last_complete_month, shifted_month
from assistant.errors import InputError
from assistant.intake.read_invoices import InvoiceRequest, read_invoices
from assistant.scoring.grading import grade_of_pd, invoice_limit
from assistant.scoring.policy import Policy
from assistant.scoring.pricing import price_of
from assistant.scoring.trained import TrainedCard, card_score
from assistant.services.books import Books, Told, read_operations
from assistant.services.files_out import kept
from assistant.services.office import Office
from assistant.variables.circles import Circle, circles_in, edges_between
from assistant.variables.compute import InvoiceFile, invoice_figures
from assistant.variables.monitor import invoice_findings
from assistant.variables.wide.compute import WideTable, wide_table
from assistant.variables.wide.operations import operation_table

BATCH: Final = 100
"""Firms whose results are kept together; what is kept is never computed again."""
CIRCULAR: Final = "hidden.circular_invoicing"
COLUMNS: Final = (
    "firm", "name", "score", "pd", "grade", "rate", "limit", "sales_l12m", "cuts", "flags",
    "untested", "reason_1_zh", "reason_1_en", "reason_2_zh", "reason_2_en", "reason_3_zh",
    "reason_3_en", "circle",
)  # fmt: skip
Row = dict[str, str]


@dataclass(frozen=True)
class Scored:
    """What became of a portfolio."""

    rows: tuple[Row, ...]
    as_of: date
    rejected: int
    circles: tuple[Circle, ...]
    resumed: int
    """Firms whose results were kept from an earlier run."""


@dataclass(frozen=True)
class _Read:
    """One file as read apart."""

    paths: dict[str, Path]
    """Record file by firm."""
    names: dict[str, str]
    last_day: date | None
    rejected: int


@dataclass(frozen=True)
class _Operations:
    """What goes with the invoices."""

    index: tuple[Path, ...]
    table: WideTable | None
    rejected: int

    def of(self, firm: str) -> dict[str, float | None]:
        """One firm's variables of operations."""
        if self.table is None or firm not in self.table.firms:
            return {}
        return _known(self.table, firm)


def score_portfolio(
    office: Office,
    books: Books,
    card: TrainedCard,
    *,
    as_of: date | None,
    told: Told,
    named: Mapping[str, str] = MappingProxyType({}),
) -> Scored:
    """Score every firm of the files.

    Args:
        office: whose policy gives grades, limits and prices; its home keeps unfinished work.
        books: invoice files of many firms.
        card: the scorecard.
        as_of: None means the last complete month of all the records.
        told: receives progress.
        named: names by firm id; a firm that stands here alone is scored as one without records.

    Raises:
        InputError: a file can't be read or holds no invoices.
    """
    inputs = _digest(books, card, f"{office.policy.ref}|{as_of}|{sorted(named)}")
    work = office.home.root / "portfolio" / inputs
    reads = [
        _read(office, work / f"read-{n}", *sided, told) for n, sided in enumerate(books.sided())
    ]
    days = [r.last_day for r in reads if r.last_day is not None]
    if not days:
        raise InputError(
            "the files hold no invoices",
            "name files of invoices",
            zh="文件中没有发票",
            zh_hint="请指定发票文件",
        )
    upto = last_complete_month(max(days) if as_of is None else as_of)
    names = {firm: name for read in reads for firm, name in read.names.items()} | dict(named)
    files = {f: [r.paths[f] for r in reads if f in r.paths] for f in sorted(names)}
    more = _operations(books, work / "operations", office.today(), upto, told)
    rows: list[Row] = []
    resumed = 0
    firms = sorted(files)
    for number, start in enumerate(range(0, len(firms), BATCH)):
        part = work / f"part-{number}.json"
        batch = firms[start : start + BATCH]
        if part.is_file():
            resumed += len(batch)
            rows += json.loads(part.read_text("utf-8"))
        else:
            own = {f: files[f] for f in batch}
            made = list(_scored(office.policy, card, own, upto, more))
            kept(part, json.dumps(made, ensure_ascii=False))
            rows += made
        told("firms", min(start + BATCH, len(firms)), len(firms))
    everything = [path for paths in files.values() for path in paths]
    circles = _circles(everything, names, upto)
    final = [_circled({**row, "name": names[row["firm"]]}, circles) for row in rows]
    rmtree(work, ignore_errors=True)
    rejected = sum(r.rejected for r in reads) + more.rejected
    return Scored(tuple(final), upto, rejected, circles, resumed)


def _digest(books: Books, card: TrainedCard, asked: str) -> str:
    whole = hashlib.sha256(f"{card.digest}|{asked}".encode())
    for path, side in (*books.sided(), *((path, "operations") for path in books.operations)):
        try:
            with path.open("rb") as opened:
                whole.update(hashlib.file_digest(opened, "sha256").digest())
        except OSError as error:
            raise InputError(
                f"{path}: {error.strerror}",
                "name files of invoices",
                zh=f"{path}：无法读取",
                zh_hint="请指定发票文件",
            ) from error
        whole.update(str(side).encode())
    return whole.hexdigest()[:24]


def _read(office: Office, folder: Path, path: Path, side: object, told: Told) -> _Read:
    done = folder / "done.json"
    if not done.is_file():
        told(path.name, 0, 1)
        rmtree(folder, ignore_errors=True)
        request = InvoiceRequest.model_validate(
            {
                "path": path,
                "source_id": "0" * 64,
                "direction": side,
                "today": office.today(),
                "added_at": datetime(1970, 1, 1, tzinfo=UTC),
            }
        )
        reading = read_invoices(
            request, out_dir=folder, progress=lambda _: None, cancelled=lambda: False
        )
        said = {
            "paths": {f.record_set.firm: str(f.path) for f in reading.files},
            "names": {f.code: f.name for f in reading.firms},
            "last_day": reading.last_day.isoformat() if reading.last_day else None,
            "rejected": len(reading.rejected),
        }
        kept(done, json.dumps(said, ensure_ascii=False))
    held = json.loads(done.read_text("utf-8"))
    last = held["last_day"]
    return _Read(
        paths={firm: Path(text) for firm, text in held["paths"].items()},
        names=held["names"],
        last_day=date.fromisoformat(last) if last else None,
        rejected=held["rejected"],
    )


def _operations(books: Books, folder: Path, today: date, upto: date, told: Told) -> _Operations:
    """Read anew on every start: these lists are short beside invoices."""
    rmtree(folder, ignore_errors=True)
    read = read_operations(books.operations, folder, today, told)
    table = operation_table(read.paths, as_of=upto) if read.paths else None
    return _Operations(read.index, table, read.rejected)


def _scored(
    policy: Policy,
    card: TrainedCard,
    files: Mapping[str, Sequence[Path]],
    upto: date,
    more: _Operations,
) -> Iterator[Row]:
    paths = [path for own in files.values() for path in own]
    wide = (
        wide_table(paths, as_of=upto, today=upto, firms=tuple(files), index=more.index)
        if paths
        else None
    )
    for firm, own in files.items():
        values = {} if wide is None else _known(wide, firm)
        yield _row(policy, card, firm, values | more.of(firm), own, upto)


def _known(table: WideTable, firm: str) -> dict[str, float | None]:
    row = table.values[table.firms.index(firm)]
    return {k: None if np.isnan(v) else float(v) for k, v in zip(table.keys, row, strict=True)}


def _row(
    policy: Policy,
    card: TrainedCard,
    firm: str,
    values: Mapping[str, float | None],
    files: Sequence[Path],
    upto: date,
) -> Row:
    found = card_score(card, values)
    grade = grade_of_pd(policy, found.pd)
    stored = [InvoiceFile(path, str(order), order) for order, path in enumerate(files)]
    figures = invoice_figures(stored, as_of=upto, today=upto).figures
    findings = invoice_findings(figures)
    untested = sorted({f.rule_id for f in findings if f.kind is FindingKind.DATA_QUALITY})
    flags = sorted({f.rule_id for f in findings} - set(untested))
    sales = values.get("sales.net@L12M")
    net = None if sales is None else Decimal(repr(round(sales, 2)))
    limit = invoice_limit(policy, grade, net, {*flags, *untested})
    price = price_of(policy.pricing, grade)
    row = {
        "firm": firm,
        "score": str(found.score),
        "pd": str(found.pd),
        "grade": grade.grade,
        "rate": "" if price is None else str(price.rate),
        "limit": str(limit.amount),
        "sales_l12m": "" if net is None else str(net),
        "cuts": " ".join(limit.cuts),
        "flags": " ".join(flags),
        "untested": " ".join(untested),
    }
    for place in range(3):
        reason = found.reasons[place] if place < len(found.reasons) else None
        row[f"reason_{place + 1}_zh"] = "" if reason is None else reason.zh
        row[f"reason_{place + 1}_en"] = "" if reason is None else reason.en
    return row


def _circles(files: Sequence[Path], names: Mapping[str, str], upto: date) -> tuple[Circle, ...]:
    """Circles of the last twelve months among the firms themselves."""
    called = {name: firm for firm, name in names.items() if name}
    called |= {firm: firm for firm in names}
    if not files:
        return ()
    return circles_in(edges_between(files, called, shifted_month(upto, -11), upto))


def _circled(row: Row, circles: Sequence[Circle]) -> Row:
    own = next((c for c in circles if row["firm"] in c.firms), None)
    if own is None:
        return {**row, "circle": ""}
    flags = sorted({*row["flags"].split(), CIRCULAR})
    return {**row, "flags": " ".join(flags), "circle": "→".join((*own.firms, own.firms[0]))}
