"""Printing and parsing back, order of figures, offsets and linear work."""

import random
import time
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.checks import Proof
from assistant.domain.evidence import Entered
from assistant.domain.figures import Figure, figure_key
from assistant.domain.periods import period_from
from assistant.domain.quantities import Lang, Unit, value_text
from assistant.proof.book import FactBook
from assistant.proof.characters import plain
from assistant.proof.check import check_text
from assistant.proof.compose import compose
from assistant.proof.numerals import numerals_in
from assistant.proof.stream import SentenceStream

WHO = Entered(who="李", when=datetime(2025, 1, 2, tzinfo=UTC), why="test")
MONEY = [unit for unit in Unit if unit.is_money]
PRINTED = [
    *MONEY,
    Unit.RATIO,
    Unit.TIMES,
    Unit.DAYS,
    Unit.MONTHS,
    Unit.COUNT,
    Unit.POINTS,
    Unit.INDEX,
]
PLACES = {Unit.COUNT: 0, Unit.POINTS: 0, Unit.MONTHS: 0, Unit.RATIO: 4}


def figure(key: str, value: Decimal, unit: Unit) -> Figure:
    code = figure_key(key).period
    period = period_from(code, date(2025, 6, 30)) if code else None
    return Figure(
        key=key,
        label_zh="某项指标",
        label_en="some measure",
        value=value,
        unit=unit,
        period=period,
        evidence=WHO,
    )


@st.composite
def values(draw: st.DrawFn) -> tuple[Decimal, Unit]:
    unit = draw(st.sampled_from(PRINTED))
    places = PLACES.get(unit, 2)
    limit = 10**13 if unit.is_money else 10**6
    cents = draw(st.integers(0 if unit in (Unit.COUNT, Unit.DAYS, Unit.MONTHS) else -limit, limit))
    return Decimal(cents).scaleb(-places), unit


@pytest.mark.parametrize("unit", MONEY)
def test_every_currency_that_is_printed_is_read_again(unit: Unit) -> None:
    for lang in Lang:
        for value in (Decimal("0.50"), Decimal("12345.67"), Decimal(10**9)):
            text = value_text(value, unit, lang, full=False)
            (numeral,) = numerals_in(plain(text), bytearray(len(text)))
            assert (numeral.start, numeral.end, numeral.currency) == (0, len(text), unit)


@given(values(), st.sampled_from(list(Lang)), st.booleans())
def test_a_printed_value_parses_back_at_its_precision(
    pair: tuple[Decimal, Unit], lang: Lang, full: bool
) -> None:
    value, unit = pair
    text = value_text(value, unit, lang, full=full)
    (numeral,) = numerals_in(plain(text), bytearray(len(text)))
    assert abs(numeral.value - value) <= numeral.half
    assert (numeral.start, numeral.end) == (0, len(text))


@given(values(), st.sampled_from(list(Lang)), st.sampled_from([-1, 1]), st.integers(1, 50))
def test_a_printed_value_is_proved_and_one_beyond_its_precision_is_not(
    pair: tuple[Decimal, Unit], lang: Lang, sign: int, steps: int
) -> None:
    value, unit = pair
    text = value_text(value, unit, lang)
    sentence = (
        f"2024年某项指标为{text}。" if lang is Lang.ZH else f"Some measure was {text} in 2024."
    )
    book = FactBook([figure("some.measure@2024", value, unit)])
    assert check_text(sentence, book).verdict is Proof.PROVED
    (numeral,) = numerals_in(plain(text), bytearray(len(text)))
    moved = numeral.value + sign * (numeral.half + steps * numeral.half / 7)
    other = FactBook([figure("some.measure@2024", moved, unit)])
    assert check_text(sentence, other).verdict is Proof.FALSE


