"""The error tree, by audience.

* Programmer errors are ``TypeError``/``ValueError`` and are never caught.
* ``ToolRefusal`` is for the model: its text is fed back into the tool loop.
* ``TallystickError`` and its children are for the user: a message that says what and where,
  a hint that says what to do next, and an exit code.

    TallystickError
    |-- UsageError      2   the command or the key is not one we know
    |-- FalseTextFound  3   a checked text holds a false statement
    |-- InputError      4   a file, page, row or value can't be used
    |-- ModelError      5   the model endpoint failed
    `-- StorageError    6   the case store can't be read or written
        `-- CaseLocked  6   another process is writing to the case

Missing data is a value (``None``), never an error.
"""

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """Exit codes of the console command."""

    DONE = 0
    BUG = 1
    USAGE = 2
    FALSE_TEXT = 3
    INPUT = 4
    MODEL = 5
    STORAGE = 6
    INTERRUPTED = 130


class TallystickError(Exception):
    """An error worded for the user."""

    exit_code: ClassVar[ExitCode] = ExitCode.BUG

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep ``message`` (what and where) and ``hint`` (what to do next)."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(TallystickError):
    """The command, option, key or case name is not one we know."""

    exit_code = ExitCode.USAGE


class FalseTextFound(TallystickError):
    """A checked text holds at least one false statement."""

    exit_code = ExitCode.FALSE_TEXT


class InputError(TallystickError):
    """A file, page, row or value can't be used; the message names it."""

    exit_code = ExitCode.INPUT


class ModelError(TallystickError):
    """The model endpoint is absent, refused, timed out or spoke nonsense."""

    exit_code = ExitCode.MODEL


class StorageError(TallystickError):
    """The case store can't be read or written, or fails its own verification."""

    exit_code = ExitCode.STORAGE


class CaseLocked(StorageError):
    """Another process is writing to the case."""


class ToolRefusal(Exception):
    """A tool declines the model's call; ``str()`` of it goes back to the model."""
