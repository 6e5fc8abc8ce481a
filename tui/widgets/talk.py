"""The conversation as it scrolls: a window of turns over all that was said."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from tui.messages import Words
from tui.presenter.lines import clean, line, span
from tui.widgets.listed import Item, Listed
from tui.widgets.turn import Turn

_EXAMPLES: Final = ("sales", "customers", "dscr", "contract")
_TURN_LINES: Final = 6
"""What a short turn takes: so many turns are shown at once as may be in view."""
_FEWEST: Final = 4
_MORE: Final = 20
"""Turns that come on request."""


class Kept(NamedTuple):
    """A turn of the conversation, whether it is on the screen or not."""

    question: str
    words: Callable[[], str]
    """Question and answer, for searching."""
    turn: Callable[[], Turn]
    """Makes it to be shown."""


class Talk(VerticalScroll, can_focus=True):
    """Turns, the newest in view; earlier and later ones on request."""

    class Chosen(Message):
        """An example was chosen."""

        def __init__(self, question: str) -> None:
            """``question`` was chosen."""
            super().__init__()
            self.question = question

    def __init__(self, words: Words, *, id: str) -> None:  # noqa: A002  Textual's own name
        """An empty conversation."""
        super().__init__(id=id)
        self._words = words
        self._kept: list[Kept] = []
        self._next: tuple[str, ...] = ()
        self._pinned: frozenset[int] = frozenset()
        self._first = 0
        """The first turn on the screen; those after it follow."""

    def compose(self) -> ComposeResult:
        """Examples, how many came before, turns, how many come after."""
        with Vertical(id="hello"):
            yield Static(Content.styled(self._words("chat.hello"), "$tally-dim"))
            yield Listed(id="examples")
        yield Listed(id="earlier")
        yield Listed(id="later")
        yield Listed(id="next")

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Style itself anew, not every block of every turn: none looks otherwise for the focus."""
        self.app.stylesheet.update_nodes((self,), animate=True)

    @property
    def asked(self) -> list[str]:
        """The question of each turn; '' where something stands alone."""
        return [k.question for k in self._kept]

    @property
    def top(self) -> str:
        """The turn at the top, as a place; '' at the end, where the newest is."""
        if self.scroll_y >= self.max_scroll_y:
            return ""
        at = (n for n, t in enumerate(self.turns) if t.virtual_region.bottom > self.scroll_y)
        return str(self._first + next(at, 0))

    def show_pins(self, places: frozenset[int]) -> None:
        """Mark the turns that are pinned."""
        self._pinned = places
        self._mark_pins()

    def _mark_pins(self) -> None:
        for number, turn in enumerate(self.turns, self._first):
            turn.pin(is_pinned=number in self._pinned)

    def place_of(self, turn: Turn) -> int:
        """Where a turn that is on the screen stands in the conversation."""
        return self._first + self.turns.index(turn)

    def on_mount(self) -> None:
        """Nothing was said yet."""
        self.query_one("#examples", Listed).fill(
            Item(e, (), (line(span(self._words(f"chat.example_{e}"), "link")),)) for e in _EXAMPLES
        )
        self.suggest(())
        self._count()

    @property
    def turns(self) -> tuple[Turn, ...]:
        """What is on the screen."""
        return tuple(self.query(Turn))

    @property
    def questions(self) -> list[str]:
        """All that was asked."""
        return [k.question for k in self._kept if k.question]

    async def show(self, kept: Sequence[Kept]) -> None:
        """Show a kept conversation, its newest part."""
        self._kept = list(kept)
        await self._go(len(kept) - self._shown)
        self.anchor()

    @property
    def _shown(self) -> int:
        """Turns that are shown at once."""
        return max(_FEWEST, self.app.size.height // _TURN_LINES)

    async def _go(self, first: int) -> None:
        """Show turns from ``first`` on in place of those on the screen."""
        await self.remove_children(Turn)
        self._first = max(0, first)
        shown = self._kept[self._first : self._first + self._shown]
        await self.mount_all([k.turn() for k in shown], after="#earlier")
        self._count()

    async def catch_up(self, turn: Turn) -> None:
        """Show what came of a turn while others were in view."""
        if not turn.is_attached:
            await self._go(self._first)

    def suggest(self, questions: Sequence[str]) -> None:
        """Offer questions below the last turn; none: offer nothing."""
        self._next = tuple(questions)
        listed = self.query_one("#next", Listed)
        listed.display = bool(questions)
        head = Item("", (), (line(span(self._words("chat.next"), "dim")),), is_heading=True)
        shown = (Item(str(n), (), (line(span(q, "link")),)) for n, q in enumerate(questions))
        listed.fill([head, *shown] if questions else ())

    @on(OptionList.OptionSelected, "#next")
    def _next_chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Chosen(self._next[int(event.option.id or 0)]))

    async def begin(self, question: str) -> Turn:
        """Show a new question and return its turn, which will grow."""
        if self._after < len(self._kept):
            await self._go(len(self._kept) - self._shown)
        turn = Turn(clean(question))
        self._kept.append(Kept(turn.question, lambda: turn.words, turn.again))
        await self.mount(turn, before="#later")
        self._count()
        self.anchor()
        return turn

    @property
    def _after(self) -> int:
        """The turn after the last one on the screen."""
        return self._first + len(self.turns)

    def _count(self) -> None:
        self._mark_pins()
        self.query_one("#hello").display = not self._kept
        for name, n in (("earlier", self._first), ("later", len(self._kept) - self._after)):
            listed = self.query_one(f"#{name}", Listed)
            listed.display = n > 0
            text = self._words(f"chat.{name}", n=n)
            listed.fill([Item("more", (), (line(span(text, "dim")),))] if n > 0 else ())

    @on(OptionList.OptionSelected, "#earlier")
    async def _earlier(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        first = max(0, self._first - _MORE)
        turns = [k.turn() for k in self._kept[first : self._first]]
        self._first = first
        await self.mount_all(turns, after="#earlier")
        self._count()

    @on(OptionList.OptionSelected, "#later")
    async def _later(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        after = self._after
        turns = [k.turn() for k in self._kept[after : after + _MORE]]
        await self.mount_all(turns, before="#later")
        self._count()

    @on(OptionList.OptionSelected, "#examples")
    def _example(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Chosen(self._words(f"chat.example_{event.option.id}")))

    def matches(self, wanted: str) -> list[int]:
        """Places of the turns that hold every word of ``wanted``, oldest first."""
        parts = wanted.casefold().split()
        if not parts:
            return []
        said = (k.words().casefold() for k in self._kept)
        return [n for n, words in enumerate(said) if all(p in words for p in parts)]

    async def mark(self, place: int | None) -> None:
        """Show the turn at ``place`` and mark it; None: mark none."""
        if place is not None:
            await self.go_to(place)
        for number, turn in enumerate(self.turns, self._first):
            turn.set_class(number == place, "-found")

    async def go_to(self, place: int) -> None:
        """Show the turn at ``place`` at the top."""
        if not 0 <= place < len(self._kept):
            return
        if not self._first <= place < self._after:
            await self._go(min(place - self._shown // 2, len(self._kept) - self._shown))
        turn = self.turns[place - self._first]
        self.release_anchor()
        self.call_after_refresh(self.scroll_to_widget, turn, animate=False, top=True)
