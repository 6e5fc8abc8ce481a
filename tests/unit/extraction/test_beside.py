"""Papers set beside each other and beside the case's own figures."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.evidence import Computed, Quoted
from assistant.domain.figures import Figure, FigureStatus, figure_key
from assistant.domain.periods import period_from
from assistant.domain.quantities import Unit
from assistant.extraction.beside import beside
from assistant.extraction.disagreements import disagreements

D = Decimal
AS_OF = date(2025, 12, 31)


def figure(key, value, unit=Unit.CNY, *, status=FigureStatus.VERIFIED, computed="", name="a.pdf"):
    period = figure_key(key).period
    evidence = (
        Computed(tool="t", version="1", inputs_digest="", formula=computed)
        if computed
        else Quoted(source=name, source_name=name, page=1, quote="q")
    )
    return Figure(
        key=key, label_zh=key, label_en=key, value=value, unit=unit,
        period=period_from(period) if period else None, evidence=evidence, status=status,
    )  # fmt: skip


def rules(*figures, as_of=AS_OF):
    return [f.rule_id for f in beside(figures, as_of)]


@pytest.mark.parametrize(("stated", "told"), [(D(1_000_000), []), (D(900_000), ["papers.ageing"])])
def test_an_ageing_total_beside_the_balance_sheet(stated, told):
    own = figure("receivables@2025-12-31", D(1_010_000))
    assert rules(figure("receivables#ageing@2025-12-31", stated), own) == told


def test_loans_are_added_up_before_they_are_compared():
    loans = [figure(f"debt.balance:{n}@2025-12-31", D(2_000_000)) for n in ("甲", "乙")]
    assert rules(*loans, figure("bureau.outstanding_credit", D(4_000_000))) == []
    (found,) = beside((*loans, figure("bureau.outstanding_credit", D(6_000_000))), AS_OF)
    assert found.statement.text_en == (
        "The loans of the debt schedule add up to CNY 4,000,000.00; bureau.outstanding_credit is "
        "CNY 6,000,000.00."
    )


def test_guarantees_given_are_added_up_beside_the_bureau_and_those_received_are_not():
    given = [figure(f"guarantee.amount:{n}", D(2_000_000)) for n in ("甲", "乙")]
    received = (
        figure("guarantee.amount:丙_示例", D(9_000_000)),
        figure("guarantee.guarantor:丙_示例", "丙", Unit.TEXT, status=FigureStatus.CANDIDATE),
    )
    assert rules(*given, *received, figure("bureau.external_guarantees", D(4_000_000))) == []
    found = rules(*given, *received, figure("bureau.external_guarantees", D(0)))
    assert found == ["papers.guarantees"]


def test_a_certificate_beside_our_figure_with_our_formula():
    own = figure("dscr.ebitda@FY2025", D("1.1042"), Unit.TIMES, computed="ebitda / debt_service")
    said = figure("dscr.ebitda#certificate@2025-12-31", D("1.35"), Unit.TIMES)
    (found,) = beside((own, said), AS_OF)
    assert found.statement.text_en == (
        "The borrower's certificate states dscr.ebitda@FY2025 of 1.35x; ours, ebitda / "
        "debt_service, is 1.10x."
    )
    same = figure("dscr.ebitda#certificate@2025-12-31", D("1.1"), Unit.TIMES)
    assert rules(own, same) == []


def test_a_candidate_is_compared_with_nothing_but_its_own_check_character():
    waiting = {"status": FigureStatus.CANDIDATE}
    own = figure("receivables@2025-12-31", D(1))
    assert rules(figure("receivables#ageing@2025-12-31", D(5), **waiting), own) == []
    wrong = figure("applicant.uscc", "91350100M000100Y44", Unit.TEXT, **waiting)
    assert rules(wrong) == ["papers.uscc"]
    assert rules(figure("applicant.uscc", "91350100M000100Y43", Unit.TEXT)) == []


def test_papers_that_have_run_out_and_a_firm_that_is_struck_off():
    ended = figure("applicant.licence_ends", date(2025, 6, 30), Unit.DATE)
    later = figure("valuation.valid_until:x", date(2026, 6, 30), Unit.DATE)
    gone = figure("applicant.registration_status", "注销", Unit.TEXT)
    assert rules(ended, later, gone) == ["papers.registration", "papers.ended"]
    assert rules(ended, as_of=None) == []


def test_headcount_and_valuation():
    people = figure("applicant.employees", 86, Unit.COUNT)
    assert rules(people, figure("applicant.insured_employees", 41, Unit.COUNT)) == [
        "papers.headcount"
    ]
    assert rules(people, figure("applicant.insured_employees", 80, Unit.COUNT)) == []
    declared = figure("collateral.total_value", D(6_800_000), computed="sum")
    assert rules(declared, figure("valuation.value:x", D(6_000_000))) == ["papers.valuation"]


@pytest.mark.parametrize(
    ("key", "one", "other", "told"),
    [
        ("applicant.name", "示例（江苏）有限公司", "示例(江苏)有限公司", 0),
        ("applicant.name", "示例食品有限公司", "示例粮油有限公司", 1),
        ("applicant.address", "示例市示例路88号", "示例省示例市示例路 88 号", 0),
        ("applicant.address", "示例市示例路88号", "示例市示例路99号", 1),
        ("applicant.legal_representative", "张三", "李四", 1),
    ],
)
def test_the_same_text_written_differently_is_no_disagreement(key, one, other, told):
    figures = [figure(key, one, Unit.TEXT), figure(key, other, Unit.TEXT, name="b.pdf")]
    assert len(disagreements(figures)) == told
