"""Judges causes.

A movement's stated parts must add up to it, or a source must give the cause in words.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product
from typing import Final, NamedTuple

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.stated.clauses import Word
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.quotations import quoted
from assistant.proof.stated.stating import Stated
from assistant.proof.units import Kind

_CAUSE: Final = re.compile(
    r"因为|由于|所致|造成|主要是?因|是因|系[^，。]{2,40}(?:结果|所致)|受[^，。]{1,"
    r"20}(?:影响|拖累)|得益于|归因于|源于|导致|一是|差额就是|"
    r"(?<!原)因(?=[\u4e00-\u9fff])(?!此|而|为)|"
    r"(?<![a-z])(?:because|due to|owing to|thanks to|on account of|as a result of|driven "
    r"by|caused by|attributable to|reflecting|chiefly|mainly because|the rest from|which "
    r"accounted for)(?![a-z])"
)
_MOST: Final = 8


class Moved(NamedTuple):
    """A number of the sentence that a movement was proved to be."""

    start: int
    amount: Decimal
    half: Decimal
    kind: Kind
    facts: tuple[Stated, ...]


def cause_claims(ops: Operands, moved: Sequence[Moved]) -> Iterator[Word]:
    """What a sentence gives as a cause.

    Args:
        ops: the sentence's reader.
        moved: its proved amounts, those of movements signed.
    """
    match = _CAUSE.search(ops.parts.text)
    if match is None:
        return
    proved = _adds_up(match.start(), moved) or quoted(ops.book, ops.parts) is not None
    facts = tuple(f for m in moved for f in m.facts)
    yield Word(
        match.start(),
        match.end(),
        ClaimKind.CAUSE,
        Proof.PROVED if proved else Proof.UNCHECKED,
        facts if proved else (),
    )


def _adds_up(at: int, moved: Sequence[Moved]) -> bool:
    """Whether the amounts of one kind make a whole and its parts, each added or taken off."""
    for kind in (Kind.MONEY, Kind.BARE, Kind.POINTS, Kind.COUNT):
        amounts = [m for m in moved if m.kind is kind]
        if 2 < len(amounts) <= _MOST and any(_is_whole(amounts, n) for n in range(len(amounts))):  # noqa: PLR2004  a whole and two parts
            return True
    del at
    return False


def _is_whole(amounts: Sequence[Moved], index: int) -> bool:
    whole = amounts[index]
    rest = [m for n, m in enumerate(amounts) if n != index]
    slack = whole.half + sum((m.half for m in rest), Decimal(0))
    for signs in product((1, -1), repeat=len(rest)):
        total = sum((s * abs(m.amount) for s, m in zip(signs, rest, strict=True)), Decimal(0))
        if abs(total - abs(whole.amount)) <= slack:
            return True
    return False
