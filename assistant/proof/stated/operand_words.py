"""Where the words of an operand stand."""

from assistant.proof.stated.parts import Parts


def tells(parts: Parts, start: int, end: int) -> bool:
    """Whether a stretch names anything: a thing, a time, a number."""
    numbered = any(start <= p.numeral.start < end for p in parts.parts)
    return bool(parts.terms_between(start, end) or parts.times_between(start, end)) or numbered


def left_words(parts: Parts, start: int, end: int) -> tuple[int, int]:
    """The words of the first operand: of its clause, else of those before."""
    if any(t.id != "c:share" for t in parts.terms_between(start, end)) or parts.times_between(
        start, end
    ):
        return start, end
    for index in range(parts.clause_of(start) - 1, -1, -1):
        first, last = parts.clause_span(index)
        if any(t.id[0] in "cwhi" for t in parts.terms_between(first, last)):
            return first, last
    return start, end
