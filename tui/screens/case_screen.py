"""What every part of the workbench shares: the desk, the case, its jobs."""

import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from assistant.domain.case import CaseFile, CaseHead, CaseId
from assistant.domain.clock import Clock
from assistant.domain.figures import Figure
from tui.desk import Desk
from tui.messages import Words
from tui.presenter.lines import clean, line, span
from tui.screens.closing import ClosesOnce
from tui.screens.export import ExportDialog
from tui.widgets.frame import TopBar
from tui.work import Jobs, error_text

_FOLDER = "export_folder"
"""What the home remembers of where files were last written to."""
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')


class CaseScreen(ClosesOnce[None]):
    """One case; reloads it after each change and shows it anew."""

    _has_shown = False

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

    async def _compose(self) -> None:
        """Know the room before there are parts: otherwise they are all styled once more for it."""
        width, height = self.app.size
        across, down = self.app.HORIZONTAL_BREAKPOINTS, self.app.VERTICAL_BREAKPOINTS
        fitting = self._get_breakpoint_classes(width, across or [])
        fitting |= self._get_breakpoint_classes(height, down or [])
        self.update_classes(dict.fromkeys(fitting, True), update=False)
        await super()._compose()

    def update_node_styles(self, animate: bool = True) -> None:
        """Style every part again, but not as the screen first shows: they were as they came."""
        if animate or self.stack_updates != 1 or self._has_shown:
            super().update_node_styles(animate)
        else:
            self._has_shown = True

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
        """Where file dialogs start: where the program was started, else the user's own folder."""
        with suppress(OSError):  # that folder may be gone
            return Path.cwd()
        return Path.home()

    def file_name(self, what: str) -> str:
        """A name for a file about the case."""
        name = _NOT_IN_NAMES.sub("_", clean(self.head.name)).strip("._") or "case"
        return f"{name}-{what}"

    def write_to(
        self, name: str, formats: tuple[str, ...], group: str, write: Callable[[Path], Path]
    ) -> None:
        """Ask where a file called ``name`` goes, write it there and say where it is."""

        def done(written: Path) -> None:
            self.tell("export.done", path=str(written))

        def chosen(path: Path) -> None:
            self.jobs.fetch(group, lambda: write(path), done)

        self.ask_where(name, formats, chosen)

    def in_last_folder(self, then: Callable[[Path], None]) -> None:
        """Hand over the folder of the last file that was written, else where dialogs start."""
        desk = self.desk

        def folder() -> Path:
            kept = Path(desk.state(None, _FOLDER) or "")
            usable = kept.is_absolute() and kept.is_dir() and os.access(kept, os.W_OK)
            return kept if usable else self.start_folder()

        self.jobs.fetch("folder", folder, then)

    def ask_where(self, name: str, formats: tuple[str, ...], then: Callable[[Path], None]) -> None:
        """Ask where a file goes, beginning in the folder of the last one that was written."""
        desk = self.desk

        def ask(where: Path) -> None:
            self.app.push_screen(ExportDialog(self.words, where / name, formats), answered)

        def answered(path: Path | None) -> None:
            if path is None:
                return
            used = str(path.absolute().parent)
            self.jobs.fetch("keep.folder", lambda: desk.keep_state(None, _FOLDER, used), _nothing)
            then(path)

        self.in_last_folder(ask)


def _nothing(_: object) -> None:
    """There is nothing to show."""
