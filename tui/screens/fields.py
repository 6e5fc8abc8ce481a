"""Entering request, firm, collateral, bureau and statement fields."""

from datetime import date
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Input, Label, Select, Static

from assistant.domain.case import CaseFile
from tui.messages import Words
from tui.presenter.fields import (
    GROUPS,
    BadEntry,
    FieldRow,
    entry_preview,
    entry_value,
    field_rows,
    latest_year,
)
from tui.presenter.lines import line, span
from tui.screens.closing import Modal
from tui.widgets.frame import Lines
from tui.widgets.key_bar import KeyBar


class Entries(NamedTuple):
    """What was entered: keys with values as the case keeps them, and the basis."""

    values: tuple[tuple[str, str], ...]
    why: str


class FieldInput(Horizontal):
    """A label, an input, and how the entry will print."""

    def __init__(self, row: FieldRow, typed: str, words: Words) -> None:
        """An input for ``row``, filled with ``typed``."""
        super().__init__()
        self.row = row
        self._typed = typed
        self._words = words

    def compose(self) -> ComposeResult:
        """Label, input, echo."""
        unit = "CNY" if self.row.unit.is_money else self.row.unit.name
        key = f"fields.hint_{unit}"
        hint = self._words(key) if self._words.has(key) else ""
        yield Label(self.row.label, classes="field-label", markup=False)
        yield Input(self._typed, placeholder=hint, classes="field-input", compact=True)
        yield Lines(classes="field-echo")

    def on_mount(self) -> None:
        """Echo what is there."""
        self.echo()

    @property
    def typed(self) -> str:
        """The text as typed."""
        return self.query_one(Input).value.strip()

    def echo(self) -> bool:
        """Show how the entry will print; False when it can't be read."""
        try:
            shown = span(entry_preview(self.typed, self.row.unit, self._words), "dim")
            is_fine = True
        except BadEntry as error:
            shown, is_fine = span(str(error), "bad"), False
        self.query_one(".field-echo", Lines).show(line(shown))
        return is_fine

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.echo()


class FieldsScreen(Modal[Entries | None]):
    """A form by groups; what was typed survives switching between them."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "key.close"),
        Binding("ctrl+s", "save", "key.save"),
        Binding("f3", "group(1)", "key.next_group"),
        Binding("f2", "group(-1)", "key.previous_group"),
    ]

    def __init__(self, case: CaseFile, today: date, words: Words) -> None:
        """The fields of ``case``."""
        super().__init__()
        self._case = case
        self._words = words
        self._year = latest_year(case, today)
        self._typed: dict[str, str] = {}
        self._rows: dict[str, FieldRow] = {}
        self._group = GROUPS[0]

    def compose(self) -> ComposeResult:
        """Group and year, form, basis, buttons."""
        words = self._words
        groups: list[tuple[str, str]] = [(words(f"fields.group_{g}"), g) for g in GROUPS]
        with Vertical(classes="dialog wide"):
            yield Static(words("fields.title"), classes="dialog-title")
            with Horizontal(id="fields-head"):
                yield Select(groups, value=self._group, allow_blank=False, id="group", compact=True)
                yield Label(words("fields.year"), id="year-label")
                yield Input(self._year, id="year", compact=True, type="integer", max_length=4)
            yield VerticalScroll(id="fields-form", can_focus=False)
            yield Input(placeholder=words("fields.why"), id="why", compact=True)
            yield Lines(id="complaint")
            with Horizontal(classes="dialog-buttons"):
                yield Button(words("dialog.save"), id="ok", variant="primary", compact=True)
                yield Button(words("dialog.cancel"), id="cancel", compact=True)
        yield KeyBar(words)

    def on_mount(self) -> None:
        """Show the frame at once, then the first group: its many inputs take a while."""
        self.call_after_refresh(self._show_first)

    async def _show_first(self) -> None:
        await self._show_group()
        self.focus_next("#fields-form Input")

    async def _show_group(self) -> None:
        self._remember()
        is_yearly = self._group == "statements"
        self.query_one("#year").display = self.query_one("#year-label").display = is_yearly
        rows = field_rows(self._case, self._group, self._year, self._words)
        self._rows.update({r.key: r for r in rows})
        form = self.query_one("#fields-form", VerticalScroll)
        await form.remove_children()
        await form.mount_all(
            [FieldInput(r, self._typed.get(r.key, r.text), self._words) for r in rows]
        )
        form.scroll_home(animate=False)

    def _remember(self) -> None:
        for field in self.query(FieldInput):
            self._typed[field.row.key] = field.typed

    @on(Select.Changed, "#group")
    async def _group_changed(self, event: Select.Changed) -> None:
        event.stop()
        if str(event.value) != self._group:
            self._group = str(event.value)
            await self._show_group()

    @on(Input.Changed, "#year")
    async def _year_changed(self, event: Input.Changed) -> None:
        event.stop()
        typed = event.value.strip()
        if len(typed) == 4 and typed.isdigit() and typed != self._year:  # noqa: PLR2004  a year
            self._year = typed
            await self._show_group()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input.id == "why":
            self.action_save()
        else:
            self.focus_next()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "ok":
            self.action_save()
        else:
            self.action_cancel()

    def action_group(self, step: int) -> None:
        """Go to the next or the previous group."""
        at = (GROUPS.index(self._group) + step) % len(GROUPS)
        self.query_one("#group", Select).value = GROUPS[at]

    def action_save(self) -> None:
        """Answer with what changed, once all of it can be read and has a basis."""
        self._remember()
        try:
            values = tuple(
                (key, entry_value(text, self._rows[key].unit, self._words))
                for key, text in self._typed.items()
                if text and text != self._rows[key].text
            )
        except BadEntry as error:
            self._complain(str(error))
            return
        why = self.query_one("#why", Input).value.strip()
        if not values:
            self._complain(self._words("fields.nothing"))
        elif not why:
            self._complain(self._words("dialog.why_needed"))
            self.query_one("#why").focus()
        else:
            self.dismiss(Entries(values, why))

    def _complain(self, text: str) -> None:
        self.query_one("#complaint", Lines).show(line(span(f"! {text}", "bad")))

    def action_cancel(self) -> None:
        """Call it off."""
        self.dismiss(None)
