"""What every command needs: settings, the desk, and how results are printed."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from assistant.domain.quantities import Lang
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.services.desk import LocalDesk

VALUED: Final = ("--home", "--lang", "--by")
"""Options with a value that are accepted anywhere on the command line."""

SWITCHES: Final = ("--json",)
"""Options without a value that are accepted anywhere on the command line."""


def hoisted(argv: Sequence[str]) -> list[str]:
    """``argv`` with the common options moved to the front, where one place reads them."""
    front: list[str] = []
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        if word == "--":
            rest += ["--", *words]
        elif word in VALUED:
            front += [word, *([value] if (value := next(words, None)) is not None else [])]
        elif word in SWITCHES or word.startswith(tuple(f"{name}=" for name in VALUED)):
            front.append(word)
        else:
            rest.append(word)
    return front + rest


@dataclass(frozen=True)
class Session:
    """One run of the command."""

    settings: Settings
    as_json: bool

    @property
    def lang(self) -> Lang:
        """Language of what is printed."""
        return self.settings.lang

    @cached_property
    def desk(self) -> "LocalDesk":
        """Every use case, over the home folder."""
        from assistant.services.desk import open_desk

        return open_desk(self.settings)

    def emit(self, shape: object, text: str) -> None:
        """Print the result on stdout: as one JSON value, or as text for people."""
        shown = json.dumps(shape, ensure_ascii=False, default=_jsonable) if self.as_json else text
        sys.stdout.write(shown.rstrip("\n") + "\n")
        sys.stdout.flush()

    def pick(self, zh: str, en: str) -> str:
        """The words of the session's language."""
        return zh if self.lang is Lang.ZH else en


def _jsonable(value: object) -> Any:  # noqa: ANN401  json's own contract
    from assistant.services.shapes import plain

    return plain(value)
