"""What the screen shows every export holds, section by section; charts are the case's figures."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import docx
import pytest
from lxml import etree, html
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from assistant.domain.case import CaseFile
from assistant.domain.checks import Proof
from assistant.domain.figures import Figure, FigureStatus
from assistant.domain.memo import (
    Chart,
    ChartForm,
    ChartPoint,
    ChartSeries,
    MemoVersion,
    Paragraph,
    version_digest,
)
from assistant.domain.periods import period_from
from assistant.domain.quantities import Lang, Unit
from assistant.errors import InputError
from assistant.memo.blocks import column_widths
from assistant.memo.docx_export import docx_bytes
from assistant.memo.drawing import svg, ticks
from assistant.memo.editing import Editing, edited
from assistant.memo.html_export import html_page
from assistant.memo.markdown import HEADS, captions, memo_markdown
from assistant.memo.pdf_export import chinese_font, pdf_bytes
from assistant.memo.shapes import WIDTH, width
from assistant.proof.book import FactBook
from assistant.services.checking import checked_text
from assistant.services.memo_editing import _sections
from tests.fonts import need_chinese_font
from tests.unit.memo.conftest import AT, COMPUTED
from tests.unit.memo.test_draft import draft
from tui.presenter.lines import plain
from tui.presenter.memo_text import memo_rows

AS_OF = date(2025, 12, 31)


def figure(
    key: str, value: str, unit: Unit, zh: str, en: str, *, candidate: bool = False
) -> Figure:
    return Figure(
        key=key, label_zh=zh, label_en=en, value=Decimal(value), unit=unit,
        period=period_from(key.rpartition("@")[2], AS_OF), evidence=COMPUTED,
        status=FigureStatus.CANDIDATE if candidate else FigureStatus.VERIFIED,
    )  # fmt: skip


@pytest.fixture
def charted(case: CaseFile) -> CaseFile:
    months = [
        figure(f"{metric}@2025-{n:02d}", str(n * step), Unit.CNY, *names)
        for metric, step, names in (
            ("sales.net", 100_000, ("净销售额", "net sales")),
            ("purchases.net", 70_000, ("净采购额", "net purchases")),
        )
        for n in range(1, 13)
    ]
    shares = [
        figure(f"customers.share:{name}@{span}", share, Unit.RATIO, name, name)
        for span, values in (("L12M", ("0.5", "0.3")), ("P12M", ("0.4", "0.25")))
        for name, share in zip(("甲公司", "乙公司"), values, strict=True)
    ]
    days = [
        figure(f"{name}@FY2025", value, Unit.DAYS, zh, en)
        for name, value, zh, en in (
            ("dio", "40", "存货周转天数", "DIO"),
            ("dso", "60", "应收账款周转天数", "DSO"),
            ("dpo", "30", "应付账款周转天数", "DPO"),
            ("ccc", "70", "现金周转周期", "CCC"),
        )
    ]
    return case.model_copy(update={"figures": (*case.figures, *months, *shares, *days)})


_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def bare(text: str) -> str:
    """Words and numbers alone: no note marks, no layout."""
    text = re.sub(
        rf"\[\^\d+\]|[{_SUPERSCRIPTS}]+|\*\*|^#+ |^- (?:\[ \])?", "", text, flags=re.MULTILINE
    )
    text = re.sub(r"^\|[\s:|-]+\|$", "", text, flags=re.MULTILINE)
    return re.sub(r"[\s|•○✓?✗☐]", "", text)


def by_heading(lines: list[str], memo: MemoVersion) -> dict[str, str]:
    """Lines under each section's heading, and under each heading of the appendix."""
    titles = {f"{n}. {s.title}": s.title for n, s in enumerate(memo.sections, start=1)}
    titles |= {head: head for head in HEADS[memo.lang]}
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines:
        title = titles.get(line.strip().lstrip("#").strip())
        if title is not None:
            current = found.setdefault(title, [])
        else:
            current.append(line)
    return {title: bare("\n".join(lines)) for title, lines in found.items()}


def screen(memo: MemoVersion, folder: Path) -> list[str]:
    del folder
    return [plain(row.text) for row in memo_rows(memo_markdown(memo), memo.check)]


def markdown(memo: MemoVersion, folder: Path) -> list[str]:
    del folder
    return [
        line for line in memo_markdown(memo, marked=True).splitlines() if not line.startswith("[^")
    ]


def word(memo: MemoVersion, folder: Path) -> list[str]:
    path = folder / "memo.docx"
    path.write_bytes(docx_bytes(memo))
    shown = {caption for _, caption in captions(memo)}
    lines = checked_text(path).splitlines()
    sources = lines.index(f"## {HEADS[memo.lang][3]}")
    data = lines.index(f"## {HEADS[memo.lang][4]}")
    return [line for n, line in enumerate(lines[:sources]) if n > data or line not in shown]


