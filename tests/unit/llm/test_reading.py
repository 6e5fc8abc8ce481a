"""Periods, amounts, names and clauses as questions word them."""

from datetime import date

import pytest

from assistant.domain.periods import period_from
from assistant.domain.quantities import Lang
from assistant.domain.toolspec import ToolArg, ToolSpec
from assistant.llm.clauses import clauses_of
from assistant.llm.invented import kept_arguments
from assistant.llm.schemas import arguments_schema, plan_calls, plan_schema, tool_lines
from assistant.llm.supposing import changes_in
from assistant.llm.times import answers_to, latest_first, named_periods, spread
from assistant.llm.vocabulary import Vocabulary
from assistant.llm.wording import holds_chinese, lang_of, normalised, position, terms
from tests.unit.llm.conftest import AS_OF


@pytest.mark.parametrize(
    ("question", "codes"),
    [
        ("2024年的销售额", ("2024",)),
        ("二〇二四年", ("2024",)),
        ("24年净利润", ("2024",)),
        ("FY2024 revenue", ("2024",)),
        ("最近十二个月", ("L12M",)),
        ("近半年", ("L6M",)),
        ("last three months", ("L3M",)),
        ("trailing year", ("L12M",)),
        ("TTM", ("L12M",)),
        ("2025年第三季度", ("2025Q3",)),
        ("Q3 2025", ("2025Q3",)),
        ("third quarter of 2025", ("2025Q3",)),
        ("Q3 of FY2025", ("2025Q3",)),
        ("2025年上半年营业收入", ("2025H1",)),
        ("revenue in the six months ended July 29, 2023", ("6M-2023-07-29",)),
        ("the 12 weeks to 25 March 2023", ("12W-2023-03-25",)),
        ("6M-2023-07-29 2023H1", ("6M-2023-07-29", "2023H1")),
        ("three months ended June 30, 2024", ("2024Q2",)),
        ("twelve months ended June 30, 2024", ("2024",)),
        ("截至2024年9月30日的9个月", ("9M-2024-09-30",)),
        ("six months ended June 31, 2024", ()),
        ("second half of fiscal 2025", ("2025H2",)),
        ("H1 2025 and H1 2024", ("2025H1", "2024H1")),
        ("2025年5月卖了多少", ("2025-05",)),
        ("in May 2025", ("2025-05",)),
        ("2025-05", ("2025-05",)),
        ("2024年12月31日", ("2024-12-31",)),
        ("2024-12-31 balance", ("2024-12-31",)),
        ("去年", ("2024",)),
        ("前年和今年", ("2023", "2025")),
        ("last year", ("2024",)),
        ("from 2023 to 2025", ("2023", "2025")),
        ("2025-13", ()),
        ("12年期贷款", ()),
        ("无", ()),
    ],
)
def test_periods_that_a_question_names(question: str, codes: tuple[str, ...]) -> None:
    assert named_periods(question, AS_OF) == codes


def test_relative_years_need_an_as_of_date() -> None:
    assert named_periods("去年") == ()


@pytest.mark.parametrize(
    ("code", "asked", "fits"),
    [
        ("2024", "2024", True),
        ("FY2024", "2024", True),
        ("2024-12-31", "2024", True),
        ("2024-06-30", "2024", False),
        ("2024Q4", "2024", False),
        ("L12M", "L12M", True),
        ("FY2024", "2023", False),
    ],
)
def test_a_year_also_means_its_fiscal_year_and_closing_balance(
    code: str, asked: str, fits: bool
) -> None:
    assert answers_to(period_from(code, AS_OF), asked) is fits


def test_no_period_answers_to_none() -> None:
    assert not answers_to(None, "2024")


def test_the_latest_comes_first() -> None:
    codes = ["2024Q4", "2023", "L12M", "2025-12-31", "2024", "2024"]
    ordered = latest_first(period_from(code, AS_OF) for code in codes)
    assert [p.code for p in ordered] == ["L12M", "2025-12-31", "2024", "2023", "2024Q4"]


@pytest.mark.parametrize(
    ("text", "periods", "count"),
    [
        ("2025年各季度", ("2025",), 4),
        ("sales by month", (), 12),
        ("2025年", ("2025",), 1),
        ("2024和2025各季度", ("2024", "2025"), 2),
    ],
)
def test_parts_of_a_year(text: str, periods: tuple[str, ...], count: int) -> None:
    assert len(spread(text, periods, AS_OF)) == count


