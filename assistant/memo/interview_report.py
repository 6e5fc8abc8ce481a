"""An interview as a report to take along: Markdown, or Word by way of the memo's own writer."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from assistant.domain.claims import Relation
from assistant.domain.figures import Figure
from assistant.domain.findings import Finding, ReviewState
from assistant.domain.interviews import (
    ClaimRow,
    Interview,
    InterviewView,
    Question,
    clock_text,
)
from assistant.domain.quantities import Lang
from assistant.domain.tongues import in_tongue
from assistant.interview.wording import file_text
from assistant.memo.docx_export import plain_docx

_TITLES: Final = (
    ("概况", "Overview"),
    ("待核事项", "Findings"),
    ("陈述与资料", "Claims beside the file"),
    ("还要追问", "Still to ask"),
    ("访谈前的问题", "Questions before the interview"),
    ("文字稿", "Transcript"),
)
_RELATIONS: Final = {
    Relation.AGREES: ("相符", "agrees"),
    Relation.CONTRADICTS: ("不符", "contradicts"),
    Relation.UNVERIFIABLE: ("无从核对", "can't be verified"),
}
_STATES: Final = {
    ReviewState.OPEN: ("待核", "open"),
    ReviewState.KEPT: ("采纳", "kept"),
    ReviewState.DISMISSED: ("排除", "dismissed"),
}
_HEADS: Final = (
    ("时间", "陈述", "数值", "结论", "资料"),
    ("Time", "Said", "Value", "Outcome", "File"),
)
_NONE: Final = ("无。", "None.")


class InterviewReport:
    """One interview in one language."""

    def __init__(
        self,
        view: InterviewView,
        findings: Sequence[Finding],
        figures: Mapping[str, Figure],
        lang: Lang,
    ) -> None:
        """Report ``view`` with what it raised; figures are looked up by key."""
        self._view = view
        self._findings = findings
        self._figures = figures
        self._lang = lang
        self._column = 0 if lang is Lang.ZH else 1

    @property
    def title(self) -> str:
        """What it is called."""
        return f"{('访谈记录', 'Interview')[self._column]} {self._view.interview.name}"

    def sections(self) -> tuple[tuple[str, str], ...]:
        """Titles, each with its Markdown."""
        none = _NONE[self._column]
        bodies = (
            self._overview(self._view.interview),
            _bullets(self._finding(f) for f in self._findings),
            self._claims(),
            _bullets(self._question(q) for q in self._view.follow_up),
            _bullets(self._question(q) for q in self._view.questions),
            self._transcript(self._view.interview),
        )
        titles = (pair[self._column] for pair in _TITLES)
        return tuple((title, body or none) for title, body in zip(titles, bodies, strict=True))

    def markdown(self) -> str:
        """The whole as one Markdown text."""
        parts = [f"## {title}\n\n{body}" for title, body in self.sections()]
        return "\n\n".join([f"# {self.title}", *parts]) + "\n"

    def docx(self) -> bytes:
        """The whole as the bytes of a .docx file."""
        return plain_docx(self.title, self.sections(), self._lang)

    def _overview(self, interview: Interview) -> str:
        who = "; ".join(f"{s} = {self._role(s)}" for s in interview.speakers)
        notices = (in_tongue(n, self._lang) for n in (*interview.notices, interview.voice) if n)
        proposals = interview.proposals
        asked = (proposals.text(self._lang),) if proposals else ()
        return _bullets((f"{clock_text(interview.duration_s)}; {who}", *notices, *asked))

    def _role(self, speaker: str) -> str:
        return self._view.interview.role_word(speaker, self._lang)

    def _finding(self, finding: Finding) -> str:
        state = _STATES[finding.review.state][self._column]
        note = f" ({finding.review.note})" if finding.review.note else ""
        return f"**{state}** {finding.statement.text(self._lang)}{note}"

    def _claims(self) -> str:
        if not self._view.claims:
            return ""
        heads = _HEADS[self._column]
        rows = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
        return "\n".join([*rows, *(self._claim(row) for row in self._view.claims)])

    def _claim(self, row: ClaimRow) -> str:
        claim, compared = row.claim, row.compared
        figure = self._figures.get(compared.figure or "")
        beside = file_text(claim, compared, figure).text(self._lang) if figure else ""
        cells = (
            clock_text(claim.start_s),
            claim.words_text(self._lang),
            claim.value_text(self._lang),
            _RELATIONS[compared.relation][self._column],
            beside,
        )
        return f"| {' | '.join(_cell(c) for c in cells)} |"

    def _question(self, question: Question) -> str:
        text = question.zh if self._lang is Lang.ZH else question.en
        return f"{'☑' if question.is_answered else '☐'} {text}"

    def _transcript(self, interview: Interview) -> str:
        return "\n\n".join(
            f"[{one.clock}] **{interview.who(one, self._lang)}** {' '.join(one.text.split())}"
            for one in interview.lines
        )


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "／").split())


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
