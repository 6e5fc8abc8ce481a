"""A shock and what it moves, in words, zh and en."""

from decimal import Decimal

from assistant.domain.figures import Verdict
from assistant.domain.quantities import Lang, money_text, value_text
from assistant.domain.score import RuleResult, ScoreReport
from assistant.scoring.shocks import Shock
from assistant.scoring.wording import capitalised, plain


def name_of(shock: Shock, lang: Lang) -> str:
    """What happens, and what is assumed with it."""
    zh = lang is Lang.ZH
    share, points, days = plain(shock.revenue * 100), plain(shock.rate * 100), plain(shock.days)
    parts = []
    if shock.customer:
        parts.append("最大客户流失且无替补" if zh else "the largest customer leaves for good")
    if shock.revenue:
        parts.append(
            f"销售收入下降{share}%（毛利率不变）"
            if zh
            else f"sales fall {share}% at the same gross margin"
        )
    if shock.rate:
        unit = "point" if points == "1" else "points"
        parts.append(
            f"全部借款利率上升{points}个百分点" if zh else f"all debt costs {points} {unit} more"
        )
    if shock.days:
        parts.append(
            f"客户推迟{days}天付款（先用现金、再借短期债务垫付）"
            if zh
            else f"customers pay {days} days later, paid for with cash, then short-term debt"
        )
    return f"若{'、'.join(parts)}" if zh else capitalised(f"if {' and '.join(parts)}")


def moved(before: ScoreReport, after: ScoreReport, lang: Lang) -> str:
    """Score, grade, limit and tests, as far as they move."""
    zh = lang is Lang.ZH
    parts = [
        _pair("得分" if zh else "score", plain(before.score), plain(after.score), lang),
        _pair("等级" if zh else "grade", before.graded(lang), after.graded(lang), lang),
        _pair(
            "授信限额" if zh else "limit",
            _limit(before, before.limit, lang),
            _limit(after, after.limit, lang),
            lang,
        ),
        *_tests(before, after, lang),
    ]
    told = [part for part in parts if part]
    if not told:
        return (
            "：得分、等级、限额和各项测试均不变。"
            if zh
            else ": score, grade, limit and tests stay as they are."
        )
    return f"：{'；'.join(told)}。" if zh else f": {'; '.join(told)}."


def _pair(name: str, old: str, new: str, lang: Lang) -> str:
    if old == new:
        return ""
    return f"{name}由{old}变为{new}" if lang is Lang.ZH else f"{name} from {old} to {new}"


def _limit(report: ScoreReport, amount: Decimal | None, lang: Lang) -> str:
    if amount is None:
        return "无法测算" if lang is Lang.ZH else "not computable"
    return money_text(amount, report.currency, lang)


def _tests(before: ScoreReport, after: ScoreReport, lang: Lang) -> list[str]:
    """Each test that breaks only now, with both values; then those that turn thin."""
    olds = {rule.id: rule for rule in before.rules}
    found = []
    for verdict, zh, en in (
        (Verdict.BREACH, "突破", "breaks"),
        (Verdict.THIN, "变为临界", "turns thin"),
    ):
        for rule in after.rules:
            old = olds[rule.id]
            if rule.verdict is verdict and old.verdict not in (verdict, Verdict.BREACH):
                name = rule.label_zh if lang is Lang.ZH else rule.label_en
                values = _values(old, rule, lang)
                found.append(f"{name}{zh}{values}" if lang is Lang.ZH else f"{name} {en}{values}")
    return found


def _values(old: RuleResult, new: RuleResult, lang: Lang) -> str:
    if old.value is None or new.value is None or new.unit is None:
        return ""
    was, now = (value_text(v, new.unit, lang) for v in (old.value, new.value))
    if was == now:
        return ""
    return f"（{was}→{now}）" if lang is Lang.ZH else f" ({was} -> {now})"
