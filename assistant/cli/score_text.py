"""A score as text for people: the result, each rule with headroom and break-even, each factor."""

from decimal import Decimal
from typing import Final

from assistant.cli.layout import columns, one_line
from assistant.cli.words import recommendation_word, verdict_word
from assistant.domain.figures import Verdict
from assistant.domain.lacking import provisional
from assistant.domain.quantities import Lang, Unit, money_text, value_text
from assistant.domain.score import UNRATED, Price, RuleResult, ScoreReport
from assistant.domain.tongues import in_tongue

_MARKS: Final = {
    Verdict.BREACH: "✗",
    Verdict.NOT_COMPUTABLE: "?",
    Verdict.THIN: "!",
    Verdict.WAIVED: "~",
    Verdict.PASS: "✓",
}
"""From the gravest to the lightest."""


def score_text(report: ScoreReport, lang: Lang) -> str:
    """The whole report."""
    zh = lang is Lang.ZH
    order = list(_MARKS)
    rules = sorted(report.rules, key=lambda r: order.index(r.verdict))
    lines = _head(report, lang)
    if early := provisional(report):
        lines += [early.text(lang)]
    if not report.is_rated:
        lines += [UNRATED[lang]]
    if report.override is not None:
        lines += ["", "人工改级" if zh else "The officer's grade"]
        lines += [f"  {one_line(report.override.text(lang))}"]
    lines += ["", "政策规则" if zh else "Rules"]
    for rule in rules:
        lines += rule_lines(rule, lang)
    lines += ["", "额度上限（取最小）" if zh else "Ceilings on the limit (the smallest binds)"]
    lines += [_terms(report, lang)]
    if report.price is not None:
        lines += ["", "利率构成" if zh else "How the rate is built", _price(report.price, lang)]
    if report.is_rated and (reasons := report.main_reasons()):
        lines += ["", "主要失分原因" if zh else "Main reasons for lost points"]
        lines += [f"  {n}. {one_line(r.text(lang))}" for n, r in enumerate(reasons, 1)]
    if report.lift is not None:
        lines += ["", "如何提高等级" if zh else "What would lift the grade"]
        lines += [f"  {one_line(report.lift.text(lang))}"]
    lines += ["", "评分因素" if zh else "Factors"]
    return "\n".join([*lines, _reasons(report, lang)])


def _head(report: ScoreReport, lang: Lang) -> list[str]:
    zh = lang is Lang.ZH
    pd = "-" if report.pd is None else value_text(report.pd, Unit.RATIO, lang)
    rate = "-" if report.rate is None else f"{_plain(report.rate * 100)}%"
    facts = [
        ("等级" if zh else "grade", report.graded(lang)),
        ("得分" if zh else "score", f"{_plain(report.score)} / 100" if report.is_rated else "-"),
        ("违约概率" if zh else "PD", pd),
        ("授信限额" if zh else "limit", _limit(report, lang)),
        ("政策利率" if zh else "rate", rate),
        ("结论" if zh else "result", recommendation_word(report.recommendation, lang)),
        ("政策" if zh else "policy", report.policy),
    ]
    return [columns(facts)]


def _limit(report: ScoreReport, lang: Lang) -> str:
    if report.limit is None:
        return "无法测算" if lang is Lang.ZH else "not computable"
    return money_text(report.limit, report.currency, lang)


def rule_lines(rule: RuleResult, lang: Lang) -> list[str]:
    """A rule's verdict in words; beneath, what it would take to tip it and who may waive it."""
    zh = lang is Lang.ZH
    lines = [
        f"  {_MARKS[rule.verdict]} {verdict_word(rule.verdict, lang)}  {rule.paragraph}  {rule.id}",
        f"      {one_line(rule.text(lang))}",
    ]
    even = rule.break_even_zh if zh else rule.break_even_en
    if rule.headroom is not None and rule.unit is not None and even:
        room = _gap(rule.headroom, rule.unit, lang)
        lines.append(f"      {'余量' if zh else 'headroom'} {room}  {one_line(even)}")
    if rule.verdict is Verdict.BREACH and rule.authority:
        who = in_tongue(rule.authority, lang)
        lines.append(f"      豁免权限：{who}" if zh else f"      may be waived by {who}")
    return lines


