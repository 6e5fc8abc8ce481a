"""Paths out of typed, pasted or dropped text. Touches no disk."""

import shlex
from pathlib import Path
from urllib.parse import unquote, urlsplit


def paths_from(text: str) -> tuple[Path, ...]:
    """One path a line; quoted, escaped and ``file://`` forms as terminals paste them.

    A line is one path with its blanks, unless it holds quotes, escapes or several ``file://``.
    """
    found: list[Path] = []
    for raw in text.splitlines():
        for word in _words(raw.strip()):
            path = _path(word)
            if path is not None and path not in found:
                found.append(path)
    return tuple(found)


def _words(raw: str) -> list[str]:
    if not raw:
        return []
    quoted = raw[0] in "'\"" or "\\ " in raw or raw.count("file://") > 1
    if not quoted:
        return [raw]
    try:
        return shlex.split(raw)
    except ValueError:
        return [raw]


def _path(word: str) -> Path | None:
    if word.startswith("file://"):
        word = unquote(urlsplit(word).path)
    word = word.strip().strip("'\"")
    return Path(word).expanduser() if word else None
