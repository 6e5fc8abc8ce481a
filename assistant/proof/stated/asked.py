"""What a sentence asks of the sources, and what words weigh."""

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from assistant.proof.stated.stating import Row
from assistant.proof.units import Kind
from assistant.proof.when import When

STRICT: Final = frozenset(
    f"q:{name}"
    for name in (
        "adjusted", "forecast", "parent", "industry", "average", "related", "pretax", "aftertax",
        "per_unit",
        "lost", "new", "gross", "attributable", "subsidiary", "previous_round", "settled", "slow",
        "other", "daily", "monthly", "peak",
    )
)  # fmt: skip
"""Qualifiers that must stand on both sides or on neither."""


NAMING: Final = frozenset(
    (
        "c:customer",
        "c:supplier",
        "c:store",
        "c:loan",
        "c:employees",
        "c:shareholder",
        "c:vehicle",
        "c:online",
        "c:offline",
        "c:wholesale",
        "c:export",
        "c:import",
        "c:domestic",
        "c:collateral",
        "c:guarantee",
        "c:filing",
        "c:inflow",
        "c:lawsuit",
    )
)
"""Concepts that also say whose a number is, not only what it is."""


HARD: Final = frozenset(
    (
        "q:adjusted",
        "q:new",
        "q:parent",
        "q:industry",
        "q:related",
        "q:per_unit",
        "q:attributable",
        "q:slow",
    )
)  # fmt: skip
"""Qualifiers that no source has to know to make a number another one."""


_FAR: Final = 0.3
"""What a concept of an earlier clause still counts where the number has one of its own."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sentence says around a number (or word) that is to be found in the sources."""

    near: frozenset[str]
    """Terms between the number and what stands before it, or right after it."""
    head: str
    """The concept that governs the number: the last one before it; '' where there is none."""
    wide: frozenset[str]
    """Terms of earlier clauses of the sentence."""
    topic: frozenset[str]
    """Terms of earlier sentences and headings."""
    when: When | None
    also: frozenset[str] = field(default_factory=frozenset)
    """Terms after the number in its clause."""
    flipped: bool = False
    """A loss or outflow: the written number is the opposite of the fact's."""
    surface: frozenset[str] = field(default_factory=frozenset)
    """How the near concepts are written."""
    kind: Kind | None = None
    """What sort of number is asked for, where that is known."""


class Ranked(NamedTuple):
    """A row and how well its words fit."""

    score: float
    row: Row


def family(kind: Kind | None) -> str:
    """Amounts of money may be written bare, counts may not be."""
    if kind is None:
        return ""
    return "amount" if kind in (Kind.MONEY, Kind.BARE) else kind.value


_NEAR, _ALSO, _WIDE, _TOPIC = 1.0, 0.7, 0.55, 0.3


def _said(term: str, asked: Asked) -> float:
    if term in asked.near:
        return _NEAR
    if term in asked.also:
        return _ALSO
    if term in NAMING and "q:total" in asked.near:
        return 0.0  # export sales slipped, though total revenue rose
    far = (
        _FAR
        if term[0] == "c" and term not in NAMING and any(t[0] == "c" for t in asked.near)
        else 1.0
    )
    if term in asked.wide:
        return _WIDE * far
    return _TOPIC * far if term in asked.topic else 0.0
