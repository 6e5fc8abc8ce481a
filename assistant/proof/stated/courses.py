"""Over how long, and from when, a clause says that something moved."""

import re
from typing import Final

from assistant.proof.lexicon import Cue, CueHit
from assistant.proof.stated.clauses import Clause
from assistant.proof.when import When

_SINCE: Final = re.compile(r"(?:(?<![a-z])since|自从?|从)(?: the (?:end|start) of)?\s*\Z")


def since_when(clause: Clause, start: int, end: int) -> When | None:
    """The time from which a movement is said to have gone on: since March, 自一季度以来."""
    text = clause.parts.text
    for time in clause.parts.times_between(start, end):
        match = _SINCE.search(text, max(0, time.start - 24), time.start)
        if match is not None and ("since" in match[0] or "来" in text[time.end : time.end + 3]):
            return time
        if text[time.start : time.start + 6] == "since ":
            return time
    return None


def both_bases(clause: Clause) -> bool:
    """Whether a clause says of one movement that it holds over a year and over one period."""
    return all(
        clause.parts.has(cue, clause.start, clause.end) for cue in (Cue.YEARLY, Cue.STEPWISE)
    )


def bases_of(clause: Clause, cue: CueHit, since: int, until: int) -> list[bool]:
    """Whether a movement is over a year (True), over one period (False), or both are said."""
    for span in ((since, cue.start), (cue.end, until), (clause.start, clause.end)):
        found = [
            yearly
            for yearly, sort in ((True, Cue.YEARLY), (False, Cue.STEPWISE))
            if clause.parts.has(sort, *span)
        ]
        if found:
            return found if span[0] == since else found[-1:]
    return []
