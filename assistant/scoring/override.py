"""An officer's grade beside the code's own: both stay, with who, when and why.

The score, its grade and its recommendation are never changed by it. What would follow from the
officer's grade (PD, limit, rate) is computed and shown beside.
"""

from collections.abc import Sequence
from typing import Final

from assistant.domain.findings import Finding
from assistant.domain.quantities import Lang, Unit, money_text, value_text
from assistant.domain.score import GRADE_RULE, Override, Waiver
from assistant.scoring.limit import limit_of
from assistant.scoring.measured import Measured
from assistant.scoring.policy import GradeBand, Policy
from assistant.scoring.wording import plain

_NONE: Final = {Lang.ZH: "无法测算", Lang.EN: "not computable"}


def notches(policy: Policy, own: str, given: str) -> int:
    """How many grades ``given`` stands above ``own``; negative below.

    Raises:
        ValueError: the policy has no such grade.
    """
    names = [band.grade for band in policy.grades]
    return names.index(own) - names.index(given)


def override_of(
    firm: Measured,
    policy: Policy,
    own: GradeBand,
    waivers: Sequence[Waiver],
    findings: Sequence[Finding],
) -> Override | None:
    """The latest grade that a named person gave for a stated reason; None where there is none."""
    given = [w for w in waivers if w.rule_id == GRADE_RULE and w.who.strip() and w.why.strip()]
    band = next((b for b in policy.grades if given and b.grade == given[-1].grade), None)
    if band is None:
        return None
    waiver = given[-1]
    stands = notches(policy, own.grade, band.grade) <= policy.override.most_up
    limit = limit_of(firm, policy, band, findings).amount
    made = Override(
        grade=band.grade,
        own=own.grade,
        who=waiver.who,
        when=waiver.when,
        why=waiver.why,
        stands=stands,
        pd=band.pd,
        limit=limit,
        rate=band.rate,
    )
    seen = waiver.own or own.grade
    texts = {f"text_{lang.value}": _text(made, seen, policy, lang) for lang in (Lang.ZH, Lang.EN)}
    return made.model_copy(update=texts)


def _text(made: Override, seen: str, policy: Policy, lang: Lang) -> str:
    zh = lang is Lang.ZH
    day, why = made.when.date().isoformat(), made.why.rstrip("。.")
    head = (
        f"{made.who}于{day}将等级由{seen}级改为{made.grade}级：{why}。"
        if zh
        else f"{made.who} changed the grade from {seen} to {made.grade} on {day}: {why}."
    )
    moved = ""
    if seen != made.own:
        moved = (
            f"此后系统等级已变为{made.own}级，须重新审定。"
            if zh
            else f" The code's own grade has become {made.own} since: look at it again."
        )
    if not made.stands:
        most = policy.override.most_up
        gone = (
            f"比系统等级{made.own}级高出{most}级以上，不再有效。"
            if zh
            else f" It is more than {most} above the code's own {made.own} and no longer stands."
        )
        return head + moved + gone
    return head + moved + _follows(made, policy.currency, lang)


def _follows(made: Override, currency: Unit, lang: Lang) -> str:
    pd = value_text(made.pd, Unit.RATIO, lang)
    limit = _NONE[lang] if made.limit is None else money_text(made.limit, currency, lang)
    rate = "" if made.rate is None else f"{plain(made.rate * 100)}%"
    if lang is Lang.ZH:
        paid = f"政策利率{rate}" if rate else "不予授信"
        follows = f"按{made.grade}级：违约概率{pd}，授信限额{limit}，{paid}。"
        return f"{follows}系统等级{made.own}级保留。"
    paid = f"policy rate {rate}" if rate else "not lent to"
    return (
        f" At {made.grade}: PD {pd}, limit {limit}, {paid}. "
        f"The code's own grade {made.own} is kept."
    )
