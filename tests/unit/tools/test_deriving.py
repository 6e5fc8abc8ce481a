"""Ratios worked out when asked for, and what revenue consists of: over one small workbook."""

import pytest
from openpyxl import Workbook

from assistant.domain.quantities import Lang
from assistant.errors import ToolRefusal
from assistant.services.desk import LocalDesk
from assistant.services.office import Office
from assistant.services.searching import Searcher
from assistant.services.view import ServiceView
from assistant.settings import settings_from
from assistant.tools.toolbox import Toolbox, toolbox
from evals.tasks.chat import turn

INCOME = [
    ["Income statement"],
    ["(USD in thousands)", "2024", "2023"],
    ["Revenue", "1,000", "800"],
    ["Cost of sales", "700", "600"],
    ["Profit before tax", "200", "100"],
    ["Income tax", "31", "25"],
    ["Net profit", "169", "75"],
]
SEGMENTS = [
    ["Net revenues by segment"],
    ["(USD in thousands)", "2024", "2023"],
    ["Bottles", "620", "400"],
    ["Caps[^1]", "280", "350"],
    ["Labels", "100", "50"],
    ["Total", "1,000", "800"],
]
BY_REGION = [
    ["Net revenues by region, without one of them"],
    ["(USD in thousands)", "2024", "2023"],
    ["North", "500", "400"],
    ["South", "300", "300"],
    ["Total", "1,000", "800"],
]
BY_COUNTRY = [
    ["Net revenues at home and abroad"],
    ["(USD in thousands)", "2024", "2023", "Change"],
    ["U.S.", "612", "500", "22.4%"],
    ["International", "388", "300", "29.4%"],
    ["Total", "1,000", "800", "25.0%"],
]

SURETY = (
    "Deed of guarantee\nThis deed is given by Example Holdings Ltd (the Guarantor) for the debts of "
    "Example Foods Ltd (the Borrower).\nThe liability shall not exceed USD 2.5 million.\n"
    "It remains in force until 31 December 2027.\n"
)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> ServiceView:
    home = tmp_path_factory.mktemp("derived")
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in (
        *(("income", INCOME), ("regions", BY_REGION)),
        *(("segments", SEGMENTS), ("countries", BY_COUNTRY)),
    ):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(home / "accounts.xlsx")
    (home / "surety.txt").write_text(SURETY, "utf-8")
    office = Office(settings_from(home=home / "home", by="test", embeddings="off"))
    desk = LocalDesk(office)
    case = desk.new_case("Firm", "")
    for _ in desk.add(case, [home / "accounts.xlsx", home / "surety.txt"], lambda: False):
        pass
    return ServiceView(office, case, Searcher(office))


@pytest.fixture
def box(view: ServiceView) -> Toolbox:
    return toolbox(view, Lang.EN)


def test_a_ratio_with_its_formula_and_the_page(box: Toolbox) -> None:
    found = box.call("derive", {"measure": "effective_tax_rate", "period": "2024"})
    # 31 / 200 = 15.5 %
    (said,) = found.statements
    assert said.text_en.startswith(
        "Effective tax rate was 15.5% in FY2024: income tax USD 31,000 ÷ profit before tax "
        "USD 200,000 (accounts.xlsx, p. 1"
    )
    assert said.text_zh.startswith("2024年度实际税率为15.5%：所得税费用 3.10万美元")
    assert said.figures == ("income_tax@FY2024", "profit_before_tax@FY2024")


def test_as_many_decimals_as_the_question_asks_for(box: Toolbox, view: ServiceView) -> None:
    found = box.call("derive", {"measure": "gross_margin", "period": "2023", "decimals": 2})
    # (800 - 600) / 800 = 25 %
    assert "Gross margin was 25.00% in FY2023: (revenue USD 800,000 - cost of sales" in (
        found.statements[0].text_en
    )
    assert "2023年度毛利率为25.00%" in turn(view, "2023年毛利率是多少？请保留两位小数。").text


