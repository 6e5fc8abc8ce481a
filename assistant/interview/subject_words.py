# ruff: noqa: E501  one subject a line reads as a table
"""What owners call the things that lenders measure: spoken words by subject. Data only.

Terms of prose (``proof.concept_words``) are read besides these.
"""

from typing import Final

SPOKEN: Final = (
    ("revenue", r"开票(?!员|机)|开了(?=[^，。票]{0,8}[万亿])|开了?(?=[^，。]{1,14}的票(?!据))|做了(?=[^，。年]{0,8}[万亿])|卖了(?=[^，。]{0,8}[万亿])|营业额|产值|销售(?!员|人员|团队|费|部|渠道|经理)", r"(?:we|it|they) (?:did|do|does|turn over|turned over|took|take|sold|sell)(?= [^,.]{0,30}(?:million|thousand|\d|k(?![a-z])))|top line|takings|sales(?! ?(?:people|team|staff|person|manager|reps?))"),
    ("net_profit", r"净赚|净挣|净落|净利|赚(?=[了到个得\d一二两三四五六七八九十几]|钱)|挣(?=[了到个得\d一二两三四五六七八九十几]|钱)|落袋", r"profitable|in profit|(?:we|it) (?:made|make|earned|cleared)(?= [^,.]{0,30}(?:million|thousand|\d|hundred|k(?![a-z])))|(?<=, )made(?= [^,.]{0,30}(?:million|thousand|\d|hundred))"),
    ("net_loss", r"亏(?!待|欠|心)", r"(?:we|it) lost(?= [^,.]{0,24}(?:million|thousand|\d|hundred|money|bit|little))|lost money|made a loss|in the red|loss-making"),
    ("gross_margin", r"毛利(?=[也就大概约有在是]{0,4}\d*[一二三四五六七八九两]?[\d.]*(?:成|%|百分|个点))", r"gross margins?"),
    ("customer", r"客户|客人家|买家|下家", r"customers?|clients?|buyers?|accounts we serve"),
    ("supplier", r"供应商|供货商|上家|供货的", r"suppliers?|vendors?"),
    ("employees", r"工人|员工|师傅|伙计|人手|雇了|厂里(?=[^，。]{0,6}\d*[一二三四五六七八九十百两]*[\d]*人)", r"(?:people|staff|workers|hands|heads) on the payroll|on (?:the|our) payroll|team of|employees?|staff(?! costs?| cost)|workers|workforce|headcount|we employ|of us(?! (?:did|were|own|have|had|think|are|as|if|to))|people(?= work)"),
    ("guarantee", r"担保|担过保|作保|保过|互保|联保", r"guarante\w+(?! that| you)|surety|co-?sign\w*|vouched? for"),
    ("overdue", r"逾期|拖欠|晚还|晚过|还晚|欠息|不良记录", r"overdue|past due|(?:been |were |was )?late (?:on|with)(?= (?:a|any|our|the) (?:loan|payment|repayment|bank|instalment))|late payments?|paid late|missed (?:a|any|one) (?:payment|repayment|instalment)|missed payments?|arrears|default(?:ed|s)?(?! rate)"),
    ("on_time", r"(?:按时|准时|按期|及时)(?:还|归还|还款|还息|付息)|从来不拖|没拖过", r"(?:paid|pay|repaid|repay|paying)(?: back)?(?: (?:the|our) (?:banks?|loans?|lenders?|instalments?))? on time|(?:paid|pay|repaid|repay) (?:the|our|every) [a-z ]{0,20}on time|never (?:been |paid )?late"),
    ("short_term_debt", r"短贷|短期贷款|流贷", r"short[- ]term (?:bank )?(?:loans?|debt|borrowings?)"),
    ("debt", r"(?:外面|银行|外头)的?(?:贷款|借款|欠款|负债)|欠银行|银行(?:那边|里)?(?:还)?欠|贷了|借了(?=[^，。]{0,8}万)|(?<!次)贷款(?!利率|批|下来)", r"owe (?:to )?(?:the|our) banks?|owed? to (?:the )?banks?|bank (?:debt|loans?|borrowings?)|borrowed|borrowings?|loans?(?! (?:officer|rate))"),
    ("dso", r"(?<=[天月])到账|(?<=[天月][就能才])到账|账期|回款周期|回款期|结账周期|收款期|压款|赊账|(?:货款|回款|结款|打款|付款|结账|账款?)(?=[^，。]{0,10}(?:天|个月))", r"(?:customers?|clients?|buyers?|they|people|everyone|everybody) (?:usually |always |all |mostly )?(?:pay|take)(?= [^.]{0,24}(?:days?|weeks?|months?))|collect(?:ion)?(?: from)?(?= |\.)|payment terms|credit terms|(?:get|got|are|getting) paid(?= [^.]{0,24}(?:days?|weeks?|months?))|to get (?:paid|(?:our |the )?money)"),
    ("dpo", r"(?:付|给|欠)供应商(?=[^，。]{0,10}(?:天|个月))|供应商的?账期", r"pay (?:our |the )?suppliers(?= [^.]{0,16}(?:days?|weeks?|months?))|suppliers give us"),
    ("dio", r"(?:库存|存货|货)(?=[^，。]{0,14}(?:周转|转一|转完|卖完))", r"(?:stock|inventory) (?:turns?|moves|sits)|turn (?:our |the )?(?:stock|inventory)"),
    ("inventory", r"(?:仓库|库房)里?(?=[^，。]{0,12}货)|压(?:了|着)?(?=[^，。]{0,8}货)|存货|库存", r"inventor(?:y|ies)|stock(?!holder|s and)|goods in (?:the )?warehouse"),
    ("founded", r"成立|创办|开办|开业|开厂|注册(?!资|地|商)", r"(?:started|set up|founded|opened|registered|established|incorporated)(?= [^,.]{0,24}(?:company|business|firm|factory|shop|\d{4}|in ))|(?:been|was|were) (?:around|founded|established|incorporated|set up|in business|trading|going)(?= |$)|in business since"),
    ("requested", r"(?:想|要|准备|打算|希望|申请)(?:再|跟你们|向你们|从你们)?(?:贷|借|申请)|这次[^，。]{0,4}(?:贷|借|申请)|申请(?!表)", r"asking for|looking for(?= [^,.]{0,20}(?:million|thousand|\d))|(?:want|need|like) to borrow|apply(?:ing)? for|applied for"),
    ("export", r"出口|外贸|外销", r"exports?|exported|overseas sales"),
    ("store", r"(?<![一二三四五六七八九十\d网商饭酒])店(?!铺租|长|员)|门店|店面|分店", r"stores?|shops?|outlets?|branches"),
    ("wages", r"工资|人工(?:成本|费)?|薪水|薪酬|工钱", r"wages?|salar(?:y|ies)|payroll (?:is|costs?|bill|runs)|staff costs?|wage bill|pay bill|labou?r costs?"),
    ("rent", r"房租|租金|店租|厂租", r"rents?|lease costs?"),
    ("electricity", r"电费|用电", r"electricity|power bill|electric bill"),
    ("cash", r"账上(?:的)?(?:现金|钱|资金)|账上(?=[^，。]{0,6}\d)|手头(?:的)?(?:现金|钱)", r"cash(?! flow| cow| register)|money in the bank|in the bank"),
    ("capex", r"买设备|添(?:了)?设备|设备投(?:入|资)|上设备", r"capex|capital expenditure|spent(?= [^,.]{0,24}(?:on (?:new )?(?:machines?|equipment|machinery|plant)))|invested in (?:machines?|equipment)"),
    ("purchase", r"采购(?!员|部)|进货|拿货|买料", r"purchases?|purchasing|buy in|bought(?= [^,.]{0,16}(?:million|thousand)[^,.]{0,10}of)"),
    ("receivables", r"应收|没收回来|欠我们的?|外面欠", r"receivables?|owe us|owed to us"),
    ("debt_ratio", r"资产负债率|负债率", r"liabilities (?:are|is|at|run at)(?= [^,.]{0,30}of (?:our |total )?assets)|debt[ -]to[ -]assets?|liabilities to assets"),
    ("lawsuit", r"官司|诉讼|被告|起诉|被执行|失信", r"lawsuits?|litigation|court cases?|sued|legal disputes?"),
    ("inflow", r"流水", r"bank (?:inflows?|receipts|credits|turnover)|through the (?:bank )?account"),
    ("interest_rate", r"利率|年化|利息(?=[^，。]{0,6}(?:%|厘|个点|百分))", r"interest rate|pay(?:ing)?(?= [^,.]{0,20}(?:percent|%) (?:interest )?on)|interest(?= (?:is|at|of) [^,.]{0,16}(?:percent|%))"),
    ("interest_cover", r"利息保障(?:倍数)?|(?:覆盖|够付|够还)利息|付得起利息", r"interest (?:is |was |cost )?(?:cover(?:ed|age)?)|cover(?:s|ed)? (?:the |our )?interest"),
    ("capacity", r"产能", r"capacity"),
    ("collateral_value", r"(?:评估|估值|估了|估价)(?:价值?|值|出来|下来|报告)?|抵押(?:物|的房子|的厂房)", r"valued at|valuation|appraised(?: at)?|collateral(?: is worth)?"),
    ("debt_free", r"(?:贷款|借款|银行的?钱)?(?:都|全|已经)?(?:还清|还完)了?|没有?外债|无外债|零负债", r"debt[- ]free|paid (?:it |them |everything |all )?off|no debts?"),
    ("queries", r"查征信|征信查询", r"credit (?:checks?|searches|inquiries|enquiries)"),
    ("tenor", r"期限|贷[几一二两三]年|借[一二两三]年", r"tenor|over (?:two|three|five|\d) years|term of"),
)  # fmt: skip
"""Subject, spoken Chinese, spoken English."""

