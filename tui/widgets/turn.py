"""One turn of the chat: question, tool calls, growing answer, citations, what was struck."""

from collections.abc import Sequence
from typing import ClassVar, Final, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import ItemGrid, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Markdown, Static

from tui.presenter.chat import Chip
from tui.presenter.lines import Line, one_line
from tui.widgets.frame import Lines
from tui.widgets.requests import OpenFigure, OpenPage

_DRAW_S: Final = 0.25
"""Between two drawings of a growing answer: each lays out all of the conversation in view."""


class Told(NamedTuple):
    """What stands below an answer."""

    struck: tuple[Line, ...] = ()
    proof: Line = ()


class ChipButton(Static, can_focus=True):
    """A citation or figure under an answer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "open", "key.open")]

    def __init__(self, chip: Chip) -> None:
        """A button for ``chip``."""
        style = "$tally-link" if chip.place else "$tally-label"
        super().__init__(Content.styled(one_line(chip.label), style), markup=False)
        self._chip = chip

    def on_click(self) -> None:
        """Open it."""
        self.action_open()

    def action_open(self) -> None:
        """Open the page or the figure."""
        if self._chip.place is not None:
            self.post_message(OpenPage(self._chip.place))
        else:
            self.post_message(OpenFigure(self._chip.figure))


class Turn(Vertical):
    """A question and its answer; the answer may still be growing, in view or not."""

    def __init__(
        self,
        question: str,
        markdown: str = "",
        chips: Sequence[Chip] = (),
        told: Told | None = None,
    ) -> None:
        """A turn with what is known of it.

        Args:
            question: as it was asked; '' for an answer or notice that stands alone.
            markdown: the answer, made safe.
            chips: citations and figures of the answer.
            told: what was struck of it, and on whose word it stands.
        """
        super().__init__()
        self.question = question
        self._markdown = markdown
        self._chips = tuple(chips)
        self._told = told or Told()
        self._steps: list[Line] = []
        self._unshown = ""
        """What came since the answer was last drawn."""
        self._draws: Timer | None = None

    def compose(self) -> ComposeResult:
        """Question, steps, answer, struck sentences, citations, proof."""
        asked = Static(self._asked(), classes="question", markup=False)
        asked.display = bool(self.question)
        yield asked
        yield _lines("steps")
        yield Markdown(self._markdown, classes="answer", open_links=False)
        yield _lines("struck", *self._told.struck)
        with ItemGrid(classes="chips", min_column_width=34, stretch_height=False):
            for chip in self._chips:
                yield ChipButton(chip)
        yield _lines("proof", *filter(None, (self._told.proof,)))

    def _asked(self) -> Content:
        mark = "◆ " if self.has_class("-pinned") else ""
        return Content.assemble(
            ("❯ ", "bold $tally-accent"), (mark, "$tally-accent"), (self.question, "bold")
        )

    def pin(self, *, is_pinned: bool) -> None:
        """Mark the answer as pinned, or no more."""
        if is_pinned != self.has_class("-pinned"):
            self.set_class(is_pinned, "-pinned")
            if self.is_mounted:
                self.query_one(".question", Static).update(self._asked())

    @property
    def answer(self) -> str:
        """The answer's Markdown as far as it has come."""
        return self._markdown

    @property
    def words(self) -> str:
        """Question and answer, for searching."""
        return f"{self.question}\n{self._markdown}"

    def again(self) -> "Turn":
        """The same question and answer to be shown anew."""
        return Turn(self.question, self._markdown, self._chips, self._told)

    def add_step(self, step: Line) -> int:
        """Add a tool call; its place among the steps."""
        self._steps.append(step)
        self._show("steps", self._steps)
        return len(self._steps) - 1

    def show_step(self, place: int, step: Line) -> None:
        """Show what a tool call brought, in its place."""
        self._steps[place] = step
        self._show("steps", self._steps)

    def _show(self, part: str, lines: Sequence[Line]) -> None:
        if not self.is_attached:
            return
        shown = self.query_one(f".{part}", Lines)
        shown.display = bool(lines)
        shown.show(*lines)

    async def append(self, markdown: str) -> None:
        """Let the answer grow: drawn at once, then a few times a second: keys get through."""
        begins = not self._markdown
        self._markdown += markdown
        self._unshown += markdown
        if begins:
            await self._draw()
        elif self._draws is None and self.is_attached:
            self._draws = self.set_timer(_DRAW_S, self._draw)

    async def _draw(self) -> None:
        self._draws = None
        text, self._unshown = self._unshown, ""
        if text and self.is_attached:
            await self.query_one(Markdown).append(text)

    def show_struck(self, lines: Sequence[Line]) -> None:
        """Show the struck sentences."""
        self._show("struck", lines)

    def show_notice(self, notice: Line) -> None:
        """Show a notice where the proof line goes."""
        self._told = self._told._replace(proof=notice)
        self._show("proof", (notice,))

    async def settle(self) -> None:
        """End the growing; what came so far stays."""
        if self._draws is not None:
            self._draws.stop()
        await self._draw()

    async def finish(self, markdown: str, chips: Sequence[Chip], told: Told) -> None:
        """Show the finished answer with its citations, what was struck and the proof line."""
        self._told, self._chips = told, tuple(chips)
        is_drawn, self._markdown = markdown == self._markdown, markdown
        if not self.is_attached:
            return
        self.show_struck(told.struck)
        if is_drawn:
            await self.settle()
        else:
            self._unshown = ""
            await self.query_one(Markdown).update(markdown)
        await self.query_one(".chips").mount_all([ChipButton(c) for c in chips])
        self._show("proof", (told.proof,))

    def on_markdown_link_clicked(self, event: Markdown.LinkClicked) -> None:
        """Follow ``cite:n`` to the cited page; nothing else is a link."""
        event.stop()
        scheme, _, number = event.href.partition(":")
        places = [c.place for c in self._chips if c.place is not None]
        if scheme == "cite" and number.isdigit() and 0 < int(number) <= len(places):
            self.post_message(OpenPage(places[int(number) - 1]))


def _lines(part: str, *shown: Line) -> Lines:
    """A block that takes no room while it is empty."""
    lines = Lines(*shown, classes=part)
    lines.display = bool(shown)
    return lines
