from datetime import UTC

from assistant.domain.accounts import STATEMENT_LINES
from assistant.domain.applicant import field_metric
from assistant.domain.clock import system_clock


def test_fields_are_found_by_key() -> None:
    amount = field_metric("request.amount")
    assert amount is not None
    assert amount.label_zh == "申请金额"


def test_numbered_fields_carry_their_number() -> None:
    value = field_metric("collateral.2.value")
    assert value is not None
    assert (value.key, value.label_zh) == ("collateral.2.value", "押品评估价值（2）")


def test_unknown_fields_are_none() -> None:
    assert field_metric("request.colour") is None
    assert field_metric("collateral.1.colour") is None
    assert field_metric("collateral.n.value") is None


def test_no_alias_names_two_statement_lines() -> None:
    names = [n for m in STATEMENT_LINES.values() for n in {m.label_zh, *m.aliases_zh}]
    assert len(names) == len(set(names))


def test_the_clock_is_aware() -> None:
    assert system_clock().tzinfo is UTC
