"""Files of many firms, read apart: invoices, operations, an index; and every variable of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from assistant.domain.records import Direction, RecordKind
from assistant.errors import InputError
from assistant.intake.add_document import DocumentAsked, read_document
from assistant.intake.operation_files import operation_files
from assistant.intake.read_invoices import InvoiceRequest, read_invoices
from assistant.variables.wide.compute import WideTable, joined_tables, wide_table
from assistant.variables.wide.engine import Engine
from assistant.variables.wide.operations import operation_table

Told = Callable[[str, int, int], None]
"""Stage, done, in all."""
_NO_SOURCE: Final = "0" * 64
_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)


def silent(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class Books:
    """Files of many firms."""

    sales: tuple[Path, ...]
    """Invoices."""
    purchases: tuple[Path, ...]
    mixed: tuple[Path, ...] = ()
    """Files that tell sale from purchase themselves."""
    operations: tuple[Path, ...] = ()
    """Lists of meters, waybills and orders, told apart by a column of firm codes; an index of the
    trade holds for every firm."""

    def sided(self) -> Iterable[tuple[Path, Direction | None]]:
        """Each invoice file with its side."""
        yield from ((path, Direction.SALE) for path in self.sales)
        yield from ((path, Direction.PURCHASE) for path in self.purchases)
        yield from ((path, None) for path in self.mixed)


@dataclass(frozen=True)
class Tabled:
    """The variables of a table of firms."""

    table: WideTable
    rejected: int
    """Rows that couldn't be read."""


@dataclass(frozen=True)
class OperationBooks:
    """Lists of operations as read."""

    paths: tuple[Path, ...] = ()
    """Of records that belong to a firm."""
    index: tuple[Path, ...] = ()
    """Of an index of the trade."""
    rejected: int = 0


def variables_of(
    books: Books,
    *,
    as_of: date | None,
    today: date,
    firms: Sequence[str] = (),
    told: Told = silent,
    engine: Engine | None = None,
) -> Tabled:
    """Read the books apart and compute the catalogues that they have records for.

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
                added_at=_LONG_AGO,
            )
            reading = read_invoices(
                request,
                out_dir=Path(folder) / str(number),
                progress=lambda _: None,
                cancelled=lambda: False,
            )
            rejected += len(reading.rejected)
            paths += [file.path for file in reading.files]
        others = read_operations(books.operations, Path(folder) / "operations", today, told)
        table = wide_table(
            paths,
            as_of=as_of,
            today=today,
            firms=firms,
            progress=lambda done, total: told("variables", done, total),
            engine=engine,
            index=others.index,
        )
        if others.paths:
            more = operation_table(
                others.paths, as_of=table.as_of, firms=table.firms, engine=engine
            )
            _verify_named(table.firms, more.firms)
            table = joined_tables(table, more)
    return Tabled(table, rejected + others.rejected)


def _verify_named(invoiced: Sequence[str], operating: Sequence[str]) -> None:
    """Refuse rows that belong to nobody among many.

    Raises:
        InputError: rows without a firm's code.
    """
    if "" in operating and "" not in invoiced:
        raise InputError(
            "rows of meters, waybills or orders without a firm's code",
            "add a column 企业代号 (firm) that says whose each row is",
            zh="水电气、运单或订单中有的行没有企业代号",
            zh_hint="请增加“企业代号”列，注明每行属于哪家企业",
        )


def read_operations(
    files: Sequence[Path], folder: Path, today: date, told: Told = silent
) -> OperationBooks:
    """Read lists of meters, waybills, orders and indices into record files under ``folder``.

    Raises:
        InputError: a file can't be read or holds none.
    """
    paths: list[Path] = []
    index: list[Path] = []
    rejected = 0
    for number, path in enumerate(files):
        told(path.name, number, len(files))
        asked = DocumentAsked(_NO_SOURCE, "", today)
        read = read_document(path, asked, progress=lambda _: None, cancelled=lambda: False)
        found = read.values.operations
        rejected += len(found.rejected)
        out = folder / str(number)
        out.mkdir(parents=True)
        made = operation_files(found, _NO_SOURCE, out_dir=out, added_at=_LONG_AGO)
        for file in made:
            of_trade = file.record_set.kind is RecordKind.INDUSTRY
            (index if of_trade else paths).append(file.path)
        if not made:
            raise InputError(
                f"{path}: no table of meters, waybills or orders found",
                "name lists that have a column of dates, of numbers and of amounts or quantities",
                zh=f"{path}：没有找到水电气、运单或订单的表",
                zh_hint="请指定有日期、编号和数量或金额列的清单",
            )
    return OperationBooks(tuple(paths), tuple(index), rejected)
