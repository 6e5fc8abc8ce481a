"""Other names of what is asked: a report seldom uses the question's own word."""

from pathlib import Path

import pytest

from retrieval.passages import Passage
from retrieval.search import CaseSearch
from retrieval.vocabulary import other_names
from retrieval.words import phrase_words

PAGES = (
    (1, "Letter to the shareholders. A year of progress for our people and our customers."),
    (2, "Consolidated Statements of Cash Flows\nPurchases of property, plant and equipment 1,749"),
    (3, "Consolidated Balance Sheets\nProperty, plant and equipment, net 9,178"),
    (4, "合并利润表\n所得税费用 | 612,000"),
    (5, "We were named in many lawsuits. Litigation may be costly."),
)


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> CaseSearch:
    found = CaseSearch(Path(tmp_path_factory.mktemp("index")))
    found.sync([Passage("s", "report.pdf", page, page, text) for page, text in PAGES])
    return found


@pytest.mark.parametrize(
    ("question", "page"),
    [
        ("What was FY2022 capex?", 2),
        ("2022年资本开支是多少", 2),
        ("PPNE at year end?", 3),
        ("期末固定资产有多少", 3),
        ("What is the effective tax rate?", 4),
        ("有未决诉讼吗", 5),
        ("打过什么官司", 5),
    ],
)
def test_a_page_is_found_by_another_name_or_language(
    search: CaseSearch, question: str, page: int
) -> None:
    assert search.search(question, 1)[0].passage.page == page


def test_words_of_the_question_weigh_more_than_other_names(search: CaseSearch) -> None:
    assert search.search("lawsuits", 1)[0].passage.page == 5


def test_a_name_inside_another_word_is_not_meant() -> None:
    assert other_names("the reinventory clerk") == ()
    assert "存货" in other_names("inventory")


def test_a_name_is_looked_for_word_beside_word() -> None:
    assert phrase_words("Property, plant & equipment") == "property plant equipment"
    assert phrase_words("应收账款") == "应收 收账 账款"


def test_passages_of_a_page_help_each_other(tmp_path: Path) -> None:
    # Pages 1 and 2 hold the same passage; on page 2 a second one is about the same, so 2 < 0.
    texts = [
        (1, "goodwill of the unit"),
        (1, "weather"),
        (2, "goodwill of the unit"),
        (2, "goodwill"),
    ]
    texts += [(page, "other matters of the year") for page in range(3, 9)]
    search = CaseSearch(tmp_path)
    search.sync([Passage("s", "a.pdf", page, n, text) for n, (page, text) in enumerate(texts)])
    order = [hit.passage.ordinal for hit in search.search("goodwill", 3)]
    assert order.index(2) < order.index(0)
