"""What meters, waybills, orders and stock tell, each in a period; declared here, computed beside.

``operation_figures`` computes them for a case, ``wide.operations`` for many firms.
"""
# ruff: noqa: E501  one metric a line reads as a table

from typing import Final

from assistant.domain.quantities import Unit
from assistant.variables.metric_rows import measure_row as _metric

_METERS: Final = ("账单未覆盖该期间每个月", "the bills lack a month of the period")
_BOTH: Final = (
    "账单未覆盖两个可比期间的每个月，或基数不大于零",
    "the bills lack a month of one of the two periods, or the base is not above zero",
)
_COVER: Final = ("单据未覆盖该期间", "the documents don't cover the period")
_BASE: Final = (
    "单据未覆盖该期间，或基数不大于零",
    "the documents don't cover the period, or the base is not above zero",
)
_NAMES: Final = (
    "单据未覆盖该期间，或单据与发票没有相同的名称",
    "the documents don't cover the period, or share no name with the invoices",
)
_INDEX: Final = (
    "指数表缺少该期间的月份，或发票未覆盖该期间",
    "the index table or the invoices lack a month of the period",
)
_STOCK: Final = ("案卷中没有该日的库存金额", "the file holds no value of the stock")

UTILITY_METRICS: Final = (
    _metric("utilities.power_use", "用电量（千瓦时）/用电量/电量|number of kWh of electricity used/electricity use/power consumption", Unit.COUNT, "各电表用电量之和（千瓦时）|sum of kWh over all meters", _METERS, "better"),
    _metric("utilities.power_growth", "用电量增长率/用电量同比|growth of electricity use/change of electricity use", Unit.RATIO, "本期用电量÷上一可比期用电量－1|kWh ÷ kWh of the comparable period before − 1", _BOTH, "better"),
    _metric("utilities.water_use", "用水量（立方米）/用水量/水量|number of cubic metres of water used/water use/water consumption", Unit.COUNT, "各水表用水量之和（立方米）|sum of cubic metres over all meters", _METERS, "better"),
    _metric("utilities.water_growth", "用水量增长率/用水量同比|growth of water use", Unit.RATIO, "本期用水量÷上一可比期用水量－1|cubic metres ÷ those of the comparable period before − 1", _BOTH, "better"),
    _metric("utilities.gas_use", "用气量（立方米）/用气量/燃气用量|number of cubic metres of gas used/gas use/gas consumption", Unit.COUNT, "各燃气表用气量之和（立方米）|sum of cubic metres over all meters", _METERS, "better"),
    _metric("utilities.gas_growth", "用气量增长率/用气量同比|growth of gas use", Unit.RATIO, "本期用气量÷上一可比期用气量－1|cubic metres ÷ those of the comparable period before − 1", _BOTH, "better"),
    _metric("utilities.cost", "水电气费/能源费用|utility charges/utility bills/energy cost", Unit.CNY, "电费、水费、燃气费之和|sum of the charges for power, water and gas", _METERS),
    _metric("utilities.sales_per_kwh", "每千瓦时销售额/度电销售额|net sales per kWh", Unit.CNY, "sales.net÷用电量|sales.net ÷ kWh", _METERS),
)  # fmt: skip
SHIPMENT_METRICS: Final = (
    _metric("shipments.count", "发货票数/运单数/发货量|number of shipments/shipments/waybills", Unit.COUNT, "发出的有效运单数，同一运单号计一次|waybills of goods shipped, each number once, void ones excluded", _COVER, "better"),
    _metric("shipments.growth", "发货票数增长率/发货量同比|growth of shipments", Unit.RATIO, "本期发货票数÷上一可比期－1|waybills ÷ those of the comparable period before − 1", _BASE, "better"),
    _metric("shipments.weight", "发货重量（千克）/发货重量|number of kilograms shipped/shipped weight", Unit.COUNT, "发出运单的重量之和（千克）|sum of the weight of goods shipped, kg", _COVER, "better"),
    _metric("shipments.weight_growth", "发货重量增长率|growth of shipped weight", Unit.RATIO, "本期发货重量÷上一可比期－1|kilograms ÷ those of the comparable period before − 1", _BASE, "better"),
    _metric("shipments.consignees", "收货方家数|number of consignees", Unit.COUNT, "发出运单上不同收货方的家数|names on waybills of goods shipped", _COVER, "better"),
    _metric("shipments.top1_share", "第一大收货方票数占比|share of the largest consignee", Unit.RATIO, "票数最多的收货方÷有收货方名称的票数|largest consignee's waybills ÷ waybills with a name", _BASE, "worse"),
    _metric("shipments.uninvoiced_count", "未见发票的收货方家数|number of consignees without an invoice", Unit.COUNT, "期初前3个月至期末没有有效销项发票的收货方家数|consignees without a valid sales invoice from 3 months before the period to its end", _NAMES, "worse"),
    _metric("shipments.uninvoiced_share", "未见发票的发货票数占比/有货无票占比|share of shipments without an invoice", Unit.RATIO, "发给未见发票的收货方的票数÷有收货方名称的票数|waybills to consignees without an invoice ÷ waybills with a name", _NAMES, "worse"),
    _metric("shipments.unshipped_share", "未见发货的客户销售占比/有票无货占比|share of sales to customers without a shipment", Unit.RATIO, "对没有任何运单的客户的 sales.net÷有名称者的 sales.net|sales.net to customers without a waybill ÷ sales.net with a name", _NAMES, "worse"),
    _metric("shipments.received_count", "到货票数|number of deliveries received", Unit.COUNT, "收到的有效运单数|waybills of goods received, void ones excluded", _COVER),
)  # fmt: skip
ORDER_METRICS: Final = (
    _metric("orders.net", "订单净额（扣除退款）/订单净额/店铺销售额|orders less refunds/net orders/shop sales", Unit.CNY, "有效订单金额－退款|amount of valid orders − refunds", _COVER, "better"),
    _metric("orders.count", "有效订单数/订单数/订单量|number of valid orders/number of orders", Unit.COUNT, "未取消、已付款的订单号个数|order numbers that are paid and not cancelled", _COVER, "better"),
    _metric("orders.growth", "订单净额增长率|growth of net orders", Unit.RATIO, "本期订单净额÷上一可比期－1|net orders ÷ those of the comparable period before − 1", _BASE, "better"),
    _metric("orders.average", "单笔订单净额/客单价|average order", Unit.CNY, "订单净额÷有效订单数|net orders ÷ valid orders", _BASE),
    _metric("orders.refund_rate", "订单退款率|refund rate of orders", Unit.RATIO, "退款÷有效订单金额|refunds ÷ amount of valid orders", _BASE, "worse"),
    _metric("orders.void_rate", "订单取消率|share of cancelled orders", Unit.RATIO, "取消或未付款的订单数÷全部订单数|cancelled or unpaid orders ÷ all orders", _BASE, "worse"),
    _metric("orders.buyers", "下单客户数|number of buyers", Unit.COUNT, "有效订单上不同买家的个数|names on valid orders", _COVER, "better"),
    _metric("orders.to_sales", "订单净额与含税开票额之比/订单开票比|net orders to gross invoiced sales", Unit.RATIO, "订单净额÷sales.gross|net orders ÷ sales.gross", _BASE),
    _metric("orders.purchased", "采购订单金额|purchase orders", Unit.CNY, "有效采购订单金额之和|amount of valid purchase orders", _COVER),
)  # fmt: skip
STOCK_METRICS: Final = (
    _metric("stock.value", "库存金额/库存价值|value of the stock/stock value", Unit.CNY, "该日各品种库存金额之和|sum of the value of all items on the day", _STOCK),
    _metric("stock.days", "库存可供天数/库存天数|number of days of purchases in stock", Unit.DAYS, "库存金额÷近12个月 purchases.net×365|value of the stock ÷ purchases.net of the last 12 months × 365", _STOCK, "worse"),
)  # fmt: skip
INDUSTRY_METRICS: Final = (
    _metric("industry.index", "行业指数均值|average industry index", Unit.INDEX, "期间各月行业指数的均值，有多个系列时先逐月平均|mean over months of the index; of several series their mean by month", _INDEX),
    _metric("industry.growth", "行业指数变动率/行业景气变动|growth of the industry index", Unit.RATIO, "本期指数均值÷上一可比期－1|mean index ÷ that of the comparable period before − 1", _INDEX, "better"),
    _metric("industry.excess_growth", "销售增长率减行业指数变动率/跑赢行业|sales growth above the industry's", Unit.RATIO, "sales.growth－industry.growth|sales.growth − industry.growth", _INDEX, "better"),
    _metric("industry.correlation", "月度销售与行业指数相关系数|correlation of monthly sales with the industry index", Unit.INDEX, "期间各月 sales.net 与行业指数的相关系数|correlation of monthly sales.net with the index", _INDEX),
)  # fmt: skip
OPERATION_METRICS: Final = (
    *UTILITY_METRICS, *SHIPMENT_METRICS, *ORDER_METRICS, *STOCK_METRICS, *INDUSTRY_METRICS,
)  # fmt: skip
