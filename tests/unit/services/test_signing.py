"""Who signs what: two persons, one version, nothing unproved, nothing that has moved."""

import getpass
import json
from pathlib import Path

import docx
import pytest

from assistant.domain.case import CaseId
from assistant.domain.checks import Proof
from assistant.domain.memo import MemoKind, MemoVersion
from assistant.domain.quantities import Lang
from assistant.errors import InputError, UsageError
from assistant.proof.book import FactBook
from assistant.proof.check import check_text
from assistant.services.desk import LocalDesk, open_desk
from assistant.services.reading import fact_book
from assistant.services.signing import _verify
from assistant.settings import settings_from


def desk_of(home: Path, by: str) -> LocalDesk:
    return open_desk(settings_from(home=home, by=by, embeddings="off"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def case(home: Path) -> CaseId:
    desk = desk_of(home, "李")
    made = desk.new_case("青禾示例食品有限公司")
    desk.set_fields(made, [("request.amount", "300万"), ("request.tenor_months", "12")], "申请表")
    return made


def draft(desk: LocalDesk, case: CaseId) -> MemoVersion:
    *_, memo = desk.draft(case, MemoKind.NEW, Lang.ZH)
    assert isinstance(memo, MemoVersion)
    return memo


def test_two_persons_sign_one_version(home: Path, case: CaseId) -> None:
    li, wang = desk_of(home, "李"), desk_of(home, "王")
    memo = draft(li, case)
    first = li.sign(case, memo.number, "双人调查")
    assert ([s.who for s in first.memo.signatures], first.needed) == (["李"], 2)
    with pytest.raises(UsageError, match="李 has signed"):
        li.sign(case, memo.number)
    second = wang.sign(case, memo.number)
    assert [s.who for s in second.memo.signatures] == ["李", "王"]
    text = li.markdown(case, li.memo(case, memo.number))
    assert "签字：李 " in text
    assert f"#{second.memo.signatures[1].digest[:12]}" in text
    assert [line.action for line in li.audit_lines(case)][-2:] == ["sign", "sign"]
    assert li.verify_audit(case).ok


def test_a_signature_stays_with_its_version(home: Path, case: CaseId) -> None:
    desk = desk_of(home, "李")
    memo = draft(desk, case)
    desk.sign(case, memo.number)
    later = draft(desk, case)
    assert later.signatures == ()
    assert later.previous_digest == desk.memo(case, memo.number).signatures[0].digest


def test_a_file_that_moved_is_drafted_again_first(home: Path, case: CaseId) -> None:
    desk = desk_of(home, "李")
    memo = draft(desk, case)
    desk.set_fields(case, [("request.amount", "400万")], "客户更正")
    with pytest.raises(InputError, match="has changed since memo 1 was drafted: request.amount"):
        desk.sign(case, memo.number)
    assert desk.memo(case, memo.number).signatures == ()
    assert [s.who for s in desk.sign(case, draft(desk, case).number).memo.signatures] == ["李"]


def test_there_is_no_such_memo(home: Path, case: CaseId) -> None:
    desk = desk_of(home, "李")
    draft(desk, case)
    with pytest.raises(UsageError, match="no memo 7") as caught:
        desk.sign(case, 7)
    assert caught.value.zh_hint == "现有：1"


def test_what_is_not_proved_is_not_signed(home: Path, case: CaseId) -> None:
    desk = desk_of(home, "李")
    memo = draft(desk, case)
    doubtful = check_text("2025年净利润为123万元。", FactBook(()))
    held = desk.case(case).model_copy(
        update={"memos": (memo.model_copy(update={"check": doubtful}),)}
    )
    with pytest.raises(InputError, match=r"memo 1 has sentences that are not proved \(1\)"):
        _verify(held, held.memos[0], "王")


def test_a_signed_memo_is_superseded_and_never_changed(home: Path, case: CaseId) -> None:
    desk = desk_of(home, "李")
    memo = draft(desk, case)
    desk.sign(case, memo.number)
    signed = desk.memo(case, memo.number)
    text = "申请金额为300.00万元。"
    after = desk_of(home, "王").edit_memo(case, memo.number, {"request": text}, "改写")
    assert desk.memo(case, memo.number) == signed
    assert (after.number, after.signatures, after.previous_digest) == (
        2,
        (),
        signed.signatures[0].digest,
    )
    assert desk.audit_lines(case)[-1].action == "edit"
    assert desk.audit_lines(case)[-1].who == "王"


def test_word_s_file_says_which_version_it_was(home: Path, case: CaseId, tmp_path: Path) -> None:
    """Two drafts; the file of the first comes back after the second was made."""
    desk = desk_of(home, "李")
    first, path = draft(desk, case), tmp_path / "memo.docx"
    desk.export(case, first, path)
    draft(desk, case)
    document = docx.Document(str(path))
    heading = next(p for p in document.paragraphs if p.text.startswith("2. "))
    heading.insert_paragraph_before("我们走访了工厂。")
    document.save(str(path))
    assert desk.import_memo(case, path).edited_from == first.number
    document.core_properties.keywords = ""
    document.save(str(path))
    with pytest.raises(InputError, match="names no memo of this case"):
        desk.import_memo(case, path)
    assert desk.import_memo(case, path, 2).edited_from == 2


def test_a_word_file_brings_its_comments_with_it(home: Path, case: CaseId, tmp_path: Path) -> None:
    """A reviewer comments on words and on a heading, and changes nothing; then a text changes."""
    desk, path = desk_of(home, "李"), tmp_path / "memo.docx"
    first = draft(desk, case)
    desk.export(case, first, path)
    document = docx.Document(str(path))
    heading = next(p for p in document.paragraphs if p.text.startswith("2. "))
    below = next(p for p in document.paragraphs if p.text.startswith("尚未提供"))
    document.add_comment(below.runs, text="何时补齐？", author="审查员甲", initials="甲")
    document.add_comment(heading.runs, text="请补充股权图。", author="审查员甲", initials="甲")
    document.save(str(path))
    assert desk.import_memo(case, path) == first
    told = desk.case(case).comments
    assert [(c.who, c.text, c.memo) for c in told] == [
        ("审查员甲 (Word)", "何时补齐？", first.number),
        ("审查员甲 (Word)", "请补充股权图。", first.number),
    ]
    assert (told[0].section, told[0].quote[:4]) == (first.sections[0].code, "尚未提供")
    assert (told[1].section, told[1].quote) == (first.sections[1].code, "")
    assert desk.audit_lines(case)[-1].who == "李"
    heading.insert_paragraph_before("我们走访了工厂。")
    document.save(str(path))
    assert desk.import_memo(case, path).edited_from == first.number
    assert len(desk.case(case).comments) == 2
    with pytest.raises(InputError, match="comment"):
        desk.sign(case, first.number)


def test_an_edited_file_that_cant_be_read_says_why(home: Path, case: CaseId) -> None:
    desk = desk_of(home, "李")
    draft(desk, case)
    with pytest.raises(InputError, match=r"gone\.docx: there is no such file"):
        desk.import_memo(case, home / "gone.docx")
    path = home / "edited.md"
    with pytest.raises(InputError, match="edited.md"):
        desk.import_memo(case, path)
    path.write_bytes("# 授信报告\n".encode("gb18030"))
    with pytest.raises(InputError, match="no UTF-8 text"):
        desk.import_memo(case, path)
    assert len(desk.case(case).memos) == 1


def test_an_edit_that_is_false_is_kept_and_not_signed(home: Path, case: CaseId) -> None:
    desk = desk_of(home, "李")
    memo = draft(desk, case)
    after = desk.edit_memo(case, memo.number, {"request": "申请金额为400.00万元。"})
    with pytest.raises(InputError, match=r"memo 2 has sentences that are not proved \(1\)"):
        desk.sign(case, after.number)


def test_a_second_person_sits_down_signs_and_stands_in_the_logs(home: Path, case: CaseId) -> None:
    desk = desk_of(home, "Li Wei")
    memo = draft(desk, case)
    desk.sign(case, memo.number)
    for same in ("Li Wei", " li  WEI ", "Ｌｉ Wei"):
        with pytest.raises(UsageError, match="acts already"):
            desk.seat(same)
    for none in ("", "  ", "a\x1b[2J", "王" * 61):
        with pytest.raises(UsageError, match="no name"):
            desk.seat(none)
    assert desk.seated() == ()
    desk.seat("王芳", "双人调查")
    assert [s.who for s in desk.sign(case, memo.number).memo.signatures] == ["Li Wei", "王芳"]
    desk.seat("liwei")
    with pytest.raises(UsageError, match="liwei has signed"):
        desk.sign(case, memo.number)
    first, second = (json.loads(line.detail) for line in desk.audit_lines(case)[-2:])
    account = getpass.getuser()
    assert (first["account"], first.get("opened_by")) == (account, None)
    assert (second["account"], second["opened_by"]) == (account, "Li Wei")
    told = [(s.who, s.before, s.account, s.why) for s in desk.seated()]
    assert told == [("王芳", "Li Wei", account, "双人调查"), ("liwei", "王芳", account, "")]
    assert desk.verify_audit(case).ok
    assert desk.verify_home().ok
    log = home / "people.jsonl"
    log.write_text(log.read_text("utf-8").replace("王芳", "王方"), "utf-8")
    assert not desk.verify_home().ok


def test_the_lead_of_a_topic_is_the_programs_own_word(home: Path, case: CaseId) -> None:
    """Word's export reads "Turnover." as a sentence; it is proved as what it is, and no more is."""
    book = fact_book(desk_of(home, "李").case(case), ())
    for text, verdict in (
        ("营运资金需求。", Proof.PROVED),
        ("Interest and debt.", Proof.PROVED),
        ("营运资金需求为9万元。", Proof.UNCHECKED),
    ):
        assert check_text(text, book).verdict is verdict
