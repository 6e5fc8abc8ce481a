"""Exceptions to the policy: the paragraph that is not met and who may waive it."""

from collections.abc import Iterable

from assistant.domain.figures import Statement, StatementKind, Verdict
from assistant.domain.score import RuleResult
from assistant.domain.tongues import tongues_of

_EXCEPTIONS = (Verdict.BREACH, Verdict.WAIVED)


def exceptions(rules: Iterable[RuleResult]) -> dict[str, Statement]:
    """What is told of each rule that is broken or waived, by rule id."""
    return {
        rule.id: _told(rule) for rule in rules if rule.verdict in _EXCEPTIONS and rule.paragraph
    }


def _told(rule: RuleResult) -> Statement:
    who = tongues_of(rule.authority)
    zh, en = rule.text_zh.rstrip("。"), rule.text_en.rstrip(".")
    may_zh = f"有权豁免：{who.zh}" if who.zh else "不得豁免"
    may_en = f"may be waived by the {who.en}" if who.en else "nobody may waive it"
    return Statement(
        key=f"exception.verdict:{rule.id}",
        kind=StatementKind.VERDICT,
        text_zh=f"{zh}（政策{rule.paragraph}，{may_zh}）。",
        text_en=f"{en} (policy {rule.paragraph}, {may_en}).",
        figures=(rule.figure,) if rule.figure else (),
        verdict=rule.verdict,
    )
