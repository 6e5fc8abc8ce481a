"""Work under way, wherever it was begun: how far it is, how long it will take, and an end to it."""

from collections.abc import Iterator, Sequence
from time import monotonic
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from assistant.domain.interviews import clock_text
from tui.messages import Words
from tui.presenter.lines import Line, line, span
from tui.presenter.sources import progress_line
from tui.screens.case_screen import CaseScreen
from tui.screens.closing import Modal
from tui.widgets.key_bar import KeyBar
from tui.widgets.listed import Item, Listed
from tui.work import Job, Jobs

_LOOK_S = 0.5


class Work(NamedTuple):
    """One piece of work."""

    id: str
    jobs: Jobs
    group: str
    job: Job


def work_under_way(screens: Sequence[Screen[object]]) -> Iterator[Work]:
    """What the screens of a case have under way that takes its time."""
    for number, screen in enumerate(screens):
        if isinstance(screen, CaseScreen):
            for group, job in screen.jobs.long():
                yield Work(f"{number}.{group}", screen.jobs, group, job)


def work_lines(work: Work, now_s: float, words: Words) -> tuple[Line, ...]:
    """Its name and how long it has run; then how far it is and what is left."""
    job = work.job
    ran = clock_text(int(now_s - job.began_s))
    head = line(span(words(f"activity.{work.group}"), "strong"), span(f"  {ran}", "dim"))
    if job.step is None:
        return (head, ())
    left_s = job.left_s(now_s)
    left = (
        () if left_s is None else (span(words("activity.left", clock=clock_text(left_s)), "dim"),)
    )
    return (head, (*progress_line(job.step, words), *left), ())


class ActivityScreen(Modal[None]):
    """Follows what is under way until it is closed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x,delete", "stop", "key.stop"),
        Binding("escape,q,ctrl+l", "close", "key.close"),
    ]

    def __init__(self, screens: Sequence[Screen[object]], words: Words) -> None:
        """Follow the work of ``screens``."""
        super().__init__()
        self._screens = screens
        self._words = words

    def compose(self) -> ComposeResult:
        """Title and list."""
        with Vertical(classes="sheet"):
            yield Static(self._words("activity.title"), classes="dialog-title")
            yield Listed(id="activity")
        yield KeyBar(self._words)

    def on_mount(self) -> None:
        """Look, and look again."""
        self.query_one(Listed).focus()
        self._look()
        self.set_interval(_LOOK_S, self._look)

    def _look(self) -> None:
        listed = self.query_one(Listed)
        kept, now_s = listed.chosen, monotonic()
        works = list(work_under_way(self._screens))
        none = Item("", (), (line(span(self._words("activity.none"), "dim")),), is_heading=True)
        listed.fill([Item(w.id, (), work_lines(w, now_s, self._words)) for w in works] or [none])
        at = next((n for n, w in enumerate(works) if w.id == kept), None)
        if at is not None:
            listed.highlighted = at

    def action_stop(self) -> None:
        """Call off what is under the cursor."""
        chosen = self.query_one(Listed).chosen
        for work in work_under_way(self._screens):
            if work.id == chosen:
                work.jobs.stop(work.group)
        self._look()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
