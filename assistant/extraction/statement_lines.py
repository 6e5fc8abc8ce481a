"""The names under which documents print the lines of the three statements."""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from assistant.domain.accounts import BALANCE_LINES, CASH_LINES, FURTHER_LINES, INCOME_LINES
from assistant.domain.figures import Metric
from assistant.domain.quantities import Unit
from assistant.extraction.labels import canonical_label, label_index


class StatementKind(StrEnum):
    """The three statements."""

    INCOME = "income"
    BALANCE = "balance"
    CASH = "cash"


class NamedLine(NamedTuple):
    """What a label names."""

    key: str
    rank: int
    """0 where the label is the line's own name, higher for rarer names."""


def _support(key: str, zh: str, en: str, aliases_zh: str = "") -> Metric:
    return Metric(
        key=key,
        label_zh=zh,
        label_en=en,
        unit=Unit.CNY,
        aliases_zh=tuple(aliases_zh.split("|")) if aliases_zh else (),
    )


_FOR_PROOF: Final = {
    StatementKind.INCOME: (
        _support("equity_income", "联营企业投资收益", "equity in income of affiliates"),
        _support("discontinued", "终止经营净利润", "discontinued operations"),
        _support("other_gains", "营业外收入", "non-operating income"),
        _support("other_losses", "营业外支出", "non-operating expense"),
    ),
    StatementKind.BALANCE: (
        _support(
            "liabilities_and_equity",
            "负债和所有者权益总计",
            "total liabilities and equity",
            "负债及所有者权益总计|负债和股东权益总计|负债及股东权益总计|负债和所有者权益合计"
            "|负债和所有者权益|负债和股东权益",
        ),
        _support("mezzanine", "可赎回少数股东权益", "redeemable noncontrolling interests"),
        _support("minority_equity", "少数股东权益", "noncontrolling interests"),
    ),
    StatementKind.CASH: (
        _support(
            "exchange_effect",
            "汇率变动对现金及现金等价物的影响",
            "effect of exchange rate changes on cash",
            "汇率变动对现金的影响",
        ),
        _support(
            "opening_cash",
            "期初现金及现金等价物余额",
            "opening cash",
            "年初现金及现金等价物余额|期初现金余额",
        ),
        _support(
            "closing_cash",
            "期末现金及现金等价物余额",
            "closing cash",
            "年末现金及现金等价物余额|期末现金余额",
        ),
    ),
}
"""Lines that only serve to add a statement up; they never become figures."""

