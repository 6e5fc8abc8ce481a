"""Numbered source notes: every printed figure carries one."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from assistant.domain.case import CaseFile
from assistant.domain.evidence import Computed, Entered, Quoted, Said
from assistant.domain.figures import Figure
from assistant.domain.memo import SourceNote
from assistant.domain.quantities import Lang
from assistant.domain.tongues import in_tongue
from assistant.memo.definitions import definition

_MOST_KEYS: Final = 6
"""Inputs that a note lists; the figure itself lists all of them."""


def note_text(figure: Figure, lang: Lang, read: Figure | None = None) -> str:
    """Where a figure comes from, in one line that stands by itself.

    Args:
        figure: what is printed.
        lang: language of the note.
        read: what a document states for it, where a person confirmed or corrected that.
    """
    value = figure.text(lang, full=True)
    told = f"{figure.label(lang)} {figure.key} = {value}; {_origin(figure, lang)}"
    if read is None or figure.evidence.type != "entered":
        return told
    kept = read.value == figure.value
    verbs = ("核对", "更正，原载") if lang is Lang.ZH else ("compared with", "corrected; as read")
    gap = "" if lang is Lang.ZH else " "
    return f"{told}; {verbs[0 if kept else 1]}{gap}{_origin(read, lang)}"


def readings(case: CaseFile) -> dict[str, Figure]:
    """What documents state, by key: a value that a person confirmed stays beside it."""
    return {f.key: f for f in case.read}


def _origin(figure: Figure, lang: Lang) -> str:
    zh = lang is Lang.ZH
    match figure.evidence:
        case Computed() as computed:
            return _computed_origin(computed, zh=zh)
        case Quoted() as quoted:
            place = quoted.cell or (f"第{quoted.page}页" if zh else f"page {quoted.page}")
            quote = f"“{_one_line(quoted.quote)}”"
            name = quoted.source_name
            return f"《{name}》{place}：{quote}" if zh else f"{name}, {place}: {quote}"
        case Said() as said:
            return f"{said.speaker} @ {said.start_s} s: “{_one_line(said.words)}”"
        case Entered() as entered:
            verb = "录入" if zh else "entered by"
            reason = in_tongue(entered.why, lang)
            why = f" ({reason})" if reason else ""
            return f"{verb} {entered.who}, {entered.when:%Y-%m-%d %H:%M} UTC{why}"


def _computed_origin(computed: Computed, *, zh: bool) -> str:
    rows = ""
    if computed.rows is not None:
        rows = f", {computed.rows} 行记录" if zh else f", {computed.rows} record rows"
    keys = computed.input_keys[:_MOST_KEYS]
    more = len(computed.input_keys) - len(keys)
    inputs = f"; {', '.join(keys)}{f', +{more}' if more else ''}" if keys else ""
    digest = computed.inputs_digest[:12]
    lang = Lang.ZH if zh else Lang.EN
    formula = definition(computed.formula, lang) or in_tongue(computed.formula, lang)
    return f"{computed.tool} v{computed.version}: {formula}{rows}{inputs}; sha256 {digest}"


def _one_line(text: str, limit: int = 160) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


class NoteBook:
    """Hands out note numbers in the order of first use within one draft."""

    def __init__(
        self,
        lang: Lang,
        held: tuple[SourceNote, ...] = (),
        read: Mapping[str, Figure] = MappingProxyType({}),
    ) -> None:
        """Start with the notes that an earlier version ``held``.

        Args:
            lang: language of the notes.
            held: whose numbers stay.
            read: what documents state (``readings``).
        """
        self._lang = lang
        self._read = read
        self._notes = {note.figure or f"note:{note.number}": note for note in held}

    def mark(self, figure: Figure | None) -> str:
        """The Markdown mark ``[^n]`` of a figure; '' for no figure."""
        if figure is None:
            return ""
        if figure.key not in self._notes:
            number = max((note.number for note in self._notes.values()), default=0) + 1
            self._notes[figure.key] = SourceNote(
                number=number,
                figure=figure.key,
                text=note_text(figure, self._lang, self._read.get(figure.key)),
                value=str(figure.value),
            )
        return f"[^{self._notes[figure.key].number}]"

    def marks(self, figures: tuple[Figure | None, ...]) -> str:
        """The marks of several figures, each once, in order."""
        return "".join(dict.fromkeys(self.mark(figure) for figure in figures))

    def notes(self) -> tuple[SourceNote, ...]:
        """All notes so far, by number."""
        return tuple(self._notes.values())
