"""A memo's Markdown as rows for reading: each sentence with its verdict and its source notes."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from assistant.domain.checks import Claim, Proof, TextCheck
from tui.presenter.lines import Line, Role, Span, clean, line, plain, span, width

SUPERSCRIPT: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MARKUP: Final = re.compile(r"\[\^(\d+)\]|\*\*")
PROOF_ROLES: Final[dict[Proof, Role]] = {
    Proof.PROVED: "good",
    Proof.UNCHECKED: "warn",
    Proof.FALSE: "bad",
}
PROOF_MARKS: Final = {Proof.PROVED: "✓", Proof.UNCHECKED: "?", Proof.FALSE: "✗"}
_WORST: Final = (Proof.FALSE, Proof.UNCHECKED, Proof.PROVED)
_NOTE: Final = re.compile(r"\[\^(\d+)\]")
_NOTE_LINE: Final = re.compile(r"\[\^\d+\]:")
_INLINE: Final = re.compile(
    r"\[\^(?P<note>\d+)\]|\*\*(?P<strong>[^*]+)\*\*|~~(?P<struck>[^~]+)~~|`(?P<code>[^`]+)`"
)
_RULE_CELL: Final = re.compile(r":?-+:?\Z")
_PIPE: Final = re.compile(r"(?<!\\)\|")
_WIDEST_CELL: Final = 40
_GUTTER: Final = Span("  ")


class MemoRow(NamedTuple):
    """One line of the memo."""

    mark: Line
    """Stands before the text: the verdict, a bullet."""
    text: Line
    notes: tuple[int, ...] = ()
    """Numbers of its source notes."""
    is_heading: bool = False


class _Raw(NamedTuple):
    """A line of Markdown and where it starts in the checked text."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class _Claims:
    """Claims by the sentences they stand in, for looking up by place."""

    def __init__(self, check: TextCheck) -> None:
        self._sentences = sorted(check.sentences, key=lambda s: s.start)
        self._ends = [s.end for s in self._sentences]

    def within(self, raw: _Raw) -> list[Claim]:
        found: list[Claim] = []
        for sentence in self._sentences[bisect_right(self._ends, raw.start) :]:
            if sentence.start >= raw.end:
                break
            found += [c for c in sentence.claims if c.start < raw.end and c.end > raw.start]
        return found


def printed(text: str) -> str:
    """A memo's Markdown as a line of its own: source marks raised, nothing bold."""
    return _MARKUP.sub(lambda match: (match[1] or "").translate(SUPERSCRIPT), text)


def memo_rows(
    markdown: str, check: TextCheck, authors: Mapping[str, str] | None = None
) -> tuple[MemoRow, ...]:
    """The memo line by line; source notes at its end are left to the proof beside it.

    Args:
        markdown: the whole memo.
        check: of its sections.
        authors: who wrote a line, where it wasn't code, by the line.
    """
    wrote = authors or {}
    claims = _Claims(check)
    rows: list[MemoRow] = []
    block: list[_Raw] = []
    for raw in _lines(markdown, check):
        if raw.text.startswith("|"):
            block.append(raw)
            continue
        rows += _table(block, claims)
        block = []
        if not _NOTE_LINE.match(raw.text):
            rows += (_signed(row, wrote.get(raw.text.strip(), "")) for row in _row(raw, claims))
    return (*rows, *_table(block, claims))


def _signed(row: MemoRow, author: str) -> MemoRow:
    """The row with its author's name behind it."""
    if not author:
        return row
    return row._replace(text=(*row.text, Span(f"  ✎ {clean(author)}", "accent")))


def _lines(markdown: str, check: TextCheck) -> Iterator[_Raw]:
    """Lines with offsets into the checked text, which is a part of the Markdown."""
    first = next(iter(check.sentences), None)
    at = markdown.find(first.text) if first else -1
    shift = first.start - at if first and at >= 0 else len(markdown)
    at = 0
    for text in markdown.splitlines(keepends=True):
        yield _Raw(text.rstrip("\r\n"), at + shift)
        at += len(text)


