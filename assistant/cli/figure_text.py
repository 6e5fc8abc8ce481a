"""Figures and findings as text for people."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from assistant.cli.layout import columns, one_line
from assistant.cli.words import moment, review_word, severity_word, status_word
from assistant.domain.case import CaseFile
from assistant.domain.evidence import Computed, Evidence
from assistant.domain.figures import Figure, FigureStatus
from assistant.domain.findings import Finding, ReviewState, Severity
from assistant.domain.formula_names import formula_in_names, names_of
from assistant.domain.quantities import Lang
from assistant.domain.tongues import in_tongue

_GRAVITY: Final = (Severity.CRITICAL, Severity.WARNING, Severity.INFO)
_SHOWN_QUOTE: Final = 160


def figures_text(figures: Iterable[Figure], lang: Lang) -> str:
    """One line a figure: key, name, value or why there is none."""
    return columns([_cells(f, lang) for f in figures])


def _cells(figure: Figure, lang: Lang) -> tuple[str, str, str]:
    value = figure.missing(lang) or figure.text(lang)
    if figure.status is not FigureStatus.VERIFIED:
        value = f"{value}  [{status_word(figure.status, lang)}]"
    return figure.key, one_line(figure.label(lang)), one_line(value)


def figure_text(figure: Figure, case: CaseFile, lang: Lang) -> str:
    """Everything about one figure: value, period, evidence, inputs, sentences that say it."""
    zh = lang is Lang.ZH
    short, full = figure.text(lang), figure.text(lang, full=True)
    value = figure.missing(lang) or (short if short == full else f"{short}  ({full})")
    facts = [
        ("数值" if zh else "value", one_line(value)),
        ("状态" if zh else "status", status_word(figure.status, lang)),
    ]
    if figure.period is not None:
        dates = f"{figure.period.start} - {figure.period.end}"
        facts.append(("期间" if zh else "period", f"{figure.period.label(lang)}  ({dates})"))
    facts += _evidence(figure.evidence, {f.key: f for f in case.figures}, lang)
    lines = [f"{figure.key}  {one_line(figure.label(lang))}", columns(facts, indent="  ")]
    inputs = _inputs(figure, case)
    if inputs:
        lines += [f"  {'计算所用' if zh else 'inputs'}"]
        lines.append(columns([_cells(f, lang) for f in inputs], indent="    "))
    said = [s.text(lang) for s in case.statements if s.figures and s.figures[0] == figure.key]
    lines += [f"  > {one_line(text)}" for text in said]
    return "\n".join(lines)


def _inputs(figure: Figure, case: CaseFile) -> list[Figure]:
    if not isinstance(figure.evidence, Computed):
        return []
    wanted = set(figure.evidence.input_keys)
    return [f for f in case.figures if f.key in wanted]


def _evidence(
    evidence: Evidence, figures: Mapping[str, Figure], lang: Lang
) -> list[tuple[str, str]]:
    zh = lang is Lang.ZH
    source = "来源" if zh else "source"
    if evidence.type == "computed":
        keys = one_line(in_tongue(evidence.formula, lang))
        named = one_line(formula_in_names(keys, names_of(figures, lang), lang))
        facts = [
            ("公式" if zh else "formula", named),
            *([("公式（代码）" if zh else "in keys", keys)] if named != keys else []),
            ("计算" if zh else "computed by", f"{evidence.tool} v{evidence.version}"),
        ]
        if evidence.rows is not None:
            facts.append(("发票" if zh else "rows", f"{evidence.rows:,}"))
        return facts
    if evidence.type == "quoted":
        place = f"第{evidence.page}页" if zh else f"page {evidence.page}"
        place = evidence.cell or place
        return [
            (source, one_line(f"{evidence.source_name}  {place}")),
            ("原文" if zh else "quote", one_line(evidence.quote)[:_SHOWN_QUOTE]),
        ]
    if evidence.type == "entered":
        who = f"{evidence.who}  {moment(evidence.when)}"
        facts = [("录入" if zh else "entered by", one_line(who))]
        if evidence.why:
            facts.append(("依据" if zh else "because", one_line(evidence.why)))
        return facts
    said = f"{evidence.speaker} {evidence.start_s}-{evidence.end_s} s: {evidence.words}"
    return [(source, one_line(said))]


def findings_text(findings: Sequence[Finding], lang: Lang) -> str:
    """One line a finding, the gravest first; what was decided stands with who and why."""
    ordered = sorted(
        findings,
        key=lambda f: (f.review.state is ReviewState.DISMISSED, _GRAVITY.index(f.severity)),
    )
    rows = [
        (
            severity_word(f.severity, lang),
            review_word(f.review.state, lang),
            one_line(f.statement.text(lang) + _decided(f, lang)),
        )
        for f in ordered
    ]
    lines = columns(rows).splitlines()
    ids = [f"      {f.id}" for f in ordered]
    return "\n".join(part for pair in zip(lines, ids, strict=True) for part in pair)


def _decided(finding: Finding, lang: Lang) -> str:
    review = finding.review
    if review.state is ReviewState.OPEN:
        return ""
    who = f"{review.who} {moment(review.when)}" if review.when else str(review.who or "")
    words = f"{who}: {review.note}" if review.note else who
    return f"（{words}）" if lang is Lang.ZH else f" ({words})"
