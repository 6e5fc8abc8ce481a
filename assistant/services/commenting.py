"""Comment on a memo, and close a comment; the log keeps both."""

import hashlib

from assistant.domain.case import CaseId
from assistant.domain.comments import Comment, stands
from assistant.domain.memo import MemoVersion, version_digest
from assistant.errors import InputError, UsageError
from assistant.services.decided import CLOSED, COMMENT
from assistant.services.office import Office
from assistant.services.signing import memo_numbered, section_of

_ID_LENGTH = 6


def comment(
    office: Office, case: CaseId, number: int, place: tuple[str, str], text: str
) -> Comment:
    """Say something of a place in a kept memo.

    Args:
        office: who says it.
        case: whose memo.
        number: the version that was read.
        place: the section (number, code or title) and the words it is about ('' for all of it).
        text: what is said.

    Raises:
        UsageError: there is no such memo or section.
        InputError: nothing is said, or the words don't stand there.
    """
    memo = memo_numbered(office.case(case), number)
    ref, quote = place
    code = section_of(memo, ref)
    _verify(memo, code, quote, text)
    return keep_comment(office, case, memo, (code, quote), text, office.by)


def keep_comment(
    office: Office, case: CaseId, memo: MemoVersion, place: tuple[str, str], text: str, who: str
) -> Comment:
    """Keep what ``who`` said of a section's code and words that stand there, unverified."""
    code, quote = place
    at = office.clock()
    seed = f"{memo.number}|{code}|{quote}|{text}|{who}|{at.isoformat()}"
    made = Comment(
        id=f"r-{hashlib.sha256(seed.encode()).hexdigest()[:_ID_LENGTH]}",
        memo=memo.number,
        digest=version_digest(memo),
        section=code,
        quote=quote.strip(),
        text=text.strip(),
        who=who,
        at=at,
    )
    store = office.store(case)
    with store.writing(office.by, COMMENT, text, office.clock, f"memo {memo.number}") as writer:
        writer.detail(comment=made.model_dump(mode="json"))
    return made


def close(office: Office, case: CaseId, ref: str, why: str) -> Comment:
    """Close the comment that an id or its beginning means, as the acting person.

    Raises:
        UsageError: there is no such comment, or it is closed.
        InputError: no answer was given.
    """
    known = office.case(case).comments
    found = [c for c in known if ref and c.id.startswith(ref)]
    if len(found) != 1 or not found[0].is_open:
        open_ones = ", ".join(c.id for c in known if c.is_open) or "-"
        raise UsageError(
            f"no open comment {ref!r}",
            f"open: {open_ones}",
            zh=f"没有未关闭的意见 {ref!r}",
            zh_hint=f"未关闭：{open_ones}",
        )
    if not why.strip():
        raise InputError(
            "a comment is closed with an answer",
            "say it: --why TEXT",
            zh="关闭意见须说明如何处理",
            zh_hint="请用 --why 写明",
        )
    store = office.store(case)
    with store.writing(office.by, CLOSED, why, office.clock, found[0].id) as writer:
        writer.detail(comment=found[0].id)
    return next(c for c in office.case(case).comments if c.id == found[0].id)


def _verify(memo: MemoVersion, code: str, quote: str, text: str) -> None:
    if not text.strip():
        raise InputError(
            "a comment says something",
            "write it: --say TEXT",
            zh="意见不能为空",
            zh_hint="请用 --say 写明",
        )
    section = next(s for s in memo.sections if s.code == code)
    if not stands(quote, section):
        raise InputError(
            f"“{quote.strip()}” doesn't stand in “{section.title}”",
            "copy the words as they are printed, or leave --quote out",
            zh=f"“{section.title}”中没有“{quote.strip()}”",
            zh_hint="请照原文抄写，或不用 --quote",
        )
