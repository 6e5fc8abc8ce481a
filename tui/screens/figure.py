"""A figure in full, with its inputs to go down into."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList

from assistant.domain.figures import Figure
from tui.messages import Words
from tui.presenter.detail import Place, detail_lines, input_rows, place_of
from tui.presenter.lines import line, plain, span
from tui.screens.closing import Modal
from tui.widgets.frame import Lines
from tui.widgets.key_bar import KeyBar
from tui.widgets.listed import Item, Listed


class FigureScreen(Modal[Place | None]):
    """Answers with a page to open, or None."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "key.back"),
        Binding("enter", "open_source", "key.open"),
        Binding("left", "turn(-1)", "key.previous"),
        Binding("right", "turn(1)", "key.next"),
        Binding("y", "copy", "key.copy"),
    ]

    def __init__(
        self, shown: Sequence[Figure], figures: Mapping[str, Figure], words: Words
    ) -> None:
        """Show the first of ``shown``; inputs are looked up in ``figures``."""
        super().__init__()
        self._words = words
        self._figures = figures
        self._shown = shown
        self._at = 0
        self._trail = [shown[0]]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what there is to do."""
        del parameters
        if action == "turn":
            return len(self._shown) > 1
        return action != "open_source" or place_of(self._trail[-1]) is not None

    def compose(self) -> ComposeResult:
        """Detail, inputs."""
        with Vertical(classes="sheet"):
            yield Lines(id="figure-trail")
            yield Lines(id="figure-text")
            yield Lines(line(span(self._words("detail.inputs"), "label")), id="figure-head")
            yield Listed(id="figure-inputs")
        yield KeyBar(self._words)

    def on_mount(self) -> None:
        """Show the first figure."""
        self._show()

    def _show(self) -> None:
        figure, words = self._trail[-1], self._words
        trail = " › ".join(f.label(words.lang) for f in self._trail[:-1])
        if len(self._shown) > 1:
            trail = f"{self._at + 1}/{len(self._shown)}  {trail}"
        self.query_one("#figure-trail", Lines).show(line(span(trail, "dim")))
        self.query_one("#figure-trail").display = bool(trail)
        lines = list(detail_lines(figure, self._figures, words))
        if place_of(figure) is not None:
            lines.append(line(span(words("detail.open_hint"), "accent")))
        self.query_one("#figure-text", Lines).show(*lines)
        rows = input_rows(figure, self._figures, words)
        inputs = self.query_one("#figure-inputs", Listed)
        inputs.fill(Item(r.key, (), (r.line,), is_heading=not r.is_known) for r in rows)
        inputs.display = self.query_one("#figure-head").display = bool(rows)
        if rows:
            inputs.focus()
        else:
            self.set_focus(None)
        self.refresh_bindings()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go down into an input."""
        figure = self._figures.get(event.option.id or "")
        if figure is not None:
            self._trail.append(figure)
            self._show()

    def action_open_source(self) -> None:
        """Open the page that a quoted figure stands on."""
        place = place_of(self._trail[-1])
        if place is not None:
            self.dismiss(place)

    def action_turn(self, step: int) -> None:
        """Go to the next or the previous of the figures asked for."""
        self._at = (self._at + step) % len(self._shown)
        self._trail = [self._shown[self._at]]
        self._show()

    def action_back(self) -> None:
        """One figure back up, or close."""
        if len(self._trail) > 1:
            self._trail.pop()
            self._show()
        else:
            self.dismiss(None)

    def action_copy(self) -> None:
        """Copy everything shown."""
        figure = self._trail[-1]
        rows = input_rows(figure, self._figures, self._words)
        text = plain(*detail_lines(figure, self._figures, self._words), *(r.line for r in rows))
        self.app.copy_to_clipboard(text)
        what = figure.label(self._words.lang)
        self.notify(self._words("notice.copied", what=what), markup=False)
