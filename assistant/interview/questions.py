"""Before an interview: the questions that the file raises, ticked off by what was said."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from assistant.domain.figures import Figure, Verdict, figure_key
from assistant.domain.findings import Finding, FindingKind, ReviewState, Severity
from assistant.domain.interviews import ClaimRow, Question
from assistant.domain.score import RuleResult, ScoreReport
from assistant.domain.tongues import Tongues
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
_TESTS: Final = (Verdict.THIN, Verdict.BREACH)
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
    """Open findings, thin and broken tests, what the other tests lack, missing figures."""
    by_key = {f.key: f for f in figures}
    rules = score.rules if score else ()
    raised = [
        *_of_findings(findings),
        *_of_tests(rules),
        *_of_untested(rules, figures),
        *_of_missing(figures),
    ]
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


def _of_tests(rules: Iterable[RuleResult]) -> Iterator[_Raised]:
    for rule in rules:
        if rule.verdict in _TESTS:
            question = Question(
                id=rule.id,
                zh=f"{rule.text_zh}有什么能补充或改善？",
                en=f"{rule.text_en} What could add to it or mend it?",
                why=rule.id,
            )
            yield _Raised(question, rule.figure or "")


def _of_untested(rules: Iterable[RuleResult], figures: Iterable[Figure]) -> Iterator[_Raised]:
    """One question for all tests that lack something: what they lack, each thing once."""
    untested = [r for r in rules if r.verdict is Verdict.NOT_COMPUTABLE]
    if not untested:
        return
    lacking = {metric for rule in untested for metric in rule.missing}
    names = {f.metric: f for f in figures if f.metric in lacking}.values()
    zh = "、".join(r.label_zh or r.id for r in untested)
    en = ", ".join(r.label_en or r.id for r in untested)
    question = Question(
        id="untested",
        zh=f"{len(untested)}项测试缺资料而无法计算：{zh}。"
        + (f"请提供：{'、'.join(f.label_zh for f in names)}。" if names else "能提供哪些资料？"),
        en=f"{len(untested)} tests lack data: {en}. "
        + (f"Ask for: {', '.join(f.label_en for f in names)}." if names else "What is at hand?"),
        why=" ".join(r.id for r in untested),
    )
    yield _Raised(question, "")


def _of_missing(figures: Sequence[Figure]) -> list[_Raised]:
    """Headline measures of which the file holds no value at all, by what brings them."""
    known = {f.metric for f in figures if f.value is not None}
    missing: dict[str, Figure] = {}
    for figure in figures:
        key = figure_key(figure.key)
        if figure.metric not in known and is_headline(key) and key.scope is None:
            missing.setdefault(figure.metric, figure)
    asks: dict[Tongues, list[Figure]] = {}
    for figure in list(missing.values())[:_MOST_MISSING]:
        asks.setdefault(ask_about(_subject(figure).cores), []).append(figure)
    return [_Raised(_missing(ask, held), held[0].key) for ask, held in asks.items()]


def _missing(ask: Tongues, held: Sequence[Figure]) -> Question:
    zh = "、".join(f"“{f.label_zh}”" for f in held)
    en = ", ".join(f"“{f.label_en}”" for f in held)
    is_one = len(held) == 1
    return Question(
        id=f"missing:{held[0].metric}",
        zh=f"{zh}资料中没有，大概{'' if is_one else '各'}是多少？请提供：{ask.zh}",
        en=f"{en} {'is' if is_one else 'are'} not on file: about how much"
        f"{'' if is_one else ' each'}? Ask for: {ask.en}",
        why=" ".join(f.key for f in held),
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
