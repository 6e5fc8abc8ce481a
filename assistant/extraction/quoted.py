"""A value of a paper as a figure: label, place and quote; a candidate unless it is proved."""

import re
from typing import Final, NamedTuple

from assistant.domain.evidence import Quoted
from assistant.domain.figures import Figure, FigureStatus, Metric
from assistant.domain.periods import Period, period_from
from assistant.domain.quantities import Unit, Value
from assistant.extraction.amounts import day_from
from assistant.extraction.quotes import quote_of
from assistant.extraction.statement_tables import cell_reference
from retrieval.passages import LoadedDocument, Page, Table

_HEAD_LINES: Final = 6
_LONGEST_TITLE: Final = 80
_DAY: Final = re.compile(
    r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
    r"|(?:\d{1,2}\s+[A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\s+\d{1,2}),?\s+\d{4}"
)
_AS_OF: Final = re.compile(
    rf"(?:截止日?期?|截至|基准日|编制日期|报表日|as\s+(?:of|at)|at)\s*[:：]?\s*({_DAY.pattern})"
    rf"|({_DAY.pattern})\s*(?:账龄|余额)",
    re.IGNORECASE,
)


class Reading(NamedTuple):
    """Where values are read from."""

    document: LoadedDocument
    source: str
    """Its id in the case."""


class Cell(NamedTuple):
    """A cell of a table that holds a value."""

    table: Table
    row: int
    column: int

    @property
    def text(self) -> str:
        """As printed."""
        return self.table.rows[self.row][self.column].strip()

    @property
    def label(self) -> str:
        """The first cell of its row that says something."""
        return next((cell.strip() for cell in self.table.rows[self.row] if cell.strip()), "")


class Named(NamedTuple):
    """What a value is called."""

    metric: Metric
    scope: str = ""
    source: str = ""
    """Kind of paper, where another one may state the same."""
    said: tuple[str, str] = ("", "")
    """What tells it apart from others of its metric, in Chinese and English."""
    period: Period | None = None

    @property
    def key(self) -> str:
        """``metric[:scope][#source][@period]``."""
        scope = f":{self.scope}" if self.scope else ""
        source = f"#{self.source}" if self.source else ""
        return f"{self.metric.key}{scope}{source}" + (f"@{self.period.code}" if self.period else "")


def from_cell(
    reading: Reading, cell: Cell, named: Named, value: tuple[Value, Unit], *, proved: bool = False
) -> Figure | None:
    """The figure of a table's cell; None where its line can't be quoted."""
    page = reading.document.pages[cell.table.page - 1]
    quote = quote_of(page.text, cell.label, cell.text)
    if quote is None:
        return None
    evidence = Quoted(
        source=reading.source,
        source_name=reading.document.name,
        page=page.number,
        cell=cell_reference(reading.document, cell.table, cell.row, cell.column),
        span=quote.span,
        quote=quote.text,
    )
    return _figure(named, value, evidence, proved=proved)


def from_words(
    reading: Reading, page: Page, span: tuple[int, int], named: Named, value: tuple[Value, Unit]
) -> Figure:
    """The figure of a stretch of a page."""
    evidence = Quoted(
        source=reading.source,
        source_name=reading.document.name,
        page=page.number,
        span=span,
        quote=page.text[span[0] : span[1]],
    )
    return _figure(named, value, evidence, proved=False)


def _figure(named: Named, value: tuple[Value, Unit], evidence: Quoted, *, proved: bool) -> Figure:
    zh, en = named.said
    return Figure(
        key=named.key,
        label_zh=named.metric.label_zh + (f"（{zh}）" if zh else ""),
        label_en=named.metric.label_en + (f" ({en})" if en else ""),
        value=value[0],
        unit=value[1],
        period=named.period,
        evidence=evidence,
        status=FigureStatus.VERIFIED if proved else FigureStatus.CANDIDATE,
    )


def titles_of(document: LoadedDocument) -> tuple[str, ...]:
    """The short lines that a document begins with."""
    lines = (line.strip() for page in document.pages[:1] for line in page.text.splitlines())
    return tuple(line for line in lines if line)[:_HEAD_LINES]


def is_titled(document: LoadedDocument, title: re.Pattern[str]) -> bool:
    """Whether one of its first lines is such a title."""
    found = (line for line in titles_of(document) if len(line) <= _LONGEST_TITLE)
    return any(title.search(line) for line in found)


def title_of(document: LoadedDocument, table: Table) -> str:
    """What stands over a table: its caption, the sheet's name, the page's first lines."""
    page = document.pages[table.page - 1]
    lines = [line.strip() for line in page.text.splitlines() if line.strip()][:3]
    short = (line for line in lines if len(line) <= _LONGEST_TITLE)
    return "\n".join((table.caption, page.label, *short))


def day_stated(*texts: str) -> Period | None:
    """The day as of which a schedule is drawn up, from the first text that says one.

    Without such words the only day that the texts name.
    """
    for text in texts:
        match = _AS_OF.search(text)
        day = day_from(match[1] or match[2]) if match else None
        if day is not None:
            return period_from(day.isoformat())
    days = {day_from(found[0]) for text in texts for found in _DAY.finditer(text)} - {None}
    return period_from(str(days.pop())) if len(days) == 1 else None
