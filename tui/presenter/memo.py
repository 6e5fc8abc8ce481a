"""A memo's preview text, its versions and its proof."""

from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

from assistant.domain.checks import Proof, SentenceCheck, Struck
from assistant.domain.comments import Comment, has_moved
from assistant.domain.memo import Attested, MemoVersion, OpenPoint, SourceNote
from assistant.domain.placing import attestable, plain_sentence, unsettled
from tui.messages import Words
from tui.presenter.chat import model_label
from tui.presenter.lines import (
    Line,
    Role,
    Span,
    clean,
    day_text,
    line,
    one_line,
    plain,
    span,
    told,
)
from tui.presenter.memo_text import PROOF_MARKS, PROOF_ROLES, SUPERSCRIPT, MemoRow, printed

_NO_NOTES: Final = dict.fromkeys(SUPERSCRIPT.values())
"""Takes a shown line's source marks away."""


class Change(Protocol):
    """A sentence or table row that one of two versions has and the other hasn't."""

    @property
    def title(self) -> str:
        """Its section's heading."""

    @property
    def sign(self) -> str:
        """``-`` in the earlier version, ``+`` in the later one."""

    @property
    def text(self) -> str:
        """Its words."""


class ProofRow(NamedTuple):
    """A line of the proof list; ``figure`` opens where it is set."""

    mark: Line
    lines: tuple[Line, ...]
    figure: str = ""
    comment: str = ""
    """Id of the open comment that the row tells; it can be closed."""
    sentence: str = ""
    """A person's own sentence that isn't proved and that they may state in their name."""
    is_heading: bool = False


def version_line(memo: MemoVersion, at: int, count: int, words: Words) -> Line:
    """Which draft this is."""
    base = memo.edited_from
    return line(
        span(words("memo.version", n=memo.number), "strong"),
        span(words("memo.edited_from", n=base) if base else "", "accent"),
        span(f" ({words('memo.of', at=at, n=count)})  ", "dim"),
        span(words(f"memo_kind.{memo.kind}")),
        span(f" · {words(f'memo_lang.{memo.lang}')} · ", "dim"),
        span(f"{day_text(memo.drafted_at)} · {memo.drafted_by} · ", "dim"),
        span(model_label(memo.model, words), "dim"),
        *(span(f" · {words('key.sign')} {clean(s.who)}", "good") for s in memo.signatures),
    )


def line_authors(memo: MemoVersion, words: Words) -> dict[str, str]:
    """Who wrote a line of the memo, where a model or a person did, and who states it unproved."""
    said = {f"[^{one.note}]": f"{one.who} {words('attest.by')}" for one in memo.attested}
    return {
        text.strip(): "; ".join(told for mark, told in said.items() if mark in text)
        or paragraph.author.name
        for section in memo.sections
        for paragraph in section.paragraphs
        if paragraph.author.kind != "code"
        for text in paragraph.text.splitlines()
        if text.strip() and not text.startswith("|")
    }


def section_at(memo: MemoVersion, rows: Sequence[MemoRow], at: int) -> str:
    """The code of the section that row ``at`` stands in; the first one above all of them."""
    titles = {f"{n}. {s.title}": s.code for n, s in enumerate(memo.sections, start=1)}
    shown = [plain(row.text) for row in rows[: at + 1] if row.is_heading]
    codes = [titles[text] for text in shown if text in titles]
    return codes[-1] if codes else memo.sections[0].code


def change_rows(changes: Sequence[Change], words: Words) -> tuple[MemoRow, ...]:
    """What a version says otherwise than another, section by section."""
    rows: list[MemoRow] = []
    title = ""
    for change in changes:
        if change.title != title:
            title = change.title
            rows += [MemoRow((), (), is_heading=True)] if rows else []
            rows.append(MemoRow((), line(span(clean(title), "accent")), is_heading=True))
        role: Role = "good" if change.sign == "+" else "bad"
        mark = (Span(f"{change.sign} ", role),)
        told = printed(change.text).splitlines()
        rows += [MemoRow(mark, line(span(clean(text), role))) for text in told]
    nothing = MemoRow((), line(span(words("memo.no_changes"), "dim")))
    return tuple(rows) or (nothing,)


def proof_counts(memo: MemoVersion, words: Words) -> Line:
    """Claims by verdict."""
    counts = {p.value: memo.check.counted(p) for p in Proof}
    role: Role = "good" if not counts["unchecked"] + counts["false"] else "warn"
    return line(span(words("proof.counts", **counts), role))


def proof_rows(
    memo: MemoVersion, words: Words, comments: Sequence[Comment] = ()
) -> tuple[ProofRow, ...]:
    """What reviewers said, what isn't proved, was struck or is open, then the source notes."""
    own = {one.check.start: one.text for one in attestable(memo)}
    doubtful = unsettled(memo)
    rows = [ProofRow((), (proof_counts(memo, words),), is_heading=True)]
    rows += _part("proof.comments", [_comment(c, memo, words) for c in comments], words)
    rows += _part(
        "proof.sentences", [_sentence(s, words, own.get(s.start, "")) for s in doubtful], words
    )
    rows += _part("proof.attested", [_attested(a, words) for a in memo.attested], words)
    rows += _part("proof.struck", [_struck(s, words) for s in memo.struck], words)
    rows += _part("proof.open", [_open(p) for p in memo.open_points], words)
    rows += _part("proof.notes", [_note(n) for n in memo.notes], words)
    return tuple(rows)


