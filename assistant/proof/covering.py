"""Judges whether one amount covers another: 货币资金足以覆盖短期借款."""

import re
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof import wording
from assistant.proof.claims import WordClaim, told
from assistant.proof.facts import Fact
from assistant.proof.levels import Verdict, facts_at, scoped
from assistant.proof.reading import Mention, gap_text, is_light
from assistant.proof.walking import Walk

_COVERS: Final = re.compile(
    "(?P<by>(?<![a-z])covered by)|"
    "(?:足以|足够|可以?|能够?)?(?:全额|完全|充分|足额)?(?:覆盖|偿还|偿付|清偿|支付|抵偿)(?!率|倍数|能力|比|度|来源|期|方式)|"
    r"(?<![a-z])(?:covers?|covered|enough to (?:cover|repay|pay|meet|service)|"
    r"sufficient to (?:cover|repay|pay|meet|service)|repays?)(?![a-z])"
)
_SIGNS: Final = ("覆盖", "偿", "支付", "cover", "enough", "sufficient", "repay")
_SHORT: Final = re.compile(
    r"(?:不足以|不够|无法|不能|未能|难以|没有|不)(?:完全|全额|足额)?\Z|"
    r"(?<![a-z])(?:not|cannot|fails? to|insufficient to|not enough to|no longer|hardly)"
    r"\s*(?:fully )?\Z|n't\s*\Z"
)
_OWNER: Final = re.compile(r"(?:[a-z]+'s?) ")
"""A possessive before the second name; another firm's has made that name foreign."""
_ABLE: Final = re.compile("足|能|可|覆盖|cover|enough|sufficient")
"""What tells an ability from a payment that was made: 可偿还, not 偿还."""


def covering_claims(walk: Walk) -> list[WordClaim]:
    """A claim where a clause says that one named amount covers another, or doesn't."""
    reading, found = walk.reading, []
    if not any(word in reading.text for word in _SIGNS):
        return []
    for match in _COVERS.finditer(reading.text):
        begin, end = reading.clause_start(match.start()), reading.clause_end(match.start())
        before = [m for m in reading.mentions if begin <= m.start and m.end <= match.start()]
        after = [m for m in reading.mentions if match.end() <= m.start < end]
        if not before or not after or not _ABLE.search(match[0]):
            continue
        if any(begin <= n.start < end for n in reading.numerals):
            continue
        first, last = before[-1], after[0]
        gap = _OWNER.sub(" ", gap_text(reading, match.end(), last.start))
        if not is_light(gap):
            continue
        if match["by"]:
            first, last = last, first
        short = _SHORT.search(reading.text[max(begin, match.start() - 16) : match.start()])
        verdict = _judged(walk, first, last, short=short is not None)
        found.append(WordClaim(match.start(), match.end(), ClaimKind.COMPARISON, verdict))
    return found


def _judged(walk: Walk, first: Mention, last: Mention, *, short: bool) -> Verdict:
    lang = walk.reading.lang
    if first.foreign or last.foreign:
        return Verdict(Proof.UNCHECKED, None, wording.say("foreign", lang))
    pairs = [
        (a, b)
        for a in _facts(walk, first)
        for b in _facts(walk, last)
        if a.unit is b.unit and a.unit.is_money and _together(a, b)
    ]
    if not pairs:
        return Verdict(Proof.UNCHECKED, None, wording.say("operands", lang))
    for a, b in pairs:
        if (a.value >= b.value) is short:
            return Verdict(Proof.FALSE, a.key, told(a, b, lang))
    a, b = pairs[0]
    proof = Proof.PROVED if all(f.is_verified for pair in pairs for f in pair) else Proof.UNCHECKED
    return Verdict(proof, a.key, told(a, b, lang))


def _facts(walk: Walk, name: Mention) -> list[Fact]:
    free = [t for t in walk.reading.times if not walk.is_base(t)]
    when = walk.resolved(free[-1]) if free else walk.context.when
    return [f for s in scoped(name.series, walk.context.scope) for f in facts_at(s, when)][:4]


def _together(a: Fact, b: Fact) -> bool:
    """Whether two facts are of one time: a flow goes with the balance at its end."""
    if a.period is None or b.period is None:
        return a is not b
    return a is not b and a.period.end == b.period.end
