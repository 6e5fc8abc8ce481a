# ruff: noqa: E501  one form a line reads as a table
"""For how long words say that something held or went on: 逐年, for three years running."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from assistant.proof.chinese import chinese_value
from assistant.proof.facts import Fact, Series
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


_CN: Final = "[二两三四五六七八九十]"
_WORDS: Final = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_COUNT: Final = r"two|three|four|five|six|seven|eight|nine|ten|\d{1,2}(?!\d)"
_YEARS: Final = re.compile(
    rf"(?P<lead>近|最近|过去|连续|前)?(?P<zh>{_CN}{{1,2}}|(?<![\d.])\d{{1,2}})(?:个?(?:会计|完整)?年)(?:来|间|内|度)?|"
    rf"(?<![a-z0-9])(?:(?:for |in |over |of |across |all |each of |every one of |the |its |past |last |previous |latest |most recent )*)"
    rf"(?P<en>{_COUNT})(?: (?:consecutive|straight|successive|full|fiscal|financial|reporting|past|last))*[ -]years?"
    r"(?: (?:running|in a row|in succession|on record|shown|under review))?(?![a-z])"
)
_EVERY: Final = re.compile(
    "均|都|历年|每一?年|各年|逐年|连年|年年|连续|持续|始终|一直|一贯|从未|向来|全部年度|"
    r"(?<![a-z])(?:(?:every|each|any)(?: single)? (?:one of |of )?(?:the |its )?(?:\w+ )?(?:years?|periods?)|"
    r"all (?:of )?(?:the |its )?(?:\w+ )?years|throughout|always|never|consistently|"
    r"continuously|year after year|without (?:exception|fail|interruption)|consecutive|straight|"
    r"successive|running|in a row)(?![a-z])"
)


class Course(NamedTuple):
    """How long a clause says that something held."""

    years: int
    """0 where no number of years is named."""
    every: bool
    """Whether it is said of each year (or step) and not of one."""
    counted: bool
    """Whether the years count movements (连续三年增长: three) and not what they run over."""
    spans: tuple[tuple[int, int], ...]
    """Where the number of years stands."""


@lru_cache(maxsize=64)
def course_in(text: str, begin: int, end: int) -> Course:
    """What a plain text says between two offsets of how long something held."""
    every = any(words.search(text, begin, end) is not None for words in (_EVERY, STEADY))
    years, counted = 0, False
    spans: list[tuple[int, int]] = []
    for match in _YEARS.finditer(text, begin, end):
        number = _number(match["zh"] or match["en"])
        if 1 < number <= _LONGEST:
            years = number
            counted = match["lead"] == "连续" or _RUNNING.search(match[0]) is not None
            spans.append((match.start(), match.end()))
    return Course(years, every or counted, counted, tuple(spans))


def years_in(text: str, places: Sequence[int], clauses: Sequence[int]) -> list[tuple[int, int]]:
    """Where a number of years stands in a clause that makes a claim at one of ``places``."""
    found: list[tuple[int, int]] = []
    for begin, end in pairwise([*clauses, len(text)]):
        if any(begin <= place < end for place in places):
            found += course_in(text, begin, end).spans
    return found


_LONGEST: Final = 20
_RUNNING: Final = re.compile(
    "consecutive|straight|successive|running|in a row|in succession|each of|every one of"
)


def _number(text: str) -> int:
    if text in _WORDS:
        return _WORDS[text]
    if text.isascii():
        return int(text)
    value = chinese_value(text)
    return int(value.value) if value else 0


def by_year(series: Series) -> list[Fact]:
    """The series' facts a year apart, oldest first: years, or balances of one day of the year."""
    flows = {f.period.end: f for f in series.facts if f.period and f.is_year}
    if flows:
        return [flows[end] for end in sorted(flows)]
    balances = {f.period.end: f for f in series.facts if f.period and f.period.is_balance}
    newest = max(balances, default=None)
    return [
        balances[end]
        for end in sorted(balances)
        if newest is not None and (end.month, end.day) == (newest.month, newest.day)
    ]


def gapless(facts: Sequence[Fact]) -> bool:
    """Whether facts a year apart leave no year out."""
    ends = [f.period.end.year for f in facts if f.period]
    return all(after - before == 1 for before, after in pairwise(ends))


def spanned(facts: list[Fact], when: When | None) -> list[Fact]:
    """The facts of a span that is named, or up to a year that is named."""
    if when is None or when.year is None:
        return facts
    last = when.until.year if when.until is not None and when.until.year else when.year
    first = when.year if when.until is not None else 0
    return [f for f in facts if f.period and first <= f.period.end.year <= last]
