"""Normalising what people type: width, case, plurals, language. Pure text; no vendor."""

import re
import unicodedata
from typing import Final

from assistant.domain.quantities import Lang

_CJK: Final = re.compile(r"[㐀-鿿豈-﫿]")
_WORD: Final = re.compile(r"[a-z][a-z'&-]*[a-z]|[a-z]")
_CJK_RUN: Final = re.compile(r"[㐀-鿿]+")
_ZH_GRAMMAR: Final = re.compile("[的是吗呢么哪谁几了]|多少|为何|如何|请")
_ENGLISH_WORDS: Final = 2
"""English words from which a sentence with Chinese names in it is English."""
_ASCII_EDGE: Final = re.compile(r"[a-z0-9]")
_STOP_EN: Final = frozenset(
    "a an and any are as at be been but by can could did do does for from had has have how i if in "  # noqa: SIM905  a list of words reads better as words
    "into is it its me much many my of on or our show tell than that the their them there these "
    "they this to us was we were what when where which who whom why will with would you your say "
    "says said about according give please firm company file case borrower document documents "
    "page".split()
)
_STOP_ZH: Final = re.compile(
    r"请问|请|告诉我|我想知道|是多少|多少|是什么|什么|怎么样|如何|怎么|为什么|为何|哪些|哪个|哪|有没有|有无|是否|吗|呢|的|了|和|与|"
    r"在|是|有|对|里|中|该|这家|这个|公司|企业|文件|材料|情况|一下|看看|列出|说明|关于|根据|规定|约定"
)


def normalised(text: str) -> str:
    """Half-width, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


def lang_of(text: str, default: Lang) -> Lang:
    """The language that a question is asked in.

    Chinese names in an English sentence don't make it Chinese; Chinese words that ask or join do.
    A text without Chinese characters and with one word at most is in ``default``.
    """
    english = len(_WORD.findall(text.lower()))
    if _CJK.search(text):
        named = all(len(run) > 1 for run in _CJK_RUN.findall(text))
        grammar = _ZH_GRAMMAR.search(text) or not named
        return Lang.EN if english >= _ENGLISH_WORDS and not grammar else Lang.ZH
    return Lang.EN if english > 1 else default


def holds_chinese(text: str) -> bool:
    """Whether any Chinese character stands in ``text``."""
    return bool(_CJK.search(text))


def position(name: str, text: str) -> int:
    """Where ``name`` stands in normalised ``text`` as a whole name, or -1.

    English names stand at word boundaries and may have a plural ``s``; Chinese ones anywhere.
    """
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        left_ok = start == 0 or not (_is_ascii(name[0]) and _is_ascii(text[start - 1]))
        plural = text[end : end + 1] == "s" and not _is_ascii(text[end + 1 : end + 2] or " ")
        right_ok = end >= len(text) or not (_is_ascii(name[-1]) and _is_ascii(text[end]))
        if left_ok and (right_ok or plural):
            return start
        start = text.find(name, start + 1)
    return -1


def _is_ascii(char: str) -> bool:
    return bool(_ASCII_EDGE.match(char))


def terms(text: str) -> frozenset[str]:
    """Content terms: English words without stop words, Chinese as character bigrams."""
    clean = normalised(text)
    words = {_stem(w) for w in _WORD.findall(clean) if w not in _STOP_EN}
    runs = re.findall(r"[㐀-鿿]+", _STOP_ZH.sub(" ", clean))
    grams = {run[i : i + 2] for run in runs for i in range(max(1, len(run) - 1))}
    return frozenset(words | grams)


_STEM_LETTERS: Final = 3


def _stem(word: str) -> str:
    for ending, kept in (("ies", "y"), ("ing", ""), ("sses", "ss"), ("ed", ""), ("s", "")):
        if (
            word.endswith(ending)
            and len(word) - len(ending) >= _STEM_LETTERS
            and not word.endswith("ss")
        ):
            return word[: -len(ending)] + kept
    return word
