# ruff: noqa: E501  one mood a line reads as a table
"""Words that decide whether a number is a claim at all, and how firmly it was said."""

import re
from typing import Final

from assistant.domain.claims import SaidHedge
from assistant.interview.spoken import EDGE, ENDS


def _words(zh: str, en: str) -> re.Pattern[str]:
    return re.compile(f"(?:{zh})|{EDGE}(?:{en}){ENDS}")


PLAN: Final = _words(
    "打算|计划|准备(?!金)|争取|预计|预期能|如果|要是|假如|万一|批下来|目标|希望|争取|估计明年|以后|将来|下个?月|下半年能|明年|后年|来年|能(?:做)?到|可以做到|力争|会(?:做到|达到|涨到)|想(?:做到|再开|再招|扩)|等[^，。]{0,12}(?:投产|上线|下来|建好|批)|能(?:翻|涨|增|到)|有望|展望",
    "will|won't|'ll|would|could|should (?:hit|reach|be able|do|make|get|see)|might|plan(?:s|ned|ning)?(?: to| on)?|if|hop(?:e|es|ed|ing)|expect(?:s|ing)?|going to|target(?:s|ing)?|aim(?:s|ing)?|next (?:year|month|quarter)|by (?:january|february|march|april|may|june|july|august|september|october|november|december|the end of next|year end next)|promise to|intend|forecast|budget(?:ed)?",
)
"""Of the future or conditional."""
PROMISE: Final = _words(
    "我?(?:可以|敢)?保证(?!金|人|担保)|承诺|我拍胸脯|我打包票|肯定不会|绝对不会|绝对没有|向你们?保证",
    "promise|commit|guarantee (?:you|that)|give you my word|assure you|i swear|undertake",
)
"""The owner vouches for it."""
OTHERS: Final = _words(
    "(?:姐夫|妹夫|哥哥?|弟弟?|姐姐?|表[哥弟姐妹]|亲戚|朋友|同学|战友|老乡|邻居|隔壁|对手|别人|人家|另外一家|有一?家)(?:的)?(?:那|这|他)?(?:个|家|边)?(?:的)?(?:厂|店|公司|企业|生意|单位)|隔壁|同行|同业|行业(?:里|内|平均|一般|普遍)|我们?这(?:个)?行业|竞争对手|(?:我)?(?:老婆|老公|爱人|儿子|女儿|父母|我爸|我妈)(?:的)?名下|市场上|大厂",
    "(?:my|a|our|his|her|their|the) (?:[a-z]+ )?(?:brother|sister|cousin|uncle|friend|neighbou?r|competitor|rival|father|mother|wife|husband|mate)(?:-in-law)?'s? (?:own )?(?:firm|company|business|shop|factory|place|outfit)|(?:a|our|the|my) (?:main |biggest )?competitors?|competitors?|in (?:our|the|this) (?:industry|trade|sector|line of work|business)|(?:the|our) industry|industry average|typical(?:ly)?(?= [a-z ]{0,20}(?:margin|in ))|other (?:firms|companies|shops|people)|next door|rivals?",
)
"""Somebody else's firm, or the whole trade."""
KIN: Final = _words(
    "(?:儿子|女儿|哥哥?|弟弟?|姐姐?|妹妹?|姐夫|妹夫|老婆|老公|爱人|我爸|我妈|亲戚|朋友|同学)[^，。]{0,8}(?:有|开了?|办了?)[^，。]{0,6}(?:厂|店|公司|企业)",
    "(?:my|our) (?:[a-z]+ )?(?:brother|sister|cousin|uncle|son|daughter|friend|father|mother|wife|husband)(?:-in-law)? (?:has|owns|runs|started)",
)
"""A relative's own firm."""
ONE_PARTY: Final = _words(
    "(?<!大的)(?<!一的)(?:那|这)一?[家个](?:大|小|老|新)?(?:客户|供应商)|其中(?:有)?[一两三几\\d][家个]|有[一两三四五六七八九几\\d][家个](?:大|小|老|新)?(?:客户|供应商)(?=给|是|要|做|欠|跟|和|在|说|还|拖)",
    "(?:one|two|three|some|several|a few) of (?:our|the) (?:customers|clients|buyers|suppliers)|(?:that|this|the new|a new|another) (?:customer|client|buyer|supplier)",
)
"""Some customer or supplier, and not all of them or the largest."""
PAID: Final = _words(
    "[付还回汇打]款|付|回款|结|账|(?<!验)收|到款|款",
    "pay(?:s|ing|ment|ments)?|paid|collect\\w*|money|terms|settle\\w*|credit|invoice\\w*",
)
"""Words without which days with a customer are no credit period."""
STAFF_FLOW: Final = _words(
    "招了|新招|招聘|招进|走了|离职|辞了|辞退|裁了|新来",
    "hired?|hiring|laid off|took on|taken on|let go|recruit\\w*|joined|left|quit",
)
"""People who came or went, and not how many there are."""
GROWN: Final = _words("生意|业务|业绩|增长|增速|公司", "we|business|company|growth|firm|sales")
"""What growth without a named subject must be of to be the firm's."""
OWN: Final = _words("我们|我家|咱们?|本公司|我厂|我公司", "we|our|ours|us|i|my company")
CORRECTED: Final = re.compile(
    "不对|啊不|哦不|噢不|不不|说错|记错|错了|应该是|准确(?:地|的)?说|更正|不是|"
    r"(?:^|[, ])(?:no,? (?:no|sorry|wait|hang on)|no(?=,)|sorry|scratch that|i mean|or rather|correction|make that|wait)(?![a-z])"
)
"""Between two numbers: the first was a slip."""
FROM: Final = re.compile(
    r"(?:从|由)[了约近]?\s?\Z|(?<![a-z])from(?: (?:about|around|roughly|nearly))?\s?\Z"
)
"""Right before a number: where a change began, which the number after it ends."""
DENIED: Final = re.compile(r"不是\s?\Z|(?<![a-z])(?:not|isn't|wasn't) (?:about )?\Z")
"""Right before a number that is denied."""

