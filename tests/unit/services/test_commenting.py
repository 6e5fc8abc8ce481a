"""Review comments: tied to the version read, flagged when the text moves, closed by name."""

import json
from pathlib import Path

import pytest

from assistant.cli.app import main
from assistant.domain.case import CaseId
from assistant.domain.comments import comments_on, has_moved
from assistant.domain.memo import MemoKind, MemoVersion, version_digest
from assistant.domain.quantities import Lang
from assistant.errors import InputError, UsageError
from assistant.services.desk import LocalDesk, open_desk
from assistant.settings import settings_from

AMOUNT = "申请金额 | 300.00万元"


def desk_of(tmp_path: Path, by: str) -> LocalDesk:
    return open_desk(settings_from(home=tmp_path / "home", by=by, embeddings="off"))


@pytest.fixture
def li(tmp_path: Path) -> LocalDesk:
    return desk_of(tmp_path, "李")


@pytest.fixture
def wang(tmp_path: Path) -> LocalDesk:
    return desk_of(tmp_path, "王")


@pytest.fixture
def case(li: LocalDesk) -> CaseId:
    made = li.new_case("甲")
    li.set_fields(made, [("request.amount", "300万"), ("request.tenor_months", "12")], "申请表")
    *_, memo = li.draft(made, MemoKind.NEW, Lang.ZH)
    assert isinstance(memo, MemoVersion)
    return made


def test_a_comment_knows_the_version_and_is_flagged_when_its_text_moves(
    li: LocalDesk, wang: LocalDesk, case: CaseId
) -> None:
    memo = li.memo(case, 1)
    said = wang.comment(case, 1, ("request", AMOUNT), "请说明测算依据")
    assert (said.memo, said.digest, said.who) == (1, version_digest(memo), "王")
    assert not has_moved(said, memo)
    kept = li.edit_memo(case, 1, {"collateral": "无抵押。"})
    assert not has_moved(said, kept)
    gone = li.edit_memo(case, 2, {"request": "申请金额为300.00万元。"})
    assert has_moved(said, gone)
    assert has_moved(said.model_copy(update={"section": "of-another-kind", "quote": ""}), memo)
    held = li.case(case)
    assert comments_on(gone, held.comments, held.memos) == (said,)
    assert li.case(case).comments[0].is_open


def test_what_is_open_keeps_a_memo_from_being_signed_until_it_is_answered(
    li: LocalDesk, wang: LocalDesk, case: CaseId
) -> None:
    said = wang.comment(case, 1, ("request", ""), "请补充用途")
    with pytest.raises(InputError, match=f"memo 1 has 1 open comments: {said.id}"):
        li.sign(case, 1)
    with pytest.raises(InputError, match="closed with an answer"):
        li.close_comment(case, said.id, " ")
    closed = li.close_comment(case, said.id, "已补充")
    assert (closed.closed_by, closed.closing, closed.is_open) == ("李", "已补充", False)
    with pytest.raises(UsageError, match="no open comment"):
        wang.close_comment(case, said.id, "再关")
    assert li.sign(case, 1).memo.signatures
    assert [line.action for line in li.audit_lines(case)][-3:] == [
        "comment",
        "close comment",
        "sign",
    ]
    assert li.verify_audit(case).ok


def test_a_comment_of_another_kind_of_memo_is_not_in_the_way(
    li: LocalDesk, wang: LocalDesk, case: CaseId
) -> None:
    wang.comment(case, 1, ("request", ""), "请补充用途")
    *_, other = li.draft(case, MemoKind.PRESCREEN, Lang.ZH)
    assert isinstance(other, MemoVersion)
    assert li.sign(case, other.number).memo.signatures


@pytest.mark.parametrize(
    ("place", "text", "said"),
    [
        (("request", "没有这句话"), "x", "doesn't stand in"),
        (("request", ""), "  ", "says something"),
    ],
)
def test_a_comment_on_nothing_is_refused(
    wang: LocalDesk, case: CaseId, place: tuple[str, str], text: str, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        wang.comment(case, 1, place, text)


def test_the_command_says_lists_and_closes(
    case: CaseId, capsys: pytest.CaptureFixture[str]
) -> None:
    del case
    words = ("comments", "甲", "--lang", "zh")
    assert (
        main([*words, "--on", "1", "--quote", "300.00万元", "--say", "依据？", "--by", "王"]) == 0
    )
    capsys.readouterr()
    assert main([*words, "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["section"], told["who"], told["moved"]) == ("request", "王", False)
    assert main([*words, "--close", told["id"], "--why", "见申请表", "--by", "李"]) == 0
    assert "→ 李: 见申请表" in capsys.readouterr().out
