# ruff: noqa: E501  one metric a row reads as a table
"""Short names by which people mean a metric when nothing narrows them: 收入, profit."""

import re
from typing import Final

from assistant.proof.lexicon import FOREIGN_AFTER

BARE_NAMES: Final = {
    "revenue": ("收入", "营收", "top line"),
    "net_profit": ("利润", "盈利额", "净利", "profit", "profits", "net earnings", "bottom line", "net result"),
    "total_liabilities": ("负债", "total debts"),
    "cash": ("现金", "账上现金"),
    "receivables": ("应收", "debtors"),
    "payables": ("应付", "creditors"),
    "total_assets": ("资产",),
    "net_working_capital": ("working capital", "营运资金", "营运资本"),
    "operating_cash_flow": ("经营现金流", "经营性现金流", "经营活动现金流", "cash flow from operations", "operating cash flows"),
}  # fmt: skip
_NARROWED: Final = re.compile(
    r"(?:[\u4e00-\u9fff](?<![年月末度期均和与及且而但的司业其该本方使则从因比较占后前内中了时计看为在于仍致带来公额]))\Z|"
    r"(?:(?<![a-z])(?:gross|operating|trading|taxable|accumulated|retained|distributable|exceptional|"
    r"pre-tax|before-tax|other|interest|rental|budget(?:ed)?|forecast|expected|per|sales|export|"
    r"monthly|quarterly|adjusted|underlying|non-\w+|free|fixed|share of|segment|group|tax|of) )\Z"
)
"""What stands right before a short name and makes it another metric's: 租金收入, gross profit."""

_WIDENED: Final = re.compile(
    "流|表|来源|结构|分配|管理|票据|职工|利息|税|股利|股息|款项|质量|[端侧类证券化]|确认|构成|占比|弹性|"
    r" (?:margin|and loss|sharing|centre|center|before|after|recognition|taxes|tax|statement|warning)"
)
"""What stands right after a short name and makes it another thing: 现金流, profit and loss."""
_LEAD: Final = 24


def stands_alone(text: str, start: int, end: int, owner: str) -> bool:
    """Whether a short name means its metric: no word narrows it, but the firm's own name may."""
    lead = text[max(0, start - _LEAD) : start]
    owned = bool(owner) and lead[-2:].strip() in owner and lead[-1:].strip() != ""
    narrowed = _NARROWED.search(lead) is not None and not owned
    return not narrowed and not any(w.match(text, end) for w in (FOREIGN_AFTER, _WIDENED))