def _part(key: str, rows: list[ProofRow], words: Words) -> list[ProofRow]:
    """A heading with the number of its rows, and the rows; nothing where there are none."""
    if not rows:
        return []
    heading = line(span(words(key, n=len(rows)), "label"))
    return [ProofRow((), ((), heading), is_heading=True), *rows]


def _comment(comment: Comment, memo: MemoVersion, words: Words) -> ProofRow:
    title = next((s.title for s in memo.sections if s.code == comment.section), comment.section)
    place = f"#{comment.memo} {title}" + (f" “{printed(comment.quote)}”" if comment.quote else "")
    told = [
        line(span(f"{clean(comment.who)}：{one_line(comment.text)}")),
        line(span(one_line(place), "dim")),
    ]
    if has_moved(comment, memo):
        told.append(line(span(words("comment.moved"), "warn")))
    if not comment.is_open:
        answer = f"→ {clean(comment.closed_by)}：{one_line(comment.closing)}"
        told.append(line(span(answer, "good")))
    mark = Span("◆ ", "accent") if comment.is_open else Span("◇ ", "dim")
    return ProofRow((mark,), tuple(told), comment=comment.id if comment.is_open else "")


def _struck(struck: Struck, words: Words) -> ProofRow:
    text = line(span(one_line(struck.text), "struck"))
    return ProofRow(
        (Span("✂ ", "bad"),),
        (text, line(span(told(struck.reason, words), "warn"))),
    )


def _open(point: OpenPoint) -> ProofRow:
    ask = line(span(f"→ {one_line(point.ask)}", "dim"))
    return ProofRow((Span("○ ", "accent"),), (line(span(one_line(point.text))), ask))


def _note(note: SourceNote) -> ProofRow:
    mark = Span(f"{str(note.number).translate(SUPERSCRIPT)} ", "link")
    return ProofRow((mark,), (line(span(one_line(note.text).replace("`", ""))),), note.figure or "")


def doubts_of(memo: MemoVersion, shown: str, words: Words) -> str:
    """Why sentences of a shown line aren't proved; '' where all are."""
    bare = _bare(shown)
    found: list[str] = []
    for check in unsettled(memo):
        if _bare(check.text) in bare:
            reasons = dict.fromkeys(told(c.reason, words) for c in check.claims if c.reason)
            found.append(f"{PROOF_MARKS[check.verdict]} {'; '.join(reasons)}")
    return "\n".join(found)


def _bare(text: str) -> str:
    return "".join(plain_sentence(text).split()).translate(_NO_NOTES)


def own_sentence(memo: MemoVersion, shown: str) -> str:
    """The first sentence of a shown line that a person may state in their name; '' for none."""
    bare = _bare(shown)
    return next((one.text for one in attestable(memo) if _bare(one.text) in bare), "")


def _attested(said: Attested, words: Words) -> ProofRow:
    who = f"{clean(said.who)} · {day_text(said.at)} · {one_line(said.why)}"
    told = (
        line(span(printed(one_line(said.text)), PROOF_ROLES[Proof.UNCHECKED])),
        line(span(f"{words('attest.by')}  ", "warn"), span(who, "dim")),
    )
    return ProofRow((Span("? ", PROOF_ROLES[Proof.UNCHECKED]),), told)


def _sentence(check: SentenceCheck, words: Words, own: str) -> ProofRow:
    spans: list[Span] = []
    at = check.start
    for claim in sorted(check.claims, key=lambda c: c.start):
        if not at <= claim.start <= claim.end <= check.end:
            continue
        spans.append(span(printed(check.text[at - check.start : claim.start - check.start])))
        text = check.text[claim.start - check.start : claim.end - check.start]
        spans.append(span(text, PROOF_ROLES[claim.verdict]))
        at = claim.end
    spans.append(span(printed(check.text[at - check.start :])))
    reasons = dict.fromkeys(told(c.reason, words) for c in check.claims if c.reason)
    if own:
        reasons[words("attest.may")] = None
    figure = next((c.figure for c in check.claims if c.figure and ":" not in c.figure), "")
    mark = Span(f"{PROOF_MARKS[check.verdict]} ", PROOF_ROLES[check.verdict])
    lines = (tuple(spans), *(line(span(r, "dim")) for r in reasons))
    return ProofRow((mark,), lines, figure, sentence=own)


def note_figures(memo: MemoVersion, numbers: Sequence[int]) -> tuple[str, ...]:
    """The figures behind source notes, in the order of the notes."""
    by_number = {n.number: n.figure for n in memo.notes}
    return tuple(dict.fromkeys(key for n in numbers if (key := by_number.get(n))))


def note_text(memo: MemoVersion, number: int) -> str:
    """The words of a source note."""
    return next((n.text for n in memo.notes if n.number == number), "")
