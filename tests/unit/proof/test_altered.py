"""Copies of statements with a word changed, table cells of words, outcomes that lead a line."""

from datetime import date

import pytest

from assistant.domain.checks import Proof
from assistant.domain.figures import Statement, StatementKind, Verdict
from assistant.proof.book import FactBook
from assistant.proof.check import check_text
from tests.unit.proof.conftest import MakeFigure, dev_figures


def statement(
    key: str, zh: str, en: str, *figures: str, verdict: Verdict | None = None
) -> Statement:
    return Statement(
        key=key,
        kind=StatementKind.VERDICT,
        text_zh=zh,
        text_en=en,
        figures=figures,
        verdict=verdict,
    )


# The dev figures: DSCR FY2024 is 1.10, net profit FY2024 1.87 million, FY2023 3.12 million.
STATEMENTS = (
    statement(
        "dscr.verdict@FY2024",
        "2024年度偿债保障比率为1.10倍，低于1.20倍的要求：不符合。",
        "DSCR in FY2024 is 1.10x, below the required 1.20x: breach.",
        "dscr@FY2024",
        verdict=Verdict.BREACH,
    ),
    statement(
        "critical.verdict", "没有未排除的重大预警：通过。", "No critical finding stands: pass.",
        verdict=Verdict.PASS,
    ),
    statement(
        "net_profit.trend@FY2024",
        "净利润由2023年度的312.00万元变为2024年度的187.00万元，下降40.1%。",
        "Net profit fell 40.1%, from CNY 3.12 million in FY2023 to CNY 1.87 million in FY2024.",
        "net_profit@FY2024", "net_profit@FY2023",
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def stated() -> FactBook:
    return FactBook(dev_figures(), STATEMENTS)


def verdict(text: str, book: FactBook) -> Proof:
    return check_text(text, book).verdict


@pytest.mark.parametrize("told", [t for s in STATEMENTS for t in (s.text_zh, s.text_en)])
def test_a_statement_is_proved_as_it_is(told: str, stated: FactBook) -> None:
    assert verdict(told, stated) is Proof.PROVED


@pytest.mark.parametrize(
    "altered",
    [
        "No critical finding stands: breach.",
        "A critical finding stands: pass.",
        "有未排除的重大预警：通过。",
        "没有已排除的重大预警：通过。",
        "2024年度偿债保障比率为1.10倍，低于1.20倍的要求：符合。",
        # 1.10 lies below 1.30 too, but the file's limit is 1.20.
        "DSCR in FY2024 is 1.10x, below the required 1.30x: breach.",
        "DSCR in FY2024 is not 1.10x, below the required 1.20x: breach.",
    ],
)
def test_a_copy_with_one_change_is_not_proved(altered: str, stated: FactBook) -> None:
    assert verdict(altered, stated) is not Proof.PROVED


@pytest.mark.parametrize(
    "same",
    [
        # other words for what the figures say themselves: 1.87 / 3.12 - 1 = -40.06 %
        "Net profit declined by 40.1%, from CNY 3.12 million in FY2023 to CNY 1.87 million in FY2024.",
        "The net profit fell 40.1% from CNY 3.12 million in FY2023 to CNY 1.87 million in FY2024.",
        "净利润由2023年度的312万元变为2024年度的187万元，下降40.1%。",
    ],
)
def test_a_paraphrase_that_the_figures_prove_stands(same: str, stated: FactBook) -> None:
    assert verdict(same, stated) is Proof.PROVED


@pytest.mark.parametrize(
    "apart",
    [
        "By the way: no critical finding stands: pass.",
        "Not provided: purpose, no critical finding stands.",
        "没有未排除的重大预警：通过（见附件）。",
    ],
)
def test_clauses_of_its_own_beside_a_statement_are_no_alteration(
    apart: str, stated: FactBook
) -> None:
    assert verdict(apart, stated) is Proof.PROVED


def test_a_cause_is_unchecked_unless_a_statement_tells_it(make_figure: MakeFigure) -> None:
    told = "Net profit fell in FY2024 because of rent."
    assert verdict(told, FactBook(dev_figures())) is Proof.UNCHECKED
    cause = statement("net_profit.bridge@FY2024", "2024年度净利润因房租下降。", told)
    assert verdict(told, FactBook(dev_figures(), [cause])) is Proof.PROVED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 1.87 million is no loss; 3.12 and 1.87 are 2.495 on average
        ("2024年度未发生亏损。", Proof.PROVED),
        ("The average of net profit in 2023 and 2024 was CNY 2.495 million.", Proof.PROVED),
        ("The average of net profit in 2023 and 2024 was CNY 2.595 million.", Proof.FALSE),
        ("2024年净利润为    万元。", Proof.FALSE),
        # 40.00 million, then 48.00 million
        ("营业收入由2023年的4,000万元变为4,800万元。", Proof.PROVED),
    ],
)
def test_what_mutants_and_pages_showed(text: str, expected: Proof, book: FactBook) -> None:
    assert verdict(text, book) is expected


