"""Jump mode: a letter on each part of the screen that takes keys; press it to be there."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static, Tab

from tui.messages import Words
from tui.screens.case_screen import CaseScreen
from tui.screens.closing import Modal
from tui.widgets.key_bar import KeyBar

LETTERS: Final = "asdfghjklqwertyuiopzxcvbnm"


class Target(NamedTuple):
    """A part of the screen under a letter."""

    letter: str
    widget: Widget
    at: Offset


def targets_of(screen: Screen[Any]) -> tuple[Target, ...]:
    """What can be jumped to: tabs, then whatever takes the focus and is in view."""
    found = [*screen.query(Tab), *screen.focus_chain]
    seen: dict[Offset, Widget] = {}
    for widget in found:
        if widget.region.area and screen.region.contains_point(widget.region.offset):
            seen.setdefault(widget.region.offset, widget)
    places = sorted(seen.items(), key=lambda item: (item[0].y, item[0].x))
    return tuple(
        Target(letter, widget, at) for letter, (at, widget) in zip(LETTERS, places, strict=False)
    )


def go_to(screen: Screen[Any], to: Widget | None) -> None:
    """Open the tab, or focus the part, that was jumped to."""
    if isinstance(to, Tab) and isinstance(screen, CaseScreen):
        screen.action_tab((to.id or "").removeprefix("--content-tab-"))
    elif to is not None:
        to.focus()


class JumpScreen(Modal[Widget | None]):
    """Letters over the screen below; answers with what was jumped to."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "key.close")]

    def __init__(self, targets: Sequence[Target], words: Words) -> None:
        """Offer ``targets``."""
        super().__init__()
        self._targets = targets
        self._words = words

    def compose(self) -> ComposeResult:
        """A letter a target."""
        for target in self._targets:
            shown = Static(Content.styled(f" {target.letter} ", "bold"), classes="jump-letter")
            shown.absolute_offset = target.at
            yield shown
        yield KeyBar(self._words)

    def on_key(self, event: events.Key) -> None:
        """Go where the letter is; any other key goes back."""
        event.stop()
        event.prevent_default()
        to = next((t.widget for t in self._targets if t.letter == event.character), None)
        self.dismiss(to)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
