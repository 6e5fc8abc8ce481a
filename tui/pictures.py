"""Draws the app's screens as SVG: ``python -m tui.pictures HOME FOLDER --lang zh NAME=key,key...``.

``evals.snap`` asks for it in a process of its own, because only this folder knows Textual.
"""

import argparse
import asyncio
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from textual.pilot import Pilot

from assistant.settings import settings_from, silence_telemetry
from tui.app import TallystickApp
from tui.entrance import FirstRun, build_demo
from tui.launch import open_desk_for
from tui.start import Start

_POLL_S: Final = 0.02
_STILL: Final = 10
"""Polls without work or paint after which a screen is at rest."""
_ENDLESS: Final = "_loader"
"""A worker of the folder tree that waits for ever."""


class Picture(NamedTuple):
    """A file name without its suffix, and the keys that lead there from the last one."""

    name: str
    keys: tuple[str, ...]


def main(argv: Sequence[str] | None = None) -> int:
    """Draw what is asked for, one picture after the other in one run of the app."""
    silence_telemetry()
    parser = argparse.ArgumentParser(prog="python -m tui.pictures")
    parser.add_argument("home", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("pictures", nargs="+", type=_picture)
    parser.add_argument("--lang", default="zh")
    parser.add_argument("--first", action="store_true", help="what the first run asks")
    parser.add_argument("--theme", default="tallystick-dark")
    parser.add_argument("--at", type=datetime.fromisoformat, required=True)
    parser.add_argument("--columns", type=int, default=110)
    parser.add_argument("--lines", type=int, default=34)
    asyncio.run(_draw(parser.parse_args(argv)))
    return 0


def _picture(text: str) -> Picture:
    name, _, keys = text.partition("=")
    return Picture(name, tuple(k for k in keys.split(",") if k))


async def _draw(asked: argparse.Namespace) -> None:
    settings = settings_from(home=asked.home, lang=asked.lang, embeddings="off")
    entrance = FirstRun(settings, build_demo) if asked.first else None
    app = TallystickApp(
        partial(open_desk_for, settings),
        lang=settings.lang,
        theme=asked.theme,
        clock=lambda: asked.at,
        start=Start(entrance=entrance),
    )
    async with app.run_test(size=(asked.columns, asked.lines)) as pilot:
        await _rest(pilot)
        for picture in asked.pictures:
            for key in picture.keys:
                await pilot.press(key)
                await _rest(pilot)
            if app.focused is not None and hasattr(app.focused, "cursor_blink"):
                app.focused.cursor_blink = False
            await _rest(pilot)
            svg = app.export_screenshot(title="Tallystick", simplify=True)
            (asked.folder / f"{picture.name}.svg").write_text(svg, "utf-8")


async def _rest(pilot: Pilot[Any]) -> None:
    """Until no work is under way."""
    still = 0
    while still < _STILL:
        await asyncio.sleep(_POLL_S)
        busy = any(not w.is_finished and w.name != _ENDLESS for w in pilot.app.workers)
        still = 0 if busy else still + 1
    await pilot.pause()


if __name__ == "__main__":
    raise SystemExit(main())
