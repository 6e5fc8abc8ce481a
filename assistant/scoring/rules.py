"""Policy rules: pass, thin, breach, not computable or waived, each in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.domain.figures import Figure, Verdict
from assistant.domain.findings import Finding, FindingKind, ReviewState, Severity
from assistant.domain.quantities import Lang, Unit
from assistant.domain.score import RuleResult, Waiver
from assistant.scoring.break_even import break_even
from assistant.scoring.formulas import Undefined
from assistant.scoring.measured import Found, Measured
from assistant.scoring.policy import Policy, Rule
from assistant.scoring.wording import capitalised, texts_apart, verb_of, when

LIMIT_RULE = "request.limit"
FINDINGS_RULE = "findings.critical"


@dataclass(frozen=True)
class Bench:
    """What every test of one firm shares."""

    firm: Measured
    waivers: Sequence[Waiver]
    thin_ratio: Decimal


def rule_results(bench: Bench, policy: Policy) -> tuple[RuleResult, ...]:
    """Every rule of the policy on one firm, in the policy's order."""
    return tuple(_rule_result(bench, rule) for rule in policy.rules)


def limit_result(
    bench: Bench, policy: Policy, limit: Decimal | None, missing: tuple[str, ...], why: Undefined
) -> RuleResult:
    """Whether the request stays within the limit.

    Args:
        bench: the firm.
        policy: says the paragraph and who may waive.
        limit: in the policy's currency; None where it couldn't be computed.
        missing: keys that the limit lacks.
        why: why there is no limit.
    """
    rule = Rule(
        id=LIMIT_RULE,
        figure="request.amount",
        label_zh="申请金额不超过授信限额",
        label_en="request within the limit",
        operator="<=",
        threshold=limit or Decimal(0),
        paragraph=policy.limit.paragraph,
        authority=policy.limit.authority,
    )
    found = bench.firm.find(rule.figure)
    if limit is None:
        lacking = Found(found.key, None, None, (*found.missing, *missing), why)
        return _not_computable(rule, lacking).model_copy(update={"threshold": None})
    # A request up to the limit is what the limit is for, so this test has no thin band.
    return _tested(Bench(bench.firm, bench.waivers, Decimal(0)), rule, found)


def findings_result(bench: Bench, policy: Policy, findings: Sequence[Finding]) -> RuleResult:
    """Whether a critical finding of another part stands that nobody dismissed."""
    standing = [
        f
        for f in findings
        if f.severity is Severity.CRITICAL and f.review.state is not ReviewState.DISMISSED
    ]
    count = len(standing)
    verdict = Verdict.BREACH if count else Verdict.PASS
    text = (
        Undefined(
            f"有{count}项重大预警尚未排除：突破。", f"{count} critical findings stand: breach."
        )
        if count
        else Undefined("没有未排除的重大预警：通过。", "No critical finding stands: pass.")
    )
    if count == 1:
        text = Undefined(text.zh, "1 critical finding stands: breach.")
    result = RuleResult(
        id=FINDINGS_RULE,
        label_zh="未排除的重大预警",
        label_en="standing critical findings",
        verdict=verdict,
        text_zh=text.zh,
        text_en=text.en,
        figure=None,
        value=Decimal(count),
        threshold=Decimal(0),
        unit=Unit.COUNT,
        operator="<=",
        headroom=Decimal(-count),
        paragraph=policy.finding_paragraph,
        authority=policy.finding_authority,
    )
    return _after_waiver(bench, result)


def _rule_result(bench: Bench, rule: Rule) -> RuleResult:
    idle = bench.firm.exempting(rule.exempt)
    if idle is not None:
        return _exempt(rule, idle)
    return _tested(bench, rule, bench.firm.find(rule.figure))


def _exempt(rule: Rule, idle: Figure) -> RuleResult:
    at_zh, at_en = (when(idle.period, lang) for lang in Lang)
    zh = f"{at_zh}{idle.label_zh}为零，{rule.label_zh}无需测试：通过。"
    name = capitalised(idle.label_en)
    en = f"{name}{at_en} is 0, so {rule.label_en} needs no test: pass."
    return _result(rule, Verdict.PASS, Undefined(zh, en), figure=idle.key)


def _not_computable(rule: Rule, found: Found) -> RuleResult:
    text = Undefined(
        f"{rule.label_zh}无法测试（{found.why.zh}）：无法计算。",
        f"{capitalised(rule.label_en)} couldn't be tested ({found.why.en}): not computable.",
    )
    missing = tuple(dict.fromkeys(found.missing))
    return _result(rule, Verdict.NOT_COMPUTABLE, text).model_copy(update={"missing": missing})


