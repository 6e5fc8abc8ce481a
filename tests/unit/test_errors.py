"""Errors in the session's language."""

import pytest

from assistant.domain.quantities import Lang
from assistant.domain.tongues import in_tongue
from assistant.errors import InputError, Told, UsageError, system_reason
from assistant.notices import error_lines


def test_an_error_speaks_the_language_it_is_asked_in() -> None:
    error = InputError("row 3: no date", "add one", zh="第3行：没有日期", zh_hint="补上日期")
    assert error.told("zh") == Told("第3行：没有日期", "补上日期")
    assert error.told("en") == Told("row 3: no date", "add one")
    assert str(error) == "row 3: no date"
    assert error_lines(error, Lang.ZH) == ("错误: 第3行：没有日期", "处理办法: 补上日期")
    assert error_lines(error, Lang.EN) == ("error: row 3: no date", "what to do: add one")


def test_english_stands_in_for_words_that_were_not_given() -> None:
    error = UsageError("no such key")
    assert error.told("zh") == Told("no such key", "")
    assert error_lines(error, Lang.ZH) == ("错误: no such key",)
    assert error.both == "no such key"


@pytest.mark.parametrize("lang", Lang)
def test_a_stored_error_keeps_both_languages(lang: Lang) -> None:
    error = InputError("b / c.pdf: empty", zh="b / c.pdf：空文件")
    # Slashes with blanks part the two languages, so those inside a part lose their blanks.
    assert error.both == "b/c.pdf：空文件 / b/c.pdf: empty"
    assert in_tongue(error.both, lang) == error.told(lang).message.replace(" / ", "/")


def test_the_system_s_reason_is_told_in_either_language() -> None:
    absent = FileNotFoundError(2, "No such file or directory")
    assert system_reason(absent, "zh") == "没有这个文件或文件夹"
    assert system_reason(absent, "en") == "No such file or directory"
    assert system_reason(OSError("odd"), "zh") == "odd"
