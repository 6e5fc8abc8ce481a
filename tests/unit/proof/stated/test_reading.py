"""How a plain source is read: its facts, with the label, time, unit and stance of each."""

from decimal import Decimal

import pytest

from assistant.proof.stated.sources import document
from assistant.proof.stated.stating import Stance
from assistant.proof.stated.taking_apart import taken_apart
from assistant.proof.units import Kind


def values(source: str) -> list[Decimal]:
    return [fact.number.value for fact in document(source).facts]


@pytest.mark.parametrize(
    "source",
    [
        "单位：万元\n| 项目 | 2023年 | 2024年 |\n|---|---:|---:|\n| 营业收入 | 4,000 | 5,000 |",
        "单位：万元\n项目,2023年,2024年\n营业收入,4000,5000",
        "单位：万元\n项目；2023年；2024年\n营业收入；4,000；5,000",
        "单位：万元\n项目\t2023年\t2024年\n营业收入\t4,000\t5,000",
    ],
)
def test_tables_of_every_layout_give_the_same_facts(source: str) -> None:
    facts = document(source).facts
    assert [(f.number.value, f.when.year if f.when else None) for f in facts] == [
        (Decimal(40_000_000), 2023),
        (Decimal(50_000_000), 2024),
    ]
    assert all("c:revenue" in f.label and f.number.kind is Kind.MONEY for f in facts)


def test_labelled_lines_keys_bullets_and_sentences() -> None:
    assert values("营业收入：5,000万元") == [Decimal(50_000_000)]
    assert values("revenue_2024 = 5000000") == [Decimal(5_000_000)]
    assert values("- Revenue 2024: CNY 5.0m\n- Revenue 2023: CNY 4.0m") == [5_000_000, 4_000_000]
    assert values("2024年营业收入5,000万元，上年4,000万元。") == [50_000_000, 40_000_000]
    assert values("Revenue ........ 5,000") == [Decimal(5_000)]


def test_brackets_are_negative_in_accounts_and_not_in_asides() -> None:
    assert values("净利润 (3,480) 千元") == [Decimal(-3_480_000)]
    assert values("借款金额：人民币叁佰陆拾万元整（¥3,600,000.00）") == [3_600_000, 3_600_000]
    assert values("用于冷库（二百八十万元）和包装线") == [Decimal(2_800_000)]


def test_limits_movements_and_absences_are_told_from_values() -> None:
    [limit] = document("资产负债率不高于65%").facts
    assert (limit.stance, limit.bound, limit.number.value) == (Stance.LIMIT, "<=", Decimal("0.65"))
    [change] = document("2024年营业收入同比增长12%").facts
    assert (change.stance, change.sign, change.yearly) == (Stance.CHANGE, 1, True)
    none = document("近两年无逾期").facts[-1]
    assert none.number.value == 0
    [actual] = [f for f in document("政策：集中度不超过30%；实际 27.4%").facts if not f.bound]
    assert actual.stance is Stance.VALUE


def test_years_before_a_currency_and_quarters_before_an_amount_are_times() -> None:
    facts = document("Net profit 2024 CNY 1.87m; 2023 CNY 3.12m").facts
    assert [(f.number.value, f.when.year if f.when else 0) for f in facts] == [
        (Decimal("1870000.00"), 2024),
        (Decimal("3120000.00"), 2023),
    ]
    facts = document("2024年Q1收入 120万元，Q2 150万元").facts
    assert [(f.when.part if f.when else 0, f.number.value) for f in facts] == [
        (1, 1_200_000),
        (2, 1_500_000),
    ]


def test_trailing_months_take_the_end_that_stands_beside_them() -> None:
    [fact] = document("近12个月开票额：6,300万元（截至2025年2月）").facts
    assert fact.when is not None
    assert (fact.when.code, fact.when.year, fact.when.part_end) == ("L12M", 2025, 2)


def test_a_time_inside_a_closed_bracket_does_not_leak() -> None:
    facts = document("Dec 2024: ARR $4.18m (Dec 2023 $3.44m); customers 212 (Dec 2023 187)").facts
    assert [(f.number.value, f.when.year if f.when else 0) for f in facts] == [
        (Decimal("4180000.00"), 2024),
        (Decimal("3440000.00"), 2023),
        (Decimal(212), 2024),
        (Decimal(187), 2023),
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("合同第八条约定年息4.35%。", 1),  # the article is a mark
        ("公司用GPT-4做客服，另租有两架A320。", 1),  # two; the models are names
        ("联系电话 13800000000，地址为示例路88号。", 0),
        ("第三方托管，三方协议，统一管理。", 0),
        ("The top five suppliers make up 62% of purchases.", 1),  # the rank is a name
    ],
)
def test_digits_that_name_are_no_numbers(text: str, count: int) -> None:
    assert len(taken_apart(text).parts) == count


def test_fractions_in_words_are_numbers() -> None:
    found = [p.numeral.value for p in taken_apart("It fell by a third, a fifth being tax.").parts]
    assert found == [Decimal(1) / 3, Decimal("0.2")]
    assert [p.numeral.value for p in taken_apart("占六成五，过半。").parts] == [
        Decimal("0.65"),
        Decimal("0.5"),
    ]


def test_reading_twice_gives_the_same_document() -> None:
    assert document("存货 5万元") is document("存货 5万元")
