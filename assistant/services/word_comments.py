"""Take the comments of a Word file back with it, each in the name that Word gives its author."""

import re
from pathlib import Path
from typing import Final

from assistant.domain.case import CaseId
from assistant.domain.comments import Comment, stands
from assistant.domain.memo import MemoSection, MemoVersion
from assistant.intake.jobs import unreadable
from assistant.services.commenting import keep_comment
from assistant.services.office import Office
from retrieval.loading.budget import Budget, Limits, UnreadableDocument
from retrieval.loading.word_comments import WordComment, WordReview, word_review

_MARK: Final = re.compile(r"\[\^\d+\]")
_LONGEST: Final = 80
"""Letters of a quote that are enough to find its place again."""


def review_of(path: Path) -> WordReview:
    """Comments and tracked changes of a Word file; nothing for any other.

    Raises:
        InputError: it can't be read.
    """
    if path.suffix.lower() != ".docx" or not path.is_file():
        return WordReview((), ())
    try:
        return word_review(path, Budget(Limits()))
    except UnreadableDocument as error:
        raise unreadable(str(path), error) from error


def keep_word_comments(
    office: Office, case: CaseId, found: WordReview, memos: tuple[MemoVersion, ...]
) -> tuple[Comment, ...]:
    """Keep the comments that the case doesn't hold yet.

    Args:
        office: who brings the file back; the log's lines are in that name.
        case: whose memo.
        found: what the file holds.
        memos: the version that was read, then the one that came of it; a comment is on the
            first in which its words stand.
    """
    held = {(c.who, c.text) for c in office.case(case).comments}
    kept = []
    for said in found.comments:
        who = f"{said.author or '?'} (Word)"
        if (who, said.text) in held:
            continue
        memo, section, quote = _place(said, memos)
        kept.append(keep_comment(office, case, memo, (section.code, quote), said.text, who))
    return tuple(kept)


def _place(
    said: WordComment, memos: tuple[MemoVersion, ...]
) -> tuple[MemoVersion, MemoSection, str]:
    """Where a comment hangs; on the whole section where its words stand in no version."""
    quote = _MARK.sub("", said.quote)[:_LONGEST].strip()
    for memo in memos:
        section = _section(memo, said.heading)
        if quote and stands(quote, section):
            return memo, section, quote
    return memos[0], _section(memos[0], said.heading), ""


def _section(memo: MemoVersion, heading: str) -> MemoSection:
    """The section under a heading; the first for what stands before any."""
    return next((s for s in memo.sections if heading.endswith(s.title)), memo.sections[0])
