"""Columns that line up though Chinese characters are two cells wide."""

from rich.cells import cell_len

from assistant.cli.layout import columns, one_line
from assistant.cli.session import hoisted


def test_columns_line_up_by_cells() -> None:
    text = columns([("销售额", "1"), ("net", "22"), ("", "3")], right=(1,))
    # 销售额 is six cells wide; two blanks part the columns; numbers stand flush right.
    assert text.splitlines() == ["销售额   1", "net     22", "         3"]
    assert {cell_len(line) for line in text.splitlines()} == {10}


def test_no_rows_are_no_text_and_lines_end_without_blanks() -> None:
    assert columns([]) == ""
    assert columns([("a", ""), ("bb", "c")], indent="  ") == "  a\n  bb  c"


def test_a_line_keeps_no_break_and_nothing_that_drives_a_terminal() -> None:
    assert one_line("甲\n乙\t\x1b[31m丙\r") == "甲 乙 [31m丙"


def test_common_options_stand_anywhere() -> None:
    assert hoisted(["case", "list", "--json", "--home", "/x"]) == [
        *("--json", "--home", "/x"),
        *("case", "list"),
    ]
    assert hoisted(["set", "c", "--lang=en", "k=v"]) == ["--lang=en", "set", "c", "k=v"]
    assert hoisted(["ask", "c", "--", "--json"]) == ["ask", "c", "--", "--json"]
    assert hoisted(["case", "list", "--home"]) == ["--home", "case", "list"]
