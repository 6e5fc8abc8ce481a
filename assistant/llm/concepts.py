"""What contracts and reports speak of: each idea with its words in both languages.

A question about documents is understood as ideas, so that 房东 finds 出租方 and "sublet" finds
转租; and an idea that no page speaks of can be named, with the document that would hold it.
"""

# ruff: noqa: E501  one entry a line reads as a table

import re
from typing import Final, NamedTuple


class Concept(NamedTuple):
    """One idea."""

    name: str
    zh: str
    """Its name, as an answer says it."""
    en: str
    words: re.Pattern[str]
    """How questions and documents word it, in normalised text."""
    search: str
    """Words to look for in either language."""
    ask_zh: str = ""
    """Document that would hold it."""
    ask_en: str = ""


def _concept(row: tuple[str, ...]) -> Concept:
    name, zh, en, zh_words, en_words, search, *ask = row
    asked = ask if ask else ["", ""]
    latin = rf"(?<![a-z])(?:{en_words})(?![a-z])"
    return Concept(name, zh, en, re.compile(f"{zh_words}|{latin}"), search, asked[0], asked[1])


PAPERS: Final = tuple(
    _concept(row)
    for row in (
        ("lease", "租赁合同", "lease", r"租赁|租约|房租|租金|租的|租用|承租|出租|房东|房租|租期|转租", r"leases?|leased|leasing|rent|rents|rental|landlord|lessor|lessee|tenant|tenancy|sublet|sublease|subletting", "租赁 合同 lease", "租赁合同", "the lease"),
        ("sales_contract", "销售合同", "sales contract", r"销售合同|购销合同|供货合同|买卖合同|销售协议|供货协议|框架协议|框架合同|经销合同", r"(sales|supply|purchase|framework|customer|distribution) (contract|agreement)|framework sales agreement|contract with (the|its|their) (\w+ )?(customer|buyer)", "销售 合同 sales agreement contract", "与主要客户的销售合同", "the sales contract with the main customer"),
        ("loan_contract", "借款合同", "loan agreement", r"借款合同|贷款合同|授信合同", r"(loan|facility|credit) (agreement|contract)", "借款 合同 loan agreement", "现有借款合同", "the existing loan agreements"),
        ("guarantee", "保证合同", "guarantee", r"(保证|担保)(合同|协议|函)", r"(guarantee|guaranty) (agreement|contract)|deed of guarantee", "保证合同 担保 guarantee", "保证合同", "the contract of guarantee"),
        ("audit_report", "审计报告", "audit report", r"审计报告|审计意见|审计师|审计", r"audit(ed|ors?|or's)? (report|opinion|statements?|accounts)|auditors?", "审计 报告 意见 audit opinion", "审计报告", "the audit report"),
        ("articles", "公司章程", "articles of association", r"公司章程|章程", r"articles of association|by-?laws", "章程 articles", "公司章程", "the articles of association"),
    )
)  # fmt: skip
"""Kinds of documents."""

