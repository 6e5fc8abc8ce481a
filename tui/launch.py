"""Opening the app from settings: in this terminal, or in a browser on this machine."""

from collections.abc import Mapping
from functools import partial
from importlib.util import find_spec

from assistant.domain.quantities import Lang
from assistant.errors import ExitCode, TallystickError, UsageError
from assistant.notices import error_lines, note
from assistant.settings import Settings, settings_from, silence_telemetry
from tui.desk import Desk
from tui.memory import Memory

_DEFAULT_PORT = 8642
_STOCK_THEME = "textual-dark"
"""The settings' default; means that nobody chose a theme."""


def open_desk_for(settings: Settings) -> Desk:
    """The desk over the embedded store; imports the services on first use."""
    from assistant.services.desk import open_desk

    return open_desk(settings)


def launch(flags: Mapping[str, str]) -> int:
    """Open the app, or serve it where ``flags`` hold ``serve``."""
    silence_telemetry()
    lang = Lang.EN if flags.get("lang") == Lang.EN else Lang.ZH
    try:
        settings = settings_from(
            **{name: flags.get(name) for name in ("lang", "home", "by", "theme")}
        )
        lang = settings.lang
        return _serve(flags, settings) if "serve" in flags else _run(settings)
    except TallystickError as error:
        for text in error_lines(error, lang):
            note(text)
        return error.exit_code


def _run(settings: Settings) -> int:
    memory = Memory()
    from assistant.services.beginning import is_begun
    from tui.app import TallystickApp
    from tui.entrance import FirstRun, build_demo
    from tui.start import Start
    from tui.styles.themes import own_themes
    from tui.vi import KEYS
    from tui.widgets.picture import ask_terminal

    entrance = None if is_begun(settings) else FirstRun(settings, build_demo)
    theme = "" if settings.theme == _STOCK_THEME else settings.theme
    app = TallystickApp(
        partial(open_desk_for, settings),
        lang=settings.lang,
        theme=theme,
        start=Start(
            memory,
            entrance,
            own_themes(settings.home / "themes"),
            {**(KEYS if settings.vi_moves else {}), **settings.keys},
            settings.vi_moves,
        ),
    )
    ask_terminal()
    app.run()
    memory.end()
    return app.return_code or ExitCode.DONE


def _serve(flags: Mapping[str, str], settings: Settings) -> int:
    if find_spec("textual_serve") is None:
        raise UsageError(
            "the app in a browser needs textual-serve, which is not installed",
            "pip install 'tallystick[serve]'; in this terminal: tallystick",
            zh="在浏览器中使用需要 textual-serve，本机没有安装",
            zh_hint="pip install 'tallystick[serve]'；在终端中使用：tallystick",
        )
    from tui.serve import serve

    text = flags.get("port", str(_DEFAULT_PORT))
    if not text.isdigit() or not 0 < int(text) < 2**16:
        raise UsageError(
            f"--port {text} is no port",
            "write a number from 1 to 65535",
            zh=f"--port {text} 不是端口号",
            zh_hint="请写 1 到 65535 的数",
        )
    passed = [f"--{n}={flags[n]}" for n in ("lang", "home", "by", "theme") if n in flags]
    serve(passed, int(text), settings.lang)
    return ExitCode.DONE
