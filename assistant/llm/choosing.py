"""Picks the statements that answer a part of a question, and none that say the same again."""

from collections.abc import Iterable, Sequence
from typing import Final

from assistant.domain.figures import Statement, StatementKind, Verdict

_ASIDE: Final = "score.threshold."
"""Beginning of figures that a verdict prints beside the one it is about."""
_MOST_BREACHES: Final = 3
"""Broken tests told one by one; more are told by name in one sentence."""


def own(found: Iterable[Statement], metric: str, *kinds: str) -> list[Statement]:
    """Statements of a measure of some kinds, in the order of kinds, then as they came."""
    every = list(found)
    picked = []
    for kind in kinds:
        picked += [s for s in every if f"{metric}.{kind}" in _heads(s)]
    return picked


def _heads(statement: Statement) -> tuple[str, str]:
    """What a statement is about, with the scope that a paper's figure has and without."""
    whole = statement.key.partition("@")[0]
    return whole, whole.partition(":")[0]


def valued(found: Sequence[Statement], metric: str) -> list[Statement]:
    """What says a measure's value, the fullest first.

    A list of names is said by its ranking, a share by the sentence that names whose it is.
    """
    first = ("rank",) if metric.endswith("_name") else ()
    return own(found, metric, *first, "share", "value", "cited", "missing", "verdict")


def without_repeats(found: Iterable[Statement]) -> list[Statement]:
    """The statements that add something: no measure told twice by a lesser sentence."""
    kept: list[Statement] = []
    told: set[str] = set()
    for statement in found:
        about = {key for key in statement.figures if not key.startswith(_ASIDE)}
        if statement in kept or (about and about <= told):
            continue
        kept.append(statement)
        told |= about
    return kept


def told_once(found: Iterable[Statement]) -> list[Statement]:
    """Warnings of which no two are about one figure; the graver comes first and stays."""
    kept: list[Statement] = []
    told: set[str] = set()
    for statement in found:
        about = {key for key in statement.figures if not key.startswith(_ASIDE)}
        if not about & told:
            kept.append(statement)
            told |= about
    return kept


def broken(found: Sequence[Statement]) -> list[Statement]:
    """The tests that are broken: each in its words, or all by name where they are many."""
    return _of_verdict(found, Verdict.BREACH, _MOST_BREACHES)


def thin(found: Sequence[Statement]) -> list[Statement]:
    """The tests that are passed within the thin margin."""
    return _of_verdict(found, Verdict.THIN, _MOST_BREACHES)


def untested(found: Sequence[Statement]) -> list[Statement]:
    """That some tests couldn't be made, by name."""
    return _of_verdict(found, Verdict.NOT_COMPUTABLE, 0)


def _of_verdict(found: Sequence[Statement], verdict: Verdict, most: int) -> list[Statement]:
    such = [s for s in found if s.verdict is verdict and s.kind is StatementKind.VERDICT]
    each = [s for s in such if s.key.startswith("rule.")]
    by_name = [s for s in such if s.key == f"score.rules.{verdict.value}"]
    return by_name if by_name and len(each) > most else each
