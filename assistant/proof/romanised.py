"""Chinese names as Latin letters write them: Hengrun for 恒润. The one door to pypinyin."""

import re
from functools import lru_cache
from typing import Final

from assistant.proof.characters import plain

_NAME: Final = re.compile(r"[A-Z][a-z]+(?:[ -][A-Z&][A-Za-z]*)*")
_HAN: Final = re.compile("[\u4e00-\u9fff]{2,}")
_LONGEST: Final = 4
"""Characters of a name that one Latin word writes."""
_TONES: Final = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeiiiioooouuuuvvvvvnnnm")


def name_spans(raw: str, text: str) -> list[tuple[int, int]]:
    """Where capitalised names stand in ``raw`` one word of which spells characters of ``text``.

    Hengrun Precision beside 苏州恒润精密机械: the words after the spelt one translate the rest.
    """
    if not _HAN.search(text):
        return []
    return [
        m.span()
        for m in _NAME.finditer(raw)
        if any(is_romanised(word, text) for word in re.findall("[A-Z][a-z]+", m[0]))
    ]


def is_romanised(word: str, text: str) -> bool:
    """Whether two to four characters that stand together in ``text`` are spelt as ``word``."""
    wanted = word.lower()
    return any(
        _spells(run, start, wanted) for run in _HAN.findall(text) for start in range(len(run))
    )


def _spells(run: str, start: int, wanted: str) -> bool:
    """Whether characters from ``start`` on are spelt as all of ``wanted``."""
    reached = {0}
    for count, char in enumerate(run[start : start + _LONGEST], start=1):
        reached = {
            at + len(sound)
            for at in reached
            for sound in _sounds(char)
            if wanted.startswith(sound, at)
        }
        if not reached:
            return False
        if count > 1 and len(wanted) in reached:
            return True
    return False


@lru_cache(maxsize=20_000)
def _sounds(char: str) -> frozenset[str]:
    """How a character may be spelt, without tones; ü as v and u."""
    from pypinyin.pinyin_dict import pinyin_dict

    bare = {sound.translate(_TONES) for sound in pinyin_dict.get(ord(char), "").split(",")}
    return frozenset(bare | {sound.replace("v", "u") for sound in bare}) - {""}


def owns(possessive: str, owner: str) -> bool:
    """Whether a possessive is the owner's name, in its own script or in Latin letters."""
    name = possessive.rstrip("s' ’")
    words = [word for word in name.split() if word.isalpha()]
    return plain(name) in owner or any(is_romanised(word, owner) for word in words)
