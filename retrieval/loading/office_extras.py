"""What an Office file carries beside its content: macros, hidden sheets."""

import zipfile
from collections.abc import Iterable
from pathlib import Path

from retrieval.passages import Problem


def macro_problems(path: Path) -> tuple[Problem, ...]:
    """Says that macros are there and were not run."""
    with zipfile.ZipFile(path) as archive:
        if not any(name.lower().endswith("vbaproject.bin") for name in archive.namelist()):
            return ()
    return (
        Problem(
            reason="the file carries macros; they were not run",
            zh="文件带有宏，未运行",
            hint="values that a macro writes are read as they were last saved",
        ),
    )


def hidden_sheet_problems(hidden: Iterable[tuple[int, str]]) -> tuple[Problem, ...]:
    """Says which sheets don't show in the program and were read all the same."""
    return tuple(
        Problem(
            reason=f"sheet {name} is hidden in the workbook; it was read all the same",
            page=number,
            zh=f"工作表 {name} 在工作簿中是隐藏的，仍已读取",
        )
        for number, name in hidden
    )
