"""Interviews over a home, in process: what is read, raised, kept, replaced, and never scored."""

import json
from decimal import Decimal
from pathlib import Path

import docx
import pytest

from assistant.demo.interview import write_interview
from assistant.domain.checks import Proof
from assistant.domain.claims import Relation
from assistant.domain.findings import FindingKind, ReviewState, Severity
from assistant.domain.interviews import ConsentTo, Departure, consent_to
from assistant.domain.memo import MemoKind
from assistant.domain.progress import Progress
from assistant.domain.quantities import Lang
from assistant.errors import InputError, UsageError
from assistant.services.changing import changing
from assistant.services.delivering import willing_owners
from assistant.services.desk import LocalDesk, open_desk
from assistant.services.interview_shapes import interview_shape
from assistant.services.office import Office
from assistant.settings import Settings

TALK = """[00:03] 客户经理：现在有多少员工？
[00:08] 老板：六十来个人。
[00:14] 客户经理：2024年净利润多少？
[00:20] 老板：净利润三百万。
[00:31] 客户经理：银行贷款有没有逾期？
[00:36] 老板：从来没有。
[00:45] 客户经理：毛利率多少？
[00:50] 老板：我们的产品很好卖。
"""


def office_of(home: Path) -> Office:
    return Office(Settings(home=home, lang=Lang.ZH, by="李雷", embeddings="off"))


@pytest.fixture
def desk(tmp_path: Path) -> LocalDesk:
    return open_desk(office_of(tmp_path / "home").settings)


@pytest.fixture
def case(desk: LocalDesk) -> str:
    case = desk.new_case("青禾示例食品")
    fields = [
        ("applicant.employees", "63"),
        ("net_profit@FY2024", "1870000"),
        ("revenue@FY2024", "31200000"),
        ("bureau.overdue_months", "2"),
        ("request.amount", "5000000"),
        ("request.tenor_months", "12"),
    ]
    desk.set_fields(case, fields, "报表")
    return case


def talk(folder: Path, text: str = TALK, name: str = "访谈.txt") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def add(desk: LocalDesk, case: str, path: Path) -> None:
    steps = [s for s in desk.add_interview(case, path, lambda: False)]
    assert not isinstance(steps[-1], Progress)
    assert steps[-1].ok


def test_what_was_said_is_set_beside_the_file(desk: LocalDesk, case: str, tmp_path: Path) -> None:
    add(desk, case, talk(tmp_path))
    view = desk.interview(case)
    met = {row.compared.figure: row.compared.relation for row in view.claims}
    # about sixty of 63; 3,000,000 of 1,870,000; never of 2 months
    assert met == {
        "applicant.employees": Relation.AGREES,
        "net_profit@FY2024": Relation.CONTRADICTS,
        "bureau.overdue_months": Relation.CONTRADICTS,
    }
    found = {f.rule_id: f for f in view.interview.raised(desk.case(case).findings)}
    assert set(found) == {"INTERVIEW-FILE", "INTERVIEW-UNANSWERED"}
    raised = [f for f in desk.case(case).findings if f.kind is FindingKind.INTERVIEW]
    profit = next(f for f in raised if "net_profit@FY2024" in f.statement.figures)
    # (1.87 - 3) / 3 = -37.7 %
    assert profit.statement.text_zh == (
        "00:20 企业主说“净利润三百万”；净利润（2024年度）为187.00万元，比所说低38%。"
        "请核实：对应年度的利润表、纳税申报表和费用明细。"
    )
    assert "38 % below what was said" in profit.statement.text_en
    overdue = next(f for f in raised if "bureau.overdue_months" in f.statement.figures)
    assert overdue.severity is Severity.CRITICAL
    missed = next(f for f in raised if f.rule_id == "INTERVIEW-UNANSWERED")
    assert "毛利率多少" in missed.statement.text_zh


def test_the_owner_is_guessed_until_a_person_says_who_it_is(
    desk: LocalDesk, case: str, tmp_path: Path
) -> None:
    add(desk, case, talk(tmp_path))
    held = desk.interview(case).interview
    assert (held.guess, held.is_confirmed) == ("老板", False)
    desk.relabel(case, "", {"老板": "owner", "客户经理": "manager"}, lambda: False)
    held = desk.interview(case).interview
    assert held.is_confirmed
    assert held.role("客户经理") == "manager"
    with pytest.raises(UsageError, match="no such speaker"):
        desk.relabel(case, "", {"S9": "owner"}, lambda: False)
    # the other way round nothing that the manager asked is a claim
    desk.relabel(case, "", {"老板": "manager", "客户经理": "owner"}, lambda: False)
    assert desk.interview(case).claims == ()
    assert not [f for f in desk.case(case).findings if f.rule_id == "INTERVIEW-FILE"]


