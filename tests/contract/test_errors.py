"""Every error that a user may meet is worded in both languages."""

import ast
from collections.abc import Iterator
from pathlib import Path

from assistant import errors

ROOT = Path(__file__).parents[2]
WORDED = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.TallystickError)
}


def raised() -> Iterator[tuple[str, ast.Call]]:
    """Where an error is made with words that stand in the code."""
    for folder in ("assistant", "tui", "evals"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                is_error = isinstance(node, ast.Call) and getattr(node.func, "id", "") in WORDED
                if is_error and any(is_worded(a) for a in node.args):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def is_worded(argument: ast.expr) -> bool:
    is_text = isinstance(argument, ast.Constant) and bool(argument.value)
    return is_text or isinstance(argument, ast.JoinedStr)


def test_an_error_has_its_words_and_its_hint_in_chinese() -> None:
    found = list(raised())
    assert len(found) > 100
    lacking = []
    for place, call in found:
        words = ["zh", *("zh_hint" for hint in call.args[1:2] if is_worded(hint))]
        if set(words) - {k.arg for k in call.keywords}:
            lacking.append(place)
    assert lacking == []
