"""Numbers that say how much more or less one thing is than another."""

import re
from collections.abc import Iterator
from typing import Final

from assistant.proof.lexicon import Cue, CueHit
from assistant.proof.stated.operand_words import left_words, tells
from assistant.proof.stated.parts import Part, Parts
from assistant.proof.stated.sense import Role, Sense
from assistant.proof.units import Kind

_MORE: Final = re.compile(
    r"(?P<up>高出|多出|多(?!家|少|年|个|数|方|元|户|项|次|月)|长出?(?=\d|约|了)|富余|超出|"
    r"高(?=\d|约|了|近)|增厚|延长|领先|大(?=\d|约|了))|"
    r"(?P<down>低(?=\d|约|了|近)|少(?!数|于|量)|缺口|缩短|缺|短(?=\d|约|了)|小(?=\d|约|了)|落后)|"
    r"(?<![a-z])(?:(?P<up2>more|higher|above|longer|up|over|ahead|greater|larger|bigger|"
    r"excess|better|dearer|clears?|exceed(?:s|ed|ing)? (?:[a-z0-9'&. -]{1,48} )?by|beats?|"
    r"overshot|overran|tops?)|"
    r"(?P<down2>less|lower|below|shorter|down|under|short|behind|fewer|smaller|worse|shy|"
    r"cheaper|missed|misses|undershot|trails?|cheaper by))(?![a-z])"
)


_OVER_ZH: Final = re.compile(
    r"(?:(?P<up>高出|高于|多出|多于|超出|超过|领先)|(?P<down>低于|少于|落后于?|不及|"
    r"逊于))(?P<b>[^，,的]{2,20}?)(?:约|近|整整|多达|达)?\Z"
)


def gap_senses(parts: Parts, part: Part, start: int) -> Iterator[Sense]:
    """More or less than something: 比预算少163万元, 0.8 points above the third quarter."""
    lead = parts.text[part.begin : part.numeral.start]
    match = None
    for found_more in _MORE.finditer(parts.text, part.begin, part.numeral.end):
        match = found_more if found_more.end() <= part.numeral.start else match
    than = [c for c in parts.cues_between(0, part.numeral.end + 40) if c.cue is Cue.THAN]
    between = _OVER_ZH.search(parts.text[start : part.numeral.start])
    if (
        between is not None
        and part.numeral.kind is not Kind.BARE
        and tells(parts, start + between.start("b"), start + between.end("b"))
    ):
        sign = 1 if between["up"] else -1
        yield Sense(
            Role.GAP,
            sign=sign,
            left=left_words(parts, start, start + between.start()),
            right=(start + between.start("b"), start + between.end("b")),
        )
    rest = lead[match.end() - part.begin :] if match is not None else ""
    spoken = match is not None and (
        match["up"]
        or match["down"]
        or match[0] in ("up", "down")
        or re.search(r"(?<![a-z])by(?![a-z])", rest + match[0])
    )
    if (
        match is not None
        and spoken
        and re.fullmatch(r"(?:了|约|近|by|for|达|\s|about|some|只|仅|出|额)*", rest)
    ):
        yield from _gap_before(parts, part, start, match, than)
        return
    tail = parts.text[part.numeral.end : part.end]
    skipped = len(tail) - len(tail.lstrip())
    found = _MORE.match(tail.lstrip())
    if (found and part.numeral.kind is not Kind.BARE) or (
        found and found[0] in ("more", "fewer", "less")
    ):
        offset = part.numeral.end + skipped + found.end()
        after = next((c for c in than if c.start >= offset - 1), None)
        begin = after.end if after is not None else offset
        _, stop = parts.clause_span(part.clause)
        sign = 1 if found["up"] or found["up2"] else -1
        if (
            after is None
            and found[0] in ("more", "less", "fewer", "higher", "lower", "longer", "shorter")
            and parts.terms_between(offset, part.end)
        ):
            yield Sense(Role.CHANGE, sign=sign, left=(offset, part.end))
        yield Sense(
            Role.GAP,
            sign=sign,
            left=(start, part.numeral.start),
            right=(begin, max(part.end, min(stop, part.end))),
        )
    short = re.match(r" (?:short of|shy of|ahead of|over|under|above|below) ", tail)
    if short and not found:
        sign = 1 if short[0].split()[0] in ("ahead", "over", "above") else -1
        yield Sense(
            Role.GAP,
            sign=sign,
            left=(start, part.numeral.start),
            right=(part.numeral.end + short.end(), part.end),
        )


def _gap_before(
    parts: Parts, part: Part, start: int, match: "re.Match[str]", than: list[CueHit]
) -> Iterator[Sense]:
    sign = 1 if match["up"] or match["up2"] else -1
    at = match.start()
    before = [c for c in than if c.end <= at]
    if before:
        opened = before[-1]
        left = left_words(parts, parts.clause_span(parts.clause_of(opened.start))[0], opened.start)
        stop = at
        if opened.start < start:
            first = _MORE.search(parts.text, opened.end, at)
            stop = min(
                [n.start for n in parts.numerals if n.start >= opened.end]
                + ([first.start()] if first else [])
                + [at]
            )
        yield Sense(Role.GAP, sign=sign, left=left, right=(opened.end, stop))
        if left[0] == left[1] or not parts.terms_between(*left):
            yield Sense(
                Role.GAP, sign=sign, left=(at, part.numeral.start), right=(opened.end, stop)
            )
        return
    verb = re.search(
        r"(?:exceed(?:s|ed|ing)?|clears?|beats?|beat|tops?|misses|missed|高于|低于|超过|"
        r"超出)(?P<b>.*)\Z",
        parts.text[start:at] + match[0],
    )
    if (verb is not None and match["up2"] is not None) or match["down2"] is not None:
        word = re.search(
            r"exceed(?:s|ed|ing)?|clears?|beats?|beat|tops?|misses|missed|overshot|overran|"
            r"undershot|trails?",
            parts.text[start : part.numeral.start],
        )
        if word is not None:
            middle = start + word.end()
            yield Sense(
                Role.GAP,
                sign=0,
                left=(start, start + word.start()),
                right=(middle, part.numeral.start),
            )
            return
    yield Sense(Role.CHANGE, sign=sign)
