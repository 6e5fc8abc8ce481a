"""Review comments on a memo: tied to the version that was read, closed by a named person."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from assistant.domain.memo import MemoSection, MemoVersion
from assistant.domain.model import Record

_LAYOUT: Final = re.compile(
    r"\[\^\d+\]|[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]|\*\*|[\s|•✓?✗]|^- ", re.MULTILINE
)
"""What a line has in print and not in its words, or the other way round."""


class Comment(Record):
    """What a reviewer says of a place in one version."""

    id: str
    memo: int
    """Number of the version that was read."""
    digest: str
    """Its SHA-256."""
    section: str
    """Code of the section."""
    quote: str
    """The words that it is about, as they stood; '' for the section as a whole."""
    text: str
    who: str
    at: datetime
    closed_by: str = ""
    closed_at: datetime | None = None
    closing: str = ""
    """What the person who closed it said."""

    @property
    def is_open(self) -> bool:
        """Whether nobody closed it yet."""
        return not self.closed_by


def has_moved(comment: Comment, memo: MemoVersion) -> bool:
    """Whether the words that a comment is about no longer stand in ``memo``.

    A comment on a whole section has moved when the section is not there.
    """
    section = next((s for s in memo.sections if s.code == comment.section), None)
    if section is None:
        return True
    return not stands(comment.quote, section)


def stands(quote: str, section: MemoSection) -> bool:
    """Whether words stand in a section; source marks, bold and layout don't count."""
    held = "\n".join(paragraph.text for paragraph in section.paragraphs)
    return _LAYOUT.sub("", quote) in _LAYOUT.sub("", held)


def comments_on(
    memo: MemoVersion, comments: Iterable[Comment], memos: Iterable[MemoVersion]
) -> tuple[Comment, ...]:
    """Comments that concern a version: on it, and on earlier ones of its kind and language."""
    alike = {
        m.number
        for m in memos
        if m.number <= memo.number and (m.kind, m.lang) == (memo.kind, memo.lang)
    }
    return tuple(c for c in comments if c.memo in alike)
