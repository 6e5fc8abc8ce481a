"""Sections written by code: complete, dull and correct. No number is typed here."""

import re
from collections.abc import Iterator
from typing import Final

from assistant.domain.case import CaseFile
from assistant.domain.figures import Figure, Verdict
from assistant.domain.findings import Finding, ReviewState, Severity
from assistant.domain.memo import Author, Paragraph
from assistant.domain.periods import brief, spans_named
from assistant.domain.quantities import Lang
from assistant.domain.score import RuleResult, ScoreReport
from assistant.domain.tongues import in_tongue
from assistant.memo.notes import NoteBook
from assistant.memo.outline import Material, PeriodTable, told_metric

_DIGITS: Final = re.compile(r"\d+")
CODE: Final = Author(kind="code", name="tallystick")

_VERDICTS: Final = {
    Verdict.BREACH: ("不符合", "Breach"),
    Verdict.NOT_COMPUTABLE: ("无法测试", "Could not be tested"),
    Verdict.THIN: ("勉强通过", "Thin pass"),
    Verdict.WAIVED: ("已豁免", "Waived"),
    Verdict.PASS: ("通过", "Pass"),
}
_SEVERITIES: Final = {
    Severity.CRITICAL: ("重大", "Critical"),
    Severity.WARNING: ("关注", "Warning"),
    Severity.INFO: ("提示", "Note"),
}
_RECOMMENDATIONS: Final = {
    "approve": ("建议同意。", "Approval is recommended."),
    "approve_with_conditions": (
        "建议在落实下列条件后同意。",
        "Approval is recommended subject to the conditions below.",
    ),
    "refer": (
        "建议补充资料或提交有权审批人后再议。",
        "The request should be referred: the points below need an answer or an authority first.",
    ),
    "decline": ("建议不予同意。", "The request should be declined."),
}
_REVIEWS: Final = {
    ReviewState.OPEN: ("待核实", "open"),
    ReviewState.KEPT: ("已确认", "kept"),
    ReviewState.DISMISSED: ("已排除", "dismissed"),
}


def _months_first(span: str) -> tuple[int, str]:
    match = _DIGITS.search(span)
    return int(match[0]) if match else 0, span