_BEFORE: Final = (
    (
        SaidHedge.AT_MOST,
        _words(
            "(?:不|没有?|从(?:没|不)|不会|未)(?:会)?(?:超过|高于|大于|多于)|最多|顶多|至多|最高",
            "at most|no more than|not more than|up to|maximum(?: of)?|max|within|not (?:over|above|exceed(?:ing)?)|never (?:over|above|more than|exceeds?)|less than or",
        ),
    ),
    (
        SaidHedge.AT_LEAST,
        _words(
            "(?:不|没有?|不会)(?:低于|少于)|至少|起码|最少|最低",
            "at least|no less than|not less than|minimum(?: of)?|never (?:under|below|less than)",
        ),
    ),
    (
        SaidHedge.NEARLY,
        _words(
            "接近|将近|快(?=\\d|[一二两三四五六七八九十])|近(?=\\d|[一二两三四五六七八九十])|差一点(?:到)?|差不多到",
            "nearly|almost|just under|a bit under|a little under|a shade under|slightly (?:under|below)|just (?:short|shy) of|shy of|getting on for|close to|approaching|not quite|a touch under|a bit below",
        ),
    ),
    (
        SaidHedge.SLIGHTLY_OVER,
        _words(
            "刚过|略高于|略超",
            "just over|just above|a bit over|a little over|a shade over|slightly (?:over|above)|a bit more than|a little more than|a touch over|a little above",
        ),
    ),
    (
        SaidHedge.UNDER,
        _words(
            "不到|不足|没到|没有(?=\\d|[一二两三四五六七八九十])|少于|低于|未到",
            "under|below|less than|fewer than|not even|short of",
        ),
    ),
    (
        SaidHedge.OVER,
        _words(
            "超过|高于|大于|多于|不止|突破|上了",
            "over|above|more than|north of|in excess of|upwards of|better than|exceeds?|well over|beyond",
        ),
    ),
    (
        SaidHedge.ABOUT,
        _words(
            "大概|大约|约|差不多|估计|左右|基本(?:上)?|大致|可能|好像|应该|也就",
            "about|around|roughly|approximately|something like|somewhere (?:around|near)|in the region of|call it|ballpark|maybe|probably|circa|some|say|perhaps|approx|more or less|in the order of|give or take",
        ),
    ),
)
_AFTER: Final = (
    (
        SaidHedge.SLIGHTLY_OVER,
        _words(
            "出头|冒头|挂零|多一点|多点|往上一点", "and a bit|and change|or a bit more|plus change"
        ),
    ),
    (
        SaidHedge.UNDER,
        _words(
            "不到(?:一点)?|以下|以内|都不到|都没有|还不到|差一点",
            "or less|or under|or below|or fewer|tops|at most|max|at the most|at the outside",
        ),
    ),
    (
        SaidHedge.AT_LEAST,
        _words(
            "以上|往上|打底|起步|不止", "or more|or above|at least|plus|minimum|and up|or better"
        ),
    ),
    (
        SaidHedge.ABOUT,
        _words(
            "左右|上下|的样子|光景|差不多|吧",
            "or so|something like that|give or take|or thereabouts|more or less|roughly|i think|if i remember",
        ),
    ),
)
_REACH_ZH, _REACH_EN = 10, 30
_AFTER_REACH: Final = 24
_FEW_WORDS: Final = 4
_CLOSE: Final = re.compile(r"[\s,，]*(?:元|块|的)?[\s,，]*")