SENTENCES = (
    "2024年营业收入为4,800万元，同比增长20%。", "2024年净利润为312万元。", "Net profit fell to CNY 1.87 million in 2024.", "毛利率为21.3%。",
)  # fmt: skip
FIGURES = tuple(
    Figure(key=key, label_zh=zh, label_en=en, value=Decimal(value), unit=unit, period=period_from(key.partition("@")[2]), evidence=WHO)
    for key, zh, en, value, unit in (
        ("revenue@FY2023", "营业收入", "revenue", 40_000_000, Unit.CNY), ("revenue@FY2024", "营业收入", "revenue", 48_000_000, Unit.CNY),
        ("net_profit@FY2023", "净利润", "net profit", 3_120_000, Unit.CNY), ("net_profit@FY2024", "净利润", "net profit", 1_870_000, Unit.CNY),
        ("gross_margin@FY2024", "毛利率", "gross margin", "0.213", Unit.RATIO),
    )
)  # fmt: skip


@given(st.permutations(FIGURES))
@settings(max_examples=20)
def test_the_order_of_figures_never_matters(figures: list[Figure]) -> None:
    expected = [check_text(s, FactBook(FIGURES)).model_dump() for s in SENTENCES]
    assert [check_text(s, FactBook(figures)).model_dump() for s in SENTENCES] == expected


ALPHABET = '2024年净利润营业收入为是由至到下降增长约187.5万元%，。、；：（）()[]{}|#*-_`\n "第三成分之一二半 netprofirvusCNYmilo,.x'


@given(st.text(st.sampled_from(ALPHABET), max_size=80))
@settings(max_examples=300)
def test_any_text_is_checked_and_offsets_hold(text: str) -> None:
    check = check_text(text, FactBook(FIGURES))
    for sentence in check.sentences:
        assert text[sentence.start : sentence.end] == sentence.text
        for claim in sentence.claims:
            assert text[claim.start : claim.end] == claim.text


@given(st.text(st.sampled_from(ALPHABET), max_size=80), st.integers(1, 9))
@settings(max_examples=200)
def test_composed_text_is_never_false(text: str, size: int) -> None:
    book = FactBook(FIGURES)
    whole = compose(text, book, Lang.ZH, strike_unchecked=True)
    assert whole.check.verdict is Proof.PROVED
    stream = SentenceStream(book, Lang.ZH)
    parts = [c for at in range(0, len(text), size) for c in stream.feed(text[at : at + size])]
    for part in (*parts, *stream.finish()):
        assert part.check.verdict is not Proof.FALSE


def seconds(text: str, book: FactBook) -> float:
    """Of a processor, so that a busy machine adds nothing."""
    begin = time.process_time()
    check_text(text, book)
    return time.process_time() - begin


def test_work_is_linear_in_hostile_texts() -> None:
    book = FactBook(FIGURES)
    for unit in (
        "1",
        "1,",
        "1.",
        "净利润为187万元，",
        "net profit was 1.87 million and ",
        "(",
        "[[",
        "{{",
        "一",
        "a@",
        "`",
        "5%、",
        "|1",
    ):
        small = unit * (4_000 // len(unit))
        large = unit * (16_000 // len(unit))
        # Four times the text; a quadratic step would take sixteen times as long.
        assert seconds(large, book) < 10 * max(seconds(small, book), 0.02), unit


def test_a_hundred_thousand_figures_are_no_slower_to_ask() -> None:
    chooser = random.Random(7)
    many = [
        Figure(
            key=f"m{n // 10}.x@{2015 + n % 10}", label_zh=f"指标{n // 10}号", label_en=f"metric {n // 10} item",
            value=Decimal(chooser.randrange(10**9)), unit=Unit.CNY, period=period_from(str(2015 + n % 10)), evidence=WHO,
        )
        for n in range(20_000)
    ]  # fmt: skip
    text = "".join(SENTENCES) * 50
    few = seconds(text, FactBook(FIGURES))
    assert seconds(text, FactBook((*FIGURES, *many))) < 5 * max(few, 0.05)
