"""Over how long, and from when, a clause says that something moved."""

import re
from typing import Final

from assistant.proof.chinese import chinese_value
from assistant.proof.courses import STEADY, course_in
from assistant.proof.english import ONES
from assistant.proof.lexicon import Cue, CueHit
from assistant.proof.stated.clauses import Clause
from assistant.proof.stated.stating import Stated
from assistant.proof.when import TimeKind, When

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


_JOINS: Final = re.compile("，|随后|而后|(?<![a-z])(?:and|but|then|before)(?![a-z])")


def goes_on(clause: Clause, cue: CueHit, since: int, until: int) -> bool:
    """Whether words say that a movement went on, and not the one before it.

    Slid without a break and recovered.
    """
    joins = _JOINS.finditer(clause.parts.text, since, cue.start) if since > clause.start else ()
    start = max((m.end() for m in joins), default=since)
    return STEADY.search(clause.parts.text, start, until) is not None


_OPENING: Final = re.compile(
    r"前(?P<zh>[一二两三四五六七八九十]{1,2}|\d{1,2})个?(?P<quarters>季)?[度月]|"
    rf"(?<![a-z])first (?P<en>{'|'.join(list(ONES)[2:12])}) "
    r"(?:months|(?P<quarters2>quarters))"
)
_QUARTER: Final = 3


def opening(clause: Clause, facts: list[Stated]) -> list[Stated]:
    """The facts of a year's first months or quarters, where the clause speaks of those alone."""
    match = _OPENING.search(clause.text)
    if match is None:
        return facts
    read = chinese_value(match["zh"]) if match["zh"] and not match["zh"].isdigit() else None
    count = ONES[match["en"]] if match["en"] else int(read.value if read else match["zh"])
    months = count * (_QUARTER if match["quarters"] or match["quarters2"] else 1)
    return [f for f in facts if f.when is not None and _month(f.when) <= months]


def _month(when: When) -> int:
    return when.part * _QUARTER if when.kind is TimeKind.QUARTER else when.part


_KEPT: Final = re.compile(r"保持|维持|(?<![a-z])(?:kept|keeps|continued|remained)(?![a-z])")


def years_over(clause: Clause, start: int, end: int) -> int:
    """Over how many years one movement is said to run (两年间翻了一番); 0 where none is said."""
    course = course_in(clause.parts.text, start, end)
    kept = _KEPT.search(clause.parts.text, start, end) is not None
    return 0 if course.every or course.counted or kept else course.years


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
