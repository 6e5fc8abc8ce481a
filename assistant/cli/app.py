"""The command tree and the one place where errors become messages and exit codes."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from typer._click.exceptions import ClickException, NoArgsIsHelpError  # typer carries its own click

from assistant.cli import (
    ask_commands,
    case_commands,
    challenge_commands,
    comment_commands,
    enter_commands,
    figure_commands,
    file_commands,
    interview_commands,
    judge_commands,
    memo_commands,
    model_commands,
    portfolio_commands,
    record_commands,
    score_commands,
    stress_commands,
    terms_commands,
    variable_commands,
)
from assistant.cli.help_words import in_language
from assistant.cli.session import Session, hoisted
from assistant.cli.usage_words import usage_text
from assistant.domain.progress import Stopped
from assistant.domain.quantities import Lang
from assistant.errors import ExitCode, TallystickError
from assistant.notices import end_of_notes, error_lines, note
from assistant.settings import settings_from, silence_telemetry

app = typer.Typer(
    name="tallystick",
    help="Underwrite small firms: code computes, prose is proved. No arguments open the app.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(case_commands.app, name="case")
for module in (
    *(file_commands, enter_commands, ask_commands, figure_commands),
    *(score_commands, judge_commands, record_commands, interview_commands),
    *(stress_commands, model_commands, challenge_commands, memo_commands, terms_commands),
    comment_commands,
):
    module.register(app)
app.add_typer(variable_commands.app, name="variables")
app.add_typer(portfolio_commands.app, name="portfolio")


@app.callback()
def common(
    context: typer.Context,
    home: Annotated[Path | None, typer.Option(help="Folder of cases and settings.")] = None,
    lang: Annotated[Lang | None, typer.Option(help="zh or en.")] = None,
    by: Annotated[str | None, typer.Option(help="Who acts; default: the system user.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON value on stdout.")] = False,
) -> None:
    """Options that every command takes, before or after its name."""
    settings = settings_from(home=home, lang=lang, by=by)
    context.obj = Session(settings=settings, as_json=as_json)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    silence_telemetry()
    words = hoisted(sys.argv[1:] if argv is None else argv)
    lang = _language(words)
    try:
        command = in_language(typer.main.get_command(app), lang)
        result = command.main(args=list(words), prog_name="tallystick", standalone_mode=False)
    except TallystickError as error:
        for line in error_lines(error, lang):
            note(line)
        return error.exit_code
    except ClickException as error:
        if isinstance(error, NoArgsIsHelpError):
            error.show()
        else:
            note(usage_text(error, lang))
        return ExitCode.USAGE
    except (typer.Abort, Stopped):
        return _interrupted(lang)
    except (BrokenPipeError, SystemExit):  # typer leaves so when nobody reads stdout any more
        return ExitCode.DONE
    finally:
        end_of_notes()
    if result == ExitCode.INTERRUPTED:  # typer's word for Ctrl-C
        return _interrupted(lang)
    return int(result) if isinstance(result, int) else ExitCode.DONE


def _interrupted(lang: Lang) -> int:
    zh = lang is Lang.ZH
    note("已中断；已确认的内容都在" if zh else "interrupted; what was acknowledged is kept")
    return ExitCode.INTERRUPTED


def _language(words: Sequence[str]) -> Lang:
    """The language of messages, even when the settings can't be read."""
    given = _flag(words, "--lang")
    try:
        return settings_from(lang=given, home=_flag(words, "--home")).lang
    except TallystickError:
        return Lang.EN


def _flag(words: Sequence[str], name: str) -> str | None:
    for place, word in enumerate(words):
        if word.startswith(f"{name}="):
            return word.partition("=")[2]
        if word == name and place + 1 < len(words):
            return words[place + 1]
    return None
