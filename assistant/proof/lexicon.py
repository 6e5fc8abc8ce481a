# ruff: noqa: E501  one sort of words a line reads as a table
"""The words around numbers: change, comparison, hedges, negation, parts, operations."""

import re
from enum import StrEnum
from typing import Final, NamedTuple


class Cue(StrEnum):
    """What a word says about the numbers near it."""

    UP = "up"
    DOWN = "down"
    GROWTH = "growth"
    """增长率, growth rate: a signed change."""
    BETTER = "better"
    WORSE = "worse"
    FLAT = "flat"
    ABOVE = "above"
    BELOW = "below"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    ABOUT = "about"
    NEARLY = "nearly"
    FROM = "from"
    TO = "to"
    UP_TO = "up to a level"
    DOWN_TO = "down to a level"
    THAN = "than"
    RESPECTIVELY = "respectively"
    SHARE = "share"
    SUM = "sum"
    GAP = "gap"
    YEARLY = "yearly"
    STEPWISE = "stepwise"
    NOT = "not"
    LIMIT = "limit"
    RULE = "rule"
    """A sentence of what must be, not of what is."""
    MEETS = "meets"
    FAILS = "fails"
    PART = "part"
    AVERAGE = "average"
    DOUBLE = "double"
    TRIPLE = "triple"
    HALVE = "halve"
    EXTREME = "extreme"


