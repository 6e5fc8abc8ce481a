"""What the tools hand over from a real case, with values worked out from the same figures."""

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest

from assistant.domain.figures import Verdict
from assistant.domain.quantities import Unit
from assistant.errors import ToolRefusal
from assistant.tools.amounts import amount_text, changed_text
from assistant.tools.arguments import arguments_from
from assistant.tools.drafting import section_code
from assistant.tools.toolbox import Toolbox
from tests.unit.tools.conftest import keys, one


def number(box: Toolbox, key: str) -> Decimal:
    found = next(f for f in box.context.figures if f.key == key)
    assert found.number is not None
    return found.number


def wan(amount: Decimal) -> str:
    """万元 with two decimals, as an independent formatting: half up."""
    return f"{(amount / 10_000).quantize(Decimal('0.01'), ROUND_HALF_UP):,}万元"


class TestStatementsAndFigures:
    def test_a_measure_of_a_named_period(self, box: Toolbox) -> None:
        found = box.call("statements", {"metric": "销售额", "period": "2024"})
        assert "sales.net.value@2024" in keys(found)
        assert "sales.net.trend@2024" in keys(found)
        assert "sales.net.value@L12M" not in keys(found)

    def test_the_latest_comes_first_and_missing_ones_last(self, box: Toolbox) -> None:
        found = keys(box.call("statements", {"metric": "sales.growth"}))
        assert found[0] == "sales.growth.value@L12M"

    def test_points_and_rules_are_the_score_tool_s_business(self, box: Toolbox) -> None:
        found = keys(box.call("statements", {"metric": "customers.top1_share"}))
        assert not any(key.startswith(("score.factor", "rule.")) for key in found)

    def test_what_a_form_says_is_cited_with_its_page(self, box: Toolbox) -> None:
        found = box.call("figures", {"metric": "申请金额"})
        cited = one(found, "request.amount.cited")
        assert cited.text_zh == "申请金额为150.00万元（《授信申请表.docx》第1页）。"
        assert cited.text_en == "Requested amount is CNY 1.50 million (授信申请表.docx, p. 1)."
        assert found.passages[0].source_name == "授信申请表.docx"

    def test_the_only_one_of_a_family_needs_no_number(self, box: Toolbox) -> None:
        found = box.call("figures", {"metric": "collateral.1.type"})
        assert found.statements[0].text_zh.startswith("押品类型为工业厂房抵押")

    def test_a_figure_that_has_its_own_sentence_gets_no_second_one(self, box: Toolbox) -> None:
        found = box.call("figures", {"metric": "dso", "period": "2025"})
        assert keys(found) == ["dso.value@FY2025"]
        # A small model copies a figure's line label and all, so a figure that is said has none.
        assert "{{" not in found.text

    def test_a_computed_figure_without_a_sentence_gets_a_plain_one(self, box: Toolbox) -> None:
        found = box.call("figures", {"metric": "score.pd"})
        assert keys(found) == ["score.pd.value"]

    def test_a_counterparty_narrows_a_measure(self, box: Toolbox) -> None:
        found = box.call("figures", {"metric": "sales.net", "entity": "禾丰示例商超"})
        assert found.figures
        assert all(":禾丰示例商超" in f.key for f in found.figures)

    @pytest.mark.parametrize("tool", ["figures", "statements", "explain"])
    def test_what_the_file_lacks_is_said_with_what_to_ask_for(
        self, bare: Toolbox, tool: str
    ) -> None:
        found = bare.call(tool, {"metric": "net profit"})
        assert keys(found) == ["file.absent.net_profit"]
        assert found.statements[0].text_en.startswith("The file has no net profit. Ask the firm")
        assert not found.figures

    def test_another_period_is_offered_where_one_is_absent(self, box: Toolbox) -> None:
        found = box.call("statements", {"metric": "净利润", "period": "2019"})
        assert "2019" in found.statements[0].text_zh
        assert "2025年度" in found.statements[0].text_zh

    def test_a_measure_known_only_by_its_document_is_named_by_it(self, bare: Toolbox) -> None:
        found = bare.call("figures", {"metric": "bank statement"})
        assert found.statements[0].text_en.startswith("The file has no bank statements.")

    def test_no_such_measure(self, box: Toolbox) -> None:
        with pytest.raises(ToolRefusal, match="卷内没有叫“qqq”的指标"):
            box.call("figures", {"metric": "qqq"})


