"""Text, Markdown, HTML, encodings, and files that are none of these."""

import pytest

from retrieval.loading import Limits, UnreadableDocument, load_document
from retrieval.loading.budget import Budget
from retrieval.loading.encoding import decoded

ZH = "经营范围：冷冻设备的制造、销售；货物及技术的进出口业务。\n注册资本三百万元。\n" * 5


def refused(path, **limits):
    with pytest.raises(UnreadableDocument) as caught:
        load_document(path, limits=Limits(**limits))
    assert caught.value.hint
    return caught.value.reason


@pytest.fixture
def write(tmp_path):
    def make(data, name="made.txt"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return make


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_chinese_in_every_usual_encoding(encoding):
    assert decoded(ZH.encode(encoding)).text == ZH


def test_traditional_chinese_and_western_text():
    traditional = "經營範圍：冷凍設備的製造、銷售；貨物及技術的進出口業務。" * 3
    assert decoded(traditional.encode("big5")).text == traditional
    western = "Café Müller GmbH – Übersicht der Geschäfte in Zürich, très élégant"
    assert decoded(western.encode("cp1252")).text == western


def test_one_bad_byte_does_not_lose_the_file(write):
    path = write(ZH.encode() * 40 + b"\xff" + "完".encode())
    document = load_document(path)
    assert document.pages[-1].text.endswith("\ufffd完")
    assert document.problems[0].reason == "not valid utf-8 and shown as \ufffd: 1 characters"


@pytest.mark.parametrize("name", ["junk.txt", "junk.pdf", "junk.docx", "junk.md", "junk.html"])
def test_binary_junk_under_a_document_name(write, name):
    junk = bytes((i * 7919 + i * i * 31) % 256 for i in range(5_000))
    assert "binary data" in refused(write(junk, name))


@pytest.mark.parametrize("data", [b"", b" \r\n\t \n", b"\x00" * 64])
def test_empty(write, data):
    assert "empty" in refused(write(data))


def test_only_a_byte_order_mark(write):
    assert "no text" in refused(write(b"\xef\xbb\xbf"))


def test_one_line_of_30_megabytes(write):
    assert refused(write(b"short\n" + b"x" * 30_000_000)).startswith(
        "line 2 has 30,000,000 characters"
    )


def test_a_file_larger_than_the_limit(write):
    assert refused(write(b"x" * 2_000_000), bytes=1_000_000) == (
        "the file is 2 MB, more than the 1 MB that are read"
    )


def test_long_text_has_pages_that_say_their_lines(write):
    document = load_document(write("\n".join(f"line {i}" for i in range(1, 451))))
    assert [p.label for p in document.pages] == ["lines 1-200", "lines 201-400", "lines 401-450"]
    assert document.pages[1].text.startswith("line 201\n")
    assert load_document(write("short")).pages[0].label == ""


def test_form_feeds_are_pages(write):
    assert [p.text for p in load_document(write("one\ftwo\f")).pages] == ["one", "two"]


def test_markdown_tables(write):
    document = load_document(
        write(
            "## 利润表\n单位：千元\n\n| 项目 | 2024年 |\n|---|---:|\n| **收入** | 1,200 |\n| 成本 | 800 |\n\n正文\n"
        )
    )
    assert document.media_type == "text/markdown"
    table = document.tables[0]
    assert table.header == ("项目", "2024年")
    assert table.rows == (("收入", "1,200"), ("成本", "800"))
    assert (table.unit, table.caption) == ("千元", "利润表 单位：千元")


HTML = """<!DOCTYPE html><html><head><title>t</title><meta charset="gbk"><style>p{}</style></head>
<body><h1>贷款合同</h1><p>正文<b>粗体</b>一句。</p><div style="display:none">secret</div>
<p>利润表</p><p>单位：万元</p>
<table><tr><td></td><td></td><td>2024年</td><td>2023年</td></tr>
<tr><td>营业收入</td><td></td><td>1,200</td><td>1,000</td></tr>
<tr><td>净利润</td><td></td><td colspan="1">-5</td><td>7</td></tr></table>
<hr style="page-break-after:always"><p>第二页</p><script>evil()</script></body></html>"""


def test_html_words_tables_and_printed_pages(write):
    document = load_document(write(HTML.encode("gbk"), "made.txt"))
    assert document.media_type == "text/html"
    assert [p.text for p in document.pages] == [
        "贷款合同\n正文粗体一句。\n利润表\n单位：万元\n2024年  2023年\n营业收入  1,200  1,000\n净利润  -5  7",
        "第二页",
    ]
    table = document.tables[0]
    assert table.header == ("", "2024年", "2023年")
    assert table.rows == (("营业收入", "1,200", "1,000"), ("净利润", "-5", "7"))
    assert (table.unit, table.page) == ("万元", 1)


def test_html_without_words_and_with_a_wrong_charset(write):
    assert "no text" in refused(write("<html><body><img src=x></body></html>"))
    page = "<html><meta charset='no-such'><p>租金</p></html>"
    assert load_document(write(page)).pages[0].text == "租金"


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (b"\x00\x00\x00\x18ftypheic", "HEIC"),
        (b"\x00\x00\x00\x18ftypM4A ", "recording"),
        (b"GIF89a", "GIF"),
        (b"{\\rtf1 ", "RTF"),
        (b"PAR1", "Parquet"),
        (b"RIFF....WAVE", "recording"),
    ],
)
def test_kinds_that_are_not_read_are_named(write, head, what):
    assert what in refused(write(head + b"rest of it", "scan.pdf"))


def test_a_missing_file(tmp_path):
    assert "can't be opened" in refused(tmp_path / "gone.pdf")


def test_time_runs_out():
    moments = iter((0.0, 1.0, 11.0))
    budget = Budget(Limits(seconds=10), clock=lambda: next(moments))
    budget.tick()
    with pytest.raises(UnreadableDocument, match="longer than 10 s"):
        budget.tick()


def test_two_columns_are_a_table_where_every_row_is_a_pair(write):
    index = "月份,行业指数\n" + "".join(f"2024-{m:02d},{100 + m}.5\n" for m in range(1, 7))
    (table,) = load_document(write(index, "index.csv")).tables
    assert table.header == ("月份", "行业指数")
    assert table.rows[0] == ("2024-01", "101.5")
    # prose with one comma a line and a number behind it is no table
    assert (
        load_document(write("Dear Sir,\nwe sold 5,\nand then, 6\nBest, Li\n", "note.txt")).tables
        == ()
    )
    loose = index + "说明：指数为同比,见年鉴\n"
    assert load_document(write(loose, "loose.txt")).tables == ()


def test_a_comma_inside_every_number_makes_no_table(write):
    lines = "Hotel Adler, Wien\nRoom nights: 17,520\nRooms: 26,280\nSales EUR: 1,204\n"
    loaded = load_document(write(lines, "facts.md"))
    assert not loaded.tables
    assert "Room nights: 17,520" in loaded.pages[0].text
