import pytest

from assistant.domain.checks import SourceText
from assistant.llm.number_quotes import number_quotes

PAGES = tuple(
    SourceText(source="s", source_name="release.pdf", page=page, text=text)
    for page, text in (
        (1, "The Company completed the separation of its bottling arm.\nIt includes a gain of about $20 million from the bottling separation."),
        (2, "Cash proceeds of $3 million came from the sale of a site.\nThe segment kept its staff."),
        (3, "Core growth guidance rises to 9 percent from 8 percent.\nThe bottling arm had been founded in 1950."),
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "page", "words"),
    [
        ("What was the amount of the gain on the bottling separation?", 1, "$20 million"),
        (
            "How much cash did the firm receive in proceeds from the sale of the site?",
            2,
            "$3 million",
        ),
        ("By how many percentage points did guidance for core growth rise?", 3, "9 percent"),
    ],
)
def test_the_sentence_that_says_the_number(question, page, words):
    found = number_quotes(question, PAGES)
    assert found[0].passage.page == page
    assert words in found[0].words


@pytest.mark.parametrize(
    "question",
    [
        "Which arm had the highest gain on the bottling separation?",
        "Why did the bottling arm separate?",
        "How much does the office lease in the harbour cost?",
        "How many people work in the bottling arm?",
        "装瓶业务分立的收益是多少？",
    ],
)
def test_nothing_is_quoted_where_no_sentence_is_sure_to_say_it(question):
    assert number_quotes(question, PAGES) == ()