_WORDS: Final = {
    Cue.UP: "上升 增长 增加 增多 提高 提升 上涨 攀升 回升 走高 扩大 上扬 升高 增幅 涨幅 升幅 高出 增厚 变多 变大 回暖 反弹 升 增 涨 高|rise rises rose risen rising grow grows grew grown growing increase increases increased "
    "increasing climb climbs climbed climbing jump jumped surge surged up expand expanded expansion growth higher gain gained uptick widen widens widened widening swell swells swelled rebound rebounds rebounded recovered recovery uplift upturn",
    Cue.DOWN: "下降 减少 降低 下滑 下跌 回落 缩减 萎缩 收窄 走低 下行 缩短 降幅 跌幅 减幅 缩水 变少 变小 变薄 走弱 放缓 降 减 跌 低|fall falls fell fallen falling decline declines declined declining decrease decreases decreased "
    "decreasing drop drops dropped dropping shrink shrank shrunk contracted contraction reduction reduce reduced down lower slid slipped slump slumped plunged narrow narrows narrowed narrowing dwindle dwindles dwindled dwindling slow slowed slowing ease eased eases easing softened thinned dip dips dipped slide slump downturn",
    Cue.GROWTH: "增长率 增速 变动率 变动幅度 同比变动|growth rate rate of growth",
    Cue.BETTER: "改善 好转 优化 向好|improve improves improved improving improvement strengthened strengthen",
    Cue.WORSE: "恶化 转差 变差|deteriorate deteriorates deteriorated deteriorating deterioration worsen worsened worsening weakened weaken",
    Cue.FLAT: "持平 不变 未变 无变化|unchanged flat",
    Cue.ABOVE: "高于 超过 超出 超 过 大于 多于 逾 突破 优于|above exceeds exceed exceeded exceeding over more than greater than higher than longer than larger than bigger than in excess of surpassed surpasses > outstrips",
    Cue.BELOW: "低于 小于 不足 少于 不到 未达到 未达 未超过 弱于|below under less than lower than fewer than smaller than shorter than short of <",
    Cue.AT_LEAST: "不低于 不少于 不小于 至少 最少 最低 以上 之上|at least no less than not less than no fewer than not below no lower than minimum of or more or above or higher or better or over and above and over ≥ >=",
    Cue.AT_MOST: "不高于 不超过 不多于 不大于 至多 最多 以内 以下 之下|at most no more than not more than up to not exceeding not exceed does not exceed not above no higher than or less or below or lower or under and below ≤ <=",
    Cue.ABOUT: "大约 大概 约为 约 左右 上下 将约|about around approximately roughly circa some c. ca. ~ approx approx.",
    Cue.NEARLY: "接近 将近 近|nearly almost close to just under just below approaching",
    Cue.FROM: "由 从 自|from",
    Cue.TO: "至 到 变为 变成 变动为|to",
    Cue.UP_TO: "增至 增到 升至 升到 涨至 涨到|",
    Cue.DOWN_TO: "降至 降到 跌至 跌到 减至 减到|",
    Cue.THAN: "相较于 相较 相比 较 比 对比|than compared with compared to compares with compares to compare with versus vs vs. against relative to",
    Cue.RESPECTIVELY: "分别 依次|respectively",
    Cue.SHARE: "占比 占|accounts for accounted for account for accounting for represents represented representing makes up made up share of as a percentage of",
    Cue.SUM: "合计 共计 总计 之和 总和 加总|total of totals totalled totaled totalling together combined in aggregate sum of the sum in total",
    Cue.GAP: "相差 差额 之差 差距|difference gap differ by differed by",
    Cue.YEARLY: "同比|year-on-year year on year yoy y/y year-over-year",
    Cue.STEPWISE: "环比|quarter-on-quarter qoq month-on-month mom q/q",
    Cue.NOT: "没有 未 不 无 并非 从未 未曾 非 没|not no never none neither nor without n't didn't wasn't isn't doesn't zero",
    Cue.LIMIT: "契约 约定 要求 阈值 底线 红线 标准 上限 下限 门槛 限额 警戒线 监管 政策|covenant threshold minimum maximum limit requirement required cap floor policy benchmark hurdle",
    Cue.RULE: "须 应当 必须 不得|requires require must shall needs",
    Cue.MEETS: "满足 符合 达标 通过|meets meet met satisfies satisfied comply complies passes passed pass satisfy",
    Cue.FAILS: "违反 不达标 不满足 不符合 突破上限|breaches breach breached fails failed fail breaking broken violates",
    Cue.PART: "其中 包括 包含 含 来自|of which including includes included include excluding",
    Cue.AVERAGE: "平均 均值 年均 月均 复合|average averaged averaging mean median compound cagr",
    Cue.DOUBLE: "翻一番 翻番 翻倍 翻了一番 增长一倍 增加一倍|doubled doubles doubling doubled",
    Cue.TRIPLE: "翻两番|tripled trebled tripling",
    Cue.HALVE: "减半 腰斩 下降一半 减少一半|halved halving halves",
    Cue.EXTREME: "最高 最大 最多的 最低的 最小 首位 第一大 创新高 历史新高|highest largest biggest lowest smallest",
}  # fmt: skip
_CUES: Final = {
    word: cue
    for cue, (zh, en) in ((cue, words.split("|")) for cue, words in _WORDS.items())
    for word in zh.split()
}


def _english() -> dict[str, Cue]:
    """English words and the fixed phrases among them (``more than``)."""
    cues: dict[str, Cue] = {}
    for cue, words in _WORDS.items():
        text = words.partition("|")[2]
        for phrase in _PHRASES:
            if f" {phrase} " in f" {text} ":
                cues.setdefault(phrase, cue)
                text = f" {text} ".replace(f" {phrase} ", " ").strip()
        for word in text.split():
            cues.setdefault(word, cue)
    return cues


_PHRASES: Final = (
    "does not exceed", "no less than", "not less than", "no fewer than", "no lower than", "no more than",
    "not more than", "no higher than", "not exceeding", "not exceed", "in excess of", "greater than",
    "higher than", "longer than", "shorter than", "larger than", "bigger than", "more than", "less than", "lower than", "fewer than",
    "smaller than", "short of", "at least", "at most", "not below", "not above", "minimum of", "or more",
    "or above", "or higher", "or better", "or over", "and above", "and over", "or below", "or lower", "or under", "and below",
    "or less", "up to", "close to", "just under", "just below", "compared with", "compared to", "compares with", "compares to", "compare with",
    "relative to", "accounts for", "accounted for", "account for", "accounting for", "makes up", "made up",
    "share of", "as a percentage of", "total of", "in aggregate", "sum of", "the sum", "in total",
    "differ by", "differed by", "year on year", "rate of growth", "growth rate", "of which",
)  # fmt: skip
CUES: Final = {**_CUES, **_english()}


