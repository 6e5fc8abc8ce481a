"""What widgets ask of their screen."""

from textual.message import Message

from tui.presenter.detail import Place


class OpenPage(Message):
    """Show a page with its quote marked."""

    def __init__(self, place: Place) -> None:
        """Ask for ``place``."""
        super().__init__()
        self.place = place


class OpenFigure(Message):
    """Show a figure in full."""

    def __init__(self, key: str) -> None:
        """Ask for the figure ``key``."""
        super().__init__()
        self.key = key


class CopyText(Message):
    """Put text on the clipboard; an empty one means there was nothing to copy."""

    def __init__(self, text: str, what: str) -> None:
        """Ask for ``text`` to be copied; ``what`` names it in the notice."""
        super().__init__()
        self.text = text
        self.what = what
