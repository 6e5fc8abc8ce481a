import pytest

from assistant.domain.checks import Proof, SourceText
from assistant.domain.figures import Statement, StatementKind
from assistant.domain.quantities import Lang
from assistant.proof.book import FactBook
from assistant.proof.check import check_text
from assistant.proof.compose import Composed, compose
from assistant.proof.stream import SentenceStream
from tests.unit.proof.conftest import dev_figures

TREND = Statement(
    key="net_profit.trend@2024", kind=StatementKind.TREND,
    text_zh="净利润由2023年的312.00万元下降至2024年的187.00万元，降幅40.1%。",
    text_en="Net profit fell 40.1%, from CNY 3.12 million in 2023 to CNY 1.87 million in 2024.",
    figures=("net_profit@FY2023", "net_profit@FY2024"),
)  # fmt: skip
RENT = SourceText(source="s1", source_name="租赁合同.pdf", page=3, text="月租金为85,000元。")


@pytest.fixture(scope="module")
def book() -> FactBook:
    return FactBook(dev_figures(), [TREND], [RENT])


def zh(text: str, book: FactBook, *, strike_unchecked: bool = False) -> Composed:
    return compose(text, book, Lang.ZH, strike_unchecked=strike_unchecked)


def test_figures_print_from_their_values(book: FactBook) -> None:
    done = zh("2024年净利润为{{net_profit@FY2024}}。", book)
    assert done.text == "2024年净利润为187.00万元。"
    assert (done.check.verdict, done.figures) == (Proof.PROVED, ("net_profit@FY2024",))


def test_statements_print_whole_and_are_proved(book: FactBook) -> None:
    done = compose("Cash is tight. [[net_profit.trend@2024]] So cover is thin.", book, Lang.EN)
    assert done.text == f"Cash is tight. {TREND.text_en} So cover is thin."
    assert done.statements == ("net_profit.trend@2024",)
    assert done.figures == TREND.figures
    assert done.check.verdict is Proof.PROVED


def test_a_statement_is_told_once(book: FactBook) -> None:
    reference = "[[net_profit.trend@2024]]"
    for draft in (f"{reference} {TREND.text_zh}", f"{TREND.text_zh}{reference}。"):
        done = zh(f"{draft}现金紧张。", book)
        assert done.text == f"{TREND.text_zh}现金紧张。"
        assert (len(done.check.sentences), done.struck) == (2, ())


def test_a_statements_own_stop_is_not_doubled(book: FactBook) -> None:
    assert zh("[[net_profit.trend@2024]]。", book).text == TREND.text_zh


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        ("2025年净利润为{{net_profit@FY2025}}。", "引用的指标不存在"),
        ("见[[no.such@2024]]。", "引用的指标不存在"),
        ("2024年营业收入为{{net_profit@FY2024}}。", "所在处写的不是该指标"),
        ("2023年净利润为{{net_profit@FY2024}}。", "所在处写的不是该指标"),
        ("公司赚了{{net_profit@FY2024}}。", "所在处写的不是该指标"),
        ("2024年净利润为{{net_profit@FY2024}}%。", "另一个单位"),
        ("2024年毛利率为{{gross_margin@FY2024}}万元。", "另一个单位"),
        ("2024年净利润为__万元。", "应填数字处为空白"),
        ("2024年净利润为312万元。", "句中写的是FY2024"),
    ],
)
def test_a_false_sentence_is_struck_with_its_reason(
    draft: str, reason: str, book: FactBook
) -> None:
    done = zh(f"经营稳定。{draft}现金紧张。", book)
    assert done.text == "经营稳定。现金紧张。"
    assert [s.text for s in done.struck]
    assert reason in done.struck[0].reason


@pytest.mark.parametrize(
    ("lang", "draft", "text"),
    [
        (Lang.ZH, "2024年净利润为{{net_profit@FY2024}}万元。", "2024年净利润为187.00万元。"),
        (Lang.ZH, "2024年毛利率为{{gross_margin@FY2024}}%。", "2024年毛利率为21.3%。"),
        (Lang.ZH, "2024年流动比率为{{liquidity.current_ratio@FY2024}}倍。", "2024年流动比率为1.12倍。"),
        (Lang.EN, "Net profit was CNY {{net_profit@FY2024}} in 2024.", "Net profit was CNY 1.87 million in 2024."),
        (Lang.EN, "Net profit was {{net_profit@FY2024}} million yuan in 2024.", "Net profit was CNY 1.87 million in 2024."),
    ],
)  # fmt: skip
def test_a_unit_written_again_is_dropped(lang: Lang, draft: str, text: str, book: FactBook) -> None:
    done = compose(draft, book, lang)
    assert (done.text, done.check.verdict) == (text, Proof.PROVED)


