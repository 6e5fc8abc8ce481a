"""Over how long, and from when, a clause says that something moved."""

import re
from typing import Final

from assistant.proof.lexicon import Cue, CueHit
from assistant.proof.stated.clauses import Clause
from assistant.proof.when import When

STEADY: Final = re.compile(
    r"逐[季月年]|连续|持续|不间断|一路|节节|无一例外|每[年季月](?!均)|"
    r"(?<![a-z])(?:(?:each|every) (?:year|half|quarter|month|half|step)|at each|"
    r"in each of|without a break|year after year|quarter after quarter|"
    r"steadily|consistently|throughout|continuously|without (?:interruption|exception|fail|pause)|"
    r"uninterrupted(?:ly)?|unbroken|month (?:after|by) month|quarter by quarter|"
    r"year (?:by|on) year without|every single (?:year|quarter|month)|"
    r"one (?:year|quarter|month) after (?:another|the other))(?![a-z])"
)


RUN: Final = re.compile(
    r"连续第(?P<zh>[二三四五六七八2-8])个?(?P<unit>[年季月])|连(?P<zh2>[两二三四五六])[增升涨降跌减]|"
    r"(?<![a-z])(?:(?P<en>second|third|fourth|fifth|sixth) (?:consecutive |straight "
    r"|successive )?(?:year|quarter|month|half|time)(?: (?:running|in a row|in succession))|"
    r"(?P<en2>second|third|fourth|fifth|sixth) (?:consecutive|straight|successive) "
    r"(?:year|quarter|month|half|time)|"
    r"(?P<en3>two|three|four|five|six) (?:(?:consecutive|straight|successive) "
    r"(?:years|quarters|months|halves|times)|(?:years|quarters|months|times) (?:running|"
    r"in a row|in succession|on the trot)))(?![a-z])"
)
"""A movement said to go on for so many steps: for the second year running."""


_STEPS: Final = {
    word: number
    for number, words in {
        2: "二 两 2 second two", 3: "三 3 third three", 4: "四 4 fourth four",
        5: "五 5 fifth five", 6: "六 6 sixth six", 7: "七 7", 8: "八 8",
    }.items()
    for word in words.split()
}  # fmt: skip


def steps_of(run: "re.Match[str] | None") -> int:
    """How many steps a run is said to have; 0 where none is said."""
    if run is None:
        return 0
    return next(_STEPS[run[g]] for g in ("zh", "zh2", "en", "en2", "en3") if run[g])


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