@pytest.mark.parametrize(
    ("question", "changes"),
    [
        ("如果申请金额改为200万元", (("request.amount", "200万元"),)),
        ("如果再多贷50万", (("request.amount", "+50万"),)),
        ("could they borrow 200 thousand more", (("request.amount", "+200thousand"),)),
        ("利率提高到6%", (("request.rate", "6%"),)),
        ("利率上调1个百分点", (("request.rate", "+1个百分点"),)),
        ("if the tenor were two years", (("request.tenor_months", "2years"),)),
        ("期限缩短到6个月", (("request.tenor_months", "6个月"),)),
        ("如果销售下降20%", (("sales.net", "-20%"),)),
        ("what if sales grow by 10%", (("sales.net", "+10%"),)),
        ("最大客户占比降到40%", (("customers.top1_share", "40%"),)),
        (
            "borrow 2 million for 12 months",
            (("request.amount", "2million"), ("request.tenor_months", "12months")),
        ),
        ("如果DSCR是1.5倍", (("dscr.ebitda", "1.5倍"),)),
        ("抵押物评估价值改成500万", (("collateral.1.value", "500万"),)),
        ("如果天气好", ()),
        ("如果净利润改善", ()),
    ],
)
def test_what_is_supposed(
    vocabulary: Vocabulary, question: str, changes: tuple[tuple[str, str], ...]
) -> None:
    assert changes_in(normalised(question), vocabulary) == changes


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("净利润", Lang.ZH),
        ("top1 customer的share是多少", Lang.ZH),
        ("ROA和ROE", Lang.ZH),
        ("How much do they sell to 禾丰示例商超?", Lang.EN),
        ("Who is 禾丰示例商超", Lang.EN),
        ("what is the DSCR", Lang.EN),
        ("DSCR", Lang.ZH),
        ("12345", Lang.ZH),
    ],
)
def test_language_of_a_question(text: str, lang: Lang) -> None:
    assert lang_of(text, Lang.ZH) is lang


def test_a_word_by_itself_is_in_the_default_language() -> None:
    assert lang_of("DSCR", Lang.EN) is Lang.EN
    assert holds_chinese("a 中 b")
    assert not holds_chinese("abc")


@pytest.mark.parametrize(
    ("name", "text", "at"),
    [
        ("sales", "net sales", 4),
        ("sale", "net sales", 4),
        ("sal", "net sales", -1),
        ("ales", "net sales", -1),
        ("rate", "rates, rate", 0),
        ("利润", "净利润", 1),
        ("cash", "cashier has cash", 12),
    ],
)
def test_english_names_stand_as_words(name: str, text: str, at: int) -> None:
    assert position(name, text) == at


def test_content_terms() -> None:
    # The/of fall out; companies -> company, selling -> sell; Chinese as character pairs.
    assert terms("The companies of selling") == {"company", "sell"}
    assert terms("净利润是多少") == {"净利", "利润"}
    assert terms("glasses") == {"glass"}
    assert terms("株") == {"株"}


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("净利润，dscr达标吗", ["净利润", "dscr达标吗"]),
        ("sales and purchases", ["sales", "purchases"]),
        ("你说呢，净利润", ["你说呢 净利润"]),
        ("净利润，谢谢你", ["净利润 谢谢你"]),
        ("今天，天气", ["今天 天气"]),
        ("depreciation and amortisation", ["depreciation and amortisation"]),
        ("1.5倍", ["1.5倍"]),
    ],
)
def test_clauses(vocabulary: Vocabulary, text: str, clauses: list[str]) -> None:
    assert clauses_of(text, vocabulary) == clauses


def test_names_of_measures(vocabulary: Vocabulary) -> None:
    assert vocabulary.resolved("net_profit@FY2024") == ("net_profit",)
    assert vocabulary.resolved("sales.net#vat_returns") == ("sales.net#vat_returns",)
    assert vocabulary.resolved("sales.net#other") == ("sales.net",)
    assert set(vocabulary.resolved("dscr")) == {
        "dscr.ebitda", "dscr.pro_forma", "dscr.operating_cash_flow"
    }  # fmt: skip
    assert vocabulary.resolved("净利润") == ("net_profit",)
    assert vocabulary.resolved("max_client_share") == ("customers.top1_share",)
    assert vocabulary.resolved("qqq") == ()
    assert vocabulary.resembling("") == ()
    assert vocabulary.label("net_profit", Lang.EN) == "net profit"
    assert vocabulary.label("bank.inflow", Lang.ZH) == "bank.inflow"
    assert vocabulary.label("no.such", Lang.ZH) == "no.such"


