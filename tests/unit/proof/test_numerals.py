from decimal import Decimal

import pytest

from assistant.domain.quantities import Unit
from assistant.proof.characters import plain
from assistant.proof.chinese import chinese_value
from assistant.proof.comparing import unit_fits
from assistant.proof.english import english_numbers
from assistant.proof.numeral import Hedge, Numeral
from assistant.proof.numerals import numerals_in
from assistant.proof.units import Kind


def numbers(text: str) -> list[Numeral]:
    return numerals_in(plain(text), bytearray(len(text)))


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("1,234.5万元", "12345000", Kind.MONEY),
        ("３２００", "3200", Kind.BARE),
        ("１，２３４．５", "1234.5", Kind.BARE),
        ("3.2亿", "320000000", Kind.BARE),
        ("伍佰万元整", "5000000", Kind.MONEY),
        ("壹佰万零伍仟元叁角贰分", "1005000.32", Kind.MONEY),
        ("12元5角", "12.5", Kind.MONEY),
        ("一千二百三十四", "1234", Kind.BARE),
        ("三成", "0.3", Kind.PERCENT),
        ("八成半", "0.85", Kind.PERCENT),
        ("百分之六十二点五", "0.625", Kind.PERCENT),
        ("百分之5", "0.05", Kind.PERCENT),
        ("三分之二", "0.6666666666666666666666666667", Kind.PERCENT),
        ("62.5%", "0.625", Kind.PERCENT),
        ("62.5个百分点", "0.625", Kind.POINTS),
        ("25 basis points", "0.0025", Kind.POINTS),
        ("3个基点", "0.0003", Kind.POINTS),
        ("1.8倍", "1.8", Kind.TIMES),
        ("1.20x", "1.20", Kind.TIMES),
        ("three-fold", "3", Kind.TIMES),
        ("1:4", "0.25", Kind.BARE),
        ("(1,250)千元", "-1250000", Kind.MONEY),
        ("CNY (1.25) million", "-1250000", Kind.MONEY),
        ("-CNY 1.25 million", "-1250000", Kind.MONEY),
        ("负125万元", "-1250000", Kind.MONEY),
        ("minus 3.5%", "-0.035", Kind.PERCENT),
        ("$2.5m", "2500000", Kind.MONEY),
        ("480k", "480000", Kind.BARE),
        ("RMB1.2bn", "1200000000", Kind.MONEY),
        ("5 million yuan", "5000000", Kind.MONEY),
        ("one and a half million", "1500000", Kind.BARE),
        ("half a million", "500000", Kind.BARE),
        ("two million five hundred thousand", "2500000", Kind.BARE),
        ("two thirds", "0.6666666666666666666666666667", Kind.PERCENT),
        ("five years", "60", Kind.MONTHS),
        ("三年半", "42", Kind.MONTHS),
        ("十个月", "10", Kind.MONTHS),
        ("2周", "14", Kind.DAYS),
        ("71分", "71", Kind.SCORE),
        ("45家", "45", Kind.COUNT),
    ],
)
def test_value_and_unit(text: str, value: str, kind: Kind) -> None:
    found = numbers(text)
    assert [(n.value, n.kind) for n in found] == [(Decimal(value), kind)]
    assert (found[0].start, found[0].end) == (0, len(text) - text.endswith("整"))


@pytest.mark.parametrize(
    ("text", "half"),
    [
        ("312万元", 5000),  # the last place is 1万
        ("312.00万元", 50),
        ("3.12 million", 5000),
        ("40.1%", "0.0005"),
        ("伍佰万元", "0.5"),  # formal characters are exact
        ("三亿", 50_000_000),
        ("三成", "0.025"),
        ("five years", "0.5"),  # sixty months, not fifty-seven
    ],
)
def test_precision_is_half_the_last_written_place(text: str, half: str | int) -> None:
    assert numbers(text)[0].half == Decimal(half)


@pytest.mark.parametrize(
    "text",
    [
        "第三方", "一般", "统一", "三方协议", "进一步", "万一", "五金", "GPT-4", "ISO9001", "Qwen2.5-1.5B", "5G", "3.2节", "第3.2条", "第500号",
        "Section 4.1", "page 12", "No. 12", "0571-88888888", "合同编号：20240101234", "1. 收入", "（二）", "10:30", "91330100MA2ABCDE1X",
        "单位：万元", "6222021234567890123", "#3",
    ],
)  # fmt: skip
def test_what_is_no_number(text: str) -> None:
    assert numbers(text) == []


