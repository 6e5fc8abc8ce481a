"""The kinds of memos: what each has, what it must not say, and what it is compared with."""

from decimal import Decimal

import pytest

from assistant.domain.case import CaseFile
from assistant.domain.checks import Proof
from assistant.domain.figures import Statement, StatementKind, Verdict
from assistant.domain.findings import Severity
from assistant.domain.memo import MemoKind, MemoVersion, Signature
from assistant.domain.quantities import Lang
from assistant.domain.score import Reason
from assistant.errors import InputError
from assistant.memo.changes import changes_since
from assistant.memo.draft import DraftRequest, draft_memo
from assistant.proof.book import FactBook
from assistant.scoring.rules import FINDINGS_RULE
from tests.unit.memo.conftest import AT


def drafted(case: CaseFile, kind: MemoKind, lang: Lang = Lang.ZH) -> MemoVersion:
    statements = (
        *case.statements,
        *(f.statement for f in case.findings),
        *changes_since(case, kind),
    )
    request = DraftRequest(case, kind, lang, "李", AT, "tallystick test")
    return draft_memo(request, FactBook(case.figures, statements), None, lambda *_: None)


def section(memo: MemoVersion, code: str) -> str:
    found = next(s for s in memo.sections if s.code == code)
    return "\n".join(p.text for p in found.paragraphs)


def without(case: CaseFile, *verdicts: Verdict) -> CaseFile:
    assert case.score is not None
    rules = tuple(r for r in case.score.rules if r.verdict not in verdicts)
    return case.model_copy(update={"score": case.score.model_copy(update={"rules": rules})})


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("kind", list(MemoKind))
def test_every_kind_is_proved_whole(case: CaseFile, kind: MemoKind, lang: Lang) -> None:
    memo = drafted(case, kind, lang)
    assert memo.check.counted(Proof.PROVED) > 0
    assert (memo.check.counted(Proof.UNCHECKED), memo.check.counted(Proof.FALSE)) == (0, 0)


@pytest.mark.parametrize("kind", [MemoKind.PRESCREEN, MemoKind.DECLINE])
def test_a_prescreen_and_a_decline_carry_no_grade(case: CaseFile, kind: MemoKind) -> None:
    for lang in Lang:
        memo = drafted(case, kind, lang)
        told = "\n".join(p.text for s in memo.sections for p in s.paragraphs)
        assert "BB" not in told
        assert not {"rating", "recommendation"} & {s.code for s in memo.sections}


def test_a_decline_gives_the_broken_rules_and_no_other(case: CaseFile) -> None:
    assert case.score is not None
    broken = [r.text_zh for r in case.score.rules if r.verdict is Verdict.BREACH]
    other = [r.text_zh for r in case.score.rules if r.verdict is not Verdict.BREACH]
    memo = drafted(case, MemoKind.DECLINE)
    for code in ("decline_reasons", "notice"):
        assert all(text in section(memo, code) for text in broken)
        assert not any(text in section(memo, code) for text in other)


def lines_of(memo: MemoVersion, code: str) -> list[str]:
    return lines_of_text(section(memo, code))


def lines_of_text(text: str) -> list[str]:
    return [line[2:] for line in text.splitlines() if line.startswith("- ")]


def graded(case: CaseFile, *, rate: Decimal | None) -> CaseFile:
    """With a factor at 7 of 9, one at 1 of 7, and one that couldn't be measured."""
    assert case.score is not None
    factors = tuple(
        Reason(code=code, text_zh=zh, text_en=en, points=got, max_points=most, figure=figure)
        for code, zh, en, got, most, figure in (
            (
                "a",
                "保障为1.90倍，得7分（满分9分）。",
                "Cover: 1.90x; 7 of 9 points.",
                Decimal(7),
                Decimal(9),
                "k@2024",
            ),
            (
                "b",
                "增长率为-9.0%，得1分（满分7分）。",
                "Growth: -9.0%; 1 of 7 points.",
                Decimal(1),
                Decimal(7),
                "g@2024",
            ),
            (
                "c",
                "流动比率无法计量（卷内没有），按最差档计分，得0分（满分5分）。",
                "Current ratio couldn't be measured (not on file) and counts as the worst band; "
                "0 of 5 points.",
                Decimal(0),
                Decimal(5),
                None,
            ),
        )
    )
    score = case.score.model_copy(
        update={"reasons": factors, "rate": rate, "recommendation": "decline"}
    )
    return case.model_copy(update={"score": score})


def test_a_factor_is_no_reason_where_the_grade_is_lent_to(case: CaseFile) -> None:
    memo = drafted(graded(case, rate=Decimal("0.05")), MemoKind.DECLINE)
    assert len(lines_of(memo, "decline_reasons")) == len(lines_of(memo, "notice")) == 1


