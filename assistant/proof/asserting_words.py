# ruff: noqa: E501  one sort of words a line reads as a table
"""Words that assert something without a number: signs, absences, comparisons. Data only."""

import re
from typing import Final

_LOSS_EN: Final = (
    r"(?:ma(?:de|kes|king)|ran|runs|post(?:ed|s)|record(?:ed|s)|report(?:ed|s)|book(?:ed|s)|"
    r"suffer(?:ed|s)|incur(?:red|s)|show(?:ed|s))"
)
SIDES: Final = re.compile(
    "(?P<turned>扭亏为盈|扭亏|由亏转盈|(?<![a-z])(?:return(?:ed)?|swung|back) (?:in)?to (?:a )?profit(?:ability)?)|"
    "(?P<sunk>由盈转亏|转盈为亏|转为亏损|(?<![a-z])(?:swung|fell|slipped|slid) (?:in)?to (?:a )?loss)|"
    "(?P<insolvent>资不抵债|(?<![a-z])(?:insolvent|balance[- ]sheet insolvent|negative (?:equity|net worth|net assets))(?![a-z]))|"
    "(?P<profit>(?<![率性])(?:有|实现|保持|均|都|持续|取得|连续|能)?(?:盈利|获利)(?![能水预模空性状情质点额率指大稳总来])|"
    rf"(?<![a-z])(?:profitable|in the black|in profit|{_LOSS_EN} (?:a|an) (?:\w+ )?(?:net )?profit)(?![a-z]))|"
    "(?P<loss>(?<![a-z])(?:unprofitable|loss-making|lossmaking|in the red|lost money|"
    rf"{_LOSS_EN} (?:(?:a|an) )?(?:\w+ )?(?:net )?loss(?:es)?)(?![a-z])|亏损(?![面风企额]))|"
    r"(?P<above>为正(?![常式])|正值|正数|净流入(?=$|[，。；、])|(?<![a-z])(?:in )?positive(?: territory)?(?! (?:trend|outlook|sign|view|step|impact|effect|note|development|momentum))(?![a-z-]))|"
    r"(?P<below>为负(?!债)|负值|负数|净流出(?=$|[，。；、])|(?<![a-z])(?:in )?negative(?: territory)?(?! (?:trend|outlook|sign|view|impact|effect|note|pledge|news))(?![a-z-]))|"
    r"(?P<none>为零(?![0-9])|是零|为〇|(?<![a-z])(?:nil|zero)(?! ?(?:[-\d]|coupon|rated|vat)))"
)
SIDE_SIGNS: Final = (
    "亏", "盈", "获利", "资不", "正", "负", "净流", "零", "〇", "profit", "black", "red", "loss", "lost",
    "insolvent", "positive", "negative", "nil", "zero",
)  # fmt: skip
"""One of these stands in every match of ``SIDES``: a look is cheaper than a try."""
OTHERS: Final = re.compile(
    "子公司|客户|供应商|关联|股东|母公司|分部|门店|该店|行业|同行|竞争|项目|产品|业务线|担保人|每|单店|"
    r"(?<![a-z])(?:subsidiar\w+|customers?|suppliers?|branch\w*|segments?|divisions?|stores?|"
    r"parents?|affiliates?|peers?|competitors?|guarantors?|projects?|products?|industry|sector)(?![a-z])"
)
"""Words that make profit and loss another's than the firm's."""
DENIED: Final = re.compile(
    r"(?:未|没有|并非|非|不|未曾|从未|无)(?:能|再|出现|发生|有|实现|曾|是)?\Z|"
    r"(?<![a-z])(?:not|never|no longer|nor|neither|hardly)(?: (?:been|be|yet|once|run|at|any|a))*\s*\Z|n't\s*\Z"
)

