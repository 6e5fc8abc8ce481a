"""Doubts that what refutes a number is what its words speak of."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.comparing import hedge_of
from assistant.proof.lexicon import Cue
from assistant.proof.numeral import Hedge
from assistant.proof.stated.asking import starts_move
from assistant.proof.stated.limits import LIMITED
from assistant.proof.stated.listing import aligned
from assistant.proof.stated.refuted import Refuted, length
from assistant.proof.stated.stating import GENERIC, Stance, Stated
from assistant.proof.stated.values import Value, added, fits, hedge_cue, less, of_fact, says
from assistant.proof.units import Kind
from assistant.proof.when import TimeKind, When

_REQUIRED: Final = re.compile(
    r"须|需(?!求)|应当|折合|换算|(?<![a-z])(?:must|needs? to|should|has to|have to|equivalent to|"
    r"converts?|converted)(?![a-z])"
)
_BEYOND: Final = re.compile(
    r"(?:超出|超过|高于|低于|突破)(?:上限|下限|限额|约定|要求|门槛|标准|预算)\Z|"
    r"(?<![a-z])(?:over|above|below|under) (?:the |its )?(?:limit|cap|floor|budget|ceiling) by \Z"
)
_UP: Final = re.compile(r"(?<![a-z])(?:up|down) \Z")
_ELLIPTIC: Final = re.compile(r"(?<![a-z])(?:last|past|previous|next|first)\s*\Z")


def is_worked_out(case: Refuted) -> bool:
    """Whether words before the number say that it is due, converted, a gap, or a start.

    EBITDA must reach 16m; 6 days over the limit; the last three; from an outflow of 18 to ...
    """
    part = case.part
    if part is None:
        return False
    start, _ = case.ops.parts.clause_span(part.clause)
    before = case.text[start : part.numeral.start]
    if any(words.search(before) for words in (_REQUIRED, _BEYOND, _ELLIPTIC)):
        return True
    if _is_plain(case) and _UP.search(before):
        return True
    starts = [c.cue for c in (*part.cues[-1:], *part.late_cues[:1])] == [Cue.FROM, Cue.TO]
    return starts and not starts_move(case.ops.parts, part) and not part.own_when


_PRIOR: Final = re.compile(
    r"此前|之前|上年|前一?年|(?<![a-z])(?:after|following|before|previous|prior|earlier)(?![a-z])"
)


def is_used(case: Refuted) -> bool:
    """Whether what refutes a number has proved another one of the sentence.

    That of another time, or a limit: net sales rose 8.2% after a 2.4% dip the year before.
    """
    if case.part is None:
        return False
    plain = _is_plain(case) and len(case.one.facts) == 1
    if not (plain or _PRIOR.search(case.text, *case.ops.parts.clause_span(case.part.clause))):
        return False
    kinds = {p.numeral.start: p.numeral.kind for p in case.ops.parts.parts}
    own = {id(f) for f in case.one.facts}
    return any(
        j.verdict is Proof.PROVED
        and j.kind is ClaimKind.NUMBER
        and kinds.get(j.start) is case.part.numeral.kind
        and {id(f) for f in j.facts} == own
        for j in case.found
    )


_NON: Final = re.compile(
    r"未(?:逾期|到期|使用|回款|收回|抵押)的|非(?!常|经常|流动|营业|金融|银行)|"
    r"(?<![a-z])non-(?!recurring|current|performing|operating|cash)"
)
"""A thing told by what it isn't: 非冷链收入."""


def is_bracketed(case: Refuted) -> bool:
    """Whether a bracket read as a minus may be none.

    It may set another year's amount beside, 405 (396), or say what is paid out or lost anyhow: a
    loss of (12).
    """
    numeral = case.part.numeral if case.part is not None else None
    if (
        numeral is not None
        and numeral.signed
        and case.text[numeral.start] == "("
        and any(f.number.value == -numeral.value for f in case.one.facts)
    ):
        return True
    signed = [f for f in case.one.facts if f.number.signed and f.number.value < 0]
    return case.part is not None and any(
        (f.doc, f.line, f.label, f.when) == (g.doc, g.line, g.label, g.when) and g.number.value > 0
        for f in signed
        for g in case.ops.book.facts
    )


