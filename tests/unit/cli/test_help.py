"""Help in Chinese for every command and option, and usage errors worded in it."""

from collections.abc import Iterator

import pytest
import typer
from typer._click.core import Command, Context, Parameter
from typer.core import TyperGroup

from assistant.cli.app import app, main
from assistant.cli.help_words import ZH, in_language, parameter_name
from assistant.domain.quantities import Lang


def walked(command: Command, path: str = "") -> Iterator[tuple[str, Command, list[Parameter]]]:
    yield path, command, command.get_params(Context(command))
    if isinstance(command, TyperGroup):
        for name, inner in command.commands.items():
            yield from walked(inner, f"{path} {name}".strip())


def test_every_command_and_parameter_has_chinese_help_and_no_word_is_left_over() -> None:
    used = set()
    for path, _, parameters in walked(typer.main.get_command(app)):
        assert path in ZH, f"no Chinese help for {path!r}"
        used.add(path)
        for parameter in parameters:
            name = parameter_name(parameter)
            key = f"{path} {name}".strip()
            key = key if key in ZH else name
            assert key in ZH, f"no Chinese help for {path} {name}"
            used.add(key)
    assert used == set(ZH)


def test_every_command_and_parameter_has_english_help() -> None:
    for path, command, parameters in walked(typer.main.get_command(app)):
        assert command.help, path
        for parameter in parameters:
            shared = parameter.name in {"case", "help"}
            assert shared or getattr(parameter, "help", None), (path, parameter.name)


def test_help_is_in_the_session_s_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "--help", "--lang", "zh"]) == 0
    assert "按政策评分" in capsys.readouterr().out
    assert main(["score", "--help", "--lang", "en"]) == 0
    assert "Score a case under the policy" in capsys.readouterr().out


def test_english_help_is_left_as_it_is() -> None:
    before = typer.main.get_command(app)
    assert in_language(before, Lang.EN) is before
    assert "Underwrite" in (before.help or "")


def test_no_arguments_show_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["case", "--lang", "zh"]) == 2
    assert "新建" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "zh"),
    [
        (["nope"], "没有命令 nope"),
        (["case", "shw"], "没有命令 shw"),
        (["case", "list", "--nope"], "没有选项 --nope"),
        (["case", "show"], "缺少参数 CASE"),
        (["case", "delete", "x"], "缺少选项 --why"),
        (["case", "new", "x", "--uscc"], "选项 --uscc 需要一个值"),
        (["case", "list", "x"], "多余的参数 x"),
        (["search", "x", "y", "-k", "0"], "-k 的值无效"),
    ],
)
def test_usage_errors_in_chinese(
    words: list[str], zh: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--lang", "zh"]) == 2
    told = capsys.readouterr().err
    assert zh in told
    assert "tallystick --help" in told
