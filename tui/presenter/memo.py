"""A memo's preview text, its versions and its proof."""

import re
from typing import Final, NamedTuple

from assistant.domain.checks import Proof, SentenceCheck
from assistant.domain.memo import MemoVersion
from tui.messages import Words
from tui.presenter.chat import model_label, safe_markdown
from tui.presenter.lines import Line, Role, Span, day_text, line, one_line, span

_NOTE_TEXT: Final = re.compile(r"^\[\^(\d+)\]:\s*", re.MULTILINE)
_NOTE_MARK: Final = re.compile(r"\[\^(\d+)\]")
_SUPERSCRIPT: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
PROOF_ROLES: Final[dict[Proof, Role]] = {
    Proof.PROVED: "good",
    Proof.UNCHECKED: "warn",
    Proof.FALSE: "bad",
}
_MARKS: Final = {Proof.PROVED: "✓", Proof.UNCHECKED: "?", Proof.FALSE: "✗"}


class ProofRow(NamedTuple):
    """A line of the proof list; ``figure`` opens where it is set."""

    lines: tuple[Line, ...]
    figure: str = ""
    is_heading: bool = False


def preview_markdown(markdown: str) -> str:
    """A memo's Markdown for the screen: safe, source marks as raised links ``note:n``."""
    noted = _NOTE_TEXT.sub(lambda m: f"- {m[1].translate(_SUPERSCRIPT)} ", safe_markdown(markdown))
    return _NOTE_MARK.sub(lambda m: f"[{m[1].translate(_SUPERSCRIPT)}](note:{m[1]})", noted)


def version_line(memo: MemoVersion, at: int, count: int, words: Words) -> Line:
    """Which draft this is."""
    return line(
        span(words("memo.version", n=memo.number), "strong"),
        span(f" ({words('memo.of', at=at, n=count)})  ", "dim"),
        span(words(f"memo_kind.{memo.kind}")),
        span(f" · {words(f'memo_lang.{memo.lang}')} · ", "dim"),
        span(f"{day_text(memo.drafted_at)} · {memo.drafted_by} · ", "dim"),
        span(model_label(memo.model, words), "dim"),
    )


def proof_counts(memo: MemoVersion, words: Words) -> Line:
    """Claims by verdict."""
    counts = {p.value: memo.check.counted(p) for p in Proof}
    role: Role = "good" if not counts["unchecked"] + counts["false"] else "warn"
    return line(span(words("proof.counts", **counts), role))


def proof_rows(memo: MemoVersion, words: Words) -> tuple[ProofRow, ...]:
    """What was struck, what is open, then every sentence with its claims, then the notes."""
    rows = [ProofRow((proof_counts(memo, words),), is_heading=True)]
    if memo.struck:
        rows.append(_heading("proof.struck", len(memo.struck), words))
        rows += [
            ProofRow(
                (
                    line(Span("✂ ", "bad"), span(one_line(s.text), "struck")),
                    line(span(f"  {one_line(s.reason)}", "warn")),
                )
            )
            for s in memo.struck
        ]
    if memo.open_points:
        rows.append(_heading("proof.open", len(memo.open_points), words))
        rows += [
            ProofRow(
                (
                    line(Span("○ ", "accent"), span(one_line(p.text))),
                    line(span(f"  {words('proof.ask', ask=one_line(p.ask))}", "dim")),
                )
            )
            for p in memo.open_points
        ]
    rows.append(_heading("proof.sentences", len(memo.check.sentences), words))
    rows += [_sentence(s) for s in memo.check.sentences]
    if memo.notes:
        rows.append(_heading("proof.notes", len(memo.notes), words))
        rows += [
            ProofRow(
                (line(span(f"{n.number} ", "accent"), span(one_line(n.text))),), n.figure or ""
            )
            for n in memo.notes
        ]
    return tuple(rows)


def _heading(key: str, n: int, words: Words) -> ProofRow:
    return ProofRow((line(span(words(key, n=n), "label")),), is_heading=True)


def _sentence(check: SentenceCheck) -> ProofRow:
    role = PROOF_ROLES[check.verdict]
    spans = [Span(f"{_MARKS[check.verdict]} ", role)]
    at = check.start
    for claim in sorted(check.claims, key=lambda c: c.start):
        if not at <= claim.start <= claim.end <= check.end:
            continue
        spans.append(span(check.text[at - check.start : claim.start - check.start]))
        text = check.text[claim.start - check.start : claim.end - check.start]
        spans.append(span(text, PROOF_ROLES[claim.verdict]))
        at = claim.end
    spans.append(span(check.text[at - check.start :]))
    reasons = [line(span(f"  {one_line(c.reason)}", "dim")) for c in check.claims if c.reason]
    figure = next((c.figure for c in check.claims if c.figure and ":" not in c.figure), "")
    return ProofRow((tuple(spans), *reasons), figure)


def note_figure(memo: MemoVersion, number: int) -> str:
    """The figure behind a source note; '' where there is none."""
    return next((n.figure or "" for n in memo.notes if n.number == number), "")


def note_text(memo: MemoVersion, number: int) -> str:
    """The words of a source note."""
    return next((n.text for n in memo.notes if n.number == number), "")
