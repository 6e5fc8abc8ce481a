"""The person's own editor on a text of ours."""

import shlex
import subprocess
import tempfile
from pathlib import Path

from assistant.errors import InputError, system_reason


def edited_text(text: str, command: str) -> str | None:
    """The text after ``command`` was run on a file of it; None where nothing was changed.

    Raises:
        InputError: no editor is set, or it couldn't be run or failed.
    """
    words = shlex.split(command)
    if not words:
        raise InputError(
            "no editor is set",
            "set EDITOR, e.g. EDITOR=nano, or hand the text over with --with FILE",
            zh="没有设置编辑器",
            zh_hint="请设置环境变量 EDITOR（如 EDITOR=nano），或用 --with 给出文字",
        )
    with tempfile.TemporaryDirectory(prefix="tallystick-") as folder:
        path = Path(folder) / "section.md"
        path.write_text(text + "\n", "utf-8")
        try:
            done = subprocess.run([*words, str(path)], check=False)  # noqa: S603  the user's own editor
        except OSError as error:
            raise _failed(
                command, system_reason(error, "en"), system_reason(error, "zh")
            ) from error
        if done.returncode:
            raise _failed(command, f"exit code {done.returncode}", f"退出码 {done.returncode}")
        after = path.read_text("utf-8")
    return None if after.strip() == text.strip() else after


def _failed(command: str, en: str, zh: str) -> InputError:
    return InputError(
        f"the editor {command!r} failed: {en}",
        "nothing was changed; set EDITOR to one that runs here",
        zh=f"编辑器 {command!r} 未能完成：{zh}",
        zh_hint="没有改动任何内容；请把 EDITOR 设为可用的编辑器",
    )
