"""Judges what is said to be used up, paid in or repaid in full: 已全部实缴, fully drawn."""

import re
from collections.abc import Iterator
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.stated.clauses import Clause, Word
from assistant.proof.stated.finding import asked_for
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.values import comparable

FULL: Final = re.compile(
    r"(?:全部|全额|足额|已?悉数)已?(?P<zh>用完|使用|用尽|提用|提款|实缴|缴足|缴纳|到位|"
    r"付清|还清|结清|偿还|归还|收回)|已?(?P<zh2>用满|缴足|用尽)(?!额)|"
    r"(?<![a-z])(?:fully|wholly|completely|entirely) (?P<en>drawn|used|utilised|utilized|"
    r"paid[- ]in|paid[- ]up|paid|repaid|settled)|(?P<en2>paid|repaid|settled|drawn) in "
    r"full(?![a-z])"
)
_PAIRS: Final = (
    (re.compile("用|提|drawn|used|utili"), (
        ("drawn", "limit"), ("balance", "limit"),
        ("drawn", "loan_amount"), ("balance", "loan_amount"),
    )),
    (re.compile("缴|到位|paid[- ](?:in|up)"), (("paid_in_capital", "registered_capital"),)),
    (re.compile("清|还|repaid|settled"), (
        ("repayment", "loan_amount"), ("repayment", "loan"), ("repayment", "principal"),
    )),
)  # fmt: skip
"""What a part is compared with, by the word."""


_DENIED: Final = re.compile(
    r"(?:(?<![a-z])(?:not(?: been| yet)*|never)|n't(?: been)?|未|没有?|并非|不是|尚未)\s*\Z"
)


def full_claims(ops: Operands, clause: Clause) -> Iterator[Word]:
    """What a clause says to be whole: the part must equal its whole."""
    for match in FULL.finditer(clause.parts.text, clause.start, clause.end):
        word = next(g for g in match.groups() if g)
        asked = asked_for(
            clause.terms, clause.when() or ops.when, wide=clause.earlier, topic=ops.topic
        )
        found = Word(match.start(), match.end(), ClaimKind.QUANTIFIER, Proof.UNCHECKED)
        for pattern, pairs in _PAIRS:
            if pattern.search(word) is None:
                continue
            for part, whole in pairs:
                one, two = ops.concept(asked, part), ops.concept(asked, whole)
                if (
                    one is not None
                    and two is not None
                    and one.facts != two.facts
                    and comparable(one, two)
                ):
                    denied = _DENIED.search(clause.parts.text[clause.start : match.start()])
                    holds = (one.amount == two.amount) is (denied is None)
                    verdict = Proof.PROVED if holds else Proof.FALSE
                    found = found._replace(verdict=verdict, facts=one.facts + two.facts)
                    break
            break
        yield found


__all__ = ["FULL", "full_claims"]
