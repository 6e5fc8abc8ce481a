"""An officer's grade: both grades stay, and the code's own score is untouched."""

from datetime import UTC, datetime
from decimal import Decimal

from assistant.domain.quantities import Lang
from assistant.domain.score import GRADE_RULE, Waiver, score_inputs
from assistant.scoring.override import notches
from assistant.scoring.report import score, statements_of
from tests.unit.scoring.conftest import AS_OF

D = Decimal


def given(grade, own="AA", who="李雷", why="已实地核实。"):
    when = datetime(2025, 1, 2, tzinfo=UTC)
    return Waiver(rule_id=GRADE_RULE, who=who, when=when, why=why, grade=grade, own=own)


def scored(firm, policy, *waivers, **changes):
    return score(score_inputs(tuple(firm.everything(**changes)), (), waivers, AS_OF), policy)


def test_both_grades_stay_and_only_the_officer_s_part_differs(firm, policy):
    # The healthy firm is AA (PD .7 %, 4.2 %, limit 1,190,000 by cash flow). At A the rate is 4.6 %:
    # (1,500,000 / 1.2 - 800,000) / (.3333 + .046) = 1,186,395.99, in steps 1,180,000.
    plain = scored(firm, policy)
    report = scored(firm, policy, given("A"))
    over = report.override
    assert over is not None
    assert (over.grade, over.own, over.who, over.why) == ("A", "AA", "李雷", "已实地核实。")
    assert (over.pd, over.rate, over.limit) == (D("0.014"), D("0.046"), 1_180_000)
    same = {"override": None, "inputs_digest": plain.inputs_digest}
    assert report.model_copy(update=same) == plain
    assert report.inputs_digest != plain.inputs_digest
    assert over.text_zh == (
        "李雷于2025-01-02将等级由AA级改为A级：已实地核实。"
        "按A级：违约概率1.4%，授信限额118.00万元，政策利率4.6%。系统等级AA级保留。"
    )
    assert over.text(Lang.EN).endswith(
        "At A: PD 1.4%, limit CNY 1.18 million, policy rate 4.6%. The code's own grade AA is kept."
    )
    assert any(s.text_zh == over.text_zh for s in statements_of(report, policy))


def test_a_grade_that_is_not_lent_to_has_no_rate(firm, policy):
    over = scored(firm, policy, given("C")).override
    assert over is not None
    assert (over.limit, over.rate) == (0, None)
    assert "不予授信" in over.text_zh
    assert "not lent to" in over.text_en


def test_what_has_no_name_reason_or_grade_of_the_policy_is_no_override(firm, policy):
    for odd in (given("A", who=" "), given("A", why=" "), given("Z"), given("")):
        assert scored(firm, policy, odd).override is None


def test_when_the_code_s_grade_moves_that_is_said_and_the_bound_holds(firm, policy):
    # 78 points less 6 (no top-1 share) and 3 (HHI): 69, grade A; AAA would be two above.
    moved = {"customers_top1_share": None, "customers_hhi": None}
    over = scored(firm, policy, given("AAA"), **moved).override
    assert over is not None
    assert (over.own, over.stands) == ("A", False)
    assert "系统等级已变为A级，须重新审定" in over.text_zh
    assert over.text_en.endswith(
        "The code's own grade has become A since: look at it again. "
        "It is more than 1 above the code's own A and no longer stands."
    )
    assert (notches(policy, "A", "AAA"), notches(policy, "A", "B")) == (2, -3)


def test_a_limit_that_is_unknown_stays_unknown(firm, policy):
    # Without the request's own funds the need can't be computed, whatever the grade.
    over = scored(firm, policy, given("A"), request_own_funds=None).override
    assert over is not None
    assert over.limit is None
    assert "授信限额无法测算" in over.text_zh
