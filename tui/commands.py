"""The command palette: cases to open, and what the keys of the screen do."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import Screen

from assistant.domain.case import CaseHead
from tui.messages import Words
from tui.presenter.lines import one_line
from tui.screens.cases import CasesScreen
from tui.screens.workbench import TABS, Workbench
from tui.widgets.key_bar import key_name, worded_bindings
from tui.widgets.requests import OpenFigure

_ALIAS_SCORE = 0.5
_HELD_SHOWN = 20
"""Figures and findings that are offered at once."""
_ALWAYS = ("command_palette", "theme", "quit")
"""Actions of the app that the palette names itself, or is."""


class Palette(CommandPalette):
    """The command palette, also while its list is not yet laid out."""

    def _action_command_list(self, action: str) -> None:
        """Pass a key on to the list; a page key before it has lines does nothing.

        Textual's list looks up the line at its scroll, and raises KeyError when no line has
        been measured yet.
        """
        with suppress(KeyError):
            super()._action_command_list(action)

    def dismiss(self, result: Any = None) -> AwaitComplete:  # noqa: ANN401  Textual's own
        """Go, unless it has gone: a second Enter on its way closed the screen below."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()


class Command(NamedTuple):
    """One line of the palette."""

    title: str
    help: str
    run: Callable[[], Any]
    alias: str = ""
    """Other words that find it, above all its title in the other language."""


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
        cases = next((s for s in self.app.screen_stack if isinstance(s, CasesScreen)), None)
        heads = cases.cases if cases else ()
        return [*self._keys(), *self._tabs(), *map(self._case, heads), *self._always()]

    def _keys(self) -> list[Command]:
        words = self._words
        return [
            Command(
                words(active.binding.description),
                words("palette.do_help", key=key_name(active.binding.key)),
                partial(self.app.run_action, active.binding.action, active.node),
                words.both(active.binding.description),
            )
            for active in worded_bindings(self.screen, words)
            if active.binding.action not in _ALWAYS
        ]

    def _tabs(self) -> list[Command]:
        screen, words = self.screen, self._words
        if not isinstance(screen, Workbench):
            return []
        return [
            Command(
                words("palette.tab", name=words(f"tab.{tab}")),
                words("palette.do_help", key=f"F{number}"),
                partial(screen.action_tab, tab),
                words.both(f"tab.{tab}"),
            )
            for number, tab in enumerate(TABS, start=2)
        ]

    def _holding(self, wanted: str) -> list[Command]:
        """The open case's figures and findings whose words hold all that was typed."""
        screen, parts = self.screen, wanted.split()
        if not isinstance(screen, Workbench) or screen.case is None or not parts:
            return []
        lang = self._words.lang
        held: list[tuple[str, str, str, Callable[[], Any]]] = [
            (f.label(lang), f.key, f.text(lang), partial(screen.post_message, OpenFigure(f.key)))
            for f in screen.figures.values()
        ]
        held += [
            (f.statement.text(lang), f.rule_id, self._words("tab.findings"),
             partial(screen.show_finding, f.id))
            for f in screen.case.findings
        ]  # fmt: skip
        fitting = (
            (title, name, told, run)
            for title, name, told, run in held
            if all(p in f"{title} {name}".casefold() for p in parts)
        )
        return [
            Command(one_line(title), one_line(f"{told}  {name}"), run, f"{title} {name} {wanted}")
            for title, name, told, run in islice(fitting, _HELD_SHOWN)
        ]

    def _case(self, head: CaseHead) -> Command:
        name = one_line(head.name)
        title, told = self._words("palette.open", name=name), self._words("palette.open_help")
        return Command(title, told, partial(go_to_case, self.screen, head), head.uscc)

    def _always(self) -> list[Command]:
        words = self._words
        return [
            Command(
                words(f"palette.{name}"),
                words(f"palette.{name}_help"),
                partial(self.app.run_action, f"app.{name}"),
                f"{name} {words.both(f'palette.{name}')} {words.both(f'palette.{name}_help')}",
            )
            for name in ("theme", "language", "quit")
        ]

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for command in self._commands():
            yield DiscoveryHit(
                Content(command.title), command.run, text=command.title, help=command.help
            )

    async def search(self, query: str) -> Hits:
        """Those that match."""
        matcher = self.matcher(query)
        wanted = query.casefold().strip()
        found = [
            (matcher.match(c.title) or _ALIAS_SCORE * (wanted in c.alias.casefold()), c)
            for c in (*self._commands(), *self._holding(wanted))
        ]
        for score, command in found:
            if score > 0:
                title = matcher.highlight(command.title)
                yield Hit(score, title, command.run, text=command.title, help=command.help)
        if not any(score for score, _ in found):
            none = self._words("palette.none")
            yield Hit(1, Content(none), _nothing, text=none)


def _nothing() -> None:
    """There is nothing to run."""
