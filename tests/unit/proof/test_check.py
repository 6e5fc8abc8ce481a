from decimal import Decimal

import pytest

from assistant.domain.checks import Claim, ClaimKind, Proof, SourceText
from assistant.domain.figures import FigureStatus, Metric, Statement, StatementKind
from assistant.domain.quantities import Unit
from assistant.proof.book import FactBook
from assistant.proof.check import check_text
from tests.unit.proof.conftest import MakeFigure, dev_figures


def claims(text: str, book: FactBook) -> list[Claim]:
    return [claim for s in check_text(text, book).sentences for claim in s.claims]


def only(text: str, book: FactBook) -> Claim:
    (claim,) = claims(text, book)
    return claim


def test_a_proved_number_names_its_figure_and_place(book: FactBook) -> None:
    claim = only("前文。2024年净利润为187万元。", book)
    assert (claim.figure, claim.verdict) == ("net_profit@FY2024", Proof.PROVED)
    assert (claim.start, claim.end, claim.text) == (12, 17, "187万元")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Net profit was CNY 2.5 million in 2023.", "value matches net profit FY2022, sentence says FY2023"),
        ("2024年净利润为312万元。", "该数值与净利润 FY2023一致，句中写的是FY2024"),
        ("Net profit was CNY 48 million in 2024.", "value matches revenue FY2024, sentence says net profit FY2024"),
        ("Net profit was CNY 18.7 million in 2024.", "off by 10^1"),
        ("Operating cash flow was CNY 1.25 million in 2024.", "the sign differs"),
        ("Net profit was USD 1.87 million in 2024.", "the currency differs"),
        ("Net profit was 187% in 2024.", "the unit differs"),
        ("2024年净利润为223万元。", "净利润 FY2024为187.00万元"),
        ("2024年净利润不为187万元。", "否定了实际情况"),
    ],
)  # fmt: skip
def test_a_false_number_says_what_disagrees(text: str, reason: str, book: FactBook) -> None:
    claim = only(text, book)
    assert claim.verdict is Proof.FALSE
    assert reason in claim.reason


@pytest.mark.parametrize(
    "text",
    [
        "ROE was 12% in 2024.", "Adjusted net profit was CNY 1.87 million in 2024.", "竞争对手的净利润为187万元。", "甲公司净利润为187万元。",
        "Northwind Ltd's net profit was CNY 1.87 million.", "净利润为187万元，其中政府补助为50万元。", "2021年净利润为99万元。", "应收账款周转率为187。",
        "The covenant requires a DSCR of at least 1.20x.", "净利润中500万元的补贴为一次性。",
    ],
)  # fmt: skip
def test_what_no_figure_knows_is_unchecked(text: str, book: FactBook) -> None:
    assert check_text(text, book).verdict is Proof.UNCHECKED


def test_a_number_without_a_time_means_the_latest(book: FactBook) -> None:
    assert only("净利润为187万元。", book).verdict is Proof.PROVED
    assert only("净利润为312万元。", book).verdict is Proof.UNCHECKED


def test_a_reason_names_a_trailing_period_in_words(make_figure: MakeFigure) -> None:
    figure = make_figure(key="sales.net@L12M", label_zh="销售额", label_en="net sales", value=Decimal(31_200_000), unit="CNY")  # fmt: skip
    claim = only("近12个月销售额为9,999.99万元。", FactBook((figure,)))
    assert (claim.verdict, "L12M" in claim.reason) == (Proof.FALSE, False)
    assert "销售额 近12个月为3,120.00万元" in claim.reason


def test_a_candidate_never_proves(make_figure: MakeFigure) -> None:
    figure = make_figure(
        key="revenue@FY2024", label_zh="营业收入", label_en="revenue", value=Decimal(480), unit="CNY",
        status=FigureStatus.CANDIDATE,
    )  # fmt: skip
    claim = only("2024年营业收入为480元。", FactBook([figure]))
    assert (claim.verdict, claim.figure) == (Proof.UNCHECKED, "revenue@FY2024")


def test_a_missing_figure_is_said(make_figure: MakeFigure) -> None:
    figure = make_figure(
        key="revenue@FY2024", label_zh="营业收入", label_en="revenue", value=None, unit="CNY",
        missing_reason="no statements",
    )  # fmt: skip
    assert only("2024年营业收入为480元。", FactBook([figure])).reason == "该指标缺失"


def test_a_source_variant_needs_its_own_name(make_figure: MakeFigure) -> None:
    plain_figure = make_figure(key="sales.net@2024", label_zh="净销售额", label_en="net sales", value=Decimal(100), unit="CNY")  # fmt: skip
    tax = make_figure(
        key="sales.net#vat_returns@2024", label_zh="净销售额（纳税申报）", label_en="net sales (VAT returns)",
        value=Decimal(90), unit="CNY",
    )  # fmt: skip
    book = FactBook([plain_figure, tax])
    assert only("2024年净销售额为90元。", book).verdict is Proof.FALSE
    assert only("2024年净销售额（纳税申报）为90元。", book).verdict is Proof.PROVED


