"""A one-off amount added back to a figure, which itself stays."""

from typing import NamedTuple

from textual.widget import Widget
from textual.widgets import Input, Label, Static

from tui.messages import Words
from tui.presenter.lines import clean
from tui.screens.dialogs import Dialog


class Addback(NamedTuple):
    """The answer of ``AdjustDialog``."""

    amount: str
    why: str
    page: str


class AdjustDialog(Dialog[Addback]):
    """A one-off amount added back to a figure."""

    def __init__(self, words: Words, label: str, printed: str) -> None:
        """Ask about a figure that prints as ``printed``."""
        super().__init__(words, words("adjust.title"), words("key.adjust"))
        self._text = words("adjust.text", label=clean(label), value=clean(printed))

    def parts(self) -> list[Widget]:
        """Text, amount, reason, page."""
        words = self.words
        return [
            Static(self._text, classes="dialog-text", markup=False),
            Label(words("adjust.amount")),
            Input(id="amount", compact=True),
            Label(words("dialog.why")),
            Input(placeholder=words("dialog.why_placeholder"), id="why", compact=True),
            Label(words("adjust.page")),
            Input(id="page", compact=True),
        ]

    def given(self) -> Addback | None:
        """Amount, reason and page; the desk says what is wrong with an amount."""
        amount, why = self.text_of("#amount"), self.text_of("#why")
        if not amount or not why:
            self.complain(self.words("dialog.why_needed" if amount else "adjust.needed"))
            return None
        return Addback(amount, why, self.text_of("#page"))
