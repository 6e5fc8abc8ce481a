"""The console command: no arguments or ``serve`` opens the app, the rest is the command line."""

import sys
from collections.abc import Sequence
from typing import Final

_VALUED: Final = ("--lang", "--home", "--by", "--theme", "--port")
"""Flags of the app; each takes a value."""


def app_flags(argv: Sequence[str]) -> dict[str, str] | None:
    """The app's flags, with ``serve`` where it is asked for; None: the command line is meant."""
    found: dict[str, str] = {}
    at = 0
    while at < len(argv):
        name, equals, value = argv[at].partition("=")
        if name == "serve" and not equals and "serve" not in found:
            found["serve"] = "yes"
        elif name in _VALUED and equals:
            found[name[2:]] = value
        elif name in _VALUED and at + 1 < len(argv):
            at += 1
            found[name[2:]] = argv[at]
        else:
            return None
        at += 1
    return None if "port" in found and "serve" not in found else found


def main(argv: Sequence[str] | None = None) -> int:
    """Run Tallystick; the exit code says how it went."""
    given = list(sys.argv[1:] if argv is None else argv)
    flags = app_flags(given)
    if flags is None:
        from assistant.cli import main as command_line

        return command_line(given)
    from tui.launch import launch

    return launch(flags)


if __name__ == "__main__":
    raise SystemExit(main())
