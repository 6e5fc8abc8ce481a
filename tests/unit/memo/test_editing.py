"""A person's edit: authors stay known, the whole is proved again, nothing is struck."""

import json
import re
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from assistant.domain.case import CaseFile
from assistant.domain.checks import Proof, Struck
from assistant.domain.memo import MemoSection, MemoVersion, version_digest
from assistant.domain.placing import unsettled
from assistant.domain.quantities import Lang
from assistant.errors import InputError
from assistant.memo.attesting import attest
from assistant.memo.docx_export import docx_bytes
from assistant.memo.editing import Editing, differences, edited
from assistant.memo.html_export import html_page
from assistant.memo.markdown import authorship, memo_markdown
from assistant.memo.pdf_export import pdf_bytes
from assistant.proof.book import FactBook
from assistant.services.memo_editing import _sections
from tests.fonts import need_chinese_font
from tests.unit.memo.conftest import AT
from tests.unit.memo.test_draft import draft


def book(case: CaseFile) -> FactBook:
    return FactBook(case.figures, (*case.statements, *(f.statement for f in case.findings)))


def edit(case: CaseFile, memo: MemoVersion, code: str, text: str) -> MemoVersion:
    return edited(Editing(memo, memo, book(case), "王", AT, "t"), {code: text})


def section(memo: MemoVersion, code: str) -> MemoSection:
    return next(s for s in memo.sections if s.code == code)


def test_what_was_not_touched_keeps_its_author(case: CaseFile) -> None:
    memo = draft(case)
    before = section(memo, "trading")
    after = edit(case, memo, "trading", before.text + "\n\n我们走访了仓库。")
    now = section(after, "trading")
    assert now.paragraphs[:-1] == before.paragraphs
    assert (now.paragraphs[-1].author.kind, now.paragraphs[-1].author.name) == ("person", "王")
    assert (after.number, after.edited_from) == (2, 1)
    assert after.previous_digest == version_digest(memo)
    assert "人工 王（第 6 节） 1 段" in authorship(after)


def test_one_changed_item_of_a_list_leaves_the_others_to_code(case: CaseFile) -> None:
    memo = draft(case)
    text = section(memo, "exceptions").text
    first = text.splitlines()[0]
    after = section(
        edit(case, memo, "exceptions", text.replace(first, "- 已与客户核对。")), "exceptions"
    )
    assert [p.author.kind for p in after.paragraphs] == ["person", "code"]
    assert after.paragraphs[1].text == "\n".join(text.splitlines()[1:])


def test_a_proved_figure_of_a_person_s_sentence_gets_its_source(case: CaseFile) -> None:
    memo = draft(case)
    note = next(n for n in memo.notes if n.figure == "sales.net@2024")
    text = section(memo, "risks").text + "\n\n2024年净销售额为2,870.00万元。"
    after = edit(case, memo, "risks", text)
    assert section(after, "risks").paragraphs[-1].text.endswith(f"2,870.00万元。[^{note.number}]")
    assert after.check.counted(Proof.FALSE) == 0


def test_a_false_sentence_is_kept_marked_and_comes_back_unmarked(case: CaseFile) -> None:
    memo = draft(case)
    text = section(memo, "risks").text + "\n\n2024年净销售额为9,999.00万元。"
    after = edit(case, memo, "risks", text)
    assert after.check.counted(Proof.FALSE) == 1
    exported = memo_markdown(after, marked=True)
    assert "9,999.00万元〔不符〕" in exported
    assert "〔不符〕" not in memo_markdown(after)
    again = text.replace("9,999.00万元", "2,870.00万元〔不符〕")
    assert edit(case, after, "risks", again).check.counted(Proof.FALSE) == 0


