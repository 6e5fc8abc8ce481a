"""What an analyst is asked and what it answers with, step by step. No vendor's types."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from assistant.domain.progress import Cancelled
from assistant.domain.quantities import Lang
from assistant.domain.toolspec import ToolResult, ToolSpec
from assistant.llm.vocabulary import Vocabulary

OFFLINE: str = "offline-analyst"
"""The name under which the rule-based analyst signs."""
ABSENT: str = "file.absent."
"""Beginning of the keys of statements that say what is not in the file."""


@dataclass(frozen=True)
class Said:
    """One earlier message of the conversation."""

    role: str
    """``user`` or ``assistant``."""
    text: str


@dataclass(frozen=True)
class Ask:
    """One question with all that an analyst may use to answer it."""

    question: str
    lang: Lang
    specs: Sequence[ToolSpec]
    call: Callable[[str, Mapping[str, object]], ToolResult]
    """Runs a tool; raises ToolRefusal."""
    vocabulary: Vocabulary
    history: Sequence[Said] = ()
    names: Sequence[str] = ()
    """Personal names to mask before anything is sent."""
    cancelled: Cancelled = field(default=lambda: False)


@dataclass(frozen=True)
class CallStarted:
    """A tool is about to run."""

    name: str
    arguments: Mapping[str, object]


@dataclass(frozen=True)
class CallEnded:
    """A tool came back, or refused."""

    name: str
    result: ToolResult | None
    refusal: str = ""


@dataclass(frozen=True)
class TextDelta:
    """Some more of the answer's text, with references not yet resolved."""

    text: str


Step = CallStarted | CallEnded | TextDelta


@dataclass(frozen=True)
class Rejected:
    """A sentence that the check found false."""

    text: str
    reason: str


class Analyst(Protocol):
    """Whoever answers: the rule-based analyst, or a language model behind an endpoint."""

    @property
    def name(self) -> str:
        """Under which the answer is signed."""

    def answer(self, ask: Ask) -> Iterator[Step]:
        """Call tools and write. Raises EndpointFailure."""

    def redraft(self, ask: Ask, facts: str, rejected: Sequence[Rejected]) -> Sequence[str]:
        """One new sentence for each rejected one, '' to give it up. Raises EndpointFailure."""


def language(ask: Ask) -> str:
    """The answer's language, as prompts name it."""
    return "Chinese" if ask.lang is Lang.ZH else "English"
