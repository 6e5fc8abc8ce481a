"""F1: the keys of the screen beneath, and what the marks mean."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Markdown, Static

from tui.messages import Words
from tui.presenter.lines import Line, Role, line, padded, span
from tui.screens.closing import Modal
from tui.widgets.frame import Lines
from tui.widgets.key_bar import KeyBar, key_name

_MARKS: tuple[tuple[str, Role, str], ...] = (
    ("✓", "good", "help.mark_verified"),
    ("?", "warn", "help.mark_candidate"),
    ("≠", "bad", "help.mark_disputed"),
    ("—", "dim", "help.mark_missing"),
    ("◐", "warn", "help.mark_thin"),
    ("✗", "bad", "help.mark_breach"),
)
_KEY_CELLS = 18


class HelpScreen(Modal[None]):
    """Keys and marks."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,f1", "close", "key.close")]

    def __init__(
        self, bindings: Sequence[Binding], words: Words, *, vi_moves: bool = False
    ) -> None:
        """Explain ``bindings``, those of the screen that asked."""
        super().__init__()
        self._bindings_told = bindings
        self._words = words
        self._vi_moves = vi_moves

    def compose(self) -> ComposeResult:
        """Keys, marks, text."""
        words = self._words
        with Vertical(classes="sheet"):
            yield Static(words("help.title"), classes="dialog-title")
            with VerticalScroll(id="help-scroll", can_focus=True):
                yield Lines(*self._keys(), classes="help-block")
                yield Lines(*self._marks(), classes="help-block")
                yield Markdown(words("help.text"), open_links=False)
        yield KeyBar(words)

    def on_mount(self) -> None:
        """Arrow keys scroll at once."""
        self.query_one("#help-scroll").focus()

    def _keys(self) -> list[Line]:
        words = self._words
        lines = [line(span(words("help.keys"), "label"))]
        for binding in self._bindings_told:
            keys = " ".join(key_name(k) for k in binding.key.split(","))
            lines.append(_fact(keys, words(binding.description)))
        lines += [line(""), line(span(words("help.everywhere"), "label"))]
        lines.append(_fact(words("help.tabs_keys"), words("key.tabs")))
        lines.append(_fact(words("help.focus_keys"), words("help.focus")))
        if self._vi_moves:
            lines.append(_fact("j k h l g G ^d ^u", words("help.vi")))
        lines.append(_fact(words("help.mouse"), words("help.select")))
        return lines

    def _marks(self) -> list[Line]:
        words = self._words
        lines = [line(span(words("help.marks"), "label"))]
        for mark, role, key in _MARKS:
            lines.append(line(span(padded(f"  {mark}", _KEY_CELLS), role), span(words(key))))
        return lines

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def _fact(keys: str, text: str) -> Line:
    return line(span(padded(f"  {keys}", _KEY_CELLS), "accent"), span(text))
