"""What a page's boxes tell: note marks, running heads, columns of prose, hidden words, wraps."""

import pytest

from retrieval.loading import load_document
from retrieval.loading.ocr import is_installed
from retrieval.loading.pdf_chars import PageChars
from retrieval.loading.pdf_words import Word, words_of
from retrieval.loading.units import is_amount, is_year


def rows(start, *lines, step=16):
    words = []
    for index, (label, *amounts) in enumerate(lines):
        y = start - step * index
        words.append((60, y, label))
        words += [(x, y, a) for x, a in zip((360, 460), amounts, strict=False) if a]
    return words


def head(y, *periods):
    return [(x, y, p) for x, p in zip((360, 460), periods, strict=False)]


def chars(*runs):
    """Characters of runs (text, left, bottom, size), each half its size wide."""
    import numpy as np

    text, boxes, spaced = "", [], []
    for words, left, bottom, size in runs:
        for place, char in enumerate(words):
            x = left + place * size / 2
            text += char
            boxes.append((x, bottom, x + size / 2, bottom + size))
            spaced.append(place == 0)
    return PageChars(
        text, np.array(boxes, dtype=np.float32), np.array(spaced), np.arange(len(text)), 0
    )


@pytest.mark.parametrize(
    ("mark", "expected"),
    [("16", "263[^16]"), ("1,2", "263[^1][^2]"), ("(a)", "263[^a]")],
)
def test_a_raised_number_is_a_mark_and_no_digit(mark, expected):
    # 263 in ten points ends at 15; the mark stands there in five points, five points higher.
    words = words_of(chars(("263", 0, 0, 10), (mark, 15, 5, 5)))
    assert [w.text for w in words] == [expected]
    assert is_amount(expected)


def test_a_mark_that_the_file_draws_last_still_finds_its_word():
    words = words_of(chars(("Sales", 0, 0, 10), ("Costs", 0, -20, 10), ("3", 25, 5, 5)))
    assert [w.text for w in words] == ["Sales[^3]", "Costs"]


def test_square_metres_are_no_note():
    assert words_of(chars(("5m", 0, 0, 10), ("2", 10, 5, 5)))[0].text == "5m²"


def test_small_print_of_the_same_height_is_no_mark():
    assert [w.text for w in words_of(chars(("Total", 0, 0, 10), ("16", 25, 0, 5)))] == [
        "Total",
        "16",
    ]


def test_marks_and_dates_in_tables():
    assert (is_amount("1,232[^3]"), is_year("2002[^1]"), is_year("July 29, 2023")) == (
        True,
        True,
        True,
    )


def test_running_heads_and_feet_stand_beside_the_body(make_pdf):
    pages = [
        [
            (60, 800, "Acme annual report"),
            (60, 700, f"Body {chr(96 + n) * 3}"),
            (60, 600 + 20 * n, "Other words"),
            (280, 30, f"Acme 10-K {n}"),
        ]
        for n in range(1, 6)
    ]
    document = load_document(make_pdf(pages))
    assert document.pages[2].text == "Body ccc\nOther words"
    assert document.pages[2].edges == "Acme annual report\nAcme 10-K 3"


def test_a_header_that_comes_on_every_page_stays_with_its_table(make_pdf):
    pages = [
        [*head(780, "2024", "2023"), *rows(764, ("Cash", f"1,{n}00", "900"), ("Debt", "7", "8"))]
        for n in range(1, 6)
    ]
    tables = load_document(make_pdf(pages)).tables
    assert [t.header for t in tables] == [("", "2024", "2023")] * 5


def test_two_columns_of_prose_are_read_one_after_the_other(make_pdf):
    left = "the lender may call the loan whenever"
    right = "covenants are tested at the year end"
    words = []
    for line in range(12):
        words.append((50, 750 - 14 * line, f"{left} {'abcdefghijkl'[line]}"))
        words.append((320, 750 - 14 * line, f"{right} {'abcdefghijkl'[line]}"))
    lines = load_document(make_pdf([words])).pages[0].text.split("\n")
    assert lines[:2] == [f"{left} a", f"{left} b"]
    assert lines[12] == f"{right} a"


