"""What would lift the grade: the smallest change of factors that the policy calls feasible.

A factor's move is weighed by the span of its own bands, so a day and a percent can be compared. The
fewest factors count first, then the smallest moves. Points add up, so what is told here is what a
what-if with the same values gives.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise, product
from typing import Final, NamedTuple

from assistant.domain.figures import Figure, figure_key
from assistant.domain.quantities import Lang, Unit, value_text
from assistant.domain.score import Lift, LiftStep, Reason
from assistant.scoring.formulas import EXACT
from assistant.scoring.measured import Measured
from assistant.scoring.policy import Factor, GradeBand, Policy
from assistant.scoring.policy_terms import LiftPolicy
from assistant.scoring.wording import plain, texts_apart, when

_ZERO: Final = Decimal(0)


class _Move(NamedTuple):
    """One factor to a better band."""

    order: int
    factor: Factor
    figure: Figure
    needed: Decimal
    gained: Decimal
    size: Decimal
    """Of the span of the factor's bands."""


def lift_of(firm: Measured, policy: Policy, reasons: Sequence[Reason]) -> Lift | None:
    """How the next better grade could be reached; None where the grade is the best.

    Args:
        firm: what can be measured.
        policy: its factors, grades and what it calls feasible.
        reasons: of the policy's factors, in order.
    """
    score = sum((r.points for r in reasons), _ZERO)
    target = next((b for b, w in pairwise(policy.grades) if w == policy.grade_of(score)), None)
    if target is None:
        return None
    lacking = target.at_least - score
    moves = [
        _moves(order, factor, firm, policy.lift)
        for order, factor in enumerate(policy.factors)
        if firm.exempting(factor.exempt) is None
    ]
    chosen = _smallest([m for m in moves if m], lacking, policy.lift.most_factors)
    lost = [r for r in reasons if r.figure is None and r.points < r.max_points]
    unmeasured = sum((r.max_points - r.points for r in lost), _ZERO)
    codes = {r.code for r in lost}
    names = [f for f in policy.factors if f.code in codes]
    then = policy.grade_of(score + sum((m.gained for m in chosen), _ZERO))
    zh, en = (
        _short(target, lacking, lang)
        + (_change(chosen, then, lang) if chosen else _out_of_reach(policy.lift, lang))
        for lang in Lang
    )
    return Lift(
        grade=target.grade,
        lacking=lacking,
        steps=tuple(_step(move) for move in chosen),
        unmeasured=unmeasured,
        text_zh=f"{zh}{_gaps(names, unmeasured, Lang.ZH)}",
        text_en=f"{en}{_gaps(names, unmeasured, Lang.EN)}",
    )


def _moves(order: int, factor: Factor, firm: Measured, terms: LiftPolicy) -> list[_Move]:
    """The better bands within reach, nearest first."""
    found = firm.find(factor.figure)
    if found.figure is None or found.value is None:
        return []
    if figure_key(found.figure.key).metric in terms.settled:
        return []
    value, better = found.value, factor.higher_is == "better"
    met = [value >= t if better else value <= t for t, _ in factor.bands]
    reached = met.index(True) if True in met else len(met)
    now = factor.bands[reached][1] if reached < len(met) else factor.worst
    span = abs(factor.bands[0][0] - factor.bands[-1][0]) or max(abs(value), abs(factor.bands[0][0]))
    return [
        _Move(
            order,
            factor,
            found.figure,
            needed=threshold,
            gained=points - now,
            size=EXACT.divide(abs(threshold - value), span),
        )
        for threshold, points in reversed(
            factor.bands[max(0, reached - terms.most_bands) : reached]
        )
    ]


def _smallest(moves: Sequence[Sequence[_Move]], lacking: Decimal, most: int) -> tuple[_Move, ...]:
    """The fewest factors that make up what is lacking, then the smallest moves; () if none do."""
    for count in range(1, most + 1):
        enough = list(_enough(moves, lacking, count))
        if enough:
            return min(enough, key=lambda c: (sum(m.size for m in c), [m.order for m in c]))
    return ()


def _enough(
    moves: Sequence[Sequence[_Move]], lacking: Decimal, count: int
) -> Iterator[tuple[_Move, ...]]:
    for factors in combinations(moves, count):
        if sum(m[-1].gained for m in factors) >= lacking:
            yield from (c for c in product(*factors) if sum(m.gained for m in c) >= lacking)


def _step(move: _Move) -> LiftStep:
    return LiftStep(
        code=move.factor.code,
        figure=move.figure.key,
        value=move.figure.number or _ZERO,
        needed=move.needed,
        unit=move.figure.unit,
        gained=move.gained,
        text_zh=_move_text(move, Lang.ZH),
        text_en=_move_text(move, Lang.EN),
    )


def _move_text(move: _Move, lang: Lang) -> str:
    figure, better = move.figure, move.factor.higher_is == "better"
    now, needed = texts_apart(figure.number or _ZERO, move.needed, figure.unit, lang)
    gained = plain(move.gained)
    if lang is Lang.ZH:
        way = "提高到不低于" if better else "降到不高于"
        return f"{when(figure.period, lang)}{figure.label_zh}由{now}{way}{needed}（加{gained}分）"
    way = "at least" if better else "at most"
    unit = "point" if gained == "1" else "points"
    at = when(figure.period, lang)
    return f"{figure.label_en}{at} from {now} to {way} {needed} (+{gained} {unit})"


def _short(target: GradeBand, lacking: Decimal, lang: Lang) -> str:
    points = plain(lacking)
    if lang is Lang.ZH:
        return f"距{target.grade}级还差{points}分。"
    return f"Grade {target.grade} is {points} point{'' if points == '1' else 's'} away."


def _change(moves: Sequence[_Move], then: GradeBand, lang: Lang) -> str:
    zh = lang is Lang.ZH
    listed = ("；" if zh else "; ").join(_move_text(move, lang) for move in moves)
    pd = value_text(then.pd, Unit.RATIO, lang)
    rate = "" if then.rate is None else f"{plain(then.rate * 100)}%"
    if zh:
        paid = f"，政策利率{rate}" if rate else ""
        return f"可行的最小改变：{listed}。届时为{then.grade}级，违约概率{pd}{paid}。"
    paid = f", policy rate {rate}" if rate else ""
    return f" The smallest feasible change: {listed}. Then grade {then.grade}, PD {pd}{paid}."


def _out_of_reach(terms: LiftPolicy, lang: Lang) -> str:
    factors, bands = terms.most_factors, terms.most_bands
    if lang is Lang.ZH:
        return f"改变至多{factors}项因素、每项至多{bands}档，仍达不到。"
    return (
        f" No change of up to {factors} factor{'' if factors == 1 else 's'} by up to {bands} "
        f"band{'' if bands == 1 else 's'} each reaches it."
    )


def _gaps(factors: Sequence[Factor], points: Decimal, lang: Lang) -> str:
    """What couldn't be measured and counts as the worst: handing it in can only add points."""
    if not factors:
        return ""
    if lang is Lang.ZH:
        names = "、".join(f.label_zh for f in factors)
        return f"另有{names}未能计量，补齐资料至多可加{plain(points)}分。"
    names = ", ".join(f.label_en for f in factors)
    return f" Not measured: {names}; what is handed in may add up to {plain(points)} points."
