"""What each section has to say, gathered from the case; no prose is written here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.domain.applicant import FIELDS
from assistant.domain.case import CaseFile
from assistant.domain.figures import (
    Figure,
    FigureStatus,
    Metric,
    Statement,
    StatementKind,
    figure_key,
)
from assistant.domain.findings import Finding, FindingKind, ReviewState, Severity
from assistant.domain.memo import MemoKind, OpenPoint
from assistant.domain.quantities import Lang
from assistant.domain.score import RuleResult
from assistant.memo.asking import (
    FieldRow,
    document_point,
    end_of,
    missing_figures,
    unset_fields,
)
from assistant.memo.documents import asked_for
from assistant.memo.kinds import KINDS
from assistant.memo.templates import SectionSpec
from assistant.memo.unanswered import unanswered

_FAMILY: Final = ".n."
_FAMILIES: Final = {
    "collateral": ("押品", "collateral"),
    "guarantor": ("保证人", "guarantors"),
    "facility": ("现有授信明细", "existing facilities"),
    "use": ("资金用途明细", "list of uses"),
    "member": ("集团成员", "group members"),
    "visit": ("贷前实地调查记录", "site-visit log"),
    "enquiry": ("第三方了解记录", "third-party enquiries"),
}
"""Numbered families that a section asks for when the file has none of them, zh and en; of the
others nobody owes an entry.
"""
_INSTEAD: Final = {"applicant.owners": "owner.", "request.use_of_proceeds": "use."}
"""What isn't asked for where a family says it part by part."""
_COLUMNS: Final = 4
_WHOLE_YEAR_DAYS: Final = 363


@dataclass(frozen=True)
class FamilyTable:
    """A numbered family: a column a part that anything is known of, a row an entry."""

    parts: tuple[Metric, ...]
    rows: tuple[tuple[Figure | None, ...], ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """What it holds, row by row."""
        return tuple(figure for row in self.rows for figure in row if figure is not None)


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
    families: tuple[FamilyTable, ...]
    table: PeriodTable | None
    statements: tuple[Statement, ...]
    findings: tuple[Finding, ...]
    rules: tuple[RuleResult, ...]
    open_points: tuple[OpenPoint, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the file holds nothing for this section."""
        known = any(row.figure for row in self.fields) or self.families
        return not (known or self.table or self.statements or self.findings or self.rules)


def outline(case: CaseFile, kind: MemoKind, lang: Lang) -> tuple[Material, ...]:
    """The material of every section, in the order of the kind and language."""
    asked = asked_for(case, kind)
    found = (_material(case, spec, lang, asked) for spec in KINDS[kind].sections(lang))
    return tuple(m for m in found if not (m.spec.is_optional and _is_absent(m)))


def _is_absent(material: Material) -> bool:
    """Whether a section that not every file needs has nothing of its own: no family, no result."""
    return not (material.families or material.statements)


def _material(case: CaseFile, spec: SectionSpec, lang: Lang, asked: tuple[str, ...]) -> Material:
    families = {name: _family(case, name, spec) for name in spec.families}
    material = Material(
        spec=spec,
        fields=(*_field_rows(case, spec, families, lang), *_record_rows(case, spec, lang)),
        families=tuple(table for table in families.values() if table is not None),
        table=_period_table(case, spec, lang),
        statements=_statements(case, spec),
        findings=_findings(case, spec),
        rules=tuple(r for r in case.score.rules if r.verdict in spec.verdicts)
        if case.score
        else (),
        open_points=(),
    )
    points = (*unset_fields(material.fields, lang, asked), *missing_figures(case, spec, lang))
    if material.is_empty and spec.needs_documents:
        points = (*points, document_point(spec, lang))
    return Material(**{**material.__dict__, "open_points": points})


def _findings(case: CaseFile, spec: SectionSpec) -> tuple[Finding, ...]:
    """The findings of the section, the gravest first."""
    order = (Severity.CRITICAL, Severity.WARNING, Severity.INFO)
    told = (f for f in case.findings if f.kind in spec.findings and is_told(f))
    return tuple(sorted(told, key=lambda f: order.index(f.severity)))


def is_told(finding: Finding) -> bool:
    """What an interview raises is told once a person has kept it."""
    said = finding.kind is FindingKind.INTERVIEW
    return not said or finding.review.state is ReviewState.KEPT


def _field_rows(
    case: CaseFile, spec: SectionSpec, families: dict[str, FamilyTable | None], lang: Lang
) -> tuple[FieldRow, ...]:
    """Single fields, then the families that the file has nothing of."""
    told = unanswered(case)
    rows = [
        FieldRow(FIELDS[key].label(lang), _usable(case.figure(key)), key, told.get(key))
        for key in spec.single_fields
        if not (key in _INSTEAD and _has(case, _INSTEAD[key]))
    ]
    for name, table in families.items():
        if table is None and (names := _FAMILIES.get(name)):
            why = next((s for key, s in told.items() if key.startswith(f"{name}.")), None)
            rows.append(FieldRow(names[0 if lang is Lang.ZH else 1], None, f"{name}.", why))
    return tuple(rows)


def _has(case: CaseFile, prefix: str) -> bool:
    return any(f.key.startswith(prefix) and _usable(f) for f in case.figures)


def _family(case: CaseFile, name: str, spec: SectionSpec) -> FamilyTable | None:
    """What the file knows of a numbered family; None where that is nothing."""
    pattern = re.compile(rf"{re.escape(name)}\.(\d{{1,2}})\.([a-z_]+)\Z", re.ASCII)
    held: dict[int, dict[str, Figure]] = {}
    for figure in case.figures:
        if (match := pattern.match(figure.key)) and _usable(figure):
            held.setdefault(int(match[1]), {})[f"{name}{_FAMILY}{match[2]}"] = figure
    keys = [k for k in spec.fields if k.startswith(f"{name}{_FAMILY}")]
    shown = [key for key in keys if any(key in row for row in held.values())]
    if not shown:
        return None
    rows = tuple(tuple(held[n].get(key) for key in shown) for n in sorted(held))
    return FamilyTable(tuple(FIELDS[key] for key in shown), rows)


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
    for figure in sorted(figures, key=lambda f: (end_of(f), f.key.startswith("total"), f.key)):
        held = by_end.get(end_of(figure))
        if held is None or (held.period and held.period.is_balance):
            by_end[end_of(figure)] = figure
    return tuple(by_end[end] for end in sorted(by_end))[-_COLUMNS:]


def _cell(figures: list[Figure], metric: str, column: Figure) -> Figure | None:
    same = (f for f in figures if f.metric == metric and end_of(f) == end_of(column))
    return next(same, None)


def _statements(case: CaseFile, spec: SectionSpec) -> tuple[Statement, ...]:
    """The latest statements of each metric that the section tells, in the section's order."""
    ends = {f.key: end_of(f) for f in case.figures}
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
    newest = max((ends.get(key, date.min) for key in statement.figures), default=date.min)
    return newest, int("@L12M" in statement.key)