def _pattern() -> re.Pattern[str]:
    """Every cue word, the longest first, behind its first character: most places fail at once."""
    ordered = sorted(CUES, key=len, reverse=True)
    by_first: dict[str, list[str]] = {}
    for word in ordered:
        by_first.setdefault(word[0], []).append(word)
    english: list[str] = []
    others: list[str] = []
    for first, words in by_first.items():
        rest = "|".join(re.escape(word[1:]) + _SINGLES.get(word, "") for word in words)
        letter = first.isascii() and first.isalpha()
        (english if letter else others).append(f"{re.escape(first)}(?:{rest})")
    letters = "".join(first for first in by_first if first.isascii() and first.isalpha())
    signs = "".join(re.escape(first) for first in by_first if first not in letters)
    return re.compile(
        rf"(?<![a-z0-9-])(?=[{letters}])(?:{'|'.join(english)})(?![a-z0-9])|"
        rf"(?=[{signs}])(?:{'|'.join(others)})"
    )


_NUMBER_AHEAD: Final = "(?=[了约近超幅 ]{0,2}[-+\\d¥$一二两三四五六七八九十零百(至到{])"
_SINGLES: Final = {
    **dict.fromkeys("升增涨降减跌近超高低", _NUMBER_AHEAD),
    "由": "(?!于|此)",
    "逾": "(?!期)",
    "过": "(?=[半三一二两四五六七八九]?[成半])",
    "从": "(?!而|事|未|业|不)",
    "自": "(?=[\\d上去本])",
    "比": "(?![率例重较如])",
    "占": "(?![用有款])",
    "不": "(?![良动同足断])",
    "无": "(?![形锡限法])",
    "非": "(?=[常])(?!.)",
    "未": "(?![来分结])",
    "未达": "(?![标产效])",
    "至": "(?![今少多于])",
    "到": "(?![期位账])",
}
_ANY: Final = _pattern()


class CueHit(NamedTuple):
    """A word found in a plain text."""

    start: int
    end: int
    cue: Cue


def cues_in(text: str, taken: bytearray) -> list[CueHit]:
    """Every cue outside the taken characters, in order."""
    return [
        CueHit(m.start(), m.end(), CUES[m[0]]) for m in _ANY.finditer(text) if not taken[m.start()]
    ]


CHANGE: Final = frozenset({Cue.UP, Cue.DOWN})
"""Words that say which way a value moved."""
_SIGNS: Final = {
    Cue.UP: 1, Cue.DOWN: -1, Cue.UP_TO: 1, Cue.DOWN_TO: -1, Cue.DOUBLE: 1, Cue.TRIPLE: 1, Cue.HALVE: -1, Cue.FLAT: 0,
}  # fmt: skip


def direction_of(cue: Cue) -> int | None:
    """1 for a rise, -1 for a fall, 0 for no change, None for words that say neither."""
    return _SIGNS.get(cue)


