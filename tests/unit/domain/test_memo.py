"""What a version of a memo knows of its own signatures."""

from datetime import UTC, datetime

from assistant.domain.memo import Signature
from tests.tui.made import memo_version


def test_a_memo_as_it_stood_has_the_signatures_of_then_only() -> None:
    first, second = (
        Signature(memo=1, digest="d", who=who, at=datetime(2026, 1, day, tzinfo=UTC))
        for who, day in (("王", 3), ("李", 5))
    )
    signed = memo_version().model_copy(update={"signatures": (first, second)})
    assert signed.signed_until(first.at).signatures == (first,)
    assert signed.signed_until(second.at) == signed
