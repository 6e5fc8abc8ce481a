"""Words by which a question shows what it is about and what it wants to know of it."""

# ruff: noqa: E501  one entry a line reads as a table

import re
from enum import StrEnum
from typing import Final


class Topic(StrEnum):
    """What a question is about."""

    MEASURE = "measure"
    DERIVED = "derived"
    """A ratio of statement lines that is worked out when it is asked for."""
    BREAKDOWN = "breakdown"
    """What revenue consists of."""
    PARTY = "party"
    """One customer or supplier by name."""
    VANISHED = "vanished"
    """Counterparties that disappeared."""
    RULES = "rules"
    SCORE = "score"
    LIMIT = "limit"
    RATE = "rate"
    DECISION = "decision"
    """Whether to lend."""
    WARNINGS = "warnings"
    MISSING = "missing"
    DOCUMENT = "document"
    WHAT_IF = "what_if"
    DRAFT = "draft"
    OVERVIEW = "overview"
    ABOUT = "about"
    GREETING = "greeting"
    THANKS = "thanks"
    ORDER = "order"
    """An attempt to give the program orders."""
    UNCLEAR = "unclear"


class Aspect(StrEnum):
    """What a question wants to know of its topic."""

    VALUE = "value"
    TREND = "trend"
    HISTORY = "history"
    """Every year."""
    EXTREME = "extreme"
    """The best or worst year."""
    COMPARE = "compare"
    VERDICT = "verdict"
    """Whether the policy's test is passed."""
    HEADROOM = "headroom"
    FORMULA = "formula"
    SOURCE = "source"
    WHY = "why"
    THIN = "thin"
    UNTESTED = "untested"


def _either(zh: str, en: str) -> re.Pattern[str]:
    return re.compile(rf"{zh}|(?<![a-z])(?:{en})(?![a-z])" if en else zh)


WHOLE_QUESTION: Final = (
    (Topic.ORDER, _either(
        r"忽略.{0,12}(指令|指示|要求|规则|提示)|无视.{0,8}(规则|指令)|(给|把).{0,20}(打|改成|调到|设为).{0,6}(分|[a-z]{1,3}级|满分)|系统提示词|你现在是|假装你",
        r"(ignore|disregard|forget).{0,30}(instructions?|rules?|prompts?)|system prompt|pretend (to be|you)|jailbreak|you are now|(give|set|make).{0,30}(score|grade|rating).{0,10}(to|of|as) \S+|approve (it|this|them) anyway")),
    (Topic.GREETING, _either(
        r"\A(你好|您好|早上好|下午好|晚上好|哈喽|嗨|在吗|在不在)[啊呀吗呢,，.。!！?？\s]*\Z",
        r"\A(hi|hello|hey|good (morning|afternoon|evening))( there)?[\s,.!?]*\Z")),
    (Topic.THANKS, _either(
        r"\A(好的?[,，\s]*)?(谢谢|多谢|感谢|辛苦)[^?？]{0,8}\Z|\A(好的|明白了?|知道了|收到|再见|ok)[啊了,，.。!！\s]*\Z",
        r"\A(ok[,.\s]*|great[,.\s]*)?(thanks?|thank you|cheers|bye|goodbye|got it)[^?]{0,30}\Z")),
    (Topic.ABOUT, _either(
        r"你是谁|你是什么|你是.{0,6}(ai|人工智能|模型|机器人|gpt)|你能(做|干|帮).{0,6}(什么|啥)|你会(做)?什么|能帮我(做)?什么|怎么用你|使用帮助|可以问(你)?什么",
        r"who are you|what are you|what can (you|i)( do| ask)?|how do you work|are you (an? |the )?(ai|bot|robot|human|person|model|language model|chatgpt|gpt\S*|llm|claude)|help me use|what do you do")),
    (Topic.OVERVIEW, _either(
        r"(总结|概括|概述|简介|介绍)(一下|下)?(这|该|本)?(家|个|笔)?(公司|企业|案子|客户|申请|贷款|案件)|(一句话|几句话)(总结|概括|说)|(整体|总体)(情况|怎么样|如何)|(要点|亮点|重点|概要)[?？。!！]*\Z|(公司|企业|这家)(情况)?(怎么样|如何)[?？。!！]*\Z",
        r"(summar(y|ise|ize)|overview)( of)? (the|this) (firm|company|case|file|borrower|business|loan|deal)|tell me about (the|this) (firm|company|case|borrower)|in (one|a few) sentences?|how is (the|this) (firm|company|business) doing|\b(highlights|key points|big picture|bottom line)\b|\A(overview|summary)\W*\Z")),
    (Topic.DRAFT, _either(
        r"起草|草拟|撰写|写(一|个|出)?(段|节|份)|帮我写|拟(一|写)",
        r"draft|write (me |up )?(the|a|up)|write (the )?section")),
)  # fmt: skip
"""Topics that a question has as a whole."""

