"""The workbench's duty for the memo: drafting, showing, exporting."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from textual import on

from assistant.domain.checks import Proof
from assistant.domain.comments import Comment, stands
from assistant.domain.memo import MemoKind, MemoVersion, Signed, same_person, version_before
from assistant.domain.progress import Cancelled, Progress
from assistant.domain.quantities import Lang
from assistant.domain.tongues import in_tongue
from tui.presenter.lines import clean
from tui.presenter.sources import progress_line
from tui.screens.case_screen import CaseScreen
from tui.screens.dialogs import DraftDialog, DraftOrder, ReasonDialog
from tui.screens.export import SUFFIXES
from tui.screens.memo_edit import EditDialog, ImportDialog
from tui.screens.terms import TermsScreen
from tui.widgets.memo_pane import MemoPane
from tui.widgets.requests import PersonWanted
from tui.work import Job

if TYPE_CHECKING:
    from assistant.services.replaying import Replay

T = TypeVar("T")


class MemoDuty(CaseScreen):
    """Drafts and what becomes of them."""

    _typed: Mapping[tuple[int, str], str] = MappingProxyType({})
    """Edits that were not saved, by draft and section."""

    @property
    def memo(self) -> MemoPane:
        """The memo tab."""
        return self.query_one(MemoPane)

    @on(MemoPane.DraftWanted)
    def action_draft(self) -> None:
        """Ask which draft, then write it."""
        if self.jobs.is_busy("draft"):
            self.tell("notice.still_busy")
            return
        last = self.case.memos[-1] if self.case and self.case.memos else None
        start = DraftOrder(
            last.kind if last else MemoKind.NEW, last.lang if last else self.words.lang
        )
        self.app.push_screen(DraftDialog(self.words, start), self._draft)

    def _draft(self, order: DraftOrder | None) -> None:
        if order is None:
            return
        desk, case = self.desk, self.case_id
        kind, lang = order

        def steps(cancelled: Cancelled) -> Iterator[Progress | MemoVersion]:
            return desk.draft(case, MemoKind(kind), Lang(lang), cancelled)

        self.jobs.stream("draft", steps, self._draft_step, self._draft_ended)

    def _draft_step(self, step: Progress | MemoVersion) -> None:
        if isinstance(step, Progress):
            self.memo.show_progress(progress_line(step, self.words))
            return
        self.tell(
            "draft.done",
            n=step.number,
            proved=step.check.counted(Proof.PROVED),
            struck=len(step.struck),
            open=len(step.open_points),
        )

    def _draft_ended(self, job: Job) -> None:
        self.memo.show_progress(None)
        if job.is_stopped:
            self.tell("draft.stopped")
        self.reload()

    @on(MemoPane.TextWanted)
    def _text_wanted(self, event: MemoPane.TextWanted) -> None:
        desk, case, memo = self.desk, self.case_id, event.memo
        self.jobs.fetch("memo-text", lambda: desk.markdown(case, memo), self.memo.show_text)

    @on(MemoPane.NoteWanted)
    def _note_wanted(self, event: MemoPane.NoteWanted) -> None:
        self.notify(clean(event.text), timeout=10, markup=False)

    @on(MemoPane.ExportWanted)
    def _export_wanted(self, event: MemoPane.ExportWanted) -> None:
        desk, case, memo = self.desk, self.case_id, event.memo
        self.write_to(
            self.file_name(f"{memo.kind}-{memo.lang}-{memo.number}.docx"),
            SUFFIXES,
            "export",
            lambda path: desk.export(case, memo, path),
        )

    @on(MemoPane.EditWanted)
    def _edit_wanted(self, event: MemoPane.EditWanted) -> None:
        memo, code = event.memo, event.section
        section = next(s for s in memo.sections if s.code == code)
        place = (memo.number, code)
        desk, case = self.desk, self.case_id

        def left(typed: str) -> None:
            self._typed = {**self._typed, place: typed}

        def done(version: MemoVersion) -> None:
            self._typed = {key: typed for key, typed in self._typed.items() if key != place}
            self._edited(version)

        def answered(typed: str | None) -> None:
            if typed is not None:
                self.jobs.fetch(
                    "edit", lambda: desk.edit_memo(case, memo.number, {code: typed}), done
                )

        title = self.words("edit.title", title=clean(section.title))
        shown = self._typed.get(place, section.text)
        dialog = EditDialog(self.words, title, shown, left, desk.in_editor)
        self.app.push_screen(dialog, answered)

    def _edited(self, version: MemoVersion) -> None:
        counts = {p.value: version.check.counted(p) for p in (Proof.UNCHECKED, Proof.FALSE)}
        self.tell("edit.done", n=version.number, **counts)
        self.reload()

    @on(MemoPane.AttestWanted)
    def _attest_wanted(self, event: MemoPane.AttestWanted) -> None:
        words, desk, case, memo = self.words, self.desk, self.case_id, event.memo
        if not event.sentence:
            self.tell("attest.none")
            return

        def done(version: MemoVersion) -> None:
            self.tell("attest.done", n=version.number, who=clean(version.attested[-1].who))
            self.reload()

        dialog = ReasonDialog(
            words,
            words("attest.title"),
            f"{event.sentence}\n\n{words('attest.text')}",
            label=words("attest.why"),
            needed=words("attest.needed"),
            ok=words("key.attest"),
        )
        said = event.sentence
        self._act(dialog, "edit", lambda why: desk.attest_memo(case, memo.number, said, why), done)

    @on(MemoPane.CommentWanted)
    def _comment_wanted(self, event: MemoPane.CommentWanted) -> None:
        memo, words, desk, case = event.memo, self.words, self.desk, self.case_id
        section = next(s for s in memo.sections if s.code == event.section)
        quote = event.quote if stands(event.quote, section) else ""

        def done(comment: Comment) -> None:
            self.tell("comment.done", id=comment.id)
            self.reload()

        dialog = ReasonDialog(
            words,
            words("comment.title", title=clean(section.title)),
            quote or section.title,
            label=words("comment.say"),
            needed=words("comment.needed"),
            ok=words("key.comment"),
        )
        place = (event.section, quote)
        self._act(
            dialog, "comment", lambda text: desk.comment(case, memo.number, place, text), done
        )

    @on(MemoPane.CloseWanted)
    def _close_wanted(self, event: MemoPane.CloseWanted) -> None:
        words, desk, case, said = self.words, self.desk, self.case_id, event.comment

        def done(comment: Comment) -> None:
            self.tell("comment.closed", id=comment.id, who=clean(comment.closed_by))
            self.reload()

        dialog = ReasonDialog(
            words,
            words("comment.close"),
            f"{said.who}：{said.text}",
            label=words("comment.answer"),
            needed=words("comment.answer_needed"),
            ok=words("comment.close"),
        )
        self._act(dialog, "comment", lambda why: desk.close_comment(case, said.id, why), done)

    def _act(
        self, dialog: ReasonDialog, group: str, act: Callable[[str], T], done: Callable[[T], None]
    ) -> None:
        """Ask for words, act by them in the background, then tell what came of it."""

        def answered(text: str | None) -> None:
            if text is not None:
                self.jobs.fetch(group, lambda: act(text), done)

        self.app.push_screen(dialog, answered)

    @on(MemoPane.BundleWanted)
    def _bundle_wanted(self, event: MemoPane.BundleWanted) -> None:
        """Write the bundle, then rebuild the memo from it and tell how that went."""
        memo, desk, case = event.memo, self.desk, self.case_id

        def rebuilt(path: Path) -> tuple[Path, "Replay"]:
            written = desk.bundle(case, memo.number, path)
            return written, desk.replay(written)

        def done(told: "tuple[Path, Replay]") -> None:
            path, replay = told
            if replay.is_equal:
                self.tell("bundle.equal", path=str(path), n=replay.numbers)
            else:
                first = in_tongue(replay.differences[0], self.words.lang)
                n = len(replay.differences)
                self.tell("bundle.differs", path=str(path), n=n, first=clean(first))

        def chosen(path: Path) -> None:
            self.jobs.fetch("bundle", lambda: rebuilt(path), done)

        self.ask_where(f"memo-{memo.number}.zip", (".zip",), chosen)

    @on(MemoPane.TermsWanted)
    def _terms_wanted(self, event: MemoPane.TermsWanted) -> None:
        screen = TermsScreen(self.desk, self.case_id, event.kind, self.words, self.clock)
        self.app.push_screen(screen, lambda _: self.reload())

    @on(MemoPane.ImportWanted)
    def _import_wanted(self) -> None:
        desk, case = self.desk, self.case_id

        def answered(path: Path | None) -> None:
            if path is not None:
                self.jobs.fetch("edit", lambda: desk.import_memo(case, path), self._edited)

        def ask(folder: Path) -> None:
            self.app.push_screen(ImportDialog(self.words, folder), answered)

        self.in_last_folder(ask)  # what is taken back was exported and written in

    @on(MemoPane.ChangesWanted)
    def _changes_wanted(self, event: MemoPane.ChangesWanted) -> None:
        desk, case, memo = self.desk, self.case_id, event.memo
        if self.case is None or version_before(self.case.memos, memo) is None:
            self.tell("memo.first", n=memo.number)
            return
        self.jobs.fetch(
            "memo-text", lambda: desk.memo_changes(case, memo.number), self.memo.show_changes
        )

    @on(MemoPane.SignWanted)
    def _sign_wanted(self, event: MemoPane.SignWanted) -> None:
        memo = event.memo
        desk, case = self.desk, self.case_id

        def done(signed: Signed) -> None:
            names = self.words("sign.between").join(s.who for s in signed.memo.signatures)
            left = max(signed.needed - len(signed.memo.signatures), 0)
            self.tell(
                "sign.left" if left else "sign.complete", n=memo.number, names=names, left=left
            )
            self.reload()

        def ask() -> None:
            words = self.words
            title = words("sign.title", n=memo.number, who=clean(desk.by))
            dialog = ReasonDialog(words, title, words("sign.text"), ok=words("key.sign"))
            self._act(dialog, "sign", lambda why: desk.sign(case, memo.number, why), done)

        if any(same_person(s.who, desk.by) for s in memo.signatures):
            told = self.words("sign.again", who=clean(desk.by), n=memo.number)
            self.post_message(PersonWanted(told, ask))
        else:
            ask()
