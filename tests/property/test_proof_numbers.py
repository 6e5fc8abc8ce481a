"""Numbers in every supported style: parsed back at their precision, refuted beyond it."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.domain.checks import Proof
from assistant.domain.figures import Statement, StatementKind
from assistant.domain.quantities import Lang, Unit
from assistant.proof.book import FactBook
from assistant.proof.characters import plain
from assistant.proof.check import check_text
from assistant.proof.compose import compose
from assistant.proof.numerals import numerals_in
from assistant.proof.stream import SentenceStream
from tests.property.test_proof import FIGURES, figure

DIGITS = "零一二三四五六七八九"
CAPITALS = "零壹贰叁肆伍陆柒捌玖"


@dataclass(frozen=True)
class Style:
    """A way to write a number: ``n`` tenths, hundredths ... of a scale in a template."""

    template: str
    unit: Unit
    scale: Decimal
    places: int = 0
    form: Callable[[Decimal], str] = str
    least: int = 1
    most: int = 10**6
    half: Decimal | None = None
    """What the style claims where that isn't half of its last place."""


def commas(value: Decimal) -> str:
    return f"{value:,}"


def wide(value: Decimal) -> str:
    return str(value).translate({ord("0") + n: 0xFF10 + n for n in range(10)})


def spoken(value: Decimal, digits: str = DIGITS, places: str = "十百千") -> str:
    """A whole number below 100,000,000 in Chinese, written by the school rule alone."""
    number = int(value)
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        rest = spoken(Decimal(low), digits, places) if low else ""
        joiner = digits[0] if low and low < 1_000 else ""
        return f"{spoken(Decimal(high), digits, places)}万{joiner}{rest}"
    told, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            told += digits[0] if gap and told else ""
            told += digits[digit] + (places[power - 1] if power else "")
        gap = not digit
    return told


def capital(value: Decimal) -> str:
    return spoken(value, CAPITALS, "拾佰仟")


def percent_words(value: Decimal) -> str:
    whole, _, tenth = str(value).partition(".")
    return f"{spoken(Decimal(whole)) or '零'}点{DIGITS[int(tenth)]}"


ONE, WAN, YI, K, M, B = (Decimal(10) ** n for n in (0, 4, 8, 3, 6, 9))
HUNDREDTH = Decimal("0.01")
STYLES = {
    s.template: s
    for s in (
        Style("{}元", Unit.CNY, ONE, 2),
        Style("{} 元", Unit.CNY, ONE, 2, commas),
        Style("{}万元", Unit.CNY, WAN, 2),
        Style("{}万元 ", Unit.CNY, WAN, 1, wide),
        Style("人民币{}万元", Unit.CNY, WAN, 2, commas),
        Style("{}亿元", Unit.CNY, YI, 2),
        Style("{}千元", Unit.CNY, K, 0, commas),
        Style("￥{}", Unit.CNY, ONE, 2, commas),
        Style("{}元整", Unit.CNY, ONE, 0, spoken, 10),
        Style("人民币{}元整", Unit.CNY, ONE, 0, capital, 10),
        Style("{}万元（大写）", Unit.CNY, WAN, 0, spoken, 11, 9_999),
        Style("-{}万元", Unit.CNY, -WAN, 2),
        Style("负{}万元", Unit.CNY, -WAN, 2),
        Style("({})万元", Unit.CNY, -WAN, 2, commas),
        Style("({})千元", Unit.CNY, -K, 0, commas),
        Style("CNY {}", Unit.CNY, ONE, 2, commas),
        Style("CNY {} million", Unit.CNY, M, 2),
        Style("RMB{}m", Unit.CNY, M, 1),
        Style("{} million yuan", Unit.CNY, M, 2),
        Style("{} billion yuan", Unit.CNY, B, 3),
        Style("RMB {}k", Unit.CNY, K),
        Style("-CNY {} million", Unit.CNY, -M, 2),
        Style("CNY -{} million", Unit.CNY, -M, 2),
        Style("CNY ({})", Unit.CNY, -ONE, 0, commas),
        Style("${}m", Unit.USD, M, 1),
        Style("US${}bn", Unit.USD, B, 2),
        Style("{}万美元", Unit.USD, WAN, 2),
        Style("€{} thousand", Unit.EUR, K, 1),
        Style("{}%", Unit.RATIO, HUNDREDTH, 1, most=10_000),
        Style("{} percent", Unit.RATIO, HUNDREDTH, 2, most=100_000),
        Style("{}％", Unit.RATIO, HUNDREDTH, 1, wide, most=10_000),
        Style("百分之{}", Unit.RATIO, HUNDREDTH, 1, percent_words, 10, 999),
        Style("-{}%", Unit.RATIO, -HUNDREDTH, 1, most=10_000),
        Style("{}成", Unit.RATIO, Decimal("0.1"), 0, spoken, 2, 9, Decimal("0.025")),
        Style("{}倍", Unit.TIMES, ONE, 2, most=10_000),
        Style("{}x", Unit.TIMES, ONE, 2, most=10_000),
        Style("{} times", Unit.TIMES, ONE, 1, most=1_000),
        Style("{}天", Unit.DAYS, ONE, 1, most=10_000),
        Style("{} days", Unit.DAYS, ONE, 0, most=1_000),
        Style("{}个月", Unit.MONTHS, ONE, 0, most=240),
        Style("{} months", Unit.MONTHS, ONE, 0, most=240),
        Style("{}个月 ", Unit.MONTHS, ONE, 0, spoken, 11, 99),
        Style("{}家", Unit.COUNT, ONE, 0, most=9_999),
        Style("{}", Unit.COUNT, ONE, 0, commas, most=9_999),
    )
}


