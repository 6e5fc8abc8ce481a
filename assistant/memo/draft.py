"""Draft a memo: outline, write, check, strike; returns a version and saves nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from assistant.domain.case import CaseFile
from assistant.domain.checks import Struck
from assistant.domain.figures import Statement
from assistant.domain.lacking import undated
from assistant.domain.memo import (
    WITHOUT_MODEL,
    Author,
    MemoKind,
    MemoSection,
    MemoVersion,
    Paragraph,
    version_digest,
)
from assistant.domain.quantities import Lang
from assistant.errors import InputError
from assistant.llm.failures import EndpointFailure
from assistant.memo.changes import changes_since
from assistant.memo.charts import charts
from assistant.memo.declining import breaches
from assistant.memo.documents import document_points
from assistant.memo.kinds import KINDS
from assistant.memo.markdown import body_markdown
from assistant.memo.notes import NoteBook, readings
from assistant.memo.outline import Material, outline
from assistant.memo.templates import REQUEST
from assistant.memo.writing import SectionWriter
from assistant.proof.book import FactBook
from assistant.proof.check import check_text
from assistant.proof.compose import Composed, compose

OnSection = Callable[[str, int, int], None]
"""Receives the section's title, how many are done and how many there are."""

_MIN_STATEMENTS: Final = 2
"""A section with fewer statements gets no prose of a model: there is nothing to reason about."""


class ProseWriter(Protocol):
    """A model that writes reasoning around statements and figures."""

    @property
    def name(self) -> str:
        """Model name with prompt version."""

    def write(self, title: str, statements: tuple[Statement, ...], objections: str) -> str:
        """Prose with ``[[statement]]`` and ``{{figure}}`` references.

        Args:
            title: the section's heading.
            statements: what the section may say.
            objections: what the check found in the last attempt; '' on the first.
        """


@dataclass(frozen=True)
class DraftRequest:
    """Who wants which memo of which case, and when."""

    case: CaseFile
    kind: MemoKind
    lang: Lang
    by: str
    at: datetime
    generator: str


def draft_memo(
    request: DraftRequest,
    book: FactBook,
    prose: ProseWriter | None,
    on_section: OnSection,
) -> MemoVersion:
    """Draft one memo.

    Args:
        request: what to draft.
        book: every figure, statement and passage of the case.
        prose: a model, or None for code alone.
        on_section: called before each section.

    Raises:
        InputError: the kind has no template.
    """
    _verify_kind(request)
    notes = NoteBook(request.lang, read=readings(request.case))
    changes = changes_since(request.case, request.kind)
    writer = SectionWriter(request.case, notes, request.lang, changes)
    materials = outline(request.case, request.kind, request.lang)
    sections: list[MemoSection] = []
    struck: list[Struck] = []
    pen = _Prose(prose, book, request.lang)
    for number, material in enumerate(materials):
        title = material.spec.title(request.lang)
        on_section(title, number, len(materials))
        drafted = _with_prose(material, title, writer, pen)
        sections.append(MemoSection(code=material.spec.code, title=title, paragraphs=drafted.kept))
        struck += drafted.struck
    on_section("", len(materials), len(materials))
    if note := writer.period_note():
        opening = sections[0]
        paragraphs = (*opening.paragraphs, note)
        sections[0] = opening.model_copy(update={"paragraphs": paragraphs})
    check = check_text(body_markdown(tuple(sections)), book)
    previous = request.case.memos[-1] if request.case.memos else None
    return MemoVersion(
        number=previous.number + 1 if previous else 1,
        kind=request.kind,
        lang=request.lang,
        title=KINDS[request.kind].title(request.case.head.name, request.lang),
        sections=tuple(sections),
        notes=notes.notes(),
        open_points=tuple(
            dict.fromkeys(
                (
                    *([point] if (point := undated(request.case, request.lang)) else ()),
                    *document_points(request.case, request.kind, request.lang),
                    *(p for m in materials for p in m.open_points),
                )
            )
        ),
        check=check,
        struck=tuple(struck),
        policy=request.case.score.policy if request.case.score else "",
        model=pen.signature,
        generator=request.generator,
        drafted_at=request.at,
        drafted_by=request.by,
        previous_digest=version_digest(previous) if previous else None,
        changes=changes,
        charts=charts(request.case, [material.spec for material in materials], request.lang),
        verdicts={rule.id: rule.verdict for rule in request.case.score.rules}
        if request.case.score
        else {},
    )


def _verify_kind(request: DraftRequest) -> None:
    """A decline needs a broken rule or a grade that isn't lent to: the policy's own reasons."""
    score = request.case.score
    declined = score is not None and (breaches(score) or score.recommendation == "decline")
    if request.kind is MemoKind.DECLINE and not declined:
        raise InputError(
            "no policy rule is broken, so there is no reason to decline for",
            "draft another kind, or score the case first",
            zh="没有不符合的政策规则，不能起草不予授信报告",
            zh_hint="请起草其他种类的报告，或先补齐资料并评分",
        )


@dataclass
class _Prose:
    """Who writes around the statements; an endpoint that fails writes no further section."""

    writer: ProseWriter | None
    book: FactBook
    lang: Lang
    wrote: bool = False
    failure: EndpointFailure | None = None

    @property
    def signature(self) -> str:
        """Who wrote, for the byline: the model, code alone, or a model that fell silent."""
        if self.writer is None:
            return WITHOUT_MODEL
        if self.failure is None:
            return self.writer.name
        kept = f"{self.writer.name} + " if self.wrote else ""
        return f"{kept}offline ({self.writer.name}: {self.failure.kind.value})"

    def write(self, title: str, statements: tuple[Statement, ...], objections: str) -> str:
        """The model's words; '' once it failed."""
        if self.writer is None or self.failure is not None:
            return ""
        try:
            text = self.writer.write(title, statements, objections)
        except EndpointFailure as failure:
            self.failure = failure
            return ""
        self.wrote = True
        return text


@dataclass(frozen=True)
class _Drafted:
    kept: tuple[Paragraph, ...]
    struck: tuple[Struck, ...]


def _with_prose(material: Material, title: str, writer: SectionWriter, prose: _Prose) -> _Drafted:
    """The code's paragraphs, with the model's prose in front where it survives the check."""
    written = writer.paragraphs(material)
    brief = material.spec.code == REQUEST.code
    if prose.writer is None or brief or len(material.statements) < _MIN_STATEMENTS:
        return _Drafted(written, ())
    first = _composed(prose, prose.write(title, material.statements, ""))
    best = first
    if first.struck:
        objections = "\n".join(f"- {s.text}: {s.why(prose.lang)}" for s in first.struck)
        again = _composed(prose, prose.write(title, material.statements, objections))
        best = min((again, first), key=lambda c: (not c.text.strip(), len(c.struck)))
    if not best.text.strip():
        return _Drafted(written, best.struck)
    author = Author(kind="model", name=prose.writer.name)
    narrative = Paragraph(
        text=best.text.strip(),
        author=author,
        figures=best.figures,
        statements=best.statements,
    )
    return _Drafted((narrative, *written), best.struck)


def _composed(prose: _Prose, text: str) -> Composed:
    return compose(text, prose.book, prose.lang, strike_unchecked=True)
