"""How the formula modules write a metric: one row of names, unit and formula."""

from assistant.domain.figures import Metric
from assistant.domain.quantities import Unit
from assistant.domain.tongues import two_tongued

_MISSING = two_tongued(
    "公式所用项目缺失或未核实，或分母不大于零",
    "a line of the formula is missing or unverified, or its denominator is not above 0",
)


def ratio_metric(
    key: str,
    names: tuple[str, str],
    formula: str,
    *,
    unit: Unit = Unit.TIMES,
    better: str = "neutral",
    aliases: tuple[str, str] = ("", ""),
) -> Metric:
    """A metric with its formula.

    Args:
        key: metric key.
        names: labels, zh and en.
        formula: see ``assistant.scoring.formulas``.
        unit: unit of the result.
        better: ``better``, ``worse`` or ``neutral``: what a higher value means to the lender.
        aliases: other names, zh and en, each list parted by ``|``.
    """
    zh, en = (tuple(a for a in group.split("|") if a) for group in aliases)
    return Metric(
        key=key,
        label_zh=names[0],
        label_en=names[1],
        unit=unit,
        aliases_zh=zh,
        aliases_en=en,
        formula=formula,
        missing_means=_MISSING,
        higher_is=better,
    )
