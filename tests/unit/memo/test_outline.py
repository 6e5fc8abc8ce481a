from decimal import Decimal

from assistant.domain.case import CaseFile
from assistant.domain.figures import Figure, FigureStatus, StatementKind
from assistant.domain.memo import MemoKind
from assistant.domain.quantities import Lang, Unit
from assistant.memo.outline import Material, outline


def section(case: CaseFile, code: str, lang: Lang = Lang.ZH) -> Material:
    return next(m for m in outline(case, MemoKind.NEW, lang) if m.spec.code == code)


def test_only_the_latest_statement_of_a_kind_is_told(case: CaseFile) -> None:
    assert [s.key for s in section(case, "trading").statements] == ["sales.net.trend@2024"]


def test_a_trend_stands_for_the_value_that_it_ends_in(case: CaseFile) -> None:
    trend = next(s for s in case.statements if s.key == "sales.net.trend@2024")
    value = trend.model_copy(update={"key": "sales.net.value@2024", "kind": StatementKind.VALUE})
    other = value.model_copy(update={"key": "sales.volatility.value@2024"})
    more = case.model_copy(update={"statements": (*case.statements, value, other)})
    told = [s.key for s in section(more, "trading").statements]
    assert told == ["sales.net.trend@2024", "sales.volatility.value@2024"]


def test_a_table_has_whole_years_oldest_first(case: CaseFile) -> None:
    table = section(case, "trading").table
    assert table is not None
    assert table.heads == ("2023年", "2024年")
    assert [row.label for row in table.rows] == ["净销售额"]


def test_unset_fields_and_missing_figures_become_open_points(case: CaseFile) -> None:
    request = section(case, "request")
    asked = [p.ask for p in request.open_points]
    assert "请提供申请期限" in asked
    assert not any("申请金额" in ask for ask in asked)
    cover = section(case, "repayment").open_points
    assert [(p.text, p.ask) for p in cover[:1]] == [("“偿债备付率”无法计算", "缺少利息费用")]


def test_numbered_fields_are_listed_under_their_number(case: CaseFile) -> None:
    labels = [row.label for row in section(case, "collateral").fields if row.figure]
    assert labels == ["押品评估价值（1）"]


def test_guarantees_are_listed_record_by_record_once_they_are_verified(case: CaseFile) -> None:
    def stated(key: str, value: Decimal | str, unit: Unit, status: str = "verified") -> Figure:
        return case.figures[0].model_copy(
            update={
                "key": key,
                "label_zh": key,
                "value": value,
                "unit": unit,
                "period": None,
                "status": FigureStatus(status),
            }
        )

    more = (
        stated("guarantee.amount:甲", Decimal(3_000_000), Unit.CNY),
        stated("guarantee.amount:乙", Decimal(1_000_000), Unit.CNY),
        stated("guarantee.debtor:甲", "甲", Unit.TEXT),
        stated("guarantee.ends:乙", "2027-05-18", Unit.TEXT, "candidate"),
    )
    held = case.model_copy(update={"figures": (*case.figures, *more)})
    labels = [row.label for row in section(held, "collateral").fields if row.figure]
    assert labels[1:] == ["guarantee.debtor:甲", "guarantee.amount:甲", "guarantee.amount:乙"]


def test_a_section_without_material_asks_for_documents(case: CaseFile) -> None:
    bare = case.model_copy(update={"figures": (), "statements": ()})
    material = section(bare, "financial", Lang.EN)
    assert material.is_empty
    assert material.open_points[0].ask.startswith("provide: financial statements")


def test_candidates_are_never_printed_as_facts(case: CaseFile) -> None:
    figures = tuple(
        f.model_copy(update={"status": "candidate"}) if f.key == "revenue@FY2024" else f
        for f in case.figures
    )
    material = section(case.model_copy(update={"figures": figures}), "financial")
    assert material.table is None
