"""How a number is put: an average, a gap, a rest. A stated value put plainly doesn't prove one.

"Credits averaged 52,000" is no copy of a month's 52,000, "clears the minimum by 2,000,000" none
of the minimum: only a line that speaks of an average (a gap, a rest) itself states one.
"""

import re
from typing import Final

from assistant.proof.stated.matching import Book, line_of
from assistant.proof.stated.parts import Part, Parts
from assistant.proof.stated.stating import Stated
from assistant.proof.units import Kind
from assistant.proof.when import TimeKind

_HEDGE: Final = (
    r"(?:\s|了|约|为|是|达|近|将近|超过|至少|仅|只|only|about|around|roughly|some|nearly|"
    r"almost|just|over|under|a|an|exactly|at|least|more|less|than|to|of|was|is|were|stood|"
    r"came|works|out|cny|rmb|usd|eur|gbp|hkd|sgd|jpy|aud|cad|us|[$€£¥(])*\Z"
)
_MEAN: Final = (
    r"平均|均值|月均|季均|(?<!\d)年均|人均|日均|户均|"
    r"(?<![a-z])(?:averag(?:e[ds]?|ing)|mean)(?![a-z])"
)
_GAP: Final = (
    r"余量|空间|差距|差额|缺口|富余|超出|高出|多出|短缺|还差|领先|落后|相差|之差|"
    r"(?<![a-z])(?:by|headroom|cushion|shortfall|surplus|excess|gap|difference|margin of safety|"
    r"overshoot|room)(?![a-z])"
)
_GAP_CLOSE: Final = r"[少多高低长短快慢大小](?:了|约|近|出)?\s*(?=\Z)"
_REST: Final = (
    r"还有|尚有|仍有|尚余|剩余|余下|还剩|尚未|未(?:回款|收回|实缴|使用|提|用|还|到账|支付)|可用|待|"
    r"(?<![a-z])(?:remain(?:ing|s|ed|der)?|left|still|undrawn|unused|unpaid|unbilled|undisbursed|"
    r"available|outstanding|balance|uncalled|headroom)(?![a-z])"
)
_TOTAL: Final = (
    r"合计|共计|总计|总和|加总|合共|(?<![a-z])(?:total(?:s|led|ling)?|combined|altogether|"
    r"in all|in aggregate)(?![a-z])"
)
_GROUPS: Final = (
    (re.compile(f"(?:{_MEAN}).{{0,24}}\\Z"), re.compile(_MEAN)),
    (re.compile(f"(?:{_GAP}){_HEDGE}|{_GAP_CLOSE}"), re.compile(f"{_GAP}|[少多高低](?=\\d)")),
    (re.compile(f"(?:还有|尚有|仍有|尚余|剩余|余下|还剩|(?<![a-z])remaining){_HEDGE}"),
     re.compile(_REST)),
)  # fmt: skip
"""Words before a number, and words of a source's line that states such a number."""

_REST_LINE: Final = re.compile(_REST)
_UNUSED: Final = re.compile(
    r"[^,;，；。]{0,40}?(?:(?<![a-z])(?:undrawn|unused|unpaid|unbilled|uncalled|undisbursed|unspent)"
    r"(?![a-z])|未(?:回款|收回|实缴|使用|提款|用|偿还|到账|支付))"
)
"""What is left of a whole, said after the number."""


_MORE: Final = (
    r"(?:shorter|longer|higher|lower|more|less|fewer|larger|smaller|greater|better|worse|later|"
    r"earlier)"
)
_COMPARED_AFTER: Final = re.compile(rf" {_MORE} than(?![a-z])")
_COMPARED_LINE: Final = re.compile(rf"(?<![a-z]){_MORE}(?![a-z])|[高低多少长短]")
_ROOM_AFTER: Final = re.compile(
    r" of (?:headroom|cushion|room|shortfall|surplus)(?![a-z])|的(?:余量|空间|缺口|富余)"
)
_GAP_LINE: Final = re.compile(_GAP)
_TOTALLED: Final = re.compile(f"(?:{_TOTAL}){_HEDGE}")
_TOTAL_LINE: Final = re.compile(f"{_TOTAL}|共|总|全")


_PUT: Final = frozenset(("q:average", "q:total", "q:daily", "q:monthly"))


def _has_siblings(book: Book, fact: Stated) -> bool:
    """Whether a source counts the same in other rows or at other times too."""
    concepts = frozenset(t for t in fact.label if t[0] == "c")
    like = [
        f
        for f in book.facts
        if f.doc == fact.doc
        and concepts <= f.label
        and f.number.kind is fact.number.kind
        and not _is_another_year(f, fact)
    ]
    return len(like) > 1


def _is_another_year(one: Stated, other: Stated) -> bool:
    """Whether two facts are of different whole years: neither is a part of the other's total."""
    years = (TimeKind.YEAR, TimeKind.FISCAL, TimeKind.YEAR_END)
    return (
        one.when is not None
        and other.when is not None
        and one.when.kind in years
        and other.when.kind in years
        and one.when.year != other.when.year
    )


def is_put_otherwise(book: Book, parts: Parts, part: Part, fact: Stated) -> bool:
    """Whether a number is put as an average, a gap, a rest or a total, and its fact is none."""
    line = line_of(book, fact)
    if line is None or _PUT & (fact.label | fact.title):
        return False
    lead = parts.text[part.begin : part.numeral.start]
    after = parts.text[part.numeral.end : part.end]
    if _UNUSED.match(after) and not _REST_LINE.search(line.text):
        return True
    if _COMPARED_AFTER.match(after) and not _COMPARED_LINE.search(line.text):
        return True
    if _ROOM_AFTER.match(after) and not _GAP_LINE.search(line.text):
        return True
    totalled = _TOTALLED.search(lead) is not None and not _TOTAL_LINE.search(line.text)
    if totalled and _has_siblings(book, fact):
        return True
    groups = _GROUPS[:-1] if part.numeral.kind is Kind.PERCENT else _GROUPS
    return any(said.search(lead) and not stated.search(line.text) for said, stated in groups)
