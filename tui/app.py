"""The app: opens the desk in the background, then the cases, then where you left off."""

from asyncio import to_thread, wait_for
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.content import Content
from textual.widgets import Static

from assistant.domain.case import CaseHead
from assistant.domain.clock import Clock, system_clock
from assistant.domain.quantities import Lang
from assistant.errors import TallystickError
from tui.commands import Palette, ScreenCommands
from tui.desk import Desk
from tui.keymap import name_bindings
from tui.memory import TICK_S
from tui.messages import Words
from tui.quick_keys import QuickKeysApp
from tui.screens.activity import ActivityScreen
from tui.screens.cases import CasesScreen
from tui.screens.help import HelpScreen
from tui.screens.jump import JumpScreen, go_to, targets_of
from tui.screens.welcome import WelcomeScreen
from tui.screens.workbench import Workbench
from tui.start import Start
from tui.styles.themes import DARK, ROLE_DEFAULTS, THEMES
from tui.vi import moved
from tui.widgets.frame import BRAND
from tui.widgets.key_bar import worded_bindings
from tui.widgets.listed import page_what_is_laid_out
from tui.widgets.painting import draw_less
from tui.widgets.restyling import read_sheets_once
from tui.widgets.wrapping import break_lines_as_chinese
from tui.work import Jobs, error_text

_PARTING_S = 2
"""How long leaving may wait for the question that was not sent yet to be kept."""


class Opened(NamedTuple):
    """What was read while the app opened."""

    desk: Desk
    cases: Sequence[CaseHead]
    theme: str
    last_case: str
    open_case: str


