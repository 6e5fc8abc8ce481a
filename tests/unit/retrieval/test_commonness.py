"""What ranking leaves out: words that stand nowhere or nearly everywhere."""

import pytest

from retrieval import commonness
from retrieval.commonness import WordCounts
from retrieval.lexical import LexicalIndex
from retrieval.passages import Passage


def passages(count: int, source: str = "s") -> list[Passage]:
    """Every passage speaks of revenue, every tenth of leasing, the last one of a flood."""
    texts = [
        f"revenue rose {n}" + (" and leases ran" if n % 10 == 0 else "") for n in range(count - 1)
    ]
    return [Passage(source, source, 1, n, t) for n, t in enumerate([*texts, "a flood and revenue"])]


@pytest.fixture
def index(tmp_path, monkeypatch):
    monkeypatch.setattr(commonness, "_COMMON", 20)
    made = LexicalIndex(tmp_path / "words.sqlite")
    made.sync(passages(100))
    return made


def telling(index, *phrases):
    with index._reading() as connection:
        return WordCounts().telling(connection, object(), phrases)


def test_common_words_and_words_that_stand_nowhere_do_not_rank(index):
    # of 100 passages 100 hold revenue, 10 the stem leas, 1 flood, none an earthquake
    asked = ("revenue", "leasing", "flood", "earthquake")
    assert telling(index, *asked) == ["leasing", "flood"]


def test_where_all_are_common_the_rarest_one_ranks(index):
    # rose stands in 99 passages, revenue in all 100
    assert telling(index, "revenue", "rose") == ["rose"]
    assert telling(index, "earthquake") == []


def test_a_phrase_is_as_rare_as_its_rarest_word_and_a_beginning_always_tells(index):
    assert telling(index, "revenue flood", "rev*", "revenue") == ["revenue flood", "rev*"]


def test_the_rare_word_finds_its_passage_among_the_common_ones(index):
    assert index.matches("revenue of the flood", 5)[0].passage.text == "a flood and revenue"


def test_counts_are_taken_anew_when_the_index_changes(index):
    assert index.matches("drought", 5) == ()
    index.sync([*passages(100), Passage("t", "t", 1, 0, "then a drought")])
    assert index.matches("drought", 5)[0].passage.source == "t"
