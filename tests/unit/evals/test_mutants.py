"""The mutation operators change one thing, and what leaves a memo true is told by rule."""

import pytest

from assistant.domain.case import CaseFile, CaseHead, CaseId
from assistant.domain.checks import Proof
from assistant.proof.book import FactBook
from evals.mutations import Mutant, Names, Sort, mutants
from evals.tasks.mutants import Memo, _Tally, _try
from evals.unchanged import unchanged_by
from tests.unit.proof.conftest import WHO, dev_figures

HEAD = CaseHead(id=CaseId("X"), name="甲", created_at=WHO.when, touched_at=WHO.when)
CASE = CaseFile(head=HEAD, figures=dev_figures())
NAMES = Names({"net profit": ["revenue"], "净利润": ["营业收入"]}, {"禾丰商超": ["云集电商"]})


def changed(text: str, sort: Sort) -> set[str]:
    return {mutant.of(text) for mutant in mutants(text, NAMES) if mutant.sort is sort}


def test_every_sort_of_change_is_made() -> None:
    text = "Net profit fell to CNY 1.87 million in FY2024, not below the limit.[^12]"
    assert changed(text, Sort.LABEL) == {text.replace("Net profit", "Revenue")}
    assert changed(text, Sort.DIRECTION) >= {
        text.replace("fell", "rose"),
        text.replace("below", "above"),
    }
    assert changed(text, Sort.NEGATION) >= {text.replace("not below", "below")}
    assert changed(text, Sort.PERIOD) == {text.replace("2024", y) for y in ("2023", "2025")}
    # last digit 7 to 8, 1.87 is 1.78 swapped or 18.7 or -1.87; the mark [^12] is left alone
    numbers = ("1.88", "1.78", "18.7", "-1.87")
    assert changed(text, Sort.NUMERAL) == {text.replace("1.87", n) for n in numbers}
    units = {text.replace(" million", u) for u in (" billion", " thousand", "")}
    assert changed(text, Sort.UNIT) == {*units, text.replace("CNY", "USD")}


def test_chinese_words_are_changed_in_chinese() -> None:
    text = "2024年净利润为187.00万元，未超过禾丰商超的要求。"
    assert text.replace("万元", "亿元") in changed(text, Sort.UNIT)
    assert text.replace("2024", "2023") in changed(text, Sort.PERIOD)
    assert text.replace("为", "不为") in changed(text, Sort.NEGATION)
    assert changed(text, Sort.ENTITY) == {text.replace("禾丰商超", "云集电商")}


@pytest.mark.parametrize(
    ("block", "mutant", "rule"),
    [
        ("| a | 0.00元 |", Mutant(Sort.UNIT, "元>万元", 10, 11, "万元"), "zero"),
        ("| a | 0.00元 |", Mutant(Sort.UNIT, "元>美元", 10, 11, "美元"), ""),
        ("**Sales.** They fell.", Mutant(Sort.LABEL, "other 1", 2, 7, "Costs"), "title"),
        ("They fell.", Mutant(Sort.DIRECTION, "fell>rose", 5, 9, "rose"), ""),
    ],
)
def test_what_leaves_a_text_true_has_a_rule(block: str, mutant: Mutant, rule: str) -> None:
    told = unchanged_by(block, mutant, [mutant.of(block)], set(), CASE)
    assert rule in told
    assert bool(rule) is bool(told)


def test_a_text_is_unchanged_where_another_figure_says_it() -> None:
    # The dev figures give revenue 48.00 million in FY2024 and 40.00 million in FY2023.
    true = "2023年度营业收入为4,000.00万元。"
    mutant = Mutant(Sort.PERIOD, "year before", 0, 4, "2023")
    assert "another figure" in unchanged_by(true, mutant, [true], set(), CASE)
    false = true.replace("4,000", "4,800")
    assert unchanged_by(false, mutant, [false], set(), CASE) == ""
    extra = true.replace("。", "，同比增长20%。")
    assert unchanged_by(extra, mutant, [extra], set(), CASE) == ""


TEXT = "## A\n\nNet profit was CNY 1.87 million in FY2024."


def tried(book: FactBook) -> _Tally:
    tally = _Tally()
    _try(Memo("m", TEXT, NAMES, book, CASE), tally)
    return tally


def test_a_true_sentence_is_the_control_and_its_mutants_are_caught() -> None:
    tally = tried(FactBook(dev_figures()))
    assert tally.control == {Proof.PROVED: 2}
    assert sum(tally.verdicts.values()) > 10
    assert not tally.survivors


def test_a_check_without_figures_fails_the_control() -> None:
    assert tried(FactBook(())).control[Proof.PROVED] == 1


def test_what_a_blind_check_lets_pass_is_listed() -> None:
    # No claim in it, so a change of "is" passes: the survivors name the place.
    tally = _Tally()
    memo = Memo("m", "## A\n\nThe firm is well run.", NAMES, FactBook(dev_figures()), CASE)
    _try(memo, tally)
    assert [s["rule"] for s in tally.survivors] == ["is>is not"]
    assert tally.survivors[0]["text"] == "The firm ⟦is not⟧ well run."
