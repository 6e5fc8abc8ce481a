"""Rows alike in name that stand under different headings."""

from collections.abc import Sequence

from assistant.proof.stated.stating import Row
from assistant.proof.units import Kind


def told_apart(rows: Sequence[Row]) -> dict[int, tuple[frozenset[str], frozenset[str]]]:
    """Of rows alike in name and unit: the words of each one's headings that the others lack.

    And those of the others that it lacks. A sister company's revenue beside the firm's own.
    """
    alike_: dict[tuple[frozenset[str], Kind], list[Row]] = {}
    for row in rows:
        alike_.setdefault((row.label, row.first.number.kind), []).append(row)
    found = {}
    for like in alike_.values():
        titles = {row.title for row in like}
        if len(titles) > 1:
            names = {t: frozenset(x for x in t if x[0] in "wh") for t in titles}
            every = frozenset().union(*names.values())
            shared = frozenset.intersection(*names.values())
            for row in like:
                own = names[row.title]
                found[id(row)] = (own - shared, every - own)
    return found