def test_aliases_of_given_metrics_count(make_figure: MakeFigure) -> None:
    figure = make_figure(key="x.y@2024", label_zh="甲乙", label_en="thing", value=7, unit="count")
    metric = Metric(
        key="x.y", label_zh="甲乙", label_en="thing", unit=Unit.COUNT, aliases_zh=("丙丁",)
    )
    assert only("2024年丙丁为7。", FactBook([figure], metrics=[metric])).verdict is Proof.PROVED


@pytest.mark.parametrize(
    ("text", "kind", "verdict"),
    [
        ("Net profit rose in 2024.", ClaimKind.DIRECTION, Proof.FALSE),
        ("Net profit did not rise in 2024.", ClaimKind.DIRECTION, Proof.PROVED),
        ("Revenue doubled in 2024.", ClaimKind.DIRECTION, Proof.FALSE),
        ("公司无逾期记录。", ClaimKind.NEGATION, Proof.FALSE),
        ("公司无对外担保。", ClaimKind.NEGATION, Proof.PROVED),
        ("2024年净利润高于2023年。", ClaimKind.COMPARISON, Proof.FALSE),
        ("2024年营业收入不低于营业成本。", ClaimKind.COMPARISON, Proof.PROVED),
        ("2024年营业成本高于营业收入。", ClaimKind.COMPARISON, Proof.FALSE),
        ("2024年净利润创历史新高。", ClaimKind.COMPARISON, Proof.FALSE),
        ("2024年营业收入创历史新高。", ClaimKind.COMPARISON, Proof.UNCHECKED),
    ],
)
def test_words_are_claims_too(text: str, kind: ClaimKind, verdict: Proof, book: FactBook) -> None:
    claim = only(text, book)
    assert (claim.kind, claim.verdict) == (kind, verdict)


@pytest.mark.parametrize(
    "text", ["If net profit fell, cover would be thin.", "预计净利润将上升。", "There are two options.", "三个方面值得关注。"]
)  # fmt: skip
def test_suppositions_and_idle_counts_claim_nothing(text: str, book: FactBook) -> None:
    assert claims(text, book) == []


def test_both_needs_two_known_things(book: FactBook) -> None:
    found = claims("2024年其他收益和营业收入均上升。", book)
    assert ClaimKind.QUANTIFIER in {c.kind for c in found}
    assert check_text("2024年其他收益和营业收入均上升。", book).verdict is Proof.UNCHECKED


LIMIT = Statement(
    key="dscr.verdict@FY2024", kind=StatementKind.VERDICT,
    text_zh="偿债备付率1.10倍，低于1.20倍的约定：不符合。", text_en="DSCR 1.10x is below the 1.20x covenant: breach.",
    figures=("dscr.ebitda@FY2024",),
)  # fmt: skip


def test_a_threshold_is_proved_by_a_statement_that_says_it() -> None:
    book = FactBook(dev_figures(), [LIMIT])
    assert check_text("In 2024 DSCR was below the 1.20x covenant.", book).verdict is Proof.PROVED
    assert check_text("In 2024 DSCR was below the 1.30x covenant.", book).verdict is Proof.UNCHECKED
    assert check_text("In 2024 DSCR exceeds the 1.20x covenant.", book).verdict is Proof.FALSE
    assert check_text("In 2024 DSCR meets the 1.20x covenant.", book).verdict is Proof.FALSE
    assert check_text("In 2024 DSCR breaches the 1.20x covenant.", book).verdict is Proof.PROVED


def test_a_statements_exact_text_is_proved_as_a_whole_and_a_cut_one_is_not() -> None:
    book = FactBook(dev_figures(), [LIMIT])
    for text in (LIMIT.text_zh, f"- {LIMIT.text_en}[^2]", f"前文。\n\n{LIMIT.text_zh}"):
        assert check_text(text, book).verdict is Proof.PROVED
    cut = only("偿债备付率1.20倍。", book)
    assert cut.verdict is Proof.FALSE


