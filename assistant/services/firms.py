"""Files that hold several firms: which one is wanted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant.domain.case import CaseFile
from assistant.errors import InputError
from assistant.extraction.operations import Operations
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


def firm_wanted(path: Path, name: str, firm: str | None, case: CaseFile) -> str | None:
    """The firm whose rows are wanted; None where the file holds one only.

    Args:
        path: where the file lies.
        name: its name in the case.
        firm: the one that the user named.
        case: as it stands.

    Raises:
        ManyFirms: the file holds several and none was named.
    """
    if firm is not None:
        return firm
    firms = list_firms(path)
    if len(firms) <= 1:
        return None
    held = firms_held(case, name)
    named = [f for f in firms if case.head.name in (f.name, f.code)]
    named = named or [f for f in firms if f.code in held]
    if len(named) == 1:
        return named[0].code
    raise ManyFirms(name, firms)


def operations_wanted(found: Operations, name: str, firm: str | None, case: CaseFile) -> Operations:
    """The rows of the case's firm among meters, waybills and orders that may be of several.

    Args:
        found: what was read.
        name: the file's name in the case.
        firm: the one that the user named.
        case: as it stands.

    Raises:
        ManyFirms: the file holds several and none was named.
        InputError: the rows are another firm's.
    """
    counts = Counter(row.firm for row in found.rows if row.firm)
    named = [code for code in counts if code == firm or (firm is None and code in _known(case))]
    if not counts or (len(counts) == 1 and firm is None):
        verify_same_firm(name, counts, case)
        return found
    if len(named) != 1:
        raise ManyFirms(name, [FirmRow(code=c, name="", rows=n) for c, n in counts.items()])
    verify_same_firm(name, named, case)
    return found._replace(rows=tuple(r for r in found.rows if r.firm == named[0]))


def _known(case: CaseFile) -> frozenset[str]:
    return frozenset((case.head.name, *(r.firm for r in case.record_sets)))


def firms_held(case: CaseFile, name: str) -> frozenset[str]:
    """Codes of the firms whose records the case holds, apart from those of the file ``name``."""
    replaced = {s.id for s in case.sources if s.name == name}
    return frozenset(r.firm for r in case.record_sets if r.firm and r.source not in replaced)


def verify_same_firm(name: str, codes: Iterable[str], case: CaseFile) -> None:
    """A case is one firm's: nothing of another firm gets into its figures.

    Raises:
        InputError: the file's rows carry another firm's code than those that the case holds.
    """
    held = firms_held(case, name)
    strange = sorted({code for code in codes if code} - held)
    if held and strange:
        here = ", ".join(sorted(held))
        raise InputError(
            f"{name}: rows of firm {strange[0]}, but the case holds records of firm {here}",
            f"open a case for {strange[0]}; if it is the same firm, give its rows the code {here}",
            zh=f"{name}：记录属于企业 {strange[0]}，而案卷中已有企业 {here} 的记录",
            zh_hint=f"请为 {strange[0]} 另建案卷；若是同一家企业，请把代号改为 {here}",
        )
