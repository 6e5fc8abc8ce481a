"""Another person sits down at the open app."""

from typing import NamedTuple

from textual.widget import Widget
from textual.widgets import Input, Label, Static

from tui.messages import Words
from tui.presenter.lines import clean
from tui.screens.dialogs import Dialog


class NextPerson(NamedTuple):
    """The answer of ``PersonDialog``."""

    name: str
    why: str


class PersonDialog(Dialog[NextPerson]):
    """Who acts from here on, and why."""

    def __init__(self, words: Words, by: str, told: str = "") -> None:
        """Ask who follows ``by``; ``told`` is what calls for another person."""
        super().__init__(words, words("person.title"), words("key.person"))
        self._text = " ".join(t for t in (told, words("person.text", who=clean(by))) if t)

    def parts(self) -> list[Widget]:
        """Text, name, reason."""
        words = self.words
        return [
            Static(clean(self._text), classes="dialog-text", markup=False),
            Label(words("person.name")),
            Input(id="name", compact=True),
            Input(placeholder=words("dialog.why_placeholder"), id="why", compact=True),
        ]

    def given(self) -> NextPerson | None:
        """Name and reason, once there is a name."""
        name = self.text_of("#name")
        if not name:
            self.complain(self.words("person.needed"))
            return None
        return NextPerson(name, self.text_of("#why"))