PASSAGE = SourceText(
    source="s1", source_name="租赁合同.pdf", page=3,
    text="租赁期限为36个月，月租金为85,000元。承租人应提前15日付款。The monthly rent is CNY 85,000 from 1 May 2024.",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "proved"),
    [
        ("月租金为85,000元。", True),
        ("月租金为8.5万元。", True),
        ("月租金为58,000元。", False),
        ("保证金为85,000元。", False),
        ("承租人提前15日付款。", True),
        ("The monthly rent is CNY 85,000.", True),
        ("The monthly rent is USD 85,000.", False),
        ("The deposit is CNY 85,000.", False),
    ],
)
def test_numbers_without_figures_stand_in_a_passage(text: str, proved: bool) -> None:
    book = FactBook((), (), [PASSAGE])
    claim = next(c for c in claims(text, book) if c.kind is ClaimKind.NUMBER)
    expected = (Proof.PROVED, "passage:s1:3") if proved else (Proof.UNCHECKED, None)
    assert (claim.verdict, claim.figure) == expected


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("| 项目 | 2024年 | 2023年 | 变动 |\n|--|--|--|--|\n| 净利润（万元） | 187 | 312 | -40.1% |", Proof.PROVED),
        ("| 项目 | 2024年 | 2023年 | 变动 |\n|--|--|--|--|\n| 净利润（万元） | 187 | 312 | 40.1% |", Proof.FALSE),
        ("| 年度 | 净利润（万元） | 毛利率 |\n|--|--|--|\n| 2023年 | 312 | 24.8% |\n| 2024年 | 187 | 21.3% |", Proof.PROVED),
        ("| Item | 2024 |\n|--|--|\n| Operating cash flow (CNY thousand) | (1,250) |", Proof.PROVED),
        ("| Item | 2024 |\n|--|--|\n| Operating cash flow (CNY thousand) | 1,250 |", Proof.FALSE),
        ("| Item | 2024 |\n|--|--|\n| EBITDA (CNY million) | 1.87 |", Proof.UNCHECKED),
        ("| 项目 | 3024年 |\n|--|--|\n| 净利润（万元） | 187 |", Proof.UNCHECKED),
        ("| Item | Owner |\n|--|--|\n| Net profit | Li |", Proof.PROVED),
    ],
)  # fmt: skip
def test_tables_by_row_and_column(text: str, verdict: Proof, book: FactBook) -> None:
    check = check_text(text, book)
    assert check.verdict is verdict
    for claim in check.sentences[0].claims:
        assert text[claim.start : claim.end] == claim.text


def test_markdown_around_numbers(book: FactBook) -> None:
    text = "## 2024年经营情况\n\n- **净利润**为*187万元*[^1]，见[附件3](a/2024-7.pdf)与`x=99`。\n\n```\n净利润 999\n```\n"
    check = check_text(text, book)
    assert check.verdict is Proof.PROVED
    assert [c.text for s in check.sentences for c in s.claims] == ["187万元"]


def test_a_heading_lends_its_year(book: FactBook) -> None:
    assert check_text("## 2023年\n\n净利润为312万元。", book).verdict is Proof.PROVED
    assert check_text("## 2023年\n\n净利润为187万元。", book).verdict is Proof.FALSE


@pytest.mark.parametrize(
    "text",
    ["净利润为__万元。", "净利润为万元。", "净利润约某万元。", "净利润为。", "Net profit was CNY million.", "Net profit was XX million.", "Margin of %."],
)  # fmt: skip
def test_blanks_are_false(text: str, book: FactBook) -> None:
    assert check_text(text, book).verdict is Proof.FALSE


def test_scopes_keep_their_own_values(book: FactBook) -> None:
    good = check_text("2024年对该客户销售额：青峰纺织1,488万元。", book)
    assert good.verdict is Proof.PROVED
    bad = check_text("2024年对该客户销售额：白鹭贸易1,488万元。", book)
    assert bad.verdict is Proof.FALSE


def test_an_empty_text_and_an_empty_book(book: FactBook) -> None:
    assert check_text("", book, id="x").model_dump() == {
        "id": "x",
        "verdict": Proof.PROVED,
        "sentences": (),
    }
    assert check_text("净利润为187万元。", FactBook(())).verdict is Proof.UNCHECKED


@pytest.mark.parametrize(
    "text",
    [
        "If revenue fell below CNY 20 million in FY2024, the bank would review the limit.",
        "The bank would review the limit if revenue is CNY 48 million in FY2024.",
        "如果2024年净利润低于100万元，银行将压缩授信。",
        "若2024年营业收入为4,800万元，则可以分红。",
    ],
)
def test_what_stands_under_a_condition_is_neither_proved_nor_refuted(
    text: str, book: FactBook
) -> None:
    assert check_text(text, book).verdict is Proof.UNCHECKED


def test_a_false_number_before_a_condition_is_false(book: FactBook) -> None:
    text = "Revenue was CNY 9 million in FY2024, and the bank would review the limit if it fell."
    assert check_text(text, book).verdict is Proof.FALSE


@pytest.mark.parametrize(
    ("text", "false"),
    [
        ("收入增速明显放缓。", "收入明显下降。"),  # the pace is what slowed
        ("营业收入没有一年回落。", "营业收入逐年回落。"),
        ("营业收入一年比一年多。", "2024年营业收入为一年。"),
        ("Revenue dipped in the middle year.", "Revenue dipped in FY2024."),
        ("There were no suppliers lost.", "There were no suppliers."),
    ],
)
def test_words_that_speak_of_another_thing_are_not_refuted(
    text: str, false: str, book: FactBook
) -> None:
    assert check_text(text, book).verdict is not Proof.FALSE
    assert check_text(false, book).verdict is Proof.FALSE
