"""Small questions: each a modal typed by its answer; None means called off."""

from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Button, Input, Label, Select, Static

from assistant.domain.memo import MemoKind
from assistant.domain.quantities import Lang
from tui.messages import Words
from tui.presenter.lines import clean, line, span
from tui.screens.closing import Modal
from tui.widgets.frame import Lines
from tui.widgets.key_bar import KeyBar

Answer = TypeVar("Answer")
_USCC_LENGTH = 18


class Dialog(Modal[Answer | None], Generic[Answer]):
    """A titled box with inputs; Enter in the last input or OK answers, Esc calls off."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "key.close"),
        Binding("ctrl+s", "answer", "key.save"),
    ]
    DANGER: ClassVar[bool] = False
    """Whether OK destroys something."""

    def __init__(self, words: Words, title: str, ok: str = "") -> None:
        """A dialog called ``title``; ``ok`` names the button that answers."""
        super().__init__()
        self.words = words
        self._heading = title
        self._ok = ok or words("dialog.ok")

    def parts(self) -> list[Widget]:
        """What stands between title and buttons."""
        return []

    def given(self) -> Answer | None:
        """The answer as entered; None, after ``complain``, when it isn't one yet."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Title, parts, complaint, buttons."""
        with Vertical(classes="dialog"):
            yield Static(self._heading, classes="dialog-title", markup=False)
            yield from self.parts()
            yield Lines(id="complaint")
            with Horizontal(classes="dialog-buttons"):
                variant = "error" if self.DANGER else "primary"
                yield Button(self._ok, id="ok", variant=variant, compact=True)  # type: ignore[arg-type]
                yield Button(self.words("dialog.cancel"), id="cancel", compact=True)
        yield KeyBar(self.words, {"key.save": self._ok})

    def complain(self, text: str) -> None:
        """Say why this isn't an answer yet."""
        self.query_one("#complaint", Lines).show(line(span(f"! {text}", "bad")))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        inputs = list(self.query(Input))
        if event.input is inputs[-1]:
            self.action_answer()
        else:
            inputs[inputs.index(event.input) + 1].focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "ok":
            self.action_answer()
        else:
            self.action_cancel()

    def action_answer(self) -> None:
        """Answer, if what was entered is an answer."""
        answer = self.given()
        if answer is not None:
            self.dismiss(answer)

    def action_cancel(self) -> None:
        """Call it off."""
        self.dismiss(None)

    def text_of(self, selector: str) -> str:
        """What stands in an input."""
        return self.query_one(selector, Input).value.strip()


class NewCase(NamedTuple):
    """The answer of ``NewCaseDialog``."""

    name: str
    uscc: str


class NewCaseDialog(Dialog[NewCase]):
    """Name and credit code of a firm."""

    def __init__(self, words: Words) -> None:
        """An empty form."""
        super().__init__(words, words("new.title"))

    def parts(self) -> list[Widget]:
        """Two inputs."""
        words = self.words
        return [
            Label(words("new.name")),
            Input(placeholder=words("new.name_placeholder"), id="name", compact=True),
            Label(words("new.uscc")),
            Input(placeholder=words("new.uscc_placeholder"), id="uscc", compact=True),
        ]

    def given(self) -> NewCase | None:
        """Name and code, once there is a name and the code has its length."""
        name, uscc = self.text_of("#name"), self.text_of("#uscc").upper()
        if not name:
            self.complain(self.words("new.name_needed"))
        elif uscc and (len(uscc) != _USCC_LENGTH or not uscc.isalnum()):
            self.complain(self.words("new.uscc_wrong", n=len(uscc)))
        else:
            return NewCase(name, uscc)
        return None


