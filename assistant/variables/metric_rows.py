"""How the tables of measures write a row: names, unit, formula and what "missing" means."""

from assistant.domain.figures import Metric
from assistant.domain.quantities import Unit
from assistant.domain.tongues import two_tongued


def measure_row(
    key: str,
    names: str,
    unit: Unit,
    formula: str,
    missing: tuple[str, str],
    better: str = "neutral",
) -> Metric:
    """``names`` and ``formula`` are ``zh|en``; further names follow their language with slashes."""
    zh, en = (part.split("/") for part in names.split("|"))
    return Metric(
        key=key,
        label_zh=zh[0],
        label_en=en[0],
        unit=unit,
        aliases_zh=tuple(zh[1:]),
        aliases_en=tuple(en[1:]),
        formula=two_tongued(*formula.split("|")),
        missing_means=two_tongued(*missing),
        higher_is=better,
    )
