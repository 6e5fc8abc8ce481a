"""A tagged page comes back as its own paragraphs, lists and tables; nothing on it goes unread."""

from pathlib import Path

import pytest
import typst
from pypdfium2 import PdfDocument

from assistant.services.checking import checked_text
from assistant.services.page_markdown import joined_pages
from retrieval.loading import Limits, load_document
from retrieval.loading.budget import Wanted
from retrieval.loading.pdf_hidden import hidden_words
from retrieval.loading.pdf_words import Word
from retrieval.passages import Page

_PAGE = """
#set page(width: 12cm, height: 16cm, footer: [Draft 3])
#set text(lang: "en")
= Sales
Sales rose from CNY 3.12 million in 2023 to
CNY 3.87 million in 2024#super[7], which a page breaks into lines as it likes, again and again.
- first point
- second point
#table(columns: 3, table.header([Item], [2023], [2024]), [Sales], [3.12], [3.87])
#image(bytes("<svg xmlns='http://www.w3.org/2000/svg' width='200' height='30'><text x='5' y='20'>Bar 99</text></svg>"), format: "svg", alt: "a bar")
"""


def read(folder: Path, source: str) -> tuple[Page, ...]:
    path = folder / "tagged.pdf"
    path.write_bytes(typst.compile(source.encode()))
    return load_document(path, limits=Limits(), wanted=Wanted(notes=False)).pages


def test_a_page_is_read_by_its_tags(tmp_path: Path) -> None:
    (page,) = read(tmp_path, _PAGE)
    assert page.tagged == (
        "## Sales",
        "Sales rose from CNY 3.12 million in 2023 to CNY 3.87 million in 2024, which a page "
        "breaks into lines as it likes, again and again.",
        "- first point",
        "- second point",
        "| Item | 2023 | 2024 |\n| --- | --- | --- |\n| Sales | 3.12 | 3.87 |",
    )


def test_words_in_a_drawing_are_read_too(tmp_path: Path) -> None:
    (page,) = read(tmp_path, _PAGE)
    assert "Bar 99" in page.untagged
    assert "Bar 99" in checked_text(tmp_path / "tagged.pdf")


@pytest.mark.parametrize("said", ["#pdf.artifact[Sales were 99 in 2023.]", "#hide[x]"])
def test_what_an_author_leaves_untagged_is_not_left_out(tmp_path: Path, said: str) -> None:
    read(tmp_path, f"{_PAGE}\n{said}")
    text = checked_text(tmp_path / "tagged.pdf")
    assert ("Sales were 99 in 2023." in text) is said.startswith("#pdf")


def test_without_tags_a_page_is_read_as_it_is_laid_out(tmp_path: Path) -> None:
    path = tmp_path / "plain.pdf"
    path.write_bytes(typst.compile(_PAGE.encode(), pdf_tags=False))
    (page,) = load_document(path, limits=Limits(), wanted=Wanted(notes=False)).pages
    assert not page.tagged
    assert "second point" in checked_text(path)


def test_a_table_goes_on_over_the_end_of_a_page_beside_what_floats_there(tmp_path: Path) -> None:
    rows = "".join(f"[Row {n}], [{n}]," for n in range(9))
    table = f"#table(columns: 2, table.header([Item], [2024]), {rows})"
    floats = "#place(bottom, float: true, block(height: 2cm)[A caption])"
    pages = read(tmp_path, f"#set page(width: 9cm, height: 8cm)\n#lorem(46)\n{floats}\n{table}")
    text = joined_pages(pages)
    assert len(pages) == 3
    (whole,) = (block for block in text if block.startswith("|"))
    assert len(whole.splitlines()) == 2 + 9
    assert "A caption" in text


@pytest.mark.parametrize(
    ("text", "width", "hidden"),
    [("－", 5.4, False), ("一", 5.4, False), ("－", 0.4, True), ("x", 5.4, True)],
)
def test_a_line_of_a_chinese_font_shows_by_its_width(
    text: str, width: float, *, hidden: bool
) -> None:
    """Where a Chinese font's box is told, it is as flat as the stroke: 0.56 points at 7.5."""
    page = PdfDocument(typst.compile(_PAGE.encode()))[0]
    word = Word(text, 50, 300, 50 + width, 300.56, first=0)
    assert hidden_words(page, page.get_textpage().raw, [word], 0) == ({0} if hidden else set())


def test_a_slash_that_a_line_ends_with_has_no_blank_behind_it(tmp_path: Path) -> None:
    (page,) = read(tmp_path, "#set page(width: 4cm)\nOperating cash/EBITDA was 0.79.")
    assert page.tagged == ("Operating cash/EBITDA was 0.79.",)


def test_what_the_end_of_a_page_cuts_goes_on(tmp_path: Path) -> None:
    """A caption and a sentence both end a page without a stop; only the sentence goes on."""
    rows = "".join(f"[Row {n}], [{n}]," for n in range(9))
    pages = read(
        tmp_path,
        f"""
        #set page(width: 9cm, height: 4.5cm)
        #table(columns: 2, table.header([Item], [2024]), {rows})
        #pagebreak()
        A caption without a stop
        #pagebreak()
        {"A sentence that is so long that it goes on over the page. " * 7}
        """,
    )
    text = joined_pages(pages)
    assert text[0].splitlines()[:3] == ["| Item | 2024 |", "| --- | --- |", "| Row 0 | 0 |"]
    assert len(text[0].splitlines()) == 2 + 9
    assert text[1] == "A caption without a stop"
    assert text[2:] == [("A sentence that is so long that it goes on over the page. " * 7).strip()]