def written(style: Style, n: int) -> tuple[str, Decimal, Decimal]:
    """The text, its value and the half place that it claims."""
    number = Decimal(n).scaleb(-style.places)
    half = Decimal("0.5").scaleb(-style.places) * abs(style.scale)
    return style.template.format(style.form(number)), number * style.scale, style.half or half


@pytest.mark.parametrize("style", list(STYLES.values()), ids=list(STYLES))
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_every_style_parses_back_at_its_precision(style: Style, data: st.DataObject) -> None:
    text, value, half = written(style, data.draw(st.integers(style.least, style.most)))
    (numeral,) = numerals_in(plain(text), bytearray(len(text)))
    assert numeral.value == value
    assert numeral.half == half
    if style.unit.is_money:
        assert numeral.currency is style.unit


def sentence(style: Style, text: str) -> str:
    if text.isascii() and not style.template.startswith("{}"):
        return f"Some measure was {text} in 2024."
    return (
        f"2024年某项指标为{text}。" if not text.isascii() else f"Some measure was {text} in 2024."
    )


@pytest.mark.parametrize("style", list(STYLES.values()), ids=list(STYLES))
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_every_style_is_proved_within_its_precision_and_refuted_beyond(
    style: Style, data: st.DataObject
) -> None:
    text, value, half = written(style, data.draw(st.integers(style.least, style.most)))
    prose = sentence(style, text)
    inside = data.draw(st.integers(-7, 7)) * half / 7
    sign = data.draw(st.sampled_from((-1, 1)))
    beyond = sign * half * data.draw(st.integers(8, 800)) / 7

    def verdict(true: Decimal) -> Proof:
        return check_text(prose, FactBook([figure("some.measure@2024", true, style.unit)])).verdict

    assert verdict(value + inside) is Proof.PROVED
    assert verdict(value + beyond) is Proof.FALSE


MIXED = (
    *FIGURES,
    *(
        figure(f"customers.share:{name}@2024", Decimal(share) / 100, Unit.RATIO)
        for name, share in (("禾丰商超", 41), ("云集电商", 12), ("甘露餐饮", 9))
    ),
    *(figure(f"some.measure@{year}", Decimal(year), Unit.COUNT) for year in range(2019, 2025)),
)
STATEMENTS = tuple(
    Statement(
        key=f"net_profit.value@FY{year}", kind=StatementKind.VALUE, text_zh=f"{year}年度净利润为{wan}万元。",
        text_en=f"Net profit was CNY {m} million in FY{year}.", figures=(f"net_profit@FY{year}",),
    )
    for year, wan, m in ((2023, 312, "3.12"), (2024, 187, "1.87"))
)  # fmt: skip
TEXT = """# 财务

2024年度净利润为187万元。2024年净利润下降40.1%，营业收入增长20%。禾丰商超2024年某项指标为41%。

| 指标 | 2023年 | 2024年 |
|---|---|---|
| 净利润 | 312万元 | 187万元 |
| 某项指标 | 2,023 | 2,025 |

Net profit was not CNY 1.87 million in FY2024. Net profit was CNY 1.87 million in FY2023.
"""


@given(st.permutations(MIXED), st.permutations(STATEMENTS))
@settings(max_examples=20, deadline=None)
def test_the_order_of_figures_and_statements_never_matters(
    figures: list, statements: list[Statement]
) -> None:
    expected = check_text(TEXT, FactBook(MIXED, STATEMENTS)).model_dump()
    assert check_text(TEXT, FactBook(figures, statements)).model_dump() == expected


FRAGMENTS = st.sampled_from(
    ("净利润", "2024年", "为", "187万元", "下降", "[[", "]]", "{{", "}}", "|", "\n", "(", "）", "％", "$",
     "net profit ", "fell by ", "1e9", "٣", "Ⅷ", "½", "²", "\u200b", "\u202e", "\ufeff", "𝟙", "万" * 9)
)  # fmt: skip


@example("|\r")
@given(st.lists(st.one_of(FRAGMENTS, st.text(max_size=12)), max_size=20).map("".join))
@settings(max_examples=400, deadline=None)
def test_any_unicode_text_is_checked_composed_and_streamed(text: str) -> None:
    book = FactBook(MIXED, STATEMENTS)
    check = check_text(text, book)
    for checked in check.sentences:
        assert text[checked.start : checked.end] == checked.text
        for claim in checked.claims:
            assert text[claim.start : claim.end] == claim.text
    for lang in Lang:
        assert compose(text, book, lang).check.verdict is not Proof.FALSE
    stream = SentenceStream(book, Lang.EN)
    for part in (*stream.feed(text), *stream.finish()):
        assert part.check.verdict is not Proof.FALSE
