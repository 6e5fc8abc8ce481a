from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.quantities import Lang
from tests.tui.made import NOW
from tui.messages import TABLE, Words
from tui.presenter.lines import (
    Span,
    ago,
    bar,
    clean,
    counted,
    joined,
    line,
    one_line,
    padded,
    plain,
    shortened,
    spinner,
    told,
    width,
)
from tui.presenter.wrapping import line_starts

ZH, EN = Words(Lang.ZH), Words(Lang.EN)


def parts(text: str, cells: int) -> list[str]:
    starts = [0, *line_starts(text, cells), len(text)]
    return [text[a:b] for a, b in pairwise(starts)]


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        # 15 cells: six characters and "2,635.70" would be cut in a plain fold.
        ("净销售额达到了2,635.70万元。", 16, ["净销售额达到了", "2,635.70万元。"]),
        ("比例为52.4%，高于上限", 12, ["比例为", "52.4%，高于", "上限"]),
        ("（甲）乙", 6, ["（甲）", "乙"]),
        ("甲乙（丙）", 6, ["甲乙", "（丙）"]),
        ("net sales rose", 9, ["net sales ", "rose"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("短", 10, ["短"]),
        ("长", 0, ["长"]),
    ],
)
def test_lines_break_as_chinese_is_set(text: str, cells: int, lines: list[str]) -> None:
    assert parts(text, cells) == lines


def test_what_is_too_long_runs_over_where_it_may_not_be_cut() -> None:
    assert line_starts("abcdefgh ij", 3, fold=False) == [9]


@given(st.text(alphabet="甲乙，。（）12,.%ab 万元/-", max_size=60), st.integers(2, 40))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, cells: int) -> None:
    found = parts(text, cells)
    assert "".join(found) == text
    assert all(width(part.rstrip()) <= cells for part in found)


@given(st.from_regex(r"[1-9]\d{0,2}(,\d{3}){0,3}(\.\d{1,2})?", fullmatch=True), st.integers(0, 20))
def test_a_number_that_fits_on_a_line_is_never_cut(number: str, before: int) -> None:
    text = "甲" * before + number + "乙" * 9
    assert any(number in part for part in parts(text, 24))


def test_controls_and_direction_marks_go_and_tabs_become_blanks() -> None:
    assert clean("a\x1b[31mb\x00\u202ec\td\r\ne\rf") == "a[31mbc  d\ne\nf"
    assert one_line(" a\n b\tc ") == "a b c"


def test_widths_count_wide_characters_twice() -> None:
    # 3 letters + 2 wide characters of 2 cells.
    assert width("abc净额") == 7
    assert shortened("净销售额合计", 7) == "净销售…"
    assert shortened("ab", 2) == "ab"
    assert padded("净", 4) == "净  "


def test_lines_are_pieces_and_plain_words() -> None:
    made = line("a", Span("b", "bad"))
    assert plain(made, line("c")) == "ab\nc"
    assert plain(joined([Span("x"), Span("y")])) == "x · y"
    assert spinner(0) != spinner(1)


@pytest.mark.parametrize(
    ("share", "drawn"), [(0, ""), (1, "████"), (0.5, "██"), (0.53, "██▏"), (-1, ""), (9, "████")]
)
def test_bars_are_drawn_in_eighths(share: float, drawn: str) -> None:
    # 0.53 of 4 cells of 8 eighths is 16.96, so 17: two cells and an eighth.
    assert bar(share, 4) == drawn


@pytest.mark.parametrize(
    ("before", "zh", "en"),
    [
        (timedelta(seconds=30), "刚刚", "just now"),
        (timedelta(minutes=5), "5 分钟前", "5 min ago"),
        (timedelta(days=3), "3 天前", "3 days ago"),
        (timedelta(days=20), "2025-12-31", "2025-12-31"),
    ],
)
def test_moments_are_told_as_people_do(before: timedelta, zh: str, en: str) -> None:
    assert ago(NOW - before, NOW, ZH) == zh
    assert ago(NOW - before, NOW, EN) == en


def test_yesterday_and_hours_follow_the_local_day() -> None:
    noon = NOW.astimezone().replace(hour=12)
    assert ago(noon - timedelta(hours=3), noon, EN) == "3 h ago"
    assert ago(noon - timedelta(hours=20), noon, EN) == "yesterday"


def test_one_thing_is_told_as_one() -> None:
    assert counted(EN, "cases.count", 1) == "1 case"
    assert counted(EN, "cases.count", 1234) == "1,234 cases"


def test_stored_reasons_come_in_the_screens_language() -> None:
    assert told("没有\n这一行 / no such line", ZH) == "没有"[:0] + "没有 这一行"
    assert told("没有这一行 / no such line", EN) == "no such line"


def test_words_know_both_languages_and_no_unknown_key() -> None:
    assert ZH.both("key.help") == "帮助 Help"
    assert ZH("notice.copied", what="{x}") == "已复制：{x}"
    assert EN.has("key.help")
    assert not EN.has("no.such")
    with pytest.raises(KeyError):
        EN("no.such")
    assert "key" in TABLE["palette.do_help"].en
    assert ZH("palette.do_help", key="F1") == "按键 F1"
