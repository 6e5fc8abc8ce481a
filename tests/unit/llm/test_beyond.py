import pytest

from assistant.llm.beyond import asks_beyond


@pytest.mark.parametrize(
    ("clause", "names", "beyond"),
    [
        ("what was revenue in 2024", ["revenue"], False),
        ("how has revenue developed over the last three years", ["revenue"], False),
        ("what was revenue in the six months ended july 29, 2023", ["revenue"], False),
        ("how much revenue came from the vaccine partner in ruritania", ["revenue"], True),
        ("what share of home-market revenue comes through the internet", ["revenue"], True),
        # words of any of the measure's names say nothing beyond it
        ("how many overdue months does the bureau report show", ["bureau overdue months", "bureau report"], False),
        ("营业收入来自哪个合作伙伴的疫苗", ["营业收入"], False),
    ],
)  # fmt: skip
def test_what_no_name_of_the_measure_covers(clause, names, beyond):
    assert asks_beyond(clause, names) is beyond
