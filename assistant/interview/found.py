"""A claim on its way: with the places and the subject that comparing needs."""

from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.domain.claims import SaidClaim
from assistant.interview.subjects import Subject
from assistant.proof.when import When


@dataclass(frozen=True, slots=True)
class Found:
    """A claim and where its words stand in the rewritten line."""

    claim: SaidClaim
    subject: Subject
    start: int
    end: int
    grain: Decimal = Decimal(0)
    """Half of the last spoken place, in the number's base unit."""
    when: When | None = None

    def with_claim(self, claim: SaidClaim) -> "Found":
        """The same with another claim."""
        return replace(self, claim=claim)

    def at(self, when: When | None) -> "Found":
        """The same at a time."""
        return replace(self, when=when)
