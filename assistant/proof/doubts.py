"""Doubts that keep a claim from being called false: FALSE needs a positive identification.

Words that make a claim speak of something else than the figure that disagrees: a denial of each
of a set, the pace of a movement, ends of it that are told without a date, a number that is part
of an idiom. Such a claim is unchecked. What stands under a condition is neither proved nor refuted.
"""

import re
from collections.abc import Sequence
from typing import Final

from assistant.domain.checks import Claim, ClaimKind, Proof
from assistant.proof import wording
from assistant.proof.claims import condition_in, supposed
from assistant.proof.reading import Reading

_IDIOM: Final = re.compile(
    r"一[年季月天](?=比一[年季月天])|(?<=比)一[年季月天]|"
    r"(?<![a-z])(?<=(?:one|two) in )(?:two|three|four|five|six|eight|ten|twelve|twenty)(?![a-z])"
)
"""Numbers that measure nothing by themselves: 一年比一年多, one in twenty."""
_NONE_OF: Final = re.compile(
    r"没有一[个家户笔年季月次]|无一|"
    r"(?<![a-z])(?:not (?:one|a single)|no(?= \w+ (?:was|were|has|have|had|is))|none|neither|nor)"
    r"(?![a-z])"
)
"""What denies a word of movement of each of a set: not one supplier dropped out."""
_LOST: Final = re.compile(
    r"\s*(?:流失|退出|丢失|离开|新增|减少)|"
    r" (?:(?:was|were|has|have|had|is|are)(?: been)? )?(?:lost|added|dropped|gained|left|new|"
    r"joined|returned)(?![a-z])"
)
"""After a denied name: what there was none of is its coming or going, not the thing."""
_PACE: Final = re.compile(
    r"(?:增速|增幅|增长率|涨幅|降幅)[^，。；]{0,4}\Z|"
    r"(?<![a-z])(?:growth(?: rate)?|pace)(?: \w+)?\s*\Z"
)
"""What moved is how fast the figure does: 收入增速明显放缓."""
_ENDS: Final = re.compile(
    r"从?(?:第一|首)[个次]?(?:季度?末?|年[度末]?|期末)|中间(?:一|那)[年个]|"
    r"(?<![a-z])(?:(?:between|from) the (?:first|start|beginning)|the (?:middle|first|opening) "
    r"(?:year|quarter|month|period)|over the (?:whole )?period)(?![a-z])"
)
"""Ends of a movement that a sentence tells by their order."""
_AGAINST: Final = re.compile(
    r"(?:高于|低于|超过|不及)[^，。；]{0,10}\Z|(?<![a-z])(?:above|below|than|over|under|exceed\w*)"
    r"(?: the)?\s*\Z|"
    r"\A(?:[^,;]{0,40} )?(?:above|below|than|over|under|exceed\w*) "
)
"""Beside a superlative that is compared with something, not claimed."""


def doubted(claims: Sequence[Claim], reading: Reading) -> list[Claim]:
    """A sentence's claims (offsets within it), unchecked where words speak of something else."""
    conditional = condition_in(reading.text) is not None
    return [_doubted(claim, reading, conditional=conditional) for claim in claims]


def _doubted(claim: Claim, reading: Reading, *, conditional: bool) -> Claim:
    if claim.kind is ClaimKind.REFERENCE or claim.verdict is Proof.UNCHECKED:
        return claim
    false = claim.verdict is Proof.FALSE
    if conditional and (not false or supposed(reading.text, reading.clauses, claim.start)):
        return _unchecked(claim, wording.say("supposed", reading.lang))
    if false and _speaks_of_another(claim, reading):
        return _unchecked(claim, wording.say("other", reading.lang))
    return claim


def _unchecked(claim: Claim, reason: str) -> Claim:
    return claim.model_copy(update={"verdict": Proof.UNCHECKED, "reason": reason})


def _speaks_of_another(claim: Claim, reading: Reading) -> bool:
    text, start, end = reading.text, claim.start, claim.end
    first, last = reading.clause_start(start), reading.clause_end(start)
    if claim.kind is ClaimKind.NUMBER:
        idiom = any(m.start() < end and start < m.end() for m in _IDIOM.finditer(text))
        return idiom or (_MOVED.search(text, first, last) and _ENDS.search(text)) is not None
    if claim.kind is ClaimKind.NEGATION:
        return _LOST.match(text, end) is not None
    if claim.kind is ClaimKind.COMPARISON:
        against = _AGAINST.search(text[first:start]) or _AGAINST.search(text[end:last])
        return against is not None and _SUPERLATIVE.search(text[start:end]) is not None
    before = text[first:start]
    return any(words.search(before) for words in (_NONE_OF, _PACE)) or bool(_ENDS.search(text))


_SUPERLATIVE: Final = re.compile(r"最|est(?![a-z])")
_MOVED: Final = re.compile(
    r"增|减|升|降|涨|跌|翻|(?<![a-z])(?:rose|grew|fell|gain|increas|decreas|declin|dropped|up|down)"
)
