"""Sources that give one figure different values."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from assistant.domain.evidence import Computed, Entered, Quoted, Said
from assistant.domain.figures import Figure, FigureStatus
from assistant.domain.findings import FindingKind, Severity
from assistant.domain.periods import period_from
from assistant.domain.quantities import Unit
from assistant.extraction.disagreements import disagreements

D = Decimal


def quoted(name="a.pdf", page=1):
    return Quoted(source=name * 8, source_name=name, page=page, quote="q")


def entered(who="李雷"):
    return Entered(who=who, when=datetime(2025, 1, 1, tzinfo=UTC), why="")


def figure(value, evidence, status=FigureStatus.VERIFIED, key="revenue@FY2024"):
    return Figure(
        key=key, label_zh="营业收入", label_en="revenue", value=D(value), unit=Unit.CNY,
        period=period_from("FY2024") if "@" in key else None, evidence=evidence, status=status,
    )  # fmt: skip


def test_both_values_and_the_one_that_counts_are_named():
    (found,) = disagreements([figure(100, quoted()), figure(120, quoted("b.xlsx"))])
    assert (found.kind, found.severity) == (FindingKind.CONSISTENCY, Severity.WARNING)
    assert found.statement.text_zh == (
        "2024年度营业收入在各来源中不一致：《a.pdf》 100.00元，《b.xlsx》 120.00元；"
        "采用《a.pdf》的数值。"
    )
    assert found.statement.text_en == (
        "Sources disagree on revenue (FY2024): a.pdf CNY 100.00, b.xlsx CNY 120.00; "
        "the value of a.pdf counts."
    )


def test_what_a_person_entered_counts_and_a_misread_candidate_disagrees_with_nobody():
    typed = figure(100, entered())
    assert disagreements([typed, figure(9, quoted(), FigureStatus.CANDIDATE)]) == ()
    (found,) = disagreements([figure(120, quoted()), typed])
    assert "采用李雷录入的数值" in found.statement.text_zh


@pytest.mark.parametrize(
    "figures",
    [
        [],
        [figure(100, quoted())],
        [figure(100, quoted()), figure("100.00", quoted("b.xlsx"))],
        [figure(100, quoted()), figure(120, quoted(), key="capex@FY2024")],
    ],
)
def test_no_disagreement(figures):
    assert disagreements(figures) == ()


def test_candidates_disagree_before_anybody_decides():
    waiting = [figure(n, quoted(f"{n}.txt"), FigureStatus.CANDIDATE) for n in (1, 2)]
    assert len(disagreements(waiting)) == 1


def test_sums_and_speech_are_named_and_ids_follow_the_values():
    summed = Computed(tool="t", version="1", inputs_digest="d", formula="sum of sales in vat.xlsx")
    said = Said(recording="r", start_s=D(1), end_s=D(2), speaker="s", words="w")
    one = disagreements([figure(1, summed), figure(2, said)])[0]
    assert "sum of sales in vat.xlsx CNY 1.00, the interview CNY 2.00" in one.statement.text_en
    assert "访谈" in one.statement.text_zh
    other = disagreements([figure(1, summed), figure(3, said)])[0]
    assert one.id != other.id
    # The order of the sources changes which one counts, not what they disagree on.
    assert disagreements([figure(2, said), figure(1, summed)])[0].id == one.id