_FURTHER: Final = {
    StatementKind.INCOME: ("sga_expense", "net_profit_parent"),
    StatementKind.BALANCE: (
        *("intangible_assets", "goodwill", "construction_in_progress", "non_current_assets"),
        *("payroll_payable", "taxes_payable", "other_payables", "non_current_liabilities"),
        *("capital_reserve", "equity_parent"),
    ),
    StatementKind.CASH: ("investing_cash_flow", "financing_cash_flow", "cash_change"),
}
_ALSO: Final = {StatementKind.CASH: ("depreciation_amortisation",)}
"""Lines of one statement that documents print in another."""
_NET_CASH: Final = (
    r"(?:net|total) cash (?:(?:provided|used|generated|flows?|from|in|by|for|and|or) )+"
)
_PRINTED: Final[Mapping[StatementKind, Mapping[str, str]]] = {
    StatementKind.INCOME: {
        "revenue": r"(?:total )?(?:net )?(?:operating )?(?:sales|revenues?)(?: to customers)?",
        "cost_of_sales": r"(?:total )?costs? of (?:(?:goods|products) sold|sales|revenues?)",
        "sga_expense": r"selling, (?:general|informational|marketing)(?:,? (?:and )?general)?"
        r" and administrative expenses?",
        "admin_expense": r"general and administrative(?: expenses?)?",
        "rd_expense": r"research(?:,| and) development(?: and related)?(?: expenses?| costs?)?",
        "operating_profit": r"(?:operating (?:income|profit|loss|earnings)"
        r"|(?:income|earnings|loss|profit) from operations)",
        "interest_expense": r"interest (?:and debt )?expenses?",
        "profit_before_tax": r"(?:income|earnings|loss|profit)(?: from continuing operations)?"
        r" before (?:provision for )?(?:income )?tax(?:es)?(?: on income)?(?: expense)?"
        r"(?: and equity in (?:income|earnings|loss) of affiliates)?",
        "income_tax": r"(?:provision|benefit) for (?:income )?taxes(?: on income)?"
        r"|income tax (?:expense|benefit|provision)|income taxes"
        r"|provision for taxes on income",
        "net_profit": r"(?:consolidated )?net (?:income|earnings|loss|profit)"
        r"(?: (?:including|before allocation to|before) noncontrolling interests?)?",
        "net_profit_parent": r"net (?:income|earnings|loss|profit) attributable to"
        r" (?!non-?controlling).*",
        "equity_income": r"(?:income|loss|earnings|equity).* (?:subsidiaries|affiliates|investees)",
        "discontinued": r"(?:(?:net )?(?:income|earnings|loss) from )?discontinued operations",
    },
    StatementKind.BALANCE: {
        "cash": r"cash and (?:cash )?equivalents",
        "receivables": r"(?:trade )?(?:accounts )?receivables?(?: - trade)?",
        "inventory": r"(?:total )?(?:merchandise )?inventor(?:y|ies)",
        "prepayments": r"prepaids|prepaid expenses",
        "payroll_payable": r"accrued (?:payroll|compensation)(?: and related .*)?",
        "fixed_assets": r"property(?:, plant)? and equipment",
        "short_term_debt": r"short-term (?:borrowings?|debt)(?: obligations)?"
        r"(?:(?: and|, including) current portion of long-term debt)?",
        "payables": r"(?:trade )?accounts payable(?: - trade)?",
        "advances_received": r"deferred revenues?|advances and progress billings"
        r"|customer advances|contract liabilities",
        "current_portion_ltd": r"current (?:portion|maturities) of long-term debt",
        "long_term_debt": r"long-term (?:debt|borrowings?)(?: obligations)?",
        "goodwill": r"goodwill",
        "intangible_assets": r"(?:identifiable |acquired |other )?intangible assets",
        "equity": r"total (?:(?:share|stock)holders' )?(?:equity|deficit)",
        "equity_parent": r"total .+ (?:share|stock)holders' (?:equity|deficit)",
        "retained_earnings": r"retained earnings",
        "liabilities_and_equity": r"total liabilities(?:, .*)? and .*(?:equity|investment|deficit)",
        "mezzanine": r"redeemable non-?controlling interests?|(?:redeemable )?convertible preferred"
        r" stock",
        "minority_equity": r"(?:equity attributable to )?non-?controlling interests?",
        "capital_reserve": r"additional paid-in capital|capital in excess of par value",
    },
    StatementKind.CASH: {
        "operating_cash_flow": rf"{_NET_CASH}operating activities",
        "investing_cash_flow": rf"{_NET_CASH}investing activities",
        "financing_cash_flow": rf"{_NET_CASH}financing activities",
        "exchange_effect": r"effects? of (?:foreign )?exchange[- ]rates?(?: changes)? on cash.*",
        "cash_change": r"(?:net )?(?:increase|decrease|change)(?: in| of) cash(?:[ ,&].*)?",
        "capex": r"(?:purchases? of|additions to|payments to acquire|expenditures for)"
        r" property(?:, plant)? and equipment|capital (?:spending|expenditures?)",
        "dividends": r"(?:cash )?dividends paid(?: to (?:share|stock)holders)?",
        "depreciation_amortisation": r"depreciation and amorti[sz]ation",
        "opening_cash": r"cash.* (?:at|,) beginning of (?:the )?(?:year|period)",
        "closing_cash": r"cash.* (?:at|,) end of (?:the )?(?:year|period)",
    },
}
"""How English filings print them, after ``line_label``."""
_PATTERNS: Final = {
    kind: tuple((key, re.compile(pattern)) for key, pattern in named.items())
    for kind, named in _PRINTED.items()
}
_LINES: Final = {
    StatementKind.INCOME: INCOME_LINES,
    StatementKind.BALANCE: BALANCE_LINES,
    StatementKind.CASH: CASH_LINES,
}
_BY_KEY: Final = {line.key: line for line in (*INCOME_LINES, *FURTHER_LINES)}
_INDEX: Final = {
    kind: label_index(
        (
            *_LINES[kind],
            *(_BY_KEY[key] for key in (*_FURTHER[kind], *_ALSO.get(kind, ()))),
            *_FOR_PROOF[kind],
        )
    )
    for kind in StatementKind
}
_KNOWN: Final = 1 << 12
_CUT_NAME: Final = 10
"""Characters that name a line even where its last ones are missing."""
_CUT_RANK: Final = 99
_PATTERN_RANK: Final = 1
_NET: Final = re.compile(r"(?:,| -) net(?: of .*)?\Z|(?:,| -) (?:net|less)\b.*\Z")
_SLASHED: Final = re.compile(r"\s*/\s*")
_DASHES: Final = re.compile(r"\s*(?:[—–]+|--+)\s*")
_EMPTY_BRACKETS: Final = re.compile(r"\s*[(（][^()（）]*[)）]\s*")


@lru_cache(maxsize=_KNOWN)
def line_label(text: str) -> str:
    """A label without what filings put around a name: ``(loss)/``, ``— net``, ``[^a]``."""
    text = _without_accents(text)
    if not text.isascii():
        text = _DASHES.sub(" - ", text.replace("’", "'"))
    if not text.isascii():
        return canonical_label(text)
    bare = _EMPTY_BRACKETS.sub(" ", re.sub(r"\[\^?\w+\]", "", text))
    return canonical_label(_SLASHED.sub(" ", bare)).replace("  ", " ").strip(" -")


def _without_accents(text: str) -> str:
    """Letters as English prints them; recognition sets accents where paper has specks."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@lru_cache(maxsize=_KNOWN)
def named_line(kind: StatementKind, text: str) -> NamedLine | None:
    """The line of a statement that a label names; None where it names none.

    A label that says ``net`` comes before the same line without: what is printed net counts.
    """
    label = line_label(text)
    index = _INDEX[kind]
    found = index.get(label)
    if found is not None:
        return NamedLine(*found)
    bare = _NET.sub("", label.partition(":")[0])
    is_net = bool(_NET.search(label))
    for key, pattern in _PATTERNS[kind]:
        if pattern.fullmatch(bare):
            return NamedLine(key, 0 if is_net else _PATTERN_RANK)
    if len(label) < _CUT_NAME:
        return None
    longer = {key for full, (key, _) in index.items() if full.startswith(label)}
    return NamedLine(longer.pop(), _CUT_RANK) if len(longer) == 1 else None


def line_named(text: str) -> str | None:
    """The key of the line that a label names, in any statement."""
    return next((found.key for kind in StatementKind if (found := named_line(kind, text))), None)