def tagged(memo: MemoVersion, folder: Path) -> list[str]:
    path = folder / "memo.pdf"
    path.write_bytes(pdf_bytes(memo))
    shown = {bare(caption) for _, caption in captions(memo)}
    lines = checked_text(path).splitlines()
    sources = lines.index(f"## {HEADS[memo.lang][3]}")
    data = lines.index(f"## {HEADS[memo.lang][4]}")
    return [line for n, line in enumerate(lines[:sources]) if n > data or bare(line) not in shown]


def page(memo: MemoVersion, folder: Path) -> list[str]:
    del folder
    tree = html.fromstring(html_page(memo))
    for gone in tree.xpath("//figure|//style|//sup|//*[@class='notes']"):
        gone.drop_tree()
    for block in tree.iter("p", "li", "tr", "h1", "h2"):
        block.tail = "\n"
    return tree.text_content().splitlines()


SHOWN: dict[str, Callable[[MemoVersion, Path], list[str]]] = {
    "markdown": markdown,
    "word": word,
    "pdf": tagged,
    "html": page,
}


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("form", SHOWN)
def test_an_export_holds_what_the_screen_shows(
    charted: CaseFile, lang: Lang, form: str, tmp_path: Path
) -> None:
    if form == "pdf" and lang is Lang.ZH:
        need_chinese_font()
    memo = draft(charted, lang)
    assert len(memo.charts) == 3
    seen = by_heading(screen(memo, tmp_path), memo)
    held = by_heading(SHOWN[form](memo, tmp_path), memo)
    assert len(seen) == len(memo.sections) + 5
    for title, words in seen.items():
        if title != HEADS[lang][3]:
            assert held[title] == words, title


@pytest.mark.parametrize("lang", list(Lang))
def test_the_pages_hold_what_the_screen_shows(
    charted: CaseFile, lang: Lang, tmp_path: Path
) -> None:
    """In a PDF a source mark is a small number like any other, so marks stay in on both sides."""
    if lang is Lang.ZH:
        need_chinese_font()
    name = charted.head.model_copy(update={"name": "Q"})
    memo = draft(charted.model_copy(update={"head": name}), lang)
    pages = PdfReader(BytesIO(pdf_bytes(memo))).pages
    text = "\n".join(p.extract_text() for p in pages)
    told = re.sub(r"\s|(?m:^\d+ / \d+$)", "", text)
    at = 0
    for section in memo.sections:
        for paragraph in section.paragraphs:
            for line in paragraph.text.splitlines():
                raised = re.sub(r"\]\[\^", ",", line)
                words = re.sub(r"[\s|•*]|\[\^|\]|^- ", "", raised)
                if chinese_font() is None:
                    words = re.sub(r"[\u4e00-\u9fff]", "\0", words)
                if not re.fullmatch(r"[:-]*", words):
                    found = told.find(words, at)
                    assert found >= 0, (section.code, words)
                    at = found


@pytest.mark.parametrize("lines", [9, 24, 39])
def test_no_chart_leaves_a_page_half_empty(charted: CaseFile, lines: int) -> None:
    """What doesn't fit stands at the foot of the next page, and the text goes on before it."""
    memo = draft(charted, Lang.EN)
    more = Paragraph(
        text="\n\n".join(["A line of the memo that says a little."] * lines),
        author=memo.sections[0].paragraphs[0].author,
    )
    sections = tuple(
        s.model_copy(update={"paragraphs": (*s.paragraphs, more)}) for s in memo.sections
    )
    document = PdfDocument(pdf_bytes(memo.model_copy(update={"sections": sections})))
    for page in list(document)[:-2]:
        found = page.get_textpage()
        boxes = (found.get_charbox(n) for n in range(found.count_chars()))
        lowest = min(bottom for _, bottom, _, top in boxes if bottom > 62)
        assert lowest < page.get_height() * 0.18


def test_a_pdf_names_what_made_it_and_each_page_its_version(charted: CaseFile) -> None:
    memo = draft(charted, Lang.EN)
    reader = PdfReader(BytesIO(pdf_bytes(memo)))
    said = reader.metadata
    assert said is not None
    assert (said.title, said.author) == (memo.title, memo.drafted_by)
    digest = version_digest(memo)
    keywords = str(said["/Keywords"])
    assert memo.generator in keywords
    assert f"tallystick {digest}" in keywords
    assert all(f"#{digest[:12]}" in page.extract_text() for page in reader.pages)


def test_captions_of_pictures_are_no_part_of_what_word_gives_back(
    charted: CaseFile, tmp_path: Path
) -> None:
    memo = draft(charted)
    path = tmp_path / "memo.docx"
    path.write_bytes(docx_bytes(memo))
    editing = Editing(memo, memo, FactBook(charted.figures), "王", AT, "t")
    with pytest.raises(InputError, match="nothing differs"):
        edited(editing, _sections(memo, path))