def test_ranges_are_one_number() -> None:
    (found,) = numbers("5至10万元")
    assert (found.value, found.high) == (50_000, 100_000)
    (found,) = numbers("between 15% and 20%")
    assert (found.value, found.high) == (Decimal("0.15"), Decimal("0.20"))


@pytest.mark.parametrize(
    "text", ["从15%至20%", "下降3.5%至21.3%", "fell 3.5% to 21.3%", "30%、12%"]
)
def test_two_numbers_are_no_range(text: str) -> None:
    assert [n.high for n in numbers(text)] == [None, None]


def test_more_than_written() -> None:
    assert [n.hedge for n in numbers("300多万元和20余家")] == [Hedge.OVER, Hedge.OVER]


def test_a_unit_of_the_number_before_is_no_prefix() -> None:
    first, last = numbers("187万元（3024年）")
    assert (first.currency, last.currency) == (Unit.CNY, None)


def test_an_unknown_unit_fits_nothing() -> None:
    (found,) = numbers("500kg")
    assert not any(unit_fits(found, unit) for unit in Unit)


def test_ten_thousand_digits_are_a_number_nobody_can_check() -> None:
    (found,) = numbers("1" * 10_000)
    assert found.half < 0


@pytest.mark.parametrize(
    ("run", "value"),
    [("三千五", 3500), ("一万二", 12000), ("一百零五", 105), ("十", 10), ("二〇二四", 2024), ("一亿零五十万", 100_500_000), ("两千万", 20_000_000)],
)  # fmt: skip
def test_chinese_words(run: str, value: int) -> None:
    parsed = chinese_value(run)
    assert parsed is not None
    assert parsed.value == value


@pytest.mark.parametrize("run", ["", "万", "一二三百", "点五", "三点", "十" * 41])
def test_chinese_words_that_are_no_number(run: str) -> None:
    assert chinese_value(run) is None


def test_english_words_inside_other_words_are_none() -> None:
    assert english_numbers("someone often attends; a firm, a quarter to quarter") == []
    assert [n.value for n in english_numbers("a dozen, one hundred and five, three point two")] == [
        12,
        105,
        Decimal("3.2"),
    ]


@pytest.mark.parametrize(
    ("text", "half"),
    [
        ("二十五万元整", "0.5"),  # to the yuan
        ("二十五万元", "5000"),  # to the ten thousand
        ("二十五万元整理厂房", "5000"),  # 整理 is another word
    ],
)
def test_a_sum_in_words_is_exact_where_it_says_so(text: str, half: str) -> None:
    (numeral,) = numerals_in(plain(text), bytearray(len(text)))
    assert (numeral.value, numeral.half) == (Decimal(250_000), Decimal(half))


def test_a_dash_after_a_year_is_a_minus_unless_a_year_follows() -> None:
    assert -118 in [n.value for n in numbers("2023年-118；2024年231")]
    assert all(n.value > 0 for n in numbers("2023年-2024年，收入118"))


def test_a_letter_of_a_unit_and_the_next_number_s_currency_are_not_the_number_s() -> None:
    assert next(n.value for n in numbers("9,600 m3")) == 9600
    (amount,) = numbers("invoice 10244 $2,980")
    assert amount.value == 2980


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("revenue 405 (396) million", ["405000000", "396000000"]),
        ("营业收入405（396）万元", ["4050000", "3960000"]),
        ("CNY 12 (15) million", ["12000000", "15000000"]),
        ("405 million (396 million)", ["405000000", "396000000"]),
        ("405, (396) million", ["405", "-396000000"]),
        ("the result was (12) in 2024", ["-12"]),
        ("净利润为（12万元）。", ["-120000"]),
        ("was (CNY 12 million).", ["-12000000"]),
        ("the steps are (1) lower prices", ["1"]),
        ("headcount 1,210 (1,185)", ["1210", "1185"]),
    ],
)
def test_a_bracket_is_a_minus_only_where_accounts_write_one(text: str, values: list[str]) -> None:
    taken = bytearray(len(text))
    if (year := text.find("2024")) >= 0:
        taken[year : year + 4] = b"xxxx"
    assert [n.value for n in numerals_in(plain(text), taken)] == [Decimal(v) for v in values]
