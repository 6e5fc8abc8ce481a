"""The interview review: what was said, what it raises, keep or dismiss, what to ask."""

from collections.abc import Sequence
from typing import ClassVar, Final, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import OptionList

from assistant.domain.case import CaseFile, CaseHead
from assistant.domain.clock import Clock
from assistant.domain.findings import Finding, ReviewState
from assistant.domain.interviews import InterviewView, Question
from tui.desk import Desk
from tui.messages import Words
from tui.presenter.interview import (
    InterviewRow,
    before_rows,
    interview_head,
    interview_summary,
    questions_text,
    raised_rows,
    transcript_rows,
)
from tui.presenter.lines import clean, line, span
from tui.presenter.strip import track_of
from tui.screens.figure import FigureScreen
from tui.screens.interview_adding import STOPPABLE
from tui.screens.interview_lines import InterviewLines
from tui.screens.reviewing import Reviewing
from tui.widgets.frame import EmptyState, Lines, TopBar
from tui.widgets.key_bar import KeyBar
from tui.widgets.listed import Item, Listed
from tui.widgets.strip import SoundStrip

_NEEDS: Final = (
    "review",
    "warning",
    "owner",
    "roles",
    "propose",
    "export",
    "correct",
)
"""Actions that take an interview."""
_HEARD: Final = ("play", "play_on", "loop", "speed")
"""Actions that take a recording of it, not its words alone."""


class Reading(NamedTuple):
    """What the screen shows, read in one go."""

    case: CaseFile
    names: tuple[str, ...]
    view: InterviewView | None
    before: tuple[Question, ...]
    """What the file raises, while nobody was asked yet."""


