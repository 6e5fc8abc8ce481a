"""Choosing files to add: paths typed, pasted or dropped, or picked in a tree."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, DirectoryTree, Static, TextArea
from textual.widgets.directory_tree import DirEntry
from textual.widgets.tree import TreeNode

from tui.messages import Words
from tui.presenter.lines import clean, line, span
from tui.presenter.paths import paths_from
from tui.screens.closing import Modal
from tui.widgets.frame import Lines
from tui.widgets.key_bar import KeyBar
from tui.widgets.prompt import Prompt


class PickTree(DirectoryTree):
    """A folder tree in which the space bar picks."""

    ICON_NODE = "▸ "
    ICON_NODE_EXPANDED = "▾ "
    ICON_FILE = "  "
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "pick", "key.mark"),
        Binding("backspace", "parent", "key.parent"),
        Binding("tilde", "go_home", "key.home", show=False),
    ]

    def __init__(self, root: Path, picked: set[Path]) -> None:
        """A tree from ``root`` that fills ``picked``."""
        super().__init__(root)
        self._picked = picked
        self.guide_depth = 2

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        """Leave hidden files out."""
        return [p for p in paths if not p.name.startswith(".")]

    def render_label(self, node: TreeNode[DirEntry], base_style: Style, style: Style) -> Text:
        """The name, cleaned, with a tick where it is picked."""
        label = super().render_label(node, base_style, style)
        safe = Text(end="")
        for piece in label.divide(range(1, len(label))) if label.plain else ():
            safe.append_text(piece if clean(piece.plain) else Text(""))
        if node.data is not None and node.data.path in self._picked:
            return Text.assemble(("✓ ", "bold"), safe)
        return safe

    def action_pick(self) -> None:
        """Pick the file or folder under the cursor, or let it go again."""
        node = self.cursor_node
        if node is None or node.data is None:
            return
        self._picked.symmetric_difference_update({node.data.path})
        self.refresh()
        self.clear_cached_labels()
        self.post_message(self.Picked())
        self.action_cursor_down()

    def clear_cached_labels(self) -> None:
        """Draw the labels anew."""
        self._invalidate()

    def action_parent(self) -> None:
        """Start the tree one folder higher."""
        self.path = Path(self.path).absolute().parent

    def action_go_home(self) -> None:
        """Start the tree in the home folder."""
        self.path = Path.home()

    class Picked(DirectoryTree.FileSelected):
        """The set of picked paths changed."""

        def __init__(self) -> None:
            """No payload: the set is shared."""
            super(DirectoryTree.FileSelected, self).__init__()


class AddFilesScreen(Modal[tuple[Path, ...] | None]):
    """Paths to add; None when called off."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "key.close"),
        Binding("ctrl+s", "answer", "key.add"),
    ]

    def __init__(self, words: Words, root: Path, left: Sequence[Path] = ()) -> None:
        """Start the tree in ``root``, with paths that are ``left`` over written down."""
        super().__init__()
        self._words = words
        self._root = root
        self._left = "\n".join(map(str, left))
        self._picked: set[Path] = set()

    def compose(self) -> ComposeResult:
        """Path input, tree, count, buttons."""
        words = self._words
        with Vertical(classes="dialog wide"):
            yield Static(words("add.title"), classes="dialog-title")
            paths = Prompt(words("add.paths"), id="paths")
            paths.text = self._left
            yield paths
            yield Static(words("add.tree"), classes="hint")
            yield PickTree(self._root, self._picked)
            yield Lines(line(span(words("add.none"), "dim")), id="complaint")
            with Horizontal(classes="dialog-buttons"):
                yield Button(words("key.add"), id="ok", variant="primary", compact=True)
                yield Button(words("dialog.cancel"), id="cancel", compact=True)
        yield KeyBar(words, {"key.send": words("key.add")})

    def paths(self) -> tuple[Path, ...]:
        """Typed paths, then picked ones."""
        typed = paths_from(self.query_one("#paths", Prompt).text)
        return (*typed, *sorted(self._picked - set(typed)))

    @on(TextArea.Changed, "#paths")
    @on(PickTree.Picked)
    def _count(self) -> None:
        paths = self.paths()
        key = "add.picked" if paths else "add.none"
        text = self._words(key, n=len(paths)) if paths else self._words(key)
        self.query_one("#complaint", Lines).show(line(span(text, "accent" if paths else "dim")))

    @on(Prompt.Submitted)
    def _submitted(self, event: Prompt.Submitted) -> None:
        event.stop()
        self.action_answer()

    @on(DirectoryTree.FileSelected)
    def _file_selected(self, event: DirectoryTree.FileSelected) -> None:
        event.stop()
        if not isinstance(event, PickTree.Picked):
            self.query_one(PickTree).action_pick()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "ok":
            self.action_answer()
        else:
            self.action_cancel()

    def action_answer(self) -> None:
        """Answer with the paths, once each of them is there."""
        paths = self.paths()
        missing = next((p for p in paths if not p.exists()), None)
        complaint = self.query_one("#complaint", Lines)
        if missing is not None:
            complaint.show(line(span(self._words("add.missing", path=str(missing)), "bad")))
        elif not paths:
            complaint.show(line(span(self._words("add.none"), "bad")))
        else:
            self.dismiss(paths)

    def action_cancel(self) -> None:
        """Call it off."""
        self.dismiss(None)