def test_a_grade_that_is_not_lent_to_declines_with_its_low_factors(case: CaseFile) -> None:
    bare = without(graded(case, rate=None), Verdict.BREACH)
    memo = drafted(bare, MemoKind.DECLINE)
    # 1 of 7 lost six points, the unmeasured one five; 7 of 9 scored well and is told to nobody.
    assert lines_of(memo, "notice") == [
        "增长率为-9.0%，按政策评分偏低。",
        "流动比率无法计量（卷内没有）。",
    ]
    assert [line.partition("，")[0] for line in lines_of(memo, "decline_reasons")] == [
        "增长率为-9.0%",
        "流动比率无法计量（卷内没有）",
    ]
    assert lines_of(drafted(bare, MemoKind.DECLINE, Lang.EN), "notice") == [
        "Growth: -9.0%, which the policy scores low.",
        "Current ratio couldn't be measured (not on file).",
    ]


def test_a_notice_gives_what_nobody_may_waive_first(case: CaseFile) -> None:
    assert case.score is not None
    broken = next(r for r in case.score.rules if r.verdict is Verdict.BREACH)
    rules = [
        broken.model_copy(update={"id": f"r{n}", "text_zh": f"第{n}条：突破。"}) for n in "abcd"
    ]
    grave = broken.model_copy(update={"id": "z", "text_zh": "当前逾期：突破。", "authority": ""})
    score = case.score.model_copy(update={"rules": (*rules, grave)})
    memo = drafted(case.model_copy(update={"score": score}), MemoKind.DECLINE)
    assert lines_of(memo, "notice") == ["当前逾期。", "第a条。", "第b条。", "第c条。"]


def test_a_decline_names_the_critical_findings_that_it_counts(case: CaseFile) -> None:
    score = case.score
    assert score is not None
    broken = next(r for r in score.rules if r.verdict is Verdict.BREACH)
    counted = broken.model_copy(
        update={"id": FINDINGS_RULE, "text_zh": "有1项重大预警尚未排除：突破。"}
    )
    grave = case.findings[0].model_copy(update={"severity": Severity.CRITICAL})
    held = case.model_copy(
        update={
            "findings": (grave,),
            "score": score.model_copy(update={"rules": (counted,)}),
        }
    )
    memo = drafted(held, MemoKind.DECLINE)
    assert lines_of(memo, "notice") == [grave.statement.text_zh]
    assert [line.partition("[^")[0] for line in lines_of(memo, "decline_reasons")] == [
        "有1项重大预警尚未排除：突破。",
        grave.statement.text_zh,
    ]


def test_nothing_broken_is_no_reason_to_decline(case: CaseFile) -> None:
    for bare in (without(case, Verdict.BREACH), case.model_copy(update={"score": None})):
        with pytest.raises(InputError, match="no policy rule is broken") as caught:
            drafted(bare, MemoKind.DECLINE)
        assert caught.value.zh.startswith("没有不符合的政策规则")


def test_a_declining_recommendation_asks_for_no_condition_before_drawdown(case: CaseFile) -> None:
    refused = section(drafted(graded(case, rate=None), MemoKind.NEW), "recommendation")
    assert lines_of_text(refused) == ["规则乙的结果。", "缺少资料、无法测试：丁。"]
    lent = section(drafted(case, MemoKind.NEW), "recommendation")
    assert lines_of_text(lent) == [
        "规则乙的结果。须经分行审批人书面豁免或予以纠正。",
        "规则丙的结果。放款后按季复测。",
        "缺少资料、无法测试：丁。放款前补充资料并重新测试。",
    ]


def test_a_memo_opens_with_what_the_tests_come_to_and_a_prescreen_does_not(case: CaseFile) -> None:
    grade = Statement(
        key="score.grade.value",
        kind=StatementKind.VALUE,
        text_zh="信用等级为BB。",
        text_en="Grade BB.",
        figures=(),
    )
    held = case.model_copy(update={"statements": (*case.statements, grade)})
    assert "**测算概要。** 信用等级为BB。" in section(drafted(held, MemoKind.NEW), "request")
    assert "BB" not in section(drafted(held, MemoKind.PRESCREEN), "request")


def test_a_prescreen_says_whether_to_go_on(case: CaseFile) -> None:
    assert "不建议受理" in section(drafted(case, MemoKind.PRESCREEN), "first_look")
    unsure = without(case, Verdict.BREACH)
    assert "先补齐" in section(drafted(unsure, MemoKind.PRESCREEN), "first_look")
    clean = without(unsure, Verdict.NOT_COMPUTABLE)
    assert "可进入尽职调查" in section(drafted(clean, MemoKind.PRESCREEN), "first_look")