class TestCompare:
    def test_two_periods(self, box: Toolbox) -> None:
        found = box.call("compare", {"metric": "净利润", "period": "2023 2025"})
        was, now = number(box, "net_profit@FY2023"), number(box, "net_profit@FY2025")
        rise = ((now - was) * 100 / was).quantize(Decimal("0.1"), ROUND_HALF_UP)
        assert found.statements[0].text_zh == (
            f"净利润由2023年度的{wan(was)}变为2025年度的{wan(now)}，上升{rise}%。"
        )
        assert [f.key for f in found.figures] == ["net_profit@FY2025", "net_profit@FY2023"]

    def test_the_case_s_own_sentence_is_used_where_it_has_one(self, box: Toolbox) -> None:
        found = box.call("compare", {"metric": "净利润", "period": "2024 2025"})
        assert keys(found) == ["net_profit.trend@FY2025"]

    def test_all_years_and_the_best_one(self, box: Toolbox) -> None:
        found = box.call("compare", {"metric": "revenue"})
        history, extreme = found.statements
        assert history.figures == ("revenue@FY2023", "revenue@FY2024", "revenue@FY2025")
        assert history.text_zh.endswith("，逐期上升。")
        assert extreme.figures == ("revenue@FY2025", "revenue@FY2023")

    def test_a_fall_is_called_a_fall_and_a_mixed_course_nothing(self, box: Toolbox) -> None:
        falling = box.call("compare", {"metric": "dscr.ebitda"}).statements[0]
        assert falling.text_en.endswith("; it fell throughout.")
        quarters = "2025Q1 2025Q2 2025Q3 2025Q4"
        mixed = box.call("compare", {"metric": "sales.net", "period": quarters}).statements[0]
        assert len(mixed.figures) == 4
        assert "throughout" not in mixed.text_en

    def test_years_that_print_alike_have_no_best(self, box: Toolbox) -> None:
        assert len(box.call("compare", {"metric": "gross_margin"}).statements) == 1

    def test_two_measures_of_one_period(self, box: Toolbox) -> None:
        found = box.call("compare", {"metric": "bank.inflow", "other": "sales.net"})
        bank, sales = number(box, "bank.inflow@2025"), number(box, "sales.net@2025")
        gap = (sales - bank) * 100 / sales
        share = gap.quantize(Decimal("0.1"), ROUND_HALF_UP)
        assert found.statements[0].text_zh == (
            f"2025年银行流水流入为{wan(bank)}，销售额（不含税）为{wan(sales)}，"
            f"前者低于后者{wan(sales - bank)}（{share}%）。"
        )

    def test_two_measures_that_agree(self, box: Toolbox) -> None:
        found = box.call("compare", {"metric": "sales.net#vat_returns", "other": "sales.net"})
        assert found.statements[0].text_en.endswith("; they agree.")

    def test_a_named_year_of_two_measures(self, box: Toolbox) -> None:
        args = {"metric": "revenue", "other": "sales.net", "period": "2024"}
        assert box.call("compare", args).statements[0].figures == (
            "revenue@FY2024",
            "sales.net@2024",
        )

    def test_one_year_is_no_history(self, bare: Toolbox) -> None:
        found = bare.call("compare", {"metric": "ltv"})
        assert keys(found) == ["file.absent.years:ltv"]

    def test_units_that_differ_can_not_be_compared(self, box: Toolbox) -> None:
        found = box.call("compare", {"metric": "revenue", "other": "dso"})
        assert keys(found) == ["file.absent.beside:revenue"]


