"""Where a memo, a table or a recording is written to."""

from pathlib import Path

from textual import on
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Button, Input, Label

from tui.messages import Words
from tui.screens.dialogs import Dialog

SUFFIXES = (".docx", ".pdf", ".md", ".html")
"""What a memo is written as."""


class ExportDialog(Dialog[Path]):
    """A path whose suffix says the format."""

    def __init__(self, words: Words, suggested: Path, suffixes: tuple[str, ...] = SUFFIXES) -> None:
        """Start with ``suggested``; ``suffixes`` are the formats that can be written."""
        super().__init__(words, words("export.title"), words("key.export"))
        self._suggested = suggested
        self._suffixes = suffixes
        self._warned = ""

    def parts(self) -> list[Widget]:
        """Path and the formats."""
        buttons = [Button(s, id=f"as-{s[1:]}", classes="as", compact=True) for s in self._suffixes]
        return [
            Label(self.words("export.path", formats=" ".join(self._suffixes))),
            Input(str(self._suggested), id="path", compact=True),
            Horizontal(*buttons, classes="dialog-buttons"),
        ]

    @on(Button.Pressed, ".as")
    def _format_chosen(self, event: Button.Pressed) -> None:
        event.stop()
        event.prevent_default()
        path = self.query_one("#path", Input)
        suffix = "." + (event.button.id or "").removeprefix("as-")
        path.value = str(Path(path.value or self._suggested).with_suffix(suffix))
        path.focus()

    def given(self) -> Path | None:
        """The path, once its suffix and folder are right and overwriting was confirmed."""
        path = self._suggested.parent / Path(self.text_of("#path")).expanduser()
        if path.suffix.lower() not in self._suffixes:
            self.complain(self.words("export.suffix_wrong", formats=" ".join(self._suffixes)))
        elif not path.parent.is_dir():
            self.complain(self.words("export.folder_missing", path=str(path.parent)))
        elif path.exists() and self._warned != str(path):
            self._warned = str(path)
            self.complain(self.words("export.exists"))
        else:
            return path
        return None
