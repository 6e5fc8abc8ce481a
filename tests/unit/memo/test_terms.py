"""Documents, conditions and covenants: worked out by code, decided by persons."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from assistant.domain.case import CaseFile
from assistant.domain.checks import Proof
from assistant.domain.figures import Figure, Verdict
from assistant.domain.findings import FindingKind, Review, ReviewState
from assistant.domain.memo import MemoKind
from assistant.domain.periods import period_from
from assistant.domain.quantities import Lang, Unit
from assistant.domain.score import RuleResult
from assistant.domain.terms import ConditionKind, ConditionState, Need
from assistant.memo.conditions import conditions, owned
from assistant.memo.covenants import covenants, dates_of_tests
from assistant.memo.documents import documents
from assistant.memo.draft import DraftRequest, draft_memo
from assistant.services.reading import fact_book
from tests.unit.memo.conftest import AT, COMPUTED


def with_figure(case: CaseFile, key: str, value: Decimal | int | str, unit: Unit) -> CaseFile:
    code = key.rpartition("@")[2] if "@" in key else None
    made = Figure(
        key=key, label_zh=key, label_en=key, value=value, unit=unit,
        period=period_from(code) if code else None, evidence=COMPUTED,
    )  # fmt: skip
    return case.model_copy(update={"figures": (*case.figures, made)})


def needs(case: CaseFile, kind: MemoKind) -> dict[str, tuple[Need, bool]]:
    return {d.code: (d.need, d.is_held) for d in documents(case, kind)}


def test_each_kind_of_memo_asks_for_its_own_documents(case: CaseFile) -> None:
    new, screen = needs(case, MemoKind.NEW), needs(case, MemoKind.PRESCREEN)
    assert new["bureau"] == (Need.REQUIRED, False)
    assert screen["bureau"] == (Need.RECOMMENDED, False)
    assert new["vat"] == (Need.RECOMMENDED, False)
    assert "owners" not in screen
    assert needs(case, MemoKind.DECLINE) == {}


def test_a_longer_a_secured_and_a_guaranteed_loan_need_more(case: CaseFile) -> None:
    """The case has collateral without a day of valuation; no guarantor; no tenor."""
    assert needs(case, MemoKind.NEW)["valuation"] == (Need.REQUIRED, False)
    assert "guarantor" not in needs(case, MemoKind.NEW)
    assert "schedule" not in needs(
        with_figure(case, "request.tenor_months", 12, Unit.MONTHS), MemoKind.NEW
    )
    longer = with_figure(case, "request.tenor_months", 36, Unit.MONTHS)
    assert needs(longer, MemoKind.NEW)["schedule"] == (Need.REQUIRED, False)
    backed = with_figure(case, "guarantor.1.name", "甲", Unit.TEXT)
    assert needs(backed, MemoKind.NEW)["guarantor"] == (Need.REQUIRED, False)


def test_three_years_of_accounts_are_three(case: CaseFile) -> None:
    for year in (2023, 2024):
        case = with_figure(case, f"total_assets@{year}-12-31", Decimal(9), Unit.CNY)
        case = with_figure(case, f"net_profit@FY{year}", Decimal(1), Unit.CNY)
    case = with_figure(case, "revenue@FY2023", Decimal(5), Unit.CNY)
    assert not needs(case, MemoKind.NEW)["accounts"][1]
    assert needs(case, MemoKind.REVIEW)["latest_accounts"][1]
    case = with_figure(case, "total_assets@2025-12-31", Decimal(9), Unit.CNY)
    case = with_figure(case, "net_profit@FY2025", Decimal(1), Unit.CNY)
    case = with_figure(case, "revenue@FY2025", Decimal(5), Unit.CNY)
    assert needs(case, MemoKind.NEW)["accounts"][1]


def test_what_is_proposed_follows_from_tests_findings_and_documents(case: CaseFile) -> None:
    found = {c.origin: c for c in conditions(case)}
    assert found["rule:乙"].kind is ConditionKind.PRECEDENT
    assert (
        found["rule:乙"].statement.text_zh
        == "放款前取得分行审批人的书面豁免，或予以纠正：规则乙的结果。"
    )
    assert found["rule:丙"].kind is ConditionKind.ONGOING
    assert "rule:甲" not in found
    assert found["finding:top1:1"].kind is ConditionKind.ONGOING
    assert found["document:bureau"].statement.text_en == (
        "Obtain before drawdown: credit-bureau report."
    )
    assert found["practice:security"].state is ConditionState.PROPOSED
    assert len({c.id for c in found.values()}) == len(found)


def test_a_dismissed_finding_asks_for_nothing(case: CaseFile) -> None:
    gone = case.findings[0].model_copy(update={"review": Review(state=ReviewState.DISMISSED)})
    found = conditions(case.model_copy(update={"findings": (gone,)}))
    assert "finding:top1:1" not in {c.origin for c in found}


def decided(case: CaseFile, origin: str) -> CaseFile:
    made = next(c for c in conditions(case) if c.origin == origin).model_copy(
        update={
            "state": ConditionState.CONFIRMED, "owner": "王", "due": date(2026, 3, 31),
            "who": "李", "when": datetime(2026, 1, 1, tzinfo=UTC),
        }
    )  # fmt: skip
    return case.model_copy(update={"conditions": (made,)})


def test_what_was_confirmed_stays_when_its_finding_is_gone(case: CaseFile) -> None:
    held = decided(case, "finding:top1:1").model_copy(update={"findings": ()})
    (kept,) = (c for c in conditions(held) if c.origin == "finding:top1:1")
    assert (kept.state, kept.owner) == (ConditionState.CONFIRMED, "王")
    assert owned(kept).text_en.endswith("(owner: 王; due 2026-03-31).")


def covenanted(case: CaseFile) -> CaseFile:
    rule = RuleResult(
        id="current.min", kind=FindingKind.COVENANT, label_zh="流动比率下限",
        label_en="minimum current ratio", verdict=Verdict.PASS, figure="current_ratio@2025-12-31",
        text_zh="2025年12月31日流动比率为2.36倍，符合不低于1.00倍的要求：通过。",
        text_en="Current ratio at 2025-12-31 is 2.36x, not below the minimum of 1.00x: pass.",
        value=Decimal("2.36"), threshold=Decimal(1), unit=Unit.TIMES, operator=">=",
        headroom=Decimal("1.36"), break_even_zh="流动资产再下降超过57.6%将低于1.00倍。",
        break_even_en="Current assets may fall 57.6% before it drops below 1.00x.",
    )  # fmt: skip
    assert case.score is not None
    case = with_figure(case, "current_ratio@2025-12-31", Decimal("2.36"), Unit.TIMES)
    case = with_figure(case, "request.tenor_months", 12, Unit.MONTHS)
    rules = (*case.score.rules, rule)
    return case.model_copy(update={"score": case.score.model_copy(update={"rules": rules})})


def test_the_register_says_value_headroom_break_even_and_days(case: CaseFile) -> None:
    (one,) = covenants(covenanted(case))
    assert one.definition == "Σ net"
    assert one.test_dates == (date(2026, 12, 31),)
    assert one.statement.text_zh == (
        "流动比率下限：2025年12月31日流动比率为2.36倍，符合不低于1.00倍的要求：通过。余量1.36倍。"
        "流动资产再下降超过57.6%将低于1.00倍。测试日：2026-12-31。"
    )
    assert "Headroom 1.36x." in one.statement.text_en


@pytest.mark.parametrize(
    ("metric", "months", "days"),
    [
        ("sales.net@L12M", 12, ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"]),
        ("dscr.ebitda@FY2025", 24, ["2026-12-31", "2027-12-31"]),
        ("dscr.ebitda@FY2025", 6, []),
    ],
)
def test_tests_fall_on_quarters_or_years_within_the_tenor(
    case: CaseFile, metric: str, months: int, days: list[str]
) -> None:
    held = with_figure(case, "request.tenor_months", months, Unit.MONTHS)
    figure = case.figures[0].model_copy(update={"key": metric, "period": None})
    assert [d.isoformat() for d in dates_of_tests(held, figure)] == days


@pytest.mark.parametrize("lang", list(Lang))
def test_a_memo_lists_confirmed_conditions_and_covenants_and_is_proved_whole(
    case: CaseFile, lang: Lang
) -> None:
    held = decided(covenanted(case), "rule:乙")
    request = DraftRequest(held, MemoKind.NEW, lang, "李", AT, "t")
    memo = draft_memo(request, fact_book(held, ()), None, lambda *_: None)
    text = "\n".join(
        p.text for s in memo.sections if s.code == "recommendation" for p in s.paragraphs
    )
    owner = "责任人：王；期限：2026-03-31" if lang is Lang.ZH else "owner: 王; due 2026-03-31"
    assert owner in text
    assert ("余量1.36倍" if lang is Lang.ZH else "Headroom 1.36x") in text
    assert "practice" not in text
    assert memo.check.counted(Proof.UNCHECKED) + memo.check.counted(Proof.FALSE) == 0
    asks = [p.ask for p in memo.open_points]
    assert ("请提供企业征信报告" if lang is Lang.ZH else "provide credit-bureau report") in asks


def test_a_mitigant_is_proposed_by_figures_and_told_once_a_person_confirms_it(
    case: CaseFile,
) -> None:
    held = with_figure(case, "collateral.total_value", Decimal(900), Unit.CNY)
    held = with_figure(held, "request.amount", Decimal(1_000), Unit.CNY)
    assert "mitigant:collateral.total_value" not in {c.origin for c in conditions(held)}
    held = with_figure(held, "collateral.total_value", Decimal(1_000), Unit.CNY)
    offered = {c.origin: c for c in conditions(held)}["mitigant:collateral.total_value"]
    assert offered.kind is ConditionKind.MITIGANT
    assert offered.statement.figures == ("collateral.total_value", "request.amount")
    told = decided(held, offered.origin)
    request = DraftRequest(told, MemoKind.NEW, Lang.ZH, "李", AT, "t")
    memo = draft_memo(request, fact_book(told, ()), None, lambda *_: None)
    by_code = {s.code: "\n".join(p.text for p in s.paragraphs) for s in memo.sections}
    assert "**缓释因素。**" in by_code["risks"]
    assert "责任人：王" in by_code["risks"]
    assert "缓释因素" not in by_code["recommendation"]
    assert memo.check.counted(Proof.UNCHECKED) + memo.check.counted(Proof.FALSE) == 0