class TestExplain:
    def test_a_formula_with_its_parts(self, box: Toolbox) -> None:
        found = one(box.call("explain", {"metric": "dscr"}), "dscr.ebitda.formula@FY2025")
        assert found.text_zh.startswith(
            "偿债保障比率（EBITDA口径） = 息税折旧摊销前利润 ÷ 当年应还本息；2025年度为"
        )
        assert "debt service" in found.text_en
        assert found.figures == ("dscr.ebitda@FY2025", "ebitda@FY2025", "debt_service@FY2025")
        ratio = number(box, "ebitda@FY2025") / number(box, "debt_service@FY2025")
        assert f"{ratio.quantize(Decimal('0.01'), ROUND_HALF_UP)}倍" in found.text_zh

    def test_a_line_of_the_year_before_is_called_so(self, box: Toolbox) -> None:
        found = one(
            box.call("explain", {"metric": "revenue_growth"}), "revenue_growth.formula@FY2025"
        )
        assert "上年营业收入" in found.text_zh
        assert "2024年度营业收入" in found.text_zh
        assert "prior-year revenue" in found.text_en

    def test_a_sum_over_records_says_how_many(self, box: Toolbox) -> None:
        found = one(box.call("explain", {"metric": "sales.net"}), "sales.net.formula@L12M")
        assert "作废发票不计" in found.text_zh
        assert re.search(r"共\d+行记录", found.text_zh)
        assert "void ones excluded" in found.text_en

    def test_where_a_line_stands(self, box: Toolbox) -> None:
        result = box.call("explain", {"metric": "净利润"})
        found = one(result, "net_profit.source@FY2025")
        assert "出自《财务报表.xlsx》第1页（利润表!B15）" in found.text_zh
        assert "p. 1 (利润表!B15)" in found.text_en
        assert any(p.source_name == "财务报表.xlsx" for p in result.passages)

    def test_where_the_inputs_of_a_ratio_stand(self, box: Toolbox) -> None:
        found = one(box.call("explain", {"metric": "dscr"}), "dscr.ebitda.source@FY2025")
        assert "《财务报表.xlsx》第1页" in found.text_zh

    def test_what_moved_a_ratio_is_the_movement_of_its_parts(self, box: Toolbox) -> None:
        found = keys(box.call("explain", {"metric": "dscr"}))
        assert {"debt_service.trend@FY2025", "ebitda.trend@FY2025"} <= set(found)
        # Debt service moved more (13 %) than EBITDA (3 %), so it comes first.
        assert found.index("debt_service.trend@FY2025") < found.index("ebitda.trend@FY2025")

    def test_dupont_explains_roe(self, box: Toolbox) -> None:
        assert keys(box.call("explain", {"metric": "roe"}))[0] == "roe.dupont@FY2025"


class TestBridges:
    @pytest.mark.parametrize(
        ("metric", "period", "name", "codes"),
        [
            ("customers.top1_share", "", "禾丰示例商超", ("P12M", "L12M")),
            ("sales.net", "2025", "禾丰示例商超", ("2024", "2025")),
            ("suppliers.top1_share", "", "晨原示例粮油", ("P12M", "L12M")),
        ],
    )
    def test_a_bridge_adds_up(
        self, box: Toolbox, metric: str, period: str, name: str, codes: tuple[str, str]
    ) -> None:
        found = box.call("explain", {"metric": metric, "period": period})
        bridge = next(s for s in found.statements if ".bridge:" in s.key)
        amount = "sales.net" if "suppliers" not in metric else "purchases.net"
        was, now = (number(box, f"{amount}:{name}@{code}") for code in codes)
        all_was, all_now = (number(box, f"{amount}@{code}") for code in codes)
        rest_was, rest_now = all_was - was, all_now - now
        # One counterparty's change and everybody else's make the whole change.
        assert (now - was) + (rest_now - rest_was) == all_now - all_was
        for value in (was, now, abs(now - was), rest_was, rest_now, abs(rest_now - rest_was)):
            assert wan(value) in bridge.text_zh
        assert ("增加" if now > was else "减少") in bridge.text_zh.split("，")[1]
        assert name in bridge.text_en

    @pytest.mark.parametrize("metric", ["dso", "sales.void_rate", "sales.peak_month"])
    def test_no_bridge_without_amounts_behind_a_measure(self, box: Toolbox, metric: str) -> None:
        found = box.call("explain", {"metric": metric})
        assert not any(".bridge:" in key for key in keys(found))

    def test_no_bridge_from_a_year_without_one_before(self, box: Toolbox) -> None:
        found = box.call("explain", {"metric": "sales.net", "period": "2023"})
        assert not any(".bridge:" in key for key in keys(found))


