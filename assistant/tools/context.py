"""What every tool is given: the case as it stood when the turn began."""

from assistant.domain.figures import Figure, Statement
from assistant.domain.quantities import Lang
from assistant.tools.view import CaseView


class ToolContext:
    """One case in one language, read once. Nothing here writes."""

    def __init__(self, view: CaseView, lang: Lang) -> None:
        """Take figures, statements and names as they are now."""
        self.view = view
        self.lang = lang
        self.figures: tuple[Figure, ...] = tuple(view.figures())
        self.statements: tuple[Statement, ...] = tuple(view.statements())
        self.vocabulary = view.vocabulary

    def say(self, zh: str, en: str) -> str:
        """The one of two texts that is in the turn's language."""
        return zh if self.lang is Lang.ZH else en
