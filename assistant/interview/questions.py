"""Before an interview: the questions that the file raises, ticked off by what was said."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from assistant.domain.figures import Figure, Verdict, figure_key
from assistant.domain.findings import Finding, FindingKind, ReviewState, Severity
from assistant.domain.interviews import ClaimRow, Question
from assistant.domain.score import ScoreReport
from assistant.interview.asks import ask_about
from assistant.interview.headlines import is_headline
from assistant.interview.subjects import Subject, subject_of

_SAID: Final = (
    FindingKind.INTERVIEW,
    FindingKind.DELIVERY,
    FindingKind.POLICY,
    FindingKind.COVENANT,
)
_WORTH: Final = (Severity.WARNING, Severity.CRITICAL)
_TESTS: Final = (Verdict.THIN, Verdict.BREACH, Verdict.NOT_COMPUTABLE)
_MOST_MISSING: Final = 8


class _Raised(NamedTuple):
    question: Question
    about: str
    """Key of the figure that it is about; '' where there is none."""


def questions_for(
    figures: Sequence[Figure],
    findings: Iterable[Finding],
    score: ScoreReport | None,
    claims: Sequence[ClaimRow] = (),
) -> tuple[Question, ...]:
    """Open findings, then tests that are thin, broken or can't be made, then missing figures."""
    by_key = {f.key: f for f in figures}
    raised = [*_of_findings(findings), *_of_tests(score), *_of_missing(figures)]
    spoken = [frozenset(row.claim.subject.split()) for row in claims]
    return tuple({r.question.id: _ticked(r, by_key, spoken) for r in raised}.values())


def _of_findings(findings: Iterable[Finding]) -> Iterator[_Raised]:
    for finding in findings:
        said = finding.kind in _SAID or finding.severity not in _WORTH
        if said or finding.review.state is not ReviewState.OPEN:
            continue
        statement = finding.statement
        question = Question(
            id=finding.id,
            zh=f"怎么解释：{statement.text_zh}",
            en=f"What explains this: {statement.text_en}",
            why=finding.rule_id,
        )
        yield _Raised(question, next(iter(statement.figures), ""))


def _of_tests(score: ScoreReport | None) -> Iterator[_Raised]:
    for rule in score.rules if score else ():
        if rule.verdict in _TESTS:
            question = Question(
                id=rule.id,
                zh=f"{rule.text_zh}有什么能补充或改善？",
                en=f"{rule.text_en} What could add to it or mend it?",
                why=rule.id,
            )
            yield _Raised(question, rule.figure or "")


def _of_missing(figures: Sequence[Figure]) -> list[_Raised]:
    """Headline measures of which the file holds no value at all."""
    known = {f.metric for f in figures if f.value is not None}
    missing: dict[str, Figure] = {}
    for figure in figures:
        key = figure_key(figure.key)
        if figure.metric not in known and is_headline(key) and key.scope is None:
            missing.setdefault(figure.metric, figure)
    return [_Raised(_missing(f), f.key) for f in list(missing.values())[:_MOST_MISSING]]


def _missing(figure: Figure) -> Question:
    ask = ask_about(_subject(figure).cores)
    return Question(
        id=f"missing:{figure.metric}",
        zh=f"“{figure.label_zh}”资料中没有，大概是多少？请提供：{ask.zh}",
        en=f"“{figure.label_en}” is not on file: about how much? Ask for: {ask.en}",
        why=figure.key,
    )


def _subject(figure: Figure) -> Subject:
    return subject_of(figure.label_zh, figure.key)


def _ticked(
    raised: _Raised, figures: Mapping[str, Figure], spoken: Sequence[frozenset[str]]
) -> Question:
    """Ticked where the owner made a claim about the very thing."""
    figure = figures.get(raised.about)
    about = frozenset(_subject(figure).name.split()) if figure is not None else frozenset()
    told = bool(about) and any(about <= one for one in spoken)
    return raised.question.model_copy(update={"is_answered": told})