CLAUSES: Final = tuple(
    _concept(row)
    for row in (
        ("rent", "租金", "rent", r"租金|房租", r"rent|rents|rental", "租金 rent"),
        ("area", "面积", "floor area", r"面积|(厂房|场地|房屋|仓库|车间|房子).{0,8}多大|平方米|平米", r"(floor|rented|leased|building)? ?area|square met(er|re)s|how (large|big) (is|are) the (factory|premises|plant|workshop|building)|floor space", "面积 平方米 area"),
        ("lessor", "出租方", "landlord", r"出租方|出租人|房东|业主", r"landlord|lessor", "出租方 出租人 lessor landlord"),
        ("lessee", "承租方", "tenant", r"承租方|承租人", r"tenant|lessee", "承租方 承租人 lessee tenant"),
        ("expiry", "到期日", "end date", r"到期|届满|租期|租赁期|合同期|有效期|终止日|期限|截止|起至|止。|日止|多久", r"expir\w+|ends?|ending|end date|term|until|runs? (from|until|to|out)|how long|duration|matur\w+", "期限 到期 term expire"),
        ("sublet", "转租", "subletting", r"转租|分租", r"sublet\w*|sublease\w*|sub-let\w*", "转租 sublet"),
        ("encumbrance", "以租赁权设定担保", "pledging the lease", r"设定担保|租赁权|抵押租|质押租|担保", r"as security|as collateral|pledg\w+|encumb\w+|transferable|assign\w*", "担保 抵押 security pledge assign"),
        ("termination", "解除或终止", "termination", r"解除|终止|提前退|退租|解约", r"terminat\w+|cancel\w*|end(ed)? early|break clause|evict\w*", "解除 终止 terminate notice"),
        ("payment", "付款条件", "payment terms", r"付款|账期|支付|结算|赊销|货款.{0,4}付|先款后货", r"payment terms?|payable|payments?|pay|paid|credit terms?|terms of payment|settle\w*|instal\w*", "付款 支付 账期 payment payable"),
        ("discount", "付款折扣", "discount", r"折扣|优惠|贴现|返利|提前付", r"discount\w*|rebates?|early payment", "折扣 discount"),
        ("exclusivity", "排他条款", "exclusivity", r"排他|独家|专供|不得向.{0,10}(供|销)|(卖|供)给.{0,8}(以外|别人|其他|别的)|(以外|其他|别的)的?(超市|客户|买方|买家)", r"exclusiv\w+|shall not supply|sole supplier|(sell|supply)( \w+){0,2} (to )?(others?|anyone else|another|competitors)", "排他 独家 exclusivity supply other"),
        ("returns", "退货", "returns", r"退货|退回|退换", r"returns|return (of )?(unsold |the )?goods|may return|send back|returned goods", "退货 return goods"),
        ("notice", "提前通知", "notice", r"通知期|提前.{0,4}通知|书面通知", r"notice|notify", "通知 notice"),
        ("control_change", "控制权变更", "change of control", r"控制权|控股|股权变更|实际控制人变更|易主|换老板", r"change (of|in) control|control.{0,20}chang\w+|chang\w+.{0,12}(owner\w*|shareholder\w*)|takeover|taken over|acquired|bought out|is sold", "控制权 变更 change of control"),
        ("penalty", "违约金", "penalty", r"违约金|罚款|罚息|滞纳金|赔偿|违约", r"penalt\w+|liquidated damages|fine|default interest|late (fee|charge)s?|breach of (the )?contract", "违约金 违约 penalty default"),
        ("delivery", "交货", "delivery", r"交货|交付|发货|运输方式", r"deliver\w*|shipment|shipping", "交货 交付 delivery"),
        ("price", "价格", "price", r"单价|价格|定价机制|调价", r"unit price|prices?|price adjustment", "价格 单价 price"),
        ("quality", "质量与验收", "quality", r"质量|验收|质保", r"quality|acceptance|warranty", "质量 验收 quality acceptance"),
        ("minimum", "最低采购量", "minimum purchase", r"最低采购|保底|最低销量|采购承诺", r"minimum (purchase|volume|quantity)|take[- ]or[- ]pay|committed volume", "最低 采购 minimum purchase"),
        ("deposit", "押金", "deposit", r"押金|保证金|定金", r"deposit", "押金 保证金 deposit"),
        ("renewal", "续约", "renewal", r"续租|续约|续签|优先承租", r"renew\w*|extension|extend\w*", "续租 续约 renew"),
        ("repairs", "维修", "repairs", r"维修|修缮|保养", r"repairs?|maintenance", "维修 repair"),
        ("parties", "合同双方", "the parties", r"合同双方|甲方|乙方|出租方：|承租方：|买方是|卖方是|和谁签|跟谁签|谁签", r"parties|party a|party b|between whom|counterparty|is made between|signed (by|with)|who is the (buyer|seller)", "甲方 乙方 买方 卖方 between seller buyer"),
        ("dispute", "争议解决", "disputes", r"争议|仲裁条款|管辖", r"disputes?|arbitrat\w+|jurisdiction|governing law", "争议 仲裁 dispute arbitration"),
        ("confidentiality", "保密", "confidentiality", r"保密", r"confidential\w*|non-?disclosure", "保密 confidential"),
        ("opinion", "审计意见", "audit opinion", r"审计意见|保留意见|无保留", r"audit opinion|qualified opinion|unqualified|going concern", "审计意见 audit opinion", "审计报告", "the audit report"),
        ("litigation", "诉讼与执行", "litigation", r"诉讼|涉诉|官司|被告|原告|被执行|失信|仲裁案|纠纷", r"litigation|lawsuits?|legal (proceedings?|disputes?|action)|court|sued|enforcement", "诉讼 被执行 litigation lawsuit", "涉诉和被执行信息的查询结果", "a court and enforcement search"),
        ("insurance", "保险", "insurance", r"保险|保单|投保", r"insur\w+", "保险 投保 insurance", "保险单", "the insurance policies"),
        ("currency", "外币业务", "foreign currency", r"外汇|外币|汇率|美元|欧元|港币|日元|进出口|出口|海外", r"foreign (currency|exchange)|currency|exchange rates?|dollars?|usd|euros?|fx|exports?|imports?|overseas", "外汇 美元 出口 foreign currency export", "外币账户流水和进出口报关单", "foreign-currency statements and customs papers"),
        ("salary", "薪酬", "pay", r"工资|薪酬|薪水|薪资|年薪|奖金", r"salar\w+|wages?|remuneration|compensation|bonus\w*|payroll", "工资 薪酬 salary wage", "工资表和社保缴纳记录", "the payroll and social-insurance records"),
        ("environment", "环保", "environmental matters", r"环保|环评|排污|污染", r"environment\w*|pollution|emissions?", "环保 排污 environment", "环评批复和排污许可证", "the environmental permits"),
        ("licence", "经营许可", "licences", r"许可证|资质|牌照|食品经营许可|生产许可", r"licen[cs]es?|permits?|qualifications?", "许可证 资质 licence permit", "经营许可证件", "the operating licences"),
        ("related", "关联交易", "related parties", r"关联(方|交易|企业|公司)|关系人", r"related part(y|ies)|affiliat\w*|connected (part|firm|compan)\w*", "关联方 关联交易 related party", "关联方清单和关联交易明细", "the list of related parties and their dealings"),
        ("machinery", "设备", "equipment", r"设备|产能|产线|生产线", r"equipment|machin\w+|capacity|production lines?", "设备 产能 equipment capacity", "设备清单", "the list of equipment"),
        ("inventory_pledge", "质押", "pledge", r"质押|仓单|应收账款质押", r"pledge of|receivables pledge|warehouse receipt", "质押 仓单 pledge", "质押登记资料", "the pledge registrations"),
        ("land", "土地房产", "land and buildings", r"土地证|房产证|不动产|土地使用权|产权证", r"title deed|land (use )?right|real estate|property certificate", "土地 房产 不动产 land title", "不动产权证书", "the title documents"),
    )
)  # fmt: skip
"""What documents say, clause by clause."""

