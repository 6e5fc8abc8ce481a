"""The findings tab: a list, the chosen one in full, and the figures it rests on."""

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import OptionList

from assistant.domain.case import CaseFile
from assistant.domain.figures import Figure
from assistant.domain.findings import Finding, ReviewState
from tui.messages import Words
from tui.presenter.findings import figure_links, finding_lines, finding_rows, findings_summary
from tui.presenter.lines import line, one_line, span
from tui.presenter.tables import findings_table
from tui.widgets.frame import EmptyState, Lines
from tui.widgets.listed import SETTLE_S, Item, Listed
from tui.widgets.requests import CopyText, OpenFigure, SaveTable


class FindingsPane(Vertical):
    """Findings to keep or to dismiss."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "review('kept')", "key.keep"),
        Binding("d", "review('dismissed')", "key.dismiss"),
        Binding("o", "review('open')", "key.reopen"),
        Binding("u", "screen.undo_review", "key.undo"),
        Binding("y", "copy", "key.copy"),
        Binding("x", "save", "key.save_table"),
    ]

    class ReviewWanted(Message):
        """A finding is to be reviewed."""

        def __init__(self, finding: Finding, state: ReviewState) -> None:
            """``finding`` is to become ``state``."""
            super().__init__()
            self.finding = finding
            self.state = state

    def __init__(self, words: Words) -> None:
        """No findings yet."""
        super().__init__()
        self._words = words
        self._findings: dict[str, Finding] = {}
        self._figures: Mapping[str, Figure] = {}
        self._case: CaseFile | None = None
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """List, detail, figures."""
        words = self._words
        yield EmptyState(
            words("findings.empty_title"), words("findings.empty"), id="findings-empty"
        )
        with Horizontal(id="findings-body"):
            yield Listed(id="findings-list")
            with Vertical(id="findings-detail"):
                yield Lines(id="findings-text")
                yield Lines(line(span(words("findings.figures"), "label")), id="findings-head")
                yield Listed(id="findings-figures")
        yield Lines(id="findings-summary")

    def focus_main(self) -> None:
        """Put the cursor on the list, or on the empty state."""
        self.screen.set_focus(
            self.query_one("#findings-list" if self._findings else "#findings-empty")
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a finding there is nothing to review, copy or save."""
        del parameters
        return bool(self._findings) or action not in ("review", "copy", "save")

    def show(self, case: CaseFile, figures: Mapping[str, Figure]) -> None:
        """Show the case's findings; the cursor stays on its finding."""
        listed = self.query_one("#findings-list", Listed)
        empty = self.query_one("#findings-empty")
        had_focus = empty.has_focus or listed.has_focus
        kept, at = self.chosen, listed.highlighted
        self._case = case
        self._findings = {f.id: f for f in case.findings}
        self._figures = figures
        rows = finding_rows(case, self._words)
        with self.prevent(OptionList.OptionHighlighted):
            listed.fill(Item(r.id, r.mark, r.lines) for r in rows)
            ids = [r.id for r in rows]
            if kept is not None and kept.id in ids and at is not None:
                # After a review the finding moves down the list: the cursor stays on the next one.
                moved = ids.index(kept.id) != at
                listed.highlighted = min(at, len(ids) - 1) if moved else ids.index(kept.id)
        self.screen.refresh_bindings()
        empty.display = not rows
        self.query_one("#findings-body").display = bool(rows)
        self.query_one("#findings-summary", Lines).show(findings_summary(case, self._words))
        self._show_detail()
        if had_focus:
            self.focus_main()

    @property
    def chosen(self) -> Finding | None:
        """The finding under the cursor."""
        return self._findings.get(self.query_one("#findings-list", Listed).chosen)

    def choose(self, finding: str) -> None:
        """Put the cursor on a finding, if it is there."""
        listed = self.query_one("#findings-list", Listed)
        if finding in self._findings:
            listed.highlighted = listed.get_option_index(finding)

    @on(OptionList.OptionHighlighted, "#findings-list")
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(SETTLE_S, self._show_detail)

    def _show_detail(self) -> None:
        finding = self.chosen
        links = self.query_one("#findings-figures", Listed)
        head = self.query_one("#findings-head")
        if finding is None:
            self.query_one("#findings-text", Lines).show()
            head.display = links.display = False
            return
        self.query_one("#findings-text", Lines).show(*finding_lines(finding, self._words))
        keys = (*finding.statement.figures, *finding.evidence)
        rows = figure_links(keys, self._figures, self._words)
        links.fill(Item(r.key, (), (r.line,)) for r in rows)
        head.display = links.display = bool(rows)

    @on(OptionList.OptionSelected, "#findings-list")
    def _list_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._show_detail()  # Enter may come before the cursor has rested
        links = self.query_one("#findings-figures", Listed)
        if links.option_count:
            links.highlighted = 0
            links.focus()

    @on(OptionList.OptionSelected, "#findings-figures")
    def _figure_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(OpenFigure(event.option.id or ""))

    def action_review(self, state: str) -> None:
        """Ask to review the chosen finding."""
        if finding := self.chosen:
            self.post_message(self.ReviewWanted(finding, ReviewState(state)))

    def action_copy(self) -> None:
        """Copy the finding's words."""
        finding = self.chosen
        text = one_line(finding.statement.text(self._words.lang)) if finding else ""
        self.post_message(CopyText(text, self._words("tab.findings")))

    def action_save(self) -> None:
        """Ask to write the findings with their review."""
        if self._case is not None and self._findings:
            self.post_message(SaveTable("findings", findings_table(self._case, self._words)))
