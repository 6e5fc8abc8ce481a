"""Parts of a movement: £8k of extra interest, a saving of 12,000 in rent, 直营贡献483.4万元.

A sentence that takes a movement apart says by how much each thing moved without always saying
that it moved. Such a number is what its own words name moved by; whether the parts add up to the
whole is judged apart (``causes``).
"""

import re
from dataclasses import replace
from typing import Final

from assistant.domain.checks import Proof
from assistant.proof.stated.changing import moves, time_of
from assistant.proof.stated.finding import asked_for
from assistant.proof.stated.level import UNKNOWN, Outcome
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import Part, Parts
from assistant.proof.stated.sense import Role, Sense
from assistant.proof.stated.terms import Term
from assistant.proof.stated.values import fits, less, says
from assistant.proof.units import Kind

_BRIDGE: Final = re.compile(
    r"因为|由于|所致|贡献|拖累|得益于|源于|来自|抵消|其中|"
    r"(?<![a-z])(?:because|due to|owing to|thanks to|driven by|reflecting|as|while|"
    r"outweigh(?:s|ed)?|offset(?:s|ting)?|absorb(?:s|ed)|took back|cost it|"
    r"contribut(?:es|ed|ing)|of which|after|despite|although|more than made up for|softened by|"
    r"helped by|made up of)(?![a-z])"
)
_MORE_AFTER: Final = re.compile(
    r" (?:(?:of|in) )?(?:an? )?(?P<word>extra|additional|more|higher|increased|further|less|lower|"
    r"fewer|reduced|smaller|rise|increase|growth|gain|build-up|jump|saving|reduction|fall|drop|"
    r"decline|decrease|cut|run-down|improvement|shortfall)s?(?: (?:in|of|on|from))?(?![a-z])"
)
_UPWARD: Final = re.compile(
    r"(?<![a-z])(?:extra|additional|more|higher|increas|further|ris[ei]|rose|growth|grew|gain|build-up|"
    r"jump|up|larger|dearer)|增|升|涨|多"
)
_DOWNWARD: Final = re.compile(
    r"(?<![a-z])(?:less|lower|fewer|reduc|smaller|sav|fall|fell|drop|declin|decreas|cut|run-down|"
    r"down|cheaper|shortfall)|减|降|跌|少|节"
)


def bridged(ops: Operands, part: Part) -> Outcome:
    """A number as what its words' thing moved by, in a sentence that takes a movement apart."""
    if part.numeral.kind not in (Kind.MONEY, Kind.BARE, Kind.POINTS):
        return UNKNOWN
    if not _BRIDGE.search(ops.parts.text) or part.numeral.value <= 0:
        return UNKNOWN
    terms, start, end = _named(ops, part)
    if not any(t.id[0] in "cwh" for t in terms):
        return UNKNOWN
    whole = next((t for t in ops.parts.terms_between(0, part.begin) if t.id[0] == "c"), None)
    asked = asked_for(terms, time_of(ops.parts, part) or ops.when, topic=ops.topic)
    if not asked.head and whole is not None:  # of the revenue, what the shops brought
        asked = replace(asked, near=asked.near | {whole.id}, head=whole.id)
    words = ops.parts.text[start:end]
    rises, falls = _UPWARD.search(words) is not None, _DOWNWARD.search(words) is not None
    found = []
    for move in moves(ops, asked, Sense(Role.CHANGE)):
        gap = less(move.last, move.first, "change")
        if gap is None or not fits(part.numeral, gap):
            continue
        if (rises and not falls and gap.amount < 0) or (falls and not rises and gap.amount > 0):
            continue
        found.append(gap)
    if len({abs(g.amount) for g in found}) != 1:
        return UNKNOWN
    value = found[0]._replace(amount=abs(found[0].amount))
    if not says(ops.parts, part, value):
        return UNKNOWN
    return Outcome(Proof.PROVED, value.facts, value, Role.CHANGE)


def moves_after(parts: Parts, part: Part) -> bool:
    """Whether the words right after a number say that something moved: £8k of extra interest."""
    return _MORE_AFTER.match(parts.text, part.numeral.end) is not None


def _named(ops: Operands, part: Part) -> tuple[list[Term], int, int]:
    """The words that name what moved, and the stretch that says which way."""
    after = _MORE_AFTER.match(ops.parts.text, part.numeral.end)
    if after is not None:
        return ops.parts.terms_between(after.end(), part.end), part.numeral.end, part.end
    return list(part.before), part.begin, part.numeral.start
