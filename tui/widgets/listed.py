"""A list whose lines hang from marks; Enter opens what a line stands for."""

from collections.abc import Iterable
from typing import ClassVar, Literal, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.presenter.lines import Line
from tui.widgets.hanging import Hanging

SETTLE_S = 0.06
"""What stands beside a list or a table follows its cursor once that rests so long."""
_TURN_PAGE = OptionList._move_page


class Item(NamedTuple):
    """One line of a list."""

    id: str
    mark: Line
    lines: tuple[Line, ...]
    is_heading: bool = False
    """The cursor passes over it."""


class Listed(OptionList):
    """Items by id."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "key.open")]

    _drawn_at = Size()
    """The room for which lines were broken and drawn."""

    def on_resize(self, event: events.Resize) -> None:
        """Keep what is drawn where a tab comes back at the size at which it left."""
        room = self.scrollable_content_region.size
        if room == self._drawn_at:
            event.prevent_default()
        self._drawn_at = room

    def fill(self, items: Iterable[Item]) -> None:
        """Show other items; the cursor goes to the first one."""
        seen = {""}
        options = []
        for item in items:
            known = None if item.id in seen else item.id
            seen.add(item.id)
            shown = Hanging(item.mark, item.lines)
            options.append(Option(shown, known, disabled=item.is_heading))
        self.clear_options()
        self.add_options(options)
        self.action_first()

    @property
    def chosen(self) -> str:
        """The id under the cursor; '' where there is none."""
        option = self.highlighted_option
        return (option.id or "") if option else ""


def page_what_is_laid_out() -> None:
    """Let a key that turns a list's page do nothing before the list has lines.

    A list that drops down, paged by a key that was typed ahead, ended the program.
    """

    def move(self: OptionList, direction: Literal[-1, 1]) -> None:
        if (self.highlighted or 0) in self._index_to_line:
            _TURN_PAGE(self, direction)

    OptionList._move_page = move  # type: ignore[method-assign]  # a drop-down makes its own list
