"""Words of the screen of documents, conditions and covenants."""

from typing import Final

from tui.messages.pairs import table

WORDS: Final = table(
    terms__title=("条件与资料：{kind}", "Terms: {kind}"),
    terms__documents=("资料清单（缺 {missing}/{n}）", "Documents ({missing} of {n} missing)"),
    terms__questions=("应向企业提出的问题（{n}）", "Questions for the client ({n})"),
    terms__conditions=("条件（待定 {open}/{n}）", "Conditions ({open} of {n} undecided)"),
    terms__covenants=("约定财务指标（{n}）", "Covenants ({n})"),
    terms__required=("必备", "required"),
    terms__recommended=("建议", "recommended"),
    terms__precedent=("放款前", "precedent"),
    terms__subsequent=("放款后", "subsequent"),
    terms__ongoing=("持续", "ongoing"),
    terms__mitigant=("缓释", "mitigant"),
    terms__proposed=("待定", "undecided"),
    terms__confirmed=("已确认", "confirmed"),
    terms__dropped=("不采用", "dropped"),
    terms__confirm=("确认条件", "Confirm the condition"),
    terms__drop=("不采用此条件", "Drop the condition"),
    terms__owner=("由谁落实", "who sees to it"),
    terms__due=("期限，格式 YYYY-MM-DD", "by which day, YYYY-MM-DD"),
    terms__incomplete=(
        "请写明责任人和期限（格式 YYYY-MM-DD）",
        "give the owner and a day as YYYY-MM-DD",
    ),
    terms__past=("期限 {day} 已过，今天是 {today}", "the day {day} is past: today is {today}"),
    terms__decided=("已记入日志：{id} {state}", "kept in the log: {id} {state}"),
)