def test_differences_are_told_by_sentence(case: CaseFile) -> None:
    memo = draft(case)
    text = section(memo, "trading").text
    after = edit(case, memo, "trading", text + "已走访。\n\n另有一段。")
    told = [(d.section, d.sign, d.text) for d in differences(memo, after)]
    assert told == [("trading", "+", "已走访。"), ("trading", "+", "另有一段。")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [(None, "nothing differs"), ("见注。[^99]", "source mark 99 has no note")],
)
def test_what_is_no_edit_is_refused(case: CaseFile, text: str | None, reason: str) -> None:
    memo = draft(case)
    same = section(memo, "request").text
    with pytest.raises(InputError, match=reason):
        edit(case, memo, "request", same if text is None else text)


@pytest.mark.parametrize("lang", list(Lang))
def test_word_gives_every_section_back_as_it_was(
    case: CaseFile, lang: Lang, tmp_path: Path
) -> None:
    memo = draft(case, lang)
    path = tmp_path / "memo.docx"
    path.write_bytes(docx_bytes(memo))
    texts = _sections(memo, path)
    assert list(texts) == [s.code for s in memo.sections]
    with pytest.raises(InputError, match="nothing differs"):
        edited(Editing(memo, memo, book(case), "王", AT, "t"), texts)


def test_word_s_tracked_changes_count_as_accepted(case: CaseFile, tmp_path: Path) -> None:
    memo = draft(case)
    path = tmp_path / "memo.docx"
    path.write_bytes(docx_bytes(memo))
    document = docx.Document(str(path))
    target = next(
        p
        for p in document.paragraphs
        if p.text.startswith("尚未提供（案卷资料均未载明）：企业名称")
    )
    inserted, deleted = OxmlElement("w:ins"), OxmlElement("w:del")
    run = target.runs[0]._r
    run.addprevious(deleted)
    deleted.append(run)
    for text in run.findall(qn("w:t")):
        text.tag = qn("w:delText")
    fresh = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = "企业资料由工商系统取得。"
    fresh.append(words)
    inserted.append(fresh)
    deleted.addnext(inserted)
    document.save(str(path))
    after = edited(Editing(memo, memo, book(case), "王", AT, "t"), _sections(memo, path))
    assert [(d.sign, d.text[:6]) for d in differences(memo, after)] == [
        ("-", "尚未提供（案"),
        ("+", "企业资料由工"),
    ]


@pytest.mark.parametrize(
    ("change", "reason"),
    [("drop", "the heading “申请概要” is gone"), ("add", "“新的一节” is no section")],
)
def test_headings_that_moved_are_said(
    case: CaseFile, tmp_path: Path, change: str, reason: str
) -> None:
    memo = draft(case)
    path = tmp_path / "memo.md"
    text = memo_markdown(memo)
    changed = (
        text.replace("## 1. 申请概要", "")
        if change == "drop"
        else text.replace("## 2. ", "## 新的一节\n\n## 2. ")
    )
    path.write_text(changed, "utf-8")
    with pytest.raises(InputError, match=reason):
        _sections(memo, path)


def test_a_version_from_before_edits_keeps_its_digest(case: CaseFile) -> None:
    """What was signed before there were edits still holds: the new field is no part of it."""
    memo = draft(case)
    body = json.loads(memo.model_dump_json())
    assert body.pop("edited_from") is None
    assert version_digest(MemoVersion.model_validate(body)) == version_digest(memo)
    assert version_digest(memo.model_copy(update={"edited_from": 1})) != version_digest(memo)


STAFF = "企业约有员工86人。"
"""A number that no figure of the case decides."""


def states(case: CaseFile, memo: MemoVersion, words: str, by: str = "王") -> MemoVersion:
    return attest(Editing(memo, memo, book(case), by, AT, "t"), words, "现场走访", (memo,))


def with_own(case: CaseFile, own: str = STAFF) -> MemoVersion:
    memo = draft(case)
    return edit(case, memo, "risks", section(memo, "risks").text + f"\n\n{own}")


