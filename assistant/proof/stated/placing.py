"""What a sentence says to lie within something: 落在3.85%～5.10%的区间内, inside the band."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.stated.clauses import Word
from assistant.proof.stated.parts import Parts

_PLACING: Final = re.compile(
    r"(?:区间|范围)之?[内里中]|落在|(?<![a-z])(?:within|inside|outside|in line with|"
    r"consistent with|in keeping with)(?![a-z])"
)
_BESIDE: Final = 40


def placings(parts: Parts, claimed: Sequence[tuple[int, int]]) -> Iterator[Word]:
    """Something said to lie within something else, where no claim near it was judged for that."""
    for match in _PLACING.finditer(parts.text):
        placed = _placed(parts, match)
        if placed is not None:
            yield Word(match.start(), match.end(), ClaimKind.COMPARISON, placed)
            continue
        ranges = [
            p.numeral.start
            for p in parts.parts
            if p.numeral.high is not None or p.numeral.kind.value in ("days", "months")
        ]
        judged = [
            start for start, end in claimed if start <= match.start() < end or start in ranges
        ]
        if not any(abs(start - match.start()) <= _BESIDE for start in judged):
            yield Word(match.start(), match.end(), ClaimKind.COMPARISON, Proof.UNCHECKED)


def _placed(parts: Parts, match: re.Match[str]) -> Proof | None:
    """Whether the number before a range lies in it as said; None where no pair stands there."""
    ranges = [p.numeral for p in parts.parts if p.numeral.high is not None]
    if len(ranges) != 1:
        return None
    low, high = ranges[0].value, ranges[0].high
    singles = [
        p.numeral
        for p in parts.parts
        if p.numeral.high is None
        and p.numeral.start < ranges[0].start
        and p.numeral.kind is ranges[0].kind
        and p.numeral.currency in (None, ranges[0].currency)
    ]
    if not singles or high is None:
        return None
    inside = low <= singles[-1].value <= high
    return Proof.PROVED if inside is not ("outside" in match[0]) else Proof.FALSE
