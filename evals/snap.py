"""Redraws docs/screens from the demo: every screen, both languages, three sizes, light and dark."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple

from assistant.demo.firms import FIRMS
from assistant.domain.quantities import Lang
from evals.demo_home import build_home
from evals.small_svg import small
from evals.wide_svg import aligned

_START: Final = datetime(2026, 1, 15, 1, 0, tzinfo=UTC)
_SHOWN_AT: Final = "2026-01-18T02:00:00+00:00"
_QUESTIONS: Final = (
    "最近十二个月的净销售额是多少，最大客户占比有什么变化？",
    "偿债备付率够不够？差多少会触线？",
    "哪家供应商消失了？",
    "租赁合同什么时候到期？",
)
_PLACE: Final = Path(tempfile.gettempdir()) / "tallystick"
"""The same each time, since dialogs show it."""
_SIZES: Final = ((80, 24), (120, 40), (200, 60))
_THEMES: Final = ("light", "dark")
_FIRST: Final = ("welcome=",)
_WALK: Final = (
    "cases=",
    "new_case=n",
    "chat=escape,enter,f3",
    "talks=escape,t",
    "jump=escape,ctrl+g",
    "palette=escape,ctrl+p",
    "help=escape,f1",
    "activity=escape,ctrl+l",
    "sources=escape,f2",
    "page=end,enter",
    "add=escape,a",
    "fields=escape,e",
    "search=escape,f8,t,e,r,m",
    "figures=escape,f4,down,down",
    "figure=enter",
    "findings=escape,f5",
    "dismiss=d",
    "score=escape,f6",
    "suppose=w",
    "memo=escape,f7{memo}",
    "edit=e",
    "draft=escape,n",
    "export=escape,x",
    "terms=escape,t",
    "interview=escape,f9",
    "consents=v",
    "end=escape,escape,escape",
)
"""Pictures in the order in which one walks to them; the last one is not kept."""
_MEMO_KEYS: Final = {Lang.ZH: ",left_square_bracket", Lang.EN: ""}
"""The memo in the screen's language; the English one was drafted last."""
_FONTS: Final = re.compile(r"@font-face\s*\{[^}]*\}\s*")
_FAMILY: Final = '"Fira Code", "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace'


class _Look(NamedTuple):
    """How the screen is set up."""

    lang: Lang
    theme: str
    columns: int
    lines: int

    def name(self, screen: str) -> str:
        """A picture's name without its suffix."""
        return f"{screen}_{self.lang}_{self.columns}x{self.lines}_{self.theme}"


def main(folder: Path) -> None:
    """Build a home, walk through the app in every look, write the pictures into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.svg"):
        old.unlink()
    shutil.rmtree(_PLACE, ignore_errors=True)
    try:
        home = _PLACE / "home"
        build_home(
            home, _START, firms=FIRMS, questions=_QUESTIONS, langs=list(Lang), interview=True
        )
        for look in _looks():
            _draw(Path("~/.tallystick"), folder, look, _FIRST, "--first")
            _draw(home, folder, look, [p.format(memo=_MEMO_KEYS[look.lang]) for p in _WALK])
    finally:
        shutil.rmtree(_PLACE, ignore_errors=True)
    for last in folder.glob("end_*.svg"):
        last.unlink()
    for path in folder.glob("*.svg"):
        path.write_text(_own(path.read_text("utf-8")), "utf-8")
    _index(folder)
    total = sum(path.stat().st_size for path in folder.glob("*.svg"))
    print(f"{folder}: {len(list(folder.glob('*.svg')))} pictures, {total / 1e6:.1f} MB")


def _looks() -> Iterator[_Look]:
    for lang, theme, (columns, lines) in product(Lang, _THEMES, _SIZES):
        yield _Look(lang, theme, columns, lines)
    yield _Look(Lang.EN, "contrast", 80, 24)


def _draw(home: Path, folder: Path, look: _Look, pictures: Sequence[str], *more: str) -> None:
    named = []
    for picture in pictures:
        screen, _, keys = picture.partition("=")
        named.append(f"{look.name(screen)}={keys}")
    command = [
        sys.executable,
        "-m",
        "tui.pictures",
        str(home),
        str(folder.absolute()),
        *named,
        *more,
    ]
    command += ["--lang", look.lang, "--theme", f"tallystick-{look.theme}", "--at", _SHOWN_AT]
    command += ["--columns", str(look.columns), "--lines", str(look.lines)]
    environment = {
        **os.environ,  # noqa: TID251  handed on
        "TZ": "UTC",
        "LANG": "C.UTF-8",
        "HOME": "/home/you",
        "PYTHONPATH": str(Path(__file__).parents[1]),
    }
    files = _PLACE / "home" / "demo-files"
    subprocess.run(command, check=True, env=environment, cwd=files)  # noqa: S603  our own program


def _own(svg: str) -> str:
    """A picture that asks no other host for fonts and gives wide characters their room."""
    return small(aligned(_FONTS.sub("", svg).replace("Fira Code, monospace", _FAMILY)))


def _index(folder: Path) -> None:
    """A page with every screen: its pictures of middle size, links to the others."""
    lines = [
        "# Screens",
        "",
        "`make snap` draws these from the demo, so that nobody edits them.",
        "",
    ]
    for screen in [p.partition("=")[0] for p in (*_FIRST, *_WALK[:-1])]:
        lines += [f"## {screen}", ""]
        for look in _looks():
            name = look.name(screen)
            is_shown = (look.lang, look.columns, look.theme) == (Lang.ZH, 120, "dark")
            mark = "!" if is_shown else ""
            said = f"{look.lang} {look.columns}x{look.lines} {look.theme}"
            lines.append(f"{mark}[{said}]({name}.svg)" + ("\n" if is_shown else ""))
        lines.append("")
    (folder / "README.md").write_text("\n".join(lines), "utf-8")