MARKS: Final = (
    ("gross", r"(?<!不)含税(?!前)|价税合计", r"including vat|with vat|gross of vat|vat[- ]inclusive|incl\.? vat"),
    ("vat", r"报税|申报|税表|税务(?:局|系统)?|纳税申报|增值税|给税(?:务|局)", r"vat returns?|tax returns?|vat filings?|vat[- ]declared|(?:for|to) (?:the )?(?:vat|tax(?:man| office| bureau)?)|declared?|vat"),
    ("lost", r"流失|丢(?=了|过|掉|一个|的|$|[，。])|没丢|跑了|(?<=没)走|不做了的", r"lost|lose|losing|left us|churned"),
    ("new", r"新增|新(?=客户|供应商)|新(?:开发|拓展|签|来)的?", r"new(?= (?:customers?|clients?|buyers?|suppliers?|accounts))|won(?= [^,.]{0,16}(?:customers?|clients?))|signed up"),
    ("retained", r"老客户|回头客|留存", r"retained|returning|repeat"),
    ("growth", r"增长率|增速|增长(?=率|了|\d|[一二两三四五六七八九]|差不多|大概|约|近|快)", r"growth(?! margin)"),
    ("overdue_amount", r"逾期金额|当前逾期", r"overdue amount|amount overdue"),
    ("online", r"线上|网店|电商|直播", r"online|e-?commerce|web ?shop"),
)  # fmt: skip
"""Words that make a subject another one."""

