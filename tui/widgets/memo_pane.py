"""The memo tab: the draft as it will print, and beside it what was proved, struck or missing."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import OptionList

from assistant.domain.comments import Comment, comments_on
from assistant.domain.memo import MemoKind, MemoVersion
from tui.messages import Words
from tui.presenter.lines import Line, plain
from tui.presenter.memo import (
    Change,
    ProofRow,
    change_rows,
    doubts_of,
    line_authors,
    note_figures,
    note_text,
    own_sentence,
    proof_rows,
    section_at,
    version_line,
)
from tui.presenter.memo_text import MemoRow, memo_rows
from tui.widgets.frame import EmptyState, Lines
from tui.widgets.listed import Item, Listed
from tui.widgets.memo_wants import MemoWants
from tui.widgets.requests import CopyText, OpenFigure

_OF_A_DRAFT: Final = frozenset(
    (
        "export", "proof", "edit", "changes", "comment", "attest", "sign", "import", "turn",
        "bundle", "copy",
    )
)  # fmt: skip
"""Keys that do nothing without a draft."""


class MemoPane(MemoWants):
    """Drafts of the memo, newest last."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "draft", "key.draft"),
        Binding("x", "export", "key.export"),
        Binding("p", "proof", "key.proof"),
        Binding("e", "edit", "key.edit"),
        Binding("d", "changes", "key.changes"),
        Binding("c", "comment", "key.comment"),
        Binding("a", "attest", "key.attest"),
        Binding("t", "terms", "key.terms"),
        Binding("s", "sign", "key.sign"),
        Binding("i", "import", "key.import"),
        Binding("left_square_bracket", "turn(-1)", "key.previous_draft", show=False),
        Binding("right_square_bracket", "turn(1)", "key.next_draft", show=False),
        Binding("b", "bundle", "key.bundle", show=False),
        Binding("y", "copy", "key.copy", show=False),
    ]

    def __init__(self, words: Words) -> None:
        """No drafts yet."""
        super().__init__()
        self._words = words
        self._memos: tuple[MemoVersion, ...] = ()
        self._comments: tuple[Comment, ...] = ()
        self._at = 0
        self._markdown = ""
        self.is_compared = False
        """Whether the changes of a draft are in view, not its text."""
        self._rows: tuple[MemoRow, ...] = ()
        self._text_of = 0
        """Number of the draft whose text was shown last."""
        self._left: dict[int, int] = {}
        """The line on which a draft's text was left, by its number."""
        self._proofs: tuple[ProofRow, ...] = ()

    def compose(self) -> ComposeResult:
        """Version line, preview, proof, progress."""
        words = self._words
        yield EmptyState(words("memo.empty_title"), words("memo.empty"), id="memo-empty")
        yield Lines(id="memo-version")
        with Horizontal(id="memo-body"):
            yield Listed(id="memo-preview")
            yield Listed(id="memo-proof")
        yield Lines(id="memo-progress")

    def on_mount(self) -> None:
        """No work is under way."""
        self.query_one("#memo-progress").display = False
        self.query_one("#memo-proof").border_title = self._words("proof.title")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a draft only what leads to one is offered."""
        del parameters
        return bool(self._memos) or action not in _OF_A_DRAFT

    def focus_main(self) -> None:
        """Put the cursor on the preview, or on the empty state."""
        self.screen.set_focus(self.query_one("#memo-preview" if self._memos else "#memo-empty"))

    def show(self, memos: Sequence[MemoVersion], comments: Sequence[Comment] = ()) -> None:
        """Show the case's drafts and what was said of them; a new one comes into view."""
        said = tuple(comments) != self._comments
        self._comments = tuple(comments)
        empty = self.query_one("#memo-empty")
        had_focus = empty.has_focus
        shown, is_newer = self.chosen, len(memos) > len(self._memos)
        self._memos = tuple(memos)
        empty.display = not memos
        self.query_one("#memo-body").display = bool(memos)
        self.query_one("#memo-version").display = bool(memos)
        if is_newer:
            self._turn_to(len(self._memos) - 1)
        elif shown != self.chosen:
            self._turn_to(self._at)
        elif said and self._memos:
            self._show_proof(self._memos[self._at])
        self.screen.refresh_bindings()
        if had_focus:
            self.focus_main()

    @property
    def chosen(self) -> MemoVersion | None:
        """The draft in view."""
        return self._memos[self._at] if self._at < len(self._memos) else None

    def _turn_to(self, at: int) -> None:
        self._at = at
        memo = self._memos[at]
        words = self._words
        self.query_one("#memo-version", Lines).show(
            version_line(memo, at + 1, len(self._memos), words)
        )
        self._show_proof(memo)
        self.post_message(self.TextWanted(memo))

    def _show_proof(self, memo: MemoVersion) -> None:
        said = comments_on(memo, self._comments, self._memos)
        self._proofs = proof_rows(memo, self._words, said)
        items = [
            Item(str(n), r.mark, r.lines, is_heading=r.is_heading)
            for n, r in enumerate(self._proofs)
        ]
        self.query_one("#memo-proof", Listed).fill(items)

    def show_text(self, markdown: str) -> None:
        """Show the Markdown of the draft in view."""
        memo = self.chosen
        if memo is None:
            return
        self._leave_text()
        self._markdown, self._text_of = markdown, memo.number
        self.is_compared = False
        place = self._left.get(memo.number, self._left.get(memo.edited_from or 0, 0))
        self._show_rows(memo_rows(markdown, memo.check, line_authors(memo, self._words)), place)

    def show_changes(self, changes: Sequence[Change]) -> None:
        """Show what the draft in view says otherwise; the same key brings the text back."""
        self._leave_text()
        self.is_compared = True
        self._show_rows(change_rows(changes, self._words))

    def _leave_text(self) -> None:
        """Remember the line under the cursor, for when this text or an edit of it comes back."""
        if self._rows and not self.is_compared:
            self._left[self._text_of] = self.query_one("#memo-preview", Listed).highlighted or 0

    def _show_rows(self, rows: tuple[MemoRow, ...], place: int = 0) -> None:
        self._rows = rows
        preview = self.query_one("#memo-preview", Listed)
        preview.fill(
            Item(str(n), r.mark, (r.text,), is_heading=r.is_heading)
            for n, r in enumerate(self._rows)
        )
        preview.scroll_home(animate=False)
        if (preview.highlighted or 0) < place < len(rows):
            preview.highlighted = place

    def show_progress(self, step: Line | None) -> None:
        """Show how far drafting is; None when it is over."""
        progress = self.query_one("#memo-progress", Lines)
        progress.display = step is not None
        if step is not None:
            progress.show(step)

    @on(OptionList.OptionSelected, "#memo-proof")
    def _proof_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        row = self._proofs[int(event.option.id or 0)]
        if row.figure:
            self.post_message(OpenFigure(row.figure))
        for comment in self._comments:
            if comment.id == row.comment:
                self.post_message(self.CloseWanted(comment))

    @on(OptionList.OptionSelected, "#memo-preview")
    def _row_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the figures behind a line, or say why it isn't proved or what its note says."""
        event.stop()
        memo = self.chosen
        row = self._rows[int(event.option.id or 0)]
        notes = row.notes
        if memo is None:
            return
        if doubts := doubts_of(memo, plain(row.text), self._words):
            self.post_message(self.NoteWanted(doubts))
            return
        if not notes:
            return
        figures = note_figures(memo, notes)
        if figures:
            self.post_message(OpenFigure(*figures))
        else:
            self.post_message(self.NoteWanted(note_text(memo, notes[0])))

    def action_turn(self, step: int) -> None:
        """Go to the next or the previous draft."""
        if 0 <= self._at + step < len(self._memos):
            self._turn_to(self._at + step)

    def action_draft(self) -> None:
        """Ask for a new draft."""
        self.post_message(self.DraftWanted())

    def action_export(self) -> None:
        """Ask to export the draft in view."""
        if memo := self.chosen:
            self.post_message(self.ExportWanted(memo))

    def action_edit(self) -> None:
        """Ask to edit the section under the cursor."""
        memo = self.chosen
        if memo is not None:
            at = int(self.query_one("#memo-preview", Listed).chosen or 0)
            self.post_message(self.EditWanted(memo, section_at(memo, self._rows, at)))

    def action_changes(self) -> None:
        """Show what the draft in view changed, or its text again."""
        memo = self.chosen
        if memo is not None:
            wanted = self.TextWanted(memo) if self.is_compared else self.ChangesWanted(memo)
            self.post_message(wanted)

    def action_comment(self) -> None:
        """Ask for a comment on the line under the cursor."""
        memo = self.chosen
        if memo is not None and self._rows:
            at = int(self.query_one("#memo-preview", Listed).chosen or 0)
            quote = plain(self._rows[at].text).partition("  ✎ ")[0].strip()
            self.post_message(self.CommentWanted(memo, section_at(memo, self._rows, at), quote))

    def action_attest(self) -> None:
        """Ask to stand by the unchecked sentence under the cursor, in the text or in the proof."""
        memo = self.chosen
        if memo is None:
            return
        proof, preview = (
            self.query_one("#memo-proof", Listed),
            self.query_one("#memo-preview", Listed),
        )
        if proof.has_focus and self._proofs:
            row = self._proofs[int(proof.chosen or 0)]
            found = row.sentence
        elif self._rows:
            found = own_sentence(memo, plain(self._rows[int(preview.chosen or 0)].text))
        else:
            found = ""
        self.post_message(self.AttestWanted(memo, found))

    def action_bundle(self) -> None:
        """Ask for the replay bundle of the draft in view."""
        if memo := self.chosen:
            self.post_message(self.BundleWanted(memo))

    def action_terms(self) -> None:
        """Ask for documents, conditions and covenants."""
        memo = self.chosen
        self.post_message(self.TermsWanted(memo.kind if memo else MemoKind.NEW))

    def action_import(self) -> None:
        """Ask for an edited file."""
        self.post_message(self.ImportWanted())

    def action_sign(self) -> None:
        """Ask to sign the draft in view."""
        if memo := self.chosen:
            self.post_message(self.SignWanted(memo))

    def action_proof(self) -> None:
        """Show or hide the proof; it takes the focus when it comes."""
        proof = self.query_one("#memo-proof")
        self.toggle_class("-proof")
        (proof if proof.display else self.query_one("#memo-preview")).focus()

    def action_copy(self) -> None:
        """Copy the draft as Markdown."""
        self.post_message(CopyText(self._markdown, self._words("tab.memo")))
