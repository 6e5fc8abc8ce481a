"""What if some figures were other ones: a field each, the outcome while one types."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual import on
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from assistant.errors import TallystickError
from tui.messages import Words
from tui.presenter.lines import Line, line, span
from tui.screens.dialogs import Dialog
from tui.widgets.frame import Lines
from tui.work import Jobs, error_text

_REST_S = 0.25
"""How long a pause in typing is before the outcome is worked out."""


class Field(NamedTuple):
    """One figure that may be another one."""

    key: str
    label: str
    value: str
    """As it is now."""


class SupposeDialog(Dialog[str]):
    """Figures with other values; the score follows as they are typed, and nothing is kept."""

    def __init__(
        self, words: Words, fields: Sequence[Field], suppose: Callable[[str], str]
    ) -> None:
        """Offer ``fields``; ``suppose`` says, in a worker, what changes would move."""
        super().__init__(words, words("suppose.title"), words("key.suppose"))
        self._fields = fields
        self._suppose = suppose
        self._jobs = Jobs(self, words)
        self._wait: Timer | None = None

    def parts(self) -> list[Widget]:
        """The outcome, in view on a small screen too, then a field a figure and one for any."""
        words = self.words
        made: list[Widget] = [
            Static(words("suppose.text"), classes="dialog-text", markup=False),
            Lines(id="outcome"),
        ]
        for number, field in enumerate(self._fields):
            now = words("suppose.now", value=field.value)
            made += [
                Label(f"{field.label}  {now}", markup=False),
                Input(id=f"field-{number}", placeholder=field.key, compact=True),
            ]
        made += [
            Label(words("suppose.other"), markup=False),
            Input(id="changes", placeholder="sales.net@L12M=2000万", compact=True),
        ]
        return made

    def given(self) -> str | None:
        """The changes as typed; None where there are none."""
        typed = [
            f"{field.key}={text}"
            for number, field in enumerate(self._fields)
            if (text := self.text_of(f"#field-{number}"))
        ]
        return "; ".join([*typed, *filter(None, (self.text_of("#changes"),))]) or None

    @on(Input.Changed)
    def _typed(self) -> None:
        """Work the outcome out once the typing rests."""
        if self._wait is not None:
            self._wait.stop()
        self._wait = self.set_timer(_REST_S, self._follow)

    def _follow(self) -> None:
        changes = self.given()
        outcome = self.query_one("#outcome", Lines)
        if changes is None:
            outcome.show()
            return

        def work() -> Line:
            try:
                return line(span(f"≈ {self._suppose(changes)}", "accent"))
            except TallystickError as error:  # half a value is no mistake yet
                return line(span(error_text(error, self.words)[0], "dim"))

        def told(found: Line) -> None:
            if changes == self.given():
                outcome.show(found)

        self._jobs.fetch("outcome", work, told)
