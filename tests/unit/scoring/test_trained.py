"""A fitted scorecard: points, PD and reasons by hand; changed and later artefacts refused."""

import json
from decimal import Decimal
from math import nan

import pytest
from pydantic import ValidationError

from assistant.errors import InputError
from assistant.scoring.grading import grade_of_pd, invoice_limit
from assistant.scoring.trained import CardVariable, TrainedCard, card_score, load_card


def number(text):
    return Decimal(str(text))


def variable(key="sales.net@L12M", points=(-10, 0, 30), missing=-10, cuts=(100, 500), shares=()):
    return CardVariable(
        key=key, shares=tuple(map(number, shares)), label_zh="销售额", label_en="net sales", cuts=tuple(map(number, cuts)),
        points=tuple(map(number, points)), missing_points=number(missing),
    )  # fmt: skip


def card(**changes):
    made = TrainedCard(
        name="card",
        variables=(variable(), variable("sales.void_rate@L12M", (12, 0), 0, (0.1,))),
        base_points=number(560), base_score=number(600), base_odds=number(50), pdo=number(20),
        firms=86, defaults=19, as_of="2020-01-31", data_digest="d", seed=1, code_version="0",
    )  # fmt: skip
    return made.model_copy(update=changes).sealed()


def test_points_add_up_and_the_pd_follows_from_the_odds():
    # 560 + 30 + 12 = 602; odds 50 x 2^(2/20) = 53.588673: PD 1 / 54.588673 = 0.018319
    best = card_score(card(), {"sales.net@L12M": 500.0, "sales.void_rate@L12M": 0.05})
    assert (best.score, best.pd, best.reasons) == (602, number("0.018319"), ())
    # 560 + 0 + 0: odds 50 x 2^-2 = 12.5: PD 1 / 13.5 = 0.074074; a value on a cut is above it
    worse = card_score(card(), {"sales.net@L12M": 100.0, "sales.void_rate@L12M": 0.1})
    assert (worse.score, worse.pd) == (560, number("0.074074"))
    assert [(r.key, r.lost) for r in worse.reasons] == [
        ("sales.net@L12M", 30), ("sales.void_rate@L12M", 12),
    ]  # fmt: skip
    assert worse.reasons[0].en == "Net sales is 100: 30 points below the best range."
    assert worse.reasons[0].zh == "销售额为100，较最佳区间少30分。"


@pytest.mark.parametrize("value", [..., None, nan, float("inf"), float("-inf")])
def test_what_cannot_be_measured_counts_as_the_worst(value):
    found = card_score(card(), {} if value is ... else {"sales.net@L12M": value})
    assert found.score == 560 - 10 + 0
    assert found.reasons[0].en == "Net sales couldn't be measured: 40 points below the best range."
    assert "无法计量" in found.reasons[0].zh


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"points": (1, 2)}, "one bin more"),
        ({"cuts": (5, 5)}, "must rise"),
        ({"missing": -9}, "must not have more points"),
        ({"shares": (0.5, 0.5)}, "one share a bin"),
    ],
)
def test_a_variable_that_contradicts_itself_is_refused(change, message):
    with pytest.raises(ValidationError, match=message):
        variable(**change)


def test_an_artefact_is_read_back_and_scores_the_same(tmp_path):
    path = tmp_path / "card.json"
    path.write_text(card().model_dump_json(), "utf-8")
    values = {"sales.net@L12M": 250.0}
    assert card_score(load_card(path), values) == card_score(card(), values)


def test_a_card_that_keeps_its_shares_has_them_in_its_digest(tmp_path):
    path = tmp_path / "card.json"
    kept = card(variables=(variable(shares=(0.2, 0.3, 0.4, 0.1)),))
    path.write_text(kept.model_dump_json(), "utf-8")
    assert load_card(path).digest == kept.digest
    said = json.loads(path.read_text("utf-8"))
    said["variables"][0]["shares"][0] = "0.3"
    path.write_text(json.dumps(said), "utf-8")
    with pytest.raises(InputError):
        load_card(path)


def test_a_changed_later_or_broken_artefact_is_refused(tmp_path):
    path = tmp_path / "card.json"
    said = json.loads(card().model_dump_json())
    said["base_points"] = "660"
    path.write_text(json.dumps(said), "utf-8")
    with pytest.raises(InputError, match="was changed after training"):
        load_card(path)
    path.write_text(json.dumps({**said, "format": 2, "new": 1}), "utf-8")
    with pytest.raises(InputError, match="made by a later version"):
        load_card(path)
    path.write_text("[]", "utf-8")
    with pytest.raises(InputError, match="not a trained model"):
        load_card(path)
    with pytest.raises(InputError, match="not a trained model"):
        load_card(tmp_path / "absent.json")


def test_a_pd_takes_the_grade_that_is_nearest_on_the_log_scale(policy):
    # AAA 0.3 %, AA 0.7 %: the middle is the root of 0.3 % x 0.7 % = 0.4583 %
    assert grade_of_pd(policy, number("0.00458")).grade == "AAA"
    assert grade_of_pd(policy, number("0.00459")).grade == "AA"
    # B 11 %, C 25 %: 16.583 %
    assert grade_of_pd(policy, number("0.165")).grade == "B"
    assert grade_of_pd(policy, number("0.9")).grade == "C"


def test_a_limit_from_invoices_is_cut_by_what_was_found(policy):
    grade = grade_of_pd(policy, number("0.01"))
    # A? 1.0 % lies above the root of 0.7 % x 1.4 % = 0.99 %: grade A, cap 8 million
    assert grade.grade == "A"
    # 30 % of 5,033,333 = 1,509,999.9, in steps of 10,000
    plain = invoice_limit(policy, grade, number(5_033_333), ())
    assert plain == (1_500_000, ())
    # x 0.7 x 0.5 = 528,499.96
    cut = invoice_limit(
        policy, grade, number(5_033_333), {"hidden.supplier_rotation", "hidden.void_burst"}
    )
    assert cut == (520_000, ("supply_chain", "genuineness"))
    assert invoice_limit(policy, grade, number(90_000_000), ()).amount == 8_000_000
    assert invoice_limit(policy, grade, None, ()).amount == 0
    assert invoice_limit(policy, policy.grades[-1], number(5_000_000), ()).amount == 0
