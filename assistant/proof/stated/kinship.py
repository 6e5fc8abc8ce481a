"""Concepts near enough for one to be named by the other, and what several have in common."""

from collections.abc import Iterable
from functools import cache

from assistant.proof.concept_words import ALIKE


@cache
def _alikes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one, other in ALIKE:
        found.setdefault(f"c:{one}", set()).add(f"c:{other}")
        found.setdefault(f"c:{other}", set()).add(f"c:{one}")
    return {name: frozenset(others) for name, others in found.items()}


def alikes(concept: str) -> frozenset[str]:
    """The concepts that a concept may be named by."""
    return _alikes().get(concept, frozenset())


def alike(one: str, other: str) -> bool:
    """Whether two concepts are near enough for one to be named by the other."""
    return one == other or other in alikes(one)


def common_kin(concepts: Iterable[str]) -> str:
    """The one concept that all are kinds of, or that all are; '' where there is none."""
    kinds = list(dict.fromkeys(concepts))
    if len(kinds) == 1:
        return kinds[0]
    shared = frozenset.intersection(*(alikes(c) for c in kinds)) if kinds else frozenset[str]()
    return next(iter(shared)) if len(shared) == 1 else ""