ASSERTS: Final = re.compile(
    "亏损|盈利(?![能模])|扭亏|资不抵债|逾期|过半|大部分|大半|多数|(?:足以|能够?|可|足够)(?:全额|完全|充分|足额)?(?:覆盖|偿还)|[短长快慢大小多少高低优逊强弱]于|不[及如](?!时)|一[年季月]比一[年季月]|(?:没有|未|无)(?:开具|发生|出现|产生|流失|新增|作废)|最[高低]|"
    "新[高低]|双双|无一|没有一[个家笔张]|零(?=[取退作逾违拖欠投])|"
    "(?:所有|全部|每一?[家张笔个])[^，。；]{0,8}[均都已]|(?:无|没有)(?:任何|未偿)?(?:银行|对外|有息|民间)?(?:借款|贷款|负债|债务|存货|库存|应收|担保|欠税|诉讼)|"
    "对应到|收到过|[开发]生过|对外[^，。；]{0,6}担保|未见|查不到|存在[^，。；]{1,20}(?:情形|情况|现象)|头号|第一大|"
    "暴跌|暴[增涨]|见底|骤[降增减]|挤压|耗尽|枯竭|未(?:缴纳|支付|偿还|归还)|"
    r"(?<![a-z])(?:more|less|fewer|higher|lower|larger|smaller|greater|shorter|longer|better|worse|faster|slower|stronger|weaker) (?:[^.;]{0,60} )?than(?![a-z])|"
    r"(?<![a-z])(?:all|every)(?: of)?(?: the| its)? (?:\w+ )?(?:customers?|suppliers?|invoices?|loans?|payments?|orders?|shipments?)(?![a-z])|"
    r"(?<![a-z])(?:no|without)(?: \w+)? (?:debts?|borrowings?|loans?|inventory|stock|guarantees?|litigation|receivables|payables)(?![a-z])|"
    r"(?<![a-z])(?:past due|(?:went|gone|going|edged|crept|creeping) (?:up|down)|held steady|cut to|there (?:is|are|was|were) (?:no |an? |some )?(?:\w+ )?(?:consignees?|invoices?|amounts?|customers?|suppliers?|orders?))(?![a-z])|"
    r"(?<![a-z])(?:outran|outpac|outstrip|outnumber|outweigh|outgrew|outsold|collaps|squeez|evaporat|plummet|soar|deplet|dried up|run out|ran out)[a-z]*|"
    r"(?<![a-z])(?:profitable|loss-making|in the red|in the black|insolvent|overdue|arrears|"
    r"(?:been|was|were|is|are|paid|pays|paying|ever) late|majority|mostly|most of|half of|"
    r"(?:is|are|was|were|fully|well|not) covered|covers|highest|lowest|"
    r"record (?:high|low)|not (?:a single|one)|none of|never|always)(?![a-z])"
)
SENTENCE: Final = re.compile(r"[。.!！;；]\s*\Z")
OPINION: Final = re.compile(
    "紧张|偏紧|宽裕|充裕|充足|良好|健康|稳[健定]|较[强弱好差大小]|偏[高低弱强]|合理|可控|正常|薄弱|有限|集中|重要|关键|"
    "值得|关注|满意|欠佳|理想|尚可|突出|"
    r"(?<![a-z])(?:tight|thin|weak|strong|healthy|sound|solid|adequate|ample|comfortabl[ey]|modest|"
    r"reasonable|acceptable|stable|robust|fragile|limited|concern\w*|important|matters?|attention|"
    r"key|central|worth|notable|satisfactory|volatile|concentrated|good|poor|attractive|encouraging)(?![a-z])"
)
"""Judgements: no figure decides them, and a sentence that holds no more is let be."""
THINGS: Final = re.compile(
    "用电|电费|耗电|运单|发货|收货|退款|退货|红字|作废|废票|研发|回款|账期|周转|"
    r"(?<![a-z])(?:electricity|power (?:use|consumption)|refund(?:s|ed)?|red-letter|credit notes?|"
    r"void(?:s|ed)?|consignees?|shipments?|spending|r&d|capex|turnover days)(?![a-z])"
)
"""What a case's figures measure, under names that no figure has."""
HARMLESS: Final = re.compile(
    r"[?？]\s*\Z|(?<!申)请|例如|参见|详见|见附|(?<![a-z])(?:please|such as|see|e\.g\.)(?![a-z])|"
    r"\A\s*[#>|]|\A\s*(?:test|review|monitor|check|collect|obtain|report|verify)(?![a-z])|现有：|\.(?:csv|xlsx?|docx|pdf)(?![a-z])|未(?:能)?(?:测算|评估|提供|取得|核实|获得)|"
    r"(?<![a-z])(?:not (?:been |on )?(?:file|tested|available|provided|known|verified|measured)|unknown|whether)(?![a-z])"
)
