"""Who sits at the app: another person may sit down without a second start."""

from collections.abc import Callable

from textual import on
from textual.app import App
from textual.screen import ModalScreen

from tui.desk import Desk
from tui.messages import Words
from tui.presenter.lines import clean
from tui.screens.person import NextPerson, PersonDialog
from tui.widgets.frame import TopBar
from tui.widgets.requests import PersonWanted
from tui.work import Jobs


class SeatedApp(App[None]):
    """An app that knows in whose name things are done."""

    words: Words
    _desk: Desk | None = None

    @property
    def acting(self) -> str:
        """Who acts, as the bar says it; '' for who opened the app."""
        desk = self._desk
        if desk is None or desk.by == desk.opened_by:
            return ""
        return self.words("person.acts", who=desk.by)

    def action_person(self) -> None:
        """Let another person sit down; not over a dialog, which is answered by who opened it."""
        if not isinstance(self.screen, ModalScreen):
            self._change_person("", lambda: None)

    @on(PersonWanted)
    def _person_wanted(self, event: PersonWanted) -> None:
        event.stop()
        self._change_person(event.told, event.then)

    def _change_person(self, told: str, then: Callable[[], None]) -> None:
        desk, words = self._desk, self.words
        if desk is None:
            return
        jobs = Jobs(self.screen_stack[0], words)

        def seated(_: None) -> None:
            for bar in (b for s in self.screen_stack for b in s.query(TopBar)):
                bar.show_person(self.acting)
            self.notify(words("person.done", who=clean(desk.by)), markup=False)
            then()

        def answered(person: NextPerson | None) -> None:
            if person is not None:
                jobs.fetch("person", lambda: desk.seat(*person), seated)

        self.push_screen(PersonDialog(words, desk.by, told), answered)
