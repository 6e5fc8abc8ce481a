"""Reads a file of VAT invoices in this process, into one record file a firm.

Call ``read_invoices`` instead: it runs this apart, where a hostile workbook can only harm itself.
"""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

from assistant.domain.model import Record
from assistant.domain.progress import Cancelled, Report
from assistant.domain.records import Direction, RecordKind, RecordSet, RejectedRow
from assistant.domain.tongues import tongues_of
from assistant.errors import InputError
from assistant.intake.blank_reasons import explained
from assistant.intake.stage_file import stage_file
from assistant.intake.staging import Rejection, Staging

_NAMED_FIRMS: Final = 12


class InvoiceRequest(Record):
    """What to read, for whom, and as of which day."""

    path: Path
    source_id: str
    """SHA-256 of the file: the source's id in the case."""
    firm: str | None = None
    """企业代号 of the one firm that is wanted; None reads every firm."""
    direction: Direction | None = None
    """Sale or purchase for every row; None where the file tells."""
    firm_tax_id: str = ""
    """The firm's own 统一社会信用代码: tells sale from purchase where nothing else does."""
    today: date
    """Rows dated later are rejected."""
    added_at: datetime


class FirmRow(Record):
    """One firm of a file that may hold many."""

    code: str
    """企业代号, '' where the file has no such column."""
    name: str
    rows: int
    """Kept rows; 0 for a firm that is listed and has no invoice."""


class ReadFile(Record):
    """One firm's rows, written as Parquet with ``INVOICE_COLUMNS``."""

    record_set: RecordSet
    path: Path
    mismatched: int
    """Kept rows whose 金额 + 税额 is not 价税合计."""


class FirmRows(Record):
    """The firms of a file."""

    firms: tuple[FirmRow, ...]


class InvoiceReading(Record):
    """What became of a file."""

    files: tuple[ReadFile, ...]
    """One for each firm asked for that has rows."""
    rejected: tuple[RejectedRow, ...]
    """Of the firm asked for and of no firm; of every firm where all were asked for."""
    firms: tuple[FirmRow, ...]
    """Every firm of the file."""
    first_day: date | None
    last_day: date | None


def read_here(
    request: InvoiceRequest, *, out_dir: Path, progress: Report, cancelled: Cancelled
) -> InvoiceReading:
    """Read, check and write the invoices of one firm, or of each.

    Args:
        request: the file and the firm.
        out_dir: folder for the Parquet files, created where it is missing.
        progress: receives rows done.
        cancelled: asked between batches.

    Raises:
        InputError: the file can't be read, holds no invoices, or none of the firm.
        Stopped: the user called it off; ``out_dir`` may hold unfinished files.
    """
    path = request.path
    with Staging(path.name, progress, cancelled) as staging:
        own_id = request.firm_tax_id.strip()
        names = stage_file(
            staging, path, firm=request.firm or "", direction=request.direction, own_id=own_id
        )
        staging.judge(today=request.today, own_id=own_id)
        firms = _firm_rows(staging.firms(), names)
        rejected = explained(path, staging.rejected(request.firm))
        wanted = _wanted(request, firms, rejected)
        out_dir.mkdir(parents=True, exist_ok=True)
        files = tuple(_written(staging, request, firm.code, out_dir) for firm in wanted)
    days = [day for f in files for day in (f.record_set.first_day, f.record_set.last_day) if day]
    return InvoiceReading(
        files=files,
        rejected=tuple(
            RejectedRow(source=request.source_id, sheet=r.sheet, row=r.row, reason=r.reason)
            for r in rejected
        ),
        firms=firms,
        first_day=date.fromisoformat(min(days)) if days else None,
        last_day=date.fromisoformat(max(days)) if days else None,
    )


def firms_here(path: Path) -> FirmRows:
    """The firms of a file, with the rows that carry their code.

    Raises:
        InputError: the file can't be read or holds no invoices.
    """
    with Staging(path.name, lambda _: None, lambda: False) as staging:
        # Any direction will do: only the firm column is looked at.
        names = stage_file(staging, path, firm="", direction=Direction.SALE, own_id="")
        return FirmRows(firms=_firm_rows(staging.firms_staged(), names))


def _firm_rows(rows: dict[str, int], names: dict[str, str]) -> tuple[FirmRow, ...]:
    """Firms in the order of the rows, then those that are listed and have none."""
    codes = [*rows, *(code for code in names if code not in rows)]
    return tuple(FirmRow(code=c, name=names.get(c, ""), rows=rows.get(c, 0)) for c in codes)


def _wanted(
    request: InvoiceRequest, firms: Sequence[FirmRow], rejected: Sequence[Rejection]
) -> tuple[FirmRow, ...]:
    """The firms to write.

    Raises:
        InputError: there is none, or not a row of it.
    """
    wanted = tuple(f for f in firms if f.rows and request.firm in (None, f.code))
    if wanted:
        return wanted
    if request.firm is not None and request.firm not in {f.code for f in firms}:
        known = ", ".join(f.code for f in firms[:_NAMED_FIRMS])
        more = f" and {len(firms) - _NAMED_FIRMS} more" if len(firms) > _NAMED_FIRMS else ""
        if known and not rejected:
            zh_more = f"等{len(firms)}家" if more else ""
            raise InputError(
                f"{request.path}: no firm {request.firm}",
                f"the file holds {known}{more}",
                zh=f"{request.path}：没有企业 {request.firm}",
                zh_hint=f"文件中有 {known}{zh_more}",
            )
    whose = f"firm {request.firm} has" if request.firm else "the file has"
    zh_whose = f"企业 {request.firm} " if request.firm else "文件中"
    if not rejected:
        raise InputError(
            f"{request.path}: {whose} no invoice",
            "add the firm's invoices from another file, or go on without them",
            zh=f"{request.path}：{zh_whose}没有发票",
            zh_hint="请从其他文件加入该企业的发票，或不用发票继续",
        )
    first = rejected[0]
    sheet, zh_sheet = (
        (f"sheet {first.sheet}, ", f"工作表 {first.sheet} ") if first.sheet else ("", "")
    )
    reason = tongues_of(first.reason)
    raise InputError(
        f"{request.path}: {whose} no invoice row that can be read, {len(rejected)} were refused;"
        f" the first: {sheet}row {first.row}: {reason.en}",
        "correct the rows in the program they come from, export them and add the file again",
        zh=f"{request.path}：{zh_whose}没有可读的发票行，拒收{len(rejected)}行；"
        f"第一处：{zh_sheet}第{first.row}行：{reason.zh}",
        zh_hint="请在原系统中更正这些行，重新导出后加入",
    )


def _written(staging: Staging, request: InvoiceRequest, firm: str, out_dir: Path) -> ReadFile:
    counts = staging.counts(firm)
    draft = out_dir / f"{request.source_id[:16]}-unfinished.parquet"
    staging.write(firm, draft)
    with draft.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    record_set = RecordSet(
        digest=digest,
        kind=RecordKind.INVOICES,
        source=request.source_id,
        firm=firm,
        rows=counts.rows,
        void=counts.void,
        red=counts.red,
        repeated=counts.repeated,
        rejected=len(staging.rejected(firm)),
        first_day=counts.first_day,
        last_day=counts.last_day,
        added_at=request.added_at,
    )
    return ReadFile(
        record_set=record_set,
        path=draft.rename(out_dir / f"{digest}.parquet"),
        mismatched=counts.mismatched,
    )
