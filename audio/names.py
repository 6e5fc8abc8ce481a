"""Names that the recogniser may expect, and text that only says them back."""

import re
from collections.abc import Sequence
from typing import Final

from audio.whisper import RawSegment

_HAN: Final = re.compile("[㐀-鿿]")
_LEAST: Final = 8
_PARROTED: Final = 0.6


def names_for(language: str, names: Sequence[str]) -> str:
    """The names to expect in a stretch: Chinese ones where Chinese is spoken, else none.

    A small model that expects Chinese names goes deaf to English speech or says the names
    instead, and English names cost it English words too (see the decision on names).
    """
    return " ".join(name for name in names if _HAN.search(name)) if language == "zh" else ""


def is_parroted(heard: Sequence[RawSegment], names: str) -> bool:
    """Whether nothing was heard, or little but the names that were expected, in pieces."""
    text = "".join(_HAN.findall("".join(segment.text for segment in heard)))
    if not any(segment.words for segment in heard):
        return True
    known = _pairs(names)
    pairs = [text[at : at + 2] for at in range(len(text) - 1)]
    return len(text) >= _LEAST and sum(p in known for p in pairs) > _PARROTED * len(pairs)


def _pairs(names: str) -> set[str]:
    return {name[at : at + 2] for name in names.split() for at in range(len(name) - 1)}
