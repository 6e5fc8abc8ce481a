"""Electronic invoices among the documents: counted as records, beside their words."""

from pathlib import Path
from typing import NamedTuple

from assistant.domain.case import CaseFile
from assistant.domain.records import RejectedRow
from assistant.domain.tongues import two_tongued
from assistant.errors import InputError
from assistant.intake.add_document import DocumentReading
from assistant.intake.e_invoice import ledger_of, side_of
from assistant.intake.read_invoices import InvoiceRequest, ReadFile, read_invoices
from assistant.services.office import Office


class Counted(NamedTuple):
    """The invoice as a record, or why it is none."""

    files: tuple[ReadFile, ...] = ()
    rejected: tuple[RejectedRow, ...] = ()
    problems: tuple[str, ...] = ()
    """In both languages."""


def counted(
    office: Office, case: CaseFile, document: DocumentReading, digest: str, folder: Path
) -> Counted:
    """The record of a document that is an electronic invoice; nothing for any other."""
    fields = document.values.invoice
    if not fields:
        return Counted()
    side = side_of(fields, case.head.uscc)
    if side is None:
        return Counted(problems=(_strange(case.head.uscc),))
    request = InvoiceRequest(
        path=ledger_of(fields, folder / "invoice.csv"),
        source_id=digest,
        direction=side,
        firm_tax_id=case.head.uscc,
        today=office.today(),
        added_at=office.clock(),
    )
    try:
        reading = read_invoices(
            request, out_dir=folder, progress=lambda _: None, cancelled=lambda: False
        )
    except InputError as error:
        return Counted(problems=(two_tongued(f"未计入发票：{error.zh}", f"not counted: {error}"),))
    return Counted(reading.files, reading.rejected)


def _strange(uscc: str) -> str:
    if not uscc:
        return two_tongued(
            "发票未计入：案卷没有统一社会信用代码，无法判断是销项还是进项",
            "the invoice is not counted: the case has no USCC, so it is neither sale nor purchase",
        )
    return two_tongued(
        f"发票未计入：购销双方都不是本企业（{uscc}）",
        f"the invoice is not counted: neither party is this firm ({uscc})",
    )
