"""Everyday words of underwriters for measures, and the documents that hold what is missing."""

# ruff: noqa: E501  one entry a line reads as a table

from collections.abc import Iterable
from typing import Final

EVERYDAY: Final = (
    # customers and suppliers
    ("第一大客户|最大客户|最大的客户|大客户|首要客户|头号客户|最主要的客户|客户集中度|客户集中|客户依赖|依赖大客户|一家独大|单一客户", "largest customer|biggest customer|top customer|top1 customer|main customer|main buyer|largest buyer|biggest buyer|largest client|biggest client|top client|main client|max client share|max customer share|largest customer share|customer concentration|concentration of customers|sales concentration|customer dominates|dominates|dominant customer|depend on one customer", "customers.top1_share"),
    ("前三大客户|前五大客户|前十大客户|主要客户|前几大客户|客户有哪些|哪些客户|客户名单|客户排名", "top three customers|top 3 customers|top five customers|top 5 customers|largest customers|biggest customers|top customers|main customers|key customers", "customers.top1_name"),
    ("第一大供应商|最大供应商|最大的供应商|大供应商|首要供应商|供应商集中度|供应商集中|供应商依赖", "largest supplier|biggest supplier|top supplier|main supplier|supplier concentration|concentration of suppliers|depend on one supplier", "suppliers.top1_share"),
    ("前三大供应商|前五大供应商|前十大供应商|主要供应商|前几大供应商|供应商有哪些|哪些供应商|供应商名单|供应商排名", "top three suppliers|top 3 suppliers|top five suppliers|top 5 suppliers|largest suppliers|biggest suppliers|top suppliers|main suppliers|key suppliers", "suppliers.top1_name"),
    ("客户", "customers|clients|buyers", "~customers.count"),
    ("供应商", "suppliers|vendors", "~suppliers.count"),
    ("多少客户|多少家客户|几家客户|几个客户|客户多少", "how many customers", "customers.count"),
    ("多少供应商|多少家供应商|几家供应商|几个供应商", "how many suppliers", "suppliers.count"),
    ("新客户|新增客户", "new customers", "customers.new_count"),
    ("新供应商|新增供应商", "new suppliers", "suppliers.new_count"),
    ("老客户|留存客户|回头客", "retained customers|returning customers|repeat customers", "customers.retained_share"),
    ("流失客户|客户流失|丢了客户|丢客户", "lost customers|customer churn|customers lost|customer loss", "customers.lost_count"),
    ("流失供应商|供应商流失", "lost suppliers|supplier churn|suppliers lost", "suppliers.lost_count"),
    ("客户hhi|客户集中度hhi|客户赫芬达尔|hhi|赫芬达尔", "customer hhi|hhi", "customers.hhi"),
    # sales and purchases
    ("销售额|净销售额|销售收入|销售|营收|收入|营业额|开票额|开票收入|卖了多少|卖了|生意", "sales|net sales|invoiced sales|they sell|sell", "sales.net/revenue"),
    ("报表收入|主营收入", "turnover|total revenue", "revenue/sales.net"),
    ("月均销售|月均开票|每月开票|平均每月", "per month on average|monthly average|average per month|a month on average|average month", "sales.monthly_average"),
    ("采购额|采购|进货|进料", "purchases|purchasing|procurement|they buy|buy", "purchases.net"),
    ("作废发票|作废率|作废|废票", "void invoices|voided invoices|voided|void rate|void", "sales.void_rate"),
    ("红字发票|红字|红冲|红票|冲红", "red invoices|credit notes|red-letter", "sales.red_rate"),
    ("销售波动|波动|稳不稳|稳定", "sales volatility|volatility|volatile|stable|steady", "sales.volatility"),
    ("季节性|淡旺季|旺季|淡季", "seasonal|seasonality", "sales.seasonality"),
    ("旺季月份|销售最高的月份|销售最好的月份", "peak month|best month|busiest month", "sales.peak_month"),
    ("开票间隔|断档|停票|中断", "gap between invoices|longest gap", "sales.gap_days_max"),
    ("进销差|进销毛利", "spread", "spread.gross_rate"),
    ("进账|银行流水|银行进账|流水", "bank inflow|bank statement|bank statements|bank receipts|inflow", "bank.inflow"),
    ("纳税申报|报税收入|报税|申报收入|纳税", "tax return|tax returns|vat return|vat returns|declared sales", "sales.net#vat_returns"),
    # cover, debt, margins, days
    ("偿债能力|偿债覆盖|偿债|还债|还款能力|还款来源|覆盖倍数|债务覆盖|还本付息|还得起|还得上|还钱", "repayment capacity|ability to repay|cover its debt|service its debt|service the debt|cover the debt|debt cover|repay", "dscr.ebitda"),
    ("含本次申请的偿债|加上本次|含本次|备考", "pro forma|including this loan|with this loan|after this loan", "dscr.pro_forma"),
    ("杠杆|负债水平|负债率|负债高|负债重", "leverage|gearing|indebted|debt to assets", "liabilities_to_assets"),
    ("毛利水平|毛利率", "gross margin|margins|margin", "gross_margin/spread.gross_rate"),
    ("利润率", "profit margin", "net_margin"),
    ("利润|盈利|赚了多少|赚钱|效益|亏损|亏了|亏钱|亏本", "profit|earnings|profitable|make money|loss|losses|lose money|loss-making", "net_profit"),
    ("回款速度|回款天数|回款|收款速度|收账|应收周转", "collect receivables|collection period|days to collect|collect from customers|collects|collection|get paid", "dso"),
    ("压货|积压|存货周转|库存周转", "stock days|inventory days|days of stock|inventory turn|slow stock|overstocked", "dio"),
    ("付款速度|付供应商|应付周转|拖欠供应商|付货款", "pay its suppliers|pays its suppliers|pay suppliers|paying suppliers|pay their suppliers", "dpo"),
    ("应收款|应收", "receivable|trade receivables", "receivables"),
    ("应付款|应付", "payable|trade payables", "payables"),
    ("流动性|变现能力|短期偿债", "liquidity|liquid", "current_ratio"),
    ("账上现金|账上有多少钱|现金|存款", "cash on hand|cash", "cash"),
    ("债务|有息债务", "debt|borrowings", "interest_bearing_debt/short_term_debt"),
    ("利息保障|付息能力|利息覆盖", "interest coverage|cover interest|cover its interest", "interest_cover"),
    ("营运资金需求|营运资金缺口|流动资金需求|资金缺口|流贷需求", "working capital need|working-capital need|working capital requirement", "working_capital.need"),
    ("经营现金流|经营性现金流|现金流", "operating cash flow|operating cash|cash flow|cash flows|cash flow from operations", "operating_cash_flow"),
    ("破产风险|z值", "bankruptcy risk|z-score|z score", "altman.z_private"),
    ("净资产", "net worth|equity", "equity"),
    # collateral, guarantee, bureau
    ("抵押物|抵押品|押品|抵押|押了什么", "collateral|secures the loan|secured by|security for the loan", "collateral.n.type+collateral.n.value"),
    ("评估日期|评估时间|什么时候评估|何时评估|评估过期|评估报告日期", "valued|valuation date|appraised on|date of the appraisal", "collateral.n.valued_on"),
    ("担保|担保措施|担保方式|增信", "security|credit support", "guarantor.n.name+collateral.n.type+collateral.n.value"),
    ("保证人|担保人|谁担保|谁提供担保|提供担保|担保方|连带责任", "guarantor|guarantors|guarantees the loan|guaranteed by|guarantee|guarantees", "guarantor.n.name"),
    ("逾期次数|逾期过几次|逾期几次|逾期月数|逾期了几次", "months of overdue|how many late payments|months overdue", "bureau.overdue_months"),
    ("逾期记录|逾期|不良记录|拖欠|征信逾期", "overdue|arrears|late payment|late payments|past due|delinquent|delinquency", "bureau.overdue_amount+bureau.overdue_months"),
    ("征信报告|征信|信用记录|信用报告", "credit bureau|bureau report|bureau record|bureau|credit history|credit record", "~bureau.overdue_amount+bureau.overdue_months+bureau.outstanding_credit"),
    ("谁给谁担保|谁为谁担保|给谁担保|为谁担保|给谁做担保|担保关系|担保记录|担保明细|给别人担保|为他人担保|对外担保有哪些|有哪些对外担保|对外担保情况|对外担保明细", "who guarantees whom|guarantees for others|guarantee records|list of guarantees", "guarantee.debtor/guarantee.guarantor/bureau.external_guarantees"),
    # request and applicant
    ("申请多少钱|申请多少|借多少|贷多少|贷款多少|要借多少|贷款额|贷款金额", "loan amount|amount of the loan|loan size|size of the loan|asking for|asked for|ask for|apply for|applying for|requesting|want to borrow", "request.amount"),
    ("期限多长|多长时间|借多久|贷多久|多久还清", "for how long|how long is the loan|loan term|tenor", "request.tenor_months"),
    ("用来干什么|干什么用|做什么用|拿来干什么|用在哪|用途", "what is the loan for|loan for|use the money|money for|used for", "request.purpose"),
    ("怎么还|如何还|还款安排", "how will they repay|repaid|repayment schedule", "request.repayment"),
    ("申请利率", "requested rate", "request.rate"),
    ("现有贷款|现有授信|存量贷款|已有贷款|其他银行|别的银行", "existing loans|existing facilities|present loans|other lenders|other banks", "facility.n.balance/request.existing_working_capital_loans"),
    ("老板|法人|法人代表|负责人|法定代表人", "boss|legal representative|who runs", "applicant.legal_representative"),
    ("股东|股权|实际控制人|实控人|持股", "shareholders|shareholder|who owns|owners|ownership|owns", "applicant.owners"),
    ("员工|职工|多少人|雇员|人数", "employees|staff|workforce|people work|headcount", "applicant.employees"),
    ("成立|哪年成立|开业", "founded|established|set up|incorporated|since when", "applicant.founded"),
    ("存续|经营年限|经营了多久|经营多久|开了多久|成立多久|成立多少年|成立几年", "how old|old enough|in business|years in business", "applicant.age_months/applicant.founded"),
    ("行业|做什么的|干什么的|主营业务|主业", "industry|sector|line of business|what business", "applicant.industry"),
    ("注册地址|地址|注册地|在哪里|在哪儿", "address|registered office|located", "applicant.address"),
    ("数据截止|数据到什么时候|记录截止|最新数据|数据更新到", "latest data|records end|data end|data up to|last invoice in the file", "records.last_day"),
    ("重复发票|发票重复|重复|重号", "duplicates|duplicate|repeated invoices", "records.repeats"),
    ("违约概率", "probability of default|default probability|pd", "score.pd"),
)  # fmt: skip
"""Chinese words, English words, and the measures they mean: ``a/b`` the first of which the file
has figures, ``a+b`` both, ``x.n.y`` every numbered one; ``~`` a general word, which gives way to any
other name beside it."""