def test_a_renewal_tells_what_changed_since_the_memo_before(case: CaseFile) -> None:
    before = drafted(case, MemoKind.NEW)
    # The request rises from 500.00 to 600.00 ten thousands, and one rule is broken that passed.
    figures = tuple(
        f.model_copy(update={"value": Decimal(6_000_000)}) if f.key == "request.amount" else f
        for f in case.figures
    )
    assert case.score is not None
    rules = tuple(
        r.model_copy(update={"verdict": Verdict.BREACH}) if r.verdict is Verdict.PASS else r
        for r in case.score.rules
    )
    score = case.score.model_copy(update={"rules": rules})
    now = case.model_copy(update={"memos": (before,), "figures": figures, "score": score})
    told = section(drafted(now, MemoKind.RENEWAL), "changes")
    assert "申请金额：上一份报告为500.00万元，本次为600.00万元。" in told
    assert "上一份报告的测试结论为“通过”，本次为“不符合”：" in told
    assert told.splitlines()[0] == "上一份报告：第1稿，授信调查报告，2026-01-05，未签字。"
    assert len([line for line in told.splitlines() if line.startswith("- ")]) == 2
    english = section(drafted(now, MemoKind.RENEWAL, Lang.EN), "changes")
    assert "CNY 5.00 million in the previous memo, CNY 6.00 million now." in english
    # A second draft of the same sitting is compared with the memo before, not with the first.
    again = now.model_copy(update={"memos": (before, drafted(now, MemoKind.RENEWAL))})
    assert section(drafted(again, MemoKind.RENEWAL), "changes") == told


def test_a_memo_is_compared_with_the_one_that_was_signed(case: CaseFile) -> None:
    # Draft 1 is signed; a draft and a pre-screen of another day come after it.
    first = drafted(case, MemoKind.NEW)
    signature = Signature(memo=1, digest="d", who="王", at=AT)
    held = case.model_copy(
        update={"memos": (first.model_copy(update={"signatures": (signature,)}),)}
    )
    later = held.model_copy(update={"memos": (*held.memos, drafted(held, MemoKind.REVIEW))})
    later = later.model_copy(update={"memos": (*later.memos, drafted(later, MemoKind.PRESCREEN))})
    told = section(drafted(later, MemoKind.RENEWAL, Lang.EN), "changes").splitlines()
    assert told[0] == "Previous memo: draft 1, Credit memorandum, 2026-01-05, signed by 王."
    unsigned = later.model_copy(update={"memos": (first, *later.memos[1:])})
    assert "draft 2, Annual review" in section(
        drafted(unsigned, MemoKind.RENEWAL, Lang.EN), "changes"
    )


def test_a_renewal_without_change_or_baseline_says_so(case: CaseFile) -> None:
    same = case.model_copy(update={"memos": (drafted(case, MemoKind.NEW),)})
    assert "与上一份报告一致" in section(drafted(same, MemoKind.RENEWAL), "changes")
    assert "没有上一份报告" in section(drafted(case, MemoKind.RENEWAL), "changes")


def test_a_renewal_tells_findings_that_came_and_went(case: CaseFile) -> None:
    before = drafted(case, MemoKind.NEW)
    english = drafted(case.model_copy(update={"memos": (before,)}), MemoKind.NEW, Lang.EN)
    (old,) = case.findings
    told = old.statement.model_copy(
        update={"key": "late.value", "text_zh": "新的逾期。", "text_en": "Late again."}
    )
    come = old.model_copy(update={"id": "late:1", "statement": told})
    now = case.model_copy(update={"memos": (before, english), "findings": (come,)})
    assert section(drafted(now, MemoKind.RENEWAL), "changes").splitlines()[2:] == [
        "- 上一份报告未载的事项：新的逾期。[^2][^3]",
        f"- 上一份报告所载、本次已不存在的事项：{old.statement.text_zh}",
    ]
    told_en = section(drafted(now, MemoKind.RENEWAL, Lang.EN), "changes")
    assert f"In the previous memo and gone now: {old.statement.text_en}" in told_en


def test_a_notice_gives_the_applicant_reasons_without_verdict_points_or_marks(
    case: CaseFile,
) -> None:
    assert case.score is not None
    rules = tuple(
        r.model_copy(
            update={
                "text_zh": "利息保障倍数为0.80倍，低于2.00倍的下限：突破。",
                "text_en": "Interest cover is 0.80x, below the minimum of 2.00x: breach.",
                "paragraph": "§3.3",
            }
        )
        if r.verdict is Verdict.BREACH
        else r
        for r in case.score.rules
    )
    held = case.model_copy(update={"score": case.score.model_copy(update={"rules": rules})})
    memo = drafted(held, MemoKind.DECLINE)
    assert "突破（政策§3.3，有权豁免：分行审批人）" in section(memo, "decline_reasons")
    assert "- 利息保障倍数为0.80倍，低于2.00倍的下限。\n" in section(memo, "notice")
    english = section(drafted(held, MemoKind.DECLINE, Lang.EN), "notice")
    assert "- Interest cover is 0.80x, below the minimum of 2.00x.\n" in english
    assert "Equal Credit Opportunity Act prohibits creditors" in english
    assert not {"突破", "[^", "满分"} & {
        w for w in ("突破", "[^", "满分") if w in section(memo, "notice")
    }
