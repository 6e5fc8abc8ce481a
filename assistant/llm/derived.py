"""Ratios that a question may ask for and the formula book doesn't keep: one line over another."""

# ruff: noqa: E501  one entry a line reads as a table

import re
from typing import Final, NamedTuple

from assistant.llm.wording import normalised


class Derived(NamedTuple):
    """A measure made of statement lines when it is asked for."""

    key: str
    zh: str
    en: str
    names: re.Pattern[str]
    """How questions call it, in normalised text."""
    above: tuple[str, ...]
    """Lines that are added; ``-line`` is taken away."""
    below: str
    """The line that they are divided by; '' for an amount."""
    aside: str = ""
    """Key of one that is told beside it."""
    is_kept: bool = False
    """Whether the formula book has it too, in its own rounding."""


_OF_SALES: Final = r"(?: expenses?)?(?: (?:as a )?(?:share|percentage|percent|%) of| to|/) ?(?:net )?(?:sales|revenues?)"


def _derived(row: tuple[str, str, str, str, str, str, str, str]) -> Derived:
    key, zh, en, zh_names, en_names, above, below, rest = row
    latin = rf"(?<![a-z])(?:{en_names})(?![a-z])"
    names = re.compile(f"{zh_names}|{latin}")
    aside = rest if rest != "kept" else ""
    return Derived(key, zh, en, names, tuple(above.split()), below, aside, rest == "kept")


DERIVED: Final = tuple(
    _derived(row)
    for row in (
        ("effective_tax_rate", "实际税率", "effective tax rate", r"(?:实际|有效)(?:所得)?税率|所得税率",
         r"effective (?:income )?tax rate|tax rate", "income_tax", "profit_before_tax", ""),
        ("capex_to_revenue", "资本性支出占营业收入", "capital expenditure to revenue",
         r"资本(?:性支出)?密集|资本(?:性)?(?:支出|开支)(?:占|/)",
         rf"capital[- ]intens\w+|(?:capex|capital (?:spending|expenditures?)){_OF_SALES}",
         "capex", "revenue", "fixed_assets_share"),
        ("fixed_assets_share", "固定资产占总资产", "fixed assets to total assets", r"固定资产(?:占|/)(?:总资产|资产)",
         r"(?:fixed assets|pp&e|property, plant and equipment)(?: as a (?:share|percentage) of| to|/) ?total assets",
         "fixed_assets", "total_assets", ""),
        ("admin_expense_rate", "管理费用率", "administrative expense to revenue", r"管理费用(?:率|占)",
         rf"(?:admin\w*|general and administrative|g&a){_OF_SALES}", "admin_expense", "revenue", ""),
        ("selling_expense_rate", "销售费用率", "selling expense to revenue", r"销售费用(?:率|占)",
         rf"selling{_OF_SALES}", "selling_expense", "revenue", ""),
        ("rd_expense_rate", "研发费用率", "research and development expense to revenue",
         r"研发(?:费用|支出|投入)(?:率|占)", rf"(?:r&d|research and development){_OF_SALES}|r&d intensity",
         "rd_expense", "revenue", ""),
        ("finance_expense_rate", "财务费用率", "finance expense to revenue", r"财务费用(?:率|占)",
         rf"financ\w+{_OF_SALES}", "finance_expense", "revenue", ""),
        ("sga_expense_rate", "销售及管理费用率", "selling, general and administrative expense to revenue",
         r"销售及管理费用(?:率|占)", rf"(?:sg&a|selling, general and administrative){_OF_SALES}",
         "sga_expense", "revenue", ""),
        ("payout", "股利支付率", "dividend payout", r"股利支付率|派息率|分红(?:率|比例)",
         r"(?:dividend )?payout(?: ratio)?", "dividends", "net_profit", ""),
        ("free_cash_flow", "自由现金流", "free cash flow", r"自由现金流",
         r"free cash flows?|fcf", "operating_cash_flow -capex", "", ""),
        ("gross_margin", "毛利率", "gross margin", r"毛利率", r"gross margin",
         "revenue -cost_of_sales", "revenue", "kept"),
        ("net_margin", "销售净利率", "net margin", r"净利(?:润)?率", r"net (?:profit )?margin",
         "net_profit", "revenue", "kept"),
        ("operating_margin", "营业利润率", "operating margin", r"营业利润率", r"operating (?:profit )?margin",
         "operating_profit", "revenue", "kept"),
    )
)  # fmt: skip
_BY_KEY: Final = {one.key: one for one in DERIVED}
_PLACES: Final = re.compile(
    r"(?:保留|精确到)(?:小数点后)?([一二两三四\d])位(?:小数)?"
    r"|(?:to|with) (one|two|three|four|\d) (?:decimal(?: place)?s?|digits after)"
)
_DIGITS: Final = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4,
                  "one": 1, "two": 2, "three": 3, "four": 4}  # fmt: skip


def places_in(text: str) -> int | None:
    """Decimals that a question asks for; None where it doesn't."""
    match = _PLACES.search(normalised(text))
    if match is None:
        return None
    said = match[1] or match[2]
    return _DIGITS.get(said) or int(said)


def derived_in(clause: str, *, to_decimals: bool) -> Derived | None:
    """The derived measure that a clause names.

    Args:
        clause: normalised.
        to_decimals: whether so many decimals are asked for: then also one that the book keeps.
    """
    found = (
        one for one in DERIVED if (to_decimals or not one.is_kept) and one.names.search(clause)
    )
    return next(found, None)


def derived_called(key: str) -> Derived | None:
    """The derived measure of that key."""
    return _BY_KEY.get(key)