def test_a_person_s_own_unchecked_sentence_is_stated_and_never_counts_as_proved(
    case: CaseFile,
) -> None:
    memo = with_own(case)
    assert [s.text.strip() for s in unsettled(memo)] == [STAFF]
    after = states(case, memo, "员工86人")
    assert unsettled(after) == ()
    assert after.check.counted(Proof.UNCHECKED) == 1
    (said,) = after.attested
    assert (said.text, said.who, said.why) == (STAFF, "王", "现场走访")
    assert after.notes[-1].text == "王 2026-01-05 08:30 UTC 陈述，未经证实。依据：现场走访"
    told = memo_markdown(after, marked=True)
    assert f"企业约有员工86人。〔王陈述，未经证实〕[^{said.note}]" in told
    assert f"### 人工陈述，未经证实\n\n- {STAFF}〔王" in told
    assert "人工陈述 1 句" in told
    assert "〔未核〕" not in told


@pytest.mark.parametrize("form", ["docx", "html", "pdf"])
def test_every_export_says_who_states_it(case: CaseFile, form: str) -> None:
    if form == "pdf":
        need_chinese_font()
    after = states(case, with_own(case), STAFF)
    if form == "docx":
        document = docx.Document(BytesIO(docx_bytes(after)))
        text = "\n".join(p.text for p in document.paragraphs)
    elif form == "html":
        text = re.sub(r"<[^>]+>", "", html_page(after))
    else:
        data = pypdfium2.PdfDocument(pdf_bytes(after))
        text = "".join(page.get_textpage().get_text_range() for page in data)
        text = "".join(text.split())
    assert "企业约有员工86人。〔王陈述，未经证实〕" in text
    assert text.count("企业约有员工86人。") == 2
    assert text.count("人工陈述，未经证实") == 1


def test_a_statement_holds_for_its_words_only(case: CaseFile) -> None:
    """Another edit keeps it; other words of the sentence, or a figure that decides it, end it."""
    after = states(case, with_own(case), STAFF)
    text = section(after, "risks").text
    kept = edit(case, after, "risks", text + "\n\n已走访仓库。")
    assert kept.attested == after.attested
    assert unsettled(kept) == ()
    changed = edit(case, after, "risks", text.replace("86人", "96人"))
    assert changed.attested == ()
    assert [s.text.strip() for s in unsettled(changed)] == ["企业约有员工96人。"]
    assert all(note.figure for note in changed.notes)
    assert f"[^{after.attested[0].note}]" not in memo_markdown(changed)


def test_word_brings_a_stated_sentence_back_as_it_was(case: CaseFile, tmp_path: Path) -> None:
    after = states(case, with_own(case), STAFF)
    path = tmp_path / "memo.docx"
    path.write_bytes(docx_bytes(after))
    with pytest.raises(InputError, match="nothing differs"):
        edited(Editing(after, after, book(case), "李", AT, "t"), _sections(after, path))


@pytest.mark.parametrize(
    ("own", "words", "by", "reason"),
    [
        ("2024年净销售额为9,999.00万元。", "9,999.00万元", "王", "a figure disagrees"),
        ("2024年净销售额为2,870.00万元。", "净销售额为2,870.00", "王", "nothing in it is left"),
        (STAFF, "86人", "李", "王 wrote it"),
        ("| 项目 | 值 |\n|---|---|\n| 员工 | 86人 |", "86人", "王", "row of a table"),
        (STAFF, "没有的话", "王", "it isn't in this draft"),
        (f"{STAFF}\n\n门店约有员工86人。", "员工86人", "王", "stands in 2 sentences"),
    ],
)
def test_what_no_person_may_state_is_refused(
    case: CaseFile, own: str, words: str, by: str, reason: str
) -> None:
    with pytest.raises(InputError, match=reason):
        states(case, with_own(case, own), words, by)


def test_a_model_s_sentence_is_nobody_s_own(case: CaseFile) -> None:
    """Struck once, then typed in by hand: it was the model's all the same."""
    memo = with_own(case)
    memo = memo.model_copy(update={"struck": (Struck(text=STAFF, reason="-"),)})
    with pytest.raises(InputError, match="a model wrote this sentence"):
        states(case, memo, STAFF)
