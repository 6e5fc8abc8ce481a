"""``tallystick comments``: what reviewers say of a memo."""

from typing import Annotated

import typer

from assistant.cli.case_commands import CaseRef
from assistant.cli.layout import columns
from assistant.cli.session import Session
from assistant.cli.words import moment
from assistant.domain.comments import Comment, comments_on, has_moved
from assistant.domain.memo import MemoVersion


def register(app: typer.Typer) -> None:
    """Add this command to the tree."""
    app.command("comments")(comments)


def comments(  # noqa: PLR0913, PLR0917  one parameter an option
    context: typer.Context,
    case: CaseRef,
    draft: Annotated[int | None, typer.Option(help="Which draft; the newest by default.")] = None,
    on: Annotated[str, typer.Option(help="Section: number, code or title.")] = "1",
    quote: Annotated[str, typer.Option(help="The words it is about, as printed.")] = "",
    say: Annotated[str, typer.Option(help="The comment; none lists what was said.")] = "",
    close: Annotated[str, typer.Option(help="A comment's id, to close with --why.")] = "",
    why: Annotated[str, typer.Option(help="The answer that closes it.")] = "",
) -> None:
    """Comments on a draft; those whose words have moved are flagged, each is closed by name."""
    session: Session = context.obj
    found = session.desk.find(case)
    memos = session.desk.case(found).memos
    number = draft or (memos[-1].number if memos else 1)
    memo = session.desk.memo(found, number)
    told: tuple[Comment, ...]
    if close:
        told = (session.desk.close_comment(found, close, why),)
    elif say:
        told = (session.desk.comment(found, number, (on, quote), say),)
    else:
        told = comments_on(memo, session.desk.case(found).comments, memos)
    shape = [{**c.model_dump(mode="json"), "moved": has_moved(c, memo)} for c in told]
    nothing = session.pick("没有意见", "no comments")
    session.emit(shape, columns([_row(c, memo, session) for c in told]) or nothing)


def _row(comment: Comment, memo: MemoVersion, session: Session) -> tuple[str, ...]:
    titles = {section.code: section.title for section in memo.sections}
    state = session.pick("未关闭", "open") if comment.is_open else session.pick("已关闭", "closed")
    moved = session.pick("，原文已改", ", its text has moved") if has_moved(comment, memo) else ""
    place = f"#{comment.memo} {titles.get(comment.section, comment.section)}"
    about = f"“{comment.quote}” " if comment.quote else ""
    closed = f" → {comment.closed_by}: {comment.closing}" if comment.closed_by else ""
    said = f"{comment.who} {moment(comment.at)}: {about}{comment.text}{closed}"
    return comment.id, f"{state}{moved}", place, said
