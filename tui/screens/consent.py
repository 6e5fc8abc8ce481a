"""A consent noted: to the recording, to the analysis of the voice, or of one voice alone."""

from typing import Any, NamedTuple

from textual.widget import Widget
from textual.widgets import Input, Label, Select, Static

from assistant.domain.interviews import Consent, ConsentTo, Interview
from tui.messages import Words
from tui.presenter.interview import consent_lines, role_text
from tui.presenter.lines import one_line, plain
from tui.screens.dialogs import Dialog

_CASE = ""
"""The choice that stands for the whole case."""


class Consented(NamedTuple):
    """The answer."""

    to: ConsentTo
    speaker: str
    """Whose voice alone; '' for the whole case."""
    given: bool
    by: str
    how: str


class ConsentDialog(Dialog[Consented]):
    """Who agreed to what, and how; what is on file stands above."""

    def __init__(self, words: Words, interview: Interview, held: tuple[Consent, ...]) -> None:
        """Ask about an interview and its speakers; ``held`` is what was noted before."""
        super().__init__(words, words("consent.title"), words("key.save"))
        self._interview = interview
        self._held = held

    def parts(self) -> list[Widget]:
        """What is on file, three choices, who and how."""
        words, interview = self.words, self._interview
        told = plain(*consent_lines(self._held, interview, words)) or words("consent.none")
        to = [(words(f"consent.{one}"), one) for one in ConsentTo]
        whose = [
            (words("consent.case"), _CASE),
            *(
                (one_line(f"{s} {role_text(interview, s, words)}"), s)
                for s in interview.speakers
                if s in interview.owners
            ),
        ]
        given = [(words("consent.yes"), True), (words("consent.no"), False)]
        return [
            Static(told, classes="dialog-text", markup=False),
            Label(words("consent.to")),
            Select(to, value=ConsentTo.VOICE, allow_blank=False, id="to", compact=True),
            Label(words("consent.whose")),
            Select(whose, value=_CASE, allow_blank=False, id="whose", compact=True),
            Label(words("consent.given")),
            Select(given, value=True, allow_blank=False, id="given", compact=True),
            Label(words("consent.by")),
            Input(id="by", compact=True),
            Label(words("consent.how")),
            Input(id="how", compact=True),
        ]

    def given(self) -> Consented | None:
        """The consent, once it names who gave it."""
        to: Any = self.query_one("#to", Select).value
        speaker: Any = self.query_one("#whose", Select).value
        given: Any = self.query_one("#given", Select).value
        by = self.text_of("#by")
        if not by:
            self.complain(self.words("consent.by_needed"))
            return None
        if speaker and to is ConsentTo.RECORDING:
            self.complain(self.words("consent.person_voice"))
            return None
        return Consented(ConsentTo(to), speaker, bool(given), by, self.text_of("#how"))