def test_two_years_and_the_latest_one(box: Toolbox) -> None:
    both = box.call("derive", {"measure": "effective_tax_rate", "period": "2024 2023"})
    # 25 / 100 = 25 %
    assert ["15.5%" in s.text_en for s in both.statements] == [True, False]
    assert "25.0%" in both.statements[1].text_en
    latest = box.call("derive", {"measure": "effective_tax_rate"})
    assert [s.key for s in latest.statements] == ["effective_tax_rate.derived@FY2024"]


def test_a_line_that_the_file_lacks_is_said(box: Toolbox) -> None:
    found = box.call("derive", {"measure": "capex_to_revenue"})
    assert "no capital expenditure" in found.statements[0].text_en
    with pytest.raises(ToolRefusal, match="effective_tax_rate"):
        box.call("derive", {"measure": "happiness"})


def test_what_revenue_consists_of_is_told_from_a_table_that_adds_up(view: ServiceView) -> None:
    told = turn(view, "Which product categories make up revenue in 2024?").text
    # 620, 280 and 100 of 1,000; the table by region lacks 200 and is passed over
    assert "consists of Bottles 62.0%, Caps 28.0%, Labels 10.0%" in told
    assert "North" not in told


def test_the_part_that_did_best_and_worst(view: ServiceView) -> None:
    # Caps 280 / 350 = -20 %, Labels 100 / 50 = +100 %, Bottles 620 / 400 = +55 %
    worst = turn(view, "Which segment had the worst revenue growth in 2024?").text
    assert "Caps did worst of the parts of revenue: down 20.0%" in worst
    best = turn(view, "Which segment's revenue grew fastest in 2024?").text
    assert "Labels did best of the parts of revenue: up 100.0%" in best


def test_the_parts_that_a_question_names_with_the_change_that_their_rows_print(
    view: ServiceView,
) -> None:
    told = turn(view, "How did US sales growth compare to international sales growth in 2024?").text
    # 612 / 500 = +22.4 %; 388 / 300 = +29.33 %, which the table, knowing more digits, has as 29.4 %
    assert "U.S. had USD 612,000 in FY2024, 61.2% of revenue, up 22.4% from USD 500,000" in told
    assert "International had USD 388,000 in FY2024, 38.8% of revenue, up 29.4%" in told


def test_a_question_that_may_mean_several_divisions_is_asked_back(box: Toolbox) -> None:
    asked = box.call("break_down", {"query": "what does revenue consist of", "period": "2024"})
    (told,) = asked.statements
    assert "Bottles, Caps, Labels" in told.text_en
    assert "U.S., International" in told.text_en
    assert asked.figures == ()


def test_a_division_by_region_is_none_by_segment(box: Toolbox) -> None:
    found = box.call("break_down", {"query": "revenue by geographic region", "period": "2024"})
    assert "consists of U.S. 61.2%" in found.statements[0].text_en


@pytest.mark.parametrize(
    "question",
    ["Who guarantees whom?", "How much is the guaranteed amount of the guarantee agreement?"],
)
def test_a_guarantee_is_told_as_one_record(view: ServiceView, question: str) -> None:
    assert turn(view, question).text.startswith(
        "Example Holdings Ltd guarantees the debts of Example Foods Ltd, up to USD 2.50 million, "
        "until 2027-12-31 (surety.txt, p. 1, not yet verified)."
    )


def test_no_breakdown_of_a_year_that_is_not_there(box: Toolbox) -> None:
    found = box.call("break_down", {"query": "revenue by segment", "period": "2020"})
    assert found.statements[0].text_en == "No table in the file adds up to revenue."


def test_a_ratio_that_a_question_defines_itself_is_not_answered_with_another(
    view: ServiceView,
) -> None:
    asked = "What was interest cover with adjusted EBIT as the numerator?"
    assert not turn(view, asked).figures


def test_a_question_for_more_than_a_measure_says_that_it_gets_the_measure_only(
    view: ServiceView,
) -> None:
    beyond = turn(view, "How much revenue came from the vaccine partner in Ruritania?").text
    assert beyond.startswith("The file doesn't say exactly that; what comes nearest is this.")
    assert turn(view, "What was revenue in 2024?").text.startswith("Revenue was USD 1.00 million")