def test_unchecked_stays_in_a_chat_and_goes_from_a_memo(book: FactBook) -> None:
    draft = "净资产收益率为12%。现金紧张。"
    assert zh(draft, book).check.verdict is Proof.UNCHECKED
    struck = zh(draft, book, strike_unchecked=True)
    assert struck.text == "现金紧张。"
    assert struck.struck[0].text == "净资产收益率为12%。"


def test_a_passage_that_proves_is_cited(book: FactBook) -> None:
    assert zh("月租金为85,000元。", book).passages == (RENT,)


def test_what_leans_on_a_struck_sentence_leans_on_nothing(book: FactBook) -> None:
    done = zh("2023年净利润为187万元。营业收入为4,800万元。", book)
    assert done.text == "营业收入为4,800万元。"
    assert done.check.verdict is Proof.PROVED


def test_claims_point_into_the_text_that_is_left(book: FactBook) -> None:
    draft = (
        "# 概况\n\n2024年净利润为312万元。2024年营业收入为{{revenue@FY2024}}。\n\n- [[net_profit.trend@2024]]\n\n"
        "| 项目 | 2024年 |\n|--|--|\n| 净利润 | {{net_profit@FY2024}} |\n\n```\ncode\n```\n"
    )
    done = zh(draft, book)
    assert "312万元。2024" not in done.text
    assert done.text.endswith("```\ncode\n```\n")
    for sentence in done.check.sentences:
        assert done.text[sentence.start : sentence.end] == sentence.text
        for claim in sentence.claims:
            assert done.text[claim.start : claim.end] == claim.text


DRAFT = (
    "## 2024年经营\n\n2024年营业收入为{{revenue@FY2024}}。净利润为312万元。[[net_profit.trend@2024]]因此现金紧张。\n\n"
    "| 项目 | 2024年 |\n|--|--|\n| 净利润（万元） | 187 |\n\n- 流动比率为1.12倍。\n- 毛利率为{{gross_margin@FY2024}}%\n"
)


@pytest.mark.parametrize("size", [1, 2, 7, 50, 1000])
def test_a_stream_gives_what_the_whole_gives(size: int, book: FactBook) -> None:
    stream = SentenceStream(book, Lang.ZH)
    parts = [c for at in range(0, len(DRAFT), size) for c in stream.feed(DRAFT[at : at + size])]
    parts += stream.finish()
    whole = zh(DRAFT, book)
    assert "".join(part.text for part in parts) == whole.text
    assert [s.text for p in parts for s in p.struck] == [s.text for s in whole.struck]
    assert len(whole.struck) == 1


def test_a_sentence_is_shown_when_it_is_complete(book: FactBook) -> None:
    stream = SentenceStream(book, Lang.ZH)
    assert stream.feed("2024年净利润为187") == ()
    assert stream.feed("万元。") == ()  # a source mark may still follow
    (shown,) = stream.feed("现")
    assert shown.text == "2024年净利润为187万元。"
    (rest,) = stream.finish()
    assert rest.text == "现"
    assert stream.finish() == ()


@pytest.mark.parametrize(
    "text",
    [
        "2024年净利润为200万元，高于2023年。",
        "Net profit fell in 2023. It was CNY 2 million in 2024, above that of 2023.",
        "| 项目 | 2024年 |\n|---|---|\n| 净利润 | 200万元 |",
    ],
)
def test_a_kept_text_says_why_in_both_languages_with_the_same_verdicts(text: str) -> None:
    once, both = (FactBook(dev_figures(), tells_both=is_kept) for is_kept in (False, True))
    one, other = check_text(text, once), check_text(text, both)
    claims = [c for s in one.sentences for c in s.claims]
    kept = [c for s in other.sentences for c in s.claims]
    assert [(c.text, c.verdict) for c in claims] == [(c.text, c.verdict) for c in kept]
    false = [(c, k) for c, k in zip(claims, kept, strict=True) if c.verdict is Proof.FALSE]
    assert false
    for plain, told in false:
        assert "净利润" in told.why(Lang.ZH)
        assert "net profit" in told.why(Lang.EN)
        assert plain.reason in (told.why(Lang.ZH), told.why(Lang.EN))
    struck = compose("2024年净利润为200万元。", both, Lang.ZH).struck[0]
    assert struck.why(Lang.ZH) == "200万元: 净利润 FY2024为187.00万元"
    assert struck.why(Lang.EN) == "200万元: net profit FY2024 is CNY 1.87 million"
