"""Small parts that every screen is built from: top bar, empty state, text blocks."""

from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from tui.presenter.lines import Line, one_line
from tui.widgets.paint import content

BRAND: Final = "╺┿┿┿╸"


class Lines(Static):
    """Presenter lines as a block of text; its words are never read as markup."""

    def __init__(self, *lines: Line, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  Textual's own name
        """A block that shows ``lines``."""
        super().__init__(content(*lines), id=id, classes=classes, markup=False)

    def show(self, *lines: Line) -> None:
        """Show other lines."""
        self.update(content(*lines))


class TopBar(Horizontal):
    """The mark, where you are, and what is worth knowing about it."""

    def __init__(self, title: str, facts: Line = ()) -> None:
        """A bar with a title and facts."""
        super().__init__()
        self._title = title
        self._facts = facts

    def compose(self) -> ComposeResult:
        """Mark, title and facts."""
        yield Static(Content.styled(BRAND, "$tally-accent"), id="brand")
        yield Static(Content.styled(one_line(self._title), "bold"), id="bar-title")
        yield Static(id="bar-person", markup=False)
        yield Lines(self._facts, id="bar-facts")

    def on_mount(self) -> None:
        """Name who acts, where it isn't who opened the app."""
        self.show_person(str(getattr(self.app, "acting", "")))

    def show_person(self, who: str) -> None:
        """Name who acts; '' names nobody."""
        person = self.query_one("#bar-person", Static)
        person.display = bool(who)
        person.update(Content.styled(one_line(who), "$tally-accent"))

    def show(self, title: str, facts: Line) -> None:
        """Show another title and other facts."""
        self.query_one("#bar-title", Static).update(Content.styled(one_line(title), "bold"))
        self.query_one("#bar-facts", Lines).show(facts)


class EmptyState(Static, can_focus=True):
    """What a part says while there is nothing in it; takes the focus so that its keys work."""

    def __init__(self, title: str, text: str, *, id: str | None = None) -> None:  # noqa: A002
        """A title and what to do next."""
        super().__init__(id=id, markup=False)
        self.update(
            Content.assemble(
                (f"{BRAND}\n\n", "$tally-accent"), (title, "bold"), "\n\n", (text, "$tally-dim")
            )
        )
