"""Figures from tabular financial statements, verified where the statement adds up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from assistant.domain.accounts import FURTHER_LINES, STATEMENT_LINES
from assistant.domain.evidence import Quoted
from assistant.domain.figures import Figure, FigureStatus, Statement, StatementKind
from assistant.domain.findings import Finding, FindingKind, Severity
from assistant.domain.periods import Period
from assistant.domain.quantities import Lang, money_text
from assistant.domain.tongues import two_tongued
from assistant.extraction.quotes import quote_of
from assistant.extraction.signs import by_convention
from assistant.extraction.statement_lines import line_named
from assistant.extraction.statement_tables import (
    LineCell,
    StatementTable,
    UnreadColumn,
    parents_pages,
    statement_tables,
    unread_columns,
)
from assistant.extraction.tie_outs import TieOut, proves, tie_outs
from retrieval.passages import LoadedDocument

_TIE_RULE: Final = "statement.tie_out"
_UNIT_RULE: Final = "statement.unit_unstated"
_REPEAT_RULE: Final = "statement.repeated_line"
_ENOUGH_LINES: Final = 4
_SPREAD: Final = {**STATEMENT_LINES, **{line.key: line for line in FURTHER_LINES}}
"""Lines that become figures."""


@dataclass(frozen=True)
class Extracted:
    """What was read from one document."""

    figures: tuple[Figure, ...] = ()
    findings: tuple[Finding, ...] = ()
    unread: tuple[str, ...] = ()
    """Columns and statements that were left out, in both languages."""


def statement_figures(document: LoadedDocument, source: str) -> Extracted:
    """Figures such as ``revenue@FY2024`` and ``total_assets@2024-12-31``.

    A figure is verified where its quote stands on the page, the unit is stated and the statement
    of that period adds up; otherwise it is a candidate.

    Args:
        document: as loaded.
        source: the source's id in the case.
    """
    figures: dict[str, Figure] = {}
    findings: dict[str, Finding] = {}
    for table in statement_tables(document):
        for period, lines in _by_period(table):
            found = _Reading(document, source, table, period, lines)
            findings.update((f.id, f) for f in found.findings())
            for figure in found.figures():
                known = figures.setdefault(figure.key, figure)
                if known.value != figure.value:
                    finding = _repeated(source, known, figure)
                    findings[finding.id] = finding
                if known.status is FigureStatus.CANDIDATE and known.value == figure.value:
                    figures[figure.key] = figure
    unread = tuple(map(_left_out, unread_columns(document)))
    unread += tuple(_parents(page) for page in parents_pages(document) if figures)
    return Extracted(tuple(figures.values()), tuple(findings.values()), unread)


def _parents(page: int) -> str:
    return two_tongued(
        f"第{page}页起：母公司报表未读入，采用合并报表",
        f"from page {page}: the parent's own statement was not read, the group's counts",
    )


def _left_out(column: UnreadColumn) -> str:
    page, heading = column
    return two_tongued(
        f"第{page}页：列“{heading}”的期间无法确定，未读入",
        f"page {page}: the column {heading!r} names no period for sure and was not read",
    )


def is_statements(document: LoadedDocument) -> bool:
    """Whether the document holds at least one statement with several lines."""
    return any(
        len({cell.key for cell in table.cells}) >= _ENOUGH_LINES
        for table in statement_tables(document)
    )


def lines_in(rows: Sequence[Sequence[str]]) -> int:
    """How many different statement lines the rows of a sheet name."""
    labels = (next((cell for cell in row if cell), "") for row in rows)
    return len({line_named(label) for label in labels} - {None})


def _by_period(table: StatementTable) -> Iterator[tuple[Period, dict[str, LineCell]]]:
    """One cell a line; a line's own name beats its aliases, then the first one printed."""
    ordered = sorted(table.cells, key=lambda c: c.code)
    for _, cells in groupby(ordered, key=lambda c: c.code):
        lines: dict[str, LineCell] = {}
        ranked = sorted(cells, key=lambda c: c.rank)
        for cell in ranked:
            lines.setdefault(cell.key, cell)
        yield ranked[0].period, by_convention(table.kind, lines)


