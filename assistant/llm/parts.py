"""One thing that a question asks: its topic and what it wants to know of it."""

from dataclasses import dataclass

from assistant.llm.cues import Aspect, Topic
from assistant.llm.supposing import Change


@dataclass(frozen=True)
class Part:
    """One thing that a question asks."""

    topic: Topic
    text: str
    """The words that ask it, with what they lean on; searched for where documents are meant."""
    aspect: Aspect = Aspect.VALUE
    metrics: tuple[str, ...] = ()
    entity: str = ""
    periods: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    """Of a what-if."""
    is_beyond: bool = False
    """Whether it asks for more than the measures it names."""
    decimals: int | None = None
    """How many the question asks for."""
    page: tuple[str, int] | None = None
    """Document and page, where a question asks for one."""
    says_aspect: bool = False
    """Whether the words themselves say what is wanted."""

    @property
    def target(self) -> tuple[object, ...]:
        """What it is about, whatever it wants to know of it."""
        about = self.text if self.topic is Topic.DOCUMENT else ""
        return self.topic, self.metrics, self.entity, self.periods, about
