"""Chinese text as a bank writes it: simplified script, and marks where the speaker paused.

The only door to OpenCC.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from audio.problems import vendor
from audio.transcript import Word

_COMMA_S: Final = 0.3
_STOP_S: Final = 0.7
_STRONG_S: Final = 1.4
_HAS_MARK: Final = re.compile(r"[，。？！、；：,.?!;:]\s*$")
_HALF_TO_FULL: Final = {",": "，", "?": "？", "!": "！", ";": "；", ":": "："}
_CJK: Final = re.compile("[㐀-鿿]")
_ASKS: Final = re.compile("(吗|呢|么|嘛)$")
_ASKS_INSIDE: Final = re.compile(
    "什么|怎么|怎样|多少|为什么|哪(些|个|里|家|年)|几(个|年|家|月)|是不是|有没有|能不能"
)
_STATES: Final = re.compile("(了|的|吧|啊|呀|啦|嘛)$")


@lru_cache(maxsize=1)
def _converter() -> Any:  # noqa: ANN401  OpenCC's own object, which stays in this module
    return vendor("opencc").OpenCC("t2s")


def simplified(text: str) -> str:
    """Traditional characters as simplified; other text unchanged."""
    if not _CJK.search(text):
        return text
    return str(_converter().convert(text))


def punctuated(words: Sequence[Word]) -> tuple[Word, ...]:
    """Put marks where none stand, by pauses, particles and question words.

    A pause of 0.25 s is a comma, one of 0.7 s a full stop, or a question mark where the clause
    asks. Marks that the recogniser wrote stay, in their full-width form. The last word of the
    words given always carries a closing mark.
    """
    marked: list[Word] = []
    clause = ""
    for place, word in enumerate(words):
        text = _full_width(_unspaced(word.text))
        clause += re.sub(r"[\s，。？！、；：]", "", text)
        is_last = place + 1 == len(words)
        pause = _STRONG_S if is_last else words[place + 1].start_s - word.end_s
        if not _HAS_MARK.search(text):
            text += _mark(clause, pause)
        if _HAS_MARK.search(text) and text[-1] in "。？！":
            clause = ""
        marked.append(word.model_copy(update={"text": text}))
    return tuple(marked)


def _unspaced(text: str) -> str:
    """Without the space that the recogniser puts before Chinese characters."""
    bare = text.lstrip()
    return bare if _CJK.match(bare) else text


def _full_width(text: str) -> str:
    """Half-width marks after Chinese as full-width; those within a number stay."""
    if not text or text[-1] not in _HALF_TO_FULL or not _CJK.search(text):
        return text.replace(".", "。") if _CJK.search(text) and text.endswith(".") else text
    return text[:-1] + _HALF_TO_FULL[text[-1]]


def _mark(clause: str, pause: float) -> str:
    if pause < _COMMA_S:
        return ""
    asks = _ASKS.search(clause) or _ASKS_INSIDE.search(clause)
    if pause >= _STOP_S or (_ASKS.search(clause) and pause >= _COMMA_S):
        return "？" if asks else "。"
    if _STATES.search(clause) and pause >= _STOP_S * 0.7:
        return "。"
    return "，"
