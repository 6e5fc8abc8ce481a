"""What a child process may be asked to do; each job takes and gives JSON."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from assistant.domain.model import Record
from assistant.domain.progress import Progress, Report
from assistant.errors import InputError

if TYPE_CHECKING:
    from retrieval.loading import UnreadableDocument


class DocumentAsked(Record):
    """A document to load."""

    path: Path
    seconds: float


class InvoicesAsked(Record):
    """Invoices to read."""

    request: str
    """An ``InvoiceRequest`` as JSON."""
    out_dir: Path


def unreadable(name: str, error: "UnreadableDocument") -> InputError:
    """A document that can't be read, with its name and page."""
    page, zh_page = (f", page {error.page}", f"第{error.page}页") if error.page else ("", "")
    return InputError(
        f"{name}{page}: {error.reason}",
        error.hint,
        zh=f"{name}{zh_page}：{error.zh}",
        zh_hint=error.zh_hint,
    )


def _document(asked: str, report: Report) -> str:
    from retrieval.loading import Limits, UnreadableDocument, load_document

    wanted = DocumentAsked.model_validate_json(asked)

    def progress(done: int, total: int | None) -> None:
        name = wanted.path.name
        report(Progress(subject=name, stage="reading", done=done, total=total, unit="pages"))

    try:
        limits = Limits(seconds=wanted.seconds)
        document = load_document(wanted.path, limits=limits, progress=progress)
    except UnreadableDocument as error:
        raise unreadable(wanted.path.name, error) from error
    return document.model_dump_json()


def _invoices(asked: str, report: Report) -> str:
    from assistant.intake.invoice_reading import InvoiceRequest, read_here

    wanted = InvoicesAsked.model_validate_json(asked)
    request = InvoiceRequest.model_validate_json(wanted.request)
    reading = read_here(request, out_dir=wanted.out_dir, progress=report, cancelled=lambda: False)
    return reading.model_dump_json()


def _firms(asked: str, report: Report) -> str:
    from assistant.intake.invoice_reading import firms_here

    del report
    return firms_here(Path(asked)).model_dump_json()


def _kind(asked: str, report: Report) -> str:
    from assistant.intake.stage_file import holds_invoices

    del report
    return "invoices" if holds_invoices(Path(asked)) else "document"


JOBS: Final[Mapping[str, Callable[[str, Report], str]]] = MappingProxyType(
    {"document": _document, "invoices": _invoices, "firms": _firms, "kind": _kind}
)
"""Jobs by name."""
