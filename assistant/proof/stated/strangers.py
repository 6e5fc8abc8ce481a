"""Names of a sentence that the deciding facts have nothing to do with."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.romanised import name_spans
from assistant.proof.stated.asked import NAMING
from assistant.proof.stated.clauses import Word
from assistant.proof.stated.denials import Claimed
from assistant.proof.stated.kinship import alike
from assistant.proof.stated.matching import Book
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import Parts
from assistant.proof.stated.senses import SIDES
from assistant.proof.stated.stating import GENERIC, Stated
from assistant.proof.stated.terms import Term
from assistant.proof.units import Kind

FREE: Final = frozenset(
    (
        "c:growth", "c:share", "c:balance", "c:covenant", "c:threshold", "c:contract_value",
        "c:loan", "c:inflow", "c:customer",
        "q:total", "q:average", "q:monthly", "q:net", "q:actual", "q:closing", "q:opening",
        "q:peak", "q:cumulative", "q:consolidated", "q:other", "q:gross", "q:paid", "q:per_unit",
    )
)  # fmt: skip
"""Terms that operations and claims bring with them."""


def _spelt(ops: Operands, facts: Sequence[Stated]) -> list[tuple[int, int]]:
    """Names in Latin letters that spell a Chinese one of the sources that decide."""
    docs = [d for f in facts if (d := ops.book.documents.get(f.doc)) is not None]
    return name_spans(ops.parts.raw, "\n".join(dict.fromkeys(d.text for d in docs)))


def strangers(
    ops: Operands, known: frozenset[str], compared: Sequence[Claimed], facts: Sequence[Stated]
) -> Iterator[Word]:
    """Names of other rows, and proper names, that the deciding facts have nothing to do with."""
    spelt = _spelt(ops, facts) if any(t.id[:2] == "w:" for t in ops.parts.terms) else []
    for term in ops.parts.terms:
        if term.id in known or term.id in FREE or term.id[0] in "in":
            continue
        if term.id[0] == "h" and term.end - term.start == 1:
            continue  # a single character names nothing
        if any(start <= term.start < end for start, end in spelt):
            continue
        if term.id in SIDES and term.word == "" and term.id[0] == "h":
            continue
        apart = compared and not any(c.start <= term.start < c.end for c in compared)
        unheard = apart and term.id[0] == "c" and term.id not in GENERIC and term.id not in NAMING
        told = unheard or term.id in ops.book.known or _is_whole(ops.parts, term)
        if (told and not is_kin(term, known)) or _is_proper(ops.parts, term, ops.book):
            yield Word(term.start, term.end, ClaimKind.REFERENCE, Proof.UNCHECKED)


def _is_whole(parts: Parts, term: Term) -> bool:
    """Whether a concept is what a percentage is said to be a share of: 34% of purchases."""
    shares = (p.numeral.end for p in parts.parts if p.numeral.kind is Kind.PERCENT)
    return term.id[0] == "c" and any(
        _OF_WHOLE.fullmatch(parts.text, end, term.start) for end in shares if end < term.start
    )


_OF_WHOLE: Final = re.compile(r" of (?:the |its |total |all |net |gross ){0,2}")


def is_kin(term: Term, known: frozenset[str]) -> bool:
    """Whether a concept is near one that was found, or a hint at it was read."""
    if term.id[0] != "c":
        return False
    if _BROUGHT.get(term.id, frozenset()) & known:
        return True
    return (
        term.id in GENERIC
        or term.id in NAMING
        or f"i:{term.id[2:]}" in known
        or any(alike(term.id, k) for k in known if k[0] == "c")
    )


_BROUGHT: Final = {
    "c:revenue": frozenset(
        f"c:{name}"
        for name in ("customer", "export", "domestic", "online", "offline", "wholesale", "store")
    ),
    "c:purchase": frozenset(("c:supplier", "c:import")),
    "c:inventory": frozenset(("c:dio", "c:inventory_turnover")),
    "c:receivables": frozenset(("c:dso", "c:receivables_turnover")),
    "c:payables": frozenset(("c:dpo",)),
}
"""What lists of customers and suppliers count, and what the days of a balance are of."""


def _is_proper(parts: Parts, term: Term, book: Book) -> bool:
    """Whether a term is a capitalised name that no source knows and no bracket translates."""
    raw = parts.raw[term.start : term.end]
    if (
        term.id[:2] != "w:"
        or not raw[:1].isupper()
        or term.id in book.vocabulary
        or term.id.startswith("w:#")
    ):
        return False
    if term.start == 0 or parts.raw[max(0, term.start - 2) : term.start].strip(" *\"'“") in (
        "",
        ".",
        ":",
        "-",
        "1",
    ):
        return raw.isupper() and len(raw) > 1 and term.start > 0
    return not _ALIAS.match(parts.raw, term.end) and not _NATIONAL.fullmatch(raw.lower())


_ALIAS: Final = re.compile(r"(?:'s)?(?: [A-Z][a-z]+){0,3} ?[(（]")


_NATIONAL: Final = re.compile(
    r"(?:[a-z]+(?:ese|ian|ish|ean)|german|french|dutch|swiss|czech|greek|thai|yes|no|"
    r"please|note|overall|profitability|leverage)"
)
