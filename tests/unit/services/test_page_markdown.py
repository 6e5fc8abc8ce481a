"""A laid-out page as Markdown, and a PDF's text without its source marks."""

from pathlib import Path

import typst

from assistant.services.page_markdown import page_markdown
from retrieval.loading import load_document
from retrieval.loading.budget import Wanted


def test_blanks_between_chinese_and_digits_are_the_typesetter_s() -> None:
    assert page_markdown("近 12 个月销售额为 26.4 万元。") == "近12个月销售额为26.4万元。"
    assert page_markdown("Sales were CNY 26 million.") == "Sales were CNY 26 million."


def test_columns_one_under_the_other_are_a_table() -> None:
    page = "指标  2023 年  2024 年\n营业收入  10 万元  12 万元\n净利润  1 万元  2 万元"
    assert page_markdown(page).strip().splitlines() == [
        "| 指标 | 2023年 | 2024年 |",
        "| --- | --- | --- |",
        "| 营业收入 | 10万元 | 12万元 |",
        "| 净利润 | 1万元 | 2万元 |",
    ]


def test_a_wrapped_line_goes_on_and_a_label_or_list_does_not() -> None:
    wide = "The number of suppliers was unchanged from the preceding"
    assert page_markdown(f"{wide}\ntwelve months.") == f"{wide} twelve months."
    assert (
        page_markdown("流动资产再下\n降，流动比率将低于一倍。")
        == "流动资产再下降，流动比率将低于一倍。"
    )
    assert page_markdown("行业  食品制造\n地址  示例路") == "行业  食品制造\n地址  示例路"
    assert page_markdown(f"{wide}\n- one") == f"{wide}\n- one"


def test_an_axis_without_a_word_is_left_out() -> None:
    assert page_markdown("300\n200\n销售额 300") == "销售额300"


def test_raised_digits_behind_a_number_are_no_part_of_it(tmp_path: Path) -> None:
    page = tmp_path / "page.typ"
    page.write_text("Net profit was 187#super[1] and sales were 4800#super[12,13] in all.")
    made = tmp_path / "page.pdf"
    typst.compile(str(page), output=str(made))
    with_marks = load_document(made).pages[0].text
    without = load_document(made, wanted=Wanted(notes=False)).pages[0].text
    assert "1871" in with_marks
    assert " ".join(without.split()) == "Net profit was 187 and sales were 4800 in all."


def test_a_numbered_run_keeps_what_follows_a_number_whatever_it_ends_with() -> None:
    page = "12. revenue = CNY 26,462; statements.xlsx,\n1,234 record rows; sha256 ab12;\n13. profit = CNY 312;\nsha256 cd34"
    assert page_markdown(page).splitlines() == [
        "12. revenue = CNY 26,462; statements.xlsx,",
        "1,234 record rows; sha256 ab12;",
        "13. profit = CNY 312; sha256 cd34",
    ]
