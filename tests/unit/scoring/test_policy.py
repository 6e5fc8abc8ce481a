"""Policies: what a file may say, which one a reference means, and that a digest pins it."""

from decimal import Decimal
from pathlib import Path

import pytest

from assistant.errors import InputError, UsageError
from assistant.scoring.policy import SHIPPED_POLICIES, load_policy

SHIPPED = (SHIPPED_POLICIES / "sme-working-capital.toml").read_text("utf-8")


def write(folder: Path, text: str = SHIPPED, name: str = "sme-working-capital") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, "utf-8")
    return path


def refused(folder: Path, old: str, new: str) -> str:
    assert old in SHIPPED
    write(folder, SHIPPED.replace(old, new, 1))
    with pytest.raises(InputError) as caught:
        load_policy("sme-working-capital", (folder,))
    assert "sme-working-capital.toml" in caught.value.message
    assert caught.value.told("zh").message != caught.value.message
    return caught.value.message


def test_a_home_s_own_policy_comes_before_the_shipped_one(tmp_path: Path) -> None:
    write(tmp_path, SHIPPED.replace("thin_ratio = 0.05", "thin_ratio = 0.10"))
    assert load_policy("sme-working-capital", (tmp_path,)).thin_ratio == Decimal("0.10")
    assert load_policy("sme-working-capital").thin_ratio == Decimal("0.05")


def test_the_latest_of_an_id_counts_and_a_date_or_digest_pins_one(tmp_path: Path) -> None:
    old = load_policy("sme-working-capital")
    newer = SHIPPED.replace("date = 2026-01-01", "date = 2027-01-01")
    write(tmp_path)
    write(tmp_path, newer, "sme-working-capital@2027-01-01")
    latest = load_policy("sme-working-capital", (tmp_path,))
    assert latest.date.isoformat() == "2027-01-01"
    assert load_policy("sme-working-capital@2026-01-01", (tmp_path,)) == old
    assert load_policy(old.ref, (tmp_path,)) == old
    assert old.ref != latest.ref


def test_line_ends_do_not_change_a_digest(tmp_path: Path) -> None:
    (tmp_path / "sme-working-capital.toml").write_bytes(SHIPPED.replace("\n", "\r\n").encode())
    assert (
        load_policy("sme-working-capital", (tmp_path,)).ref
        == load_policy("sme-working-capital").ref
    )


@pytest.mark.parametrize(
    "ref",
    ["nothing", "sme-working-capital@2020-01-01", "sme-working-capital@2026-01-01#000000", "A B"],
)
def test_an_unknown_policy_is_a_usage_error_that_lists_the_known(ref: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_policy(ref)
    assert "sme-working-capital" in caught.value.hint


def test_a_file_of_another_id_is_not_taken_for_it(tmp_path: Path) -> None:
    write(tmp_path, SHIPPED.replace('id = "sme-working-capital"', 'id = "other"'))
    assert load_policy("sme-working-capital", (tmp_path,)).id == "sme-working-capital"
    with pytest.raises(UsageError):
        load_policy("other", (tmp_path,))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("bands = [[0.10, 7], [0.03, 5]", "bands = [[0.10, 7], [0.20, 5]", "best to the worst"),
        ("bands = [[0.10, 7], [0.03, 5]", "bands = [[0.10, 4], [0.03, 5]", "best to the worst"),
        ("bands = [[20_000_000, 5]", "bands = [[20_000_000, 6]", "add up to 100"),
        ('code = "sales.growth"', 'code = "sales.size"', "'sales.size' stands twice"),
        ("at_least = 0\n", "at_least = 5\n", "begin at 0 points"),
        ("pd = 0.007", "pd = 0.002", "better in some respect"),
        ("rate = 0.042", "rate = 0.03", "better in some respect"),
        (
            'figure = "ltv"' if 'figure = "ltv"' in SHIPPED else 'figure = "current_ratio@BS"',
            'figure = "current ratio"',
            "not a figure key",
        ),
        ("threshold = 1.20", 'threshold = "a lot"', "threshold"),
        ("thin_ratio = 0.05", "thin_ratio = 2", "thin_ratio"),
        ('name_zh = "', 'colour = "red"\nname_zh = "', "colour"),
        ("date = 2026-01-01", "date = [", "can't be read"),
    ],
)
def test_what_a_policy_may_not_say(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert says in refused(tmp_path, old, new)


def test_floats_never_come_in(policy) -> None:
    from assistant.scoring.policy import Policy

    data = policy.model_dump()
    data["thin_ratio"] = 0.05
    with pytest.raises(ValueError, match="write decimals so that they stay exact"):
        Policy.model_validate(data)


def test_every_grade_of_the_master_scale_is_reached(policy) -> None:
    found = {policy.grade_of(Decimal(points)).grade for points in range(101)}
    assert found == {"AAA", "AA", "A", "BBB", "BB", "B", "C"}
    assert policy.grade_of(Decimal("87.99")).grade == "AA"
    assert policy.grade_of(Decimal(88)).grade == "AAA"