IF_WORDS: Final = _either(
    "如果|假如|假设|假使|要是|倘若|若|万一|的话|只贷|再多(贷|借|批)|多(贷|借|批)|再(贷|借|批)|改成|改为|换成",
    r"what if|suppose|assuming|what would|what happens|would the|would it|if the|if we|if they|if it|if only|if rates?|were to|(could|can) (they|it|we|the firm) (borrow|lend|have|get|take).{0,24}(more|less)|(could|can) (they|it|we).{0,12}(another|extra)",
)

EXCLUDING: Final = _either(
    "剔除|排除|不考虑|不算上|抛开|撇开|去掉",
    r"exclud(e|es|ed|ing)|ignor(e|es|ed|ing)|disregard(s|ed|ing)?|leav(e|ing) (out|aside)"
    r"|strip(s|ped|ping)? out|setting aside|adjust(ed|ing)? for|net of the (impact|effect)",
)
"""Words that take something out of what is asked: no what-if, and the whole is no answer."""

CLAUSE: Final = (
    (Topic.VANISHED, _either(
        r"(供应商|客户).{0,12}(消失|不见|断供|停供|停止供货|不再|没了|跑了|走了|流失)|(消失|不见|断供|不再供货|没了).{0,6}(供应商|客户)|断供",
        r"(suppliers?|customers?).{0,30}(disappear|vanish|stopp|gone|left|leave|ceas|drop(ped)? (out|off)|go missing|went missing)\w*|(disappear|vanish|ceas|missing)\w* (suppliers?|customers?)")),
    (Topic.MISSING, _either(
        r"缺什么|缺哪|还缺|缺少(什么|哪)|缺了(什么|哪)|还需要(什么|哪|补)|(需要|还要|要)补充|补(充|交|齐)?(什么|哪)(些)?(资料|材料|文件)?|资料.{0,4}(齐|全|完整)|材料.{0,4}(齐|全|完整)|不完整|该(找|向)(企业|客户)要",
        r"(documents?|papers?|information|what|anything|data|file|files).{0,24}(is|are|still)? ?(missing|lacking|incomplete|outstanding from)|what else (do|should) we|still need|what (to|should (we|i)) ask|not provided|gaps in the file|is the file complete|missing documents?")),
    (Topic.DECISION, _either(
        r"能不能(批|放|贷|做|给)|(可以|能|该不该|要不要|应不应该|敢不敢)(批|放款|贷给|同意)|批不批|批得下来|能批(吗|不|么)|审批(结论|建议)|授信(结论|建议|意见)|(你|系统)?(的)?建议(是|如何|怎么)|拒(绝|贷)|不予同意|通不通过",
        r"(should|can|could|shall|would) (we|you|i|the bank)( still)? (approve|lend|grant|do (it|this|the deal))|recommend\w*|decision|declin\w*|reject\w*|approv\w*|turned down|good to lend|creditworthy")),
    (Topic.LIMIT, _either(
        r"(最多|最高|可以|能|可)(批|贷|借|给)(他们|它|企业|公司)?(多少|几)|(授信|建议|贷款|信用)(额度|限额)|额度(是|有|多少|多大|怎么)|限额|批多少|能贷多少|额度",
        r"how much (can|could|should|may) (we|you|the bank|they|it)( safely)? (lend|borrow|grant|get)|credit limit|recommended limit|lending limit|maximum loan|the limit|what limit")),
    (Topic.RATE, _either(
        r"政策利率|定价|该(收|给)多少利率|利率(应该|应)|建议利率|执行利率",
        r"policy rate|pricing|what (interest )?rate (would|should|will|do|does|can) (they|it|we|the firm)|rate of the grade|indicated rate|price the loan")),
    (Topic.SCORE, _either(
        r"评分|打分|得分|扣分|失分|丢分|评级|信用等级|等级|几分|多少分|(?<![a-z])(aaa|aa|bbb|bb|ccc)(?![a-z])级?",
        r"scor(e|es|ed|ing)|scorecard|aaa|aa|bbb|bb|lost points|cost points|grade|graded|rating|rated|points")),
    (Topic.WARNINGS, _either(
        r"预警|警示|警告|风险|疑点|异常|隐患|矛盾|不一致|可疑|问题点|(什么|哪些|啥)问题|要注意|担心|关注点",
        r"warnings?|red flags?|problems?|issues?|risks?|risky|anomal\w*|concerns?|inconsisten\w*|suspicious|findings?|worr(y|ies|ied|ying)|watch out")),
    (Topic.RULES, _either(
        r"政策|规则|准入|红线|测试(项)?|合规|例外|门槛|(哪些|什么).{0,6}(没有?通过|不达标|未达标|超标|突破)",
        r"polic(y|ies)|rules?|covenants?|breach\w*|compl(y|ies|iance|iant)|exceptions?|thresholds?|tests?|fail(s|ed|ing)?")),
)  # fmt: skip
"""Topics of a clause that names no measure, in order of precedence."""

