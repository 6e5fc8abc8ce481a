"""The command palette: cases to open, and what the keys of the screen do."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import Screen

from assistant.domain.case import CaseHead
from tui.messages import Words
from tui.presenter.lines import one_line
from tui.screens.cases import CasesScreen
from tui.screens.workbench import Workbench
from tui.widgets.key_bar import key_name, shown_bindings


class Command(NamedTuple):
    """One line of the palette."""

    title: str
    help: str
    run: Callable[[], Any]


def go_to_case(screen: Screen[Any], head: CaseHead) -> None:
    """Leave the open case, if there is one, and open another."""
    app = screen.app
    if isinstance(app.screen, Workbench):
        app.screen.keep_draft()
        app.pop_screen()
    if isinstance(app.screen, CasesScreen):
        app.screen.open_case(head)


class ScreenCommands(Provider):
    """Everything the open screen's keys do, then the cases."""

    @property
    def _words(self) -> Words:
        words = getattr(self.app, "words", None)
        if not isinstance(words, Words):
            msg = "the palette belongs to an app with words"
            raise TypeError(msg)
        return words

    def _commands(self) -> list[Command]:
        words, screen = self._words, self.screen
        found = [
            Command(
                words(b.description),
                words("palette.do_help", key=key_name(b.key)),
                partial(screen.app.simulate_key, b.key.split(",")[0]),
            )
            for b in shown_bindings(screen, words)
            if not b.description.endswith(".palette")
        ]
        cases = next((s for s in self.app.screen_stack if isinstance(s, CasesScreen)), None)
        for head in cases.cases if cases else ():
            title = words("palette.open", name=one_line(head.name))
            help_text = words("palette.open_help")
            found.append(Command(title, help_text, partial(go_to_case, screen, head)))
        for name, action in (("theme", "theme"), ("lang", "language"), ("quit", "quit")):
            run = partial(self.app.run_action, f"app.{action}")
            found.append(Command(words(f"palette.{name}"), words(f"palette.{name}_help"), run))
        return found

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for command in self._commands():
            yield DiscoveryHit(
                Content(command.title), command.run, text=command.title, help=command.help
            )

    async def search(self, query: str) -> Hits:
        """Those that match."""
        matcher = self.matcher(query)
        for command in self._commands():
            score = matcher.match(command.title)
            if score > 0:
                yield Hit(
                    score,
                    matcher.highlight(command.title),
                    command.run,
                    text=command.title,
                    help=command.help,
                )