def test_speakers_can_be_joined(desk: LocalDesk, case: str, tmp_path: Path) -> None:
    text = TALK.replace("[00:20] 老板", "[00:20] S3")
    add(desk, case, talk(tmp_path, text))
    assert len(desk.interview(case).claims) == 2
    desk.relabel(case, "访谈.txt", {"S3": "老板"}, lambda: False)
    assert desk.interview(case).interview.speakers == ("客户经理", "老板")
    assert len(desk.interview(case).claims) == 3


def test_a_figure_that_changes_changes_what_an_interview_raises(
    desk: LocalDesk, case: str, tmp_path: Path
) -> None:
    add(desk, case, talk(tmp_path))
    desk.set_fields(case, [("net_profit@FY2024", "2950000")], "审计后")
    raised = [f for f in desk.case(case).findings if f.rule_id == "INTERVIEW-FILE"]
    assert [f.statement.figures for f in raised] == [("bureau.overdue_months",)]


def test_a_decision_outlives_what_is_worked_out_again(
    desk: LocalDesk, case: str, tmp_path: Path
) -> None:
    add(desk, case, talk(tmp_path))
    finding = next(f for f in desk.case(case).findings if f.rule_id == "INTERVIEW-FILE")
    desk.review(case, finding.id, ReviewState.DISMISSED, "口误")
    desk.set_fields(case, [("request.amount", "4000000")], "改期")
    kept = next(f for f in desk.case(case).findings if f.id == finding.id)
    assert (kept.review.state, kept.review.note) == (ReviewState.DISMISSED, "口误")


def test_a_later_file_of_the_name_takes_the_place_and_the_same_one_is_known(
    desk: LocalDesk, case: str, tmp_path: Path
) -> None:
    add(desk, case, talk(tmp_path))
    add(desk, case, talk(tmp_path))
    assert len(desk.interviews(case)) == 1
    add(desk, case, talk(tmp_path, TALK.replace("三百万", "一百八十七万")))
    assert len(desk.interviews(case)) == 1
    raised = [f for f in desk.case(case).findings if f.rule_id == "INTERVIEW-FILE"]
    assert [f.statement.figures for f in raised] == [("bureau.overdue_months",)]
    desk.remove_source(case, desk.interviews(case)[0].source, "重录")
    assert desk.interviews(case) == ()
    assert not [f for f in desk.case(case).findings if f.kind is FindingKind.INTERVIEW]
    assert desk.verify_audit(case).ok


def test_what_changed_since_the_interview_before_is_told(
    desk: LocalDesk, case: str, tmp_path: Path
) -> None:
    add(desk, case, talk(tmp_path, name="一.txt"))
    add(desk, case, talk(tmp_path, TALK.replace("三百万", "一百八十七万"), name="二.txt"))
    changed = [f for f in desk.case(case).findings if f.rule_id == "INTERVIEW-CHANGED"]
    assert len(changed) == 1
    assert "一.txt" in changed[0].statement.text_zh
    assert desk.interview(case, "一.txt").interview.name == "一.txt"
    with pytest.raises(UsageError, match="no interview"):
        desk.interview(case, "三.txt")


def test_two_claims_of_one_interview_that_cannot_both_hold_are_raised(
    desk: LocalDesk, case: str, tmp_path: Path
) -> None:
    more = "[01:10] 客户经理：再确认一下，2024年净利润多少？\n[01:15] 老板：净利润一百八十万。\n"
    add(desk, case, talk(tmp_path, TALK + more))
    clash = [f for f in desk.case(case).findings if f.rule_id == "INTERVIEW-SELF"]
    assert len(clash) == 1
    assert "净利润三百万" in clash[0].statement.text_zh
    assert "净利润一百八十万" in clash[0].statement.text_zh


def test_a_claim_is_set_against_the_last_one_that_it_contradicts_and_not_against_all(
    desk: LocalDesk, case: str, tmp_path: Path
) -> None:
    said = ("三百万", "一百八十万", "五百万", "三百万")
    text = "".join(
        f"[0{n}:00] 客户经理：2024年净利润多少？\n[0{n}:10] 老板：净利润{amount}。\n"
        for n, amount in enumerate(said, start=1)
    )
    add(desk, case, talk(tmp_path, text))
    clash = [f for f in desk.case(case).findings if f.rule_id == "INTERVIEW-SELF"]
    # each with the one before it: three, where every pair would be five
    assert [f.evidence for f in clash] == [
        ("访谈.txt 01:10", "访谈.txt 02:10"),
        ("访谈.txt 02:10", "访谈.txt 03:10"),
        ("访谈.txt 03:10", "访谈.txt 04:10"),
    ]


