"""A claim that was called false, beside what it was refuted by."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from assistant.proof.stated.clauses import Clause
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import Part, ids
from assistant.proof.stated.settling import Judged
from assistant.proof.when import TimeKind, When

_MONTHS: Final = {
    TimeKind.YEAR: 12,
    TimeKind.FISCAL: 12,
    TimeKind.HALF: 6,
    TimeKind.QUARTER: 3,
    TimeKind.MONTH: 1,
}


class Refuted(NamedTuple):
    """A claim called false, with its sentence."""

    ops: Operands
    clause: Clause
    one: Judged
    found: Sequence[Judged]
    """All claims of the sentence."""
    part: Part | None
    """The number that is called false; None for words."""

    @property
    def text(self) -> str:
        """The sentence's characters."""
        return self.ops.parts.text

    @property
    def said(self) -> frozenset[str]:
        """Every term of the sentence and of what it goes on from, small words as what they mean."""
        terms = ids(self.ops.parts.terms) | self.ops.topic
        return terms | {f"c:{t[2:]}" for t in terms if t[0] == "i"}


def length(when: When | None) -> int:
    """How many months a time runs over; 0 for a day, a span of several times or none."""
    if when is None or when.until is not None:
        return 0
    return when.part if when.kind is TimeKind.TRAILING else _MONTHS.get(when.kind, 0)
