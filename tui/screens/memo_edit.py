"""Editing a section of a memo in place or in one's own editor, and taking an edited file back."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, Label, Static, TextArea

from tui.messages import Words
from tui.screens.dialogs import Dialog

_SUFFIXES = (".docx", ".md")


class EditDialog(Dialog[str]):
    """A section's Markdown; what was typed is handed over whichever way the dialog ends."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "editor", "key.editor"),
        Binding("ctrl+home", "to_end(False)", show=False),
        Binding("ctrl+end", "to_end(True)", show=False),
    ]

    def __init__(
        self,
        words: Words,
        title: str,
        text: str,
        left: Callable[[str], None],
        in_editor: Callable[[str], str | None],
    ) -> None:
        """Edit ``text``; ``left`` is told what was typed, ``in_editor`` opens another editor."""
        super().__init__(words, title, words("key.save"))
        self._text = text
        self._left = left
        self._in_editor = in_editor

    def parts(self) -> list[Widget]:
        """What saving means, and the text."""
        return [
            Static(self.words("edit.text"), classes="dialog-text", markup=False),
            TextArea(self._text, id="section-text", compact=True, tab_behavior="focus"),
        ]

    def on_mount(self) -> None:
        """The text takes as much room as there is."""
        self.query_one(".dialog").add_class("wide")
        self.query_one(TextArea).focus()

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        """Nothing that was typed is lost."""
        event.stop()
        self._left(event.text_area.text)

    def action_to_end(self, last: bool) -> None:
        """Put the cursor at the text's end, or at its beginning."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end if last else (0, 0))

    def action_editor(self) -> None:
        """Edit the text in the person's own editor."""
        area = self.query_one(TextArea)
        try:
            with self.app.suspend():
                after = self._in_editor(area.text)
        except SuspendNotSupported:
            self.complain(self.words("edit.no_terminal"))
            return
        if after is not None:
            area.text = after

    def given(self) -> str | None:
        """The text."""
        return self.query_one(TextArea).text


class ImportDialog(Dialog[Path]):
    """Which edited file."""

    def __init__(self, words: Words, start: Path) -> None:
        """Start in the folder ``start``."""
        super().__init__(words, words("import.title"), words("key.import"))
        self._start = start

    def parts(self) -> list[Widget]:
        """A path."""
        return [
            Label(self.words("import.path")),
            Input(f"{self._start}/", id="path", compact=True),
        ]

    def given(self) -> Path | None:
        """The path of a file that can be read."""
        path = self._start / Path(self.text_of("#path")).expanduser()
        if path.suffix.lower() not in _SUFFIXES or not path.is_file():
            self.complain(self.words("import.missing", path=str(path)))
            return None
        return path
