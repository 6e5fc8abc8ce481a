"""What the tools brought for one part of a question, ready to be written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.checks import SourceText
from assistant.domain.figures import Figure, Statement
from assistant.domain.quantities import Lang
from assistant.llm.parts import Part
from assistant.llm.planning import PlannedCall, PlannedPart
from assistant.llm.steps import ABSENT
from assistant.llm.vocabulary import Vocabulary

LISTED = 4
"""Sentences of one kind in one answer."""


@dataclass(frozen=True)
class Returned:
    """What came of one planned call."""

    call: PlannedCall
    statements: Sequence[Statement] = ()
    figures: Sequence[Figure] = ()
    passages: Sequence[SourceText] = ()
    text: str = ""
    refusal: str = ""
    """Why the tool declined; '' where it answered."""

    @property
    def is_empty(self) -> bool:
        """Whether it brought nothing that answers."""
        if self.refusal:
            return True
        return bool(self.statements) and all(s.key.startswith(ABSENT) for s in self.statements)


class Draft:
    """What the tools brought for one part, ready to be written."""

    def __init__(
        self,
        planned: PlannedPart,
        lang: Lang,
        vocabulary: Vocabulary,
        returned: Sequence[Returned],
    ) -> None:
        """Keep what came back."""
        self.part: Part = planned.part
        self.lang = lang
        self.vocabulary = vocabulary
        self.returned = returned

    def say(self, zh: str, en: str) -> str:
        """The one of two texts that is in the question's language."""
        return zh if self.lang is Lang.ZH else en

    def statements(self, *tools: str) -> list[Statement]:
        """Statements that these tools brought, each once; all tools when none is named."""
        of = [r for r in self.returned if not tools or r.call.tool in tools]
        return list({s.key: s for r in of for s in r.statements}.values())

    def passages(self) -> list[SourceText]:
        """Passages that were found."""
        return [p for r in self.returned for p in r.passages]


def said(statements: Sequence[Statement], most: int = LISTED) -> Iterator[str]:
    """References to statements, each a sentence of its own."""
    yield from (f"[[{s.key}]]" for s in statements[:most])
