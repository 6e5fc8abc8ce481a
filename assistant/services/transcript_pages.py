"""An interview as pages and passages, so that search and chat find what was said."""

from typing import Final

from assistant.domain.interviews import Interview, SaidLine
from assistant.storage.rows import StoredPage, StoredPassage

_LINES: Final = 30
"""Utterances a page."""
_CHARS: Final = 320
"""About how long a passage is."""


def pages_of(interview: Interview) -> tuple[StoredPage, ...]:
    """Thirty utterances a page, named by when it begins."""
    rows = [interview.lines[n : n + _LINES] for n in range(0, len(interview.lines), _LINES)]
    return tuple(
        StoredPage(number=n, text=_text(interview, lines), label=lines[0].clock)
        for n, lines in enumerate(rows, start=1)
    )


def passages_of(interview: Interview) -> tuple[StoredPassage, ...]:
    """Neighbouring utterances of a page together, with their speakers and times."""
    found: list[StoredPassage] = []
    for first in range(0, len(interview.lines), _LINES):
        held: list[SaidLine] = []
        texts: list[str] = []
        for line in interview.lines[first : first + _LINES]:
            held.append(line)
            if sum(len(one.text) for one in held) >= _CHARS:
                texts.append(_text(interview, held))
                held = []
        if held:
            texts.append(_text(interview, held))
        page = first // _LINES + 1
        found += [
            StoredPassage(
                source=interview.source,
                source_name=interview.name,
                page=page,
                ordinal=n,
                text=text,
            )
            for n, text in enumerate(texts)
        ]
    return tuple(found)


def _text(interview: Interview, lines: "tuple[SaidLine, ...] | list[SaidLine]") -> str:
    return "\n".join(f"[{o.clock}] {interview.role(o.speaker)}: {o.text}" for o in lines)