class InterviewScreen(InterviewLines, Reviewing):
    """One interview at a time; the arrow keys go to the others."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", "key.stop"),
        Binding("escape", "close", "key.back"),
        Binding("k", "review('kept')", "key.keep"),
        Binding("d", "review('dismissed')", "key.dismiss"),
        Binding("o", "review('open')", "key.reopen", show=False),
        Binding("u", "undo_review", "key.undo", show=False),
        Binding("n", "warning(1)", "key.next_warning"),
        Binding("p", "warning(-1)", "key.previous_warning", show=False),
        Binding("w", "owner", "key.owner"),
        Binding("r", "roles", "key.roles", show=False),
        Binding("m", "propose", "key.propose", show=False),
        Binding("space", "play", "key.play"),
        Binding("c", "correct", "key.correct"),
        Binding("v", "consent", "key.consent"),
        Binding("a", "add", "key.add_interview"),
        Binding("right_square_bracket,right", "other(1)", "key.other"),
        Binding("left_square_bracket,left", "other(-1)", "key.other", show=False),
        Binding("x", "export", "key.export"),
        Binding("f", "play_on", "key.play_on"),
        Binding("l", "loop", "key.loop"),
        Binding("s", "speed", "key.speed"),
        Binding("y", "copy", "key.copy"),
    ]

    def __init__(self, desk: Desk, head: CaseHead, words: Words, clock: Clock) -> None:
        """The interviews of the case with ``head``."""
        super().__init__(desk, head, words, clock)
        self._names: tuple[str, ...] = ()
        self._findings: dict[str, Finding] = {}
        self._before: tuple[Question, ...] = ()

    def compose(self) -> ComposeResult:
        """Head, transcript beside what it raises, counts."""
        words = self.words
        yield TopBar(words("interview.title"), line(span(words("app.loading"), "dim")))
        yield Lines(id="interview-head")
        yield EmptyState(
            words("interview.empty_title"), words("interview.empty"), id="interview-empty"
        )
        yield SoundStrip(words, id="interview-strip")
        with Horizontal(id="interview-body"):
            yield Listed(id="interview-lines")
            with Vertical(id="interview-raised-box"):
                yield Listed(id="interview-raised")
        yield Lines(id="interview-summary")
        yield KeyBar(words)

    def on_mount(self) -> None:
        """Read the latest interview."""
        self.query_one("#interview-empty").display = False
        self.reload()

    def on_unmount(self) -> None:
        """Call everything off."""
        self.jobs.stop_all()

    def reload(self) -> None:
        """Read the case and the interview that is open."""
        desk, case, name = self.desk, self.case_id, self.open_name

        def read() -> Reading:
            names = tuple(i.name for i in desk.interviews(case))
            wanted = name if name in names else (names[-1] if names else "")
            view = desk.interview(case, wanted) if names else None
            before = () if names else tuple(desk.interview_questions(case))
            return Reading(desk.case(case), names, view, before)

        self.jobs.fetch("interview", read, self._show)

    def _show(self, found: Reading) -> None:
        self.case = found.case
        self.figures = {f.key: f for f in found.case.figures}
        self._names, self.view = found.names, found.view
        is_empty = found.view is None
        self.query_one("#interview-empty").display = is_empty
        self.query_one("#interview-body").display = not is_empty or bool(found.before)
        self.query_one("#interview-lines").display = not is_empty
        self._before = found.before
        if found.view is None:
            self.query_one(TopBar).show(self.words("interview.title"), line(found.case.head.name))
            self._list("#interview-raised", before_rows(found.before, self.words))
            self.query_one("#interview-empty").focus()
            return
        self._fill(found.view, found.case)
        self.refresh_bindings()

    def _fill(self, view: InterviewView, case: CaseFile) -> None:
        words, interview = self.words, view.interview
        self.open_name = interview.name
        at = f"{self._names.index(interview.name) + 1}/{len(self._names)}  "
        self.query_one(TopBar).show(interview.name, line(span(at, "dim"), case.head.name))
        self.show_head()
        own = interview.raised(case.findings)
        self._findings = {f.id: f for f in own}
        said = transcript_rows(interview, own, words)
        raised = raised_rows(view, own, self.figures, words)
        self.rows = {row.id: row for row in (*said, *raised)}
        self._list("#interview-lines", said)
        self._list("#interview-raised", raised)
        self.track = track_of(interview, own)
        self.query_one(SoundStrip).show(self.track)
        self.show_how()
        focused = self.focused
        if focused is None or focused.id != "interview-lines":
            self._follow()
        if focused is None or focused.id == "interview-empty":
            self.query_one("#interview-raised" if raised else "#interview-lines").focus()

    def show_head(self) -> None:
        """How far the hearing is, above what the reader of the open interview must know."""
        told = interview_head(self.view.interview, self.words) if self.view else ()
        self.query_one("#interview-head", Lines).show(*self.busy_lines(), *told)

    def show_how(self) -> None:
        """Counts, and how passages are played."""
        if self.view is None:
            return
        summary = interview_summary(self.view, tuple(self._findings.values()), self.words)
        loops = f" {self.words('key.loop')}" if self.loops else ""
        if loops or self.speed != 1:
            how = self.words("play.how", speed=f"{self.speed:g}×", loops=loops)
            summary = (*summary, span(f" · {how}", "accent"))
        self.query_one("#interview-summary", Lines).show(summary)

    def _list(self, selector: str, rows: Sequence[InterviewRow]) -> None:
        listed = self.query_one(selector, Listed)
        kept = listed.highlighted
        with self.prevent(OptionList.OptionHighlighted):
            listed.fill(Item(r.id, r.mark, (*r.lines, ()), r.is_heading) for r in rows)
            if kept is not None and kept < len(rows):
                listed.highlighted = kept

    @on(OptionList.OptionHighlighted, "#interview-raised")
    def _raised_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The transcript follows to the words that it is about."""
        event.stop()
        self._follow()

    def _follow(self) -> None:
        row = self.rows.get(self.query_one("#interview-raised", Listed).chosen)
        if row is not None and row.place >= 0:
            self.query_one("#interview-lines", Listed).highlighted = row.place

    @on(OptionList.OptionHighlighted, "#interview-lines")
    def _line_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The strip follows to the moment at which it was said."""
        event.stop()
        row = self.rows.get(event.option.id or "")
        if row is not None and self.view is not None:
            self.query_one(SoundStrip).at(float(self.view.interview.lines[row.place].start_s))

    @on(SoundStrip.Moved)
    def _moment_chosen(self, event: SoundStrip.Moved) -> None:
        """The transcript follows to what is said at that moment."""
        event.stop()
        self.go_to(event.at_s)

    @on(OptionList.OptionSelected, "#interview-raised")
    def _open_figure(self, event: OptionList.OptionSelected) -> None:
        """Enter opens the figure that a finding or a claim rests on."""
        event.stop()
        row = self.rows.get(event.option.id or "")
        known = [self.figures[k] for k in (row.figures if row else ()) if k in self.figures]
        if known:
            self.app.push_screen(FigureScreen(known, self.figures, self.words))

    @on(OptionList.OptionSelected, "#interview-lines")
    def _open_raised(self, event: OptionList.OptionSelected) -> None:
        """Enter on an utterance goes to what it raises."""
        event.stop()
        listed = self.query_one("#interview-raised", Listed)
        for place, option in enumerate(listed.options):
            row = self.rows.get(option.id or "")
            if row is not None and row.place == event.option_index:
                listed.highlighted = place
                listed.focus()
                return

    @property
    def _chosen(self) -> Finding | None:
        return self._findings.get(self.query_one("#interview-raised", Listed).chosen)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what there is to do."""
        del parameters
        if action == "stop":
            return self.jobs.is_busy(*STOPPABLE)
        if action == "other":
            return len(self._names) > 1
        if action in _HEARD:
            return self.view is not None and bool(self.view.interview.model)
        return action not in _NEEDS or self.view is not None

    def action_review(self, state: str) -> None:
        """Keep or dismiss the finding under the cursor, with a note."""
        if finding := self._chosen:
            self.ask_review(finding, ReviewState(state))

    def action_warning(self, step: int) -> None:
        """Go to the next or the previous open finding."""
        listed = self.query_one("#interview-raised", Listed)
        places = [
            n
            for n, option in enumerate(listed.options)
            if (f := self._findings.get(option.id or "")) and f.review.state is ReviewState.OPEN
        ]
        if not places:
            return
        at = listed.highlighted if listed.highlighted is not None else -1
        ahead = [n for n in places if (n > at if step > 0 else n < at)]
        listed.highlighted = (ahead or places)[0 if step > 0 else -1]
        listed.focus()

    def action_other(self, step: int) -> None:
        """Go to another interview of the case."""
        place = self._names.index(self.open_name) + step
        self.open_name = self._names[place % len(self._names)]
        self.reload()

    def action_copy(self) -> None:
        """Copy what is still to ask."""
        asked = self.view.follow_up if self.view else self._before
        text = questions_text(asked, self.words)
        if not text:
            self.tell("interview.no_follow_up")
            return
        self.app.copy_to_clipboard(clean(text))
        self.tell("notice.copied", what=self.words("interview.follow_up"))

    def action_stop(self) -> None:
        """Stop what is heard or asked; what was heard so far is gone on with next time."""
        if self.jobs.is_busy("propose"):
            self.tell("propose.stopped")
        for group in STOPPABLE:
            self.jobs.stop(group)
        self.show_head()

    def action_close(self) -> None:
        """Go back to the workbench."""
        self.dismiss(None)
