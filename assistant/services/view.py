"""One case as the tools of a turn see it: read once, never written."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from assistant.domain.case import CaseFile, CaseId, SourceState
from assistant.domain.checks import SourceText
from assistant.domain.evidence import Quoted
from assistant.domain.figures import Figure, Statement, effective
from assistant.domain.findings import Finding
from assistant.domain.memo import MemoKind
from assistant.domain.quantities import Lang
from assistant.domain.score import ScoreReport
from assistant.errors import UsageError
from assistant.llm.vocabulary import Vocabulary
from assistant.memo.notes import NoteBook
from assistant.memo.outline import outline
from assistant.memo.writing import SectionWriter
from assistant.services.office import Office
from assistant.services.reading import known_metrics, page_text, personal_names
from assistant.services.searching import Searcher
from assistant.services.supposing import changed_score
from assistant.tools.view import Found, WhatIf


class ServiceView:
    """The view that ``tools.view.CaseView`` describes, over the store."""

    def __init__(self, office: Office, case: CaseId, searcher: Searcher) -> None:
        """Load the case as it stands."""
        self._office = office
        self._id = case
        self._searcher = searcher

    @cached_property
    def _stored(self) -> CaseFile:
        """The case with every figure of a key: as read, as confirmed."""
        return self._office.store(self._id).load()

    @cached_property
    def case(self) -> CaseFile:
        """The case when the turn began, with one figure a key."""
        return self._stored.model_copy(update={"figures": effective(self._stored.figures)})

    @property
    def as_of(self) -> date | None:
        """The day up to which records count."""
        return self.case.as_of

    def figures(self) -> Sequence[Figure]:
        """Every figure of the case, missing ones included."""
        return self.case.figures

    def statements(self) -> Sequence[Statement]:
        """Every statement of the case, those of findings included."""
        return (*self.case.statements, *(f.statement for f in self.case.findings))

    def findings(self) -> Sequence[Finding]:
        """Every finding, whatever its review."""
        return self.case.findings

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The names by which a question can mean a measure or a counterparty."""
        return Vocabulary(self.case.figures, known_metrics(), self.case.as_of)

    def quoted(self, key: str) -> Quoted | None:
        """Where a figure's value stands in a document, also after a person confirmed it."""
        now = self.case.figure(key)
        quoted = [
            figure.evidence
            for figure in self._stored.figures
            if figure.key == key
            and isinstance(figure.evidence, Quoted)
            and now is not None
            and figure.value == now.value
        ]
        # Several documents may say it: a cell is the surest place, and the order of adding is none.
        return min(quoted, key=lambda q: (not q.cell, q.source_name, q.page), default=None)

    def search(self, query: str, k: int) -> Sequence[Found]:
        """Passages, best first; () where the case has no documents."""
        if not any(s.passages for s in self.case.sources if s.state is SourceState.READY):
            return ()
        hits = self._searcher.search(self._id, query, k)
        return [
            Found(
                SourceText(
                    source=hit.passage.source,
                    source_name=hit.passage.source_name,
                    page=hit.passage.page,
                    text=hit.passage.text,
                ),
                hit.score,
            )
            for hit in hits
        ]

    def page(self, source: str, page: int) -> SourceText:
        """The text of one page."""
        return page_text(self._office, self._id, source, page)

    def score(self) -> ScoreReport | None:
        """The score under the case's policy."""
        return self.case.score

    def what_if(self, changes: Mapping[str, str]) -> WhatIf:
        """The score with some figures changed for the question only."""
        return WhatIf(*changed_score(self._office, self.case, changes))

    def draft_section(self, code: str, lang: Lang) -> str:
        """One memo section as Markdown, written by code.

        Raises:
            UsageError: there is no such section.
        """
        materials = {m.spec.code: m for m in outline(self.case, MemoKind.NEW, lang)}
        if code not in materials:
            raise UsageError(
                f"no section {code!r}",
                f"there are: {', '.join(materials)}",
                zh=f"没有章节 {code!r}",
                zh_hint=f"现有：{'、'.join(materials)}",
            )
        writer = SectionWriter(self.case, NoteBook(lang), lang)
        return "\n\n".join(p.text for p in writer.paragraphs(materials[code]))

    def names(self) -> Sequence[str]:
        """Personal names in the case, to be masked before anything is sent."""
        return personal_names(self.case)
