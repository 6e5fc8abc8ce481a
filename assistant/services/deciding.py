"""What people decide: reviews of findings, waivers of rules, a grade of their own."""

from assistant.domain.case import CaseId
from assistant.domain.figures import Verdict
from assistant.domain.findings import Review, ReviewState
from assistant.domain.score import GRADE_RULE, RuleResult, ScoreReport, Waiver
from assistant.errors import InputError, UsageError
from assistant.scoring.override import notches
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


def override_grade(office: Office, case: CaseId, grade: str, why: str) -> ScoreReport:
    """Give the case a grade of one's own beside the code's, for a stated reason.

    Returns:
        The score with both grades.

    Raises:
        InputError: no reason was given, nothing is scored, or the policy doesn't allow it.
        UsageError: the policy has no such grade.
    """
    own = graded(office, case).grade
    if not own:
        raise _unscored()
    _verify_grade(office, own, grade, why)
    given = Waiver(
        rule_id=GRADE_RULE,
        who=office.by,
        when=office.clock(),
        why=why.strip(),
        grade=grade,
        own=own,
    )
    with changing(office, office.store(case), "override", why, f"{own} -> {grade}") as change:
        change.writer.add_waiver(given)
        others = (w for w in change.basis.waivers if w.rule_id != GRADE_RULE)
        change.basis = change.basis.with_waivers((*others, given))
    return graded(office, case)


def withdraw_override(office: Office, case: CaseId, why: str) -> ScoreReport:
    """Take one's grade back; the code's own stands alone again.

    Raises:
        InputError: nobody gave a grade.
    """
    held = office.case(case)
    given = next((w for w in held.waivers if w.rule_id == GRADE_RULE), None)
    if given is None:
        raise InputError(
            "nobody changed this case's grade",
            "`tallystick score CASE` shows it",
            zh="本案卷的等级没有人工调整",
            zh_hint="tallystick score CASE 查看等级",
        )
    with changing(
        office, office.store(case), "withdraw override", why, f"{given.own} -> {given.grade}"
    ) as change:
        change.writer.remove_waiver(GRADE_RULE)
        change.basis = change.basis.with_waivers(
            tuple(w for w in change.basis.waivers if w.rule_id != GRADE_RULE)
        )
    return graded(office, case)


def graded(office: Office, case: CaseId) -> ScoreReport:
    """The case's score as it is kept.

    Raises:
        InputError: the case has nothing to score.
    """
    report = office.case(case).score
    if report is None:
        raise _unscored()
    return report


def _unscored() -> InputError:
    return InputError(
        "nothing to score yet",
        "add invoices, financial statements or a credit-bureau report first",
        zh="还没有可评分的内容",
        zh_hint="请先加入发票明细、财务报表或企业征信报告",
    )


def _verify_grade(office: Office, own: str, grade: str, why: str) -> None:
    policy = office.policy
    names = [band.grade for band in policy.grades]
    if grade not in names:
        raise UsageError(
            f"the policy has no grade {grade!r}",
            f"its grades: {', '.join(names)}",
            zh=f"政策没有等级 {grade!r}",
            zh_hint=f"现有：{'、'.join(names)}",
        )
    if not why.strip():
        raise InputError(
            "a grade of one's own needs its reason",
            "say it: --why TEXT",
            zh="人工改级须说明理由",
            zh_hint="请用 --why 写明理由",
        )
    most = policy.override.most_up
    if grade == own or notches(policy, own, grade) > most:
        raise InputError(
            f"{grade} is the code's own grade"
            if grade == own
            else f"{grade} is more than {most} above the code's own grade {own}",
            "give another one, or cure what costs the points",
            zh=f"{grade}就是系统等级"
            if grade == own
            else f"{grade}比系统等级{own}高出{most}级以上",
            zh_hint="请另选等级，或先改善失分项",
        )


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
