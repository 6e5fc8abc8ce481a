"""Doubts that what refutes words (a rank, a comparison, a denial) is what they speak of."""

import re
from typing import Final

from assistant.domain.checks import ClaimKind
from assistant.proof.lexicon import Cue
from assistant.proof.stated.asked import NAMING, STRICT
from assistant.proof.stated.clauses import MET, ORDINAL, RANK
from assistant.proof.stated.kinship import alike
from assistant.proof.stated.number_doubts import LOSS
from assistant.proof.stated.parts import ids
from assistant.proof.stated.refuted import Refuted
from assistant.proof.stated.roles import is_limit_number
from assistant.proof.stated.stating import Stance
from assistant.proof.units import Kind

_REST: Final = re.compile(
    r"另外|其余|余下|剩余|剩下|(?<![a-z])the (?:others|rest|remaining)(?![a-z])"
)
_SORTS: Final = STRICT - {"q:other", "q:peak", "q:average"}


def is_of_the_rest(case: Refuted) -> bool:
    """Whether words speak of what is left of a set: the other two months kept to it."""
    return _REST.search(case.clause.text) is not None


def is_of_another_sort(case: Refuted) -> bool:
    """Whether a fact is of what is settled, forecast or a parent's, where that isn't said."""
    said = case.said
    return any(f.label & _SORTS - said for f in case.one.facts)


def is_narrower(case: Refuted) -> bool:
    """Whether a part refutes what is said of a whole that the sources have too."""
    own, rows = ids(case.clause.terms), case.ops.book.rows
    extras = ((f.label, frozenset(t for t in f.label if t in NAMING) - own) for f in case.one.facts)
    return any(extra and any(r.label == label - extra for r in rows) for label, extra in extras)


def is_foreign(case: Refuted) -> bool:
    """Whether a comparison is refuted by a thing of which the sentence has no word at all."""
    if case.one.kind is not ClaimKind.COMPARISON or _is_rank(case):
        return False
    said = case.said
    return any(
        f.label
        and f.stance is Stance.VALUE
        and not any(t[0] == "c" for t in f.label)
        and said.isdisjoint(f.label | f.above)
        for f in case.one.facts
    )


_OF_MOVES: Final = re.compile(
    r" (?:\w+ )?(?:fall|rise|drop|gain|increase|decrease|decline|jump|growth|improvement|change)s?"
    r"(?![a-z])|的?(?:增幅|降幅|涨幅|跌幅|增长|下降|变动)"
)
"""What a superlative of movements ranks: the biggest fall."""


def is_of_another_measure(case: Refuted) -> bool:
    """Whether a rank was sought in a set of another measure than the words before it name.

    A share of revenue said to be the largest, in a column of margins; a total, in a column of days.
    """
    if not _is_rank(case) or not case.one.facts:
        return False
    if _OF_MOVES.match(case.text, case.one.end):
        return True
    earlier = RANK.finditer(case.text, case.clause.start, case.one.start)
    since = max((m.end() for m in earlier), default=case.clause.start)
    near = case.ops.parts.terms_between(since, case.one.start)
    measures = {t.id for t in near if t.id[0] == "c" and t.id not in NAMING}
    first = case.one.facts[0]
    if measures and measures.isdisjoint(first.label | first.above | first.title):
        return True
    return any(t[0] == "d" and t not in case.said for t in first.label)


def _is_rank(case: Refuted) -> bool:
    word = case.text[case.one.start : case.one.end]
    return RANK.fullmatch(word) is not None or ORDINAL.fullmatch(word) is not None


_ONLY_AT: Final = re.compile(r"只有|仅有?|唯有|(?<![a-z])only(?: in)?(?: the)? ")


def is_of_the_time(case: Refuted) -> bool:
    """Whether a time is said to be the only one, and things of one time were set against it."""
    if case.one.kind is not ClaimKind.QUANTIFIER or len(case.one.facts) < 2:  # noqa: PLR2004  a set
        return False
    ends = {m.end() for m in _ONLY_AT.finditer(case.text)}
    picked = any(t.start in ends for t in case.ops.parts.times)
    return picked and len({f.when for f in case.one.facts}) == 1


_TO: Final = re.compile(r"(?<![a-z])(?:from|between|to)(?![a-z])|[至到]")


def is_outside(case: Refuted) -> bool:
    """Whether a movement of every step is refuted by steps before or after the times named."""
    if case.one.kind is not ClaimKind.DIRECTION or not _TO.search(case.clause.text):
        return False
    times = case.ops.parts.times_between(case.clause.start, case.clause.end)
    parts = [t.part for t in times if t.part]
    if len(parts) < 2:  # noqa: PLR2004  two ends
        return False
    kinds = {t.kind for t in times}
    whens = [f.when for f in case.one.facts if f.when is not None and f.when.kind in kinds]
    return len({w.year for w in whens}) == 1 and any(
        not min(parts) <= w.part <= max(parts) for w in whens
    )


