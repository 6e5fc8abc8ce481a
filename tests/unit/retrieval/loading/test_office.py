"""DOCX and workbooks: pages, tables, and files that can't be read."""

import contextlib
import datetime as dt
import random
import zipfile

import docx
import openpyxl
import pytest
from docx.enum.text import WD_BREAK

from retrieval.loading import Limits, UnreadableDocument, load_document
from retrieval.loading.budget import Budget
from retrieval.loading.word_markdown import word_markdown


def refused(path, **limits):
    with pytest.raises(UnreadableDocument) as caught:
        load_document(path, limits=Limits(**limits))
    assert caught.value.hint
    return caught.value.reason


@pytest.fixture
def workbook(tmp_path):
    def make(sheets, name="made.xlsx"):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        path = tmp_path / name
        book.save(path)
        return path

    return make


STATEMENT = [
    ["资产负债表"],
    ["编制单位：甲公司", None, "单位：万元"],
    ["项目", "2024-12-31", "2023-12-31"],
    ["流动资产：", None, None],
    ["货币资金", 1234.5, 1000],
    ["应收账款", None, 0.1],
]


def test_each_sheet_is_a_page_with_its_name(workbook):
    document = load_document(workbook({"资产负债表": STATEMENT, "备注": [["第一行"], ["第二行"]]}))
    assert [(p.number, p.label) for p in document.pages] == [(1, "资产负债表"), (2, "备注")]
    assert document.pages[1].text == "第一行\n第二行"


def test_a_sheet_table_keeps_rows_numbers_unit_and_caption(workbook):
    table = load_document(workbook({"资产负债表": STATEMENT})).tables[0]
    assert table.header == ("项目", "2024-12-31", "2023-12-31")
    assert table.rows == (
        ("流动资产：", "", ""),
        ("货币资金", "1234.5", "1000"),
        ("应收账款", "", "0.1"),
    )
    # The sheet's fourth to sixth row, from column A.
    assert (table.row_numbers, table.first_column) == ((4, 5, 6), 1)
    assert table.unit == "万元"
    assert table.caption.startswith("资产负债表 编制单位：甲公司")


def test_a_table_away_from_the_corner_says_where_it_stands(workbook):
    rows = [[None] * 3, [None, "Item", "2024"], [None, "Sales", 5]]
    table = load_document(workbook({"S": rows})).tables[0]
    assert (table.row_numbers, table.first_column) == ((3,), 2)


def test_values_print_as_typed(workbook):
    rows = [
        ["what", "value"],
        ["cents", 1175301034.32],
        ["big", 1e21],
        ["small", 0.000001],
        ["day", dt.date(2024, 1, 31)],
        ["yes", True],
    ]
    table = load_document(workbook({"S": rows})).tables[0]
    assert [row[1] for row in table.rows] == [
        "1175301034.32",
        "1000000000000000000000",
        "0.000001",
        "2024-01-31",
        "TRUE",
    ]


def test_formulas_without_results_are_refused_or_named(workbook):
    only = workbook({"利润表": [["项目", "金额"], ["收入", "=SUM(C1:C9)"], ["成本", "=B2*2"]]})
    reason = refused(only)
    assert reason.startswith("sheet 利润表: cells B2, B3 hold formulas")
    mixed = workbook({"利润表": [["项目", "金额"], ["收入", 100], ["成本", "=B2*2"]]}, "mixed.xlsx")
    problem = load_document(mixed).problems[0]
    assert (problem.page, "cells B3 " in problem.reason, bool(problem.hint)) == (1, True, True)


def test_a_stored_formula_result_is_read(workbook, tmp_path):
    path = workbook({"S": [["Item", "2024"], ["Sales", "=1+1"]]})
    stored = tmp_path / "stored.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stored, "w") as new:
        for name in old.namelist():
            new.writestr(
                name, old.read(name).replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>")
            )
    document = load_document(stored)
    assert document.tables[0].rows == (("Sales", "2"),)
    assert document.problems == ()


def test_an_empty_workbook(workbook):
    assert "empty" in refused(workbook({"S": []}))


@pytest.fixture
def word(tmp_path):
    path = tmp_path / "made.docx"
    document = docx.Document()
    document.add_paragraph("租赁合同")
    document.add_paragraph("月租金（单位：元）")
    table = document.add_table(rows=3, cols=3)
    for row, values in zip(
        table.rows,
        (("项目", "2024年", "2023年"), ("租金", "1,200", "1,100"), ("押金", "", "500")),
        strict=True,
    ):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("第二页的条款")
    document.save(path)
    return path


