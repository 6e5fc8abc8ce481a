"""Words of the first run."""

from typing import Final

from tui.messages.pairs import table

WORDS: Final = table(
    welcome__title=("欢迎使用 Tallystick", "Welcome to Tallystick"),
    welcome__text=(
        "三个问题，都可以以后再改（config.toml）。",
        "Three questions; each can be changed later (config.toml).",
    ),
    welcome__lang=("语言", "Language"),
    welcome__home=("案卷放在哪个文件夹", "Folder for the cases"),
    welcome__model=(
        "语言模型（可不填：离线分析员作答，什么都不离开本机）",
        "Language model (may stay empty: answers come offline, nothing leaves here)",
    ),
    welcome__url=(
        "接口地址，如 http://127.0.0.1:8081/v1",
        "address, e.g. http://127.0.0.1:8081/v1",
    ),
    welcome__name=("模型名称", "name of the model"),
    welcome__key=("密钥（接口需要时）", "key, where the endpoint wants one"),
    welcome__probe=("试一试", "Try it"),
    welcome__probing=("正在连接……", "connecting…"),
    welcome__no_url=("没有填地址：离线作答", "no address: answers come offline"),
    welcome__no_name=(
        "请填模型名称，或清空地址离线使用",
        "name the model, or clear the address to stay offline",
    ),
    welcome__start=("开始", "Start"),
    welcome__demo=("先看示例", "Show me the demo"),
    welcome__no_home=("请填一个文件夹", "a folder is needed"),
    welcome__building=(
        "正在建立五个示例案卷，约一分钟……",
        "building five sample cases, about a minute…",
    ),
)
