"""Verdicts of the sentence check, as every surface shows and stores them."""

from enum import StrEnum

from pydantic import Field

from assistant.domain.model import Record
from assistant.domain.quantities import Lang
from assistant.domain.tongues import in_tongue


class ClaimKind(StrEnum):
    """What kind of assertion was checked."""

    NUMBER = "number"
    DIRECTION = "direction"
    COMPARISON = "comparison"
    NEGATION = "negation"
    QUANTIFIER = "quantifier"
    REFERENCE = "reference"
    CAUSE = "cause"


class Proof(StrEnum):
    """Outcome for a claim, a sentence or a text; the worst claim decides."""

    PROVED = "proved"
    UNCHECKED = "unchecked"
    FALSE = "false"


class Claim(Record):
    """One assertion inside a sentence."""

    text: str
    start: int
    """Character offset in the checked text."""
    end: int
    kind: ClaimKind
    verdict: Proof
    figure: str | None = None
    """Key of the figure, or ``passage:<source>:<page>``, that decides."""
    reason: str = ""
    reading: str = Field(default="", exclude_if=lambda words: not words)
    """How a model read it: what a proof rests on beside the words, or, where the claim is
    unchecked, a suggestion for a person to confirm; '' (and left out of JSON) without one."""

    def why(self, lang: Lang) -> str:
        """The reason, in ``lang`` where it is kept in both languages."""
        return in_tongue(self.reason, lang)


class SentenceCheck(Record):
    """One sentence, its claims, and the worst of their verdicts (proved where it has none)."""

    text: str
    start: int
    end: int
    verdict: Proof
    claims: tuple[Claim, ...] = ()


class TextCheck(Record):
    """A whole text."""

    id: str = ""
    verdict: Proof
    sentences: tuple[SentenceCheck, ...]

    def counted(self, verdict: Proof) -> int:
        """How many claims have ``verdict``."""
        return sum(c.verdict is verdict for s in self.sentences for c in s.claims)

    def read(self, verdict: Proof) -> int:
        """How many claims with ``verdict`` carry a model's reading."""
        return sum(
            c.verdict is verdict and c.reading != "" for s in self.sentences for c in s.claims
        )


class SourceText(Record):
    """A passage's exact words, as proof may quote them."""

    source: str
    source_name: str
    page: int
    text: str


class Struck(Record):
    """A sentence that was taken out, and why."""

    text: str
    reason: str

    def why(self, lang: Lang) -> str:
        """The reason, in ``lang`` where it is kept in both languages."""
        return in_tongue(self.reason, lang)