class TestParty:
    def test_a_customer(self, box: Toolbox) -> None:
        found = box.call("party", {"name": "禾丰示例商超"})
        share = number(box, "customers.share:禾丰示例商超@L12M") * 100
        amount = found.statements[0]
        assert wan(number(box, "sales.net:禾丰示例商超@L12M")) in amount.text_zh
        assert f"{share.quantize(Decimal('0.1'), ROUND_HALF_UP)}%" in amount.text_zh
        assert any(".trend" in key for key in keys(found))
        assert any(".last_day." in key for key in keys(found))

    def test_a_supplier_in_a_named_year(self, box: Toolbox) -> None:
        found = box.call("party", {"name": "晨原", "period": "2024"})
        assert found.statements[0].text_en.startswith("Net purchases from 晨原示例粮油 were")
        assert found.statements[0].figures[0] == "purchases.net:晨原示例粮油@2024"

    def test_nobody_of_that_name(self, box: Toolbox) -> None:
        with pytest.raises(ToolRefusal, match="没有某某公司"):
            box.call("party", {"name": "某某公司"})

    def test_a_name_without_an_amount_then(self, box: Toolbox) -> None:
        name = next(n for n, f in box.context.vocabulary.by_entity.items() if len(f) < 3)
        found = box.call("party", {"name": name, "period": "2019"})
        assert all(".value@" not in key for key in keys(found))


class TestScore:
    def test_headline_costliest_factors_and_failed_tests(self, box: Toolbox) -> None:
        found = box.call("score", {})
        assert {"score.grade.value", "score.recommendation.verdict"} <= set(keys(found))
        # 0 of 6 points: the most that any factor lost, so it is told first.
        factors = [key for key in keys(found) if key.startswith("score.factor.")]
        assert factors[0] == "score.factor.customers.top1"
        assert "rule.customers.top1.max.verdict" in found.text
        assert "rule.current_ratio.min.verdict" not in found.text  # passed: not told to a model

    def test_how_the_tests_went(self, box: Toolbox, healthy: Toolbox) -> None:
        rules = box.context.view.score().rules  # type: ignore[union-attr]  it has a score
        broken = sum(rule.verdict is Verdict.BREACH for rule in rules)
        told = one(box.call("score", {}), "score.rules.summary")
        assert (
            told.text_zh
            == f"政策测试共{len(rules)}项：{len(rules) - broken}项通过，{broken}项突破。"
        )
        fine = one(healthy.call("score", {}), "score.rules.summary")
        assert fine.text_en == f"All {len(rules)} policy tests are passed."

    def test_one_measure_s_test_with_its_headroom(self, box: Toolbox) -> None:
        found = box.call("score", {"measure": "DSCR"})
        assert keys(found) == ["rule.dscr.min.verdict", "rule.dscr.min.break_even"]

    def test_a_test_that_could_not_be_made_says_what_to_ask_for(self, bare: Toolbox) -> None:
        found = bare.call("score", {"measure": "DSCR"})
        assert keys(found) == ["rule.dscr.min.verdict", "file.absent.ask:dscr.ebitda"]
        assert found.statements[1].text_en.startswith("Ask the firm for the financial statements")

    def test_a_measure_that_no_rule_tests(self, box: Toolbox) -> None:
        assert keys(box.call("score", {"measure": "净利润"})) == ["file.absent.test:net_profit"]


