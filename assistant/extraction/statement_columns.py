"""Which column of a statement holds which period."""

from collections import Counter
from typing import Final

from assistant.domain.periods import Period, period_from
from assistant.extraction.headings import YearEnds, balance_code, flow_period, years_in
from assistant.extraction.statement_lines import StatementKind
from assistant.extraction.statement_titles import title_kinds
from retrieval.passages import LoadedDocument, Table

_COVER: Final = 3
"""First pages, one of which says when the fiscal year ends."""
_AROUND: Final = 400
"""Characters of a page that may say what its tables cover."""


def year_ends(document: LoadedDocument) -> YearEnds:
    """When the fiscal years of a document end: by its cover and its statements' captions."""
    pages = document.pages
    titled = [t for t in document.tables if title_kinds(t, pages[t.page - 1])]
    newest = max((year for t in titled for h in t.header for year in years_in(h)), default=None)
    said = [page.text for page in pages[:_COVER]]
    said += [" ".join((t.caption, *t.header)) for t in titled]
    return YearEnds("\n\n".join(said), newest)


def period_columns(
    table: Table, kind: StatementKind, page_text: str, ends: YearEnds
) -> dict[int, Period]:
    """Periods by column; the first column of a day or of a whole year counts.

    A part of a year that two columns are called by is neither's.
    """
    around = page_text[:_AROUND]
    found: dict[int, Period] = {}
    for position, heading in enumerate(table.header):
        period = _period(kind, heading, table.caption, around, ends) if heading else None
        if period is not None:
            found[position] = period
    times = Counter(period.code for period in found.values())
    columns: dict[int, Period] = {}
    for position, period in found.items():
        whole = period.is_balance or period.is_fiscal_year
        known = {held.code for held in columns.values()}
        if period.code not in known and (whole or times[period.code] == 1):
            columns[position] = period
    return columns


def _period(
    kind: StatementKind, heading: str, caption: str, around: str, ends: YearEnds
) -> Period | None:
    if kind is not StatementKind.BALANCE:
        return flow_period(heading, caption, around, ends)
    code = balance_code(heading, f"{caption} {around}", ends)
    return period_from(code) if code is not None else None
