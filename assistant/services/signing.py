"""Sign a memo off: a named person stands by one version, as the log keeps it."""

from typing import Final

from assistant.domain.case import CaseFile, CaseId
from assistant.domain.comments import comments_on
from assistant.domain.memo import MemoVersion, Signed, same_person, version_digest
from assistant.domain.placing import attestable, plain_sentence, unsettled
from assistant.errors import InputError, UsageError
from assistant.services.office import Office
from assistant.services.signatures import ACTION

_SHOWN: Final = 60
"""Letters of a sentence that a message names it by."""


def memo_numbered(case: CaseFile, number: int) -> MemoVersion:
    """A kept memo.

    Raises:
        UsageError: there is none with that number.
    """
    for memo in case.memos:
        if memo.number == number:
            return memo
    held = ", ".join(str(memo.number) for memo in case.memos) or "-"
    raise UsageError(
        f"there is no memo {number}",
        f"there are: {held}",
        zh=f"没有第{number}稿",
        zh_hint=f"现有：{held}",
    )


def section_of(memo: MemoVersion, ref: str) -> str:
    """The code of the section that a number, a code or a title means.

    Raises:
        UsageError: there is none.
    """
    for number, section in enumerate(memo.sections, start=1):
        if ref in (str(number), section.code, section.title):
            return section.code
    listed = ", ".join(f"{n} {s.code}" for n, s in enumerate(memo.sections, start=1))
    raise UsageError(
        f"memo {memo.number} has no section {ref!r}",
        f"it has: {listed}",
        zh=f"第{memo.number}稿没有“{ref}”这一节",
        zh_hint=f"共有：{listed}",
    )


def sign(office: Office, case: CaseId, number: int, why: str = "") -> Signed:
    """Sign a memo as the acting person.

    Raises:
        UsageError: no such memo, or this person has signed it.
        InputError: the memo isn't proved whole, a comment on it is open, or the file has changed
            since it was drafted.
    """
    store = office.store(case)
    held = office.case(case)
    memo = memo_numbered(held, number)
    _verify(held, memo, office.by)
    digest = version_digest(memo)
    with store.writing(office.by, ACTION, why, office.clock, f"memo {number}") as writer:
        writer.detail(memo=number, digest=digest, account=office.settings.account)
        if office.opener:
            writer.detail(opened_by=office.opener)
    return Signed(memo_numbered(office.case(case), number), office.policy.signatures)


def _verify(case: CaseFile, memo: MemoVersion, who: str) -> None:
    if any(same_person(signature.who, who) for signature in memo.signatures):
        raise UsageError(
            f"{who} has signed memo {memo.number}",
            "another person signs: ^o in the app changes the person, elsewhere --by NAME",
            zh=f"{who}已签过第{memo.number}稿",
            zh_hint="由另一人签字：应用中按 ^o 换人，命令行用 --by 姓名",
        )
    if open_ones := unsettled(memo):
        own = attestable(memo)
        raise InputError(
            f"memo {memo.number} has sentences that are not proved ({len(open_ones)}): "
            f"“{plain_sentence(open_ones[0].text)[:_SHOWN]}”",
            "draft it again, or enter what they rest on"
            + (
                "; your own that no figure decides you may state: a in the memo tab, or --attest"
                * bool(own)
            ),
            zh=f"第{memo.number}稿有{len(open_ones)}句未能证实："
            f"“{plain_sentence(open_ones[0].text)[:_SHOWN]}”",
            zh_hint="请重新起草，或录入其所依据的数值"
            + ("；您自己写的未核语句可以署名陈述：报告页签按 a，或 --attest" * bool(own)),
        )
    if waiting := [c for c in comments_on(memo, case.comments, case.memos) if c.is_open]:
        raise InputError(
            f"memo {memo.number} has {len(waiting)} open comments: {waiting[0].id}",
            "close each with an answer: Enter on it in the memo tab's proof (p), or"
            " tallystick comments CASE --close ID --why TEXT",
            zh=f"第{memo.number}稿有 {len(waiting)} 条意见未关闭：{waiting[0].id}",
            zh_hint="请逐条答复并关闭：在报告页签的核对栏（p）中按 Enter，"
            "或 tallystick comments 案卷 --close 编号 --why 说明",
        )
    if changed := _changed(case, memo):
        raise InputError(
            f"the file has changed since memo {memo.number} was drafted: {changed[0]}"
            + (f" and {len(changed) - 1} more" if len(changed) > 1 else ""),
            "draft it again and sign that version",
            zh=f"第{memo.number}稿起草之后案卷已有变动：{changed[0]}"
            + (f" 等 {len(changed)} 项" if len(changed) > 1 else ""),
            zh_hint="请重新起草，再签新的一稿",
        )


def _changed(case: CaseFile, memo: MemoVersion) -> list[str]:
    """Keys of the memo's figures that have another value now, or none."""
    now = {figure.key: str(figure.value) for figure in case.figures}
    return [
        note.figure
        for note in memo.notes
        if note.figure is not None and note.value and now.get(note.figure) != note.value
    ]
