"""A clause as its words claim something without (or besides) a number.

Movement, order, none, all.
"""

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.lexicon import CueHit
from assistant.proof.stated.parts import Part, Parts, ids
from assistant.proof.stated.roles import is_base
from assistant.proof.stated.stating import Stated
from assistant.proof.stated.terms import Term
from assistant.proof.when import When

ALL: Final = re.compile(
    r"(?:(?<![月日季年人户平])|(?<=\d年))均(?!价|值|衡)|(?<![成首新])都(?!市)|(?<![占])全部(?![^，。]{1,"
    r"6}的\d)(?!用完|使用完|付清|还清|结清|收回|到位|缴足|实缴)|全都|全数|"
    r"(?P<weak>各(?=[季月年户家项产个])|每(?=个|一|家|户|项|年|季|月)|(?<![a-z])(?:each|"
    r"every)(?![a-z]))|"
    r"(?<![a-z])(?:all(?!(?<=in all)(?:[.,;:)]|\s*\Z| and ))|both|throughout|"
    r"without exception|across the board|"
    r"as well as)(?![a-z])"
)
NONE: Final = re.compile(
    r"(?:均|都|全)(?:未|没|不|无)|无一(?!例外)|没有一|(?<![a-z])(?:none|neither|nobody|no one|not "
    r"one|not a single|no(?= \w+ (?:of the|has|have|had|was|were|made|saw|except|but|other than|"
    r"apart from)(?![a-z])))(?![a-z])"
)
ONLY: Final = re.compile(
    r"唯一|(?:仅有|只有)(?![约近]?(?!(?:19|20)\d\d年)\d)|唯独|除[^，]{1,12}外|"
    r"(?<![a-z])(?:only(?! (?:about |some |around )?(?:[a-z]{3} |[$€£¥])?"
    r"(?!(?:19|20)\d\d(?![\d,.]))\d)|the one|"
    r"(?:all|every|each)(?: [a-z]+){0,2} but the|sole|except|but for|"
    r"apart from|other than)(?![a-z])"
)
PROFIT: Final = re.compile(
    r"(?P<no>未能?盈利|没有盈利|不盈利|亏损(?!额)|亏了|为负|净流出|(?<![a-z])(?:made a "
    r"loss|loss-making|lossmaking|in the red|negative|ran at a loss|made losses|lost money|"
    r"unprofitable)(?![a-z]))|"
    r"(?P<yes>(?:有|均|都|实现)?盈利|赚了|为正|净流入|(?<![a-z])(?:made (?:a|an|any)?(?: "
    r"\w+)? ?profits?|(?:was|were|is|are|been|stayed|remained) profitable|profitable|in "
    r"the black|earned (?:a|an)?(?: \w+)? ?profits?|positive|end(?:ed)? with a "
    r"margin)(?![a-z]))"
)
MET: Final = re.compile(
    r"(?P<no>未达标|不达标|未能?满足|不满足|不符合|不合规|未达到|未通过|违反|违约(?!金|责)|"
    r"突破|超标|超限|触发|低于约定|(?<![a-z])(?:breach(?:es|ed|ing)?|fail(?:s|ed|ing)?|"
    r"miss(?:es|ed)?|violat(?:es|ed)|outside|not met|not meet|exceeds? what|overshot|over "
    r"the limit|falls? short)(?![a-z]))|"
    r"(?P<yes>达标|达到(?=[^，。]{0,14}(?:下限|要求|标准|约定|门槛|底线))|满足|符合|合规|通过|之内|以内|在[^，。]{0,8}内|未超|不超标|"
    r"(?<![a-z])(?:me(?:e)?ts?|satisf(?:y|ies|ied)|compl(?:y|ies|ied)|pass(?:es|ed)?|"
    r"within|inside|clears?|cleared|held|in line with|observed)(?![a-z]))"
)
RANK: Final = re.compile(
    r"(?P<low>最低|见底|最少|最小|最差|最弱|最慢|垫底|倒数第一|末位|最淡|"
    r"最便宜|最轻|最短|"
    r"最末|排名末|居末|(?<![a-z])(?:the )?(?:lowest|smallest|least|worst|bottomed(?: out)?|"
    r"troughed|cheapest|slowest|weakest|"
    r"fewest|shortest|quietest|lightest|thinnest|narrowest|poorest|lowest-yielding|last place|"
    r"bottom)(?![a-z]))|"
    r"(?P<high>最高|见顶|最大(?!逾期|单)|最多|最好|最强|最快|最旺|最忙|最贵|最重|最长(?!逾期)|居首|第一(?!季|"
    r"个|笔)|首位|之首|榜首|冠军|(?<![a-z])(?:the )?(?:highest|largest|biggest|most|best|"
    r"peaked|topped out|best-selling|top|leads?|leading|longest|fastest|fastest-growing|"
    r"dearest|first place|greatest|strongest|busiest|heaviest|costliest|priciest|widest|"
    r"steepest|deepest|sharpest|richest|healthiest)(?![a-z]))"
)
ORDINAL: Final = re.compile(
    r"(?:位居|排名|居|列|排在?|名列)第?(?P<zh>[二三四五六七八九2-9])(?!季)|"
    r"第(?P<zh2>[二三四五六七八九])(?=名|位|[，。、；]|\Z)|其次|次高|次之|居次|"
    r"(?<![a-z])followed by(?![a-z])|"
    r"(?<![a-z])(?:(?P<en>second|third|fourth|fifth)[ -](?:largest|highest|biggest|"
    r"smallest|lowest|most|place|best|strongest|weakest|"
    r"busiest|longest|fastest)|(?:ranks?|ranked|comes?|came|placed) (?:in "
    r")?(?P<en2>first|second|third|fourth|fifth|last)(?: place)?)(?![a-z])"
)
_ORDERS: Final = {
    "first": 1,
    "last": -1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
}


