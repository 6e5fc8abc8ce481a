from decimal import Decimal

from assistant.domain.case import CaseFile
from assistant.domain.evidence import Quoted
from assistant.domain.figures import Figure, FigureStatus, StatementKind
from assistant.domain.lacking import undated
from assistant.domain.memo import MemoKind
from assistant.domain.quantities import Lang, Unit
from assistant.memo.outline import Material, outline
from tui.messages import Words
from tui.presenter.cases import case_headline
from tui.presenter.lines import plain


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
    assert asked == ["请提供申请期限、申请利率、贷款用途、还款方式，或说明原因"]
    # What a missing bureau report would state is asked for with it, and not field by field.
    assert [p.ask for p in section(case, "exposure").open_points] == []
    cover = section(case, "repayment").open_points
    assert [(p.text, p.ask) for p in cover[:1]] == [("“偿债备付率”无法计算", "缺少利息费用")]


def test_a_numbered_family_is_a_table_with_the_parts_that_are_known(case: CaseFile) -> None:
    first = next(f for f in case.figures if f.key == "collateral.1.value")
    tenth = first.model_copy(update={"key": "collateral.10.value", "value": Decimal(9)})
    more = case.model_copy(update={"figures": (tenth, *case.figures)})
    (table,) = section(more, "collateral").families
    assert [part.label_zh for part in table.parts] == ["押品评估价值"]
    assert [row[0].value for row in table.rows if row[0]] == [Decimal(6_800_000), Decimal(9)]


def test_what_has_no_answer_says_why(case: CaseFile) -> None:
    """A person gave the reason: told, no longer asked. A document waits: told and asked."""
    why = {"value": None, "missing_reason": "利率签约时定"}
    amount = next(f for f in case.figures if f.key == "request.amount")
    rate = amount.model_copy(update={"key": "request.rate", "label_zh": "申请利率", **why})
    read = Quoted(source="s", source_name="申请表.docx", page=2, quote="期限 12")
    tenor = amount.model_copy(
        update={
            "key": "request.tenor_months",
            "label_zh": "申请期限",
            "evidence": read,
            "status": FigureStatus.CANDIDATE,
        }
    )
    material = section(case.model_copy(update={"figures": (*case.figures, rate, tenor)}), "request")
    told = [row.why.text_zh for row in material.fields if row.why]
    assert told == [
        "“申请期限”待确认：《申请表.docx》第2页载有，尚未经人核对。",
        "“申请利率”未提供，原因：利率签约时定。",
    ]
    asked = " ".join(p.text for p in material.open_points)
    assert "申请期限" in asked
    assert "利率" not in asked + " ".join(p.ask for p in material.open_points)


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
    assert labels == ["guarantee.debtor:甲", "guarantee.amount:甲", "guarantee.amount:乙"]


def test_a_section_without_material_asks_for_documents(case: CaseFile) -> None:
    bare = case.model_copy(update={"figures": (), "statements": ()})
    material = section(bare, "financial", Lang.EN)
    assert material.is_empty
    assert material.open_points[0].ask.startswith("provide financial statements")


def test_candidates_are_never_printed_as_facts(case: CaseFile) -> None:
    figures = tuple(
        f.model_copy(update={"status": "candidate"}) if f.key == "revenue@FY2024" else f
        for f in case.figures
    )
    material = section(case.model_copy(update={"figures": figures}), "financial")
    assert material.table is None


def test_statements_without_an_as_of_date_ask_for_it_with_the_day_of_the_latest(
    case: CaseFile,
) -> None:
    assert undated(case, Lang.ZH) is None
    bare = case.model_copy(update={"as_of": None})
    asked = undated(bare, Lang.EN)
    assert asked is not None
    assert asked.ask.endswith("the latest ends 2024-12-31: enter case.as_of")
    assert "没有基准日" in plain(case_headline(bare, Words(Lang.ZH)))
    nothing = bare.model_copy(
        update={"figures": tuple(f for f in bare.figures if f.metric != "revenue")}
    )
    assert undated(nothing, Lang.EN) is None
