"""Every word on the screen, zh and en. Knows no Textual and no service."""

from collections.abc import Mapping
from typing import Final

from assistant.domain.quantities import Lang
from tui.messages import (
    cases,
    chat,
    evidence,
    frame,
    interview,
    keys,
    memo,
    sources,
    terms,
    welcome,
)
from tui.messages.pairs import Pair

_TABLES: Final = (
    frame.WORDS,
    keys.WORDS,
    cases.WORDS,
    sources.WORDS,
    chat.WORDS,
    evidence.WORDS,
    memo.WORDS,
    terms.WORDS,
    interview.WORDS,
    welcome.WORDS,
)
TABLE: Final[Mapping[str, Pair]] = {key: pair for table in _TABLES for key, pair in table.items()}
"""All tables as one."""


class Words:
    """Looks words up in one language."""

    def __init__(self, lang: Lang) -> None:
        """Words in ``lang``."""
        self.lang = lang

    def __call__(self, key: str, /, **values: object) -> str:
        """The text under ``key`` with its placeholders filled.

        Raises:
            KeyError: there is no such text.
        """
        text = TABLE[key].text(self.lang)
        return text.format(**values) if values else text

    def both(self, key: str) -> str:
        """The text under ``key`` in both languages, for searching."""
        return " ".join(TABLE[key])

    def has(self, key: str) -> bool:
        """Whether there is a text under ``key``."""
        return key in TABLE

    @property
    def is_chinese(self) -> bool:
        """Whether the screen speaks Chinese."""
        return self.lang is Lang.ZH
