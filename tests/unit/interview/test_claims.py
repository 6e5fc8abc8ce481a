"""Spoken sentences beside figures; every expectation is worked out by hand beside it."""

from decimal import Decimal
from importlib.resources import files

import pytest
from pydantic import ValidationError

from assistant.domain.claims import ClaimSort, Relation, SaidClaim, SaidHedge
from assistant.domain.quantities import Lang, Unit
from assistant.domain.tolerances import InterviewPolicy, Tolerance
from assistant.interview.claims import Met, ground_of, met_in
from assistant.interview.judging import File
from assistant.interview.reading import Line
from assistant.interview.standing import base_unit, period_of, standing_from
from assistant.scoring.policy import load_policy
from evals.tasks import claims as task

FIGURES = (
    ("sales.net@2024", "销售额（不含税）", "31200000", "CNY", "2024"),
    ("sales.net@2023", "销售额（不含税）", "35000000", "CNY", "2023"),
    ("net_profit@FY2024", "净利润", "1870000", "CNY", "FY2024"),
    ("gross_margin@FY2024", "毛利率", "0.214", "ratio", "FY2024"),
    ("customers.top1_share@L12M", "第一大客户占比", "0.382", "ratio", "L12M"),
    ("customers.count@L12M", "客户数量", "46", "count", "L12M"),
    ("dso@FY2024", "应收账款周转天数", "108", "days", "FY2024"),
    ("applicant.employees", "员工人数", "63", "count", None),
    ("bureau.external_guarantees", "征信对外担保余额", "2000000", "CNY", None),
    ("bureau.overdue_months", "征信近24个月逾期月数", "0", "count", None),
)


def file_of(policy: InterviewPolicy | None = None) -> File:
    """A file with the figures above."""
    names = ("key", "label", "value", "unit", "period")
    rows = [standing_from(dict(zip(names, row, strict=True)), n) for n, row in enumerate(FIGURES)]
    return File(tuple(row for row in rows if row is not None), policy or InterviewPolicy())


def met(said: str, policy: InterviewPolicy | None = None) -> tuple[Met, ...]:
    """What a line claims, beside the file."""
    file = file_of(policy)
    return met_in([Line(0, said)], file, ground_of(file))


def only(said: str) -> Met:
    """The one claim of a line."""
    (found,) = met(said)
    return found


@pytest.mark.parametrize(
    ("said", "low", "high", "hedge", "period"),
    [
        # 三千多万 reaches from 3,000万 to 4,000万; 去年 is the last full year of the figures, 2024
        ("去年开票三千多万。", "30000000", "40000000", SaidHedge.EXACT, "2024"),
        ("2023年销售额大概三千五百万。", "35000000", "35000000", SaidHedge.ABOUT, "2023"),
        # 两百来万: about 2,000,000
        ("去年净利润两百来万。", "2000000", "2000000", SaidHedge.ABOUT, "2024"),
        ("毛利率不到两成。", "0.2", "0.2", SaidHedge.UNDER, ""),
        ("最大客户不超过两成。", "0.2", "0.2", SaidHedge.AT_MOST, ""),
        (
            "Last year we did just under thirty million.",
            "30000000",
            "30000000",
            SaidHedge.NEARLY,
            "2024",
        ),
        (
            "Gross margin was twenty or thirty percent in 2024.",
            "0.2",
            "0.3",
            SaidHedge.EXACT,
            "2024",
        ),
    ],
)
def test_a_number_is_read_with_its_hedge_and_its_year(said, low, high, hedge, period):
    claim = only(said).claim
    assert (claim.low, claim.high) == (Decimal(low), Decimal(high))
    assert (claim.hedge, claim.period) == (hedge, period)
    assert claim.sort is ClaimSort.LEVEL