def is_of_a_limit(case: Refuted) -> bool:
    """Whether a limit refutes a number that isn't said to be one, or a "non" tells the thing."""
    if case.part is None:
        return False
    if _NON.search(case.text, 0, case.part.numeral.start):
        return True
    start, end = case.ops.parts.clause_span(case.part.clause)
    limit = _is_plain(case) and all(f.stance is Stance.LIMIT for f in case.one.facts)
    return limit and LIMITED.search(case.text, start, end) is None


_OUTFLOW: Final = re.compile(
    r"净?支出|流出|消耗|耗用|(?<![a-z])(?:outflows?|used|consumed|absorbed|spent|paid|repaid|"
    r"repayment|took|drained|burned|released|cost|capital expenditure|distributions?)(?![a-z])"
)
LOSS: Final = re.compile(r"亏|净流出|(?<![a-z])(?:loss|lost|deficit)(?![a-z])")
_AFTER: Final = 24


def is_unsigned(case: Refuted) -> bool:
    """Whether the sign alone tells the number from the fact, and words of outflow stand about."""
    if case.part is None or len(case.one.facts) != 1:
        return False
    fact, number = case.one.facts[0].number, case.part.numeral
    if abs(abs(fact.value) - abs(number.value)) > max(number.half, fact.half):
        return False
    if fact.value > 0 and LOSS.search(case.text, case.part.begin, number.start):
        return False
    return _OUTFLOW.search(case.text, 0, number.end + _AFTER) is not None


_COUNTED: Final = re.compile(
    r"有[一二两三四五六七八九十\d]{1,3}个月|(?<![a-z])in (?:one|two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven)(?: of the \w+)? months?(?![a-z])"
)
_YEAR: Final = When(0, 0, TimeKind.YEAR)
_PART_OF: Final = re.compile(
    r"(?<![a-z])(?:first|second|third|fourth|last|final|opening|closing) (?:\w+ )?"
    r"(?:quarter|half|month|week)s? of(?![a-z])"
)
_SERIES: Final = re.compile(r"[月季]|(?<![a-z])(?:quarter|month)(?:s|ly)?(?![a-z])")


def is_other_length(case: Refuted) -> bool:
    """Whether what refutes a number runs over another length of time than the number does."""
    if case.part is None or case.part.numeral.high is not None or not _is_plain(case):
        return False
    fact, when = case.one.facts[0], case.part.when or case.ops.when
    said, own = length(when), length(fact.when)
    if own > 1 and _COUNTED.search(case.clause.text):
        return True
    if own == length(_YEAR) and _PART_OF.search(case.clause.text):
        return True
    if said:
        trailing = when is not None and when.kind is TimeKind.TRAILING
        return own != said and (own > 0 or trailing)
    named = case.ops.parts.times or case.ops.when or _SERIES.search(case.text)
    return own in (1, 3) and not named and len(_alike(case, fact)) > 1


def _is_plain(case: Refuted) -> bool:
    """Whether a stated value, not an operation, refutes."""
    value = case.one.value
    return bool(case.one.facts) and (value is None or not value.name)


def _alike(case: Refuted, fact: Stated) -> list[Stated]:
    facts = case.ops.book.facts
    return [f for f in facts if f.label == fact.label and f.doc == fact.doc and f.when is not None]


_LIST: Final = re.compile(r"分别|依次|(?<![a-z])(?:respectively|in turn)(?![a-z])")


