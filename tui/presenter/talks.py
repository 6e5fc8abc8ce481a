"""A case's conversations and pinned answers, as the screen lists and remembers them."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from assistant.domain.case import MAIN, Conversation
from tui.messages import Words
from tui.presenter.lines import Line, ago, counted, line, one_line, shortened, span

_TITLE_CELLS = 90


class Pin(NamedTuple):
    """An answer that somebody wants at hand."""

    thread: str
    turn: int
    """Which turn of its conversation, from 0."""
    question: str
    answer: str


class TalkLine(NamedTuple):
    """One line of the list."""

    id: str
    lines: tuple[Line, ...]
    is_heading: bool = False


def pins_from(kept: str) -> tuple[Pin, ...]:
    """The pins that ``pins_text`` wrote; what is none of them is left out."""
    try:
        found = json.loads(kept or "[]")
    except ValueError:
        return ()
    rows = [row for row in found if isinstance(row, list)] if isinstance(found, list) else []
    return tuple(Pin(*row) for row in rows if [type(v) for v in row] == [str, int, str, str])


def pins_text(pins: Sequence[Pin]) -> str:
    """Pins as they are remembered."""
    return json.dumps([list(pin) for pin in pins], ensure_ascii=False)


def talk_lines(
    talks: Sequence[Conversation], pins: Sequence[Pin], open_now: str, now: datetime, words: Words
) -> tuple[TalkLine, ...]:
    """Pinned answers, then the conversations; ids say which: ``pin:2``, ``talk:main``."""
    lines = []
    if pins:
        lines.append(TalkLine("", (line(span(words("talks.pins"), "accent")),), is_heading=True))
    for number, pin in enumerate(pins):
        said = (
            line(span("◆ ", "accent"), span(shortened(pin.question, _TITLE_CELLS), "strong")),
            line(span(f"  {shortened(one_line(pin.answer), _TITLE_CELLS)}", "dim")),
        )
        lines.append(TalkLine(f"pin:{number}", said))
    lines.append(TalkLine("", (line(span(words("talks.talks"), "accent")),), is_heading=True))
    held = talks if any(t.id == MAIN for t in talks) else (*talks, _first(now))
    for talk in held:
        mark = span("❯ " if talk.id == open_now else "  ", "accent")
        title = shortened(one_line(talk.title), _TITLE_CELLS) or words("talks.empty")
        counts = counted(words, "talks.questions", talk.questions)
        told = f"  {counts} · {ago(talk.at, now, words)}" if talk.questions else ""
        shown = (line(mark, span(title, "strong"), span(told, "dim")),)
        lines.append(TalkLine(f"talk:{talk.id}", shown))
    return tuple(lines)


def _first(now: datetime) -> Conversation:
    """The conversation that every case has, while nothing was asked in it."""
    return Conversation(id=MAIN, title="", questions=0, at=now)
