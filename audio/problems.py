"""How a recording that can't be used, or a part that is missing, says so to a person."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

Cancelled = Callable[[], bool]
"""True once the user has called the work off."""


class ProblemKind(StrEnum):
    """What kind of trouble it is; callers map it to an exit code."""

    MISSING = "missing"
    EMPTY = "empty"
    NOT_AUDIO = "not_audio"
    NO_STREAM = "no_stream"
    NO_PACKAGE = "no_package"
    NO_MODEL = "no_model"
    WRONG_DIGEST = "wrong_digest"
    NO_SPACE = "no_space"
    OTHER_RECORDING = "other_recording"


class AudioProblem(Exception):
    """A recording or a model can't be used; the reason is worded for a person."""

    def __init__(
        self, kind: ProblemKind, reason: str, zh: str, hint: str = "", zh_hint: str = ""
    ) -> None:
        """Keep what is wrong and what to do about it, in both languages.

        Args:
            kind: what kind of trouble.
            reason: what is wrong, in English.
            zh: the same in Chinese.
            hint: what to do, in English.
            zh_hint: the same in Chinese.
        """
        super().__init__(reason)
        self.kind = kind
        self.reason = reason
        self.zh = zh
        self.hint = hint
        self.zh_hint = zh_hint or hint

    def __reduce__(self) -> tuple[type["AudioProblem"], tuple[ProblemKind, str, str, str, str]]:
        """Survive the way back from a child process."""
        return type(self), (self.kind, self.reason, self.zh, self.hint, self.zh_hint)


class AudioStopped(Exception):
    """The user called the work off; the last checkpoint stands."""


EXTRA_COMMAND = "pip install 'tallystick[audio]'"
"""What brings the libraries behind this folder's doors."""


def vendor(module: str) -> Any:  # noqa: ANN401  libraries come in untyped by this door alone
    """A library of the ``audio`` extra, imported when it is first needed.

    Raises:
        AudioProblem: it is not installed; the hint is the command that brings it.
    """
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError as error:
        name = module.partition(".")[0]
        raise AudioProblem(
            ProblemKind.NO_PACKAGE,
            f"{name} is not installed, so recordings can't be read",
            f"没有安装 {name}，无法处理录音",
            EXTRA_COMMAND,
        ) from error