def test_the_score_never_hears_of_an_interview_nor_of_delivery(
    desk: LocalDesk, case: str, tmp_path: Path
) -> None:
    before = desk.score(case)
    add(desk, case, talk(tmp_path))
    assert desk.score(case) == before
    office = office_of(tmp_path / "home")
    store = office.store(case)
    held = store.interviews()[0]
    loud = held.model_copy(
        update={"departures": (Departure(line=3, score=Decimal(9), zh="高", en="high"),)}
    )
    with changing(office, store, "interview", "", held.name) as change:
        change.writer.put_interview(loud)
        change.with_interview(loud)
    voice = [f for f in desk.case(case).findings if f.kind is FindingKind.DELIVERY]
    assert len(voice) == 1
    assert desk.score(case) == before
    assert desk.score(case).inputs_digest == before.inputs_digest
    desk.review(case, voice[0].id, ReviewState.KEPT, "复听")
    assert desk.score(case) == before


def test_consents_are_separate_named_and_can_be_taken_back(
    desk: LocalDesk, case: str, tmp_path: Path
) -> None:
    add(desk, case, talk(tmp_path))
    with pytest.raises(InputError, match="names who gave it"):
        desk.consent(case, ConsentTo.VOICE, ("", ""))
    desk.consent(case, ConsentTo.RECORDING, ("王芳", "录音中口头同意"))
    desk.consent(case, ConsentTo.VOICE, ("王芳", "签字"))
    desk.consent(case, ConsentTo.VOICE, ("王芳", "电话撤回"), withdrawn=True)
    held = desk.consents(case)
    assert [(c.to, c.by, c.given) for c in held] == [
        (ConsentTo.RECORDING, "王芳", True),
        (ConsentTo.VOICE, "王芳", True),
        (ConsentTo.VOICE, "王芳", False),
    ]
    assert {c.noted_by for c in held} == {"李雷"}
    assert desk.verify_audit(case).ok


def test_questions_are_asked_before_and_ticked_off_after(
    desk: LocalDesk, case: str, tmp_path: Path
) -> None:
    before = desk.interview_questions(case)
    assert before
    assert not any(q.is_answered for q in before)
    overdue = next(q for q in before if q.id == "bureau.overdue_past.max")
    add(desk, case, talk(tmp_path))
    after = {q.id: q for q in desk.interview(case).questions}
    assert after[overdue.id].is_answered


def test_the_words_are_found_by_search(desk: LocalDesk, case: str, tmp_path: Path) -> None:
    add(desk, case, talk(tmp_path))
    hits = desk.search(case, "产品很好卖")
    assert hits[0].source_name == "访谈.txt"
    assert "产品很好卖" in desk.page(case, hits[0].source, hits[0].page).text


def test_the_shape_goes_to_json_and_comes_back_as_a_transcript(
    desk: LocalDesk, case: str, tmp_path: Path
) -> None:
    add(desk, case, talk(tmp_path))
    view = desk.interview(case)
    shape = interview_shape(view, view.interview.raised(desk.case(case).findings), Lang.EN)
    assert {"utterances", "claims", "findings", "rtf"} <= set(shape)
    assert shape["utterances"][1]["start_s"] == 8.0
    again = talk(tmp_path, json.dumps(shape, ensure_ascii=False), "again.json")
    add(desk, case, again)
    assert [line.text for line in desk.interview(case, "again.json").interview.lines] == [
        line.text for line in view.interview.lines
    ]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("empty.txt", b"", "empty"),
        ("prose.txt", "今天天气很好\n".encode(), "who speaks"),
        ("bad.json", b"{", "not a transcript"),
        ("other.json", b'{"lines": []}', "not a transcript"),
        ("times.json", b'[{"speaker": "a", "text": "b", "start_s": "x"}]', "not a transcript"),
        ("noise.txt", b"\xff\xfe\xff\x80", "encoding"),
    ],
)
def test_a_bad_transcript_is_refused_by_name(
    desk: LocalDesk, case: str, tmp_path: Path, name: str, data: bytes, told: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError, match=told) as caught:
        list(desk.add_interview(case, path, lambda: False))
    assert name in caught.value.zh
    assert desk.interviews(case) == ()


