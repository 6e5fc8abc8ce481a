"""The workbench of one case: six tabs around one desk."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widgets import TabbedContent, TabPane

from assistant.domain.case import MAIN, CaseFile
from assistant.services.results import Message
from tui.presenter.cases import case_headline
from tui.presenter.detail import Place
from tui.presenter.lines import clean, line, span
from tui.screens.figure import FigureScreen
from tui.screens.files_duty import FilesDuty
from tui.screens.interview import InterviewScreen
from tui.screens.memo_duty import MemoDuty
from tui.screens.page import PageScreen
from tui.screens.review_duty import ReviewDuty
from tui.screens.score_duty import ScoreDuty
from tui.screens.search import SearchScreen
from tui.screens.talks_duty import TalksDuty, left_off
from tui.widgets.chat_pane import ChatPane
from tui.widgets.figures_pane import FiguresPane
from tui.widgets.findings_pane import FindingsPane
from tui.widgets.frame import TopBar
from tui.widgets.key_bar import KeyBar
from tui.widgets.memo_pane import MemoPane
from tui.widgets.requests import CopyText, OpenFigure, OpenPage
from tui.widgets.score_pane import ScorePane
from tui.widgets.sources_pane import SourcesPane

TABS: tuple[str, ...] = ("sources", "chat", "figures", "findings", "score", "memo")
_BREATH_S = 0.2
"""Between two tabs that are filled ahead."""
_REST_S = 0.5
"""A tab is remembered once it stays open so long, so that no key waits for it."""
_STOPPABLE = ("ask", "add", "draft")
_PANES: dict[str, type[Any]] = {
    "sources": SourcesPane,
    "chat": ChatPane,
    "figures": FiguresPane,
    "findings": FindingsPane,
    "score": ScorePane,
    "memo": MemoPane,
}


class OneTab(TabbedContent):
    """Shows the tab that was asked for last, whatever messages are still on their way."""

    def on_tab_pane_focused(self, event: TabPane.Focused) -> None:
        """Let no part of a tab bring it back by the focus that it had: keys may come faster."""
        event.stop()
        event.prevent_default()


class Workbench(FilesDuty, TalksDuty, ReviewDuty, ScoreDuty, MemoDuty):
    """Sources, chat, figures, findings, score, memo."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", "key.stop"),
        Binding("escape", "leave", "key.back"),
        Binding("f8", "search", "key.search", show=False),
        Binding("f9", "interview", "key.interview", show=False),
        Binding("ctrl+r", "refresh", "key.refresh", show=False),
        *(Binding(f"{n}", f"tab('{t}')", show=False) for n, t in enumerate(TABS, 1)),
        # What is typed right behind such a key belongs to the tab that it opens.
        *(
            Binding(f"f{n}", f"tab('{t}')", show=False, priority=True)
            for n, t in enumerate(TABS, 2)
        ),
    ]

    _resume_began = False
    _is_resumed = False
    _wanted_tab = ""
    """The tab that was asked for before the case stood."""
    _kept_tab = ""
    """The tab that is remembered as open."""
    _tab_timer: Timer | None = None
    _view: str | None = None
    """Periods that the figures tab showed when it was left."""
    _stale: frozenset[str] = frozenset()
    """Tabs that show the case as it was; filled when they are opened."""

    def compose(self) -> ComposeResult:
        """Head, tabs, footer."""
        words = self.words
        yield TopBar(self.head.name, line(span(words("app.loading"), "dim")))
        with OneTab(id="tabs"):
            for number, tab in enumerate(TABS, start=1):
                label = Content.assemble((f"{number} ", "$tally-dim"), words(f"tab.{tab}"))
                with TabPane(label, id=tab):
                    yield _PANES[tab](words)
        yield KeyBar(words)

    def on_mount(self) -> None:
        """Read the case, then where it was left."""
        self.reload()

    def on_unmount(self) -> None:
        """Call everything off."""
        self.jobs.stop_all()

    def show_case(self, case: CaseFile) -> None:
        """Hand the case's values to the tabs."""
        self.query_one(TopBar).show(case.head.name, case_headline(case, self.words))
        self._stale = frozenset(TABS)
        if self._is_resumed:
            self._fill(self.tab, case)
        elif not self._resume_began:
            self._resume_began = True
            self._resume()

    def _fill(self, tab: str, case: CaseFile) -> None:
        """Show the case in a tab, unless it stands there already."""
        if tab not in self._stale:
            return
        self._stale -= {tab}
        match tab:
            case "sources":
                self.show_sources()
            case "figures":
                self.query_one(FiguresPane).show(self.figures, self._view)
                self._view = None
            case "findings":
                self.query_one(FindingsPane).show(case, self.figures)
            case "score":
                self.query_one(ScorePane).show(case.score, case.figures)
            case "memo":
                self.memo.show(case.memos, case.comments)
            case _:
                pass

    def _resume(self) -> None:
        desk, case = self.desk, self.case_id

        def read() -> tuple[Sequence[Message], dict[str, str]]:
            state = {k: desk.state(case, k) or "" for k in ("tab", "view", "thread", "pins")}
            thread = state["thread"] or MAIN
            return desk.messages(case, thread), state | left_off(desk, case, thread)

        self.jobs.fetch("resume", read, self._take_up)

    async def _take_up(self, found: tuple[Sequence[Message], dict[str, str]]) -> None:
        messages, state = found
        self.take_pins(state["pins"])
        await self.take_up_talk(state["thread"] or MAIN, messages, state)
        self._view = state["view"] or None
        is_new = self.case is not None and not self.case.sources
        left = state["tab"] if state["tab"] in TABS else "sources" if is_new else "chat"
        self._is_resumed = True
        self.action_tab(self._wanted_tab or left)
        self.call_after_refresh(self._go_on)

    def _go_on(self) -> None:
        """What nobody looks at yet comes after what somebody waits for has been painted."""
        self.warm_up()
        self.tell_left()
        self.recognise()
        self.set_timer(_BREATH_S, self._fill_rest)

    def _fill_rest(self) -> None:
        """Fill the tabs that nobody opened yet, one at a time, while the user reads."""
        if self._stale and self.case is not None:
            self._fill(next(t for t in TABS if t in self._stale), self.case)
            self.set_timer(_BREATH_S, self._fill_rest)

    @property
    def tab(self) -> str:
        """The open tab."""
        return self.query_one(TabbedContent).active or TABS[0]

    def action_tab(self, tab: str) -> None:
        """Open a tab: what it shows, the focus and the tab itself change in one frame."""
        self._wanted_tab = tab
        for tabs in self.query(TabbedContent):  # none yet where a key is quicker than the screen
            tabs.active = tab
            self._enter_tab(tab)

    def _enter_tab(self, tab: str) -> None:
        if not self._is_resumed or self.case is None:
            return
        self._fill(tab, self.case)
        self.query_one(_PANES[tab]).focus_main()
        if tab != self._kept_tab:
            self._kept_tab = tab
            if self._tab_timer is not None:
                self._tab_timer.stop()
            self._tab_timer = self.set_timer(_REST_S, lambda: self.keep("tab", tab))

    def draft_keeper(self) -> Callable[[], None]:
        """Also the open tab, which is not kept yet while one goes from tab to tab."""
        desk, case, tab, keep = self.desk, self.case_id, self._kept_tab, super().draft_keeper()

        def both() -> None:
            keep()
            if tab:
                desk.keep_state(case, "tab", tab)

        return both

    @on(TabbedContent.TabActivated)
    def _tab_activated(self, event: TabbedContent.TabActivated) -> None:
        event.stop()
        tab = event.pane.id or TABS[0]
        if tab == self.tab != self._kept_tab:  # of tabs opened in a row only the last one counts
            self._enter_tab(tab)

    @on(FiguresPane.ViewChanged)
    def _view_changed(self, event: FiguresPane.ViewChanged) -> None:
        self.keep("view", event.view)

    @on(OpenPage)
    def _open_page(self, event: OpenPage) -> None:
        self.show_page(event.place)

    def show_page(self, place: Place | None) -> None:
        """Show a page with its quote marked."""
        if place is None:
            return
        sources = self.case.sources if self.case else ()
        source = next((s for s in sources if s.id == place.source), None)
        self.app.push_screen(PageScreen(self.desk, self.case_id, place, self.words, source))

    @on(OpenFigure)
    def _open_figure(self, event: OpenFigure) -> None:
        known = [self.figures[key] for key in event.keys if key in self.figures]
        if known:
            screen = FigureScreen(known, self.figures, self.words)
            self.app.push_screen(screen, self.show_page)
        else:
            self.tell("notice.figure_gone", key=", ".join(event.keys))

    @on(CopyText)
    def _copy(self, event: CopyText) -> None:
        if not event.text:
            self.tell("notice.nothing_to_copy")
            return
        self.app.copy_to_clipboard(clean(event.text))
        self.tell("notice.copied", what=event.what)

    def show_finding(self, finding: str) -> None:
        """Go to a finding in its tab."""
        self.action_tab("findings")
        self.query_one(FindingsPane).choose(finding)

    def action_search(self) -> None:
        """Search the originals."""
        self.app.push_screen(SearchScreen(self.desk, self.case_id, self.words), self.show_page)

    def action_interview(self) -> None:
        """Review what the owner said."""
        screen = InterviewScreen(self.desk, self.head, self.words, self.clock)
        self.app.push_screen(screen, lambda _: self.reload())

    def action_refresh(self) -> None:
        """Read the case again; another program may have written to it."""
        self.reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Esc stops what is under way, else it goes back."""
        del parameters
        return action != "stop" or self.jobs.is_busy(*_STOPPABLE)

    def action_stop(self) -> None:
        """Stop what is under way."""
        self.stop_asking()
        for group in _STOPPABLE:
            self.jobs.stop(group)

    def action_leave(self) -> None:
        """Leave the text, the figures' filter or the memo's changes, else go to the cases."""
        if not self._is_resumed:
            self.dismiss(None)
            return
        focused = self.focused
        if focused is not None and focused is self.chat.prompt:
            self.chat.talk.focus()
            return
        if focused is not None and focused.id == "figures-filter":
            self.query_one(FiguresPane).focus_main()
            return
        if self.tab == "figures" and self.query_one(FiguresPane).unfiltered():
            return
        if self.tab == "memo" and self.memo.is_compared:
            self.memo.action_changes()
            return
        self.keep_draft()
        self.dismiss(None)

    def keep_draft(self) -> None:
        """Remember the question that was not sent yet, in the background."""
        self.app.run_worker(self.draft_keeper(), thread=True, exit_on_error=False)
