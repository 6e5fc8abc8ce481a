"""The desk's use cases of memos; what drafts and proves is imported when it is first called for."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain.case import CaseId
from assistant.domain.comments import Comment
from assistant.domain.memo import MemoKind, MemoVersion, Signed
from assistant.domain.progress import Cancelled, Progress
from assistant.domain.quantities import Lang
from assistant.domain.terms import Condition, Decision, Terms
from assistant.services.office import Office

if TYPE_CHECKING:
    from assistant.memo.editing import Difference
    from assistant.services.replaying import Replay


class MemoDesk:
    """Memos of a case."""

    _office: Office

    def draft(
        self, case: CaseId, kind: MemoKind, lang: Lang, cancelled: Cancelled = lambda: False
    ) -> Iterator[Progress | MemoVersion]:
        """Draft and check a memo; the last thing yielded is the kept version."""
        from assistant.services import drafting

        return drafting.draft(self._office, case, kind, lang, cancelled=cancelled)

    def export(self, case: CaseId, memo: MemoVersion, path: Path) -> Path:
        """Write a memo as .md, .docx, .pdf or .html, by the suffix; it is audited."""
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
        """Sign a memo as the acting person; the log keeps it, and the case its replay bundle.

        Raises:
            UsageError: no such memo, or this person has signed it.
            InputError: it isn't proved whole, or the file has changed since.
        """
        from assistant.services import bundling, signing

        done = signing.sign(self._office, case, number, why)
        bundling.keep_bundle(self._office, case, done.memo)
        return done

    def bundle(self, case: CaseId, number: int, path: Path) -> Path:
        """Write everything that a memo's numbers were made from as one .zip; it is audited."""
        from assistant.services import bundling

        return bundling.bundle(self._office, case, number, path)

    def replay(self, path: Path) -> "Replay":
        """Rebuild every number of a memo from its bundle alone."""
        from assistant.services import replaying

        return replaying.replay(path)

    def edit_memo(
        self, case: CaseId, number: int, texts: Mapping[str, str], why: str = ""
    ) -> MemoVersion:
        """Put Markdown by section code into a kept memo; the new version, proved again."""
        from assistant.services import memo_editing

        return memo_editing.edit(self._office, case, number, texts, why)

    def attest_memo(self, case: CaseId, number: int, words: str, why: str) -> MemoVersion:
        """Stand by one's own unchecked sentence in a kept memo; the new version, so marked."""
        from assistant.services import memo_editing

        return memo_editing.attest(self._office, case, number, words, why)

    def import_memo(
        self, case: CaseId, path: Path, number: int | None = None, why: str = ""
    ) -> MemoVersion:
        """An exported memo that was edited in Word or as Markdown, as the next version."""
        from assistant.services import memo_editing

        return memo_editing.take_back(self._office, case, path, number, why)

    def memo_changes(
        self, case: CaseId, number: int, other: int | None = None
    ) -> "Sequence[Difference]":
        """What a version says otherwise than another; by default, than the one it came from."""
        from assistant.services import memo_editing

        return memo_editing.changed_since(self._office.case(case), number, other)

    def terms(self, case: CaseId, kind: MemoKind = MemoKind.NEW) -> Terms:
        """Documents to hold, questions to ask, conditions and covenants."""
        from assistant.services import deciding_terms

        return deciding_terms.terms(self._office, case, kind)

    def decide_condition(self, case: CaseId, ref: str, decision: Decision) -> Condition:
        """Confirm a condition with owner and due date, or drop it with a reason.

        Raises:
            UsageError: there is no such condition.
            InputError: the owner, the day or the reason is missing.
        """
        from assistant.services import deciding_terms

        return deciding_terms.decide(self._office, case, ref, decision)

    def comment(self, case: CaseId, number: int, place: tuple[str, str], text: str) -> Comment:
        """Say something of a section of a draft, or of words in it."""
        from assistant.services import commenting

        return commenting.comment(self._office, case, number, place, text)

    def close_comment(self, case: CaseId, ref: str, why: str) -> Comment:
        """Close a comment with an answer, as the acting person."""
        from assistant.services import commenting

        return commenting.close(self._office, case, ref, why)

    def in_editor(self, text: str) -> str | None:
        """The text after the person's own editor; None where nothing was changed."""
        from assistant.services.editor import edited_text

        return edited_text(text, self._office.settings.editor)
