"""What every part of the workbench shares: the desk, the case, its jobs."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from textual.screen import Screen

from assistant.domain.case import CaseFile, CaseHead, CaseId
from assistant.domain.clock import Clock
from assistant.domain.figures import Figure
from tui.desk import Desk
from tui.messages import Words
from tui.presenter.lines import clean, line, span
from tui.widgets.frame import TopBar
from tui.work import Jobs, error_text


class CaseScreen(Screen[None]):
    """One case; reloads it after each change and shows it anew."""

    def __init__(self, desk: Desk, head: CaseHead, words: Words, clock: Clock) -> None:
        """The screen of the case with ``head``."""
        super().__init__()
        self.desk = desk
        self.head = head
        self.words = words
        self.clock = clock
        self.case: CaseFile | None = None
        self.figures: Mapping[str, Figure] = {}
        self.jobs = Jobs(self, words)

    @property
    def case_id(self) -> CaseId:
        """The case's id."""
        return self.head.id

    def reload(self) -> None:
        """Read the case and show it."""
        desk, case = self.desk, self.case_id
        self.jobs.fetch("case", lambda: desk.case(case), self.take, self.not_read)

    def take(self, case: CaseFile) -> None:
        """Take the case as it stands now."""
        self.case = case
        self.head = case.head
        self.figures = {f.key: f for f in case.figures}
        self.show_case(case)

    def not_read(self, error: Exception) -> None:
        """Say where the case would stand that it can't be read; a notice says what to do."""
        if self.case is None:
            told = error_text(error, self.words)[0]
            self.query_one(TopBar).show(self.head.name, line(span(told, "bad")))

    def show_case(self, case: CaseFile) -> None:
        """Hand the case's values to the widgets."""
        raise NotImplementedError

    def action_tab(self, tab: str) -> None:
        """Open a tab."""
        raise NotImplementedError

    def action_search(self) -> None:
        """Search the originals."""
        raise NotImplementedError

    def keep(self, key: str, value: str) -> None:
        """Remember something about this case, in the background."""
        desk, case = self.desk, self.case_id
        self.jobs.fetch(f"keep.{key}", lambda: desk.keep_state(case, key, value), _nothing)

    def tell(self, key: str, /, **values: Any) -> None:  # noqa: ANN401  whatever the text takes
        """A short notice."""
        self.notify(clean(self.words(key, **values)), markup=False)

    def start_folder(self) -> Path:
        """Where file dialogs start."""
        return Path.cwd()


def _nothing(_: object) -> None:
    """There is nothing to show."""