def _tested(bench: Bench, rule: Rule, found: Found) -> RuleResult:
    figure, value = found.figure, found.value
    if figure is None or value is None:
        return _not_computable(rule, found)
    at_least = rule.operator == ">="
    headroom = value - rule.threshold if at_least else rule.threshold - value
    verdict = Verdict.BREACH if headroom < 0 else Verdict.PASS
    if verdict is Verdict.PASS and 0 <= headroom <= abs(rule.threshold) * bench.thin_ratio:
        # A threshold of 0 has no band around it: exactly 0 is all that such a rule asks for.
        verdict = Verdict.THIN if rule.threshold and bench.thin_ratio else Verdict.PASS
    texts = (_sentence(rule, figure, verdict, bench.thin_ratio, lang) for lang in Lang)
    tipping = break_even(bench.firm, figure, rule.operator, rule.threshold)
    result = _result(rule, verdict, Undefined(*texts), figure=figure.key).model_copy(
        update={
            "value": value,
            "unit": figure.unit,
            "headroom": headroom,
            "break_even_zh": tipping.zh,
            "break_even_en": tipping.en,
        }
    )
    return _after_waiver(bench, result)


def _sentence(rule: Rule, figure: Figure, verdict: Verdict, thin: Decimal, lang: Lang) -> str:
    at_least = rule.operator == ">="
    value, limit = texts_apart(figure.number or Decimal(0), rule.threshold, figure.unit, lang)
    share = f"{thin * 100:f}".rstrip("0").rstrip(".") + "%"
    if lang is Lang.ZH:
        subject = f"{when(figure.period, lang)}{figure.label_zh}为{value}"
        bound = "下限" if at_least else "上限"
        if verdict is Verdict.BREACH:
            return f"{subject}，{'低于' if at_least else '高于'}{limit}的{bound}：突破。"
        meets = f"{subject}，符合{'不低于' if at_least else '不高于'}{limit}的要求"
        if verdict is Verdict.THIN:
            return f"{meets}，但与{bound}相差不超过其{share}：临界通过。"
        return f"{meets}：通过。"
    verb = verb_of(figure.label_en, past=False)
    subject = f"{capitalised(figure.label_en)}{when(figure.period, lang)} {verb} {value}"
    bound = "minimum" if at_least else "maximum"
    if verdict is Verdict.BREACH:
        return f"{subject}, {'below' if at_least else 'above'} the {bound} of {limit}: breach."
    meets = f"{subject}, {'not below' if at_least else 'not above'} the {bound} of {limit}"
    if verdict is Verdict.THIN:
        return f"{meets} but within {share} of it: thin pass."
    return f"{meets}: pass."


def _after_waiver(bench: Bench, result: RuleResult) -> RuleResult:
    """A breach that a named person waived, where the rule lets anybody waive it.

    A test that couldn't be made isn't waived: nobody knows yet what would be.
    """
    given = [w for w in bench.waivers if w.rule_id == result.id and w.who.strip() and w.why.strip()]
    if not given or result.verdict is not Verdict.BREACH:
        return result
    waiver = given[-1]
    if not result.authority:
        return result.model_copy(
            update={
                "text_zh": f"{result.text_zh}该项不可豁免。",
                "text_en": f"{result.text_en} This rule can't be waived.",
            }
        )
    day = waiver.when.date().isoformat()
    why = waiver.why.rstrip("。.")
    return result.model_copy(
        update={
            "verdict": Verdict.WAIVED,
            "waiver": waiver,
            "text_zh": f"{result.text_zh}已由{waiver.who}于{day}豁免：{why}。",
            "text_en": f"{result.text_en} Waived by {waiver.who} on {day}: {why}.",
        }
    )


def _result(
    rule: Rule, verdict: Verdict, text: Undefined, *, figure: str | None = None
) -> RuleResult:
    return RuleResult(
        id=rule.id,
        kind=FindingKind(rule.kind),
        label_zh=rule.label_zh,
        label_en=rule.label_en,
        verdict=verdict,
        text_zh=text.zh,
        text_en=text.en,
        figure=figure,
        value=None,
        threshold=rule.threshold,
        operator=rule.operator,
        paragraph=rule.paragraph,
        authority=rule.authority,
    )
