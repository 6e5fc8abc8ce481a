"""What was wrong with a command line, in Chinese; typer words it in English by itself."""

import re
from typing import Final

from typer._click.exceptions import ClickException  # typer carries its own click

from assistant.domain.quantities import Lang

_PATTERNS: Final = (
    (re.compile(r"No such command '(.+?)'\.(?: Did you mean '(.+)'\?)?"), r"没有命令 \1"),
    (re.compile(r"No such option: (\S+) \(Possible options: (.+)\)"), r"没有选项 \1（可用：\2）"),
    (re.compile(r"No such option: (\S+?)\.?"), r"没有选项 \1"),
    (re.compile(r"Missing argument '(.+)'\."), r"缺少参数 \1"),
    (re.compile(r"Missing option '(.+)'\."), r"缺少选项 \1"),
    (re.compile(r"Missing command\."), "缺少子命令"),
    (re.compile(r"Option '(\S+)' requires an argument\."), r"选项 \1 需要一个值"),
    (re.compile(r"Option (\S+) does not take a value\."), r"选项 \1 不带值"),
    (re.compile(r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)"), r"多余的参数 \1"),
    (re.compile(r"Invalid value for '(.+?)': (.+)", re.DOTALL), r"\1 的值无效：\2"),
)


def usage_text(error: ClickException, lang: Lang) -> str:
    """The message in one language, with the way to the help."""
    text = " ".join(error.format_message().split())
    if lang is Lang.ZH:
        text = next((m.expand(zh) for p, zh in _PATTERNS if (m := p.fullmatch(text))), text)
    return f"{text}  (tallystick --help)"
