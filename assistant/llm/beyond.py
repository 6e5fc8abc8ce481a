"""Whether a question asks for more than the measure it names: a part, a partner, a schedule."""

import re
from collections.abc import Iterable
from typing import Final

from assistant.llm import cues
from assistant.llm.times import period_spans
from assistant.llm.wording import terms

_MANY: Final = 3
"""Words that a question has beyond a measure's name, its period and what it wants to know."""
_EMPTY: Final = frozenset(
    "year month quarter much many amount level figure number total current latest now today end "  # noqa: SIM905  a list of words reads better as words
    "firm business first last half per day time over past each every long high low big large small "
    "good bad well more less after before up down out fy between however not then like".split()
)
_NUMBER: Final = re.compile(r"\d+")


def asks_beyond(clause: str, names: Iterable[str]) -> bool:
    """Whether a clause says much that no name of its measures covers; English only.

    Args:
        clause: normalised.
        names: by which the measures may be called, the one in the clause among them.
    """
    if not clause.isascii():
        return False
    for start, end in period_spans(clause):
        clause = f"{clause[:start]}{' ' * (end - start)}{clause[end:]}"
    covered: set[str] = set()
    for name in names:
        covered |= terms(name)
        clause = clause.replace(name, " ")
    for _, words in (*cues.ASPECTS, *cues.CLAUSE):
        clause = words.sub(" ", clause)
    left = terms(_NUMBER.sub(" ", cues.BASELINE.sub(" ", clause))) - covered - _EMPTY
    return sum(len(word) > 1 for word in left) >= _MANY