def test_a_general_word_gives_way(vocabulary: Vocabulary) -> None:
    def keys(text: str) -> list[str]:
        return [n.key for n in vocabulary.named_in(text)]

    assert keys("征信") == [
        "bureau.overdue_amount", "bureau.overdue_months", "bureau.outstanding_credit"
    ]  # fmt: skip
    assert keys("征信上有没有逾期") == ["bureau.overdue_amount", "bureau.overdue_months"]
    assert keys("客户") == ["customers.count"]
    assert keys("客户回款") == ["dso"]


def test_counterparties_by_name(vocabulary: Vocabulary) -> None:
    assert vocabulary.entities_in("晨原示例粮油和禾丰示例商超") == ("晨原示例粮油", "禾丰示例商超")
    assert vocabulary.entities_in("某公司") == ()


def test_an_as_of_date_is_taken_from_the_figures() -> None:
    from tests.unit.llm.conftest import figure

    assert Vocabulary([figure("sales.net@L12M")], []).as_of == date(2025, 12, 31)
    assert Vocabulary([figure("net_profit@FY2024")], []).as_of == date(2024, 12, 31)
    assert Vocabulary([figure("request.amount")], []).as_of is None


SPEC = ToolSpec(
    name="figures",
    description="d",
    args=(
        ToolArg(name="metric", type="string", description="m"),
        ToolArg(name="period", type="string", description="p", required=False),
        ToolArg(name="entity", type="string", description="e", required=False, choices=("a", "b")),
    ),
)


@pytest.mark.parametrize(
    ("given", "question", "kept"),
    [
        ({"metric": "x", "period": "2024"}, "净利润", {"metric": "x"}),
        ({"metric": "x", "period": "2024"}, "2024年净利润", {"metric": "x", "period": "2024"}),
        ({"metric": "x", "period": "2024"}, "last year", {"metric": "x", "period": "2024"}),
        ({"metric": "x", "entity": "甲"}, "甲多少", {"metric": "x", "entity": "甲"}),
        ({"metric": "x", "entity": "乙"}, "甲多少", {"metric": "x"}),
        ({"metric": "x", "entity": " "}, "甲", {"metric": "x"}),
    ],
)
def test_invented_arguments(
    given: dict[str, object], question: str, kept: dict[str, object]
) -> None:
    assert kept_arguments(SPEC, given, question, AS_OF) == kept


def test_schemas() -> None:
    schema = arguments_schema(SPEC)
    assert schema["required"] == ["metric"]
    assert schema["properties"]["entity"]["enum"] == ["a", "b"]
    call = plan_schema([SPEC])["properties"]["calls"]
    assert (call["minItems"], call["maxItems"]) == (1, 3)
    assert tool_lines([SPEC]) == "- figures(metric, [period], [entity]): d"


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ('{"calls": [{"tool": "figures", "arguments": {"metric": "x"}}]}', [("figures", {"metric": "x"})]),
        ('ok {"calls": [{"tool": "figures"}]} done', [("figures", {})]),
        ('{"calls": [{"tool": "figures", "arguments": "x"}]}', [("figures", {})]),
        ('{"calls": [{"tool": "other"}, "x"]}', []),
        ('{"calls": 3}', []),
        ("[1]", []),
        ('{"calls"', []),
        ("no", []),
    ],
)  # fmt: skip
def test_plans_as_text(text: str, calls: list[tuple[str, dict[str, object]]]) -> None:
    assert plan_calls(text, [SPEC]) == calls


def test_no_more_than_three_calls_of_a_plan() -> None:
    one = '{"tool": "figures", "arguments": {}}'
    assert len(plan_calls(f'{{"calls": [{", ".join([one] * 9)}]}}', [SPEC])) == 3


def test_a_quarter_or_half_is_also_the_one_of_the_firm_s_own_year() -> None:
    assert answers_to(period_from("FY2025Q3"), "2025Q3")
    assert answers_to(period_from("FY2025H1"), "2025H1")
    assert not answers_to(period_from("FY2025Q3"), "2025")
    assert not answers_to(period_from("2025H1"), "2025")


def test_a_day_with_a_comma_is_one_clause() -> None:
    text = (
        "revenue in the six months ended july 29, 2023 against the six months ended july 30, 2022"
    )
    assert clauses_of(text, Vocabulary((), ())) == [text]


def test_between_one_and_another_is_one_clause() -> None:
    text = "did cash fall between fy 2023 and q2 of fy2024"
    assert clauses_of(text, Vocabulary((), ())) == [text]
