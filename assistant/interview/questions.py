"""Before an interview: the questions that the file raises, ticked off by what was said."""

from collections.abc import Iterable, Sequence
from typing import Final

from assistant.domain.figures import Figure, Verdict, figure_key
from assistant.domain.findings import Finding, FindingKind, ReviewState, Severity
from assistant.domain.interviews import ClaimRow, Question
from assistant.domain.score import ScoreReport
from assistant.interview.asks import ask_about
from assistant.interview.headlines import is_headline
from assistant.interview.subjects import hits_in, subject_from, subject_of
from assistant.proof.characters import plain

_SAID: Final = (
    FindingKind.INTERVIEW,
    FindingKind.DELIVERY,
    FindingKind.POLICY,
    FindingKind.COVENANT,
)
_WORTH: Final = (Severity.WARNING, Severity.CRITICAL)
_TESTS: Final = (Verdict.THIN, Verdict.BREACH, Verdict.NOT_COMPUTABLE)
_MOST_MISSING: Final = 8


def questions_for(
    figures: Sequence[Figure],
    findings: Iterable[Finding],
    score: ScoreReport | None,
    claims: Sequence[ClaimRow] = (),
) -> tuple[Question, ...]:
    """Open findings, then tests that are thin, broken or can't be made, then missing figures."""
    asked = [*_of_findings(findings), *_of_tests(score), *_of_missing(figures)]
    labels = {f.key: f.label_zh for f in figures}
    spoken = frozenset(core for row in claims for core in row.claim.subject.split())
    once = {question.id: question for question in asked}
    return tuple(_ticked(question, spoken, labels) for question in once.values())


def _of_findings(findings: Iterable[Finding]) -> list[Question]:
    return [
        Question(
            id=f.id,
            zh=f"怎么解释：{f.statement.text_zh}",
            en=f"What explains this: {f.statement.text_en}",
            why=f.rule_id,
        )
        for f in findings
        if f.review.state is ReviewState.OPEN and f.kind not in _SAID and f.severity in _WORTH
    ]


def _of_tests(score: ScoreReport | None) -> list[Question]:
    return [
        Question(
            id=rule.id,
            zh=f"{rule.text_zh}——有什么能补充或改善？",
            en=f"{rule.text_en} What could add to it or mend it?",
            why=rule.id,
        )
        for rule in (score.rules if score else ())
        if rule.verdict in _TESTS
    ]


def _of_missing(figures: Sequence[Figure]) -> list[Question]:
    missing: dict[str, Figure] = {}
    for figure in figures:
        key = figure_key(figure.key)
        if figure.missing_reason is not None and is_headline(key) and key.scope is None:
            missing.setdefault(figure.metric, figure)
    return [_missing(f) for f in list(missing.values())[:_MOST_MISSING]]


def _missing(figure: Figure) -> Question:
    ask = ask_about(subject_of(figure.label_zh, figure.key).cores)
    return Question(
        id=f"missing:{figure.metric}",
        zh=f"“{figure.label_zh}”资料中没有，大概是多少？请提供：{ask.zh}",
        en=f"“{figure.label_en}” is not on file: about how much? Ask for: {ask.en}",
        why=figure.key,
    )


def _ticked(question: Question, spoken: frozenset[str], labels: dict[str, str]) -> Question:
    """Ticked where the owner spoke of what the question is about."""
    text = labels.get(question.why, question.zh)
    about = subject_from(hits_in(plain(text))).cores
    return question.model_copy(update={"is_answered": bool(about & spoken)})
