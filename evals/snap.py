"""Redraws docs/screens from the demo: the same pictures from the same program."""

import os
import re
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from assistant.demo.firms import FIRMS
from assistant.domain.quantities import Lang
from evals.demo_home import build_home
from evals.wide_svg import aligned

_START: Final = datetime(2026, 1, 15, 1, 0, tzinfo=UTC)
_SHOWN_AT: Final = "2026-01-18T02:00:00+00:00"
_QUESTIONS: Final = (
    "最近十二个月的净销售额是多少，最大客户占比有什么变化？",
    "偿债备付率够不够？差多少会触线？",
    "哪家供应商消失了？",
    "租赁合同什么时候到期？",
)
_ROUNDS: Final = (
    ("zh", "tallystick-dark", (120, 40), (
        "cases_zh=",
        "workbench_zh=enter,f3",
        "figures_zh=f4,down",
        "findings_zh=f5",
        "score_zh=f6",
        "memo_zh=f7,left_square_bracket",
    )),
    ("zh", "tallystick-light", (80, 24), (
        "workbench_zh_small=f3",
        "figures_zh_small=f4",
        "findings_zh_small=f5",
    )),
    ("en", "tallystick-light", (120, 40), (
        "workbench_en=f3",
        "figures_en=f4,down",
        "memo_en=f7",
        "help_en=f1",
    )),
    ("en", "tallystick-dark", (200, 60), (
        "findings_en_large=f5",
        "score_en_large=f6",
    )),
    ("en", "tallystick-contrast", (80, 24), ("score_en_contrast=f6",)),
)  # fmt: skip
"""Language, theme, columns and lines, and pictures in the order in which one walks to them."""
_FONTS: Final = re.compile(r"@font-face\s*\{[^}]*\}\s*")
_FAMILY: Final = '"Fira Code", "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace'


def main(folder: Path) -> None:
    """Build a home, walk through the app, write the pictures into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        build_home(home, _START, firms=FIRMS, questions=_QUESTIONS, langs=list(Lang))
        for lang, theme, size, pictures in _ROUNDS:
            _draw(home, folder, (lang, theme, *map(str, size)), pictures)
    for path in sorted(folder.glob("*.svg")):
        path.write_text(_own(path.read_text("utf-8")), "utf-8")
        print(f"{path}  {path.stat().st_size // 1024} KB")


def _draw(home: Path, folder: Path, look: tuple[str, ...], pictures: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "tui.pictures", str(home), str(folder), *pictures]
    for name, value in zip(("--lang", "--theme", "--columns", "--lines"), look, strict=True):
        command += [name, value]
    command += ["--at", _SHOWN_AT]
    environment = {**os.environ, "TZ": "UTC", "LANG": "C.UTF-8"}  # noqa: TID251  handed on
    subprocess.run(command, check=True, env=environment)  # noqa: S603  our own program


def _own(svg: str) -> str:
    """A picture that asks no other host for fonts and gives wide characters their room."""
    return aligned(_FONTS.sub("", svg).replace("Fira Code, monospace", _FAMILY))
