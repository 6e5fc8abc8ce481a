"""Files that hold several firms: which one is wanted."""

from collections.abc import Sequence
from pathlib import Path

from assistant.domain.case import CaseFile
from assistant.errors import InputError
from assistant.intake.read_invoices import FirmRow, list_firms
from assistant.services.results import Firm

_NAMED = 12


class ManyFirms(InputError):
    """A file holds several firms and none was named."""

    def __init__(self, name: str, firms: Sequence[FirmRow]) -> None:
        """The file ``name`` holds ``firms``."""
        codes = ", ".join(f"{f.code} ({f.rows})" for f in firms[:_NAMED])
        super().__init__(
            f"{name}: {len(firms)} firms in one file: {codes}",
            "say which one with --firm CODE",
            zh=f"{name}：一个文件中有{len(firms)}家企业：{codes}",
            zh_hint="请用 --firm 企业代号 指明一家",
        )
        self.firms = tuple(_firm(f) for f in firms)


def _firm(row: FirmRow) -> Firm:
    return Firm(code=row.code, name=row.name, rows=row.rows)


def firms_of(path: Path) -> tuple[Firm, ...]:
    """The firms of a file of invoices.

    Raises:
        InputError: it can't be read, or holds no invoices.
    """
    return tuple(_firm(row) for row in list_firms(path))


def firm_wanted(path: Path, firm: str | None, case: CaseFile) -> str | None:
    """The firm whose rows are wanted; None where the file holds one only.

    Raises:
        ManyFirms: the file holds several and none was named.
    """
    if firm is not None:
        return firm
    firms = list_firms(path)
    if len(firms) <= 1:
        return None
    named = [f for f in firms if case.head.name in (f.name, f.code)]
    if len(named) == 1:
        return named[0].code
    raise ManyFirms(path.name, firms)
