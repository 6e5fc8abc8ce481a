"""What the tools may see of a case: the narrow side of it that a model can ask through."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from assistant.domain.checks import SourceText
from assistant.domain.evidence import Quoted
from assistant.domain.figures import Figure, Statement
from assistant.domain.findings import Finding
from assistant.domain.quantities import Lang
from assistant.domain.score import ScoreReport
from assistant.llm.vocabulary import Vocabulary


class Found(NamedTuple):
    """One search result."""

    text: SourceText
    score: float
    """Higher is better; comparable within one search only."""


class WhatIf(NamedTuple):
    """The score as it is and as it would be."""

    before: ScoreReport
    after: ScoreReport


class CaseView(Protocol):
    """One case, read-only. Methods may be called from another thread than the one that made it."""

    @property
    def as_of(self) -> date | None:
        """The day up to which records count."""

    def figures(self) -> Sequence[Figure]:
        """Every figure of the case, missing ones included."""

    def statements(self) -> Sequence[Statement]:
        """Every statement of the case."""

    def findings(self) -> Sequence[Finding]:
        """Every finding, whatever its review."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The names by which a question can mean a measure or a counterparty of the case."""

    def quoted(self, key: str) -> Quoted | None:
        """Where the value of a figure stands in a document, also after a person confirmed it."""

    def search(self, query: str, k: int) -> Sequence[Found]:
        """Passages, best first; () where the case has no documents."""

    def page(self, source: str, page: int) -> SourceText:
        """The text of one page; ``source`` is an id or a file name. Raises InputError."""

    def score(self) -> ScoreReport | None:
        """The score under the case's policy; None where none can be made."""

    def what_if(self, changes: Mapping[str, str]) -> WhatIf:
        """The score with some fields changed, kept nowhere. Raises InputError, UsageError."""

    def draft_section(self, code: str, lang: Lang) -> str:
        """One memo section as checked Markdown. Raises UsageError."""

    def names(self) -> Sequence[str]:
        """Personal names in the case, to be masked before anything is sent."""