CONCEPT_SUBJECTS: Final = {
    "invoice": "revenue", "loan": "debt", "total_debt": "debt", "wc_loan": "debt", "term_loan": "debt", "fa_loan": "debt", "exposure": "debt",
    "overdraft": "debt", "late": "overdue", "overdue_days": "overdue", "query": "queries", "loan_amount": "requested", "days_turn": "days_turn",
    "profit_margin": "net_margin", "inventory_turnover": "dio", "receivables_turnover": "dso", "interest_expense": "interest_expense",
    "shareholding": "shareholding", "operating_loss": "operating_profit", "penalty_rate": "penalty",
}  # fmt: skip
"""Concepts of prose under the subject that speech has for them."""
HINTED: Final = frozenset(
    (
        "revenue",
        "employees",
        "total_debt",
        "requested",
        "export",
        "net_profit",
        "net_loss",
    )
)
"""Hints of prose (sold, people, owes) that speech means too."""
SILENT: Final = frozenset(
    (
        "share",
        "threshold",
        "filing",
        "vat",
        "growth",
        "order",
        "until",
        "begun",
        "price",
        "contract_value",
        "fee",
        "cover",
        "capacity",
        "output",
        "volume",
        "charge",
        "tax",
        "churn",
        "volume",
        "area",
        "seats",
        "yield",
        "leverage",
    )
)
"""Concepts that name nothing by themselves in speech; marks and other words carry them."""
