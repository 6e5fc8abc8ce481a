"""A short report of how a budget was shared out: objective, terms, result, baseline, shock."""

from collections import Counter
from decimal import Decimal

from assistant.domain.quantities import Lang, Unit, money_text
from assistant.scoring.allocation import Allocation, Terms
from assistant.services.allocating import Outcome

_MOST_LOANS = 20


def allocation_report(
    found: Outcome, terms: Terms, band: tuple[Decimal, Decimal], lang: Lang
) -> str:
    """The report as Markdown.

    Args:
        found: both plans, and the one without the shock.
        terms: budget and bounds of a loan.
        band: lowest and highest yearly rate.
        lang: of the report.
    """
    zh = lang is Lang.ZH
    lines = [
        "# 信贷额度分配" if zh else "# How the budget is shared out",
        "",
        *_objective(zh=zh),
        "",
        *_terms(found, terms, band, lang),
        "",
        *_plans(found, lang),
        "",
        *_rates(found.best, zh=zh),
        "",
        *_loans(found.best, lang),
    ]
    return "\n".join(lines) + "\n"


def _objective(*, zh: bool) -> list[str]:
    if zh:
        return [
            "**目标**：期望年利润最大 = Σ 金额 ×（1 − 客户流失率）×（利率 ×（1 − 违约概率）− "
            "违约概率 × 违约损失率 − 资金成本 − 营运成本）。",
            "利率逐户取流失率表中期望利润最高者；金额由混合整数规划（HiGHS）求得。",
        ]
    return [
        "**Objective**: the highest expected profit a year = sum of amount x (1 - customers "
        "lost) x (rate x (1 - PD) - PD x LGD - funding - operating cost).",
        "Each firm's rate is the one of the churn table with the highest expected profit; amounts "
        "come from a mixed-integer programme (HiGHS).",
    ]


def _terms(found: Outcome, terms: Terms, band: tuple[Decimal, Decimal], lang: Lang) -> list[str]:
    budget, least, most = (
        money_text(amount, Unit.CNY, lang) for amount in (terms.budget, terms.least, terms.most)
    )
    if lang is Lang.ZH:
        return [
            f"**条件**：总额 {budget}，单户 {least} 至 {most}，"
            f"年利率 {band[0]:.2%} 至 {band[1]:.2%}；{found.asked}家企业，"
            f"{found.eligible}家可贷（等级可贷且限额不低于单户下限）。"
        ]
    return [
        f"**Terms**: {budget} in all, {least} to {most} a firm, {band[0]:.2%} to {band[1]:.2%} "
        f"a year; {found.asked} firms, {found.eligible} of a grade and a limit that may be lent to."
    ]


def _plans(found: Outcome, lang: Lang) -> list[str]:
    zh = lang is Lang.ZH
    plans = [
        ("最优（HiGHS）" if zh else "best (HiGHS)", found.best),
        ("贪心基准" if zh else "greedy baseline", found.greedy),
    ]
    if found.before is not None:
        plans.append(("未受冲击时的最优" if zh else "best without the shock", found.before))
    head = "方案 | 户数 | 承诺额 | 期望利润 | 预期损失" if zh else (
        "plan | loans | committed | expected profit | expected loss"
    )  # fmt: skip
    lines = [f"| {head} |", "|---|---|---|---|---|"]
    for name, plan in plans:
        amounts = (money_text(a, Unit.CNY, lang) for a in (plan.committed, plan.profit, plan.loss))
        lines.append(f"| {name} | {len(plan.loans)} | {' | '.join(amounts)} |")
    if found.before is not None:
        lines += ["", _shock_text(found, found.before, lang)]
    return lines


def _shock_text(found: Outcome, before: Allocation, lang: Lang) -> str:
    held = {loan.firm for loan in found.best.loans}
    dropped = sum(loan.firm not in held for loan in before.loans)
    cost = money_text(before.profit - found.best.profit, Unit.CNY, lang)
    if lang is Lang.ZH:
        return (
            f"冲击使{found.shocked}家企业的违约概率上升，{dropped}家不再放贷，期望利润减少{cost}。"
        )
    return (
        f"The shock raises the PD of {found.shocked} firms; {dropped} are lent to no more, and the "
        f"expected profit falls by {cost}."
    )


def _rates(best: Allocation, *, zh: bool) -> list[str]:
    rates = Counter(loan.rate for loan in best.loans)
    told = ", ".join(f"{rate:.2%} × {n}" for rate, n in sorted(rates.items()))
    return [f"**利率分布**：{told}" if zh else f"**Rates**: {told}"]


def _loans(best: Allocation, lang: Lang) -> list[str]:
    zh = lang is Lang.ZH
    head = (
        "企业 | 金额 | 利率 | 流失率 | 期望利润" if zh else "firm | amount | rate | lost | profit"
    )
    lines = [f"| {head} |", "|---|---|---|---|---|"]
    for loan in best.loans[:_MOST_LOANS]:
        amount, profit = (money_text(a, Unit.CNY, lang) for a in (loan.amount, loan.profit))
        firm = loan.firm.replace("|", "\\|")
        lines.append(f"| {firm} | {amount} | {loan.rate:.2%} | {loan.lost:.1%} | {profit} |")
    more = len(best.loans) - _MOST_LOANS
    if more > 0:
        lines += ["", f"另有{more}户，见表格文件。" if zh else f"{more} more: see the table."]
    return lines
