"""PDF pages, tables over a page break, and PDFs that can't be read."""

import pypdf
import pytest

from retrieval.loading import Limits, LoadingStopped, UnreadableDocument, load_document


def statement(rows, *, header=True, top=700):
    """Words of a statement page: labels at 60, amounts that end near 400 and 500."""
    words = []
    if header:
        words += [(60, 760, "Consolidated Balance Sheet"), (60, 740, "(in thousands)")]
        words += [(60, 720, "Item"), (370, 720, "2024"), (470, 720, "2023")]
    for index, (label, *amounts) in enumerate(rows):
        words.append((60, top - 16 * index, label))
        words += [(x, top - 16 * index, a) for x, a in zip((360, 460), amounts, strict=False) if a]
    return words


ROWS = [("Cash", "1,200", "900"), ("Receivables", "", "3,400"), ("Total assets", "9,876", "8,765")]


def test_pages_count_from_one_and_keep_their_words(make_pdf):
    path = make_pdf([[(72, 700, "First page")], [(72, 700, "Second page")]])
    document = load_document(path)
    assert [(p.number, p.text.strip()) for p in document.pages] == [
        (1, "First page"),
        (2, "Second page"),
    ]
    assert document.media_type == "application/pdf"
    assert document.name == "made.pdf"


def test_a_table_has_header_unit_caption_and_keeps_an_empty_cell_in_its_column(make_pdf):
    table = load_document(make_pdf([statement(ROWS)])).tables[0]
    assert table.header == ("Item", "2024", "2023")
    # Receivables has no amount under 2024: its 3,400 belongs to 2023.
    assert table.rows == (
        ("Cash", "1,200", "900"),
        ("Receivables", "", "3,400"),
        ("Total assets", "9,876", "8,765"),
    )
    assert (table.unit, table.caption, table.page) == (
        "thousands",
        "Consolidated Balance Sheet",
        1,
    )


def test_a_table_that_goes_on_takes_header_unit_and_caption_over_the_page(make_pdf):
    second = [("Payables", "700", "600"), ("Equity", "9,176", "8,165")]
    pages = [
        [*statement(ROWS), (290, 40, "1 / 2")],
        [*statement(second, header=False, top=780), (290, 40, "2 / 2")],
    ]
    table = load_document(make_pdf(pages)).tables[1]
    assert table.continued
    assert table.page == 2
    assert table.header == ("Item", "2024", "2023")
    assert (table.unit, table.caption) == ("thousands", "Consolidated Balance Sheet")
    assert table.rows == (("Payables", "700", "600"), ("Equity", "9,176", "8,165"))


def test_prose_between_ends_a_table(make_pdf):
    prose = [
        (60, 780, "The following notes belong to the statements and are part of them, read both.")
    ]
    second = [*prose, (60, 764, "Another sentence follows here."), (60, 748, "And a third one.")]
    pages = [statement(ROWS), [*second, *statement(ROWS[:2], header=False, top=700)]]
    assert not load_document(make_pdf(pages)).tables[1].continued


def test_chinese_statement_with_its_unit(make_pdf):
    words = [(200, 760, "合并利润表"), (400, 740, "单位：万元")]
    words += [(60, 720, "项目"), (370, 720, "2024年"), (470, 720, "2023年")]
    words += [(60, 700, "营业收入"), (360, 700, "12,000.50"), (460, 700, "9,000.25")]
    words += [(60, 684, "净利润"), (360, 684, "-1,100.00"), (460, 684, "900.00")]
    table = load_document(make_pdf([words])).tables[0]
    assert table.header == ("项目", "2024年", "2023年")
    assert table.rows[1] == ("净利润", "-1,100.00", "900.00")
    assert (table.unit, table.caption) == ("万元", "合并利润表")


def test_a_label_wrapped_around_its_amount_is_one_row(make_pdf):
    # The amount stands at half height between the label's two lines (6.5 points from each).
    words = [*statement(ROWS[:1]), (60, 680, "Net profit attributable"), (60, 667, "to owners")]
    words += [(360, 673.5, "1,234"), (460, 673.5, "1,111")]
    table = load_document(make_pdf([words])).tables[0]
    assert table.rows[-1] == ("Net profit attributable to owners", "1,234", "1,111")


