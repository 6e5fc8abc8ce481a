"""One-to-one normalisation of characters, so that offsets into the text stay valid."""

import re
from typing import Final

from assistant.proof.traditional import SIMPLIFIED, TRADITIONAL

_WIDE: Final = 0xFEE0
_PUNCTUATION: Final = "％．＋－（）／＄～：＝＜＞［］｛｝＃＆＊"


class _Table(dict[int, str | int]):
    """Characters by code; one that is no key stands for itself, and is a key from then on."""

    def __missing__(self, code: int) -> int:
        self[code] = code
        return code


def _table() -> _Table:
    wide = [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]
    table = _Table()
    table.update({c: chr(c - _WIDE).lower() for c in (*wide, *map(ord, _PUNCTUATION))})
    table.update({code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)})
    table.update(dict.fromkeys((0x3000, 0x00A0, 0x2009, 0x202F, 0x2007, 0x0009), " "))
    table.update({ord(a): b for a, b in zip(TRADITIONAL, SIMPLIFIED, strict=True)})
    table.update({0xFFE5: "¥", 0x2212: "-", 0x2019: "'", 0x2018: "'", 0xFE63: "-", 0xFFE1: "£"})
    return table


_TABLE: Final = _table()
_WIDE_COMMA: Final = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")


def plain(text: str) -> str:
    """``text`` in simplified characters, ASCII forms and small letters; same length."""
    if text.isascii():
        return text.lower().replace("\t", " ")
    if "，" in text:
        text = _WIDE_COMMA.sub(",", text)
    return text.translate(_TABLE)


def is_cjk(char: str) -> bool:
    """Whether ``char`` is a Chinese character."""
    return "\u4e00" <= char <= "\u9fff" or char == "〇"


_CJK: Final = re.compile("[\u4e00-\u9fff〇]")


def has_cjk(text: str) -> bool:
    """Whether a Chinese character stands in ``text``."""
    return not text.isascii() and _CJK.search(text) is not None


def is_letter(char: str) -> bool:
    """Whether ``char`` is a small Latin letter (of a plain text)."""
    return "a" <= char <= "z"