class ReasonDialog(Dialog[str]):
    """A text to read and a reason to give."""

    def __init__(
        self,
        words: Words,
        title: str,
        text: str,
        *,
        label: str = "",
        needed: str = "",
        ok: str = "",
    ) -> None:
        """Ask for a reason.

        Args:
            words: the screen's words.
            title: what is about to happen.
            text: what that means.
            label: what the reason is called; the audit log's reason by default.
            needed: the complaint about an empty reason; '' lets it be empty.
            ok: the answering button.
        """
        super().__init__(words, title, ok)
        self._text = text
        self._label = label or words("dialog.why_placeholder")
        self._needed = needed

    def parts(self) -> list[Widget]:
        """Text and one input."""
        return [
            Static(clean(self._text), classes="dialog-text", markup=False),
            Input(placeholder=self._label, id="why", compact=True),
        ]

    def given(self) -> str | None:
        """The reason."""
        why = self.text_of("#why")
        if not why and self._needed:
            self.complain(self._needed)
            return None
        return why


class DeleteCaseDialog(ReasonDialog):
    """Deleting a case: type its name, say why."""

    DANGER = True

    def __init__(self, words: Words, name: str) -> None:
        """Ask about the case called ``name``."""
        super().__init__(
            words,
            words("delete.title"),
            words("delete.text", name=clean(name)),
            needed=words("dialog.why_needed"),
            ok=words("key.delete"),
        )
        self._case_name = name

    def parts(self) -> list[Widget]:
        """Text, name, reason."""
        text, why = super().parts()
        name = Input(placeholder=self.words("delete.type_name"), id="name", compact=True)
        return [text, name, why]

    def given(self) -> str | None:
        """The reason, once the name was typed right."""
        if self.text_of("#name") != self._case_name.strip():
            self.complain(self.words("delete.name_wrong"))
            return None
        return super().given()


class Confirmed(NamedTuple):
    """The answer of ``ConfirmDialog``."""

    value: str
    """As typed; the screen reads it by the figure's unit."""
    why: str


class ConfirmDialog(Dialog[Confirmed]):
    """Confirming a candidate value, or putting it right."""

    def __init__(self, words: Words, label: str, printed: str, typed: str) -> None:
        """Ask about a value that prints as ``printed`` and would be typed as ``typed``."""
        super().__init__(words, words("confirm.title"), words("key.confirm"))
        self._text = words("confirm.text", label=clean(label), value=clean(printed))
        self._typed = typed

    def parts(self) -> list[Widget]:
        """Text, value, reason."""
        words = self.words
        return [
            Static(self._text, classes="dialog-text", markup=False),
            Label(words("confirm.value")),
            Input(self._typed, id="value", compact=True),
            Label(words("dialog.why")),
            Input(placeholder=words("dialog.why_placeholder"), id="why", compact=True),
        ]

    def given(self) -> Confirmed | None:
        """Value and reason; no value rejects what was read."""
        value, why = self.text_of("#value"), self.text_of("#why")
        if not why:
            self.complain(self.words("dialog.why_needed"))
            return None
        return Confirmed(value, why)


class DraftOrder(NamedTuple):
    """The answer of ``DraftDialog``."""

    kind: MemoKind
    lang: Lang


class DraftDialog(Dialog[DraftOrder]):
    """Kind and language of a new draft."""

    def __init__(self, words: Words, start: DraftOrder) -> None:
        """Start with the last choice."""
        super().__init__(words, words("draft.title"), words("draft.go"))
        self._start = start

    def parts(self) -> list[Widget]:
        """Two choices."""
        words = self.words
        kinds: list[tuple[str, MemoKind]] = [(words(f"memo_kind.{k}"), k) for k in MemoKind]
        langs: list[tuple[str, Lang]] = [(words(f"memo_lang.{code}"), code) for code in Lang]
        return [
            Label(words("draft.kind")),
            Select(kinds, value=self._start.kind, allow_blank=False, id="kind", compact=True),
            Label(words("draft.lang")),
            Select(langs, value=self._start.lang, allow_blank=False, id="lang", compact=True),
        ]

    def on_mount(self) -> None:
        """Enter at once drafts with the last choice."""
        self.query_one("#ok").focus()

    def given(self) -> DraftOrder | None:
        """The two choices."""
        kind: Any = self.query_one("#kind", Select).value
        lang: Any = self.query_one("#lang", Select).value
        return DraftOrder(MemoKind(kind), Lang(lang))
