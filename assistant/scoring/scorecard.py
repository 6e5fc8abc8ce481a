"""The expert scorecard: points for each factor. What can't be measured gets the worst points."""

from decimal import Decimal

from assistant.domain.quantities import Lang, value_text
from assistant.domain.score import UNMEASURED, Reason
from assistant.scoring.measured import Measured
from assistant.scoring.policy import Factor, Policy
from assistant.scoring.wording import capitalised, plain, when


def scorecard(firm: Measured, policy: Policy) -> tuple[Reason, ...]:
    """One reason for each factor, in the policy's order."""
    return tuple(_reason(firm, factor) for factor in policy.factors)


def points_of(factor: Factor, value: Decimal) -> Decimal:
    """Points of a measured value."""
    for threshold, points in factor.bands:
        meets = value >= threshold if factor.higher_is == "better" else value <= threshold
        if meets:
            return points
    return factor.worst


def _reason(firm: Measured, factor: Factor) -> Reason:
    idle = firm.exempting(factor.exempt)
    if idle is not None:
        at = when(idle.period, Lang.ZH), when(idle.period, Lang.EN)
        zh = f"{at[0]}{idle.label_zh}为零，{factor.label_zh}无需测算"
        en = f"{capitalised(idle.label_en)}{at[1]} is 0, so {factor.label_en} needs no measure"
        return _row(factor, zh, en, factor.max_points, idle.key)
    found = firm.find(factor.figure)
    if found.figure is None or found.value is None:
        zh = f"{factor.label_zh}{UNMEASURED[Lang.ZH]}（{found.why.zh}），按最差档计分"
        en = f"{capitalised(factor.label_en)}{UNMEASURED[Lang.EN]} ({found.why.en})"
        return _row(factor, zh, f"{en} and counts as the worst band", factor.worst, None)
    figure = found.figure
    zh_value, en_value = (value_text(figure.value, figure.unit, lang) for lang in Lang)
    zh = f"{when(figure.period, Lang.ZH)}{figure.label_zh}为{zh_value}"
    en = f"{capitalised(figure.label_en)}{when(figure.period, Lang.EN)}: {en_value}"
    return _row(factor, zh, en, points_of(factor, found.value), figure.key)


def _row(factor: Factor, zh: str, en: str, points: Decimal, figure: str | None) -> Reason:
    got, full = plain(points), plain(factor.max_points)
    return Reason(
        code=factor.code,
        text_zh=f"{zh}，得{got}分（满分{full}分）。",
        text_en=f"{en}; {got} of {full} {'point' if full == '1' else 'points'}.",
        points=points,
        max_points=factor.max_points,
        figure=figure,
    )
