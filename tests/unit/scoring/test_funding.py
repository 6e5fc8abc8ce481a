"""Sources and uses, and the group's cover: worked out by hand."""

from decimal import Decimal

from assistant.domain.figures import Figure, Statement
from assistant.domain.quantities import Unit
from assistant.scoring.formulas import Anchor
from assistant.scoring.funding import funding_figures, funding_findings
from assistant.scoring.ratios import focus_anchor, ratio_figures, raw_lines

Made = tuple[dict[str, Figure], dict[str, Statement]]


def made(firm, *entered: Figure) -> Made:
    base = (*firm.everything(), *entered)
    ratios = ratio_figures(base, firm.as_of).figures
    focus: Anchor | None = focus_anchor(raw_lines(base), firm.as_of)
    figures, told = funding_figures((*base, *ratios), focus)
    return {f.key: f for f in figures}, {s.key: s for s in told}


def named(firm, key: str, value: str) -> Figure:
    return firm.line("cash@2024-12-31", Decimal(1)).model_copy(
        update={"key": key, "value": value, "unit": Unit.TEXT, "period": None}
    )


def test_without_a_fiscal_year_a_group_has_no_cover(firm) -> None:
    cash = firm.line("member.1.cash_available", Decimal(300_000))
    figures, _ = funding_figures((cash,), None)
    assert not any(f.metric.startswith("group.dscr") for f in figures)


def test_a_file_without_uses_or_members_owes_none_of_it(firm) -> None:
    assert made(firm) == ({}, {})


def test_sources_are_the_request_and_what_the_borrower_adds(firm) -> None:
    asked = next(f for f in firm.everything() if f.key == "request.amount").number
    own = firm.line("request.own_contribution", Decimal(500_000))
    for spent, gap, said in ((asked + 500_000, 0, "equal"), (asked + 600_000, -100_000, "short")):
        figures, told = made(firm, own, firm.line("use.1.amount", spent))
        assert figures["funding.sources"].value == asked + 500_000
        assert figures["funding.gap"].value == gap
        assert said in told["funding.balance.comparison"].text_en
        # A gap of nothing is said in words; any other also as an amount.
        assert ("funding.gap.value" in told) == bool(gap)


def test_sources_that_are_not_the_uses_are_a_finding(firm) -> None:
    asked = next(f for f in firm.everything() if f.key == "request.amount").number
    none = firm.line("request.own_contribution", Decimal(0))
    equal, _ = made(firm, none, firm.line("use.1.amount", asked))
    assert funding_findings(equal.values()) == ()
    short, _ = made(firm, none, firm.line("use.1.amount", asked + 100_000))
    (found,) = funding_findings(short.values())
    assert found.statement.text_zh.endswith("尚缺10.00万元，须说明差额。")
    uneven, _ = made(firm, none, firm.line("use.1.amount", asked + Decimal("0.01")))
    (exact,) = funding_findings(uneven.values())
    assert exact.statement.text_zh.endswith("尚缺0.01元，须说明差额。")
    assert f"资金来源合计{asked:,.2f}元" in exact.statement.text_zh
    more, _ = made(firm, none, firm.line("use.1.amount", asked - 100_000))
    (other,) = funding_findings(more.values())
    assert "CNY 100,000 more than uses" in other.statement.text_en
    assert found.id != other.id


def test_the_group_pays_its_debt_from_what_comes_from_outside_it(firm) -> None:
    figures, told = made(
        firm,
        named(firm, "member.1.name", "甲"),
        firm.line("member.1.cash_available", Decimal(300_000)),
        firm.line("member.1.debt_service", Decimal(200_000)),
        firm.line("member.1.intragroup", Decimal(50_000)),
        named(firm, "member.2.name", "乙"),
    )
    cover = next(f for k, f in figures.items() if k.startswith("group.dscr@"))
    year = cover.period.code
    own = {f.key: f for f in ratio_figures(firm.everything(), firm.as_of).figures}
    cash = own[f"ebitda@{year}"].number + 300_000 - 50_000
    debt = own[f"debt_service@{year}"].number + 200_000
    assert figures[f"group.cash_available@{year}"].value == cash
    assert abs(cover.value - cash / debt) < Decimal("1e-11")
    absent = told[f"group.accounts.comparison@{year}"]
    assert absent.text_zh == "没有账目、未计入集团现金流的成员：乙。"
    assert f"group.dscr.value@{year}" in told


def test_a_group_whose_members_all_have_accounts_names_none_without(firm) -> None:
    _, told = made(
        firm,
        named(firm, "member.1.name", "甲"),
        firm.line("member.1.cash_available", Decimal(300_000)),
        firm.line("member.1.debt_service", Decimal(200_000)),
        firm.line("member.1.intragroup", Decimal(0)),
    )
    assert any(key.startswith("group.dscr.value@") for key in told)
    assert not any(key.startswith("group.accounts") for key in told)


def test_a_total_says_why_it_is_missing(firm) -> None:
    uses = firm.line("use.1.amount", Decimal(100_000))
    dollars = firm.line("use.2.amount", Decimal(9_000)).model_copy(update={"unit": Unit.USD})
    figures, _ = made(firm, uses, dollars)
    assert figures["funding.uses"].value is None
    assert "different currencies" in str(figures["funding.uses"].missing)
    figures, told = made(firm, named(firm, "use.1.what", "设备"))
    assert told == {}
    assert "no part of it is entered" in str(figures["funding.uses"].missing)
