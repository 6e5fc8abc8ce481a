"""Reading side of a case: passages for proof, pages for citations, every known metric."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.domain.accounts import FURTHER_LINES, STATEMENT_LINES
from assistant.domain.applicant import FIELDS
from assistant.domain.case import CaseFile, CaseId, Source, SourceState
from assistant.domain.checks import SourceText
from assistant.domain.figures import Figure, Metric, Statement, StatementKind
from assistant.domain.memo import MemoKind, MemoVersion
from assistant.domain.papers import REGISTRY_FIELDS
from assistant.domain.quantities import Lang
from assistant.errors import InputError
from assistant.scoring.funding import FUNDING_METRICS
from assistant.scoring.ratios import SCORING_METRICS
from assistant.services.keeping import within
from assistant.services.office import Office
from assistant.services.page_markdown import closed_up
from assistant.variables.catalogue import CATALOGUE

if TYPE_CHECKING:
    from assistant.proof.book import FactBook


_PERSONAL = (
    *("applicant.legal_representative", "applicant.owners", "applicant.controller", "guarantor."),
    *("contract.party_", "valuation.owner", "valuation.client"),
    *("guarantee.guarantor", "guarantee.debtor", "guarantee.creditor"),
)
_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_PERSONAL_PARTS = re.compile(r"(?:owner\.\d+\.(?:name|of)|visit\.\d+\.(?:by|met))\Z", re.ASCII)


def personal_names(case: CaseFile) -> list[str]:
    """Personal names in a case, to be masked before anything is sent to an endpoint."""
    return [
        f.value
        for f in case.figures
        if isinstance(f.value, str)
        and (f.key.startswith(_PERSONAL) or _PERSONAL_PARTS.match(f.key))
    ]


def known_metrics() -> tuple[Metric, ...]:
    """Every metric the program knows, by key; the first family that declares a key wins."""
    further = {line.key: line for line in FURTHER_LINES}
    ratios = (SCORING_METRICS, FUNDING_METRICS)
    families = (CATALOGUE, *ratios, STATEMENT_LINES, further, FIELDS, REGISTRY_FIELDS)
    merged: dict[str, Metric] = {}
    for family in families:
        for key, metric in family.items():
            merged.setdefault(key, metric)
    return tuple(merged.values())


def case_passages(office: Office, case: CaseId) -> tuple[SourceText, ...]:
    """Every page of every ready source, as words that may prove a number."""
    store = office.store(case)
    names = {s.id: s.name for s in store.load().sources if s.state is SourceState.READY}
    return tuple(
        SourceText(source=source, source_name=name, page=page.number, text=page.text)
        for source, name in names.items()
        for page in store.pages(source)
    )


def page_text(office: Office, case: CaseId, source: str, page: int) -> SourceText:
    """One page; ``source`` is an id, an id's beginning or a file name.

    Raises:
        InputError: there is no such source or page.
    """
    store = office.store(case)
    found = source_of(store.load(), source)
    for held in store.pages(found.id):
        if held.number == page:
            return SourceText(source=found.id, source_name=found.name, page=page, text=held.text)
    raise InputError(
        f"{found.name} has no page {page}",
        f"it has {found.pages} pages",
        zh=f"{found.name} 没有第{page}页",
        zh_hint=f"共{found.pages}页",
    )


def page_picture(office: Office, case: CaseId, source: str, page: int, quote: str) -> bytes:
    """One page as a PNG, with ``quote`` marked where it stands.

    Raises:
        InputError: no such source, it can't be drawn, or what draws isn't installed.
    """
    from assistant.intake.reading_apart import picture_apart
    from retrieval.loading.picture import INSTALL, can_draw

    if not can_draw():
        raise InputError(
            "pages can't be drawn: what draws pictures is not installed",
            INSTALL,
            zh="未安装画图组件，不能显示页面图像",
            zh_hint=INSTALL,
        )
    store = office.store(case)
    found = source_of(store.load(), source)
    return picture_apart(store.source_path(found.id), found.name, page, quote, lambda: False)


def source_of(case: CaseFile, ref: str) -> Source:
    """The ready source that a file name, an id or its beginning means.

    Raises:
        InputError: there is none.
    """
    ready = [s for s in case.sources if s.state is SourceState.READY]
    found = [s for s in ready if ref in (s.id, s.name)] or [
        s for s in ready if ref and s.id.startswith(ref)
    ]
    if not found:
        names = ", ".join(s.name for s in ready) or "none"
        raise InputError(
            f"no source {ref!r} in this case",
            f"there are: {names}",
            zh=f"本案卷没有资料 {ref!r}",
            zh_hint=f"现有：{names}",
        )
    return found[-1]


def sources_of(case: CaseFile, ref: str) -> tuple[Source, ...]:
    """A ready source with the files that it holds, or all that came out of the archive ``ref``.

    Raises:
        InputError: there is none.
    """
    inner = within(case, ref)
    try:
        found = source_of(case, ref)
    except InputError:
        if not inner:
            raise
        return inner
    return (found, *within(case, found.name))


def fact_book(
    case: CaseFile, passages: tuple[SourceText, ...], *, notes: bool = False
) -> "FactBook":
    """The book that prose about a case is proved against.

    Args:
        case: figures, statements, findings and score of the case.
        passages: words that may prove a number no figure knows.
        notes: also count the memos' source notes and own lines as statements, so that an
            exported memo can be checked with its appendix.
    """
    from assistant.memo.changes import baseline, changes_from
    from assistant.memo.conditions import confirmed, owned
    from assistant.memo.covenants import covenants
    from assistant.memo.exceptions import exceptions
    from assistant.memo.notes import readings
    from assistant.memo.unanswered import unanswered
    from assistant.proof.book import FactBook

    figures = tuple({f.key: f for f in reversed(case.figures)}.values())
    statements = [*case.statements, *(f.statement for f in case.findings)]
    statements += [s for memo in case.memos for s in memo.changes]
    baselines = {m.number: m for kind in MemoKind if (m := baseline(case, kind))}
    statements += [s for memo in baselines.values() for s in changes_from(case, memo)]
    statements += [c.statement for c in covenants(case)]
    statements += exceptions(case.score.rules if case.score else ()).values()
    statements += [s for c in confirmed(case) for s in (c.statement, owned(c))]
    statements += unanswered(case).values()
    statements += _reasons_told(case)
    if notes:
        read = readings(case)
        own = [_note_statement(f, read.get(f.key)) for f in figures]
        own += [*_points_drawn(case), *(s for memo in case.memos for s in _own_words(memo))]
        statements += [*own, *(laid for s in own for laid in _as_laid_out(s))]
    return FactBook(figures, statements, passages, known_metrics(), tells_both=True)


def _reasons_told(case: CaseFile) -> Iterator[Statement]:
    """Words that memos always use, and the reasons of a decline as its notice words them."""
    from assistant.domain.lacking import lacking
    from assistant.memo.declining import fixed_words, notice_reasons
    from assistant.memo.kinds import leads

    yield from fixed_words()
    yield from leads()
    if case.score is None:
        return
    said = {r.text_zh for r in case.score.rules} | {r.text_zh for r in case.score.reasons}
    yield from lacking(case.score)
    yield from (s for s in notice_reasons(case) if s.text_zh not in said)


def _own_words(memo: MemoVersion) -> Iterator[Statement]:
    """What a kept memo says of itself: title, byline, check, open points, lines on no figure.

    A line with a claim in it stays out: it is proved by the figures as they are now.
    """
    from assistant.memo.markdown import (
        authorship,
        byline,
        captions,
        check_summary,
        open_point,
        signature_lines,
    )

    about = [memo.title, byline(memo), check_summary(memo), authorship(memo)]
    about += signature_lines(memo)
    about += [caption for _, caption in captions(memo)]
    points = (open_point(point, memo.lang) for point in memo.open_points)
    lines = (s.text for s in memo.check.sentences if not s.claims and s.text[:1] not in "#|*-")
    for number, text in enumerate((*about, *points, *lines)):
        key = f"memo.value:{memo.number}.{number}"
        yield Statement(key=key, kind=StatementKind.VALUE, text_zh=text, text_en=text, figures=())


def _points_drawn(case: CaseFile) -> Iterator[Statement]:
    """What the bars of a memo's chart of points say, as the case is scored now."""
    from assistant.memo.charts import points_chart
    from assistant.memo.drawing import bar_words

    zh, en = (bar_words(points_chart(case, "", lang)) for lang in (Lang.ZH, Lang.EN))
    for number, (text_zh, text_en) in enumerate(zip(zh, en, strict=True)):
        key = f"memo.value:points.{number}"
        kind = StatementKind.VALUE
        yield Statement(key=key, kind=kind, text_zh=text_zh, text_en=text_en, figures=())


def _as_laid_out(statement: Statement) -> Iterator[Statement]:
    """A statement as a PDF's page gives it back: blanks beside Chinese characters get lost."""
    for number, form in enumerate((closed_up, _joined)):
        key = f"{statement.key}.laid_out.{number}"
        zh, en = form(statement.text_zh), form(statement.text_en)
        yield statement.model_copy(update={"key": key, "text_zh": zh, "text_en": en})


def _joined(text: str) -> str:
    return _BETWEEN.sub("", " ".join(text.split()))


def _note_statement(figure: Figure, read: Figure | None) -> Statement:
    from assistant.memo.notes import note_text

    return Statement(
        key=f"note.value:{figure.key}",
        kind=StatementKind.VALUE,
        text_zh=note_text(figure, Lang.ZH, read),
        text_en=note_text(figure, Lang.EN, read),
        figures=(figure.key,),
    )
