"""Whose voices: how many a recording holds, and who each speaker is."""

from collections.abc import Mapping
from typing import Any, Final

from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Label, Select, Static

from assistant.domain.interviews import MANAGER, OWNER, ROLES, Interview
from tui.messages import Words
from tui.presenter.lines import one_line, shortened
from tui.screens.dialogs import Dialog

MOST_VOICES: Final = 30
_USUAL: Final = "2"
_SAMPLE_CELLS: Final = 40


class VoicesDialog(Dialog[int]):
    """How many people speak in a recording of one channel."""

    def __init__(self, words: Words) -> None:
        """Start with two."""
        super().__init__(words, words("voices.title"), words("dialog.ok"))

    def parts(self) -> list[Widget]:
        """What it is for, and a number."""
        text = Static(self.words("voices.text"), classes="dialog-text", markup=False)
        return [text, Input(_USUAL, id="voices", type="integer", compact=True)]

    def given(self) -> int | None:
        """A number from 1 to 30."""
        typed = self.text_of("#voices")
        count = int(typed) if typed.isascii() and typed.isdigit() else 0
        if not 1 <= count <= MOST_VOICES:
            self.complain(self.words("voices.wrong", most=MOST_VOICES))
            return None
        return count


class RolesDialog(Dialog[dict[str, str]]):
    """Who each speaker is, or whose voice it is too."""

    def __init__(self, words: Words, interview: Interview) -> None:
        """Start with what is known; the guess isn't."""
        super().__init__(words, words("roles.title"), words("key.save"))
        self._interview = interview

    def parts(self) -> list[Widget]:
        """A choice for each speaker, under the first words of that voice."""
        found: list[Widget] = []
        for place, speaker in enumerate(self._interview.speakers):
            first = next(line.text for line in self._interview.lines if line.speaker == speaker)
            said = shortened(first, _SAMPLE_CELLS)
            found.append(Label(f"{one_line(speaker)}  “{said}”", markup=False))
            role = self._interview.roles.get(speaker, "")
            choices = self._choices(speaker, role)
            found.append(
                Select(choices, value=role, allow_blank=False, id=f"role{place}", compact=True)
            )
        return [VerticalScroll(*found, id="roles")]

    def _choices(self, speaker: str, role: str) -> list[tuple[str, str]]:
        words = self.words
        others = [s for s in self._interview.speakers if s != speaker]
        own = [(one_line(role), role)] if role and role not in ROLES else []
        return [
            (words("roles.unsaid"), ""),
            (words("interview.owner"), OWNER),
            (words("interview.manager"), MANAGER),
            *own,
            *((words("roles.same", who=one_line(s)), s) for s in others),
        ]

    def given(self) -> dict[str, str] | None:
        """Roles that changed, by speaker; '': no role any more."""
        chosen: Mapping[str, Any] = {
            speaker: self.query_one(f"#role{place}", Select).value
            for place, speaker in enumerate(self._interview.speakers)
        }
        joined = {who for who, role in chosen.items() if role in self._interview.speakers}
        if any(chosen[who] in joined for who in joined):
            self.complain(self.words("roles.chain"))
            return None
        roles = self._interview.roles
        return {who: str(role) for who, role in chosen.items() if role != roles.get(who, "")}
