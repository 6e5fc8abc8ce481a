"""One utterance or number put right: what was really said, and by whom."""

from typing import NamedTuple

from textual.widget import Widget
from textual.widgets import Input, Label, Select, Static

from tui.messages import Words
from tui.presenter.lines import one_line
from tui.screens.dialogs import Dialog


class Corrected(NamedTuple):
    """The answer."""

    text: str
    speaker: str


class CorrectDialog(Dialog[Corrected]):
    """Words and speaker of one utterance."""

    def __init__(self, words: Words, text: str, speaker: str, speakers: dict[str, str]) -> None:
        """Start with what was heard; ``speakers`` are labels with what people call them."""
        super().__init__(words, words("correct.title"), words("key.save"))
        self._text = text
        self._speaker = speaker
        self._speakers = speakers

    def parts(self) -> list[Widget]:
        """Words and speaker."""
        choices = [(one_line(shown), label) for label, shown in self._speakers.items()]
        return [
            Label(self.words("correct.text")),
            Input(one_line(self._text), id="text", compact=True, select_on_focus=False),
            Label(self.words("correct.speaker")),
            Select(choices, value=self._speaker, allow_blank=False, id="speaker", compact=True),
        ]

    def given(self) -> Corrected | None:
        """The correction, once there are words."""
        text = self.text_of("#text")
        if not text:
            self.complain(self.words("correct.needed"))
            return None
        speaker = self.query_one("#speaker", Select).value
        return Corrected(text, str(speaker))


class AmountDialog(Dialog[str]):
    """The number of one claim."""

    def __init__(self, words: Words, claim: str, said: str) -> None:
        """Start with the number as it was heard, in the words around it."""
        super().__init__(words, words("amount.title"), words("key.save"))
        self._claim = claim
        self._said = said

    def parts(self) -> list[Widget]:
        """The words and the number."""
        return [
            Static(one_line(self._claim), classes="dialog-text", markup=False),
            Label(self.words("amount.label")),
            Input(one_line(self._said), id="amount", compact=True),
        ]

    def given(self) -> str | None:
        """The number as typed; whether it is one is for the desk to say."""
        amount = self.text_of("#amount")
        if not amount:
            self.complain(self.words("amount.needed"))
            return None
        return amount
