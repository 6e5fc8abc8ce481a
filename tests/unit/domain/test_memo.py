"""What a version of a memo knows of its own signatures."""

from datetime import UTC, datetime

from assistant.domain.memo import MemoKind, Signature, version_before
from assistant.domain.quantities import Lang
from tests.tui.made import memo_version


def test_a_memo_as_it_stood_has_the_signatures_of_then_only() -> None:
    first, second = (
        Signature(memo=1, digest="d", who=who, at=datetime(2026, 1, day, tzinfo=UTC))
        for who, day in (("王", 3), ("李", 5))
    )
    signed = memo_version().model_copy(update={"signatures": (first, second)})
    assert signed.signed_until(first.at).signatures == (first,)
    assert signed.signed_until(second.at) == signed


def test_a_version_is_compared_with_what_it_came_from_else_the_last_of_its_sort() -> None:
    zh, en, later = memo_version(1), memo_version(2, Lang.EN), memo_version(3)
    edited = memo_version(4).model_copy(update={"edited_from": 1})
    renewal = memo_version(5).model_copy(update={"kind": MemoKind.RENEWAL})
    held = (zh, en, later, edited, renewal)
    assert [version_before(held, m) for m in held] == [None, None, 1, 1, None]
