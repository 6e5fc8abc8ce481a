"""The score tab: headline, rules, factors, ceilings, price, what would lift it, what if."""

from collections.abc import Sequence
from typing import ClassVar, Final, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import OptionList

from assistant.domain.figures import Figure
from assistant.domain.lacking import provisional
from assistant.domain.score import UNRATED, ScorePoint, ScoreReport
from tui.messages import Words
from tui.presenter.lines import line, plain, span
from tui.presenter.months import month_rows
from tui.presenter.score import (
    RuleRow,
    lift_rows,
    limit_rows,
    price_rows,
    reason_rows,
    recommendation,
    rule_rows,
    score_tiles,
    tried_rows,
)
from tui.presenter.score_charts import history_rows, model_rows, share_rows
from tui.widgets.frame import EmptyState, Lines
from tui.widgets.listed import Item, Listed
from tui.widgets.requests import CopyText, OpenFigure

_REQUESTED: Final = "request.amount"
_FIELDS: Final = 3
"""Figures that a what-if offers beside the amount that is asked for."""


class Standing(NamedTuple):
    """What is looked up beside a score."""

    drift: str
    """How the trained model in use stands; '' where there is none."""
    history: Sequence[ScorePoint]
    model: Sequence[str]
    """What that model says of the case."""


class ScorePane(Vertical):
    """What the policy says of the firm."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "score", "key.score"),
        Binding("w", "suppose", "key.suppose"),
        Binding("t", "stress", "key.stress"),
        Binding("o", "override", "key.override"),
        Binding("y", "copy", "key.copy"),
    ]

    class ScoreWanted(Message):
        """The case is to be scored."""

    class SupposeWanted(Message):
        """Some figures are to be other ones."""

        def __init__(self, keys: Sequence[str]) -> None:
            """Offer ``keys``."""
            super().__init__()
            self.keys = keys

    class StressWanted(Message):
        """The usual shocks are to be tried."""

    class OverrideWanted(Message):
        """A person wants to give a grade of their own."""

        def __init__(self, report: ScoreReport) -> None:
            """Beside the one of ``report``."""
            super().__init__()
            self.report = report

    class StandingWanted(Message):
        """How the model stands and what the score was before are to be looked up."""

    def __init__(self, words: Words) -> None:
        """Not scored yet."""
        super().__init__()
        self._months: tuple[RuleRow, ...] = ()
        self._shares: tuple[RuleRow, ...] = ()
        self._history: tuple[RuleRow, ...] = ()
        self._model: tuple[RuleRow, ...] = ()
        self._tried: tuple[str, ...] = ()
        self._drift = ""
        self._words = words
        self._report: ScoreReport | None = None
        self._opens: dict[str, str | None] = {}

    def compose(self) -> ComposeResult:
        """Tiles, rules, factors and ceilings."""
        words = self._words
        yield EmptyState(words("score.empty_title"), words("score.empty"), id="score-empty")
        with Vertical(id="score-body"):
            with Horizontal(id="score-tiles"):
                for number in range(5):
                    yield Lines(id=f"tile-{number}", classes="tile")
            with Horizontal(id="score-parts"):
                yield Listed(id="score-rules")
                yield Listed(id="score-reasons")
        yield Lines(id="score-policy")

    def on_mount(self) -> None:
        """Title the parts."""
        self.query_one("#score-rules").border_title = self._words("score.rules")
        self.query_one("#score-reasons").border_title = self._words("score.reasons")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a grade of one's own only beside one of the code's."""
        del parameters
        return action != "override" or (self._report is not None and self._report.is_rated)

    def focus_main(self) -> None:
        """Put the cursor on the rules, or on the empty state."""
        self.screen.set_focus(self.query_one("#score-rules" if self._report else "#score-empty"))

    def show(self, report: ScoreReport | None, figures: Sequence[Figure] = ()) -> None:
        """Show a report, or that there is none; ``figures`` give the months."""
        self._months = month_rows(figures, self._words)
        self._shares = share_rows(figures, self._words)
        self._tried = ()
        if report is not None:
            self.post_message(self.StandingWanted())
        empty = self.query_one("#score-empty")
        rules = self.query_one("#score-rules", Listed)
        had_focus = empty.has_focus or rules.has_focus
        self._report = report
        empty.display = report is None
        self.query_one("#score-body").display = report is not None
        self._show_report(report)
        self.refresh_bindings()
        if had_focus:
            self.focus_main()

    def _show_report(self, report: ScoreReport | None) -> None:
        policy = self.query_one("#score-policy", Lines)
        if report is None:
            policy.show()
            return
        words = self._words
        for number, tile in enumerate(score_tiles(report, words)):
            shown = (line(span(tile.label, "dim")), line(span(tile.value, tile.role)))
            self.query_one(f"#tile-{number}", Lines).show(*shown)
        self._opens = {}
        self._fill("#score-rules", rule_rows(report, words))
        parts = (
            ("score.tried", tried_rows(self._tried)),
            ("score.reasons", reason_rows(report, words)),
            ("score.lift", lift_rows(report, words)),
            ("score.limits", limit_rows(report, words)),
            ("score.price", price_rows(report, words)),
            ("score.model", self._model),
            ("score.months", self._months),
            ("score.shares", self._shares),
            ("score.history", self._history),
        )
        rows: list[RuleRow] = []
        for title, part in parts:
            head = RuleRow("", None, (), (line(span(words(title), "label")),))
            is_titled = title != "score.reasons" or bool(rows)
            rows += [head, *part] if part and is_titled else part
        self._fill("#score-reasons", rows)
        label = span(f"{words('score.policy')} {report.policy}  ·  ", "dim")
        lines = [line(label, recommendation(report, words))]
        if early := provisional(report):
            lines.append(line(span(early.text(words.lang), "warn")))
        if not report.is_rated:
            lines.append(line(span(UNRATED[words.lang], "warn")))
        if report.override is not None:
            lines.append(line(span(report.override.text(words.lang), "warn")))
        if self._drift:
            lines.append(line(span(self._drift, "dim")))
        policy.show(*lines)

    def show_tried(self, sentences: Sequence[str]) -> None:
        """Show what some other values or shocks would move, until the case is shown anew."""
        self._tried = tuple(sentences)
        self._show_report(self._report)
        self.query_one("#score-reasons", Listed).focus()

    def show_standing(self, standing: Standing) -> None:
        """Show how the model in use stands and what the score was before."""
        history = history_rows(standing.history, self._words)
        model = model_rows(standing.model)
        shown = (self._drift, self._history, self._model)
        if (standing.drift, history, model) != shown:
            self._drift, self._history, self._model = standing.drift, history, model
            self._show_report(self._report)

    def _fill(self, selector: str, rows: Sequence[RuleRow]) -> None:
        items = [Item(r.id, r.mark, r.lines, is_heading=not r.id) for r in rows]
        self.query_one(selector, Listed).fill(items)
        self._opens |= {r.id: r.figure for r in rows}

    @on(OptionList.OptionSelected)
    def _row_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the figure that a rule or factor looks at."""
        event.stop()
        if figure := self._opens.get(event.option.id or ""):
            self.post_message(OpenFigure(figure))

    def action_score(self) -> None:
        """Ask for a score."""
        self.post_message(self.ScoreWanted())

    def action_suppose(self) -> None:
        """Ask what other values would do, beginning with the figure under the cursor."""
        if self._report is not None:
            lists = [self.query_one(f"#score-{part}", Listed) for part in ("reasons", "rules")]
            focused = next((part for part in lists if part.has_focus), lists[0])
            figure = self._opens.get(focused.chosen)
            costly = (reason.figure for reason in self._report.main_reasons())
            keys = list(dict.fromkeys(key for key in (figure, *costly) if key))
            self.post_message(self.SupposeWanted([*keys[:_FIELDS], _REQUESTED]))

    def action_stress(self) -> None:
        """Try the usual shocks."""
        if self._report is not None:
            self.post_message(self.StressWanted())

    def action_override(self) -> None:
        """Give a grade of one's own."""
        if self._report is not None:
            self.post_message(self.OverrideWanted(self._report))

    def action_copy(self) -> None:
        """Copy the headline and the rules."""
        report, text = self._report, ""
        if report is not None:
            tiles = [f"{t.label} {t.value}" for t in score_tiles(report, self._words)]
            rules = [plain(*r.lines) for r in rule_rows(report, self._words)]
            text = "\n".join([" · ".join(tiles), *rules, report.policy])
        self.post_message(CopyText(text, self._words("tab.score")))
