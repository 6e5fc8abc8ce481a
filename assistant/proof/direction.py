"""Judges words of movement: rose, 下降, improved, doubled, unchanged."""

import re
from decimal import Decimal
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof import wording
from assistant.proof.bound import Bound, Role
from assistant.proof.claims import MODAL, WordClaim, scope_at, told
from assistant.proof.courses import course_in
from assistant.proof.levels import Verdict, scoped
from assistant.proof.lexicon import CAUSE, CHANGE, NOUN_CHANGES, Cue, CueHit
from assistant.proof.numeral import Numeral
from assistant.proof.operations import change_pairs
from assistant.proof.reading import Mention, Reading, gap_text, is_light
from assistant.proof.stepping import FACTORS, each_step, moves
from assistant.proof.timing import growth_noun
from assistant.proof.units import Kind
from assistant.proof.walking import Walk
from assistant.proof.when import When

_BOTH: Final = re.compile("均|都|(?<![a-z])both(?![a-z])")
TURNED: Final = frozenset(
    (*CHANGE, Cue.UP_TO, Cue.DOWN_TO, Cue.BETTER, Cue.WORSE, Cue.FLAT, *FACTORS)
)


def direction_claims(walk: Walk, bounds: list[Bound], cue: CueHit) -> list[WordClaim]:
    """What a word of movement claims of each metric it speaks of."""
    reading = walk.reading
    begin, end = reading.clause_start(cue.start), reading.clause_end(cue.start)
    if MODAL.search(reading.text, begin, end) or cue.cue is Cue.GROWTH:
        return []
    names = _subjects(walk, cue, begin, end)
    names = [n for n in names if growth_noun(walk, n) is not cue and not _is_part(reading, n)]
    claims = []
    if len(names) == 1 and len(reading.times) < 2 and _BOTH.search(reading.text, begin, end):  # noqa: PLR2004
        unknown = Verdict(Proof.UNCHECKED, None, wording.say("operands", reading.lang))
        claims.append(WordClaim(cue.start, cue.end, ClaimKind.QUANTIFIER, unknown))
    for name in names:
        if name.foreign or not name.series:
            continue
        verdict = _turn(walk, bounds, cue, name)
        if verdict is not None:
            claims.append(WordClaim(cue.start, cue.end, ClaimKind.DIRECTION, verdict))
    return claims


def _subjects(walk: Walk, cue: CueHit, begin: int, end: int) -> list[Mention]:
    """The metrics whose movement a word tells."""
    reading = walk.reading
    before = [m for m in reading.mentions if begin <= m.start < cue.start]
    word = reading.text[cue.start : cue.end]
    after = next((m for m in reading.mentions if cue.end <= m.start < end), None)
    follows = after is not None and _names_after(reading.text[cue.end : after.start], word)
    if after is not None and follows and (not before or word in NOUN_CHANGES):
        return [after]
    if before:
        return _run(reading, before, cue)
    lead = gap_text(reading, begin, cue.start).strip()
    if not is_light(lead):
        return []
    topic = None
    for mention in reading.mentions:
        if mention.start < begin:
            where = reading.clause_of(mention.start)
            topic = mention if topic is None or where != reading.clause_of(topic.start) else topic
    chosen = topic or walk.context.topic
    return [chosen] if chosen is not None else []


_PART_OF: Final = re.compile(
    r"(?<![a-z])(?:share|proportion|portion|part|percentage) of (?:\w+ ){0,3}\Z"
)


_OBJECT: Final = re.compile(
    r"(?P<head>[a-z]+) (?:of|on|to|by|for|from|in|with|against|over|per|between) (?:the |its )?\Z"
)
_AMOUNTS: Final = frozenset(
    ("level", "levels", "amount", "value", "volume", "total", "sum", "balance", "size", "rise",
     "fall", "growth", "increase", "decrease", "decline", "drop", "rate", "improvement",
     "deterioration", "reduction")
)  # fmt: skip
"""Heads that leave their object the subject: the level of debt rose."""


def _is_part(reading: Reading, name: Mention) -> bool:
    """Whether the words before a name make another thing the subject: the share of sales fell."""
    lead = reading.text[reading.clause_start(name.start) : name.start]
    if _PART_OF.search(lead):
        return True
    match = _OBJECT.search(lead)
    if match is None or match["head"] in _AMOUNTS:
        return False
    told = match["head"].endswith("ed") or not is_light(match["head"])
    return told and not any(
        m.end >= name.start - len(match[0]) + len(match["head"]) > m.start for m in reading.mentions
    )


def _names_after(gap: str, word: str) -> bool:
    return gap == "的" or (word.isascii() and gap.strip() in ("", "in", "of", "in the", "of the"))


