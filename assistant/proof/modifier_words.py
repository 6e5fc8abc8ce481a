# ruff: noqa: E501  one word family a row reads as a table
"""Words that narrow a thing, hint at it, or say nothing of their own. Data only."""

from typing import Final

QUALIFIERS: Final = (
    ("adjusted", "经调整后|调整后|经调整|扣除非经常性损益后|扣除非经常性损益|扣非后|扣非|剔除非经常性损益|剔除一次性因素|剔除一次性", "adjusted|normalised|normalized|underlying|stripping out non-recurring items|excluding non-recurring items|before exceptionals|after adjustments|after adjustment|after adjusting|after add-backs|adjustments|adjustment"),
    ("forecast", "预计|预测|预期|预算|计划|目标|估计|预估", "forecasts|forecast|projected|projection|budgeted|budget|expected|expects|planned|plan|target|guidance|estimated|estimate|pro forma|pro-forma"),
    ("actual", "实际|实现|报表口径|报表", "actuals|actual|reported"),
    ("parent", "母公司|公司本部|本部|单体", "parent company|parent-only|parent only|parent alone|parent|standalone|stand-alone|company only|company-only"),
    ("attributable", "归属于母公司所有者的|归属于母公司股东的|归属于母公司|归母", "attributable to the parent|attributable to owners|attributable"),
    ("subsidiary", "子公司", "subsidiaries|subsidiary"),
    ("consolidated", "集团合并口径|集团合并|集团口径|合并口径|合并报表|合并|集团", "consolidated|consol|group-wide|group"),
    ("average", "平均值|平均|均值|加权平均|中位数", "on average|averaged|averages|average|avg|mean|median|weighted"),
    ("daily", "日均", "daily"),
    ("monthly", "月均", ""),
    ("gross", "含税|价税合计|毛额", "gross of vat|gross|including vat|incl vat|incl. vat|vat-inclusive|with vat"),
    ("net", "不含税|净额|净", "net of vat|excluding vat|excl vat|excl. vat|ex vat|net"),
    ("opening", "期初|年初", "opening|beginning|at the start"),
    ("closing", "期末|年末|季末|月末|年底|月底", "closing|year-end|month-end|quarter-end|period-end"),
    ("peak", "最高|峰值", "peak"),
    ("cumulative", "累计", "cumulative|accumulated|year-to-date|year to date|ytd|to date"),
    ("total", "全年合计|全年累计|全年总计|合计|总计|共计|合共|小计|加总|之和|总和|总额", "total|sum of|sums|totals|totalling|totalled|altogether|combined|in aggregate|all told|added together|taken together|in all"),
    ("industry", "本行业|行业|同业|同行|可比公司|市场", "industry|sector|peers|peer|peer group|benchmark|local market|the market"),
    ("secured", "有抵押|抵质押", "secured"),
    ("unsecured", "信用类|无抵押|纯信用", "unsecured"),
    ("related", "关联方|关联", "related-party|related party|related parties|intercompany|affiliates|affiliate"),
    ("new", "新增|新签|新接|新获|新开", "additional|incremental|newly signed"),
    ("lost", "流失", ""),
    ("pretax", "税前", "pre-tax|pretax|before tax"),
    ("aftertax", "税后", "after-tax|post-tax|after tax"),
    ("per_unit", "每吨|每件|人均|单车|每平方米", "per unit|per head|per capita|per employee|per tonne|per ton|per customer|per average employee|a head|each customer|per square metre"),
    ("constant", "不变价|可比口径", "like-for-like|constant currency|same-store"),
    ("previous_round", "上一轮|上期|前次", "previous round|previously"),
    ("slow", "呆滞|滞销", "slow-moving|has not moved|obsolete"),
    ("settled", "已结清", "settled|closed"),
    ("open", "未结清|在贷", "open|active"),
    ("owned", "自有", "owned"),
    ("leased", "租用", "leased|on lease"),
    ("other", "其他|其它|其余", "other|others"),
    ("food", "食品", "food"),
    ("paid", "已付|支付", ""),
    ("unpaid", "未付|未实缴", "unpaid"),
)  # fmt: skip
"""Words that make a thing another thing."""