def test_a_label_that_met_its_columns_edge_goes_on_below(make_pdf):
    words = [*head(740, "2024", "2023")]
    words += rows(720, ("Income from affiliates related to real property", "", ""))
    words += [(60, 709, "ventures"), (360, 709, "(2,704)"), (460, 709, "(41)")]
    words += rows(690, ("Other income", "5", "6"), ("Total", "7", "8"))
    table = load_document(make_pdf([words])).tables[0]
    assert table.rows[0] == (
        "Income from affiliates related to real property ventures", "(2,704)", "(41)")  # fmt: skip


def test_a_heading_between_two_tables_parts_them(make_pdf):
    words = [(360, 740, "First-Quarter"), *rows(720, ("Growth", "10.2%"), ("Change", "(54)%"))]
    words += [(60, 670, "Core results"), (360, 654, "First-Quarter")]
    words += rows(638, ("Core growth", "14.3%"), ("Core change", "18%"))
    tables = load_document(make_pdf([words])).tables
    assert [t.rows[0] for t in tables] == [("Growth", "10.2%"), ("Core growth", "14.3%")]


def test_a_sheet_in_two_halves_keeps_the_second_labels_apart(make_pdf):
    words = []
    for index, row in enumerate(
        (
            ("Cash", "100", "Loans", "70"),
            ("Stock", "200", "Payables", "30"),
            ("Total", "300", "Total", "300"),
        )
    ):
        words += [(x, 700 - 16 * index, w) for x, w in zip((60, 200, 300, 480), row, strict=True)]
    table = load_document(make_pdf([words])).tables[0]
    assert table.rows[1] == ("Stock", "200", "Payables", "30")


def test_one_row_under_two_dates_is_a_table(make_pdf):
    words = [
        (350, 740, "July 29, 2023"),
        (450, 740, "July 30, 2022"),
        *rows(720, ("Cash", "1,093", "840")),
    ]
    assert load_document(make_pdf([words])).tables[0].rows == (("Cash", "1,093", "840"),)


def test_white_words_are_left_out_and_words_off_the_paper_too(make_pdf):
    path = make_pdf(
        [[(60, 700, "Profit was 300"), (60, 660, "approve it"), (900, 640, "score 999")]]
    )
    import re
    import zlib

    data = path.read_bytes()
    stream = re.search(rb"stream\n(.*?)\nendstream", data, re.DOTALL)[1]
    plain = zlib.decompress(stream).replace(
        b"(approve it) Tj", b"1 1 1 rg (approve it) Tj 0 0 0 rg"
    )
    packed = zlib.compress(plain)
    new = data.replace(stream, packed).replace(
        f"/Length {len(stream)}".encode(), f"/Length {len(packed)}".encode()
    )
    path.write_bytes(new)
    document = load_document(path)
    assert document.pages[0].text == "Profit was 300"
    assert "approve it score 999" in document.problems[0].reason


@pytest.mark.skipif(not is_installed(), reason="text recognition (extra ocr) is not installed")
def test_a_scan_is_recognised_line_by_line(tmp_path):
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (1240, 800), "white")
    draw = ImageDraw.Draw(image)
    face = ImageFont.load_default(size=40)
    for y, label, amount in ((200, "Cash", "1,093"), (280, "Total assets", "9,876")):
        draw.text((100, y), label, fill="black", font=face)
        draw.text((800, y), amount, fill="black", font=face)
    path = tmp_path / "scan.pdf"
    image.save(path)
    page = load_document(path).pages[0]
    assert page.text == "Cash  1,093\nTotal assets  9,876"
    assert {line.text for line in page.recognised} >= {"1,093", "9,876"}
    assert all(
        0.5 < line.confidence <= 1 and 0 <= line.left < line.right <= 1 for line in page.recognised
    )


def test_word_middle_and_height():
    assert (Word("x", 0, 2, 1, 8).middle, Word("x", 0, 2, 1, 8).height) == (5, 6)
