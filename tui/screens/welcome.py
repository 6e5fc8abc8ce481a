"""The first run: language, folder, model; then an empty cabinet or the demo."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, NamedTuple, Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Button, Input, Label, Select, Static

from assistant.domain.quantities import Lang
from tui.desk import Desk
from tui.messages import Words
from tui.presenter.lines import Role, line, span
from tui.widgets.frame import BRAND, Lines
from tui.widgets.key_bar import KeyBar
from tui.work import Jobs, error_text

_LANGS = (("中文", Lang.ZH), ("English", Lang.EN))


class Choice(NamedTuple):
    """What was chosen."""

    lang: Lang
    home: Path
    model: dict[str, str]
    """``llm_base_url``, ``llm_model``, ``llm_api_key``; an empty address: offline."""
    wants_demo: bool = False


class Probed(NamedTuple):
    """What an endpoint gave to know."""

    ok: bool
    text: str


class Entrance(Protocol):
    """What the first run asks of the program. Its methods block."""

    home: Path
    """The folder that is offered."""

    def probe(self, choice: Choice) -> Probed:
        """Ask the endpoint of a choice who it is."""

    def begin(self, choice: Choice, say: Callable[[str], None]) -> Desk:
        """Set up what was chosen; with the demo, say how far it is."""


class WelcomeScreen(Screen[None]):
    """Asked once, before there is a home."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "start", "welcome.start"),
        Binding("ctrl+o", "demo", "welcome.demo"),
    ]

    def __init__(
        self, entrance: Entrance, words: Words, done: Callable[[Desk, Lang], None]
    ) -> None:
        """Ask; ``done`` takes the desk that was set up and the language chosen."""
        super().__init__()
        self._entrance = entrance
        self._words = words
        self._done = done
        self._jobs = Jobs(self, words)

    def compose(self) -> ComposeResult:
        """Language, folder, model, what to begin with."""
        words = self._words
        with VerticalScroll(id="welcome", can_focus=False):
            yield Static(f"{BRAND}  {words('welcome.title')}", classes="dialog-title")
            yield Static(words("welcome.text"), classes="dialog-text")
            yield Label("语言 / Language")
            yield Select(_LANGS, value=words.lang, allow_blank=False, id="lang", compact=True)
            yield Label(words("welcome.home"))
            yield Input(str(self._entrance.home), id="home", compact=True)
            yield Label(words("welcome.model"))
            yield Input(placeholder=words("welcome.url"), id="llm_base_url", compact=True)
            yield Input(placeholder=words("welcome.name"), id="llm_model", compact=True)
            key = words("welcome.key")
            yield Input(placeholder=key, id="llm_api_key", password=True, compact=True)
            yield Lines(id="complaint")
            with Horizontal(classes="dialog-buttons"):
                yield Button(words("welcome.start"), id="start", variant="primary", compact=True)
                yield Button(words("welcome.demo"), id="demo", compact=True)
                yield Button(words("welcome.probe"), id="probe", compact=True)
        yield KeyBar(words)

    def on_mount(self) -> None:
        """The first question."""
        self.query_one("#lang").focus()

    @on(Select.Changed, "#lang")
    async def _language(self, event: Select.Changed) -> None:
        """Ask on in the language that was chosen."""
        if event.value != self._words.lang:
            self._words = Words(Lang(str(event.value)))
            self._jobs = Jobs(self, self._words)
            typed = {i.id: i.value for i in self.query(Input)}
            await self.recompose()
            for each in self.query(Input):
                each.value = typed.get(each.id, each.value)
            self.query_one("#home").focus()

    def _choice(self, *, demo: bool = False) -> Choice | None:
        home = self.query_one("#home", Input).value.strip()
        if not home:
            self._tell(self._words("welcome.no_home"), "bad")
            return None
        model = {
            name: self.query_one(f"#{name}", Input).value.strip()
            for name in ("llm_base_url", "llm_model", "llm_api_key")
        }
        if model["llm_base_url"] and not model["llm_model"]:
            self._tell(self._words("welcome.no_name"), "bad")
            self.query_one("#llm_model", Input).focus()
            return None
        return Choice(self._words.lang, Path(home), model, demo)

    def _tell(self, text: str, role: Role = "dim") -> None:
        self.query_one("#complaint", Lines).show(line(span(text, role)))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.focus_next()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        {"start": self.action_start, "demo": self.action_demo}.get(
            event.button.id or "", self.action_probe
        )()

    def action_probe(self) -> None:
        """See whether the endpoint answers."""
        choice = self._choice()
        if choice is None:
            return
        if not choice.model["llm_base_url"]:
            self._tell(self._words("welcome.no_url"))
            return
        self._tell(self._words("welcome.probing"))
        entrance = self._entrance
        self._jobs.fetch("probe", lambda: entrance.probe(choice), self._probed, self._failed)

    def _probed(self, probed: Probed) -> None:
        self._tell(f"{'✓' if probed.ok else '✗'} {probed.text}", "good" if probed.ok else "bad")

    def _failed(self, error: Exception) -> None:
        self._tell("  ".join(error_text(error, self._words)), "bad")

    def action_start(self) -> None:
        """Begin with an empty cabinet."""
        self._begin(self._choice())

    def action_demo(self) -> None:
        """Begin with the demo."""
        self._begin(self._choice(demo=True))

    def _begin(self, choice: Choice | None) -> None:
        if choice is None or self._jobs.is_busy("begin"):
            return
        if choice.wants_demo:
            self._tell(self._words("welcome.building"), "accent")
        entrance, done = self._entrance, self._done

        def say(text: str) -> None:
            self.app.call_from_thread(self._tell, text)

        self._jobs.fetch(
            "begin",
            lambda: entrance.begin(choice, say),
            lambda desk: done(desk, choice.lang),
            self._failed,
        )