DECISIVE: Final = re.compile(
    r"转租|分租|押金|房租|租金|独家|排他|专供|退货|退租|解约|违约金|滞纳金|付款(条件|条款|方式|期限)|账期|折扣|返利"
    r"|提前付|(卖|供)给.{0,8}(以外|别人|其他|别的)|控制权|易主|保密|续租|续约|诉讼|涉诉|官司|被执行|失信|纠纷|保险|投保|外汇|外币|汇率|美元|欧元|出口|海外"
    r"|工资|薪酬|薪水|薪资|年薪|环保|环评|排污|许可证|资质|关联(方|交易|企业)|产能|产线|房产证|不动产|保底|审计意见|仓单|房东"
    r"|(?<![a-z])(?:sublet\w*|sublease\w*|deposit|rent|rental|exclusiv\w+|returned goods|return (of )?(unsold |the )?goods"
    r"|terminat\w+|liquidated damages|payment terms?|credit terms?|terms of payment|discount\w*|rebates?"
    r"|taken over|acquired|bought out|change (of|in) control|control.{0,20}chang\w+|takeover|confidential\w*|renewal|litigation|lawsuits?|court|sued"
    r"|insur\w+|foreign (currency|exchange)|currency|dollars?|fx|exports?|salar\w+|wages?|payroll|remuneration"
    r"|environment\w*|pollution|licen[cs]es?|permits?|related part(y|ies)|affiliat\w*|machin\w+|landlord|lessor|lessee"
    r"|tenant|notice|title deed|audit opinion|going concern|force majeure)(?![a-z])"
)
"""Words that make a question one about documents even where it also names a measure."""

EXPECTS: Final = (
    (re.compile(r"多少|几|多大|多长|多高|how (much|many|large|big|long|high)|what (rent|price|amount|rate|percentage|discount)"), re.compile(r"\d")),
    (re.compile(r"什么时候|何时|哪天|到期|when|until|expire|what date"), re.compile(r"\d{1,4}年|\d{4}-\d|(19|20)\d{2}")),
    (re.compile(r"谁|哪家|哪个公司|who|whom|whose|which company"), re.compile(r"有限|公司|厂|行|co\.|ltd|inc|between|先生|女士")),
    (re.compile(r"能不能|能否|可以|是否|可否|允许|吗|can |may |allowed|permitted|is .{0,20}(allowed|transferable|exclusive)"), re.compile(r"不得|可以|有权|应当|未经|may|shall|must|without")),
)  # fmt: skip
"""What a question expects in its answer, and how that looks: a number, a date, a name, a rule."""


def papers_in(text: str) -> tuple[Concept, ...]:
    """Kinds of documents that normalised ``text`` speaks of."""
    return tuple(paper for paper in PAPERS if paper.words.search(text))


def clauses_in(text: str) -> tuple[Concept, ...]:
    """Ideas that normalised ``text`` speaks of."""
    return tuple(clause for clause in CLAUSES if clause.words.search(text))