class TestWhatIf:
    def test_a_breach_and_the_recommendation(self, box: Toolbox) -> None:
        found = box.call("what_if", {"field": "申请金额", "value": "200万"})
        assert found.statements[0].text_zh.startswith("若申请金额为200.00万元：")
        assert "rule.request.limit.verdict#what_if" in keys(found)
        assert keys(found)[-1] == "score.recommendation.verdict#what_if"

    def test_nothing_that_flips_is_said_too(self, box: Toolbox) -> None:
        found = box.call("what_if", {"field": "request.rate", "value": "5%"})
        assert "score.rules.unmoved#what_if" in keys(found)

    def test_several_fields(self, box: Toolbox) -> None:
        found = box.call(
            "what_if",
            {"field": "request.amount; request.tenor_months", "value": "1 million; 2 years"},
        )
        assert "CNY 1.00 million and tenor 24 months" in found.statements[0].text_en

    def test_a_change_by_so_much(self, box: Toolbox) -> None:
        found = box.call("what_if", {"field": "request.amount", "value": "+50万"})
        assert found.statements[0].text_zh.startswith("若申请金额为200.00万元")

    def test_sales_mean_the_year_s_revenue_and_carry_through(self, box: Toolbox) -> None:
        found = box.call("what_if", {"field": "sales.net", "value": "-20%"})
        less = number(box, "revenue@FY2025") * Decimal("0.8")
        assert found.statements[0].text_zh.startswith(f"若2025年度营业收入为{wan(less)}：")
        assert "rule.dscr.min.verdict#what_if" in keys(found)

    def test_without_statements_sales_mean_invoiced_ones(self, bare: Toolbox) -> None:
        found = bare.call("what_if", {"field": "sales", "value": "+10%"})
        assert "net sales" in found.statements[0].text_en

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("天气", "3"),
            ("request.amount", "很多"),
            ("net profit", "1"),
            ("request.amount", "1; 2"),
        ],
    )
    def test_what_can_not_be_supposed(self, bare: Toolbox, field: str, value: str) -> None:
        with pytest.raises(ToolRefusal):
            bare.call("what_if", {"field": field, "value": value})

    def test_nothing_is_kept(self, box: Toolbox) -> None:
        before = number(box, "request.amount")
        box.call("what_if", {"field": "request.amount", "value": "900万"})
        assert box.context.view.figures() == box.context.figures
        assert number(box, "request.amount") == before


class TestFindings:
    def test_warnings_the_gravest_first(self, box: Toolbox) -> None:
        found = keys(box.call("warnings", {}))
        assert found[0] == "rule.customers.top1.max.verdict"
        assert any("supplier_vanished" in key for key in found)
        assert "file.absent.vanished" not in found

    def test_none(self, healthy: Toolbox) -> None:
        assert keys(healthy.call("warnings", {})) == ["file.absent.warnings"]

    def test_what_is_missing(self, box: Toolbox, bare: Toolbox) -> None:
        told = "".join(s.text_zh for s in box.call("missing", {}).statements)
        assert "长期借款" in told
        assert "有息负债/EBITDA" in told
        assert "没有完整的上一可比期" not in told
        lacking = bare.call("missing", {})
        assert lacking.statements[0].text_en == (
            "The file has no financial statements, credit-bureau report, bank statements or tax "
            "returns."
        )
        assert "score.rules.not_computable" in keys(lacking)


class TestDocuments:
    def test_search_quotes_and_hands_over_the_passage(self, box: Toolbox) -> None:
        found = box.call("search", {"query": "厂房租金多少"})
        assert [f.key for f in found.figures] == ["contract.yearly_rent:厂房租赁合同"]
        assert "为96.00万元（《厂房租赁合同.docx》第1页" in found.statements[0].text_zh
        assert "96万元" in found.statements[1].text_zh
        assert found.passages[0].source_name == "厂房租赁合同.docx"
        assert len(found.passages) <= 6

    def test_many_rows_do_not_crowd_out_one_contract(self, box: Toolbox) -> None:
        found = box.call("search", {"query": "rent is it paid quarterly"})
        assert "96万元" in found.statements[0].text_zh

    @pytest.mark.parametrize(
        ("query", "key", "words"),
        [
            ("loan agreement covenants", "file.absent.words:loan_contract", "no loan agreement"),
            ("any insurance?", "file.absent.words:insurance", "speaks of insurance"),
            (
                "does the sales contract have a minimum purchase",
                "file.absent.words:sales_contract", "says nothing of minimum purchase",
            ),
        ],
    )  # fmt: skip
    def test_what_no_page_says(self, box: Toolbox, query: str, key: str, words: str) -> None:
        found = box.call("search", {"query": query})
        assert keys(found) == [key]
        assert words in found.statements[0].text_en

    def test_a_case_without_documents_that_match(self, bare: Toolbox) -> None:
        found = bare.call("search", {"query": "zzzz"})
        assert keys(found) == ["file.absent.passages"]

    def test_a_page(self, box: Toolbox) -> None:
        found = box.call("read_page", {"source": "厂房租赁合同.docx", "page": 1})
        assert "第一条" in found.passages[0].text

    @pytest.mark.parametrize(
        "args", [{"source": "厂房租赁合同.docx", "page": 9}, {"source": "x", "page": 1}]
    )
    def test_no_such_page(self, box: Toolbox, args: dict[str, object]) -> None:
        with pytest.raises(ToolRefusal) as refused:
            box.call("read_page", args)
        assert re.search("[一-鿿]", str(refused.value))  # in the question's language

    def test_a_drafted_section_has_no_note_marks(self, box: Toolbox) -> None:
        text = box.call("draft_section", {"section": "还款能力"}).text
        assert "偿债保障比率" in text
        assert "[^" not in text

    def test_no_such_section(self, box: Toolbox) -> None:
        with pytest.raises(ToolRefusal):
            box.call("draft_section", {"section": "诗歌"})

    def test_sections_by_name(self) -> None:
        assert section_code("draft the repayment section") == "repayment"
        assert section_code("risks") == "risks"
        assert section_code("诗歌") is None


