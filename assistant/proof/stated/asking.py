"""What the words around a number ask for."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from assistant.proof.lexicon import Cue
from assistant.proof.stated.asked import Asked
from assistant.proof.stated.definitions import RATIOS
from assistant.proof.stated.parts import Part, Parts, ids, surfaces
from assistant.proof.stated.senses import SIDES, flowing, signed_label
from assistant.proof.stated.stating import GENERIC
from assistant.proof.stated.terms import Term
from assistant.proof.stated.times import opened
from assistant.proof.units import Kind
from assistant.proof.when import TimeKind, When


def starts_move(parts: Parts, part: Part) -> bool:
    """Whether the number is what a movement starts from: 由35%降到, from 18% to."""
    near = [c for c in part.cues if c.cue is Cue.FROM]
    if not near or (part.own_when and part.when is not None and part.when.start > near[-1].start):
        return False
    between = ids(parts.terms_between(near[-1].end, part.numeral.start))
    return between <= SIDES and len(parts.parts) > 1


def asked_of(parts: Parts, part: Part, topic: frozenset[str], when: When | None = None) -> Asked:
    """What the words around a number ask for."""
    near = _near(parts, part)
    late = _late(parts, part)
    concepts = [t.id for t in near if t.id[0] == "c" and t.id not in GENERIC]
    wide = ids(parts.terms_between(0, part.begin))
    turned = wide & _TURNS if any(t.id == "c:days_turn" for t in near) else frozenset()
    signed = signed_label(flowing(ids(near), wide) | turned)
    concepts = concepts if not turned else []
    head = concepts[-1] if concepts else ""
    if turned or (head and head not in signed.label):
        head = next((t for t in sorted(signed.label) if t[0] == "c" and t not in GENERIC), "")
    if _lost(parts, part) and not concepts:
        signed = signed._replace(label=signed.label | {"c:net_profit"}, flipped=True)
        head = "c:net_profit"
    if (basis := _basis(parts, near)) is not None:
        signed = signed._replace(label=signed.label - {head})
        head = basis
    label = signed.label | owner(parts, part, topic)
    label |= _of_party(parts, part) if not concepts else frozenset()
    at = part.when or when
    if "q:opening" in label:
        label, at = label - {"q:opening"}, opened(at)
    elif "q:closing" in label and at is not None and at.kind is TimeKind.PREVIOUS_YEAR:
        at = None
    if part.numeral.measure in _BULK and "i:revenue" in label:
        label = label - {"i:revenue"} | {"c:volume"}  # tonnes that are sold are no revenue
        head = head or "c:volume"
    if part.numeral.measure == "kwh" and not head:
        label |= {"i:electricity"}
    visits = parts.text[part.numeral.end : part.numeral.end + 1] == "次"
    if (
        part.numeral.measure in ("人", "名")
        and not visits
        and not label & frozenset(("i:employees", "c:employees"))
    ):
        label, head = label | {"i:employees"}, ""
    return Asked(
        label, head, signed_label(wide).label, topic, at, ids(late), flipped=signed.flipped,
        surface=surfaces(near), kind=part.numeral.kind,
    )  # fmt: skip


_BULK: Final = frozenset(("t", "l", "piece", "吨", "件", "台", "套"))
_ON: Final = re.compile(
    r"[ ,(（]*(?:on|based on|using|calculated on|measured on|by|按|以|基于)[^,，;；。]{0,16}"
)


def _basis(parts: Parts, near: Sequence[Term]) -> str | None:
    """A ratio, where the concept after it only says on what it is worked out: DSCR on EBITDA."""
    named = [t for t in near if t.id[0] == "c" and t.id not in GENERIC]
    for one, last in pairwise(named):
        if one.id in RATIOS and last is named[-1] and last.start > one.end:
            return one.id if _ON.fullmatch(parts.text, one.end, last.start) else None
    return None


_ITS: Final = re.compile(
    r"(?<![a-z])(?:its|their|his|her|it|they)(?![a-z])|其(?![他余中它次])|该(?:公司|企业|客户|店|厂|行|笔|项)"
)


def owner(parts: Parts, part: Part, topic: frozenset[str]) -> frozenset[str]:
    """The names of the sentence before that a pronoun takes up: Freight grew. Its revenue ..."""
    start, _ = parts.clause_span(part.clause)
    if not _ITS.search(parts.text, start, part.numeral.start):
        return frozenset()
    return frozenset(t for t in topic if t[0] in "wh")


_OF_SALES: Final = re.compile(
    r" of (?:[a-z0-9']+ ){0,2}(?:(?P<sales>sales|revenue|turnover)|(?P<bought>purchases))(?![a-z])"
)


def _of_party(parts: Parts, part: Part) -> frozenset[str]:
    """A party's share of sales is one that a list of customers counts, of purchases suppliers'."""
    match = _OF_SALES.match(parts.text, part.numeral.end)
    if match is None or part.numeral.kind is not Kind.PERCENT:
        return frozenset()
    return frozenset(("c:share", "c:customer" if match["sales"] else "c:supplier"))


def _near(parts: Parts, part: Part) -> list[Term]:
    """The words that a number is read with.

    Those before it, else its clause's, with those after it where it counts.
    """
    own, late = list(part.before), part.after
    of = _OF_NUMBER.match(parts.text, part.numeral.end)
    index = parts.parts.index(part)
    if (
        of is not None
        and index + 1 < len(parts.parts)
        and parts.parts[index + 1].numeral.start == of.end()
    ):
        _, end = parts.clause_span(part.clause)
        return [*own, *parts.terms_between(of.end(), end)]
    if (
        index
        and own == []
        and _OF_NUMBER.fullmatch(parts.text, parts.parts[index - 1].numeral.end, part.numeral.start)
    ):
        own = [t for t in _subject(parts, part) if t not in parts.parts[index - 1].before]
        return [*own, *_late(parts, part)] or list(parts.parts[index - 1].before)
    own = _named_after(parts, part) or _restated(parts, part, own)
    if not _tells(own):
        placed = _IN.match(parts.text, part.numeral.end) is not None and any(
            t.id[0] == "c" for t in late
        )
        subject = _subject(parts, part)
        own = [
            *(t for t in subject if not placed or t.id[0] in "wh"),
            *own,
            *(late if placed else ()),
        ]
    own = [*own, *(t for t in late[:3] if t.id[0] == "d" and t not in own)]
    own = _placed_at(parts, part) or own
    if part.numeral.kind in (Kind.COUNT, Kind.BARE) or not _tells(own):
        fresh = [t for t in late[:6] if t not in own]
        if any(t.id[0] == "q" for t in fresh):
            own = [t for t in own if t.id[0] != "q" or t in part.before]
        own = [*own, *fresh]
    return own


_AT: Final = re.compile(r" (?:at|in|for|from|to|by|with) (?:the )?(?=[a-z])")


def _placed_at(parts: Parts, part: Part) -> list[Term]:
    """What a list's number is counted of, and the proper name right after it.

    Made up of GBP 18,400 at Elm House and GBP 9,700 at Ash House.
    """
    place = _AT.match(parts.text, part.numeral.end)
    if place is None or not parts.raw[place.end()].isupper() or _tells(part.before):
        return []
    names = [t for t in part.after[:3] if t.id[0] == "w"]
    start, _ = parts.clause_span(part.clause)
    lead = parts.terms_between(start, part.begin) or parts.terms_between(0, part.begin)
    return [*(t for t in lead if t.id[0] in "ci"), *names] if names else []


_OF_ZH: Final = re.compile("的(?=[\u4e00-\u9fff])")
_COMPARED: Final = (Cue.ABOVE, Cue.BELOW, Cue.AT_LEAST, Cue.AT_MOST, Cue.THAN)


def _named_after(parts: Parts, part: Part) -> list[Term]:
    """What a number that something is compared with is said to be: 低于9.5万吨的备案产能."""
    if not any(c.cue in _COMPARED for c in part.cues[-1:]):
        return []
    if not _OF_ZH.match(parts.text, part.numeral.end):
        return []
    return list(part.after) if any(t.id[0] == "c" for t in part.after) else []


_STATED_AS: Final = frozenset(
    ("q:adjusted", "q:actual", "q:forecast", "q:consolidated", "q:parent", "q:gross", "q:net")
)
_AS: Final = re.compile(r",? ?(?:as|on an?|after|before|in the|at) (?:the )?\Z| ?[（(]?\Z")


def _restated(parts: Parts, part: Part, own: list[Term]) -> list[Term]:
    """The words before a number with what is said right after it of how it is stated.

    £25.2 million as reported and £29.1 million after adjustments.
    """
    index = parts.parts.index(part)
    after = [
        t
        for t in part.after[:2]
        if t.id in _STATED_AS and _AS.fullmatch(parts.text, part.numeral.end, t.start)
    ]
    earlier = parts.parts[index - 1].after[:2] if index else []
    if not after:
        return own
    return [*(t for t in own if t.id not in _STATED_AS or t not in earlier), *after]


def _late(parts: Parts, part: Part) -> list[Term]:
    """The words after a number.

    Of a whole that a part is given of, those before its verb: 389 of 412 deliveries were on time.
    """
    index = parts.parts.index(part)
    if not index or not _OF_NUMBER.fullmatch(
        parts.text, parts.parts[index - 1].numeral.end, part.numeral.start
    ):
        return part.after
    verb = _PREDICATE.search(parts.text, part.numeral.end)
    return [t for t in part.after if verb is None or t.start < verb.start()]


_OF_NUMBER: Final = re.compile(r" of (?:the |its |their |all )?")


_PREDICATE: Final = re.compile(
    r"(?<![a-z])(?:was|were|is|are|had|have|came|met|passed|failed)(?![a-z])"
)


_IN: Final = re.compile(r" (?:in|of|as|for) ")


_TURNS: Final = frozenset(
    ("c:inventory", "c:inventory_turnover", "c:receivables", "c:receivables_turnover", "c:payables")
)


def _tells(terms: Sequence[Term]) -> bool:
    return any(t.id[0] in "cwhid" for t in terms)


_VERB: Final = re.compile(
    r"\s*(?:is|was|are|were|stood|stands|came|comes|amounted|amounts|works out|worked out|"
    r"reached|totalled|totals)(?![a-z])"
)


_SHORT: Final = 40
"""A clause so short is a name for the number after its comma: (F2, 12 days; F4, 34 days)."""


def _subject(parts: Parts, part: Part) -> list[Term]:
    """What a number without words of its own speaks of.

    Its clause's earlier words, or those that an aside follows.
    """
    start, _ = parts.clause_span(part.clause)
    earlier = parts.terms_between(start, part.begin)
    bare = not earlier and not part.after and not _VERB.match(parts.text, start)
    if bare and part.clause and parts.text[start - 1 : start] == ",":
        first, last = parts.clause_span(part.clause - 1)
        if last - first <= _SHORT:
            return parts.terms_between(first, last)
    if _tells(earlier) or part.clause < 2 or not _VERB.match(parts.text, start):  # noqa: PLR2004  an aside has a clause before it
        return earlier
    first, last = parts.clause_span(part.clause - 2)
    return parts.terms_between(first, last)


_LOST: Final = re.compile(
    r"(?<![a-z])(?:lost|loses|losing)(?: about| around| some| roughly| nearly)? *\Z"
)


def _lost(parts: Parts, part: Part) -> bool:
    return (
        part.numeral.kind is Kind.MONEY
        and _LOST.search(parts.text, part.begin, part.numeral.start) is not None
    )
