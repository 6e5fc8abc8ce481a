"""What the memo tab asks its screen for."""

from textual.containers import Vertical
from textual.message import Message

from assistant.domain.comments import Comment
from assistant.domain.memo import MemoKind, MemoVersion


class OfMemo(Message):
    """Something about one draft."""

    def __init__(self, memo: MemoVersion) -> None:
        """It is about ``memo``."""
        super().__init__()
        self.memo = memo


class MemoWants(Vertical):
    """The messages of the memo tab."""

    class DraftWanted(Message):
        """A new draft is wanted."""

    class ImportWanted(Message):
        """An edited file is to be taken back."""

    class ExportWanted(OfMemo):
        """A draft is to be exported."""

    class SignWanted(OfMemo):
        """A draft is to be signed."""

    class TextWanted(OfMemo):
        """A draft's Markdown is wanted."""

    class ChangesWanted(OfMemo):
        """What a draft says otherwise than the one before is wanted."""

    class BundleWanted(OfMemo):
        """What a draft's numbers were made from is to be written."""

    class EditWanted(OfMemo):
        """A section of a draft is to be edited."""

        def __init__(self, memo: MemoVersion, section: str) -> None:
            """The section with code ``section`` of ``memo`` is to be edited."""
            super().__init__(memo)
            self.section = section

    class CommentWanted(OfMemo):
        """A line of a draft is to be commented on."""

        def __init__(self, memo: MemoVersion, section: str, quote: str) -> None:
            """``quote`` stands in the section with code ``section`` of ``memo``."""
            super().__init__(memo)
            self.section = section
            self.quote = quote

    class AttestWanted(OfMemo):
        """A person wants to stand by a sentence of their own that isn't proved."""

        def __init__(self, memo: MemoVersion, sentence: str) -> None:
            """``sentence`` stands in ``memo``; '' where none stands under the cursor."""
            super().__init__(memo)
            self.sentence = sentence

    class CloseWanted(Message):
        """A comment is to be closed."""

        def __init__(self, comment: Comment) -> None:
            """``comment`` is to be closed."""
            super().__init__()
            self.comment = comment

    class TermsWanted(Message):
        """Documents, conditions and covenants are wanted."""

        def __init__(self, kind: MemoKind) -> None:
            """Those for a ``kind`` of memo."""
            super().__init__()
            self.kind = kind

    class NoteWanted(Message):
        """A source note without a figure is to be shown."""

        def __init__(self, text: str) -> None:
            """``text`` is to be shown."""
            super().__init__()
            self.text = text
