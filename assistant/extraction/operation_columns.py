"""Columns of meter bills, waybills, orders and stock lists, in Chinese and English.

As with bank statements, no reader is named after a vendor: header cells name roles, and a table is
told by the roles that it has.
"""
# ruff: noqa: E501  one role a line reads as a table

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from assistant.domain.records import RecordKind

Columns = Mapping[str, re.Pattern[str]]
_FIRM: Final = "企业代号|企业编号|企业代码|公司代码|firm(?: code)?|company code"
_UNIT: Final = r"\s*(?:[(\[/].*)?"


def _columns(**roles: str) -> Columns:
    """Pattern of a whole header cell by role; a unit may follow in brackets."""
    made = {
        role: re.compile(rf"(?:{words}){_UNIT}", re.IGNORECASE)
        for role, words in (("firm", _FIRM), *roles.items())
    }
    return MappingProxyType(made)


METER_COLUMNS: Final = _columns(
    month="(?:用[电水气能])?(?:年月|月份)|账期|账单月份|抄表月份|计费(?:月份|周期|年月)|[电水气]费(?:年月|月份)|(?:billing )?(?:month|period)",
    read="本?次?抄表(?:日期|时间)|抄见日期|(?:meter )?read(?:ing)? date",
    end="截止日期|终止日期|结束日期|本期日期|(?:period )?(?:end|to)(?: date)?",
    day="日期|账单日期|出账日期|(?:bill )?date",
    meter="(?:电|水|气|燃气|电能)?表(?:计)?(?:编?号|资产号)|计量点(?:编号)?|meter(?: no\\.?| number| id)?",
    account="(?:用[电水气]?)?户号|用户(?:编)?号|客户编号|account(?: no\\.?| number)?",
    previous="(?:上期|上次|上月|起)(?:示数|读数|表底|抄见数|码|度)|(?:previous|opening|last) reading",
    current="(?:本期|本次|本月|止)(?:示数|读数|表底|抄见数|码|度)|抄表读数|表底数?|示数|读数|(?:(?:current|closing|present|gas|water|power|electricity) )?(?:meter )?reading",
    factor="(?:综合)?倍率|multiplier|factor|ct ratio",
    use="(?:本期|本月|实际|计费|抄见|合计|总)?(?:用[电水气]量|[电水气]量|用量|使用量)|有功电量|usage|consumption|use|units used|kwh|m3",
    cost="(?:应[缴收]|实[缴收]|合计|总)?(?:[电水气]费|燃气费|费用|金额)(?:合计|金额)?|(?:total )?(?:charge|amount|cost|fee)s?",
    kind="能源(?:种类|类型|品种)|(?:费用|表计?)(?:类型|项目|种类)|类别|种类|utility|service|meter type|type",
    unit="(?:计量)?单位|units?(?: of measure)?|uom",
)  # fmt: skip
SHIPMENT_COLUMNS: Final = _columns(
    number="(?:电子)?(?:运单|快递单|物流单|货运单|托运单|提单|出库单|送货单|发货单|入库单|收货单)(?:编?号码?)?|waybill(?: no\\.?| number)?|tracking(?: no\\.?| number)?|b/l no\\.?|shipment(?: no\\.?| id| number)?|delivery note(?: no\\.?)?|consignment(?: no\\.?| number)?",
    day="(?:发货|发运|寄件|揽收|出库|送货|起运|托运|开单|装车)(?:日期|时间)|日期|(?:ship(?:ped|ping|ment)?|dispatch(?:ed)?|pickup|collection)\\s*date|date",
    arrived="(?:到货|签收|入库|收货)(?:日期|时间)|(?:delivery|delivered|received|receipt)(?: date)?",
    shipper="(?:发货|托运|寄件)(?:人|方|公司|单位)(?:名称)?|供应商(?:名称)?|供货单位|consignor|shipper|sender|supplier",
    consignee="(?:收货|收件)(?:人|方|公司|单位)(?:名称)?|客户(?:名称)?|购货单位|consignee|receiver|recipient|customer(?: name)?|ship[- ]to",
    direction="收发(?:类型|标志)?|方向|出入库(?:类型)?|业务类型|direction|in/out|type",
    item="(?:货物|货品|商品|物料)(?:名称)?|品名|goods|commodity|item|description",
    weight="(?:计费|实际|结算|总)?重量|毛重|净重|吨位|吨数|(?:gross |net |chargeable )?weight",
    pieces="件数|数量|箱数|pieces|packages|qty|quantity",
    value="(?:货物|货品)?(?:价值|货值)|声明价值|保价金额|货款|(?:declared |goods )?value",
    freight="运费(?:合计|金额)?|快递费|物流费用?|freight|shipping fee|carriage",
    state="(?:运单|物流)?状态|(?:shipment )?status",
    unit="(?:计量|重量)?单位|weight unit|uom",
)  # fmt: skip
ORDER_COLUMNS: Final = _columns(
    number="(?:主|平台|线上)?(?:订单|销售单|销售订单|采购单|采购订单)(?:编?号码?)?|单据编号|(?:sales |purchase |shop )?order(?: no\\.?| number| id|#)?|[sp]o(?: no\\.?| number)",
    sub="子订单(?:编?号)?|(?:订单)?行号|line(?: no\\.?| number)?|sub-?order(?: no\\.?| id)?",
    paid_at="(?:订单)?(?:付款|支付)(?:日期|时间)|(?:paid|payment)(?: at| date| time)",
    created="下单(?:日期|时间)|(?:订单)?(?:创建|提交)(?:日期|时间)|拍下时间|单据日期|订单日期|日期|order(?:ed)? (?:date|time|at)|created(?: at| date)?|date",
    buyer="买家(?:会员名|昵称|账号|id)?|客户(?:名称)?|购买人|收货人(?:姓名)?|customer(?: name)?|buyer(?: name)?",
    supplier="供应商(?:名称)?|供货单位|supplier|vendor",
    item="(?:商品|宝贝|货品|物料|产品)(?:名称|标题|编码)?|sku(?:编码| code)?|product|item|title",
    pieces="(?:商品|购买|宝贝总|订购)?数量|qty|quantity",
    paid="买家实际支付金额|(?:订单)?实付(?:金额|款)?|实际(?:支付|收款)金额|(?:买家)?(?:支付|成交)金额|(?:amount )?paid(?: amount)?",
    total="订单(?:总)?金额|应付(?:金额|款|货款)?|总金额|价税合计|(?:order )?total|order amount",
    amount="(?:商品|行|明细)?金额|小计|商品总价|line (?:total|amount)|sub-?total|amount",
    refund="(?:已)?退款(?:金额)?|refund(?:ed)?(?: amount)?",
    state="(?:订单|交易|单据)?状态|(?:order )?status",
    shop="平台|店铺(?:名称)?|渠道|shop|store|channel",
)  # fmt: skip
STOCK_COLUMNS: Final = _columns(
    number="(?:商品|货品|物料|存货|产品)(?:编码|编号|代码)|sku(?:编码| code)?|item (?:code|no\\.?|number)|part no\\.?",
    item="(?:商品|货品|物料|存货|产品)(?:名称)?|品名|item(?: name)?|product(?: name)?|description",
    place="仓库(?:名称)?|库位|warehouse|location",
    day="(?:盘点|截止|结存|库存)?(?:日期|时间)|as of|(?:stock |count )?date",
    pieces="(?:结存|库存|现存|期末|账面|可用)(?:数量|量|库存)|库存|(?:qty |quantity )?on[- ]hand|stock(?: qty| quantity)?|closing (?:qty|quantity|stock)",
    value="(?:结存|库存|期末|存货)(?:金额|成本|价值)|(?:stock|inventory) value|closing value",
)  # fmt: skip

