"""Whether a reading's operation is the one that the sentence's words speak of."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.domain.readings import Operation
from assistant.proof.stated.operands import SUM
from assistant.proof.stated.parts import Part, Parts
from assistant.proof.stated.rates import rate_in
from assistant.proof.stated.roles import senses_of
from assistant.proof.stated.sense import Role, Sense
from assistant.proof.stated.stating import Stance, Stated
from assistant.proof.stated.values import Value
from assistant.proof.units import Kind

_GAPS: Final = re.compile(
    r"余(?:量|额|地|下)|剩|空间|缺口|差额|相差|差距|还差|结余|净额|净增|"
    r"(?<![a-z])(?:headroom|leav(?:es|ing)|left|remain(?:s|ing|der)?|shortfall|gap|surplus|net of|"
    r"undrawn|unused|apart|difference|margin of|short|away|missed|beat|exceed(?:s|ed)?|balance|"
    r"inside|outside|spare|available|rest)(?![a-z])"
)
"""Words that speak of one amount less another without saying which way something moved."""
_EACH: Final = re.compile(r"每|人均|单位|(?<![a-z])(?:per|each|every|apiece|a head)(?![a-z])|/")
_TURNS: Final = (Role.CHANGE, Role.GAP, Role.COMPOUND)
_FALLS: Final = re.compile(
    r"(?<![a-z])(?:cut|trimmed|shr[aiu]nk|shed|eased|took off)(?![a-z])|压降|压缩|削减"
)
_RISES: Final = re.compile(
    r"(?<![a-z])(?:lifted|raised|added|grew|took on|swelled)(?![a-z])|新增|上调|净增"
)
"""Words of movement that govern a number behind "by", beside those of the lexicon."""
_AFTER: Final = re.compile(
    r"(?: of a)?(?: percentage)?(?: points?| notches)? ?(?:more|less|fewer|higher|lower|short|"
    r"under|below|above|over|ahead|behind|inside|off|shy|better|worse)(?![a-z])"
)
_OVER: Final = re.compile(r"(?<![a-z])over\s*(?:[a-z]{0,3}[$€£¥]?|cny|rmb|usd|eur|gbp|hkd)? ?\Z")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number with the words around it, and what a reading makes of it."""

    parts: Parts
    part: Part
    facts: Sequence[Stated]
    value: Value
    senses: Sequence[Sense]

    @property
    def roles(self) -> set[Role]:
        """What the number may claim to be."""
        return {s.role for s in self.senses}

    @property
    def words(self) -> str:
        """Its clause."""
        start, end = self.parts.clause_span(self.part.clause)
        return self.parts.text[start:end]


def is_spoken_of(
    operation: Operation, parts: Parts, part: Part, facts: Sequence[Stated], value: Value
) -> bool:
    """Whether the words around a number speak of this operation on these facts."""
    one = Spoken(parts, part, facts, value, senses_of(parts, part))
    values = all(f.stance is Stance.VALUE for f in facts)
    if operation not in (Operation.STATED, Operation.DIFFERENCE) and not values:
        return False
    return _SPOKEN[operation](one)


def _is_sum(one: Spoken) -> bool:
    return Role.TOTAL in one.roles or SUM.search(one.words) is not None


def _is_mean(one: Spoken) -> bool:
    return Role.MEAN in one.roles and not one.part.numeral.fraction


def _is_growth(one: Spoken) -> bool:
    return one.part.numeral.kind is Kind.PERCENT and _is_move(one)


def _is_less(one: Spoken) -> bool:
    return _is_move(one) or _is_gap(one)


def _is_product(one: Spoken) -> bool:
    """A rate, a price or an amount for each, of something."""
    rates = (Kind.PERCENT, Kind.TIMES, Kind.MONEY)
    each = any("q:per_unit" in f.label | f.around or f.number.kind in rates for f in one.facts)
    return each and one.roles.isdisjoint(_TURNS)


def _is_level(one: Spoken) -> bool:
    """Whether a number may be a value as it stands: no movement but a stated one."""
    fact, roles = one.facts[0], one.roles
    if fact.stance is Stance.CHANGE:
        return any(s.role is Role.CHANGE and s.sign * fact.sign > 0 for s in one.senses)
    if fact.stance is Stance.LIMIT:
        return Role.LIMIT in roles
    text, part = one.parts.text, one.part
    said = rate_in(text[part.begin : part.end])
    is_for_each = said != fact.rate and bool(said or fact.rate)
    is_mean = Role.MEAN in roles and not fact.label & _MEANS and not fact.rate
    is_total = Role.TOTAL in roles and not fact.label & _WHOLES
    if _AFTER.match(text, part.numeral.end) or is_for_each or is_mean or is_total:
        return False
    if Role.GAP in roles and _OVER.search(text, part.begin, part.numeral.start):
        return Role.VALUE in roles and not any(s.role is Role.CHANGE and s.cue for s in one.senses)
    return Role.VALUE in roles and roles.isdisjoint(_TURNS)