CAUSE: Final = re.compile(
    r"(?:受|因|由于|随|在|得益|[a-z ,]*(?:driven|due|on|as|because|amid|following|thanks|with|for|after|under|despite|given|owing|of the|of|in)(?![a-z]))"
)
"""Begins an aside between a metric's name and its verb."""
NOUN_CHANGES: Final = frozenset(
    [
        "growth",
        "increase",
        "decrease",
        "decline",
        "drop",
        "fall",
        "rise",
        "reduction",
        "higher",
        "lower",
        "contraction",
        "expansion",
        "jump",
        "gain",
        "uptick",
        "dip",
        "slide",
        "slump",
        "downturn",
        "rebound",
        "recovery",
        "uplift",
        "upturn",
    ]
)
"""English change words that follow their number: a 20% decline."""
FOREIGN_BEFORE: Final = re.compile(
    "(?:非|其他|其它|预计|预测|预算|预期|计划|目标|行业|同行业?|同业|平均|人均|月均|年均|调整后|扣非(?:后)?|母公司|子公司|关联方|关联企业|竞争对手|对手|供应商|"
    "客户|担保人|保证人|单位|模拟|备考|可比公司|集团|个人|拟|新增|未来|加权)(?:的|口径)?\\Z|"
    r"(?:adjusted|forecast|forecasted|projected|budgeted|expected|pro forma|average|median|industry|peer|peers'?|return on|debt[- ]to|cost of|debt/|target|planned|estimated|normali[sz]ed|"
    r"(?:parent|guarantor|competitor|supplier|customer|subsidiary|group|sector|peer)(?: company)?'?s?'?|non-?|other|monthly|quarterly|daily|per capita|incremental|future|sustainable) ?\Z"
)
"""Words before a metric's name that make it another one."""
FOREIGN_AFTER: Final = re.compile(
    "(?:的)?(?:率|比率|比例|比重|周转|回收|倍数|保障|覆盖|结构|预算|预测|目标|缺口|差异|总额占|中位数|账龄|净额|余额占|贡献|敏感)|"
    r" (?:margin|ratio|turnover|days|flows?|coverage|cover(?!s|ed)|per |volatility|rate|forecast|budget|target|guidance|mix|ageing|aging|write-?offs?|provisions?|multiple)"
)
"""Words after a metric's name that make it another one."""
LIGHT: Final = re.compile(
    "[\\s，,、：:（）()\\[\\]\"'“”‘’*_`>|—–-]+|"
    "实现|录得|取得|公司|企业|借款人|申请人|该|本|其|的|为|是|有|了|在|于|期末|全年|年度|年|截至|截止|当前|目前|现|已|仅|达到|也|则|均|都|而|但|并|且|又|再|同时|因此|从而|"
    "金额|数额|数值|水平|规模|总额|余额|共|计|达|约|近|至|到|由|从|自|较|比|占|大幅|小幅|略有|略|明显|显著|持续|进一步|继续|逐[步年季月]|连[年续]|年年|不断|稳步|一路|双双|同步|逆势|反而|却|一同|一并|将|会|可|能|高达|多达|仅为|所|之|和|与|及|以及|幅度|幅|相应|仍|"
    "期间|时|内|中|上|下|值|整体|总体|合计|分别|依次|同比|环比|累计|平均|需|须|应|按|据|根据|显示|表明|数据|统计|报表|进行|开展|保持|维持|处于|位于|介于|之间|人民币|"
    r"(?<![a-z])(?:a|an|the|its|their|his|our|this|that|these|those|it|firm|company|borrower|applicant|business|is|are|was|were|be|been|being|stood|stands|stand|reached|reaches|"
    r"came|comes|come|amounted|amounts|amount|totalled|totaled|at|of|in|on|for|by|to|from|with|and|or|as|only|just|also|still|now|then|up|down|hit|recorded|reported|posted|generated|"
    r"achieved|earned|booked|had|has|have|having|which|while|whereas|but|however|overall|level|value|figure|both|each|all|over|during|per|year|period|quarter|end|ended|ending|"
    r"against|than|compared|equal|equals|equivalent|remained|remains|stayed|stays|will|would|can|could|should|may|cny|rmb|there|level|levels|margin of|respectively|every|some|"
    r"measured|calculated|computed|shown|roughly|about|around|approximately|nearly|almost|least|most|more|less|[a-z]+ly|same|so|thus|hence|further|another|again|after|before|[a-z]+ed|when|if|"
    r"since|because|due|between|within|below|above|under|exceeds?|exceeded|us|not|no|did|does|do)(?![a-z])"
)
"""Words that may stand between a metric's name and its number without naming another thing."""
