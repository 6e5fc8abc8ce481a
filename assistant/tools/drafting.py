"""The tool that drafts a memo section."""

import re
from typing import Final

from assistant.domain.toolspec import ToolResult
from assistant.llm.wording import normalised, position
from assistant.tools.arguments import Arguments
from assistant.tools.context import ToolContext

_NOTE_MARK: Final = re.compile(r"\[\^\d+\]")
"""Marks of source notes, which belong to a memo that lists them."""
SECTIONS: Final = (
    ("exposure", "现有敞口|敞口|现有授信|征信|exposure|credit bureau|existing facilities"),
    ("request", "授信申请|申请概要|申请情况|request"),
    (
        "borrower",
        "申请人|借款人|企业概况|基本情况|股权|实际控制人|borrower|ownership|company profile",
    ),
    ("structure", "授信方案|授信结构|资金用途|用途|structure|use of proceeds"),
    ("trading", "经营与开票|经营分析|经营情况|开票|trading|invoices"),
    ("financial", "财务分析|财务情况|财务|financial analysis|financials|financial"),
    ("repayment", "还款来源|还款能力|偿债能力|repayment capacity|repayment|debt service"),
    ("collateral", "担保|抵押|押品|增信|collateral|security|guarantee"),
    ("risks", "风险|缓释|risks|risk|mitigant"),
    ("exceptions", "政策测试与例外|政策例外|例外|policy exceptions|policy tests|exceptions|waiver"),
    ("rating", "评级|评分|额度|rating|score|grade|limit"),
    ("recommendation", "结论|建议|授信意见|recommendation|conditions|conclusion"),
)
"""Section codes of the memo with the names people give them."""


def section_code(words: str) -> str | None:
    """The section that some words name."""
    text = normalised(words)
    for code, names in SECTIONS:
        if code == text or any(position(name, text) >= 0 for name in names.split("|")):
            return code
    return None


def draft_section(context: ToolContext, args: Arguments) -> ToolResult:
    """A section as the memo would print it; an unknown name goes to the memo as it is."""
    wanted = args.text("section")
    text = context.view.draft_section(section_code(wanted) or wanted, context.lang)
    return ToolResult(text=_NOTE_MARK.sub("", text))
