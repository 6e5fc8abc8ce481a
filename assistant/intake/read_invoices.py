"""Reads a file of VAT invoices apart, in a child process, into one record file a firm."""

from pathlib import Path

from assistant.domain.progress import Cancelled, Report
from assistant.intake.invoice_reading import (
    FirmRow,
    FirmRows,
    InvoiceReading,
    InvoiceRequest,
    ReadFile,
)
from assistant.intake.jobs import InvoicesAsked
from assistant.intake.workers import RECORDS_LIMITS, Control, WorkerLimits, run_apart

__all__ = [
    "FirmRow",
    "InvoiceReading",
    "InvoiceRequest",
    "ReadFile",
    "list_firms",
    "read_invoices",
]


def read_invoices(
    request: InvoiceRequest,
    *,
    out_dir: Path,
    progress: Report,
    cancelled: Cancelled,
    limits: WorkerLimits = RECORDS_LIMITS,
) -> InvoiceReading:
    """Read, check and write the invoices of one firm, or of each.

    Args:
        request: the file and the firm.
        out_dir: folder for the Parquet files, created where it is missing.
        progress: receives rows done.
        cancelled: asked ten times a second.
        limits: what the file may cost.

    Raises:
        InputError: the file can't be read, holds no invoices, or none of the firm.
        StorageError: the records can't be written.
        Stopped: the user called it off; ``out_dir`` may hold unfinished files.
    """
    asked = InvoicesAsked(request=request.model_dump_json(), out_dir=out_dir.absolute())
    control = Control(progress, cancelled)
    name = request.path.name
    result = run_apart("invoices", asked.model_dump_json(), name, control, limits)
    return InvoiceReading.model_validate_json(result)


def list_firms(path: Path, limits: WorkerLimits = RECORDS_LIMITS) -> tuple[FirmRow, ...]:
    """The firms of a file, with the rows that carry their code.

    Raises:
        InputError: the file can't be read or holds no invoices.
    """
    control = Control(lambda _: None, lambda: False)
    result = run_apart("firms", str(path.absolute()), path.name, control, limits)
    return FirmRows.model_validate_json(result).firms