def hedge_of(text: str, start: int, end: int, floor: int, ceiling: int) -> SaidHedge:
    """How firmly a number was said.

    Args:
        text: plain, rewritten.
        start: of the number.
        end: of the number.
        floor: where its clause, or the number before it, ends.
        ceiling: where the sentence, or the number after it, begins.
    """
    for hedge, pattern in _AFTER:
        match = pattern.search(text, end, min(ceiling, end + _AFTER_REACH))
        gap = text[end : match.start()] if match else ""
        if match and (
            not gap.strip(" ,，元块的")
            or (text[match.start()].isascii() and len(gap.split()) < _FEW_WORDS and "." not in gap)
        ):
            return hedge
    reach = _REACH_EN if start and text[start - 1].isascii() else _REACH_ZH
    before = text[max(floor, start - reach) : start]
    found = [
        (m.end(), -n, hedge)
        for n, (hedge, pattern) in enumerate(_BEFORE)
        for m in pattern.finditer(before)
    ]
    return max(found)[2] if found else SaidHedge.EXACT


UP: Final = _words(
    "多(?:开|卖|做|赚|挣|收|招|进|采)了?|上涨|涨|增长|增加|上升|提高|提升|多了|好了|翻了|高了|扩大|比[^，。]{1,8}?(?:还|更|要)*(?:高|好|多|强|大)(?:(?:开|卖|做|赚|挣|收|招|进|采)了?|一?[点些]|得多|了)?",
    "grew|grow(?:s|ing|n)?|rose|risen|went up|gone up|goes up|(?<!make )(?<!makes )(?<!made )(?<!making )(?<!set )(?<!sign )(?<!signed )(?<!end )(?<!ended )(?<!add )(?<!adds )(?<!come )(?<!came )(?<!pick )up(?! to(?![a-z])| with)|increas(?:e|ed|es|ing)|growth|climbed|jumped|improved|better than|higher than|more than (?:the year before|in \\d{4})",
)
DOWN: Final = _words(
    "少(?:开|卖|做|赚|挣|收|招|进|采)了?|下降|下滑|下跌|减少|少了|降了?|跌|掉了|低了|缩水|萎缩|差了|比[^，。]{1,8}?(?:还|更|要)*(?:低|差|少|弱|小)(?:(?:开|卖|做|赚|挣|收|招|进|采)了?|一?[点些]|得多|了)?",
    "fell|fall(?:s|en)?|dropp?(?:ed|s)?|went down|gone down|down|declin(?:e|ed|es)|shrank|shrunk|decreas(?:e|ed|es)|slipped|lower than|worse than",
)
FLAT: Final = _words(
    "差不多(?=[，,。]|$)|持平|没怎么[变涨降动跌]|没(?:什么|啥)?变化?|一样|没涨没跌|稳定",
    "flat|about the same|the same as|unchanged|hasn't changed|haven't changed|didn't change|stayed the same",
)
TO_LEVEL: Final = re.compile(
    r"(?:到|至|为|成)[了约近]?\s?\Z|(?<![a-z])(?:to|at)(?: (?:about|around|roughly|nearly|just over|just under|almost))*\s?\Z"
)
"""Right before a number: what was reached, not by how much."""
DOUBLED: Final = (
    (1, _words("翻了?一?番|翻倍|翻了一倍|增长了?一倍", "doubled|doubling|twice as much|two-fold")),
    (2, _words("翻了?两倍|增长了?两倍", "tripled|trebled|three times as much")),
    (3, _words("翻了?两番", "quadrupled")),
)
"""Changes by their factor, less one."""
HALVED: Final = _words(
    "腰斩|减半|砍(?:了|掉)一半|少了(?:一半|50%)", "halved|cut in half|half of what"
)
RATES: Final = (
    (
        1,
        _words(
            "(?:每|一|1)年|全年|年均",
            "a year|per year|each year|every year|annually|yearly|per annum",
        ),
    ),
    (
        12,
        _words(
            "(?:每|一|1)个?月|月均|每月|平均每个?月|月销|月租",
            "a month|per month|each month|every month|monthly",
        ),
    ),
    (
        4,
        _words(
            "(?:每|一|1)个?季度?|每季", "a quarter|per quarter|each quarter|every quarter|quarterly"
        ),
    ),
    (52, _words("(?:每|一|1)(?:周|个?星期|礼拜)", "a week|per week|each week|every week|weekly")),
    (365, _words("(?:每|一|1)天|日均|日销", "a day|per day|each day|every day|daily")),
)
"""How often in a year an amount is said to come."""
NONE: Final = _words(
    "没有?|从来没?|从没|从不|从来不|不存在|无|零(?=担保|逾期|负债|贷款)|还清|还完|绝不|不(?=给|替|帮|做|欠|搞)",
    "no|none|never|not|nobody|nothing|zero|without|debt[- ]free|paid (?:it |them |everything |all )?off|don't|doesn't|haven't|hasn't|didn't|isn't|aren't|nor|neither|free of",
)
SOME: Final = _words(
    "有过|有(?!没有|没|限|什么|点|些?可能)|是有|确实",
    "yes|did|do have|have had|had|there (?:is|are|were|was|has been)|we have|i have|signed|gave|some|(?:were|was|been) late|i admit|a few|once",
)
PROFIT: Final = _words(
    "盈利(?!能力|模式|点|水平)|赚钱|有利润|挣钱",
    "profitable|in profit|in the black|(?:made|make|making|turned) (?:a |some )?(?:small |decent |good )?(?:profit|money)",
)
LOSS: Final = _words(
    "亏损|亏钱|亏着|赔钱",
    "loss-making|in the red|(?:lost|losing|loses|lose) money|(?:made|make|making|ran|running) (?:a |at a )(?:small |big |slight |heavy )?loss",
)
"""That there was a profit or a loss, without its amount."""
ELSE: Final = _words(
    "其他|其它|别的|另外|除了|以外", "other|else|apart from|besides|except|other than|aside from"
)
UNSURE: Final = _words(
    "不清楚|不知道|记不清|回去(?:问|查)|问问|查一下|不好说|再看|得问|要问",
    "not sure|don't know|check with|have to check|need to check|can't remember|couldn't say|hard to say|ask my|get back to you",
)
