"""Words of the memo tab, drafting, export and help."""

from typing import Final

from tui.messages.pairs import table

WORDS: Final = table(
    memo__empty_title=("还没有报告", "No memo yet"),
    memo__empty=(
        "按 n 起草。每个数字都会逐句核对：证不出的剔除并说明理由，缺的列为待补。",
        "Press n to draft one. Every sentence is checked: what can't be proved is struck with its "
        "reason, what is missing is listed.",
    ),
    memo__version=("第 {n} 稿", "draft {n}"),
    memo__edited_from=("（改自第 {n} 稿）", " (edited from draft {n})"),
    memo__no_changes=("与所比的一稿没有差异", "nothing differs from the version compared with"),
    memo__first=("第 {n} 稿之前没有可比的稿", "there is no version before draft {n}"),
    edit__title=("修改：{title}", "Edit: {title}"),
    edit__text=(
        "存为新的一稿：改动的段落记在您名下，每句重新核对；未改的段落仍属原作者。",
        "Kept as a new draft: what you change is in your name and proved again; the rest keeps "
        "its author.",
    ),
    edit__done=(
        "第 {n} 稿已存：未核 {unchecked}，不符 {false}；按 d 看差异",
        "draft {n} kept: {unchecked} unchecked, {false} false; d shows the differences",
    ),
    edit__no_terminal=("这里不能打开外部编辑器", "no other editor can be opened here"),
    import__title=("取回改过的报告", "Take an edited memo back"),
    import__path=("文件（.docx 或 .md）", "file (.docx or .md)"),
    import__missing=("没有这个 .docx 或 .md 文件：{path}", "no such .docx or .md file: {path}"),
    memo__of=("{at}/{n}", "{at} of {n}"),
    memo_kind__new=("新增授信", "new facility"),
    memo_kind__renewal=("续授信", "renewal"),
    memo_kind__review=("贷后检查", "review"),
    memo_kind__prescreen=("初审", "prescreen"),
    memo_kind__decline=("拒绝意见", "decline"),
    memo_kind__interim=("临时检查", "interim review"),
    memo_kind__rating=("评级调整", "rating action"),
    memo_lang__zh=("中文", "Chinese"),
    memo_lang__en=("英文", "English"),
    draft__title=("起草报告", "Draft a memo"),
    draft__kind=("种类", "Kind"),
    draft__lang=("语言", "Language"),
    draft__go=("起草", "Draft"),
    draft__done=(
        "第 {n} 稿已存：{proved} 处已核，{struck} 句剔除，{open} 项待补",
        "draft {n} kept: {proved} claims proved, {struck} struck, {open} open points",
    ),
    sign__title=("为第 {n} 稿签字：{who}", "Sign draft {n}: {who}"),
    sign__again=(
        "{who}已签过第 {n} 稿，由另一人签字。",
        "{who} has signed draft {n}; another signs.",
    ),
    sign__text=(
        "您的姓名将留在日志中，只对这一稿有效；案卷此后有变动，须重新起草再签。",
        "Your name goes into the log and holds for this draft only; if the file changes, a new "
        "draft is signed.",
    ),
    sign__between=("、", ", "),
    sign__left=(
        "第 {n} 稿已签字：{names}；还差 {left} 人",
        "draft {n} signed by {names}; {left} more to sign",
    ),
    sign__complete=("第 {n} 稿签字齐全：{names}", "draft {n} signed by {names}; all have signed"),
    draft__stopped=("已停止起草", "drafting stopped"),
    proof__title=("核对", "Proof"),
    proof__counts=(
        "已核 {proved} · 未核 {unchecked} · 不符 {false}",
        "{proved} proved · {unchecked} unchecked · {false} false",
    ),
    proof__comments=("审阅意见（{n}）", "Comments ({n})"),
    comment__moved=("原文已改", "its text has moved"),
    comment__title=("对“{title}”的意见", "Comment on “{title}”"),
    comment__say=("意见", "what you say"),
    comment__needed=("请写下意见", "write the comment"),
    comment__done=("意见 {id} 已记入日志", "comment {id} is kept in the log"),
    comment__close=("关闭意见", "Close the comment"),
    comment__answer=("如何处理", "what was done about it"),
    comment__answer_needed=("请说明如何处理", "say what was done about it"),
    comment__closed=("意见 {id} 已由{who}关闭", "comment {id} closed by {who}"),
    proof__struck=("剔除的句子（{n}）", "Struck sentences ({n})"),
    proof__open=("待补资料（{n}）", "To be asked for ({n})"),
    proof__notes=("来源注（{n}）", "Source notes ({n})"),
    proof__sentences=("未核和不符的句子（{n}）", "Sentences not proved ({n})"),
    proof__attested=("人工陈述，未经证实（{n}）", "Stated by a person, not proved ({n})"),
    attest__by=("陈述，未经证实", "states it, not proved"),
    attest__may=("按 a 由本人署名陈述，或改写", "a states it in your name; or reword it"),
    attest__none=(
        "光标处没有您可以陈述的句子：只能是您自己写的、没有指标可核对的句子；不符的须改正（e）",
        "there is no sentence here to state: only your own that no figure decides; a false one is "
        "changed (e)",
    ),
    attest__title=("以本人名义陈述", "State it in your name"),
    attest__text=(
        "没有指标能核对这句话。它会保留在报告中，标明由您陈述、未经证实，并列入附录和日志。",
        "No figure decides this sentence. It stays in the memo, marked as stated by you and not "
        "proved, and is listed in the appendix and the log.",
    ),
    attest__why=("依据（从何得知）", "what you know it from"),
    attest__needed=("请写明依据", "say what you know it from"),
    attest__done=(
        "第 {n} 稿已存：{who}的陈述已标明“未经证实”",
        "draft {n} kept: {who}'s statement is marked as not proved",
    ),
    bundle__equal=(
        "已写入 {path}；据此复算 {n} 项数值，全部一致",
        "written to {path}; {n} numbers rebuilt from it, all equal",
    ),
    bundle__differs=(
        "已写入 {path}；据此复算有 {n} 处不同：{first}",
        "written to {path}; rebuilt from it, {n} differ: {first}",
    ),
    export__title=("导出", "Export"),
    export__path=("文件（{formats}）", "file ({formats})"),
    export__suffix_wrong=("后缀应是 {formats}", "the name must end in {formats}"),
    export__folder_missing=("没有这个文件夹：{path}", "no such folder: {path}"),
    export__exists=(
        "文件已存在，再按一次确定就覆盖",
        "the file exists; OK once more overwrites it",
    ),
    export__done=("已写入 {path}", "written to {path}"),
    help__title=("帮助", "Help"),
    help__keys=("这个屏幕的按键", "Keys on this screen"),
    help__everywhere=("到处可用", "Everywhere"),
    help__marks=("标记", "Marks"),
    help__tabs_keys=("1–6 或 F2–F7", "1–6 or F2–F7"),
    help__focus_keys=("Tab / Shift+Tab", "Tab / Shift+Tab"),
    help__focus=("在各处之间移动", "move between parts"),
    help__select=("鼠标拖选文字，Ctrl+C 复制", "drag over text with the mouse, Ctrl+C copies"),
    help__vi=("在列表和表格中移动（vi_moves）", "move in lists and tables (vi_moves)"),
    help__mouse=("鼠标", "mouse"),
    help__text=(
        "Tallystick 只让代码和原件提供数字，模型只组织语言。\n\n"
        "回答和报告逐句核对：**已核**的数字来自指标；**未核**的句子没有对应指标，请自行判断；"
        "**不符**的句子被剔除，并写明理由。\n\n"
        "评分只由代码按政策文件计算；候选值、访谈和语音都不进入评分。\n\n"
        "所有操作都记入可验证的审计日志：`tallystick audit 案卷 --verify`。",
        "Only code and the originals supply figures; a model only words them.\n\n"
        "Answers and memos are checked sentence by sentence. A **proved** number comes from a "
        "figure; an **unchecked** sentence has none behind it, so judge it yourself; a **false** "
        "one is struck with its reason.\n\n"
        "The score comes from code alone, under the policy file; candidates, interviews and voice "
        "never enter it.\n\n"
        "Everything is in an audit log that can be verified: `tallystick audit CASE --verify`.",
    ),
    help__mark_verified=("已核实，可进入比率和评分", "verified, may enter ratios and scores"),
    help__mark_candidate=("待确认的取值", "candidate value, to be confirmed"),
    help__mark_disputed=("来源互相矛盾", "sources disagree"),
    help__mark_missing=("缺失（原因见详情）", "missing (reason in the detail)"),
    help__mark_thin=("勉强通过（余量在 5% 以内）", "thin pass (within 5 %)"),
    help__mark_breach=("突破", "breach"),
)
