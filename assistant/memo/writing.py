"""Sections written by code: complete, dull and correct. No number is typed here."""

import re
from collections.abc import Iterator
from typing import Final

from assistant.domain.case import CaseFile
from assistant.domain.figures import Figure, Statement, Verdict
from assistant.domain.findings import Finding, ReviewState, Severity
from assistant.domain.lacking import unmeasured, untested
from assistant.domain.memo import Paragraph
from assistant.domain.periods import brief, spans_named
from assistant.domain.quantities import Lang
from assistant.domain.score import RuleResult, ScoreReport
from assistant.domain.terms import ConditionKind
from assistant.memo.asking import nothing_on_file
from assistant.memo.conclusions import CODE, VERDICTS, conclusion
from assistant.memo.conditions import CONDITIONS, confirmed, owned
from assistant.memo.covenants import covenants
from assistant.memo.exceptions import exceptions
from assistant.memo.notes import NoteBook
from assistant.memo.outline import FamilyTable, Material, PeriodTable, told_metric
from assistant.memo.templates import TESTS

_DIGITS: Final = re.compile(r"\d+")
_SEVERITIES: Final = {
    Severity.CRITICAL: ("重大", "Critical"),
    Severity.WARNING: ("关注", "Warning"),
    Severity.INFO: ("提示", "Note"),
}
_REVIEWS: Final = {
    ReviewState.OPEN: ("待核实", "open"),
    ReviewState.KEPT: ("已确认", "kept"),
    ReviewState.DISMISSED: ("已排除", "dismissed"),
}
_MITIGANTS: Final = ("缓释因素", "Mitigants")
_REGISTER: Final = ("约定财务指标", "Covenants")


def _months_first(span: str) -> tuple[int, str]:
    match = _DIGITS.search(span)
    return int(match[0]) if match else 0, span