def test_a_chart_holds_verified_figures_only_and_says_them_as_the_text_does(
    charted: CaseFile,
) -> None:
    doubtful = figure("sales.net@2025-11", "9", Unit.CNY, "净销售额", "net sales", candidate=True)
    figures = tuple(doubtful if f.key == doubtful.key else f for f in charted.figures)
    memo = draft(charted.model_copy(update={"figures": figures}))
    by_key = {f.key: f for f in figures}
    months = memo.charts[0].series[0].points
    assert [p.label for p in months] == [f"2025-{n:02d}" for n in range(1, 13) if n != 11]
    for chart in memo.charts:
        for point in (p for series in chart.series for p in series.points):
            assert point.text == by_key[point.figure or ""].text(Lang.ZH)
    assert memo.check.counted(Proof.UNCHECKED) + memo.check.counted(Proof.FALSE) == 0


def test_the_cash_cycle_s_parts_end_where_the_next_begins(charted: CaseFile) -> None:
    """40 + 60 - 30 = 70: stock to 40, receivables to 100, suppliers back to 70, the cycle 0 to 70."""
    (cycle,) = (c for c in draft(charted).charts if c.section == "financial")
    ends = [(p.start, p.start + p.value) for p in cycle.series[0].points]
    assert ends == [(0, 40), (40, 100), (100, 70), (0, 70)]


def test_a_drawing_is_well_formed_the_same_each_time_and_escapes_what_it_says(
    charted: CaseFile,
) -> None:
    for chart in draft(charted).charts:
        drawn = svg(chart)
        assert drawn == svg(chart)
        etree.fromstring(drawn)
    hostile = chart.model_copy(update={"title": "<script>&"})
    assert "<script>" not in svg(hostile)


def test_a_column_is_as_high_as_its_value() -> None:
    """Axis 0 to 20 over 180 pixels: 5 is 45 pixels high, 20 is 180."""
    point = {"label": "a", "value": Decimal(5), "text": "5"}
    series = {"name": "s", "points": [point, {"label": "b", "value": Decimal(20), "text": "20"}]}
    chart = Chart.model_validate(
        {"section": "s", "title": "t", "form": ChartForm.COLUMNS, "series": [series]}
    )
    heights = re.findall(r'height="([\d.]+)" fill="#1d4f7c"', svg(chart))
    assert heights == ["10.0", "45.0", "180.0"]  # the first is the legend's


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [("0", "20", "0 5 10 15 20"), ("0", "277", "0 100 200 300"), ("-3", "4", "-4 -2 0 2 4")],
)
def test_ticks_are_round(low: str, high: str, marks: str) -> None:
    assert ticks(Decimal(low), Decimal(high)) == tuple(Decimal(m) for m in marks.split())


def test_a_page_fetches_nothing_and_runs_nothing(charted: CaseFile) -> None:
    name = charted.head.model_copy(update={"name": "<script>alert(1)</script>"})
    text = html_page(draft(charted.model_copy(update={"head": name})))
    assert "<script" not in text
    assert set(re.findall(r"https?://[^\"' <]+", text)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"(?:src|href)=\"(?!#)", text)


def test_word_names_the_program_and_keeps_heads_and_dates_whole(charted: CaseFile) -> None:
    document = docx.Document(BytesIO(docx_bytes(draft(charted, Lang.ZH))))
    (about,) = (p for p in document.part.package.iter_parts() if "app.xml" in p.partname)
    assert b"<Application>Tallystick<" in about.blob
    assert document.core_properties.last_modified_by == document.core_properties.author
    for table in document.tables:
        assert all(p.paragraph_format.keep_with_next for p in table.rows[0].cells[0].paragraphs)
        assert not table.rows[-1].cells[0].paragraphs[0].paragraph_format.keep_with_next
    # A date of ten letters with its mark and padding keeps 17 x 0.17 cm beside three long columns.
    widths = column_widths((17, 60, 60, 60), 16.2)
    assert widths[0] == pytest.approx(2.89)
    assert sum(widths) == pytest.approx(16.2)


def test_words_behind_a_bar_stay_inside_the_drawing() -> None:
    told = "CNY 3.72 million and more"
    points = (ChartPoint(label="a", value=Decimal(3), text=told),)
    series = (ChartSeries(name="s", points=points),)
    chart = Chart(section="s", title="t", form=ChartForm.BARS, series=series)
    drawn = etree.fromstring(svg(chart))
    (words,) = (e for e in drawn.iter() if e.text == told)
    assert float(words.get("x")) + width(told) <= WIDTH