ASPECTS: Final = (
    (Aspect.WHY, _either(
        r"为什么|为何|为啥|扣分|失分|丢分|原因|缘故|怎么回事|怎么会|凭什么|因为什么|由什么(引起|造成)|是什么导致|怎么解释",
        r"why|lost points|cost points|reasons?|causes?|caused|because|explain (why|how come|(the|its|this) (fall|drop|rise|increase|decrease|change|growth|decline|jump))|what drove|what drives|drivers?|how come|what is behind|what lies behind")),
    (Aspect.FORMULA, _either(
        r"怎么(算|计算|得出|测算|来的|得来)|如何(计算|得出|测算)|(是)?怎么.{0,3}算(出来)?的|计算(公式|方法|过程|口径)|公式|拆解|分解|构成|测算(过程|方法)|口径",
        r"how (is|are|was|were|do|did|does) .{0,40}(calculated|computed|worked out|derived|calculate|compute|measured|arrived at)|formula|explain|calculation|decompos\w+|break ?down|workings?|definition of|how .{0,20} defined")),
    (Aspect.SOURCE, _either(
        r"出处|来源|出自|来自哪|哪(里)?来的|从哪|哪一页|第几页|哪个文件|哪份文件|依据|凭据|证据",
        r"where (does|do|did|is|are).{0,40}(from|come from|taken|stated|shown)|source of|which (page|document|file)s?|what page|evidence (for|of|behind)|support(s|ed)? the|basis for")),
    (Aspect.UNTESTED, _either(
        r"(测|算)不(了|出)|(没法|无法|不能)(测|算|测试|计算)|未(能)?测试",
        r"(could|can)(n't| ?not) be (tested|computed|calculated|measured)|not (computable|tested|testable)|untested|untestable")),
    (Aspect.THIN, _either(
        r"擦边|临界|勉强|刚(刚|好)(通过|达标|过线)|踩线|贴着|接近(上限|下限|红线|限额|标准)",
        r"(only )?(just|barely|narrowly|scarcely) (pass\w*|met|meets?|cleared|within)|thin(ly)?|close to (its|the|a|any) (limit|threshold|line|minimum|maximum)|near (its|the|a) (limit|threshold)|borderline|tight(est)?")),
    (Aspect.HEADROOM, _either(
        r"余量|余地|缓冲|安全(边际|垫)|还有多少空间|(离|距).{0,12}(多远|多少|底线|红线|上限|下限|临界|要求|标准|政策)|差多少|再?(下?降|跌|减少|上升|涨|恶化)多少.{0,8}(会|就|才|跌破|突破|不达标|不合格)|跌破|盈亏平衡|压力|快到(上限|下限|红线)|逼近|怎样才能(达标|通过)|怎么才能(达标|通过)",
        r"headroom|how far|cushion|margin of safety|break-?even|room (is )?left|how much (more )?(room|slack|leeway)|(what|how much).{0,40}(break|breach|trip|fall below|drop below)|buffer|stress|what would it take|get(ting)? close to")),
    (Aspect.VERDICT, _either(
        r"政策.{0,12}(要求|标准|规定)|达标|符合|过关|过线|合格|合规|超标|通过|(超|突)(过|破)了?(政策|上限|红线|限额|标准|没有)|违反|违规|(高|低)于(政策|要求|标准|下限|上限|红线)|满足.{0,6}(要求|政策)|(在|不在)(政策|标准|限额)(之)?内|过没过|行不行|够吗|够用|足够|够不够|太高|太低",
        r"pass(es|ed)?|meets?|met|compl(y|ies)|compliant|satisf(y|ies)|(within|inside|outside|above|below|over|under) (the )?(policy|limit|minimum|maximum|threshold|covenant|requirement)|breach(es|ed|ing)?|violate\w*|ok with|acceptable|good enough|too (high|low)|a problem|fail(s|ed)?|policy|covenant")),
    (Aspect.EXTREME, _either(
        r"(哪|那)(一)?(年|季度?|个季度).{0,12}最|最(高|低|好|差|多|少)的?是?(哪|那)?(一)?(年|季)",
        r"which (year|quarter).{0,40}(highest|lowest|best|worst|most|least|strongest|weakest|peak)|(highest|lowest|best|worst|strongest|weakest) (year|quarter)|(year|quarter) (with|of) the (highest|lowest|best|worst)")),
    (Aspect.HISTORY, _either(
        r"历年|逐年|分季|按季|各季|每季|逐季|分月|按月|每月|各月|逐月|各年|每年|(三|(?<!\d)3|几|近几|这几|过去几)年(来|间)?的?(走势|变化|情况|趋势|表现)?|走势",
        r"(over|in|across|for) (the |these |those |all )?(last |past )?(three|3|several|few|all) years|over the years|each year|every year|year by year|by year|history|historical(ly)?|develop(ed|ment)?|by (quarter|month)|quarterly|monthly|each (quarter|month)|every (quarter|month)|over time|evol\w+")),
    (Aspect.COMPARE, _either(
        r"对得上|对不对得上|吻合|匹配|相符|一致|核对|勾稽|相比|比较|对比|对照|比起|和.{1,12}比|跟.{1,12}比|与.{1,12}比|差距|差异",
        r"compar\w+|versus|vs\.?|difference between|match(es)?|reconcile[sd]?|agree(s)? with|tie(s)? (out|up|in|to)|consistent with|square with|against the")),
    (Aspect.TREND, _either(
        r"趋势|变化|变动|变了|增长|增速|下降|下滑|上升|上涨|增加|减少|增幅|降幅|涨了|跌了|降了|升了|提高|降低|同比|环比|恶化|改善|好转|增还是减|升还是降",
        r"trends?|chang(e|ed|es|ing)|gr(ow|ew|own|owing|ows|owth)|f(all|ell|alling|allen|alls)|declin(e|ed|es|ing)|drop(s|ped|ping)?|r(ise|ose|isen|ising|ises)|increas(e|ed|es|ing)|decreas(e|ed|es|ing)|year on year|year over year|improv\w+|worsen\w*|deteriorat\w*|mov(e|ed) |go(ne|es)? (up|down)|went (up|down)")),
    (Aspect.VERDICT, _either(
        r"高不高|低不低|严不严重|严重吗|(多|快|慢|大|好|长)不(多|快|慢|大|好|长)|正常吗|怎么样|如何", r"how (is|are) (the|its|their)|healthy|reasonable")),
)  # fmt: skip
"""What is asked, in order of precedence; none of them means the value."""