PATTERNS: Final = (
    (r"(哪|最)(一)?个?月.{0,6}(销售|卖|开票).{0,4}(最|高|好)|(销售|卖|开票).{0,6}最(高|好|多)的月", "sales.peak_month"),
    (r"which month.{0,20}(highest|most|best|peak)|(highest|best|strongest|busiest).{0,12}month", "sales.peak_month"),
    (r"经营(性|活动)?现金流.{0,8}(还|偿|覆盖|够)", "dscr.operating_cash_flow"),
    (r"operating cash flow.{0,12}(cover|enough|service)", "dscr.operating_cash_flow"),
    (r"how (fast|quickly|long).{0,24}(collect|paid by|get paid)|days.{0,16}collect\w*( receivables)?", "dso"),
    (r"debt.{0,16}(relative|compared).{0,8}assets", "liabilities_to_assets"),
    (r"how (fast|quickly|long).{0,24}pay.{0,8}(suppliers|creditors)", "dpo"),
    (r"how long.{0,12}(stock|inventory)|(存货|库存).{0,6}(多久|几天|天数)", "dio"),
    (r"how (fast|quickly|long).{0,24}customers.{0,16}(pay|settle)", "dso"),
    (r"利息.{0,6}(还|付)|付(不起|得起)利息", "interest_cover"),
    (r"collateral.{0,20}(enough|cover|sufficient|adequate)|(抵押|押品).{0,6}(够|足|覆盖)", "ltv"),
    (r"(采购|进货|货款).{0,8}(哪家|谁|哪几家)|(向|从|跟|付给)(谁|哪家|哪几家)(采购|进货|买)?|who do they buy from|bought from whom", "suppliers.top1_name"),
    (r"(卖|销售|销)给(谁|哪家|哪几家)|who do they sell to|sold to whom", "customers.top1_name"),
    (r"既是.{0,4}客户.{0,4}(也|又|还).{0,3}供应商|双向往来|(customer|supplier)s? (that|who|which) (is|are|also).{0,20}(suppl|custom|sell|buy)\w*|both (a )?customers? and (a )?suppliers?", "counterparties.both_count"),
    (r"欠.{0,8}(多少|钱|债)|欠款|(do|does|did) (they|it|the firm|the company) owe|owes? (the banks?|to banks?)", "bureau.outstanding_credit/interest_bearing_debt"),
    (r"增值税申报|tax filings?", "sales.net#vat_returns"),
    (r"用了?多少度?电|用电|electricity.{0,12}(use[ds]?|consum\w*|bills?)|(use|consume)[ds]?.{0,6}electricity|power (use|consumption|bills?)|kwh", "utilities.power_use"),
    (r"用了?多少(吨|方)?水|用水|water.{0,8}(use[ds]?|consum\w*|bills?)", "utilities.water_use"),
    (r"用了?多少(方)?(燃|天然)?气|用气|gas.{0,8}(use[ds]?|consum\w*|bills?)", "utilities.gas_use"),
    (r"发货(量|票数|多少|了多少)|多少票货|运单(数|多少|有)|(how many|number of|did|have|has|were) (the )?(shipments|waybills|goods shipped)", "shipments.count"),
    (r"(店铺|网店|线上)(的)?(销售|订单|收入)|订单(净额|金额|多少)|(shop|online) (sales|orders)|how (many|much).{0,4}orders", "orders.net"),
    (r"(销售|营收|收入|生意).{0,4}(增长|增速)", "sales.net/revenue"),
    (r"(采购|进货).{0,4}(增长|增速)", "purchases.net"),
    (r"(growth|grow\w*) (of|in) (sales|revenue)|sales growth", "sales.net/revenue"),
)  # fmt: skip
"""Wordings that no fixed name catches; they claim their place before names do."""

