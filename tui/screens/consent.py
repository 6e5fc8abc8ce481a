"""A consent noted: to the recording, to the analysis of the voice, or of one voice alone."""

from typing import Any, Final, NamedTuple

from textual.widget import Widget
from textual.widgets import Input, Label, Select, Static

from assistant.domain.interviews import Consent, ConsentTo, Interview, consent_to
from tui.messages import Words
from tui.presenter.interview import consent_lines, role_text
from tui.presenter.lines import one_line, plain
from tui.screens.dialogs import Dialog

_YES: Final = "yes"
_NO: Final = "no"
_CASE: Final = ""
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

    def __init__(
        self, words: Words, interview: Interview | None, held: tuple[Consent, ...]
    ) -> None:
        """Ask; speakers are those of ``interview``, and ``held`` is what was noted before."""
        super().__init__(words, words("consent.title"), words("key.save"))
        self._interview = interview
        self._held = held

    def parts(self) -> list[Widget]:
        """What is on file, three choices, who and how."""
        words, interview = self.words, self._interview
        told = plain(*consent_lines(self._held, interview, words)) or words("consent.none")
        what = [
            (f"{words(f'consent.{to}')}: {words(f'consent.{said}')}", f"{to} {said}")
            for to in ConsentTo
            for said in (_YES, _NO)
        ]
        owners = sorted(interview.owners) if interview else ()
        shown = [(one_line(f"{s} {self._role(s)}"), s) for s in owners]
        whose = [(words("consent.case"), _CASE), *shown]
        return [
            Static(told, classes="dialog-text", markup=False),
            Label(words("consent.to")),
            Select(
                what,
                value=f"{self._missing} {_YES}",
                allow_blank=False,
                id="what",
                compact=True,
            ),
            Label(words("consent.whose")),
            Select(whose, value=_CASE, allow_blank=False, id="whose", compact=True),
            Input(placeholder=words("consent.by"), id="by", compact=True),
            Input(placeholder=words("consent.how"), id="how", compact=True),
        ]

    @property
    def _missing(self) -> ConsentTo:
        """What nobody agreed to yet: the recording comes before the voice in it."""
        known = {to: consent_to(self._held, to) for to in ConsentTo}
        asked = (to for to, held in known.items() if held is None or not held.given)
        return next(asked, ConsentTo.VOICE)

    def _role(self, speaker: str) -> str:
        return role_text(self._interview, speaker, self.words) if self._interview else ""

    def given(self) -> Consented | None:
        """The consent, once it names who gave it."""
        what: Any = self.query_one("#what", Select).value
        to, said = str(what).split()
        speaker: Any = self.query_one("#whose", Select).value
        by = self.text_of("#by")
        if not by:
            self.complain(self.words("consent.by_needed"))
            return None
        if speaker and to == ConsentTo.RECORDING:
            self.complain(self.words("consent.person_voice"))
            return None
        return Consented(ConsentTo(to), speaker, said == _YES, by, self.text_of("#how"))