_MEANS: Final = frozenset(("q:average", "q:monthly", "q:daily", "q:per_unit"))
_WHOLES: Final = frozenset(("q:total", "q:cumulative", "q:consolidated"))


def _is_ratio(one: Spoken) -> bool:
    part, roles, words = one.part, one.roles, one.words
    if not roles.isdisjoint((Role.CHANGE, Role.COMPOUND, Role.GAP)):
        return False
    if part.numeral.kind in (Kind.PERCENT, Kind.TIMES) or part.numeral.fraction:
        return True
    return _EACH.search(words) is not None or (
        part.numeral.kind is Kind.BARE and Role.SHARE in roles
    )


def is_one_row(facts: Sequence[Stated]) -> bool:
    """Whether facts are of one label at different times."""
    first = facts[0]
    return all(
        f.stance is first.stance and f.doc == first.doc and _named(f) == _named(first)
        for f in facts
    ) and len({f.when for f in facts}) == len(facts)


def _named(fact: Stated) -> frozenset[str]:
    """A label without what only says when."""
    return frozenset(
        t for t in fact.label if t[0] != "i" and t not in _ENDS and not t.startswith("w:#code")
    )


_ENDS: Final = frozenset(("q:opening", "q:closing"))


def _is_move(one: Spoken) -> bool:
    """A movement of one thing between two times, the way that the words say."""
    parts, part, senses, facts, value = one.parts, one.part, one.senses, one.facts, one.value
    if not is_one_row(facts):
        return False
    if not value.amount:
        return False
    moved = [s.sign for s in senses if s.role in (Role.CHANGE, Role.GAP) and s.sign]
    lead = parts.text[max(0, parts.clause_span(part.clause)[0]) : part.numeral.start]
    falls, rises = (p.search(lead) is not None for p in (_FALLS, _RISES))
    if falls is not rises and not moved:
        moved = [1 if rises else -1]
    return bool(moved) and all((value.amount > 0) is (sign > 0) for sign in moved)


_BELOW: Final = re.compile(
    r"低于|少于|不及|未达|欠|缺口|(?<![a-z])(?:miss(?:ed|es)|short|shy|below|under|behind|less|"
    r"lower|fewer|shortfall|undershot)(?![a-z])"
)
_ABOVE: Final = re.compile(
    r"高于|超过|超出|多于|超额|(?<![a-z])(?:beat|beats|ahead|above|over|exceed(?:s|ed)?|more|"
    r"higher|overran|overshot|surplus)(?![a-z])"
)


def _is_turned(one: Spoken) -> bool:
    """Whether the words say that the smaller operand is the larger one."""
    first, second = (f.label for f in one.facts[:2])
    below, above = (p.search(one.words) is not None for p in (_BELOW, _ABOVE))
    if below is not above and ("q:forecast" in first) is not ("q:forecast" in second):
        return below is not ("q:forecast" in first)
    for sense in one.senses:
        if sense.role is Role.GAP and sense.sign and sense.right is not None:
            right = {t.id for t in one.parts.terms_between(*sense.right)}
            larger, smaller = right & (first - second), right & (second - first)
            if bool(larger) is not bool(smaller):
                return bool(larger) is (sense.sign > 0)
    return False


def _is_gap(one: Spoken) -> bool:
    """One amount less another, where words speak of what lies between them."""
    senses, words, facts, value = one.senses, one.words, one.facts, one.value
    if is_one_row(facts) or value.amount <= 0:
        return False
    if _is_turned(one):
        return False
    if any(s.role is Role.GAP for s in senses):
        return True
    stated = frozenset().union(*(f.label for f in facts))
    if any(t.id in stated & _RESTS for t in one.parts.terms):
        return False  # the rest that is named is stated itself
    return any(s.role is Role.REST for s in senses) or _GAPS.search(words) is not None


_SPOKEN: Final[Mapping[Operation, Callable[[Spoken], bool]]] = {
    Operation.STATED: _is_level,
    Operation.SUM: _is_sum,
    Operation.AVERAGE: _is_mean,
    Operation.DIFFERENCE: _is_less,
    Operation.GROWTH: _is_growth,
    Operation.RATIO: _is_ratio,
    Operation.SHARE: _is_ratio,
    Operation.COVER: _is_ratio,
    Operation.PRODUCT: _is_product,
}
_RESTS: Final = frozenset(("c:undrawn", "c:drawn"))
