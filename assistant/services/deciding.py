"""What people decide: reviews of findings, and waivers of rules."""

from assistant.domain.case import CaseId
from assistant.domain.figures import Verdict
from assistant.domain.findings import Review, ReviewState
from assistant.domain.score import RuleResult, ScoreReport, Waiver
from assistant.errors import InputError, UsageError
from assistant.services.changing import changing
from assistant.services.office import Office


def review(office: Office, case: CaseId, finding: str, state: ReviewState, note: str) -> None:
    """Keep or dismiss a finding with a note; what follows from it is derived again.

    Raises:
        InputError: a dismissal came without its reason.
        UsageError: there is no such finding.
    """
    if state is ReviewState.DISMISSED and not note.strip():
        raise InputError(
            "a dismissal needs its reason",
            "write a note",
            zh="排除预警须说明理由",
            zh_hint="请写明备注",
        )
    decided = Review(state=state, who=office.by, when=office.clock(), note=note)
    with changing(office, office.store(case), f"review {state.value}", note, finding) as change:
        change.writer.review(finding, decided)
        reviews = {**change.basis.reviews, finding: decided}
        change.basis = change.basis.with_reviews(reviews)


def waive(office: Office, case: CaseId, rule: str, why: str) -> RuleResult:
    """Waive a broken rule, by whoever acts and for a stated reason.

    Returns:
        The rule's verdict after the waiver.

    Raises:
        InputError: no reason was given, or the rule isn't broken or can't be waived.
        UsageError: the policy has no such rule.
    """
    broken = rule_of(office.case(case).score, rule)
    _verify_waivable(broken, why)
    waiver = Waiver(rule_id=rule, who=office.by, when=office.clock(), why=why.strip())
    with changing(office, office.store(case), "waive", why, rule) as change:
        change.writer.add_waiver(waiver)
        others = (w for w in change.basis.waivers if w.rule_id != rule)
        change.basis = change.basis.with_waivers((*others, waiver))
    return rule_of(office.case(case).score, rule)


def withdraw_waiver(office: Office, case: CaseId, rule: str, why: str) -> RuleResult:
    """Take a waiver back; the rule's own verdict stands again.

    Raises:
        InputError: the rule isn't waived.
        UsageError: the policy has no such rule.
    """
    held = office.case(case)
    rule_of(held.score, rule)
    if all(w.rule_id != rule for w in held.waivers):
        raise InputError(
            f"{rule} isn't waived",
            "`tallystick score CASE` shows each rule's verdict",
            zh=f"{rule} 没有豁免",
            zh_hint="tallystick score CASE 列出每条规则的结论",
        )
    with changing(office, office.store(case), "withdraw waiver", why, rule) as change:
        change.writer.remove_waiver(rule)
        change.basis = change.basis.with_waivers(
            tuple(w for w in change.basis.waivers if w.rule_id != rule)
        )
    return rule_of(office.case(case).score, rule)


def rule_of(report: ScoreReport | None, rule: str) -> RuleResult:
    """A rule's result.

    Raises:
        UsageError: there is none.
    """
    rules = report.rules if report is not None else ()
    found = next((r for r in rules if r.id == rule), None)
    if found is None:
        known = [r.id for r in rules]
        raise UsageError(
            f"no rule {rule!r} in this case's score",
            f"there are: {', '.join(known) or 'none yet'}",
            zh=f"本案卷的评分中没有规则 {rule!r}",
            zh_hint=f"现有：{'、'.join(known) or '尚未评分'}",
        )
    return found


def _verify_waivable(rule: RuleResult, why: str) -> None:
    if not why.strip():
        raise InputError(
            "a waiver needs its reason",
            "say it: --why TEXT",
            zh="豁免须说明理由",
            zh_hint="请用 --why 写明理由",
        )
    if not rule.authority:
        raise InputError(
            f"{rule.id} can't be waived by anybody ({rule.paragraph})",
            "cure the breach, or decline",
            zh=f"{rule.id} 不可豁免（{rule.paragraph}）",
            zh_hint="请先整改，或拒绝该申请",
        )
    if rule.verdict not in (Verdict.BREACH, Verdict.WAIVED):
        raise InputError(
            f"{rule.id} isn't broken: {rule.verdict.value.replace('_', ' ')}",
            "only a breach can be waived; a test that couldn't be made needs its missing line",
            zh=f"{rule.id} 没有突破",
            zh_hint="只有突破的规则可以豁免；无法计算的须先补齐所缺项目",
        )