def _run(reading: Reading, before: list[Mention], cue: CueHit) -> list[Mention]:
    """The names that are the word's subject: the nearest one and those listed with it."""
    last = before[-1]
    gap = gap_text(reading, last.end, cue.start).strip()
    if not is_light(gap) and not CAUSE.match(gap):
        return []
    run = [last]
    for name in reversed(before[:-1]):
        if not re.fullmatch(
            "[ ]*(?:,|、|和|与|及|以及|and|both)?[ ]*", gap_text(reading, name.end, run[0].start)
        ):
            break
        if any(
            isinstance(t, Numeral) and name.end <= t.start < run[0].start for t in reading.tokens
        ):
            break
        run.insert(0, name)
    if len(run) == 1 and len(before) > 1 and _is_object(reading, before[-2], last):
        return [before[-2]]
    return run


def _is_object(reading: Reading, first: Mention, last: Mention) -> bool:
    """Whether ``last`` is what ``first`` is compared with, not the subject."""
    return any(
        c.cue in (Cue.THAN, Cue.SHARE) and first.end <= c.start < last.start for c in reading.cues
    )


def _turn(walk: Walk, bounds: list[Bound], cue: CueHit, name: Mention) -> Verdict | None:
    """The verdict on one metric's movement."""
    own = next((b for b in bounds if b.role is Role.GAP and b.mention is name), None)
    if own is not None:
        return None
    probe = _probe(walk, bounds, cue, name)
    series = scoped(name.series, probe.scope)
    lang = walk.reading.lang
    begin, end = walk.reading.clause_start(cue.start), walk.reading.clause_end(cue.start)
    course = course_in(walk.reading.text, begin, end)
    stepped = course.every or (course.years and cue.cue not in FACTORS)
    if stepped and probe.base is None:
        denied = _denied(walk.reading, cue)
        return each_step(walk.reading, cue, probe, series, course, denied=denied)
    pairs = list(change_pairs(series, probe, bounds))[:24]
    if probe.base is None and _SINCE.search(walk.reading.text, begin, end):
        pairs = []
    if not pairs:
        return Verdict(Proof.UNCHECKED, None, wording.say("operands", lang))
    denied = _denied(walk.reading, cue)
    for last, first in pairs:
        if moves(walk.reading, cue, probe, last, first) is not denied:
            proof = Proof.PROVED if last.is_verified and first.is_verified else Proof.UNCHECKED
            return Verdict(proof, last.key, told(last, first, lang))
    last, first = pairs[0]
    return Verdict(Proof.FALSE, last.key, told(last, first, lang))


_SINCE: Final = re.compile("以来|(?<![a-z])since(?![a-z])")


def _probe(walk: Walk, bounds: list[Bound], cue: CueHit, name: Mention) -> Bound:
    """A stand-in number at the word, so that it finds its times as a number there would."""
    reading = walk.reading
    twin = next(
        (b for b in bounds if b.mention is name and b.numeral.start >= cue.end
         and reading.clause_of(b.numeral.start) == reading.clause_of(cue.start)
         and (b.role is Role.CHANGE or b.is_to)),
        None,
    )  # fmt: skip
    numeral = Numeral(cue.start, cue.end, Decimal(0), Decimal(0), Kind.BARE)
    if twin is not None:
        base = twin.base or _base_time(walk, bounds, name)
        return Bound(
            numeral,
            Role.CHANGE,
            name,
            when=twin.when,
            base=base,
            scope=twin.scope,
            yearly=twin.yearly,
        )
    begin, end = reading.clause_start(cue.start), reading.clause_end(cue.start)
    after = next(
        (t for t in reading.times if cue.end <= t.start < end and not walk.is_base(t)), None
    )
    free = [t for t in reading.times if t.start < cue.start and not walk.is_base(t)]
    if not free and (late := walk.late_time(cue.end)) is not None:
        free = [late]
    base = next((t for t in reading.times if walk.is_base(t) and begin <= t.start < end), None)
    held = (
        after
        if after is not None and t_links(reading, cue, after)
        else (free[-1] if free else None)
    )
    yearly = True if reading.has(Cue.YEARLY, begin, end) else None
    if reading.has(Cue.STEPWISE, begin, end):
        yearly = False
    return Bound(
        numeral, Role.CHANGE, name, when=walk.resolved(held) if held else walk.context.when,
        base=walk.resolved(base) if base else None, scope=scope_at(walk, cue), yearly=yearly,
    )  # fmt: skip


def t_links(reading: Reading, cue: CueHit, when: When) -> bool:
    """Whether a time right after a word belongs to it: fell in 2024."""
    gap = reading.text[cue.end : when.start].strip()
    return gap in ("in", "during", "for", "over", "at", "by", "") and len(gap) < 8  # noqa: PLR2004


def _base_time(walk: Walk, bounds: list[Bound], name: Mention) -> When | None:
    start = next((b for b in bounds if b.is_from and b.mention is name and b.when), None)
    return start.when if start is not None else None


_DENIALS: Final = (
    "未",
    "没有",
    "并未",
    "没",
    "不再",
    "从未",
    "not",
    "never",
    "n't",
    "no",
    "without",
    "neither",
    "nor",
)


def _denied(reading: Reading, cue: CueHit) -> bool:
    before = reading.text[max(0, cue.start - 12) : cue.start].rstrip()
    return before.removesuffix("有").endswith(_DENIALS) or before.endswith(_DENIALS)