HINTS: Final = (
    ("revenue", "卖了|卖出|卖|做了|成交|销售", "sold|sells|sell|took|turned over|seller|best-selling|fetched|brought in"),
    ("net_profit", "赚了|赚|获利", "earned|earns|profitable|profitability"),
    ("net_loss", "亏了|亏", ""),
    ("employees", "雇用|雇佣|聘用|用工|人数|名工人|工人", "employs|employed|employ|people|persons|hired"),
    ("total_debt", "欠", "owes|owed|owing|borrowed|owe"),
    ("balance", "欠款|欠|用了|动用", "owes|owed|owing|outstanding|stands at|held"),
    ("payables", "欠款|欠", "owes|owed|owing|owe"),
    ("receivables", "欠款|欠", "owes|owed|owing|owe"),
    ("purchase", "买了|买入|买的|买|购置|购入", "bought|purchased"),
    ("guarantee", "保证人", "guaranteed|guarantor|guarantor's"),
    ("limit", "可贷", "capped"),
    ("threshold", "最高|最低|最长|至少", "capped|at least|at most|no more than"),
    ("capex", "投资", "spent|invested"),
    ("tenor", "租约|借期|租期|贷期|分期", "runs for|run for|running for|lasts|lease|leases|years left|months left|maturing|matures"),
    ("dividends", "派息", ""),
    ("inflow", "到账|入账", "credited|paid in|brought in|came in"),
    ("outflow", "付出|支出", "paid out|spent|went out"),
    ("requested", "申请|拟", "asks for|asking for|asks|asked|asking|wants|requests|seeks"),
    ("collateral_value", "价值", "worth|valued|carried at"),
    ("contract_value", "价值", "worth"),
    ("price", "价", "costs|cost|worth|charges"),
    ("grade", "评为|被评", "rated|graded"),
    ("rent", "", "lease|rented|rents"),
    ("fee", "收费|收取", "costs|cost|charged"),
    ("inflow", "", "takings"),
    ("wages", "", "pay|paid staff"),
    ("interest_rate", "计息", "charges|bears|carries"),
    ("shareholding", "持有", "holds|owns|held|owned|owner's"),
    ("loan", "借|放款|授信", "lent|lend|lends|borrowed|borrowings|lender"),
    ("dso", "收回货款|回款", "customers take|customers took|take to pay|customers pay|customers paid|collecting"),
    ("dpo", "付款给供应商", "pay its suppliers|paid its suppliers|pay suppliers"),
    ("customer", "", "customers"),
    ("founded", "创立|起家", "trading"),
    ("impairment", "", "provided against"),
    ("electricity", "千瓦时|度电", "kwh|mwh"),
    ("export", "", "exported|abroad"),
    ("until", "到期|届满|终止|为止|截止日", "expires|expire|expired|expiry|matures|mature|maturing|falls due|runs until|runs to|runs out|until|ends on"),
    ("begun", "起始|起租|起始日|开始|生效|签订|签署|发放|开立|出具", "starts|started|begins|began|commences|commenced|commencing|commencement|inception|start date|effective|signed|dated|granted|issued"),
)  # fmt: skip
"""Words that may stand for a concept where they are used of it: verbs above all."""

NAMES: Final = (
    ("esop", "员工持股平台|员工持股计划|员工持股会", "employee share plan|staff trust|employee trust|esop"),
    ("board", "董事会", "board of directors|board"),
    ("commonfund", "公积金", ""),
    ("member", "会员数|会员人数|会员规模|会员总数|会员", "membership numbers|member count|memberships|membership"),
    ("icbc", "中国工商银行|工商银行|工行", "icbc"),
    ("abc", "中国农业银行|农业银行|农行", "agricultural bank of china"),
    ("boc", "中国银行|中行", "bank of china"),
    ("ccb", "中国建设银行|建设银行|建行", "ccb|china construction bank"),
    ("bocom", "交通银行|交行", "bank of communications"),
    ("cmb", "招商银行|招行", "china merchants bank"),
    ("psbc", "邮政储蓄银行|邮储银行|邮储", "postal savings bank"),
    ("spdb", "浦东发展银行|浦发银行|浦发", ""),
    ("citic", "中信银行|中信", ""),
    ("cib", "兴业银行|兴业", ""),
    ("cmbc", "民生银行|民生", ""),
    ("ceb", "光大银行|光大", ""),
    ("pab", "平安银行", ""),
    ("rcc", "农村信用社|农信社|信用社", "rural credit cooperative"),
    ("rcb", "农村商业银行|农商银行|农商行", "rural commercial bank"),
)  # fmt: skip
"""Names that hold the words of a concept without meaning it."""
LIGHT_EN: Final = frozenset(
    (  # noqa: SIM905  a list of words reads as words
        "a an the its their his her our your this that these those it they them we he she who whom which what "
        "is are was were be been being am has have had having do does did done will would shall should can "
        "could may might must not no nor and or but if then than so as at by for from in into of off on onto "
        "out over per to toward towards under until up upon with within without between among amongst across after before "
        "during since while when where whereas however also still only just now again already yet there here "
        "both each every either neither all any some such same another more most less least very too "
        "quite rather well about around roughly approximately nearly almost close exactly stood "
        "stand stands standing reached reach reaches came come comes amounted amount amounts amounting "
        "totaled recorded record records recording report reports reporting "
        "posted show shows showed shown showing gave give gives put puts ran run runs running kept keep keeps "
        "made make makes making got get gets see seen saw say says said remained remain remains stayed stay "
        "according based given including included includes include thus therefore hence overall respectively "
        "end ended ending ends year years yearly annual annually month months monthly quarter quarters quarterly "
        "day days week weeks half halves period periods date time level levels figure figures value values number "
        "numbers numbered sum unit units company companies firm firms business businesses borrower borrowers applicant "
        "ltd limited inc plc co corp corporation llc gmbh statement statements account accounts "
        "cny rmb usd eur gbp hkd jpy sgd yuan dollars dollar euro euros pounds pound sterling million millions thousand "
        "thousands billion billions percent percentage point points basis pp bp bps times x k m bn mn one two "
        "three four five six seven eight nine ten eleven twelve first second third fourth fifth last next previous "
        "prior preceding following latest currently past trailing full whole part rose rise rises risen rising "
        "fell fall falls fallen falling grew grow grows grown growing increased increase increases increasing "
        "decreased decrease decreases decreasing declined decline declines declining dropped drop drops dropping "
        "down higher lower high low above below exceed exceeds exceeded exceeding improved improve improves "
        "worsened worsen worsens doubled halved tripled trebled unchanged flat against compared versus vs relative equal "
        "equals equalled equivalent meets meet met breaches breach breached within "
        "january february march april june july august september october november december jan feb mar apr jun "
        "jul aug sep sept oct nov dec fy q1 q2 q3 q4 h1 h2 ytd l12m ltm ttm together in "
        "accounted accounts represents represented represent makes up contributes contributed went go goes gone going "
        "much many few little bit slightly sharply significantly considerably markedly modestly strongly "
        "namely i.e e.g ie eg viz because due owing thanks driven result results resulted finished finishes ended "
        "deals deal dealing concerns concerning covers governs governing regulates stipulates provides sets requires says under earlier ago later early late-stage taken place puts per cent counts counted count contain contains "
        "nothing something anything everything none nobody himself itself themselves their theirs own "
        "yes note please namely like unlike via onwards though although even despite "
        "clearly notably indeed instead only merely mere simply barely alone entirely wholly solely "
        "comparatives comparative therein thereof hereby whether whose why how "
        "sits sit lies lie lay works work worked working comes calculated computed measured measure gives "
    ).split()
)
"""English words that name nothing."""

