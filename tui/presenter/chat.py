"""A turn of the conversation: steps, answer, citations, what was struck."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from assistant.domain.case import CaseFile
from assistant.domain.checks import Proof, SentenceCheck, SourceText, Struck
from assistant.domain.figures import Figure
from assistant.domain.findings import FindingKind, ReviewState
from tui.messages import Words
from tui.presenter.detail import Place
from tui.presenter.lines import (
    Line,
    Span,
    clean,
    counted,
    joined,
    line,
    one_line,
    shortened,
    span,
    told,
)

_OFFLINE_NAMES: Final = ("", "offline", "offline-analyst")
_CJK_END: Final = re.compile(r"[\s。！？；：，、”）》】]\Z")
_CITATION: Final = re.compile(r"(?<![\]\w!])\[(\d{1,2})\](?![(:\[])", re.ASCII)
_LINK: Final = re.compile(r"(!?)\[([^\]]*)\]\(([^)]*)\)")
_COUNTED: Final = re.compile(r"\b(\d+) (statements|figures|passages)\b", re.ASCII)
"""How a tool's outcome counts what it found."""
_CHIP_CELLS: Final = 44
_SUGGESTED: Final = 3
"""Questions that are suggested at once."""


class Chip(NamedTuple):
    """A citation or figure under an answer; opens a page or a figure."""

    label: str
    place: Place | None = None
    figure: str = ""


def safe_markdown(text: str) -> str:
    """Model or document Markdown without control characters and without links of its own."""
    return _LINK.sub(lambda m: m[2] if m[1] else f"{m[2]} ({m[3]})" if m[3] else m[2], clean(text))


def cited_markdown(text: str, passages: int) -> str:
    """``text`` made safe, its ``[n]`` marks turned into links to citation ``n``."""

    def mark(match: re.Match[str]) -> str:
        number = int(match[1])
        return f"[\\[{number}\\]](cite:{number})" if 1 <= number <= passages else match[0]

    return _CITATION.sub(mark, safe_markdown(text))


def marked_answer(text: str, sentences: Sequence[SentenceCheck], words: Words) -> str:
    """``text`` with a mark behind each sentence that no figure or passage proves."""
    label = f" `{words('chat.unchecked')}`"
    pieces, at = [], 0
    for check in sorted(sentences, key=lambda s: s.start):
        if check.verdict is not Proof.UNCHECKED or not at <= check.end <= len(text):
            continue
        end = check.start + len(text[check.start : check.end].rstrip())
        pieces += [text[at:end], label]
        at = end
    return "".join([*pieces, text[at:]])


def streamed(sentence: str, verdict: Proof, words: Words) -> str:
    """A sentence as it is appended while the answer grows."""
    text = safe_markdown(sentence)
    if verdict is Proof.UNCHECKED:
        body = text.rstrip()
        text = f"{body} `{words('chat.unchecked')}`{text[len(body) :]}"
    return text if not text or _CJK_END.search(text) else text + " "


def chips_from(
    passages: Sequence[SourceText],
    keys: Sequence[str],
    figures: Mapping[str, Figure],
    words: Words,
) -> tuple[Chip, ...]:
    """Citations first, numbered as in the text, then the figures that the answer used."""
    cited = [
        Chip(
            f"[{n}] "
            + words("chat.citation", name=shortened(p.source_name, _CHIP_CELLS - 12), page=p.page),
            place=Place(p.source, p.source_name, p.page, p.text),
        )
        for n, p in enumerate(passages, start=1)
    ]
    used = [
        Chip(_figure_chip(figures[k], words), figure=k) for k in dict.fromkeys(keys) if k in figures
    ]
    return (*cited, *used)


def _figure_chip(figure: Figure, words: Words) -> str:
    period = f" {figure.period.code}" if figure.period else ""
    value = one_line(figure.text(words.lang))
    return f"{value} · {one_line(figure.label(words.lang))}{period}"


def tool_line(name: str, arguments: str, summary: str, words: Words, *, refused: bool) -> Line:
    """One tool call on one line: what it does, with what, and what came of it."""
    title = words(f"tool.{name}") if words.has(f"tool.{name}") else one_line(name)
    parts = [
        Span("◇ ", "dim"),
        span(title, "label"),
        span(f" {shortened(_told(arguments), 48)}", "dim"),
    ]
    if summary:
        told = _COUNTED.sub(lambda m: counted(words, f"chat.{m[2]}", int(m[1])), summary)
        parts += [Span("  →  ", "dim"), span(shortened(told, 60), "warn" if refused else "dim")]
    return line(*parts)


def _told(arguments: str) -> str:
    """The values of a call's arguments; as they are where they are no JSON object."""
    try:
        found = json.loads(arguments or "{}")
    except ValueError:
        return one_line(arguments)
    values = found.values() if isinstance(found, dict) else (found,)
    return " · ".join(one_line(str(v)) for v in values if v not in (None, ""))


def struck_lines(struck: Sequence[Struck], words: Words) -> tuple[Line, ...]:
    """Each struck sentence and the reason."""
    return tuple(
        line(
            Span("✂ ", "bad"),
            span(one_line(s.text), "struck"),
            span(
                f"  {words('chat.struck_reason', reason=told(s.reason, words))}",
                "warn",
            ),
        )
        for s in struck
    )


def model_label(name: str, words: Words) -> str:
    """The model's name for people."""
    return words("chat.offline") if name in _OFFLINE_NAMES else one_line(name)


def proof_line(
    sentences: Sequence[SentenceCheck], struck: int, model: str, elapsed: str, words: Words
) -> Line:
    """How many sentences claim something that was proved, on whose word, and how long it took."""
    proved = sum(s.verdict is Proof.PROVED and s.claims != () for s in sentences)
    unchecked = sum(s.verdict is Proof.UNCHECKED for s in sentences)
    parts: list[Span] = []
    if proved:
        parts.append(span(f"✓ {counted(words, 'chat.proved', proved)}", "good"))
    if unchecked:
        parts.append(span(f"? {words('chat.unchecked_n', n=unchecked)}", "warn"))
    if struck:
        parts.append(span(f"✂ {words('chat.struck_n', n=struck)}", "bad"))
    parts.append(span(model_label(model, words), "dim"))
    if elapsed:
        parts.append(span(words("chat.elapsed", s=elapsed), "dim"))
    return joined(parts)


def next_questions(
    case: CaseFile, figures: Mapping[str, Figure], asked: Sequence[str], words: Words
) -> tuple[str, ...]:
    """What is worth asking next: broken tests, open findings, missing facts; not asked twice."""
    tests, others = [], []
    for finding in case.findings:
        figure = next((figures[k] for k in finding.statement.figures if k in figures), None)
        if finding.review.state is ReviewState.OPEN and figure is not None:
            name = one_line(figure.label(words.lang))
            if finding.kind in (FindingKind.POLICY, FindingKind.COVENANT):
                tests.append(words("chat.next_breach", name=name))
            else:
                others.append(words("chat.next_how", name=name))
    wanted = dict.fromkeys([*tests, *others])
    if any(f.value is None for f in case.figures):
        wanted[words("chat.next_missing")] = None
    fresh = [q for q in wanted if q not in asked]
    kept = fresh if len(fresh) <= _SUGGESTED else [*fresh[: _SUGGESTED - 1], fresh[-1]]
    return tuple(kept)
