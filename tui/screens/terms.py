"""Documents, conditions and covenants of a case; conditions are confirmed or dropped here."""

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input, Label, OptionList, Static

from assistant.domain.case import CaseId
from assistant.domain.clock import Clock, today
from assistant.domain.memo import MemoKind
from assistant.domain.terms import Condition, ConditionState, Decision, Terms
from tui.desk import Desk
from tui.messages import Words
from tui.presenter.lines import clean
from tui.presenter.terms import TermRow, term_rows
from tui.screens.closing import Modal
from tui.screens.dialogs import Dialog, ReasonDialog
from tui.widgets.key_bar import KeyBar
from tui.widgets.listed import Item, Listed
from tui.work import Jobs


class ConditionDialog(Dialog[Decision]):
    """Who sees to a condition, and by when."""

    def __init__(self, words: Words, condition: Condition, today: date) -> None:
        """Confirm ``condition``, as of ``today``."""
        super().__init__(words, words("terms.confirm"), words("key.confirm_condition"))
        self._condition = condition
        self._today = today

    def parts(self) -> list[Widget]:
        """The condition, owner, day."""
        words, told = self.words, self._condition.statement.text(self.words.lang)
        due = self._condition.due
        return [
            Static(clean(told), classes="dialog-text", markup=False),
            Label(words("terms.owner")),
            Input(self._condition.owner, id="owner", compact=True),
            Label(words("terms.due")),
            Input(due.isoformat() if due else "", id="due", compact=True),
        ]

    def given(self) -> Decision | None:
        """Owner and day, once both can be read."""
        owner, due = self.text_of("#owner"), self.text_of("#due")
        try:
            day = date.fromisoformat(due)
        except ValueError:
            day = None
        if not owner or day is None:
            self.complain(self.words("terms.incomplete"))
            return None
        if not self._condition.may_be_due(day, self._today):
            self.complain(self.words("terms.past", day=day, today=self._today))
            return None
        return Decision(ConditionState.CONFIRMED, owner, due)


class TermsScreen(Modal[None]):
    """What the credit hangs on."""

    AUTO_FOCUS = "#terms"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "key.back"),
        Binding("k,enter", "confirm", "key.confirm_condition", priority=True),
        Binding("d", "drop", "key.drop"),
    ]

    def __init__(
        self, desk: Desk, case: CaseId, kind: MemoKind, words: Words, clock: Clock
    ) -> None:
        """The terms of ``case`` for a ``kind`` of memo."""
        super().__init__()
        self._clock = clock
        self._desk, self._case, self._kind, self._words = desk, case, kind, words
        self._rows: tuple[TermRow, ...] = ()
        self._jobs = Jobs(self, words)

    def compose(self) -> ComposeResult:
        """Title, rows."""
        title = self._words("terms.title", kind=self._words(f"memo_kind.{self._kind}"))
        with Vertical(classes="sheet"):
            yield Static(title, classes="dialog-title", markup=False)
            yield Listed(id="terms")
        yield KeyBar(self._words)

    def on_mount(self) -> None:
        """Read them."""
        self._read()

    def _read(self) -> None:
        self._jobs.fetch("terms", lambda: self._desk.terms(self._case, self._kind), self._show)

    def _show(self, terms: Terms) -> None:
        listed = self.query_one(Listed)
        at = listed.highlighted
        self._rows = term_rows(terms, self._words)
        listed.fill(
            Item(str(n), row.mark, row.lines, is_heading=row.is_heading)
            for n, row in enumerate(self._rows)
        )
        if at is not None:
            listed.highlighted = min(at, len(self._rows) - 1)

    @property
    def _chosen(self) -> Condition | None:
        at = next((listed.chosen for listed in self.query(Listed)), "")
        return self._rows[int(at)].condition if at else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a condition is confirmed or dropped: a document is on file or isn't."""
        del parameters
        return action not in ("confirm", "drop") or self._chosen is not None

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self.refresh_bindings()

    def action_confirm(self) -> None:
        """Confirm the condition under the cursor."""
        condition = self._chosen
        if condition is not None:
            dialog = ConditionDialog(self._words, condition, today(self._clock))
            self.app.push_screen(dialog, self._decider(condition))

    def action_drop(self) -> None:
        """Drop the condition under the cursor, with a reason."""
        condition, words = self._chosen, self._words
        if condition is None:
            return
        decide = self._decider(condition)

        def answered(why: str | None) -> None:
            decide(None if why is None else Decision(ConditionState.DROPPED, why=why))

        dialog = ReasonDialog(
            words,
            words("terms.drop"),
            condition.statement.text(words.lang),
            needed=words("dialog.why_needed"),
            ok=words("key.drop"),
        )
        self.app.push_screen(dialog, answered)

    def _decider(self, condition: Condition) -> Callable[[Decision | None], None]:
        desk, case, words = self._desk, self._case, self._words

        def done(decided: Condition) -> None:
            state = words(f"terms.{decided.state}")
            self.notify(words("terms.decided", id=decided.id, state=state), markup=False)
            self._read()

        def decide(decision: Decision | None) -> None:
            if decision is not None:
                self._jobs.fetch(
                    "decide", lambda: desk.decide_condition(case, condition.id, decision), done
                )

        return decide

    def action_close(self) -> None:
        """Back to the memo."""
        self.dismiss(None)