INDEX_COLUMNS: Final = _columns(
    month="年月|月份|月度|时间|日期|month|period|date",
    name="指数名称|行业(?:名称)?|industry|index name|series",
    value=".*(?:指数|景气度?|pmi|ppi)(?:值)?|.*index(?: value)?",
)  # fmt: skip

_METER_TIME: Final = ("month", "read", "end", "day")


def family_of(header: Mapping[RecordKind, frozenset[str]]) -> RecordKind | None:
    """Which records a table holds, by the roles that each family finds in its header.

    An order's export often names its waybill too, so orders are looked for first.
    """
    orders, shipped = header[RecordKind.ORDERS], header[RecordKind.SHIPMENTS]
    meters, stock = header[RecordKind.UTILITIES], header[RecordKind.STOCK]
    dated = bool({"created", "paid_at"} & orders)
    priced = bool({"paid", "total", "amount"} & orders)
    traded = bool({"buyer", "supplier", "item", "state", "refund", "shop"} & orders)
    if "number" in orders and dated and priced and traded:
        return RecordKind.ORDERS
    carried = bool({"weight", "pieces", "freight", "consignee", "shipper"} & shipped)
    if "number" in shipped and bool({"day", "arrived"} & shipped) and carried:
        return RecordKind.SHIPMENTS
    if any(t in meters for t in _METER_TIME) and bool({"use", "current"} & meters):
        return RecordKind.UTILITIES
    if "pieces" in stock and bool({"number", "item"} & stock):
        return RecordKind.STOCK
    return RecordKind.INDUSTRY if {"month", "value"} <= header[RecordKind.INDUSTRY] else None


ROLES: Final[Mapping[RecordKind, Columns]] = MappingProxyType(
    {
        RecordKind.ORDERS: ORDER_COLUMNS,
        RecordKind.SHIPMENTS: SHIPMENT_COLUMNS,
        RecordKind.UTILITIES: METER_COLUMNS,
        RecordKind.STOCK: STOCK_COLUMNS,
        RecordKind.INDUSTRY: INDEX_COLUMNS,
    }
)