def test_a_file_that_is_not_there_is_named(desk: LocalDesk, case: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        list(desk.add_interview(case, tmp_path / "gone.wav", lambda: False))


def test_only_what_a_person_kept_reaches_the_memo(
    desk: LocalDesk, case: str, tmp_path: Path
) -> None:
    add(desk, case, talk(tmp_path))
    finding = next(
        f for f in desk.case(case).findings if "net_profit@FY2024" in f.statement.figures
        and f.kind is FindingKind.INTERVIEW
    )  # fmt: skip
    assert "净利润三百万" not in memo_text(desk, case)
    desk.review(case, finding.id, ReviewState.DISMISSED, "口误")
    assert "净利润三百万" not in memo_text(desk, case)
    desk.review(case, finding.id, ReviewState.KEPT, "属实")
    assert "00:20 企业主说“净利润三百万”" in memo_text(desk, case)


def memo_text(desk: LocalDesk, case: str) -> str:
    version = list(desk.draft(case, MemoKind.NEW, Lang.ZH))[-1]
    assert version.check.counted(Proof.FALSE) == 0
    return desk.markdown(case, version)


def test_the_demo_interview_fits_the_story_of_its_firm(desk: LocalDesk, tmp_path: Path) -> None:
    case = desk.new_case("青禾示例食品有限公司")
    # the main demo firm's figures, as its files tell them
    fields = [
        ("applicant.employees", "86"),
        ("applicant.founded", "2012-05-18"),
        ("net_profit@FY2025", "1768400"),
        ("revenue@FY2025", "26462400"),
        ("cost_of_sales@FY2025", "20243800"),
        ("bureau.overdue_months", "0"),
        ("bureau.external_guarantees", "0"),
        ("bureau.outstanding_credit", "3000000"),
        ("request.amount", "1500000"),
    ]
    desk.set_fields(case, fields, "报表")
    add(desk, case, write_interview(tmp_path))
    view = desk.interview(case)
    assert view.interview.role("老板") == "owner"
    wrong = [r.compared.figure for r in view.claims if r.compared.relation is Relation.CONTRADICTS]
    # of what is on file here only the profit doesn't fit: 3,000,000 and more of 1,768,400
    assert wrong == ["net_profit@FY2025"]
    agree = {r.compared.figure for r in view.claims if r.compared.relation is Relation.AGREES}
    assert {"applicant.employees", "bureau.overdue_months", "request.amount"} <= agree
    missed = [f for f in desk.case(case).findings if f.rule_id == "INTERVIEW-UNANSWERED"]
    # the supplier was asked about twice, and no answer came
    assert [f.severity for f in missed] == [Severity.INFO, Severity.WARNING]


def test_a_report_is_written_as_markdown_and_word(
    desk: LocalDesk, case: str, tmp_path: Path
) -> None:
    add(desk, case, talk(tmp_path))
    for lang, words in ((Lang.ZH, "比所说低38%"), (Lang.EN, "38 % below what was said")):
        text = desk.export_interview(case, "", tmp_path / "r.md", lang).read_text("utf-8")
        assert words in text
        assert "净利润三百万" in text
        assert "[00:50]" in text
    written = desk.export_interview(case, "", tmp_path / "r.docx", Lang.ZH)
    document = docx.Document(str(written))
    assert [row.cells[3].text for row in document.tables[0].rows] == [
        "结论",
        "相符",
        "不符",
        "不符",
    ]
    with pytest.raises(InputError, match="can't write"):
        desk.export_interview(case, "", tmp_path / "r.pdf", Lang.ZH)
    subtitles = desk.export_interview(case, "", tmp_path / "r.srt", Lang.EN).read_text("utf-8")
    assert "4\n00:00:20,000 --> 00:00:31,000\nowner?: 净利润三百万。\n" in subtitles
    assert (
        desk.export_interview(case, "", tmp_path / "r.VTT", Lang.ZH).read_bytes()[:6] == b"WEBVTT"
    )
    assert any(line.action == "export" for line in desk.audit_lines(case))


def test_a_report_marks_what_was_heard_weakly(desk: LocalDesk, case: str, tmp_path: Path) -> None:
    path = tmp_path / "访谈.txt"
    add(desk, case, talk(tmp_path))
    office, held = office_of(tmp_path / "home"), desk.interview(case).interview
    weak = held.lines[3].model_copy(update={"weak": ("unsure",)})
    lines = (*held.lines[:3], weak, *held.lines[4:])
    with changing(office, office.store(case), "test", "", path.name) as change:
        change.writer.put_interview(held.model_copy(update={"lines": lines}))
    text = desk.export_interview(case, "", tmp_path / "r.md", Lang.ZH).read_text("utf-8")
    assert "[00:20] **企业主? (?)** 净利润三百万。" in text
    assert text.count("(?)") == 1


def test_an_utterance_that_was_misheard_is_put_right(
    desk: LocalDesk, case: str, tmp_path: Path
) -> None:
    add(desk, case, talk(tmp_path))
    desk.correct_line(case, "", 3, ("净利润一百八十七万。", "老板"))
    raised = [f for f in desk.case(case).findings if f.rule_id == "INTERVIEW-FILE"]
    assert [f.statement.figures for f in raised] == [("bureau.overdue_months",)]
    assert desk.search(case, "净利润一百八十七万")
    line = next(a for a in desk.audit_lines(case) if a.action == "correct")
    assert "净利润三百万" in line.why
    with pytest.raises(InputError, match="needs its words"):
        desk.correct_line(case, "", 3, (" ", "老板"))
    with pytest.raises(UsageError, match="no utterance"):
        desk.correct_line(case, "", 99, ("好", "老板"))


def test_a_transcript_has_nothing_to_play(desk: LocalDesk, case: str, tmp_path: Path) -> None:
    add(desk, case, talk(tmp_path))
    with pytest.raises(InputError, match="nothing to play"):
        desk.passage(case, "", 0)


def test_one_speaker_may_opt_out_alone(desk: LocalDesk, case: str, tmp_path: Path) -> None:
    add(desk, case, talk(tmp_path, TALK.replace("[00:36] 老板", "[00:36] 合伙人")))
    desk.relabel(case, "", {"老板": "owner", "合伙人": "owner"}, lambda: False)
    desk.consent(case, ConsentTo.VOICE, ("王芳", "签字"))
    held = desk.interview(case).interview
    assert willing_owners(held, desk.consents(case)) == ("合伙人", "老板")
    alone = ("访谈.txt", "合伙人")
    desk.consent(case, ConsentTo.VOICE, ("赵刚", "电话"), withdrawn=True, of=alone)
    assert willing_owners(held, desk.consents(case)) == ("老板",)
    # the case's own consent stands, and a voice that opted out hides under no other label
    assert consent_to(desk.consents(case), ConsentTo.VOICE) is not None
    with pytest.raises(UsageError, match="opted out"):
        desk.relabel(case, "", {"合伙人": "老板"}, lambda: False)
    desk.consent(case, ConsentTo.VOICE, ("赵刚", "签字"), of=alone)
    assert willing_owners(held, desk.consents(case)) == ("合伙人", "老板")
    with pytest.raises(UsageError, match="holds every voice"):
        desk.consent(case, ConsentTo.RECORDING, ("赵刚", ""), of=alone)
    with pytest.raises(UsageError, match="no such speaker"):
        desk.consent(case, ConsentTo.VOICE, ("赵刚", ""), of=("", "S9"))


def test_the_number_of_a_claim_is_put_right_where_it_was_said(
    desk: LocalDesk, case: str, tmp_path: Path
) -> None:
    add(desk, case, talk(tmp_path))
    profit = next(r.claim for r in desk.interview(case).claims if r.claim.subject == "net_profit")
    desk.correct_amount(case, "", profit.id, "一百八十七万")
    view = desk.interview(case)
    assert view.interview.lines[3].text == "净利润一百八十七万。"
    met = {r.claim.subject: r.compared.relation for r in view.claims}
    assert met["net_profit"] is Relation.AGREES
    again = next(r.claim.id for r in view.claims if r.claim.subject == "net_profit")
    with pytest.raises(InputError, match="not one number"):
        desk.correct_amount(case, "", again, "很多")
    with pytest.raises(UsageError, match="no claim"):
        desk.correct_amount(case, "", profit.id, "3万")


def test_the_same_bytes_under_another_name_are_known_by_the_first(
    desk: LocalDesk, case: str, tmp_path: Path
) -> None:
    add(desk, case, talk(tmp_path))
    other = talk(tmp_path, name="另一份.txt")
    (*_, added) = desk.add_interview(case, other, lambda: False)
    assert added.name == "访谈.txt"
    assert "访谈.txt" in added.text
    assert len(desk.interviews(case)) == 1