_NEXT: Final = re.compile(r"(?<![a-z])before(?: [a-z]+ly)? \Z|(?:随后|之后|此后|而后|后又|后再)\Z")
_THEN: Final = re.compile(
    r"[^，。；]{0,4}后|"
    r"[^,.;]{0,20} in the (?:first|second|third|fourth|last)(?:[ ,.;]*\Z| and(?![a-z]))"
)
"""Behind a movement: another one came after it, or its time is told by an ordinal alone."""


def is_after(case: Refuted) -> bool:
    """Whether a movement is told of the time after the one named: peaked before dropping."""
    return case.one.kind is ClaimKind.DIRECTION and (
        _NEXT.search(case.text[case.clause.start : case.one.start]) is not None
        or _THEN.match(case.text, case.one.end) is not None
    )


_BUCKET: Final = re.compile(r"以[上下内外]|之[上下内外]")


def is_mixed(case: Refuted) -> bool:
    """Whether a set that refutes has things of several sorts, or a bucket was read as a count."""
    if case.one.kind is not ClaimKind.QUANTIFIER:
        return False
    if _BUCKET.match(case.text, case.one.end):
        return True
    kinds = {f.number.kind for f in case.one.facts} - {Kind.BARE}
    return len(kinds) > 1 and all(f.stance is Stance.VALUE for f in case.one.facts)


def is_borne_out(case: Refuted) -> bool:
    """Whether the numbers that the sentence gives on both sides compare as it says."""
    cue = next((c for c in case.ops.parts.cues if c.start == case.one.start), None)
    if case.one.kind is not ClaimKind.COMPARISON or cue is None:
        return False
    numbers = [p.numeral for p in case.ops.parts.parts]
    one = next((n for n in reversed(numbers) if n.end <= cue.start), None)
    two = next((n for n in numbers if n.start >= cue.end), None)
    if one is None or two is None or one.kind is not two.kind or one.value == two.value:
        return False
    return (one.value > two.value) is (cue.cue is Cue.ABOVE) and cue.cue in (Cue.ABOVE, Cue.BELOW)


def is_paid(case: Refuted) -> bool:
    """Whether sizes are compared, and a source writes the one paid out in brackets."""
    if case.one.kind is not ClaimKind.COMPARISON or _is_rank(case) or len(case.one.facts) != 1:
        return False
    return case.one.facts[0].number.value < 0 and LOSS.search(case.text) is None


_JOINED: Final = re.compile(r"(?:(?![的为是])[\u4e00-\u9fff]){1,12}")


def is_distance(case: Refuted) -> bool:
    """Whether a comparison is refuted by the number that only says by how much: 低于报表38万元."""
    if case.one.kind is not ClaimKind.COMPARISON:
        return False
    after = [p for p in case.clause.numbers if p.numeral.start >= case.one.end]
    if not after or is_limit_number(case.ops.parts, after[0]):
        return False
    span = case.one.end, after[0].numeral.start
    if not (case.ops.parts.terms_between(*span) or case.ops.parts.times_between(*span)):
        return False
    return _JOINED.fullmatch(case.text[case.one.end : after[0].numeral.start]) is not None


_BARE: Final = re.compile(
    r"(?:was|were|is|are|did|has|have) not[ .,;]*|(?:wasn|weren|didn|isn)'t[ .,;]*"
)


def is_not_denied(case: Refuted) -> bool:
    """Whether a denial is refuted by another thing than the one that it denies.

    An overdraft said not to be drawn, by litres that were; no loan made by the fund, by its shares.
    """
    one, facts = case.one, case.one.facts
    if one.kind not in (ClaimKind.NEGATION, ClaimKind.QUANTIFIER) or MET.search(case.clause.text):
        return False
    if one.kind is ClaimKind.NEGATION and (
        re.search("[未无].{1,4}的", case.text[one.start : one.end]) is not None
        or any(p.numeral.start < one.end for p in case.clause.numbers)
        or _BARE.fullmatch(case.text, one.start, case.clause.end) is not None
    ):
        return True  # in no case exceeding half of it; a fifth is not used; but profit was not
    terms = ids(case.clause.terms)
    names = {t for t in terms if t[0] in "wh" and t in case.ops.book.known}
    if names and facts and all(names.isdisjoint(f.label | f.title) for f in facts):
        return True
    own = {f"c:{t[2:]}" for t in terms if t[0] in "ci" and t not in NAMING}
    said = case.said
    for fact in facts:
        kinds = {t for t in fact.label if t[0] == "c"}
        kinds |= fact.above if one.kind is ClaimKind.QUANTIFIER or not kinds else frozenset()
        if own and not any(alike(a, b) for a in own for b in kinds or fact.title | fact.around):
            return True
        lacks = own - kinds - fact.title - fact.around
        foreign = any(t[0] in "wh" and t not in said for t in fact.label)
        if lacks and foreign and one.kind is ClaimKind.NEGATION:
            return True
    return False
