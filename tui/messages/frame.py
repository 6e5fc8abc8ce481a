"""Words of the frame: title, notices, dialogs, themes, commands."""

from typing import Final

from tui.messages.pairs import table

WORDS: Final = table(
    app__title=("Tallystick 授信助手", "Tallystick"),
    app__tagline=("每个数字都有出处", "every figure has a source"),
    app__opening=("正在打开案卷柜…", "opening the case cabinet…"),
    app__leave=("按 Ctrl+Q 退出", "Ctrl+Q quits"),
    app__loading=("读取中…", "loading…"),
    notice__error=("没有成功", "That did not work"),
    notice__bug=("程序内部错误：{name}: {text}", "internal error: {name}: {text}"),
    notice__bug_hint=(
        "案卷未受影响，可以继续；请把这一行告诉维护者",
        "the case is unharmed, carry on; please pass this line to the maintainers",
    ),
    notice__hint=("处理办法：{hint}", "what to do: {hint}"),
    notice__copied=("已复制：{what}", "copied: {what}"),
    notice__nothing_to_copy=("这里没有可复制的内容", "nothing to copy here"),
    notice__figure_gone=("案卷中没有这个指标：{key}", "the case has no such figure: {key}"),
    notice__how_to_quit=("按 Ctrl+Q 退出", "Ctrl+Q quits"),
    notice__theme=("主题：{name}", "theme: {name}"),
    notice__still_busy=(
        "上一件事还没做完，按 Esc 可以停止",
        "still busy with the last one; Esc stops it",
    ),
    theme__dark=("深色", "dark"),
    theme__light=("浅色", "light"),
    dialog__ok=("确定", "OK"),
    dialog__cancel=("取消", "Cancel"),
    dialog__save=("保存", "Save"),
    dialog__why=("理由", "Reason"),
    dialog__why_placeholder=("为什么（记入审计日志）", "why (goes into the audit log)"),
    dialog__why_needed=("请写明理由，审计日志要用", "a reason is needed for the audit log"),
    palette__placeholder=("输入命令…", "type a command…"),
    palette__none=("没有这样的命令", "no such command"),
    palette__tab=("转到：{name}", "Go to: {name}"),
    palette__open=("打开案卷：{name}", "Open case: {name}"),
    palette__open_help=("进入这家企业的工作台", "Go to this firm's workbench"),
    palette__theme=("切换深色/浅色主题", "Switch between the dark and the light theme"),
    palette__theme_help=("下次打开时保持", "Kept for next time"),
    palette__language=("Switch to English", "切换到中文"),
    palette__language_help=("Screen language; memos have their own", "屏幕语言；报告语言另选"),
    palette__quit=("退出", "Quit"),
    palette__quit_help=("位置会记住", "Your place is kept"),
    palette__do_help=("按键 {key}", "key {key}"),
    when__now=("刚刚", "just now"),
    when__minutes=("{n} 分钟前", "{n} min ago"),
    when__hours=("{n} 小时前", "{n} h ago"),
    when__yesterday=("昨天", "yesterday"),
    when__days=("{n} 天前", "{n} days ago"),
    serve__ready=(
        "浏览器打开 {url}（只限本机，链接含一次性口令；Ctrl+C 结束）",
        "open {url} in a browser (this machine only; the link carries a one-time key; Ctrl+C ends)",
    ),
    serve__port_taken=("端口 {port} 已被占用", "port {port} is already in use"),
    serve__port_hint=(
        "换一个：tallystick serve --port {port}",
        "take another: tallystick serve --port {port}",
    ),
    serve__refused=("拒绝：链接里没有口令", "refused: the link lacks its key"),
)
