"""Text that is kept in two languages."""

import pytest

from assistant.domain.quantities import Lang
from assistant.domain.tongues import Tongues, in_tongue, joined, tongues_of, two_tongued


def test_both_languages_come_back() -> None:
    text = two_tongued("没有日期", "no date")
    assert text == "没有日期 / no date"
    assert in_tongue(text, Lang.ZH) == "没有日期"
    assert in_tongue(text, Lang.EN) == "no date"


@pytest.mark.parametrize("text", ["", "no date", "没有日期", "a / b"])
def test_text_in_one_language_stands_for_both(text: str) -> None:
    assert tongues_of(text) == Tongues(text, text)


def test_only_the_first_slash_parts_the_languages() -> None:
    assert tongues_of("缺少甲 / missing: a / b") == Tongues("缺少甲", "missing: a / b")


def test_joined_texts_stay_apart_by_language() -> None:
    assert joined(["甲 / a", "乙 / b"]) == "甲；乙 / a; b"
    assert joined(["a", "b"]) == "a; b"
    assert joined([]) == ""
    assert joined(["甲 / a", "b"]) == "甲；b / a; b"
