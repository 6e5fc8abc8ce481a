"""Words of the conversation."""

from typing import Final

from tui.messages.pairs import table

WORDS: Final = table(
    chat__placeholder=(
        "问点什么……（Enter 发送，Ctrl+J 换行）",
        "ask something… (Enter sends, Ctrl+J breaks the line)",
    ),
    chat__thinking=("{model} 正在查……", "{model} is looking…"),
    chat__looking=("正在查……", "looking…"),
    chat__stopping=("正在停止……", "stopping…"),
    chat__stopped=("已停止", "stopped"),
    chat__hello=("可以这样问：", "You could ask:"),
    chat__example_sales=(
        "近12个月销售净额是多少？和前12个月比怎么样？",
        "What are net sales over the last 12 months, and how do they compare?",
    ),
    chat__example_customers=(
        "前五大客户占比多少？集中度有没有上升？",
        "What share do the top five customers have? Is it rising?",
    ),
    chat__example_dscr=(
        "偿债备付率够不够？差多少会触线？",
        "Does the DSCR hold? How far is it from the covenant?",
    ),
    chat__example_contract=(
        "租赁合同什么时候到期？原文怎么写的？",
        "When does the lease end, and what does it say?",
    ),
    chat__statements=("{n} 句陈述", "{n} statements"),
    chat__statements_one=("1 句陈述", "1 statement"),
    chat__figures=("{n} 项指标", "{n} figures"),
    chat__figures_one=("1 项指标", "1 figure"),
    chat__passages=("{n} 段原文", "{n} passages"),
    chat__passages_one=("1 段原文", "1 passage"),
    tool__statements=("查陈述", "statements"),
    tool__figures=("查指标", "figures"),
    tool__warnings=("查预警", "warnings"),
    tool__missing=("查缺口", "what is missing"),
    tool__search=("检索原文", "search"),
    tool__read_page=("读原文", "read page"),
    tool__score=("查评分", "score"),
    tool__what_if=("假设测算", "what if"),
    tool__compare=("比较", "compare"),
    tool__explain=("查算法", "explain"),
    tool__derive=("算比率", "work out a ratio"),
    tool__break_down=("查构成", "break down"),
    tool__party=("查交易对手", "party"),
    tool__draft_section=("起草章节", "draft section"),
    chat__unchecked=("未核", "unchecked"),
    chat__struck_reason=("因为 {reason}", "because {reason}"),
    chat__proved=("{n} 句已核", "{n} proved"),
    chat__proved_one=("1 句已核", "1 proved"),
    chat__unchecked_n=("{n} 句未核", "{n} unchecked"),
    chat__struck_n=("{n} 句剔除", "{n} struck"),
    chat__elapsed=("{s} 秒", "{s} s"),
    chat__citation=("{name} 第{page}页", "{name} p. {page}"),
    chat__offline=("离线分析员", "offline analyst"),
    chat__earlier=("更早的 {n} 条（按 Enter 显示）", "{n} earlier messages (Enter shows them)"),
    chat__find=("在对话中查找", "find in this conversation"),
    chat__find_count=("{at}/{n}", "{at}/{n}"),
    chat__find_none=("没有找到", "not found"),
    chat__answer=("回答", "answer"),
    chat__empty_answer=("（没有可以成立的句子）", "(no sentence could be upheld)"),
    chat__busy=("等这一轮回答完，或按 Esc 停止", "wait for this answer, or stop it with Esc"),
)
