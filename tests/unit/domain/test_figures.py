from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from pydantic import ValidationError

from assistant.domain.evidence import Computed, Entered, Quoted, Said
from assistant.domain.figures import (
    Figure,
    FigureStatus,
    Metric,
    Statement,
    StatementKind,
    effective,
    figure_key,
)
from assistant.domain.periods import period_from
from assistant.domain.quantities import Lang, Unit

ENTERED = Entered(who="李", when=datetime(2026, 1, 1, tzinfo=UTC), why="申请表")


def make_figure(**changes: object) -> Figure:
    fields = {
        "key": "sales.net@2024",
        "label_zh": "开票净销售额",
        "label_en": "net sales",
        "value": Decimal("31200000.00"),
        "unit": Unit.CNY,
        "period": period_from("2024"),
        "evidence": ENTERED,
    }
    return Figure.model_validate(fields | changes)


def test_keys_come_apart_and_together() -> None:
    key = figure_key("sales.net:甲公司#vat_returns@2024")
    assert (key.metric, key.scope, key.source, key.period) == (
        "sales.net",
        "甲公司",
        "vat_returns",
        "2024",
    )
    assert str(key) == "sales.net:甲公司#vat_returns@2024"
    assert str(figure_key("request.amount")) == "request.amount"


@pytest.mark.parametrize(
    "text", ["", "Sales@2024", "sales net", "sales@", "销售@2024", "sales.net@2024\n"]
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a figure key"):
        figure_key(text)


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        (Decimal("31200000.00"), Unit.CNY),
        (17, Unit.COUNT),
        (date(2020, 1, 2), Unit.DATE),
        ("007", Unit.TEXT),
    ],
)
def test_json_keeps_value_and_type(value: object, unit: Unit) -> None:
    figure = make_figure(value=value, unit=unit)
    again = Figure.model_validate_json(figure.model_dump_json())
    assert again == figure
    assert type(again.value) is type(value)


def test_a_missing_value_needs_a_reason_and_only_then() -> None:
    assert make_figure(value=None, missing_reason="no invoices").number is None
    with pytest.raises(ValidationError, match="needs a reason"):
        make_figure(value=None)
    with pytest.raises(ValidationError, match="needs a reason"):
        make_figure(missing_reason="though it is there")


def test_a_malformed_key_is_no_figure() -> None:
    with pytest.raises(ValidationError, match="not a figure key"):
        make_figure(key="Sales")
    with pytest.raises(ValidationError):
        Figure.model_validate("sales")


def test_a_figure_prints_itself() -> None:
    figure = make_figure()
    assert figure.metric == "sales.net"
    assert figure.number == Decimal(31200000)
    assert figure.label(Lang.ZH) + figure.text(Lang.ZH) == "开票净销售额3,120.00万元"
    assert figure.label(Lang.EN) == "net sales"
    assert figure.text(Lang.EN, full=True) == "CNY 31,200,000.00"
    assert make_figure(value="x", unit=Unit.TEXT).number is None


def test_metrics_and_statements_speak_both_languages() -> None:
    metric = Metric(key="sales.net", label_zh="净销售额", label_en="net sales", unit=Unit.CNY)
    assert (metric.label(Lang.ZH), metric.label(Lang.EN)) == ("净销售额", "net sales")
    statement = Statement(
        key="a.value@2024", kind=StatementKind.VALUE, text_zh="甲", text_en="a", figures=()
    )
    assert (statement.text(Lang.ZH), statement.text(Lang.EN)) == ("甲", "a")


def test_evidence_is_told_apart_by_type() -> None:
    said = Said(
        recording="r",
        start_s=Decimal("192.0"),
        end_s=Decimal(195),
        speaker="owner",
        words="5,000万",
    )
    figure = make_figure(evidence=said, status=FigureStatus.CANDIDATE)
    assert Figure.model_validate_json(figure.model_dump_json()).evidence == said
    computed = Computed(tool="t", version="1", inputs_digest="d", formula="f")
    assert make_figure(evidence=computed).evidence.type == "computed"


def test_a_count_written_as_text_becomes_a_number() -> None:
    assert make_figure(value="17", unit=Unit.COUNT).value == 17


def test_what_a_person_entered_beats_what_was_read() -> None:
    read = make_figure(evidence=Computed(tool="t", version="1", inputs_digest="d", formula="f"))
    candidate = read.model_copy(update={"status": FigureStatus.CANDIDATE})
    entered = make_figure(value=Decimal(5))
    other = make_figure(key="sales.gross@2024")
    assert effective([candidate, other, read]) == (read, other)
    assert effective([read, candidate]) == (read,)
    assert effective([read, entered, candidate]) == (entered,)


def test_of_two_documents_the_surer_place_counts_in_any_order() -> None:
    def read(name: str, page: int, cell: str | None = None) -> Figure:
        quoted = Quoted(source=f"{name}{page}", source_name=name, page=page, cell=cell, quote="8")
        return make_figure(evidence=quoted, status=FigureStatus.CANDIDATE)

    said = Said(recording="r", start_s=Decimal(1), end_s=Decimal(2), speaker="owner", words="8")
    heard = make_figure(evidence=said, status=FigureStatus.CANDIDATE)
    # A cell, then text by name, then by page; what was only said comes last.
    ranked = [
        read("z.xlsx", 1, "A!B2"),
        read("a.pdf", 1),
        read("a.pdf", 2),
        read("b.pdf", 1),
        heard,
    ]
    for n in range(len(ranked)):
        left = ranked[n:]
        assert effective(left) == effective(left[::-1]) == (ranked[n],)


def test_a_missing_reason_speaks_one_language_at_a_time() -> None:
    both = make_figure(value=None, missing_reason="没有发票 / no invoices")
    assert (both.missing(Lang.ZH), both.missing(Lang.EN)) == ("没有发票", "no invoices")
    one = make_figure(value=None, missing_reason="缺少利息费用")
    assert (one.missing(Lang.ZH), one.missing(Lang.EN)) == ("缺少利息费用", "缺少利息费用")
    assert make_figure().missing(Lang.EN) == ""


def test_a_rejected_value_beats_its_candidate_and_yields_to_what_is_verified() -> None:
    page = Quoted(source="ab", source_name="a.pdf", page=1, quote="31200000")
    verified = make_figure(evidence=page)
    read = make_figure(evidence=page, status=FigureStatus.CANDIDATE)
    rejected = make_figure(value=None, missing_reason="看不清 / not legible")
    assert effective([read, rejected]) == effective([rejected, read]) == (rejected,)
    assert effective([rejected, verified]) == (verified,)
