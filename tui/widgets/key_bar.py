"""The footer: what the keys do here and now, in the screen's language."""

from collections.abc import Mapping
from itertools import accumulate
from types import MappingProxyType
from typing import Any, Final

from textual import events
from textual.binding import ActiveBinding, Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from tui.messages import Words
from tui.presenter.lines import width

_NAMES: Final = {
    "escape": "Esc",
    "enter": "⏎",
    "space": "␣",
    "slash": "/",
    "question_mark": "?",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "backspace": "⌫",
    "delete": "Del",
    "plus": "+",
    "minus": "-",
}
_LAST: Final = ("stop", "back", "close", "skip", "help", "palette")
"""What stays in view, at the right, however narrow the screen: the way out, and help."""
_SPARE: Final = ("interview", "search", "person")
"""Hidden keys that are shown where room is left over: what nothing else leads to."""


def key_name(key: str) -> str:
    """A key as it is written for people: ``^p``, ``F1``, ``Esc``."""
    first = key.split(",", maxsplit=1)[0]
    if first.startswith("ctrl+"):
        return "^" + first.removeprefix("ctrl+")
    if first.startswith("shift+"):
        return "⇧" + key_name(first.removeprefix("shift+"))
    if first.startswith("alt+"):
        return "⌥" + first.removeprefix("alt+")
    if first[:1] == "f" and first[1:].isdigit():
        return first.upper()
    return _NAMES.get(first, first)


def worded_bindings(screen: Screen[Any], words: Words) -> list[ActiveBinding]:
    """The active bindings that have words, each action once, innermost first."""
    found: dict[str, ActiveBinding] = {}
    for active in screen.active_bindings.values():
        if active.enabled and words.has(active.binding.description):
            found.setdefault(active.binding.description, active)
    return list(found.values())


def _name(binding: Binding) -> str:
    return binding.description.rpartition(".")[2]


def _place(binding: Binding) -> int:
    return _LAST.index(_name(binding))


class KeyBar(Widget):
    """One line of keys; follows the focus; a click presses the key."""

    ALLOW_SELECT = False

    def __init__(self, words: Words, said: Mapping[str, str] = MappingProxyType({})) -> None:
        """A footer in the language of ``words``; ``said`` are keys that are called otherwise."""
        super().__init__()
        self._words = words
        self._said = said
        self._bindings_shown: list[Binding] = []
        self._spare: list[Binding] = []
        self._spots: list[tuple[int, int, int, str]] = []
        self._is_tight = False

    def on_mount(self) -> None:
        """Follow the screen's bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[Any]) -> None:
        if not self.is_attached or screen is not self.screen:
            return
        known = [a.binding for a in worded_bindings(screen, self._words)]
        bindings = [b for b in known if b.show]
        spare = [b for b in known if not b.show and _name(b) in _SPARE]
        if (bindings, spare) != (self._bindings_shown, self._spare):
            self._bindings_shown, self._spare = bindings, spare
            self.refresh()

    def render(self) -> Content:
        """Keys that fit, the help and command keys always among them.

        Where they don't fit they stand closer, in shorter words; a narrow screen has two lines.
        """
        first = [b for b in self._bindings_shown if not self._is_last(b)]
        last = sorted(filter(self._is_last, self._bindings_shown), key=_place)
        self._spots = []
        self._is_tight = False
        top, rest = self._split(first, last)
        if self._cells_of(rest, last) > self.size.width:
            self._is_tight = True
            top, rest = self._split(first, last)
        bottom = self._line(rest, last, self.size.height - 1)
        if self.size.height == 1:
            return bottom
        places = accumulate(map(self._cells, top), initial=0)
        put = [self._put(b, at, 0) for b, at in zip(top, places, strict=False)]
        return Content("\n").join((Content.assemble(*put), bottom))

    def _split(
        self, first: list[Binding], last: list[Binding]
    ) -> tuple[list[Binding], list[Binding]]:
        """The keys of a first line, where there are two and one doesn't do, and those left over."""
        if self.size.height == 1 or self._cells_of(first, last) <= self.size.width:
            return [], first
        ends = accumulate(map(self._cells, first))
        fit = sum(end <= self.size.width for end in ends)
        return first[:fit], first[fit:]

    def _cells_of(self, *keys: list[Binding]) -> int:
        return sum(self._cells(b) for some in keys for b in some)

    def _line(self, first: list[Binding], last: list[Binding], row: int) -> Content:
        room = self.size.width - sum(self._cells(b) for b in last)
        parts: list[Content] = []
        at = 0
        for binding in first:
            cells = self._cells(binding)
            if at + cells > room - (1 if binding is not first[-1] else 0):
                parts.append(Content.styled("…", "$footer-description-foreground"))
                at += 1
                break
            parts.append(self._put(binding, at, row))
            at += cells
        else:
            at = self._fill_up(parts, at, room, row)
        parts.append(Content(" " * max(0, room - at)))
        at = max(room, at)
        for binding in last:
            parts.append(self._put(binding, at, row))
            at += self._cells(binding)
        return Content.assemble(*parts)

    def _fill_up(self, parts: list[Content], at: int, room: int, row: int) -> int:
        """Add hidden keys where they fit; how far the line is full then."""
        for binding in self._spare:
            cells = self._cells(binding)
            if at + cells < room:
                parts.append(self._put(binding, at, row))
                at += cells
        return at

    def _put(self, binding: Binding, at: int, row: int) -> Content:
        """A key at its place, where a click finds it."""
        self._spots.append((row, at, at + self._cells(binding), binding.key))
        return self._label(binding)

    def _is_last(self, binding: Binding) -> bool:
        return _name(binding) in _LAST

    def told(self, binding: Binding) -> str:
        """What a key is called here."""
        return self._said.get(binding.description) or self._words(binding.description)

    def _short(self, binding: Binding) -> str:
        short = f"short.{_name(binding)}"
        is_short = self._is_tight and binding.description not in self._said
        return self._words(short) if is_short and self._words.has(short) else self.told(binding)

    def _cells(self, binding: Binding) -> int:
        gaps = 2 if self._is_tight else 3
        return width(key_name(binding.key)) + width(self._short(binding)) + gaps

    def _label(self, binding: Binding) -> Content:
        end = "" if self._is_tight else " "
        return Content.assemble(
            (f" {key_name(binding.key)} ", "bold $footer-key-foreground"),
            (f"{self._short(binding)}{end}", "$footer-description-foreground"),
        )

    def on_click(self, event: events.Click) -> None:
        """Press the key under the pointer."""
        for row, start, end, key in self._spots:
            if row == event.y and start <= event.x < end:
                self.app.simulate_key(key.split(",")[0])
                return