LEANING: Final = _either(
    r"\A(那么?|再|还有|然后|另外|以及|至于|具体)|(呢|呐)[?？。!！\s]*\Z|(?<!其)它|他们|她|该(客户|供应商|指标|比率|数|公司)|这(个|家|项|笔)?(客户|供应商|指标|比率|数字?|占比|变化|结果)|这是|那是|上面|刚才|前者|后者|其中",
    r"\A(and|what about|how about|same for|then|also|but)\b|its?|that|this|they|them|those|these|he|she|the (former|latter|same)",
)
"""Words by which a question leans on the one before it."""

CONTINUES: Final = re.compile(
    r"\A(那么?|再|还有|然后|至于|and\b|what about\b|how about\b|same for\b|then\b|but\b)|(呢|呐)[?？。!！\s]*\Z"
)
"""Wordings that ask the same of something else."""

BASELINE: Final = re.compile(
    r"(跟|和|与|比|较|同)(上年|去年|上一年|前一年|上期|往年)(度|同期)?(相比|比|比较)?|相比(上年|去年)"
    r"|(compared (to|with)|versus|vs\.?|against|than|from|over) (the )?(last|previous|prior|preceding) (year|period)"
)
"""The year before as a base of comparison, not as the period asked about."""
YEAR_BEFORE: Final = re.compile(
    r"(前|上)一?年|再往前|一年之?前|the year before|the previous year|the prior year|a year earlier|year earlier"
)
POLICY: Final = _either(
    "政策|规定|标准|要求|红线|达标|合规",
    r"polic(y|ies)|covenants?|limits?|thresholds?|tests?|rules?",
)
SIDES: Final = (
    ("customers", _either("客户|买方", r"customers?|buyers?")),
    ("suppliers", _either("供应商|断供|供货", r"suppliers?|vendors?")),
)
YES_NO: Final = re.compile(
    r"(吗|没有|不)[?？。!！\s]*\Z|\A(is|are|was|were|does|do|did|has|have|can)\b|是否|有没有|为正|为负"
)
APART: Final = re.compile(r"差多少|差额|差距|相差|差异|difference|gap between|differ")
"""Words that set two measures apart from each other."""
GOING_ON: Final = _either(
    "怎么了|怎么回事|出了什么(事|问题)|什么情况",
    r"what happened|going on|what is wrong|problem with",
)
WHICH: Final = re.compile(r"哪些|哪条|哪项|什么|有没有|有无|几项|which|what|any|how many|list")
SHARE: Final = _either(
    r"占(比|多少|了|销售|采购|总|几成|的)|份额|比重",
    r"shares?|proportion|what percentage|percent of|% of|by how much|how much of",
)
AMOUNT: Final = _either(
    r"多少(钱)?|金额|几|多大|多长|多高|多久",
    r"how (much|many|large|big|long|high)|amount|price|rent|rate",
)
PARTS_OF_WHOLE: Final = _either(
    "分部|业务板块|板块|业务线|产品类别|哪类产品|分产品|分地区|分行业|哪个地区|哪个区域",
    r"segments?|(product|service|business) (categor(y|ies)|lines?|groups?)|categor(y|ies)|regions?"
    r"|geograph\w+|divisions?|business units?",
)
"""Words for parts of a firm, of which the firm's own totals say nothing."""
REGION: Final = _either(
    "国内|境内|国外|境外|海外|内销|外销|出口",
    r"u\.?s\.?|united states|domestic|international|foreign|overseas|europe\w*|asia\w*|china"
    r"|americas?|emea|apac|north america|latin america",
)
"""Words for a part of the world that a firm sells in; two of them ask for parts of revenue."""
OF_REVENUE: Final = _either(
    "收入|销售|营收", r"revenues?|(?<!same-store )sales|top ?-?line|turnover"
)
MOST: Final = _either(
    "(增长|增速|表现).{0,6}最|最(好|快)", r"(grew|growth|perform\w*|best|fastest|strongest)"
)
LEAST: Final = _either(
    "(下降|下滑|拖累).{0,6}最?|最(差|慢)", r"(worst|weakest|slowest|dragged|declin\w+|fell)"
)
"""Words for the part that moved best and worst."""
OWN_TERMS: Final = _either("分子|分母", r"numerator|denominator")
"""Words by which a question defines a ratio of its own."""
LAST_SEEN: Final = _either(
    r"(最后|最近)一次|什么时候|何时|哪天", r"when|last (time|invoice|order|seen)|most recent"
)
