"""Names of lines and fields as people write them, matched to metrics."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from assistant.domain.figures import Metric

_NUMBERING: Final = re.compile(
    r"\A(?:[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|[(（]?\d{1,2}[)）、.．](?!\d)|[#*△☆▲]+)\s*"
)
_ROLE: Final = re.compile(r"\A(?:其中|减|加|less|add|including)\s*[:：]\s*", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_OPEN_BRACKET: Final = re.compile(r"(?<=.)[(（\[【].*\Z")
_NOTE: Final = re.compile(r"\s+(?:[一二三四五六七八九十]{1,3}、\s*\d+|note\s*\d+)\Z", re.IGNORECASE)
_TAIL: Final = re.compile(r"[\s:：,，.。;；*]+\Z")


def canonical_label(text: str) -> str:
    """A label without numbering, role words, brackets, note numbers, blanks and case."""
    label = unicodedata.normalize("NFKC", text).replace("’", "'").strip()
    for _ in range(3):
        label = _ROLE.sub("", _NUMBERING.sub("", label)).strip()
    label = _TAIL.sub("", _NOTE.sub("", _OPEN_BRACKET.sub("", _BRACKETS.sub("", label)))).lower()
    return re.sub(r"\s+", " ", label) if label.isascii() else re.sub(r"\s+", "", label)


def label_index(metrics: Iterable[Metric]) -> Mapping[str, tuple[str, int]]:
    """Metric key and rank by canonical name; rank 0 is the label itself, aliases follow."""
    index: dict[str, tuple[str, int]] = {}
    for metric in metrics:
        names = ((metric.label_zh, metric.label_en), metric.aliases_zh, metric.aliases_en)
        for rank, name in enumerate(n for group in names for n in group):
            known = index.get(canonical_label(name))
            if known is None or rank < known[1]:
                index[canonical_label(name)] = metric.key, max(0, rank - 1)
    return index
