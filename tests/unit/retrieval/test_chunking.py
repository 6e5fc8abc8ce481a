"""Passages: every word once, on its page; table rows under their header and unit."""

from retrieval.chunking import passages_from
from retrieval.passages import LoadedDocument, Page, Table


def document(pages, tables=()):
    return LoadedDocument(
        name="d.pdf",
        media_type="application/pdf",
        pages=tuple(Page(number=n, text=t) for n, t in enumerate(pages, start=1)),
        tables=tuple(tables),
    )


def test_passages_carry_page_source_and_a_running_number():
    passages = passages_from(document(["第一页。", "", "第三页。"]), "abc", "合同.pdf")
    assert [(p.source, p.source_name, p.page, p.ordinal, p.text) for p in passages] == [
        ("abc", "合同.pdf", 1, 0, "第一页。"),
        ("abc", "合同.pdf", 3, 1, "第三页。"),
    ]


def test_long_prose_is_cut_between_sentences_and_loses_nothing():
    sentences = [f"第{i}句话说明公司在报告期内的经营情况和主要风险。" for i in range(100)]
    passages = passages_from(document(["".join(sentences)]), "s", "n")
    assert len(passages) > 3
    assert "".join(p.text.replace("\n", "") for p in passages) == "".join(sentences)
    assert all(p.text.endswith("。") and len(p.text) <= 480 for p in passages)


def test_english_passages_may_be_longer_than_chinese():
    text = "The company leases its plant under an operating lease. " * 60
    lengths = [len(p.text) for p in passages_from(document([text]), "s", "n")]
    assert 700 < max(lengths) <= 950


def test_one_endless_word_is_cut():
    passages = passages_from(document(["x" * 5_000]), "s", "n")
    assert "".join(p.text for p in passages) == "x" * 5_000
    assert max(len(p.text) for p in passages) < 1_000


def test_a_line_that_the_page_wrapped_is_whole_again():
    text = "本公司于报告期内完成了位于南方某市的冷链设备生产基地的建设并投入使用\n后产能有所提高。\n短标题\n下一行"
    joined = passages_from(document([text]), "s", "n")[0].text
    assert "投入使用后产能" in joined
    assert "短标题\n下一行" in joined


def table(rows, **more):
    return Table(
        page=1,
        header=("项目", "2024年", "2023年"),
        rows=rows,
        unit="万元",
        caption="利润表",
        **more,
    )


def test_every_passage_of_a_table_repeats_caption_unit_and_header():
    rows = tuple((f"项目名称之第{i}项", f"{i},000.00", f"{i + 1},000.00") for i in range(1, 80))
    page = "利润表\n" + "\n".join("  ".join(row) for row in rows)
    passages = passages_from(document([page], [table(rows)]), "s", "n")
    in_table = [p for p in passages if " | " in p.text]
    assert len(in_table) > 3
    for passage in in_table:
        assert passage.text.startswith("利润表\n单位：万元\n项目 | 2024年 | 2023年\n")
    # Each row stands in exactly one passage, and not in the prose as well.
    for row in rows:
        assert sum(row[0] + " | " in p.text for p in passages) == 1
        assert not any(row[0] in p.text for p in passages if p not in in_table)


def test_an_empty_cell_keeps_its_place():
    passages = passages_from(document(["利润表"], [table((("财务费用", "", "5.00"),))]), "s", "n")
    assert passages[-1].text.endswith("财务费用 |  | 5.00")


def test_an_english_unit_is_named_in_english():
    made = Table(page=1, header=("Item", "2024"), rows=(("Sales", "5"),), unit="USD millions")
    assert passages_from(document(["x"], [made]), "s", "n")[-1].text == (
        "Unit: USD millions\nItem | 2024\nSales | 5"
    )
