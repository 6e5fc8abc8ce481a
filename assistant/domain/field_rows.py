"""How the tables of fields write a row: names in both languages and what the value is."""

from assistant.domain.figures import Metric
from assistant.domain.quantities import Unit


def field_row(
    key: str, zh: str, en: str, unit: Unit, aliases_zh: str = "", aliases_en: str = ""
) -> Metric:
    """A field as a metric; further names of a language are parted by ``|``."""
    return Metric(
        key=key,
        label_zh=zh,
        label_en=en,
        unit=unit,
        aliases_zh=tuple(a for a in aliases_zh.split("|") if a),
        aliases_en=tuple(a for a in aliases_en.split("|") if a),
    )
