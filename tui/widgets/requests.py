"""What widgets ask of their screen."""

from collections.abc import Callable

from textual.message import Message

from tui.presenter.detail import Place
from tui.presenter.tables import Table


class OpenPage(Message):
    """Show a page with its quote marked."""

    def __init__(self, place: Place) -> None:
        """Ask for ``place``."""
        super().__init__()
        self.place = place


class OpenFigure(Message):
    """Show a figure in full, or several one after the other."""

    def __init__(self, *keys: str) -> None:
        """Ask for the figures ``keys``."""
        super().__init__()
        self.keys = keys


class SaveTable(Message):
    """Write a table as it is shown."""

    def __init__(self, name: str, table: Table) -> None:
        """Ask for ``table``, which ``name`` tells apart from others in the file's name."""
        super().__init__()
        self.name = name
        self.table = table


class CopyText(Message):
    """Put text on the clipboard; an empty one means there was nothing to copy."""

    def __init__(self, text: str, what: str) -> None:
        """Ask for ``text`` to be copied; ``what`` names it in the notice."""
        super().__init__()
        self.text = text
        self.what = what


class PersonWanted(Message):
    """Have another person sit down, then go on."""

    def __init__(self, told: str, then: Callable[[], None]) -> None:
        """Say ``told`` for a reason, and call ``then`` once somebody has sat down."""
        super().__init__()
        self.told = told
        self.then = then
