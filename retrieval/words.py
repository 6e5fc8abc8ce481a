"""Text into index words: Chinese as character pairs, English for stemming, numbers exact."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

VERSION: Final = 1
"""Raise it when the same text gives other words: every index is then built anew."""

_PIECE: Final = re.compile(
    r"(?P<han>[\u3400-\u9fff\uf900-\ufaff]+)"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,]*[a-z\d])"
    r"|\d+(?:\.\d+)?(?![-/.]?[a-z\d]))"
    r"|(?P<code>[^\W_\u3400-\u9fff]+(?:[-_/.@:+&'’][^\W_\u3400-\u9fff]+)*)"
)
_ASK_ZH: Final = re.compile(
    r"请问|请|多少|是什么|什么|如何|怎么样|怎样|怎么|哪些|哪个|哪里|哪家|为何|为什么|是否|有没有|有无|有哪|几个"
    r"|告诉我|分别|以及|并且|保留[一二两三四\d]位小数|[的了吗呢吧是在和与或及为有把被对其该这那]"
)
_STOP_EN: Final = frozenset(
    """
    a about an and any are as at be been being but by can could did do does doing for from had
    has have having he her here hers him his how i if in into is it its itself just me more most
    my no nor not now of on once only or other our ours out over own same she should so some
    such than that the their theirs them then there these they this those through to too under
    until up very was we were what when where which while who whom why will with would you your
    yours please tell give show us
    """.split()  # noqa: SIM905  a list of words reads as words
)
_YEAR: Final = re.compile(r"(?:fy|q[1-4])?((?:19|20)\d\d)")
_EXACT_DIGITS: Final = 3


def index_words(text: str) -> str:
    """The words of a passage, separated by blanks, as the index stores them."""
    return " ".join(_words(_normal(text), tails=True))


def query_words(query: str) -> tuple[str, ...]:
    """The words to look for, each once, without question words; a lone character ends in ``*``."""
    asked = _ASK_ZH.sub(" ", _normal(query))
    words = dict.fromkeys(_words(asked, tails=False))
    return tuple(words or dict.fromkeys(_words(_normal(query), tails=False)))


def phrase_words(name: str) -> str:
    """The words of a name in the order in which a passage that holds it has them; may be ''."""
    return " ".join(_words(_normal(name), tails=False)).replace("*", "")


def exact_words(query: str) -> tuple[str, ...]:
    """The numbers and codes among them that must stand in a passage as they are; years don't."""
    return tuple(word for word in query_words(query) if _is_exact(word))


def _is_exact(word: str) -> bool:
    digits = sum(c.isdigit() for c in word)
    return digits >= _EXACT_DIGITS and not _YEAR.fullmatch(word)


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _words(text: str, *, tails: bool) -> Iterator[str]:
    for match in _PIECE.finditer(text):
        piece = match[0]
        if match.lastgroup == "han":
            yield from _pairs(piece, tails=tails)
        elif match.lastgroup == "number":
            yield _number(piece)
        else:
            yield from _coded(piece)


def _pairs(run: str, *, tails: bool) -> Iterator[str]:
    """Pairs of neighbours; in the index also the last one, so that each begins some word."""
    for index in range(len(run) - 1):
        yield run[index : index + 2]
    if tails:
        yield run[-1]
    elif len(run) == 1:
        yield f"{run}*"


def _number(piece: str) -> str:
    digits = piece.replace(",", "")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return digits.replace(".", "_")


def _coded(piece: str) -> Iterator[str]:
    """A code as a whole and in its parts: ``INV-2024-017``, ``a@b.cn``, ``don't``."""
    parts = re.split(r"[-_/.@:+&'’]", piece)
    year = _YEAR.fullmatch(piece)
    if year and year[1] != piece:
        yield year[1]
    if len(parts) > 1:
        yield "_".join(parts)
    for part in parts:
        if part not in _STOP_EN and (len(part) > 1 or part.isdigit()):
            yield part