def test_the_reason_names_what_the_statement_says(stated: FactBook) -> None:
    (check,) = check_text("A critical finding stands: pass.", stated).sentences
    (claim,) = check.claims
    assert (claim.text.strip(), claim.verdict) == ("A", Proof.UNCHECKED)
    assert "No critical finding stands" in claim.reason


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("**Breach.**", Proof.PROVED),
        ("**Pass.**", Proof.FALSE),
        ("**Thin pass.**", Proof.FALSE),
        ("**不符合。**", Proof.PROVED),
        ("**通过。**", Proof.FALSE),
        ("**Debt service.**", Proof.PROVED),
    ],
)
def test_an_outcome_that_leads_a_line_is_the_rules(
    lead: str, expected: Proof, stated: FactBook
) -> None:
    assert verdict(f"- {lead} {STATEMENTS[0].text_en}", stated) is expected


@pytest.fixture
def worded(make_figure: MakeFigure) -> FactBook:
    rows = (
        ("applicant.industry", "所属行业", "industry", "纺织业", "text"),
        ("applicant.founded", "成立日期", "date founded", date(2012, 5, 18), "date"),
        (
            "bureau.queries",
            "征信近3个月查询次数",
            "bureau queries in the last 3 months",
            2,
            "count",
        ),
    )
    return FactBook(
        make_figure(key=k, label_zh=zh, label_en=en, value=v, unit=u) for k, zh, en, v, u in rows
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("| industry | 纺织业[^3] |", Proof.PROVED),
        ("| 所属行业 | 食品业 |", Proof.UNCHECKED),
        ("| date founded | 2012-05-18[^8] |", Proof.PROVED),
        ("| 成立日期 | 2012年5月18日 |", Proof.PROVED),
        ("| date founded | 2012-05-19 |", Proof.FALSE),
        ("| industry | — |", Proof.PROVED),
        ("| bureau queries in the last 3 months | 2 |", Proof.PROVED),
        ("| bureau queries in the preceding 3 months | 2 |", Proof.UNCHECKED),
    ],
)
def test_cells_of_words_and_days(row: str, expected: Proof, worded: FactBook) -> None:
    assert verdict(f"| Item | Value |\n|---|---|\n{row}\n", worded) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The as-of date of the test's figures is 30 June 2025: twelve months from July 2024.
        ("Net sales are for the last 12 months (Jul 2024 to Jun 2025).", Proof.PROVED),
        ("Net sales are for the last 12 months (Aug 2024 to Jun 2025).", Proof.FALSE),
        ("本报告所称期间：近12个月（2024年7月至2025年6月）。", Proof.PROVED),
        ("本报告所称期间：近12个月（2024年7月至2026年6月）。", Proof.FALSE),
        ("本报告所称期间：近6个月（2025年1月至2025年6月）。", Proof.UNCHECKED),
    ],
)
def test_trailing_months_are_those_of_the_figures(
    text: str, expected: Proof, make_figure: MakeFigure
) -> None:
    figure = make_figure(
        key="sales.net@L12M", label_zh="销售额", label_en="net sales", value=1, unit="CNY"
    )
    assert verdict(text, FactBook([figure])) is expected


def test_a_bare_name_means_the_figure_that_is_called_just_that(make_figure: MakeFigure) -> None:
    days = [
        make_figure(key=f"{key}@FY2024", label_zh=zh, label_en=en, value=value, unit="days")
        for key, zh, en, value in (
            ("dso", "应收账款周转天数", "DSO", 69),
            ("dso.average", "应收账款周转天数（平均余额）", "DSO (average balance)", 68),
        )
    ]
    book = FactBook(days)
    assert verdict("2024年度应收账款周转天数为69天。", book) is Proof.PROVED
    assert verdict("2024年度应收账款周转天数为68天。", book) is Proof.FALSE
    assert verdict("2024年度应收账款周转天数（平均余额）为68天。", book) is Proof.PROVED


def test_a_passage_about_another_metric_proves_nothing(make_figure: MakeFigure) -> None:
    figure = make_figure(
        key="ccc@FY2024", label_zh="现金周转周期", label_en="cash conversion cycle", value=84,
        unit="days",
    )  # fmt: skip
    gap = statement("gap.value@L12M", "近12个月销售开票最长间隔为13天。", "The longest gap between sales was 13 days in the last 12 months.")  # fmt: skip
    book = FactBook([figure], [gap])
    text = "The cash conversion cycle was 13 days in the last 12 months."
    assert verdict(text, book) is not Proof.PROVED


def test_a_verb_that_counts_is_no_document_number(make_figure: MakeFigure) -> None:
    figure = make_figure(
        key="customers.count@FY2024", label_zh="客户数量", label_en="number of customers", value=24,
        unit="count",
    )  # fmt: skip
    (check,) = check_text("Customers number 86.", FactBook([figure])).sentences
    assert check.verdict is not Proof.PROVED
