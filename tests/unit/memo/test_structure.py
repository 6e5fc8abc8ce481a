"""Who owns, controls and guarantees whom: from verified entries alone, in layers, drawn and proved."""

from decimal import Decimal

import pytest
from lxml import etree

from assistant.domain.case import CaseFile
from assistant.domain.checks import Proof
from assistant.domain.evidence import Entered
from assistant.domain.figures import Figure, FigureStatus
from assistant.domain.memo import ChartForm
from assistant.domain.periods import period_from
from assistant.domain.quantities import Lang, Unit
from assistant.memo.drawing import svg
from assistant.memo.markdown import chart_tables
from assistant.memo.structure import layers, structure
from assistant.proof.book import FactBook
from assistant.proof.check import check_text
from assistant.services.entering import entered_figure
from tests.unit.memo.conftest import AT, COMPUTED
from tests.unit.memo.test_draft import draft

FIRM = "青禾示例<食品>"
ENTRIES = {
    "owner.1.name": "甲某",
    "owner.1.share": "70%",
    "owner.2.name": "乙合伙",
    "owner.2.share": "30%",
    "owner.3.name": FIRM,
    "owner.3.share": "60%",
    "owner.3.of": "丙冷链公司",
    "applicant.controller": "甲某",
    "guarantor.1.name": "甲某",
    "guarantee.guarantor:list": FIRM,
    "guarantee.debtor:list": "丁公司",
    "member.1.name": "丙冷链公司",
    "member.2.name": "戊公司",
}


def entered(entries: dict[str, str]) -> tuple[Figure, ...]:
    by = Entered(who="李", when=AT, why="")
    return tuple(entered_figure(key, text, by) for key, text in entries.items())


@pytest.fixture
def grouped(case: CaseFile) -> CaseFile:
    return case.model_copy(update={"figures": (*case.figures, *entered(ENTRIES))})


def test_ties_are_the_entries_and_a_member_that_is_owned_is_not_tied_twice(
    grouped: CaseFile,
) -> None:
    chart = structure(grouped, "borrower", Lang.ZH)
    told = {s.name: [(p.label, p.named, p.text) for p in s.points] for s in chart.series}
    assert told == {
        "持股": [("甲某", FIRM, "70.0%"), ("乙合伙", FIRM, "30.0%"), (FIRM, "丙冷链公司", "60.0%")],
        "实际控制": [("甲某", FIRM, "")],
        "保证": [("甲某", FIRM, ""), (FIRM, "丁公司", "")],
        "集团成员": [(FIRM, "戊公司", "")],
    }


def test_what_nobody_confirmed_is_not_drawn(grouped: CaseFile) -> None:
    waiting = [
        f.model_copy(update={"status": FigureStatus.CANDIDATE})
        if f.key.startswith("guarantor.")
        else f
        for f in grouped.figures
    ]
    chart = structure(grouped.model_copy(update={"figures": tuple(waiting)}), "b", Lang.EN)
    assert all((p.label, p.named) != ("甲某", FIRM) for s in chart.series[2:] for p in s.points)


def test_owners_stand_above_and_a_circle_ends() -> None:
    found = layers([("甲", "青禾"), ("青禾", "丙"), ("乙", "丙")], "青禾")
    assert found == [["甲"], ["青禾", "乙"], ["丙"]]
    assert {n for layer in layers([("甲", "乙"), ("乙", "甲")], "青禾") for n in layer} == {
        "青禾",
        "甲",
        "乙",
    }


def test_the_memo_draws_the_group_and_proves_its_tables(grouped: CaseFile) -> None:
    for lang in Lang:
        memo = draft(grouped, lang)
        (chart,) = (c for c in memo.charts if c.form is ChartForm.TREE)
        names = set(etree.fromstring(svg(chart)).itertext())
        assert {"甲某", "乙合伙", FIRM, "70.0%"} <= names
        assert memo.check.counted(Proof.UNCHECKED) + memo.check.counted(Proof.FALSE) == 0


@pytest.mark.parametrize(
    ("row", "verdicts"),
    [
        ("| 甲某 | 70.0% |", ["proved", "proved"]),
        ("| 甲某 | 30.0% |", ["proved", "false"]),
        ("| 己某 | 70.0% |", ["unchecked", "unchecked"]),
        ("| 乙合伙 | 30.0% |", ["proved", "proved"]),
    ],
)
def test_a_number_in_a_row_of_a_list_is_that_of_the_entry_it_names(
    row: str, verdicts: list[str]
) -> None:
    text = f"| 持股人 | 持股比例 |\n|---|---:|\n{row}"
    check = check_text(text, FactBook(entered(ENTRIES)))
    assert [c.verdict.value for s in check.sentences for c in s.claims] == verdicts


@pytest.mark.parametrize(
    ("lang", "row"),
    [
        (Lang.ZH, "| 丙冷链公司：集团成员可偿债现金流 | 85.00万元 |"),
        (Lang.EN, "| group member's cash available for debt service: 丙冷链公司 | CNY 850,000 |"),
    ],
)
def test_the_parts_of_the_group_s_cash_stand_under_the_members_names(
    grouped: CaseFile, lang: Lang, row: str
) -> None:
    cash = {"member.1.cash_available": "85万", "member.2.cash_available": "20万"}
    own = [
        Figure(
            key=f"{metric}@FY2025", label_zh=zh, label_en=en, value=Decimal(value), unit=Unit.CNY,
            period=period_from("FY2025"), evidence=COMPUTED, status=FigureStatus.VERIFIED,
        )
        for metric, zh, en, value in (
            ("ebitda", "息税折旧摊销前利润", "EBITDA", "3000000"),
            ("group.cash_available", "集团可偿债现金流", "group cash available", "4050000"),
        )
    ]  # fmt: skip
    case = grouped.model_copy(update={"figures": (*grouped.figures, *entered(cash), *own)})
    memo = draft(case, lang)
    (table,) = (t for _, t in chart_tables(memo) if "EBITDA" in t or "息税" in t)
    assert row in table.splitlines()
    assert "1）" not in table
    assert "(1)" not in table
    book = FactBook(case.figures)
    assert check_text(table, book).verdict is Proof.PROVED
    swapped = table.replace("850,000", "200,000").replace("85.00", "20.00")
    assert check_text(swapped, book).verdict is Proof.FALSE
