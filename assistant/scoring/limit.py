"""The limit: the smallest of the ceilings that the policy sets.

A ceiling that the policy requires but that can't be computed leaves the limit unknown: dropping
it from the minimum would let a left-out document raise the limit.
"""

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal
from typing import NamedTuple

from assistant.domain.findings import Finding
from assistant.domain.quantities import CENT, Lang, Unit, money_text, value_text
from assistant.domain.score import LimitTerm
from assistant.scoring.formulas import EXACT, NO_REASON, Undefined
from assistant.scoring.limit_cuts import Cut, cuts_of
from assistant.scoring.measured import Found, Measured
from assistant.scoring.policy import GradeBand, Policy
from assistant.scoring.policy_terms import LimitPolicy
from assistant.scoring.wording import plain

_ZERO = Decimal(0)


class Limit(NamedTuple):
    """The limit and how it came about."""

    amount: Decimal | None
    terms: tuple[LimitTerm, ...]
    missing: tuple[str, ...]
    """Keys that the terms without an amount lack."""
    why: Undefined


class _Ceiling(NamedTuple):
    code: str
    names: Undefined
    amount: Decimal | None
    note: Undefined
    missing: tuple[str, ...] = ()


def limit_of(
    firm: Measured, policy: Policy, grade: GradeBand | None, findings: Sequence[Finding] = ()
) -> Limit:
    """The limit of a firm with ``grade``: the smallest ceiling, cut by each factor that applies.

    Args:
        firm: its figures.
        policy: ceilings and factors.
        grade: what the score gives; None where nothing could be scored.
        findings: of other parts; those that somebody dismissed cut nothing.
    """
    terms = policy.limit
    ceilings: tuple[_Ceiling, ...] = (
        _need(firm.find(terms.need)),
        _turnover(firm.find(terms.sales), terms),
        _cash_flow(firm, terms, grade),
        _grade_cap(grade, policy.currency),
        _security(firm, terms, policy.currency),
    )
    amounts = [c.amount for c in ceilings if c.amount is not None]
    smallest = min(amounts)
    unknown = [c for c in ceilings if c.amount is None]
    cuts = cuts_of(firm, terms.factors, findings)
    factors = _factor_ceilings(cuts, smallest, policy.currency) if smallest > 0 else ()
    smallest = min([smallest, *(f.amount for f in factors if f.amount is not None)])
    amount = None if unknown and smallest > 0 else smallest - smallest % terms.step
    ceilings = (*ceilings, *factors)
    binding = next(c.code for c in ceilings if c.amount == smallest)
    return Limit(
        amount=amount,
        terms=tuple(
            _term(c, is_binding=amount is not None and c.code == binding) for c in ceilings
        ),
        missing=tuple(dict.fromkeys(key for c in unknown for key in c.missing)),
        why=unknown[0].note if unknown else NO_REASON,
    )


def _factor_ceilings(
    cuts: Sequence[Cut], smallest: Decimal, currency: Unit
) -> tuple[_Ceiling, ...]:
    """Each factor as the ceiling that it leaves of the one before."""
    made = []
    for cut in cuts:
        times = plain(cut.factor.multiplier)
        before = [money_text(smallest, currency, lang) for lang in Lang]
        smallest = _floored(EXACT.multiply(smallest, cut.factor.multiplier))
        note = Undefined(
            f"{before[0]}×{times}：{cut.why.zh}", f"{before[1]} x {times}: {cut.why.en}"
        )
        names = Undefined(cut.factor.label_zh, cut.factor.label_en)
        made.append(_Ceiling(f"factor_{cut.factor.code}", names, smallest, note))
    return tuple(made)


def _term(ceiling: _Ceiling, *, is_binding: bool) -> LimitTerm:
    return LimitTerm(
        code=ceiling.code,
        label_zh=ceiling.names.zh,
        label_en=ceiling.names.en,
        amount=ceiling.amount,
        binding=is_binding,
        note_zh=ceiling.note.zh,
        note_en=ceiling.note.en,
    )