SUPERSEDED: Final = {
    "dscr.ebitda": ("dscr.pro_forma", "dscr.operating_cash_flow", "dscr.ebitda_less_tax_capex"),
    "operating_cash_flow": ("dscr.operating_cash_flow",),
    "cash": ("dscr.operating_cash_flow", "operating_cash_flow"),
    "receivables": ("dso",),
    "inventory": ("dio",),
    "payables": ("dpo",),
    "sales.net": (
        "sales.peak_month", "sales.monthly_average", "sales.volatility", "sales.seasonality",
        "sales.void_rate", "sales.red_rate", "sales.growth", "customers.top1_share",
        "customers.top3_share", "customers.top5_share",
    ),
    "purchases.net": ("purchases.growth", "suppliers.top1_share"),
    "customers.count": ("customers.top1_share",),
    "suppliers.count": ("suppliers.top1_share",),
    "customers.top1_name": ("counterparties.both_count",),
    "customers.top1_share": ("customers.top3_share", "customers.top5_share", "customers.hhi"),
    "total_assets": ("liabilities_to_assets",),
    "short_term_debt": ("liabilities_to_assets",),
    "interest_bearing_debt": ("liabilities_to_assets",),
}  # fmt: skip
"""Measures that a question names by the way when it is about one of the others."""

