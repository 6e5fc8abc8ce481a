"""Work grows with the text and with the facts, not with their product squared."""

import time

from assistant.domain.checks import SourceText
from assistant.proof.stated import check_stated
from assistant.proof.stated.check import book_of


def _seconds(text: str, facts: int) -> float:
    lines = "\n".join(f"客户{n}号 2024年销售额：{n + 1000}万元" for n in range(facts))
    source = SourceText(source="s", source_name="s", page=1, text=lines)
    book_of(((lines, "passage:s:1"),))  # reading is measured apart
    begin = time.process_time()
    check_stated(text, [source])
    return time.process_time() - begin


def test_ten_times_the_facts_take_about_ten_times_as_long() -> None:
    text = "客户7号2024年销售额为1,007万元。"
    small, large = _seconds(text, 300), _seconds(text, 3_000)
    assert large < 40 * max(small, 0.002)


def test_ten_times_the_text_takes_about_ten_times_as_long() -> None:
    text = "客户7号2024年销售额为1,007万元。\n"
    small, large = _seconds(text * 20, 50), _seconds(text * 200, 50)
    assert large < 30 * max(small, 0.01)


def test_hostile_text_ends() -> None:
    source = SourceText(source="s", source_name="s", page=1, text="2024年收入5万元")
    for hostile in ("9" * 10_000, "(" * 5_000, "，" * 20_000, "一" * 5_000, "not " * 3_000):
        begin = time.process_time()
        check_stated(hostile, [source])
        assert time.process_time() - begin < 10