class SectionWriter:
    """Writes paragraphs of one memo; figures are looked up in the case for their notes."""

    def __init__(self, case: CaseFile, notes: NoteBook, lang: Lang) -> None:
        """Write about ``case`` in ``lang``, numbering sources in ``notes``."""
        self._case = case
        self._notes = notes
        self._column = 0 if lang is Lang.ZH else 1
        self._lang = lang
        self._stop = "。" if lang is Lang.ZH else "."
        self._figures = {figure.key: figure for figure in case.figures}
        self._spans: dict[str, None] = {}

    def paragraphs(self, material: Material) -> tuple[Paragraph, ...]:
        """Everything the section says, in order; never empty."""
        parts = [
            self._fields(material),
            self._table(material.table),
            *self._topics(material),
            self._findings(material.findings),
            self._rules(material.rules),
        ]
        if material.spec.code == "rating":
            parts.append(self._reasons(self._case.score))
        if material.spec.code == "recommendation":
            parts.append(self._recommendation(self._case.score))
        written = tuple(part for part in parts if part is not None)
        return written or (self._nothing(material),)

    def _topics(self, material: Material) -> Iterator[Paragraph]:
        """A paragraph a topic: its statements one after the other, each with its source marks."""
        for topic in material.spec.topics:
            told = [s for s in material.statements if told_metric(s) in topic.metrics]
            if not told:
                continue
            lead = f"**{topic.lead(self._lang)}{self._stop}**"
            sentences = [f"{self._brief(s.text(self._lang))}{self._marks(s.figures)}" for s in told]
            joined = ("" if self._lang is Lang.ZH else " ").join(sentences)
            yield Paragraph(
                text=f"{lead} {joined}",
                author=CODE,
                statements=tuple(s.key for s in told),
                figures=tuple(dict.fromkeys(key for s in told for key in s.figures)),
            )

    def _brief(self, text: str) -> str:
        """The text with its trailing periods named without dates, which are kept for the note."""
        self._spans.update(dict.fromkeys(spans_named(text)))
        return brief(text)

    def period_note(self) -> Paragraph | None:
        """What the trailing periods mean that were written so far, said once for the memo."""
        if not self._spans:
            return None
        told = ("、" if self._lang is Lang.ZH else "; ").join(
            sorted(self._spans, key=_months_first)
        )
        text = (f"本报告所称期间：{told}。", f"Periods in this memo: {told}.")[self._column]
        return Paragraph(text=text, author=CODE)

    def _fields(self, material: Material) -> Paragraph | None:
        if not material.fields:
            return None
        rows = [f"| {r.label} | {self._cell(r.figure)} |" for r in material.fields if r.figure]
        unset = [row.label for row in material.fields if row.figure is None]
        lines = []
        if rows:
            lines += [("| 项目 | 内容 |", "| Item | Value |")[self._column], "|---|---|", *rows]
        if unset:
            named = ("、" if self._lang is Lang.ZH else ", ").join(unset)
            lines += ["", (f"尚未提供：{named}。", f"Not on file: {named}.")[self._column]]
        keys = tuple(row.figure.key for row in material.fields if row.figure)
        return Paragraph(text="\n".join(lines).strip(), author=CODE, figures=keys)

    def _table(self, table: PeriodTable | None) -> Paragraph | None:
        if table is None:
            return None
        first = ("指标", "Metric")[self._column]
        lines = [
            f"| {first} | {' | '.join(table.heads)} |",
            "|---|" + "---:|" * len(table.heads),
        ]
        for row in table.rows:
            cells = " | ".join(self._cell(figure) if figure else "—" for figure in row.cells)
            lines.append(f"| {row.label} | {cells} |")
        keys = tuple(f.key for row in table.rows for f in row.cells if f)
        return Paragraph(text="\n".join(lines), author=CODE, figures=keys)

    def _cell(self, figure: Figure) -> str:
        text = figure.text(self._lang).replace("|", "／").replace("\n", " ")
        return f"{text}{self._notes.mark(figure)}"

    def _marks(self, keys: tuple[str, ...]) -> str:
        return self._notes.marks(tuple(self._figures.get(key) for key in keys))

    def _findings(self, findings: tuple[Finding, ...]) -> Paragraph | None:
        if not findings:
            return None
        lines = []
        for finding in findings:
            severity = _SEVERITIES[finding.severity][self._column]
            state = _REVIEWS[finding.review.state][self._column]
            sentence = self._brief(finding.statement.text(self._lang))
            marks = self._marks(finding.statement.figures)
            lines.append(f"- **{severity} · {state}{self._stop}** {sentence}{marks}")
        return Paragraph(
            text="\n".join(lines),
            author=CODE,
            statements=tuple(f.statement.key for f in findings),
        )

    def _rules(self, rules: tuple[RuleResult, ...]) -> Paragraph | None:
        if not rules:
            return None
        order = list(_VERDICTS)
        lines = []
        for rule in sorted(rules, key=lambda r: (order.index(r.verdict), r.id)):
            verdict = _VERDICTS[rule.verdict][self._column]
            marks = self._marks((rule.figure,) if rule.figure else ())
            room = self._brief(rule.break_even(self._lang))
            after = f"{'' if self._lang is Lang.ZH else ' '}{room}" if room else ""
            lines.append(
                f"- **{verdict}{self._stop}** {self._brief(rule.text(self._lang))}{marks}{after}"
            )
        return Paragraph(text="\n".join(lines), author=CODE)

    def _reasons(self, score: ScoreReport | None) -> Paragraph | None:
        if score is None:
            return None
        lines = [
            f"- {self._brief(reason.text(self._lang))}"
            f"{self._marks((reason.figure,) if reason.figure else ())}"
            for reason in sorted(score.reasons, key=lambda r: r.points - r.max_points)
        ]
        return Paragraph(text="\n".join(lines), author=CODE) if lines else None

    def _recommendation(self, score: ScoreReport | None) -> Paragraph | None:
        if score is None:
            return None
        opening = _RECOMMENDATIONS[score.recommendation][self._column]
        conditions = [line for rule in score.rules if (line := self._condition(rule)) is not None]
        return Paragraph(text="\n".join([opening, "", *conditions]).strip(), author=CODE)

    def _condition(self, rule: RuleResult) -> str | None:
        zh = self._lang is Lang.ZH
        sentence = self._brief(rule.text(self._lang))
        if rule.verdict is Verdict.BREACH:
            who = in_tongue(rule.authority, self._lang)
            ask = (
                f"须经{who}书面豁免或予以纠正。"
                if zh
                else f"A written waiver by the {who}, or a cure, is needed."
            )
        elif rule.verdict is Verdict.NOT_COMPUTABLE:
            ask = (
                "放款前补充资料并重新测试。"
                if zh
                else "Complete the file and test before drawdown."
            )
        elif rule.verdict is Verdict.THIN:
            ask = "放款后按季复测。" if zh else "Test again every quarter after drawdown."
        else:
            return None
        return f"- {sentence}{'' if zh else ' '}{ask}"

    def _nothing(self, material: Material) -> Paragraph:
        title = material.spec.title(self._lang)
        text = (
            f"案卷中没有可用于“{title}”的资料，见待补充事项。",
            f"The file holds nothing for “{title}”; see the open points.",
        )[self._column]
        return Paragraph(text=text, author=CODE)
