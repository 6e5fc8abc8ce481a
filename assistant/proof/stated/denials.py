"""Words of denial that no claim took up: "was not CNY 1.87 million" is no proof that it was."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.stated.clauses import Clause, Word
from assistant.proof.stated.stating import Stated

_DENIAL: Final = re.compile(
    r"(?<![a-z])(?:not|never|no longer|nowhere near|far from|"
    r"no(?= (?:[a-z]{3} ?|[$€£¥])\d))(?![a-z])|n't(?![a-z])|"
    r"并非|并不是|不是|不为|不等于|并没有|并未|没有|从未|未能|未曾|远非|"
    r"未(?=达|增|降|升|减|盈|亏|超|低|高|有|发生|出现|新增|完成|实现|占|缴|偿还|支付)|"
    r"不(?=占|算|包括|含|满足|符合|再|具备|存在|构成)"
)
_BOUND: Final = re.compile(
    r" (?:only|just(?! (?:under|over|above|below|short))|quite|less|more|lower|higher|"
    r"fewer|later|earlier|exceed\w*|below|above|"
    r"under|over|yet|to exceed|fall\w* (?:below|short)|drop\w* below|go\w* (?:above|below)|"
    r"counting|including|least|even)(?![a-z])|(?:超过|低于|高于|少于|多于|大于|小于|足|到|仅|只)"
)
"""What makes a denial a bound, a hedge or an aside."""
_SPENT: Final = re.compile(r"未(?:回款|收回|实缴|缴|使用|提用?|用|还|偿还|到账|支付|开票|结清)")
"""Words for the rest of a whole."""
_ADJACENT: Final = 16
_RIGHT_AFTER: Final = 8
_TAKEN: Final = 24
"""A claim that begins so soon after a denial has taken it up."""


class Claimed(NamedTuple):
    """Where a claim of the sentence stands, and what kind it is."""

    start: int
    end: int
    kind: ClaimKind
    computed: bool = False
    """An operation gave the number: a movement, a gap, a share."""
    facts: tuple[Stated, ...] = ()


def denials(
    clauses: Sequence[Clause], claims: Sequence[Claimed], lines: Sequence[str]
) -> Iterator[Word]:
    """Denials beside proved numbers: false right before one, else left unchecked.

    Args:
        clauses: the sentence's clauses.
        claims: its proved claims.
        lines: the source's lines that decided them; what these deny too is no contradiction.
    """
    for clause in clauses:
        text = clause.parts.text
        for match in _DENIAL.finditer(text, clause.start, clause.end):
            inside = [c for c in claims if clause.start <= c.start < clause.end]
            right = any(
                0 <= c.start - match.end() <= 1 and c.kind is ClaimKind.NUMBER for c in inside
            )
            spoken = not right and _is_spoken_for(text, match, inside, lines)
            if not inside or spoken or _BOUND.match(text, match.end()):
                continue
            after = next((c for c in inside if c.start >= match.end()), None)
            close = (
                after is not None
                and after.kind is ClaimKind.NUMBER
                and after.start - match.end() <= _ADJACENT
                and not clause.parts.terms_between(match.end(), after.start)
            )
            verdict = Proof.FALSE if close else Proof.UNCHECKED
            yield Word(match.start(), match.end(), ClaimKind.NEGATION, verdict)


def _is_spoken_for(
    text: str, match: "re.Match[str]", claims: Sequence[Claimed], lines: Sequence[str]
) -> bool:
    if _BOUND.match(text, match.end()) or _SPENT.match(text, match.start()):
        return True
    for claim in claims:
        reach = {ClaimKind.NUMBER: 0, ClaimKind.REFERENCE: 0, ClaimKind.DIRECTION: _RIGHT_AFTER}
        if claim.start - reach.get(claim.kind, _TAKEN) <= match.start() < claim.end and (
            reach.get(claim.kind, _TAKEN)
        ):
            return True
    return any(m[0] == match[0] for line in lines for m in _DENIAL.finditer(line))