class SectionWriter:
    """Writes paragraphs of one memo; figures are looked up in the case for their notes."""

    def __init__(
        self, case: CaseFile, notes: NoteBook, lang: Lang, changes: tuple[Statement, ...] = ()
    ) -> None:
        """Write about ``case`` in ``lang``, numbering sources in ``notes``.

        Args:
            case: whose memo.
            notes: hands out the numbers.
            lang: language of the memo.
            changes: what differs from the memo before.
        """
        self._changed = changes
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
            *map(self._family, material.families),
            self._unanswered(material),
            self._table(material.table),
            *self._topics(material),
            self._findings(material.findings),
            self._rules(material),
        ]
        if material.spec.code == "risks":
            parts.append(self._mitigants())
        if material.spec.code == "rating" and self._case.score and self._case.score.is_rated:
            parts.append(self._reasons(self._case.score))
        if material.spec.code == "changes":
            parts.append(self._changes())
        if self._case.score is not None:
            told = self._reasoned if material.spec.code == "decline_reasons" else self._told
            parts.append(conclusion(material.spec.code, self._case, self._lang, told, self._stated))
        if material.spec.code == "recommendation":
            parts += self._terms()
        written = tuple(part for part in parts if part is not None)
        nothing = nothing_on_file(material.spec, self._lang)
        return written or (Paragraph(text=nothing, author=CODE),)

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
        only = "; no others" if len(self._spans) == 1 else ""
        text = (f"本报告所称期间：{told}。", f"Periods in this memo: {told}{only}.")[self._column]
        return Paragraph(text=text, author=CODE)

    def _fields(self, material: Material) -> Paragraph | None:
        rows = [
            f"| {self._label(r.label)} | {self._cell(r.figure)} |"
            for r in material.fields
            if r.figure
        ]
        if not rows:
            return None
        lines = [("| 项目 | 内容 |", "| Item | Value |")[self._column], "|---|---|", *rows]
        keys = tuple(row.figure.key for row in material.fields if row.figure)
        return Paragraph(text="\n".join(lines), author=CODE, figures=keys)

    def _family(self, table: FamilyTable) -> Paragraph:
        """A numbered family as a table: a row an entry."""
        heads = [self._label(part.label(self._lang)) for part in table.parts]
        rules = ["---:" if part.unit.is_numeric else "---" for part in table.parts]
        lines = [f"| {' | '.join(heads)} |", f"|{'|'.join(rules)}|"]
        for row in table.rows:
            cells = (self._cell(figure) if figure else "—" for figure in row)
            lines.append(f"| {' | '.join(cells)} |")
        keys = tuple(figure.key for figure in table.figures)
        return Paragraph(text="\n".join(lines), author=CODE, figures=keys)

    def _unanswered(self, material: Material) -> Paragraph | None:
        """What has no answer, and why."""
        unset = [row for row in material.fields if row.figure is None]
        if not unset:
            return None
        lines = []
        if plain := [row.label for row in unset if row.why is None]:
            named = ("、" if self._lang is Lang.ZH else ", ").join(plain)
            lines.append(
                (
                    f"尚未提供（案卷资料均未载明）：{named}。",
                    f"Not on file (no document states it): {named}.",
                )[self._column]
            )
        told = [row.why for row in unset if row.why is not None]
        lines += [f"- {statement.text(self._lang)}" for statement in told]
        return Paragraph(text="\n".join(lines), author=CODE, statements=tuple(s.key for s in told))

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
            lines.append(f"| {self._label(row.label)} | {cells} |")
        keys = tuple(f.key for row in table.rows for f in row.cells if f)
        return Paragraph(text="\n".join(lines), author=CODE, figures=keys)

    def _label(self, text: str) -> str:
        """A label as the head of a row or column."""
        return text[:1].upper() + text[1:]

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

    def _rules(self, material: Material) -> Paragraph | None:
        """The rules, the gravest first; on one page those without a test are named in one line."""
        rules, score = material.rules, self._case.score
        left = untested(score) if score and material.spec.code == TESTS.code else None
        if left is not None:
            rules = tuple(r for r in rules if r.verdict is not Verdict.NOT_COMPUTABLE)
        if not rules and left is None:
            return None
        order = list(VERDICTS)
        broken = exceptions(rules)
        lines = []
        for rule in sorted(rules, key=lambda r: (order.index(r.verdict), r.id)):
            verdict = VERDICTS[rule.verdict][self._column]
            room = self._brief(rule.break_even(self._lang))
            after = f"{'' if self._lang is Lang.ZH else ' '}{room}" if room else ""
            told = broken.get(rule.id)
            said = self._told(rule) if told is None else self._stated(told)
            lines.append(f"- **{verdict}{self._stop}** {said}{after}")
        lines += [f"- {left.text(self._lang)}"] if left is not None else []
        return Paragraph(text="\n".join(lines), author=CODE)

    def _stated(self, statement: Statement) -> str:
        """A statement with its source marks."""
        return f"{self._brief(statement.text(self._lang))}{self._marks(statement.figures)}"

    def _told(self, rule: RuleResult) -> str:
        """A rule's sentence with its source mark."""
        return f"{self._brief(rule.text(self._lang))}{self._marks((rule.figure or '',))}"

    def _reasoned(self, rule: RuleResult) -> str:
        """A broken rule with its paragraph of the policy."""
        broken = exceptions((rule,)).get(rule.id)
        return self._told(rule) if broken is None else self._stated(broken)

    def _terms(self) -> Iterator[Paragraph]:
        """The confirmed conditions by kind, then the register of covenants."""
        held = confirmed(self._case)
        for kind, lead in CONDITIONS.items():
            if told := [owned(c) for c in held if c.kind is kind]:
                yield self._listed(lead[self._column], told)
        if register := [c.statement for c in covenants(self._case)]:
            yield self._listed(_REGISTER[self._column], register)

    def _mitigants(self) -> Paragraph | None:
        """What a person confirmed to stand against the risks."""
        held = [owned(c) for c in confirmed(self._case) if c.kind is ConditionKind.MITIGANT]
        return self._listed(_MITIGANTS[self._column], held) if held else None

    def _listed(self, lead: str, told: list[Statement]) -> Paragraph:
        lines = [f"**{lead}{self._stop}**", ""]
        lines += [f"- {self._stated(s)}" for s in told]
        keys = tuple(dict.fromkeys(key for s in told for key in s.figures))
        return Paragraph(
            text="\n".join(lines), author=CODE, statements=tuple(s.key for s in told), figures=keys
        )

    def _changes(self) -> Paragraph | None:
        if not self._changed:
            text = (
                "案卷中没有上一份报告可供比较。",
                "The file holds no earlier memo to compare with.",
            )
            return Paragraph(text=text[self._column], author=CODE)
        compared, *told = self._changed
        lines = [compared.text(self._lang), ""]
        lines += [f"- {self._brief(s.text(self._lang))}{self._marks(s.figures)}" for s in told]
        if not told:
            text = (
                "数值、测试结论和发现的事项与上一份报告一致。",
                "No value, outcome or finding differs from the previous memo.",
            )
            lines.append(text[self._column])
        keys = tuple(s.key for s in self._changed)
        return Paragraph(text="\n".join(lines), author=CODE, statements=keys)

    def _reasons(self, score: ScoreReport | None) -> Paragraph | None:
        if score is None:
            return None
        lost = score.main_reasons(len(score.reasons))
        lines = [
            f"- {self._brief(reason.text(self._lang))}{self._marks((reason.figure,))}"
            for reason in lost
            if reason.figure is not None
        ]
        if left := unmeasured(score):
            lines.append(f"- {left.text(self._lang)}")
        return Paragraph(text="\n".join(lines), author=CODE) if lines else None