class Word(NamedTuple):
    """A claim that words make, at offsets of the sentence."""

    start: int
    end: int
    kind: ClaimKind
    verdict: Proof
    facts: tuple[Stated, ...] = ()
    reason: str = ""
    uses: tuple[int, ...] = ()
    """Offsets of the words and numbers that the claim takes up when it is proved."""
    terms: frozenset[str] = frozenset()
    """What a source's words that decide it speak of, beside its facts."""


@dataclass(slots=True)
class Clause:
    """One clause of a sentence taken apart."""

    parts: Parts
    start: int
    end: int

    @property
    def text(self) -> str:
        """The clause's characters."""
        return self.parts.text[self.start : self.end]

    @property
    def terms(self) -> list[Term]:
        """The clause's terms."""
        return self.parts.terms_between(self.start, self.end)

    @property
    def cues(self) -> list[CueHit]:
        """The clause's cues."""
        return self.parts.cues_between(self.start, self.end)

    @property
    def numbers(self) -> list[Part]:
        """The clause's numbers."""
        return [p for p in self.parts.parts if self.start <= p.numeral.start < self.end]

    @property
    def earlier(self) -> frozenset[str]:
        """Terms of the clauses before."""
        return ids(self.parts.terms_between(0, self.start))

    def when(self, before: int | None = None) -> When | None:
        """The time that the clause speaks of: its own, else that of the clauses before."""
        stop = self.end if before is None else before
        own = [
            t
            for t in self.parts.times
            if self.start <= t.start < stop and not is_base(self.parts, t)
        ]
        free = own or [t for t in self.parts.times if t.start < stop and not is_base(self.parts, t)]
        if not free:
            return None
        last = free[-1]
        if last.is_open:
            for anchor in reversed(
                [t for t in self.parts.times if t.start < last.start and not t.is_open]
            ):
                if (found := last.resolved(anchor)) is not None:
                    return found
        return last


def clauses_of(parts: Parts) -> list[Clause]:
    """The clauses of a sentence, in order."""
    return [Clause(parts, *parts.clause_span(index)) for index in range(len(parts.clauses))]


def order_of(match: "re.Match[str]") -> int:
    """The rank that an ordinal names."""
    word = match["zh"] or match["zh2"] or match["en"] or match["en2"]
    if word is None:
        return 2
    return _ORDERS.get(word) or int(word)