def _row(raw: _Raw, claims: _Claims) -> Iterator[MemoRow]:
    text = raw.text.strip()
    if not text:
        return
    if text.startswith("#"):
        level = len(text) - len(text.lstrip("#"))
        if level > 1:
            yield MemoRow((), (), is_heading=True)
        role: Role = "accent" if level < 3 else "label"  # noqa: PLR2004  a third-level heading
        yield MemoRow((), (span(text.lstrip("# "), role),), is_heading=True)
        return
    bullet, body = "", text
    for sign, shown in (("- [ ] ", "○ "), ("- ", "• "), ("> ", "▏ ")):
        if text.startswith(sign):
            bullet, body = shown, text[len(sign) :]
            break
    yield MemoRow(
        _mark(_verdict(raw, claims), bullet), _inline(body, _doubtful(raw, claims)), _notes(text)
    )


def _mark(verdict: Proof | None, bullet: str) -> Line:
    sign = Span("  ") if verdict is None else Span(f"{PROOF_MARKS[verdict]} ", PROOF_ROLES[verdict])
    return (sign, Span(bullet, "dim")) if bullet else (sign,)


def _verdict(raw: _Raw, claims: _Claims) -> Proof | None:
    found = {c.verdict for c in claims.within(raw)}
    return next((p for p in _WORST if p in found), None)


def _doubtful(raw: _Raw, claims: _Claims) -> dict[str, Role]:
    """Words of the line that were not proved, with their roles."""
    return {
        c.text: PROOF_ROLES[c.verdict]
        for c in claims.within(raw)
        if c.verdict is not Proof.PROVED and c.text and "\n" not in c.text
    }


def _notes(text: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(n) for n in _NOTE.findall(text)))


def _inline(text: str, doubtful: dict[str, Role]) -> Line:
    spans: list[Span] = []
    at = 0
    for match in _INLINE.finditer(text):
        spans += _coloured(text[at : match.start()], doubtful)
        spans.append(_piece(match))
        at = match.end()
    return line(*spans, *_coloured(text[at:], doubtful))


def _piece(match: "re.Match[str]") -> Span:
    if note := match["note"]:
        return Span(note.translate(SUPERSCRIPT), "link")
    if strong := match["strong"]:
        return span(strong, "strong")
    if struck := match["struck"]:
        return span(struck, "struck")
    return span(match["code"], "label")


def _coloured(text: str, doubtful: dict[str, Role]) -> list[Span]:
    shown = clean(text.replace("\\", ""))
    if not doubtful or not shown:
        return [Span(shown)] if shown else []
    pattern = "|".join(re.escape(w) for w in sorted(doubtful, key=len, reverse=True))
    parts = re.split(f"({pattern})", shown)
    return [Span(p, doubtful.get(p, "")) for p in parts if p]


def _table(block: Sequence[_Raw], claims: _Claims) -> Iterator[MemoRow]:
    """A Markdown table, its columns set to one width; the head dim."""
    rows = [(raw, _cells(raw.text)) for raw in block]
    rules = [row for _, row in rows if _is_rule(row)]
    is_right = [c.endswith(":") for c in rules[0]] if rules else []
    kept = [(raw, row) for raw, row in rows if not _is_rule(row)]
    widths = _widths([row for _, row in kept])
    for number, (raw, row) in enumerate(kept):
        doubtful = _doubtful(raw, claims)
        spans: list[Span] = []
        for at, cell in enumerate(row):
            shown = _inline(cell, doubtful) if number else (span(cell, "dim"),)
            gap = Span(" " * max(0, widths[at] - width(plain(shown))))
            spans += [_GUTTER] if at else []
            right = at < len(is_right) and is_right[at]
            spans += [gap, *shown] if right else [*shown] if at == len(row) - 1 else [*shown, gap]
        mark = _mark(_verdict(raw, claims) if number else None, "")
        yield MemoRow(mark, tuple(spans), _notes(raw.text), is_heading=number == 0)


def _cells(text: str) -> list[str]:
    parts = _PIPE.split(text.strip())
    return [p.strip() for p in parts[1 : -1 if not parts[-1].strip() else None]]


def _is_rule(row: Sequence[str]) -> bool:
    return all(_RULE_CELL.match(c) for c in row)


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    columns = max((len(row) for row in rows), default=0)
    return [
        min(max(width(plain(_inline(r[n], {}))) for r in rows if n < len(r)), _WIDEST_CELL)
        for n in range(columns)
    ]