class TestArguments:
    def test_there_is_no_such_tool(self, box: Toolbox) -> None:
        with pytest.raises(ToolRefusal, match="there is no tool"):
            box.call("delete", {})

    @pytest.mark.parametrize(
        ("tool", "args", "words"),
        [
            ("figures", {}, "needs metric"),
            ("figures", {"metric": ["a"]}, "one text"),
            ("figures", {"metric": "a" * 501}, "longer than"),
            ("read_page", {"source": "x", "page": "one"}, "whole number"),
        ],
    )
    def test_arguments_that_do_not_fit(
        self, box: Toolbox, tool: str, args: dict[str, object], words: str
    ) -> None:
        with pytest.raises(ToolRefusal, match=words):
            box.call(tool, args)

    def test_arguments_nobody_asked_for_are_dropped(self, box: Toolbox) -> None:
        spec = next(s for s in box.specs if s.name == "read_page")
        args = arguments_from(spec, {"source": " a ", "page": "3", "colour": "red"})
        assert (args.text("source"), args.number("page"), args.text("colour")) == ("a", 3, "")

    def test_names_of_tools_are_told_apart(self, box: Toolbox) -> None:
        names = [spec.name for spec in box.specs]
        assert len(names) == len(set(names)) == 14
        assert box.context.say("甲", "a") == "甲"


@pytest.mark.parametrize(
    ("words", "unit", "text"),
    [
        ("300万元", Unit.CNY, "3000000"),
        ("1.5 million", Unit.CNY, "1500000"),
        ("2亿", Unit.CNY, "200000000"),
        ("500k", Unit.CNY, "500000"),
        ("5,000,000", Unit.CNY, "5000000"),
        ("4.5%", Unit.RATIO, "0.045"),
        ("百分之5", Unit.RATIO, "0.05"),
        ("0.05", Unit.RATIO, "0.05"),
        ("two years", Unit.TEXT, "two years"),
        ("2年", Unit.MONTHS, "24"),
        ("2 quarters", Unit.MONTHS, "6"),
        ("18个月", Unit.MONTHS, "18"),
        ("1.2倍", Unit.TIMES, "1.2"),
    ],
)
def test_amounts_in_a_field_s_own_unit(words: str, unit: Unit, text: str) -> None:
    assert amount_text(words, unit) == text


@pytest.mark.parametrize(
    ("words", "unit", "base", "text"),
    [
        ("+50万", Unit.CNY, "1000000", "1500000"),
        ("-20%", Unit.CNY, "1000000", "800000"),
        ("80%", Unit.CNY, "1000000", "800000"),
        ("+1个百分点", Unit.RATIO, "0.045", "0.055"),
        ("-0.5%", Unit.RATIO, "0.045", "0.04"),
        ("6%", Unit.RATIO, "0.045", "0.06"),
        ("+1年", Unit.MONTHS, "12", "24"),
    ],
)
def test_changes_of_a_value(words: str, unit: Unit, base: str, text: str) -> None:
    assert changed_text(words, unit, Decimal(base)) == text


def test_a_change_needs_something_to_change() -> None:
    with pytest.raises(ToolRefusal, match="doesn't have"):
        changed_text("+50万", Unit.CNY, None)
    with pytest.raises(ToolRefusal, match="no number"):
        amount_text("很多", Unit.CNY)
