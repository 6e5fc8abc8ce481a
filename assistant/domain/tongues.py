"""Text that is kept in both languages, as ``中文 / English``.

Reasons that code gives are stored so, because whoever reads them later may read the other
language: why a figure is missing, why a row or a file was refused.
"""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from assistant.domain.quantities import Lang

_SEPARATOR: Final = " / "
_CHINESE: Final = re.compile("[\u4e00-\u9fff]")


class Tongues(NamedTuple):
    """One text in both languages."""

    zh: str
    en: str

    def text(self, lang: Lang) -> str:
        """It in one of them."""
        return self.zh if lang is Lang.ZH else self.en


def two_tongued(zh: str, en: str) -> str:
    """Both languages in one line."""
    return f"{zh}{_SEPARATOR}{en}"


def merged(zh: str, en: str) -> str:
    """Both languages of a text that may hold the separator itself; one where they are the same."""
    return zh if zh == en else two_tongued(zh.replace(_SEPARATOR, "/"), en)


def tongues_of(text: str) -> Tongues:
    """The two languages of a stored text; text that isn't in two stands for both."""
    zh, separator, en = text.partition(_SEPARATOR)
    if not separator or not _CHINESE.search(zh):
        return Tongues(text, text)
    return Tongues(zh, en)


def in_tongue(text: str, lang: Lang) -> str:
    """A stored text in one language."""
    found = tongues_of(text)
    return found.zh if lang is Lang.ZH else found.en


def joined(texts: Iterable[str]) -> str:
    """Stored texts as one stored text."""
    found = [tongues_of(text) for text in texts]
    zh, en = "；".join(t.zh for t in found), "; ".join(t.en for t in found)
    return en if [t.zh for t in found] == [t.en for t in found] else two_tongued(zh, en)