def test_word_pages_follow_breaks_and_tables_keep_their_unit(word):
    document = load_document(word)
    assert [(p.number, "第二页的条款" in p.text) for p in document.pages] == [(1, False), (2, True)]
    assert "租金  1,200  1,100" in document.pages[0].text
    table = document.tables[0]
    assert (table.page, table.unit) == (1, "元")
    assert table.header == ("项目", "2024年", "2023年")
    assert table.rows == (("租金", "1,200", "1,100"), ("押金", "", "500"))


def test_a_break_that_word_rendered_counts_once(tmp_path):
    # The author's break, recorded again as rendered by Word in the next paragraph: one turn, two pages.
    document = docx.Document()
    document.add_paragraph("one").add_run().add_break(WD_BREAK.PAGE)
    run = document.add_paragraph("").add_run("two")
    run._r.insert(0, docx.oxml.OxmlElement("w:lastRenderedPageBreak"))
    path = tmp_path / "rendered.docx"
    document.save(path)
    assert [p.text.strip() for p in load_document(path).pages] == ["one", "two"]


def test_merged_word_cells_keep_the_columns(tmp_path):
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    table.rows[0].cells[0].merge(table.rows[0].cells[1]).text = "both"
    table.rows[0].cells[2].text = "last"
    for cell, value in zip(table.rows[1].cells, ("a", "1", "2"), strict=True):
        cell.text = value
    path = tmp_path / "merged.docx"
    document.save(path)
    assert load_document(path).tables[0].header == ("both", "", "last")


def test_a_word_file_without_words(tmp_path):
    path = tmp_path / "empty.docx"
    docx.Document().save(path)
    assert "no text" in refused(path)


@pytest.mark.parametrize("make", ["docx", "xlsx"])
def test_cut_off_archives(make, word, workbook):
    path = word if make == "docx" else workbook({"S": STATEMENT})
    path.write_bytes(path.read_bytes()[:-400])
    assert "damaged or cut off" in refused(path)


@pytest.mark.parametrize("make", ["docx", "xlsx"])
def test_no_byte_flipped_in_an_archive_brings_another_error(make, word, workbook):
    path = word if make == "docx" else workbook({"S": STATEMENT})
    whole = path.read_bytes()
    rng = random.Random(11)
    for _ in range(60):
        flipped = bytearray(whole)
        for _ in range(rng.choice((1, 5, 50))):
            flipped[rng.randrange(len(flipped))] = rng.randrange(256)
        path.write_bytes(flipped)
        with contextlib.suppress(UnreadableDocument):
            load_document(path)


def test_damaged_parts(word, tmp_path):
    path = tmp_path / "bad.docx"
    with zipfile.ZipFile(word) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<oops" if name == "word/document.xml" else old.read(name))
    assert "damaged" in refused(path)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "word/document.xml"])
def test_zip_bombs(part, tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr(part, b"0" * 30_000_000)
    assert path.stat().st_size < 100_000
    assert "zip bomb" in refused(path)


def test_an_archive_larger_than_the_limit(word):
    assert "zip bomb" in refused(word, bytes=word.stat().st_size + 1)


def test_an_archive_that_understates_its_size(tmp_path):
    # The directory claims 10 bytes for 5,000: reading it through shows the lie as a wrong checksum.
    path = tmp_path / "liar.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"x" * 5_000)
    data = path.read_bytes().replace((5_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(data)
    assert "damaged" in refused(path)


def test_old_and_encrypted_office_files(tmp_path):
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
    cases = {
        "EncryptedPackage": "password",
        "WordDocument": "Word 97-2003",
        "Workbook": "damaged",
    }
    for stream, reason in cases.items():
        path = tmp_path / f"{stream}.xlsx"
        path.write_bytes(ole + stream.encode("utf-16-le"))
        assert reason in refused(path)


def test_an_archive_that_is_no_document(tmp_path):
    path = tmp_path / "photos.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.jpg", b"x")
    assert "archive" in refused(path)


def test_raised_numbers_are_note_marks_and_never_digits_of_the_amount(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("net profit 150.00")
    paragraph.add_run("12").font.superscript = True
    paragraph.add_run(",13").font.superscript = True
    paragraph.add_run(" and 75 m")
    paragraph.add_run("th").font.superscript = True
    path = tmp_path / "raised.docx"
    document.save(path)
    assert load_document(path).pages[0].text == "net profit 150.00[^12][^13] and 75 mth"


def test_word_as_markdown_keeps_headings_lists_and_tables(tmp_path):
    document = docx.Document()
    document.add_heading("财务", level=1)
    document.add_paragraph("第一项", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(table._cells, ("指标", "2024|年", "收入", "10万元"), strict=True):
        cell.text = words
    path = tmp_path / "shape.docx"
    document.save(path)
    assert word_markdown(path, Budget(Limits())) == (
        "## 财务\n\n- 第一项\n\n| 指标 | 2024／年 |\n|---|---|\n| 收入 | 10万元 |"
    )
