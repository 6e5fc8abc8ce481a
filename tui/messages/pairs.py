"""A text in both languages."""

from typing import NamedTuple

from assistant.domain.quantities import Lang


class Pair(NamedTuple):
    """One text, twice."""

    zh: str
    en: str

    def text(self, lang: Lang) -> str:
        """The text in one language."""
        return self.zh if lang is Lang.ZH else self.en


def table(**texts: tuple[str, str]) -> dict[str, Pair]:
    """A table of texts; ``__`` in a name stands for the dot of a key."""
    return {name.replace("__", "."): Pair(*text) for name, text in texts.items()}
