"""Small numbers that only say how many things are spoken of, or over how long."""

import re
from typing import Final

from assistant.proof.numeral import Numeral
from assistant.proof.stated.clauses import ALL
from assistant.proof.stated.parts import Part, Parts, ids
from assistant.proof.units import Kind

_GROUP: Final = re.compile(
    r"合计|共|均|都|平均|分别|依次|全部|其中|里|中(?=有|，|,)|以来|连续|(?<![a-z])(?:all|"
    r"both|each|every|together|total|average[d]?|of the|the|over|past|last|first|neither|"
    r"none|respectively|in)(?![a-z])"
)


_FEW: Final = 31


_SPANNED: Final = re.compile(
    r"(?:近|前|后|连续|过去|最近|这)\s*\Z|(?<![a-z])(?:first|last|past|over|over the|all|"
    r"in|for|the|next|each of the last)\s*\Z"
)


def is_idle(parts: Parts, part: Part) -> bool:
    """A small whole number that only says how many things are spoken of.

    三家企业均, the five covenants.
    """
    numeral = part.numeral
    if not _is_small(numeral):
        return False
    if _points(parts.text, numeral):
        return True
    lead = parts.text[max(0, numeral.start - 12) : numeral.start]
    if numeral.kind in (Kind.MONTHS, Kind.DAYS):
        spanned = _SPANNED.search(lead) is not None or parts.text[
            numeral.end : numeral.end + 1
        ] in ("间", "来", "里", "中")
        if _RUNS.search(lead):
            return False
        return spanned or (numeral.words and len(parts.parts) > 1 and not _is_duration(parts, part))
    others = [
        p
        for p in parts.parts
        if p is not part and p.numeral.start > numeral.end and p.numeral.kind is not Kind.COUNT
    ]
    words = parts.text[numeral.end : numeral.end + 24]
    listed = re.search(
        r"(?<![a-z])(?:the|all|both|these|those|of the)\s*\Z|其余|其他|上述|全部|这|该|\A\s*\Z|"
        r"[，,]\s*\Z",
        lead,
    )
    return (
        bool(numeral.words)
        and listed is not None
        and bool(others or _GROUP.search(words) or ALL.search(words))
    )


_STREAK: Final = re.compile(r" (?:running|in a row|in succession|on the trot)(?![a-z])")
"""What says that a movement went on so long: slipped two years running."""
_RUNS: Final = re.compile(
    r"(?<![a-z])(?:runs?|running|lasts?|term of|period of|tenor of|for a|over a|within|repaid over|"
    r"repayable over)(?: for| over)?\s*\Z"
)
"""What makes a span of time the thing that a sentence states."""


_SORT: Final = re.compile(r"one (?:is|was|has|are|were|grew|rose|fell|had|made)(?![a-z])")
"""One that stands for a noun: every bucket but the new one grew."""
_ONE: Final = re.compile(
    r"的一[家户项个笔年季](?!\d)|(?<![a-z])one of |\Aone decimal|(?<![a-z])to one decimal"
)
"""One that only points: 最高的一家, the only one of the three."""


_DURATIONS: Final = frozenset(
    f"{p}:{c}"
    for p in "ci"
    for c in (
        "tenor",
        "dso",
        "dio",
        "dpo",
        "ccc",
        "overdue_days",
        "lead_time",
        "overdue",
        "days_turn",
        "founded",
        "requested",
    )
)


def _points(text: str, numeral: Numeral) -> bool:
    """Whether a number only points at a thing, or says how long a streak went on."""
    if _SORT.match(text, numeral.start) and text[numeral.start - 2].isalpha():
        return True
    near = text[max(0, numeral.start - 1) : numeral.end + 4]
    return _ONE.search(near) is not None or _STREAK.match(text, numeral.end) is not None


def _is_duration(parts: Parts, part: Part) -> bool:
    """Whether a span of time is what the sentence speaks of: 租期三年, three months of cover."""
    near = ids([*part.before, *part.after])
    tail = parts.text[part.numeral.end : part.numeral.end + 8]
    return (
        bool(near & _DURATIONS)
        or re.match(r"内|以上|以内|的(?:固定|费用|开支)|到期|账期| of ", tail) is not None
    )


def _is_small(numeral: Numeral) -> bool:
    kinds = (Kind.COUNT, Kind.BARE, Kind.MONTHS, Kind.DAYS)
    if numeral.kind not in kinds or numeral.high is not None or numeral.scaled:
        return False
    value = numeral.value
    return value == value.to_integral_value() and 1 <= value / (numeral.factor or 1) <= _FEW
