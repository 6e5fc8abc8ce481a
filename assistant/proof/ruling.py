"""Judges verdicts that words give without a number: passes the policy, 未达标, breaks no rule."""

import re
from collections.abc import Sequence
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.domain.figures import Statement
from assistant.domain.figures import Verdict as Ruled
from assistant.proof import wording
from assistant.proof.book import FactBook
from assistant.proof.bound import Bound, Role
from assistant.proof.claims import MODAL, WordClaim
from assistant.proof.levels import Verdict
from assistant.proof.lexicon import Cue, CueHit
from assistant.proof.reading import Mention, Reading
from assistant.proof.walking import Walk

_RULES: Final = re.compile(
    "政策|规则|测试|红线|门槛|准入|契约|要求|标准|"
    r"(?<![a-z])(?:polic(?:y|ies)|rules?|tests?|covenants?|criteri(?:a|on)|requirements?)(?![a-z])"
)
_EVERY: Final = re.compile(
    "所有|全部|各项|每项|均|任何|任一|"
    r"(?<![a-z])(?:all|every|each|any|no|none|both)(?![a-z])"
)
_AMPLE: Final = re.compile(
    "充裕|宽裕|充足|轻松|(?<![a-z])(?:comfortabl[ey]|ample|easily|well)(?![a-z])"
)
_EXCEPT: Final = re.compile("除|(?<![a-z])(?:except|apart from|other than|save for)(?![a-z])")
_MET: Final = (Ruled.PASS, Ruled.THIN)
_CLEAR: Final = (Ruled.PASS,)
_BROKEN: Final = (Ruled.BREACH, Ruled.WAIVED)


def ruling_claims(walk: Walk, bounds: Sequence[Bound], book: FactBook) -> list[WordClaim]:
    """What a sentence says of the outcome of rules, where it names no threshold of its own."""
    reading = walk.reading
    found: list[WordClaim] = []
    for cue in reading.cues if book.rulings else ():
        if cue.cue not in (Cue.MEETS, Cue.FAILS):
            continue
        begin, end = reading.clause_start(cue.start), reading.clause_end(cue.start)
        limits = (b for b in bounds if b.role is Role.LIMIT and b.mention is not None)
        numbered = any(begin <= limit.numeral.start < end for limit in limits)
        if numbered or MODAL.search(reading.text, begin, end):
            continue
        asked = _asked(walk, cue, book)
        if asked:
            verdict = _judged(reading, cue, asked)
            found.append(WordClaim(cue.start, cue.end, ClaimKind.COMPARISON, verdict))
    return found


def _asked(walk: Walk, cue: CueHit, book: FactBook) -> list[Statement]:
    """The outcomes that a clause speaks of: those of its metric, or all of them."""
    reading = walk.reading
    begin, end = reading.clause_start(cue.start), reading.clause_end(cue.start)
    named = [m for m in reading.mentions if begin <= m.start < end and not m.foreign]
    if named:
        before = [m for m in named if m.start < cue.start]
        return _of((before or named)[-1], book)
    if not _RULES.search(reading.text, begin, end):
        return []
    if _EVERY.search(reading.text, begin, end):
        return [outcome for outcomes in book.rulings.values() for outcome in outcomes]
    return _of(walk.context.topic, book) if walk.context.topic is not None else []


def _of(mention: Mention, book: FactBook) -> list[Statement]:
    places = dict.fromkeys((series.metric, series.scope) for series in mention.series)
    return [outcome for place in places for outcome in book.rulings.get(place, ())]


def _judged(reading: Reading, cue: CueHit, asked: list[Statement]) -> Verdict:
    """False where an outcome is another one than the words say."""
    begin, end = reading.clause_start(cue.start), reading.clause_end(cue.start)
    if _EXCEPT.search(reading.text):
        return Verdict(Proof.UNCHECKED, None, wording.say("operands", reading.lang))
    met = (cue.cue is Cue.MEETS) is not reading.has(Cue.NOT, begin, end)
    if met:
        good = _CLEAR if _AMPLE.search(reading.text, begin, end) else _MET
        wrong = [outcome for outcome in asked if outcome.verdict not in good]
    else:
        broken = any(outcome.verdict in _BROKEN for outcome in asked)
        wrong = [] if broken else asked
    shown = (wrong or asked)[0]
    proof = Proof.FALSE if wrong else Proof.PROVED
    return Verdict(proof, shown.figures[0], shown.text(reading.lang))