@pytest.mark.parametrize(
    ("said", "relation", "figure"),
    [
        # 3,120万 lies in 3,000万 to 4,000万
        ("去年开票三千多万。", Relation.AGREES, "sales.net@2024"),
        # 5,000万 against 3,120万
        ("去年开票五千万。", Relation.CONTRADICTS, "sales.net@2024"),
        # about 3,500万 is 2023's very figure
        ("2023年销售额大概三千五百万。", Relation.AGREES, "sales.net@2023"),
        # a limit may be overstepped by 3 points: 21.4 % is within them of 20 %, not of 15 %
        ("毛利率不到两成。", Relation.AGREES, "gross_margin@FY2024"),
        ("毛利率不到一成五。", Relation.CONTRADICTS, "gross_margin@FY2024"),
        # 38.2 % is above 20 %
        ("最大客户不超过两成。", Relation.CONTRADICTS, "customers.top1_share@L12M"),
        ("客户大概四五十家。", Relation.AGREES, "customers.count@L12M"),
        # three and a half months are 106.4 days, 108 stand in the file
        ("账期三个半月吧。", Relation.AGREES, "dso@FY2024"),
        ("账期一个月。", Relation.CONTRADICTS, "dso@FY2024"),
        # 2,000,000 stand on the bureau's report
        ("我们对外没有任何担保。", Relation.CONTRADICTS, "bureau.external_guarantees"),
        ("贷款从来没有逾期过。", Relation.AGREES, "bureau.overdue_months"),
        # 31.2 / 35.0 - 1 = -10.9 %
        ("去年销售额涨了两成。", Relation.CONTRADICTS, "sales.net@2024"),
        ("去年销售额降了一成左右。", Relation.AGREES, "sales.net@2024"),
        ("In 2024 sales fell by about eleven percent.", Relation.AGREES, "sales.net@2024"),
        ("We have sixty-three people on the payroll.", Relation.AGREES, "applicant.employees"),
        ("We have ninety people on the payroll.", Relation.CONTRADICTS, "applicant.employees"),
        # no figure of the file is a rent
        ("房租一年一百二十万。", Relation.UNVERIFIABLE, None),
        # a plan is no statement about what was, and neither is somebody else's firm
        ("明年打算做到五千万销售额。", Relation.UNVERIFIABLE, None),
        ("我表哥的厂去年做了八千万。", Relation.UNVERIFIABLE, None),
    ],
)
def test_a_claim_is_set_beside_the_figure_it_means(said, relation, figure):
    compared = only(said).compared
    assert (compared.relation, compared.figure) == (relation, figure)


def test_a_gap_is_told_from_the_number_that_was_said():
    # (31.2 - 50) / 50 = -0.376
    assert only("去年开票五千万。").compared.gap == Decimal("-0.3760")
    # a share's gap is in points: 38.2 % - 20 %
    assert only("最大客户不超过两成。").compared.gap == Decimal("0.1820")


def test_a_slip_that_is_put_right_does_not_count():
    assert only("去年开票五千万，不对，三千一百万。").compared.relation is Relation.AGREES


def test_two_numbers_of_one_line_meet_their_own_figures():
    first, second = met("去年开票三千一百万，净利润三百万。")
    assert first.compared.figure == "sales.net@2024"
    assert second.compared.figure == "net_profit@FY2024"
    assert (first.compared.relation, second.compared.relation) == (
        Relation.AGREES,
        Relation.CONTRADICTS,
    )


def test_the_words_are_quoted_as_they_were_spoken():
    found = only("嗯，去年啊，去年我们开票大概三千一百多万吧。")
    assert "三千一百多万" in found.claim.words


def test_the_policy_decides_how_far_a_number_may_lie():
    # 3,350万 is good to 5万, half of its last spoken place: from 3,345万 down by 5 % is 3,178万, by 10 %
    # 3,011万; the file says 3,120万
    strict, lax = InterviewPolicy(), _with_money("0.10")
    (refused,), (taken,) = met("去年开票3350万元。", strict), met("去年开票3350万元。", lax)
    assert refused.compared.relation is Relation.CONTRADICTS
    assert taken.compared.relation is Relation.AGREES


def _with_money(exact: str) -> InterviewPolicy:
    rows = [t for t in InterviewPolicy().tolerances if t.measure != "money"]
    money = Tolerance(measure="money", exact=Decimal(exact), about=Decimal("0.2"))
    return InterviewPolicy(tolerances=(*rows, money))


def test_a_tolerance_of_one_metric_beats_its_measures():
    special = Tolerance(
        measure="money", metric="sales.net", exact=Decimal("0.2"), about=Decimal("0.3")
    )
    policy = InterviewPolicy(tolerances=(*InterviewPolicy().tolerances, special))
    assert policy.of("money", "sales.net") == special
    assert policy.of("money", "cash").exact == Decimal("0.05")


def test_every_measure_needs_exactly_one_tolerance():
    with pytest.raises(ValidationError, match="exactly one tolerance"):
        InterviewPolicy(tolerances=InterviewPolicy().tolerances[1:])
    with pytest.raises(ValidationError, match="stay exact"):
        InterviewPolicy.model_validate({"bound": 0.03})


def test_a_claim_prints_like_a_figure():
    claim = SaidClaim(
        subject="revenue",
        sort=ClaimSort.LEVEL,
        low=Decimal(30_000_000),
        high=Decimal(40_000_000),
        unit=Unit.CNY,
    )
    assert claim.value_text(Lang.ZH) == "3,000.00万元至4,000.00万元"
    assert claim.model_copy(update={"high": claim.low}).value_text(Lang.EN) == "CNY 30.00 million"
    assert claim.model_copy(update={"low": None}).value_text(Lang.ZH) == ""