def _gap(gap: Decimal, unit: Unit, lang: Lang) -> str:
    if unit is not Unit.RATIO:
        return value_text(gap, unit, lang)
    points = f"{gap * 100:.1f}"
    return f"{points}个百分点" if lang is Lang.ZH else f"{points} percentage points"


def _terms(report: ScoreReport, lang: Lang) -> str:
    zh = lang is Lang.ZH
    rows = []
    for term in report.limit_terms:
        amount = (
            ("无法测算" if zh else "not computable")
            if term.amount is None
            else money_text(term.amount, report.currency, lang)
        )
        name = term.label_zh if zh else term.label_en
        note = term.note_zh if zh else term.note_en
        rows.append(("*" if term.binding else " ", name, amount, one_line(note)))
    return columns(rows, right=(2,), indent="  ")


def _price(price: Price, lang: Lang) -> str:
    zh = lang is Lang.ZH
    rows = [(t.label_zh if zh else t.label_en, f"{_plain(t.rate * 100)}%") for t in price.terms]
    built = f"{_plain(price.built * 100)}%"
    bands = {
        "built": ("合计", "sum"),
        "min": (f"合计{built}，按政策下限", f"sum {built}; the policy's floor"),
        "max": (f"合计{built}，按政策上限", f"sum {built}; the policy's cap"),
    }[price.bound]
    rows.append((bands[0 if zh else 1], f"{_plain(price.rate * 100)}%"))
    return columns(rows, right=(1,), indent="  ")


def _reasons(report: ScoreReport, lang: Lang) -> str:
    rows = [
        (f"{_plain(r.points)}/{_plain(r.max_points)}", one_line(r.text(lang)))
        for r in report.reasons
    ]
    return columns(rows, right=(0,), indent="  ")


def change_text(before: ScoreReport, after: ScoreReport, lang: Lang) -> str:
    """What a what-if moves: the head twice, and each rule and factor that differs."""
    zh = lang is Lang.ZH
    titles = ("", "现在", "假设") if zh else ("", "now", "what if")
    rows = [titles, *(_moved(name, one, two) for name, one, two in _pairs(before, after, lang))]
    lines = [columns(rows)]
    olds = {r.id: r for r in before.rules}
    for rule in after.rules:
        old = olds[rule.id]
        if old.text(lang) != rule.text(lang):
            was = verdict_word(old.verdict, lang)
            now = verdict_word(rule.verdict, lang)
            verdict = now if was == now else f"{was} -> {now}"
            lines += ["", f"{rule.id}  {verdict}", f"  {one_line(rule.text(lang))}"]
    factors = {r.code: r for r in before.reasons}
    for reason in after.reasons:
        points = factors[reason.code].points
        if points != reason.points:
            lines += ["", f"{reason.code}  {_plain(points)} -> {_plain(reason.points)}"]
            lines.append(f"  {one_line(reason.text(lang))}")
    return "\n".join(lines)


def _pairs(before: ScoreReport, after: ScoreReport, lang: Lang) -> list[tuple[str, str, str]]:
    zh = lang is Lang.ZH
    return [
        ("等级" if zh else "grade", before.graded(lang), after.graded(lang)),
        ("得分" if zh else "score", _plain(before.score), _plain(after.score)),
        ("授信限额" if zh else "limit", _limit(before, lang), _limit(after, lang)),
        (
            "结论" if zh else "result",
            recommendation_word(before.recommendation, lang),
            recommendation_word(after.recommendation, lang),
        ),
    ]


def _moved(name: str, before: str, after: str) -> tuple[str, str, str]:
    return name, before, after if after != before else "="


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
