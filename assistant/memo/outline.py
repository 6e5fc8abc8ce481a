"""What each section has to say, gathered from the case; no prose is written here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.domain.applicant import FIELDS
from assistant.domain.case import CaseFile
from assistant.domain.figures import Figure, FigureStatus, Statement, StatementKind, figure_key
from assistant.domain.findings import Finding, FindingKind, ReviewState
from assistant.domain.memo import MemoKind, OpenPoint
from assistant.domain.quantities import Lang
from assistant.domain.score import RuleResult
from assistant.memo.kinds import KINDS
from assistant.memo.templates import SectionSpec

_FAMILY: Final = re.compile(r"\.n\.")
_COLUMNS: Final = 4
_WHOLE_YEAR_DAYS: Final = 363
_DISTANT: Final = date.min


@dataclass(frozen=True)
class FieldRow:
    """One applicant or request field; ``figure`` is None where nobody entered it."""

    label: str
    figure: Figure | None


@dataclass(frozen=True)
class TableRow:
    """One metric over the table's periods; None where the case has no such figure."""

    label: str
    cells: tuple[Figure | None, ...]


@dataclass(frozen=True)
class PeriodTable:
    """Metrics by period, oldest first."""

    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True)
class Material:
    """Everything that one section may use."""

    spec: SectionSpec
    fields: tuple[FieldRow, ...]
    table: PeriodTable | None
    statements: tuple[Statement, ...]
    findings: tuple[Finding, ...]
    rules: tuple[RuleResult, ...]
    open_points: tuple[OpenPoint, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the file holds nothing for this section."""
        known = any(row.figure for row in self.fields)
        return not (known or self.table or self.statements or self.findings or self.rules)


def outline(case: CaseFile, kind: MemoKind, lang: Lang) -> tuple[Material, ...]:
    """The material of every section, in the order of the kind and language."""
    found = (_material(case, spec, lang) for spec in KINDS[kind].sections(lang))
    return tuple(m for m in found if not (m.spec.is_optional and _is_absent(m)))


def _is_absent(material: Material) -> bool:
    """Whether a section that not every file needs has nothing of its own: no family, no result."""
    rows = (row.figure for row in material.fields if row.figure is not None)
    own = any(not f.key.startswith("request.") for f in rows)
    return not (own or material.statements)


def _material(case: CaseFile, spec: SectionSpec, lang: Lang) -> Material:
    fields = tuple(row for key in spec.fields for row in _field_rows(case, key, lang))
    material = Material(
        spec=spec,
        fields=(*fields, *_record_rows(case, spec, lang)),
        table=_period_table(case, spec, lang),
        statements=_statements(case, spec),
        findings=tuple(f for f in case.findings if f.kind in spec.findings and _is_told(f)),
        rules=tuple(r for r in case.score.rules if r.verdict in spec.verdicts)
        if case.score
        else (),
        open_points=(),
    )
    points = (*_unset_fields(material, lang), *_missing_figures(case, spec, lang))
    if material.is_empty and spec.needs_documents:
        points = (*points, _document_point(spec, lang))
    return Material(**{**material.__dict__, "open_points": points})


def _is_told(finding: Finding) -> bool:
    """What an interview raises is told once a person has kept it."""
    said = finding.kind is FindingKind.INTERVIEW
    return not said or finding.review.state is ReviewState.KEPT


def _field_rows(case: CaseFile, key: str, lang: Lang) -> tuple[FieldRow, ...]:
    if not _FAMILY.search(key):
        return (FieldRow(FIELDS[key].label(lang), _usable(case.figure(key))),)
    pattern = re.compile(re.escape(key).replace(r"\.n\.", r"\.\d+\.") + r"\Z")
    found = [f for f in case.figures if pattern.match(f.key) and _usable(f)]
    if not found:
        return (FieldRow(FIELDS[key].label(lang), None),)
    return tuple(FieldRow(f.label(lang), f) for f in sorted(found, key=lambda f: f.key))


def _record_rows(case: CaseFile, spec: SectionSpec, lang: Lang) -> Iterator[FieldRow]:
    """What papers record, one record after the other, its fields in their order."""
    found = [f for f in case.figures if f.metric in spec.records and _usable(f)]
    scopes = dict.fromkeys(figure_key(f.key).scope for f in found)
    for scope in scopes:
        own = [f for f in found if figure_key(f.key).scope == scope]
        for figure in sorted(own, key=lambda f: spec.records.index(f.metric)):
            yield FieldRow(figure.label(lang), figure)


def _usable(figure: Figure | None) -> Figure | None:
    """A figure that may be printed as fact: present and verified."""
    if figure is None or figure.value is None or figure.status is not FigureStatus.VERIFIED:
        return None
    return figure


def _period_table(case: CaseFile, spec: SectionSpec, lang: Lang) -> PeriodTable | None:
    wanted = [f for f in case.figures if f.metric in spec.table and _is_plain(f) and _usable(f)]
    columns = _columns(wanted)
    if not columns:
        return None
    heads = tuple(f.period.label(lang) for f in columns if f.period is not None)
    rows = []
    for metric in spec.table:
        cells = tuple(_cell(wanted, metric, column) for column in columns)
        label = next((f.label(lang) for f in cells if f is not None), None)
        if label is not None:
            rows.append(TableRow(label, cells))
    return PeriodTable(heads, tuple(rows))


def _is_plain(figure: Figure) -> bool:
    key = figure_key(figure.key)
    whole_year = figure.period is not None and (
        figure.period.is_balance
        or (figure.period.end - figure.period.start).days >= _WHOLE_YEAR_DAYS
    )
    return key.scope is None and key.source is None and whole_year and key.period != "P12M"


def _columns(figures: list[Figure]) -> tuple[Figure, ...]:
    """One figure a column: fiscal years and balance dates of one year share a column."""
    by_end: dict[date, Figure] = {}
    for figure in sorted(figures, key=lambda f: (_end(f), f.key.startswith("total"), f.key)):
        held = by_end.get(_end(figure))
        if held is None or (held.period and held.period.is_balance):
            by_end[_end(figure)] = figure
    return tuple(by_end[end] for end in sorted(by_end))[-_COLUMNS:]


def _cell(figures: list[Figure], metric: str, column: Figure) -> Figure | None:
    same = (f for f in figures if f.metric == metric and _end(f) == _end(column))
    return next(same, None)


def _end(figure: Figure) -> date:
    return figure.period.end if figure.period else _DISTANT


def _statements(case: CaseFile, spec: SectionSpec) -> tuple[Statement, ...]:
    """The latest statements of each metric that the section tells, in the section's order."""
    ends = {f.key: _end(f) for f in case.figures}
    place = {metric: n for n, metric in enumerate(spec.metrics)}
    latest: dict[tuple[str, StatementKind], Statement] = {}
    for statement in case.statements:
        metric = told_metric(statement)
        if statement.kind is StatementKind.MISSING or metric not in place:
            continue
        held = latest.get((metric, statement.kind))
        if held is None or _newest(statement, ends) > _newest(held, ends):
            latest[metric, statement.kind] = statement
    chosen = [s for (metric, _), s in latest.items() if not _is_covered(metric, s.kind, latest)]
    order = list(StatementKind)
    return tuple(sorted(chosen, key=lambda s: (place[told_metric(s)], order.index(s.kind), s.key)))


def told_metric(statement: Statement) -> str:
    """The metric that a statement is about: its key without kind, scope and period."""
    return figure_key(statement.key).metric.rpartition(".")[0]


def _is_covered(
    metric: str, kind: StatementKind, told: dict[tuple[str, StatementKind], Statement]
) -> bool:
    """Whether another statement says all of it: a trend gives the value, and the group's share."""
    kinds = {k for m, k in told if m == metric}
    if kind is StatementKind.VALUE:
        return len(kinds) > 1
    named = metric.endswith("top1_share")
    return kind is StatementKind.SHARE and StatementKind.TREND in kinds and not named


def _newest(statement: Statement, ends: dict[str, date]) -> tuple[date, int]:
    """Newest end first; of two that end together the longer window's key sorts later."""
    newest = max((ends.get(key, _DISTANT) for key in statement.figures), default=_DISTANT)
    return newest, int("@L12M" in statement.key)


def _unset_fields(material: Material, lang: Lang) -> tuple[OpenPoint, ...]:
    zh = lang is Lang.ZH
    return tuple(
        OpenPoint(
            text=f"“{row.label}”未提供" if zh else f"“{row.label}” is not on file",
            ask=f"请提供{row.label}" if zh else f"provide: {row.label}",
        )
        for row in material.fields
        if row.figure is None
    )


def _missing_figures(case: CaseFile, spec: SectionSpec, lang: Lang) -> tuple[OpenPoint, ...]:
    """Latest missing figure of each metric that the section's statements would use."""
    zh = lang is Lang.ZH
    latest: dict[str, Figure] = {}
    for figure in case.figures:
        if figure.metric in spec.metrics and figure.period and figure_key(figure.key).scope is None:
            held = latest.get(figure.metric)
            if held is None or _end(figure) >= _end(held):
                latest[figure.metric] = figure
    points: dict[str, OpenPoint] = {}
    for figure in latest.values():
        if reason := figure.missing(lang):
            text = (
                f"“{figure.label(lang)}”无法计算"
                if zh
                else f"“{figure.label(lang)}” can't be computed"
            )
            points.setdefault(text, OpenPoint(text=text, ask=reason))
    return tuple(points.values())


def _document_point(spec: SectionSpec, lang: Lang) -> OpenPoint:
    zh_ask, en_ask = spec.needs_documents
    if lang is Lang.ZH:
        return OpenPoint(text=f"“{spec.title_zh}”缺少资料", ask=f"请提供{zh_ask}")
    return OpenPoint(text=f"nothing on file for “{spec.title_en}”", ask=f"provide: {en_ask}")