@dataclass(frozen=True)
class _Reading:
    document: LoadedDocument
    source: str
    table: StatementTable
    period: Period
    lines: Mapping[str, LineCell]

    @property
    def code(self) -> str:
        return self.period.code

    @property
    def ties(self) -> tuple[TieOut, ...]:
        return tie_outs(self.table.kind, self.lines)

    def figures(self) -> Iterator[Figure]:
        proved = proves(self.ties) and self.table.scale.stated
        for key, cell in self.lines.items():
            if key in _SPREAD:
                yield self._figure(cell, proved=proved)

    def _figure(self, cell: LineCell, *, proved: bool) -> Figure:
        metric = _SPREAD[cell.key]
        quote = quote_of(self.document.pages[cell.page - 1].text, cell.label, cell.text)
        verified = proved and quote is not None
        return Figure(
            key=f"{cell.key}@{self.code}",
            label_zh=metric.label_zh,
            label_en=metric.label_en,
            value=cell.value,
            unit=self.table.scale.currency,
            period=self.period,
            evidence=Quoted(
                source=self.source,
                source_name=self.document.name,
                page=cell.page,
                cell=cell.cell,
                span=quote.span if quote else None,
                quote=quote.text if quote else f"{cell.label}  {cell.text}",
            ),
            status=FigureStatus.VERIFIED if verified else FigureStatus.CANDIDATE,
        )

    def findings(self) -> Iterator[Finding]:
        yield from (self._gap(tie) for tie in self.ties if not tie.holds)
        if not self.table.scale.stated:
            yield self._unstated()

    def _gap(self, tie: TieOut) -> Finding:
        keys = tuple(f"{k}@{self.code}" for k in (tie.total, *tie.parts) if k in _SPREAD)
        unit = self.table.scale.currency
        zh, en = (money_text(abs(tie.gap), unit, lang, full=True) for lang in (Lang.ZH, Lang.EN))
        total = _SPREAD.get(tie.total)
        name_zh = total.label_zh if total else "期末现金余额"
        name_en = total.label_en if total else "cash at the end of the period"
        return _finding(
            (_TIE_RULE, self.source, f"{tie.total}@{self.code}"),
            Severity.WARNING,
            (
                f"《{self.document.name}》{self.code} 的{name_zh}与各组成项之和相差{zh}，"
                "报表不平。",
                f"In {self.document.name}, {name_en} for {self.code} differs from the sum of its "
                f"parts by {en}: the statement does not add up.",
            ),
            keys,
        )

    def _unstated(self) -> Finding:
        assumed = self.table.scale.factor != 1
        zh_as = "按本文件其他报表的单位读取" if assumed else "按元读取"
        en_as = "in the unit of its other statements" if assumed else "as whole units"
        return _finding(
            (_UNIT_RULE, self.source, f"{self.table.kind.value}@{self.code}"),
            Severity.WARNING,
            (
                f"《{self.document.name}》{self.code} 的报表未注明金额单位，{zh_as}，待人工确认。",
                f"{self.document.name} states no unit for its {self.table.kind.value} statement of "
                f"{self.code}; amounts were read {en_as} and need to be confirmed.",
            ),
            tuple(f"{key}@{self.code}" for key in self.lines if key in _SPREAD),
        )


def _repeated(source: str, first: Figure, second: Figure) -> Finding:
    zh, en = (
        (first.text(lang, full=True), second.text(lang, full=True)) for lang in (Lang.ZH, Lang.EN)
    )
    return _finding(
        (_REPEAT_RULE, source, first.key),
        Severity.INFO,
        (
            f"同一文件中{first.label_zh}（{first.key}）先后为{zh[0]}与{zh[1]}，采用前者。",
            f"The same document gives {first.label_en} ({first.key}) as {en[0]} and as {en[1]}; "
            "the first one is used.",
        ),
        (first.key,),
    )


def _finding(
    place: tuple[str, str, str],
    severity: Severity,
    texts: tuple[str, str],
    figures: tuple[str, ...],
) -> Finding:
    rule, source, subject = place
    return Finding(
        id=f"{rule}:{source[:12]}:{subject}",
        kind=FindingKind.CONSISTENCY if rule == _TIE_RULE else FindingKind.DATA_QUALITY,
        severity=severity,
        rule_id=rule,
        statement=Statement(
            key=f"{rule}:{source[:12]}:{subject}",
            kind=StatementKind.COMPARISON,
            text_zh=texts[0],
            text_en=texts[1],
            figures=figures,
        ),
    )