def is_unaligned(case: Refuted) -> bool:
    """Whether a number is one of a list whose things and times weren't told apart."""
    if case.part is None or _LIST.search(case.text) is None:
        return False
    parts = case.ops.parts
    index = parts.parts.index(case.part)
    beside = parts.parts[max(0, index - 1) : index] + parts.parts[index + 1 : index + 2]
    if not any(p.numeral.kind in (case.part.numeral.kind, Kind.BARE) for p in beside):
        return False
    return index not in aligned(parts, case.ops.topic, case.ops.when)


_AGAIN: Final = re.compile(
    r"[^，。；]{0,12}[，（(](?:约|合|即|也就是|折合|相当于|约合)*|"
    r"(?: [a-z']+){1,5}?(?:,| \()(?: (?:or|about|some|roughly|nearly|around|that is,?))*"
    r" ?(?:cny|rmb|usd|eur|gbp|[$€£¥])? ?"
)


def is_amount_of_a_share(case: Refuted) -> bool:
    """Whether a number gives the amount of the share before it: 71% of deposits, about 381,000."""
    part, parts = case.part, case.ops.parts
    index = parts.parts.index(part) if part is not None and _is_plain(case) else 0
    if part is None or not index:
        return False
    share = parts.parts[index - 1].numeral
    if share.kind is not Kind.PERCENT or part.numeral.kind is Kind.PERCENT:
        return False
    return _AGAIN.fullmatch(parts.text, share.end, part.numeral.start) is not None


def is_beside(case: Refuted) -> bool:
    """Whether the line that refutes a movement gives the very number, of the same time."""
    value = case.one.value
    if case.part is None or value is None or value.name != "stated change":
        return False
    fact, number = case.one.facts[0], case.part.numeral
    return any(
        (f.doc, f.line) == (fact.doc, fact.line)
        and f is not fact
        and (f.when, f.yearly) == (fact.when, fact.yearly)
        and (f.sign or f.number.value) * (fact.sign or fact.number.value) > 0
        and abs(abs(f.number.value) - abs(number.value)) <= number.half
        for f in case.ops.book.facts
    )


_HINT: Final = re.compile(
    r"增|减|升|降|高于|低于|高出|超|差|合计|共|累计|缺口|(?<![a-z])(?:rose|fell|added|took|gained|lost|more|"
    r"less|under|over|short|above|below|ahead|behind|missed|beat|together|total|half-year|"
    r"came to)(?![a-z])"
)
_BOUNDS: Final = (Hedge.OVER, Hedge.UNDER, Hedge.AT_LEAST, Hedge.AT_MOST)
_FINE: Final = 20
"""So many times its precision a number must be for a sum to hit it not by chance."""
_MOST: Final = 16


def is_reckoned(case: Refuted) -> bool:
    """Whether the facts beside what refutes a number give it by a sum or difference.

    Finished goods added 52,800 and raw materials 12,400, where the latter rose by that much.
    """
    if case.part is None or not _is_plain(case):
        return False
    part, number, parts = case.part, case.part.numeral, case.ops.parts
    if abs(number.value) < number.half * _FINE or _HINT.search(case.text) is None:
        return False
    if hedge_of(number, hedge_cue(parts, part)) in _BOUNDS:
        return False
    fact, facts = case.one.facts[0], case.ops.book.facts
    named = frozenset(t for t in fact.label if t[0] == "c" and t not in GENERIC) or fact.label
    row = [f for f in facts if named <= f.label and f.stance is Stance.VALUE][:_MOST]
    line = [f for f in facts if (f.doc, f.line) == (fact.doc, fact.line)][:_MOST]
    return any(
        fits(number, v) and (says(parts, part, v) or says(parts, part, v, flipped=True))
        for beside in (row, line)
        for v in _sums([of_fact(f) for f in beside])
    )


def _sums(values: list[Value]) -> Iterator[Value]:
    found = [added(values, "total")]
    for one, other in combinations(values, 2):
        found += [less(one, other, "rest"), added((one, other), "total")]
    return (v for v in found if v is not None)