ASK_FOR: Final = (
    (
        ("sales.net#vat_returns",),
        "增值税纳税申报表",
        "the VAT returns",
    ),
    (
        ("sales.", "purchases.", "customers.", "suppliers.", "spread."),
        "该期间的增值税发票明细（进项、销项）",
        "the VAT invoice records (in and out) of that period",
    ),
    (("bank.",), "银行流水", "the bank statements"),
    (("utilities.",), "该期间每月的水电气账单", "the utility bills of each month of that period"),
    (("shipments.",), "该期间的运单明细", "the waybills of that period"),
    (("orders.",), "该期间的店铺或ERP订单导出", "the shop's or ERP's orders of that period"),
    (("industry.",), "行业指数的逐月表", "a monthly table of an index of the trade"),
    (("stock.",), "带金额的库存明细表", "a stock list with values"),
    (("bureau.", "facility."), "企业征信报告", "the credit-bureau report"),
    (
        ("applicant.owners",),
        "公司章程和工商登记的股东名册",
        "the articles and the register of shareholders",
    ),
    (("request.", "applicant."), "授信申请表", "the application form"),
    (("guarantor.",), "保证合同和保证人资料", "the guarantee and the guarantor's papers"),
    (("collateral.", "ltv"), "押品评估报告和权属证明", "the appraisal and the title documents"),
    (
        ("dscr", "debt_service", "principal_repayment"),
        "财务报表和还本付息计划",
        "the financial statements and the debt schedule",
    ),
    (
        ("working_capital",),
        "财务报表、预计销售增长率及自有资金情况",
        "the financial statements, expected sales growth and own funds",
    ),
    (
        ("",),
        "该年度的财务报表（资产负债表、利润表和现金流量表）",
        "that year's financial statements (balance sheet, income statement, cash flow)",
    ),
)
"""Beginnings of metric keys, and the document that holds them, zh and en; the first that fits."""


def to_ask_for(metrics: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Documents that hold the measures, each once: zh and en."""
    found = {}
    for metric in metrics:
        starts, zh, en = next(row for row in ASK_FOR if metric.startswith(row[0]))
        found[starts] = (zh, en)
    return tuple(found.values())