def _floored(amount: Decimal) -> Decimal:
    return max(amount, _ZERO).quantize(CENT, rounding=ROUND_DOWN, context=EXACT)


def _need(found: Found) -> _Ceiling:
    names = Undefined("流动资金需求缺口", "working-capital need")
    if found.value is None:
        return _Ceiling("need", names, None, found.why, found.missing)
    note = (
        Undefined("测算结果不大于零，没有新增额度空间", "the formula leaves no room for a new loan")
        if found.value <= 0
        else Undefined(
            "营运资金量减自有资金、现有流动资金贷款和其他渠道营运资金",
            "need less own funds, present working-capital loans and other sources",
        )
    )
    return _Ceiling("need", names, _floored(found.value), note)


def _turnover(found: Found, terms: LimitPolicy) -> _Ceiling:
    names = Undefined("销售额倍数", "multiple of sales")
    if found.value is None:
        return _Ceiling("turnover", names, None, found.why, found.missing)
    share = f"{plain(terms.sales_multiple * 100)}%"
    note = Undefined(
        f"近12个月开票销售额的{share}", f"{share} of the last 12 months' invoiced sales"
    )
    amount = EXACT.multiply(found.value, terms.sales_multiple)
    return _Ceiling("turnover", names, _floored(amount), note)


def _cash_flow(firm: Measured, terms: LimitPolicy, grade: GradeBand | None) -> _Ceiling:
    names = Undefined("现金流偿债能力", "cash-flow capacity")
    earnings, service = firm.find(terms.earnings), firm.find(terms.debt_service)
    if earnings.value is None or service.value is None:
        lacking = earnings if earnings.value is None else service
        return _Ceiling(
            "cash_flow", names, None, lacking.why, (*earnings.missing, *service.missing)
        )
    room = EXACT.subtract(EXACT.divide(earnings.value, terms.min_dscr), service.value)
    yearly = terms.principal_share + ((grade.rate if grade else None) or _ZERO)
    cover, share = value_text(terms.min_dscr, Unit.TIMES, Lang.ZH), plain(yearly)
    cover_en = value_text(terms.min_dscr, Unit.TIMES, Lang.EN)
    note = Undefined(
        f"偿债保障比率{cover}下的新增偿债空间，除以每元贷款的年还本付息{share}元",
        f"room for debt service at a DSCR of {cover_en}, over {share} a year for each unit lent",
    )
    return _Ceiling("cash_flow", names, _floored(EXACT.divide(room, yearly)), note)


def _grade_cap(grade: GradeBand | None, currency: Unit) -> _Ceiling:
    names = Undefined("政策限额", "policy cap")
    if grade is None:
        return _Ceiling("grade_cap", names, None, Undefined("未评级", "not rated"))
    note = (
        Undefined(f"{grade.grade}级不予授信", f"grade {grade.grade} isn't lent to")
        if grade.rate is None
        else Undefined(
            f"{grade.grade}级上限{money_text(grade.cap, currency, Lang.ZH)}",
            f"cap of grade {grade.grade}: {money_text(grade.cap, currency, Lang.EN)}",
        )
    )
    amount = _ZERO if grade.rate is None else grade.cap
    return _Ceiling("grade_cap", names, amount, note)


def _security(firm: Measured, terms: LimitPolicy, currency: Unit) -> _Ceiling:
    value = firm.find("collateral.total_value").value or _ZERO
    share = plain(terms.advance_rate * 100)
    free = [money_text(terms.unsecured, currency, lang) for lang in Lang]
    worth = [money_text(value, currency, lang) for lang in Lang]
    note = (
        Undefined(
            f"信用部分{free[0]}，加押品评估价值{worth[0]}的{share}%",
            f"{free[1]} unsecured plus {share}% of collateral of {worth[1]}",
        )
        if value
        else Undefined(
            f"信用部分{free[0]}；没有可计的押品价值",
            f"{free[1]} unsecured; no collateral value counts",
        )
    )
    amount = EXACT.add(terms.unsecured, EXACT.multiply(max(value, _ZERO), terms.advance_rate))
    return _Ceiling("security", Undefined("担保上限", "security cap"), _floored(amount), note)