LIGHT_ZH: Final = (
    "gains and losses|gains or losses|gain or loss|gains/(losses)|gain/(loss)|gains (losses)|gain (loss)|"
    "full-year|full year|whole year|calendar-year|year's|the year as a whole|in that order|in this order|compound annual rate|compound rate|annual rate of growth|at a rate of|rate of growth|as a rule|on balance|net of all|the likes of|"
    "银行|依据|该办法|本办法|该规定|该条例|上述|所述|人民币|分别|均为|共计|总计|其中|截至|截止|全年|年度|本年|当年|上年|去年|今年|同期|同比|环比|上一|下一|"
    "公司|企业|借款人|申请人|我们|他们|目前|当前|现有|现行|约为|约|近|超过|超|不到|不足|达到|达|录得|取得|显示|表明|"
    "上升|下降|增长|减少|增加|降低|提高|提升|下滑|上涨|下跌|回落|改善|恶化|持平|高于|低于|大于|小于|不低于|不高于|不超过|"
    "上半年|下半年|季度|月份|左右|上下|以上|以下|以内|水平|数值|情况|方面|整体|总体|有所|明显|大幅|小幅|略有|略|再|又|还|仍|并|则|因|由于|因此|所以|"
    "个百分点|百分点|基点|金额|数额|数据|来看|看|按|据|根据|各|每|第|有|无|没|不|未|"
    "较|比|由|从|自|至|到|为|是|的|了|在|于|和|与|及|以及|或|而|但|且|也|都|均|仅|只|已|将|会|可|能|该|本|其|这|那|此|"
    "之|以|所|对|向|给|被|把|应|须|需|要|请|即|等|及其|以来|之间|之后|之前|期间|时|来|去|着|过|地|得|就|才|却|便|"
    "反而|尽管|虽然|虽|可见|说明|意味着|相当于|相当|合|折合|折|整|正好|恰好|恰为|恰|刚好|正是|也就是说|也就是|就是|大致|大约|大概|基本|几乎|将近|接近|仍有|尚有|尚|"
    "我行|本行|客户经理|报告|资料|申请材料|证明材料|书面材料|贷款材料|以后|以前|介于|之列|一回事|全部|全体|合共|共有|总共|一共|加总|加起来|之和|总和|里面|里|内|上|下|中|外|间|处|前|后|"
    "贡献|带来|形成|造成|导致|致使|产生|发生|出现|存在|存续|实行|采用|属于|列为|视为|称为|表示|认为|推算|测算|计算|折算|换算|口径|"
    "另外|另|此外|同时|并且|而且|不过|然而|因而|从而|于是|结果|原因|主要|首先|其次|最后|最终|一直|始终|持续|继续|进一步|逐步|逐渐|逐月|逐季|逐年|连续|"
    "共|现|元|万|亿|千|户|家|笔|张|次|人|名|份|项|台|件|条|位|个|款|单|起|种|倍|成|天|日|月|年|季|期|周|号|吨|片|套|栋|间|层|名下|"
    "较高|较低|偏高|偏低|良好|尚可|正常|稳定|合理|充足|充裕|紧张|乐观|谨慎|一般|较好|较差|很|较为|十分|非常|比较|更为|更|最"
)
"""Phrases that name nothing, Chinese above all; the longest that fits is taken."""
