"""The desk's use cases of memos; what drafts and proves is imported when it is first called for."""

from collections.abc import Iterator
from pathlib import Path

from assistant.domain.case import CaseId
from assistant.domain.memo import MemoKind, MemoVersion, Signed
from assistant.domain.progress import Progress
from assistant.domain.quantities import Lang
from assistant.services.office import Office


class MemoDesk:
    """Memos of a case."""

    _office: Office

    def draft(self, case: CaseId, kind: MemoKind, lang: Lang) -> Iterator[Progress | MemoVersion]:
        """Draft and check a memo; the last thing yielded is the kept version."""
        from assistant.services import drafting

        return drafting.draft(self._office, case, kind, lang)

    def export(self, case: CaseId, memo: MemoVersion, path: Path) -> Path:
        """Write a memo as .md, .docx or .pdf, by the path's suffix; the export is audited."""
        from assistant.services import drafting

        written = drafting.export(memo, path)
        office = self._office
        with office.store(case).writing(
            office.by, "export", "", office.clock, f"memo {memo.number}"
        ) as writer:
            writer.detail(path=written.name)
        return written

    def markdown(self, case: CaseId, memo: MemoVersion) -> str:
        """A memo as Markdown, as the preview shows it."""
        from assistant.memo.markdown import memo_markdown

        del case
        return memo_markdown(memo)

    def memo(self, case: CaseId, number: int) -> MemoVersion:
        """A kept memo with its signatures.

        Raises:
            UsageError: there is none with that number.
        """
        from assistant.services.signing import memo_numbered

        return memo_numbered(self._office.case(case), number)

    def sign(self, case: CaseId, number: int, why: str = "") -> Signed:
        """Sign a memo as the acting person; the log keeps it.

        Raises:
            UsageError: no such memo, or this person has signed it.
            InputError: it isn't proved whole, or the file has changed since.
        """
        from assistant.services import signing

        return signing.sign(self._office, case, number, why)