def test_a_heading_over_several_columns_is_in_each(make_pdf):
    words = [(355, 740, "Three Months"), (505, 740, "Six Months")]
    words += [(x, 720, y) for x, y in ((350, "2024"), (420, "2023"), (490, "2024"), (560, "2023"))]
    for y, label in ((700, "Sales"), (684, "Costs")):
        words += [(60, y, label)]
        words += [
            (x, y, a) for x, a in ((350, "1,100"), (420, "1,200"), (490, "2,100"), (560, "2,200"))
        ]
    header = load_document(make_pdf([words])).tables[0].header
    assert header == (
        "",
        "Three Months 2024",
        "Three Months 2023",
        "Six Months 2024",
        "Six Months 2023",
    )


def test_currency_signs_and_brackets_stay_with_their_amount(make_pdf):
    words = statement([("Cash", "1,200", "900")])
    words += [(60, 680, "Loss"), (350, 680, "$"), (360, 680, "(1,300"), (392, 680, ")")]
    words += [(450, 680, "$"), (460, 680, "(17)")]
    assert load_document(make_pdf([words])).tables[0].rows[1] == ("Loss", "$(1,300)", "$(17)")


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_table_on_a_turned_page_reads_as_a_person_would_hold_it(make_pdf, rotate):
    # Moved down where the turned paper is only 595 points high.
    words = [(x, y - 250, text) for x, y, text in statement(ROWS)]
    table = load_document(make_pdf([words], rotate=rotate)).tables[0]
    assert table.header == ("Item", "2024", "2023")
    assert table.rows[1:] == (("Receivables", "", "3,400"), ("Total assets", "9,876", "8,765"))


def test_a_page_without_words_is_named(make_pdf):
    document = load_document(make_pdf([[(72, 700, "Words")], []]))
    assert [(p.page, "no text" in p.reason) for p in document.problems] == [(2, True)]


def refused(path, **limits):
    with pytest.raises(UnreadableDocument) as caught:
        load_document(path, limits=Limits(**limits))
    assert caught.value.hint
    return caught.value


def test_nothing_but_blank_pages(make_pdf):
    assert "blank" in refused(make_pdf([[], []])).reason


def test_encrypted(make_pdf, tmp_path):
    writer = pypdf.PdfWriter(clone_from=make_pdf([[(72, 700, "Secret")]]))
    writer.encrypt("open sesame", algorithm="RC4-128")
    path = tmp_path / "locked.pdf"
    writer.write(path)
    assert "password" in refused(path).reason


def test_truncated(make_pdf):
    path = make_pdf([[(72, 700, "Words " * 50)]])
    path.write_bytes(path.read_bytes()[:300])
    assert "damaged or cut off" in refused(path).reason


def test_a_page_tree_that_claims_millions_of_pages_is_counted(make_pdf):
    document = load_document(make_pdf([[(72, 700, "One")]], count=2_000_000_000))
    assert [page.text.strip() for page in document.pages] == ["One"]


def test_a_page_bomb(make_pdf):
    # Five levels of ten times the same page: 100,000 pages in 22 kB.
    path = make_pdf([[(72, 700, "One")]], levels=5)
    assert path.stat().st_size < 30_000
    assert "pages, more than" in refused(path).reason


def test_more_pages_or_characters_than_the_limit(make_pdf):
    path = make_pdf([[(72, 700, "One")], [(72, 700, "Two")]])
    assert refused(path, pages=1).reason.startswith("2 pages, more than the 1")
    error = refused(path, chars=4)
    assert (error.page, error.reason) == (2, "more than 4 characters of text")


def test_progress_and_calling_off(make_pdf):
    path = make_pdf([[(72, 700, "One")], [(72, 700, "Two")]])
    seen = []
    load_document(path, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]
    with pytest.raises(LoadingStopped):
        load_document(path, cancelled=lambda: True)


def test_the_name_says_nothing(make_pdf):
    path = make_pdf([[(72, 700, "Words")]], name="statement.xlsx")
    assert load_document(path).media_type == "application/pdf"
