import pytest

from assistant.conversation.events import Answer
from evals.tasks.answers import numbers_in, verdict


def answer(text, figures=("revenue@FY2024",)):
    return Answer(
        text=text, statements=(), figures=figures, passages=(), struck=(), model="", elapsed_s=0.0
    )


@pytest.mark.parametrize(
    ("text", "needed", "expected"),
    [
        ("It was 5.12% of revenue.", ["5.1%"], "right"),
        ("It was 5.16% of revenue.", ["5.1%"], "wrong"),
        ("It fell 1.7 percentage points.", ["1.7%"], "right"),
        ("It was 5.1 of something.", ["5.1%"], "wrong"),
        ("Proceeds were $13.2 billion.", ["13.2e9"], "right"),
        ("Proceeds were USD 13,240.00 million.", ["13.2e9"], "right"),
        ("Proceeds were $13.2 million.", ["13.2e9"], "wrong"),
        ("毛利率为23.15%。", ["23.15%"], "right"),
        ("It fell from 4.8% to 5.3%.", ["5.3%", "4.8%"], "right"),
        ("It was 5.3%.", ["5.3%", "4.8%"], "wrong"),
        ("It rose by 1 point.", ["2% | 1 point"], "right"),
        ("The file of 2024 has none.", ["5.1%"], "abstained"),
    ],
)
def test_an_answer_says_every_number_that_it_needs(text, needed, expected):
    assert verdict(answer(text), needed) == expected


def test_an_answer_without_figures_abstains_whatever_it_says():
    assert verdict(answer("It asks for 3 statements.", figures=()), ["5.1%"]) == "abstained"


def test_years_days_and_places_are_no_numbers_of_an_answer():
    text = 'report_2024_10K.pdf, p. 52: "12 stores in 2024" at 2024-12-31 《年报.pdf》第3页'
    assert [said.value for said in numbers_in(text)] == [12]


def test_what_is_no_number_can_not_be_needed():
    with pytest.raises(ValueError, match="plenty"):
        verdict(answer("It was 5%."), ["plenty"])