@pytest.mark.parametrize(
    ("written", "unit", "factor"),
    [
        ("万元", Unit.CNY, 10_000),
        ("CNY million", Unit.CNY, 1_000_000),
        ("%", Unit.RATIO, Decimal("0.01")),
        ("家", Unit.COUNT, 1),
        ("years", Unit.MONTHS, 12),
    ],
)
def test_written_units_have_a_base(written, unit, factor):
    assert base_unit(written) == (unit, factor)


def test_an_unknown_unit_is_refused_and_a_period_may_be_unknown():
    with pytest.raises(ValueError, match="not a unit"):
        base_unit("parsec")
    assert period_of("whenever") is None
    half = period_of("2024H1")
    assert half is not None
    assert (half.start.month, half.end.month) == (1, 6)


def test_the_task_counts_as_it_says_and_its_control_fails():
    rows = task.scored(task.pairs(task.DEV))
    figures = task.metrics(rows)
    assert figures["contradiction_precision"].value >= 0.95
    assert figures["contradiction_recall"].value >= 0.85
    swapped = task.metrics(task.scored(task._swapped(task.pairs(task.DEV))))
    assert swapped["contradiction_precision"].value < 0.7


def test_the_held_out_part_is_the_one_that_was_put_aside(monkeypatch, tmp_path):
    assert task.is_held_out_untouched()
    changed = tmp_path / "claims_held.jsonl"
    changed.write_bytes(task.HELD.read_bytes() + b"\n")
    monkeypatch.setattr(task, "HELD", changed)
    assert not task.is_held_out_untouched()
    assert task.run(task.TaskInput(None, None)).note.startswith("skipped")


def test_a_question_claims_nothing():
    assert met("银行贷款有没有逾期？") == ()
    assert met("Do you have any guarantees?") == ()


def test_people_are_counted_whatever_was_told_before():
    # 六十来个人 is about 60 of the file's 63; founded in 2012 stands before it
    counted = [m for m in met("一二年成立的，做烘焙食品，现在六十来个人。") if m.compared.figure]
    assert [m.compared.figure for m in counted] == ["applicant.employees"]


def test_a_time_before_another_number_is_that_numbers():
    # the profit is of the last full year, 2024, not of 今年
    profit = met("净利润一百八十七万，今年毛利率大概二十一个点。")[0]
    assert profit.compared.figure == "net_profit@FY2024"
    assert profit.claim.period == ""


@pytest.mark.parametrize(
    ("said", "relation", "figure"),
    [
        ("二四年不含税开了三千一百二十万的票。", Relation.AGREES, "sales.net@2024"),
        # 31.2 / 35.0 - 1 = -10.9 %, and doubling is +100 %
        ("去年销售翻了一倍。", Relation.CONTRADICTS, "sales.net@2024"),
        # 35.0 - 31.2 = 3.8 million less
        ("去年比前年少开了三百八十万的票。", Relation.AGREES, "sales.net@2024"),
        # only where a change ends counts: 21.4 %
        ("毛利率从二十三点八掉到二十一点四。", Relation.AGREES, "gross_margin@FY2024"),
        ("大客户就一家，占了我们快四成。", Relation.AGREES, "customers.top1_share@L12M"),
        ("We were profitable last year.", Relation.AGREES, "net_profit@FY2024"),
        ("We made a loss last year.", Relation.CONTRADICTS, "net_profit@FY2024"),
        ("There are about sixty of us.", Relation.AGREES, "applicant.employees"),
    ],
)
def test_speech_is_read_in_its_many_turns(said, relation, figure):
    compared = only(said).compared
    assert (compared.relation, compared.figure) == (relation, figure)


@pytest.mark.parametrize(
    "said",
    [
        "我儿子在那边也有一个厂，两百号人。",
        "那家客户欠我们三百万，拖了半年。",
        "我们跟那家客户合作八年了。",
        "客户那边验收要十五天，然后才开票。",
        "去年买了两条生产线，花了三百多万。",
        "原料涨了百分之十。",
        "厂房三千平，租的。",
        "We hired five people last month.",
        "In the first quarter we sold about twelve million.",
        "Prices of steel went up twenty percent.",
        "One of our customers owes us two million and hasn't paid for six months.",
        "We sell in eight countries.",
        "I've been in this trade for thirty years.",
    ],
)
def test_numbers_of_other_things_meet_no_figure(said):
    assert [m.compared.relation for m in met(said) if m.compared.figure] == []


def test_a_policy_file_may_set_the_tolerances(tmp_path):
    shipped = files("assistant.scoring") / "policies" / "sme-working-capital.toml"
    text = shipped.read_text("utf-8")
    assert load_policy("sme-working-capital").interview == InterviewPolicy()
    strict = text + '\n[interview]\nbound = "0.01"\n'
    (tmp_path / "sme-working-capital.toml").write_text(strict, "utf-8")
    assert load_policy("sme-working-capital", (tmp_path,)).interview.bound == Decimal("0.01")