class TallystickApp(QuickKeysApp):
    """Tallystick in a terminal."""

    TITLE = "Tallystick"
    CSS_PATH: ClassVar = [
        "styles/frame.tcss",
        "styles/bench.tcss",
        "styles/dialogs.tcss",
        "styles/interview.tcss",
    ]
    COMMANDS: ClassVar = {ScreenCommands}
    # Textual writes "ClassVar[...] | None", which mypy takes for an instance's attribute.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "key.help"),
        Binding("ctrl+p", "command_palette", "key.palette", priority=True),
        Binding("ctrl+g", "jump", "key.jump", show=False, priority=True),
        Binding("ctrl+l", "activity", "key.activity", show=False, priority=True),
        Binding("ctrl+o", "person", "key.person", show=False),
        Binding("ctrl+t", "theme", "key.theme", show=False),
        Binding("ctrl+q", "quit", "key.quit", show=False, priority=True),
    ]

    def __init__(
        self,
        open_desk: Callable[[], Desk],
        *,
        lang: Lang = Lang.ZH,
        theme: str = "",
        clock: Clock = system_clock,
        start: Start | None = None,
    ) -> None:
        """An app whose desk is opened once the first frame stands.

        Args:
            open_desk: builds the desk; slow, so it runs in a thread.
            lang: the screen's language.
            theme: theme to start with; '' for the one of last time.
            clock: tells the time.
            start: what a start on a user's machine brings along.
        """
        super().__init__()
        start = start or Start()
        self._memory = start.memory
        self._entrance = start.entrance
        self._vi_moves = start.vi_moves
        self.words = Words(lang)
        self._open_desk = open_desk
        self._wanted_theme = theme
        self._clock = clock
        self.animation_level = "none"
        break_lines_as_chinese()
        draw_less()
        page_what_is_laid_out()
        read_sheets_once()
        self._own_themes = tuple(start.themes)
        for each in (*THEMES, *self._own_themes):
            self.register_theme(each)
        if start.keys:
            self.set_keymap(name_bindings(start.keys))
        self.theme = theme if theme in self.available_themes else DARK

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Role colours for themes that don't name them."""
        return dict(ROLE_DEFAULTS)

    def compose(self) -> ComposeResult:
        """The splash, until the cases are read."""
        yield Static(
            Content.assemble(
                (f"{BRAND}  Tallystick\n\n", "bold $tally-accent"),
                (self.words("app.opening"), "$tally-dim"),
            ),
            id="splash",
        )

    def on_mount(self) -> None:
        """Open the desk in the background; before there is a home, ask for one."""
        if self._entrance is not None:
            self.push_screen(WelcomeScreen(self._entrance, self.words, self._begun))
        else:
            self._open()
        if (memory := self._memory) is not None:
            self.set_interval(TICK_S, lambda: memory.rest(self.screen_stack))

    async def on_event(self, event: events.Event) -> None:
        """Take note of keys, then do with them what is to be done."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            if self._memory is not None:
                self._memory.note_key()
            if self._vi_moves:
                event = moved(event, self.screen)
        await super().on_event(event)

    def _begun(self, desk: Desk, lang: Lang) -> None:
        """Go on in the home that was set up."""
        self.words = Words(lang)
        self._open_desk = lambda: desk
        self.pop_screen()
        self._open()

    def _open(self) -> None:
        jobs = Jobs(self.screen_stack[0], self.words)
        jobs.fetch("open", self._read, self._opened, self._not_opened)

    def _read(self) -> Opened:
        desk = self._open_desk()
        known = {k: desk.state(None, k) or "" for k in ("theme", "last_case", "open_case")}
        return Opened(desk, desk.cases(), known["theme"], known["last_case"], known["open_case"])

    def _opened(self, found: Opened) -> None:
        self._desk = found.desk
        if not self._wanted_theme and found.theme in self.available_themes:
            self.theme = found.theme
        self._show_cases(found.cases, found.last_case, found.open_case)

    def _not_opened(self, error: Exception) -> None:
        shown = Content("\n".join((*error_text(error, self.words), "", self.words("app.leave"))))
        self.query_one("#splash", Static).update(shown)

    def _show_cases(self, cases: Sequence[CaseHead], last: str, opened: str) -> None:
        if self._desk is None:
            return
        screen = CasesScreen(self._desk, cases, self.words, self._clock, last)
        self.push_screen(screen)
        head = next((c for c in cases if c.id == opened), None)
        if head is not None:
            self.call_later(screen.open_case, head)

    def action_help(self) -> None:
        """Keys of this screen and what the marks mean."""
        if not isinstance(self.screen, HelpScreen | CommandPalette):
            told = [a.binding for a in worded_bindings(self.screen, self.words)]
            self.push_screen(HelpScreen(told, self.words, vi_moves=self._vi_moves))

    def action_help_quit(self) -> None:
        """Ctrl+C leaves nothing by accident; say what does."""
        self.notify(self.words("notice.how_to_quit"), markup=False)

    def action_command_palette(self) -> None:
        """The command palette, in the screen's language."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(Palette(placeholder=self.words("palette.placeholder")))

    def action_jump(self) -> None:
        """Put a letter on every part that takes keys, and go where one is pressed."""
        targets = targets_of(self.screen)
        if targets and not isinstance(self.screen, JumpScreen | CommandPalette):
            self.push_screen(JumpScreen(targets, self.words), lambda to: go_to(self.screen, to))

    def action_activity(self) -> None:
        """Show what is under way."""
        if not isinstance(self.screen, ActivityScreen | CommandPalette):
            self.push_screen(ActivityScreen(self.screen_stack[:], self.words))

    def action_theme(self) -> None:
        """Switch to the next theme, and remember it."""
        names = [t.name for t in (*THEMES, *self._own_themes)]
        at = names.index(self.theme) + 1 if self.theme in names else 0
        self.theme = names[at % len(names)]
        key = f"theme.{self.theme.removeprefix('tallystick-')}"
        name = self.words(key) if self.words.has(key) else self.theme
        self.notify(self.words("notice.theme", name=name), timeout=2, markup=False)
        desk, theme = self._desk, self.theme
        if desk is not None:
            keep = lambda: desk.keep_state(None, "theme", theme)  # noqa: E731  one call in a thread
            self.run_worker(keep, thread=True, exit_on_error=False)

    async def action_language(self) -> None:
        """Switch the screen's language: the open screens are built anew."""
        desk = self._desk
        bench = next((s for s in self.screen_stack if isinstance(s, Workbench)), None)
        cases = next((s for s in self.screen_stack if isinstance(s, CasesScreen)), None)
        if desk is None or cases is None:
            return
        if bench is not None and bench.jobs.is_busy("add", "ask", "draft"):
            self.notify(self.words("notice.still_busy"), markup=False)
            return
        if bench is not None:
            bench.keep_draft()
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        lang = Lang.EN if self.words.is_chinese else Lang.ZH
        self.words = Words(lang)
        desk.lang = lang
        self._show_cases(cases.cases, "", bench.case_id if bench else "")

    async def action_quit(self) -> None:
        """Leave; the question that was not sent yet is kept."""
        for screen in self.screen_stack:
            if isinstance(screen, Workbench) and screen.is_mounted:
                with suppress(TallystickError, TimeoutError):
                    await wait_for(to_thread(screen.draft_keeper()), _PARTING_S)
        self.exit()
