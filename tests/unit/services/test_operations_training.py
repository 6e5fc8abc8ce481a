"""Meters in training, a cause planted in them: found, kept, scored by the same road, and withheld.

What comes out says that the road holds, and nothing of what such records are worth.
"""

import csv
import random
from pathlib import Path

import pytest

from assistant.cli.app import main
from assistant.scoring.trained import load_card
from tests.unit.services.test_portfolio import run

FIRMS = [f"E{i}" for i in range(32)]
BAD = set(FIRMS[::4])
FADING = (BAD | {"E1", "E5"}) - {"E0", "E4"}
"""Their power use fades: nearly the bad ones, for a cause that tells all would be a leak."""
MONTHS = [(2023 + m // 12, m % 12 + 1) for m in range(25)]


def table(folder: Path, name: str, head: str, rows: list[str]) -> Path:
    path = folder / name
    path.write_text("\n".join([head, *rows]) + "\n", "utf-8")
    return path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Invoices that are noise, and power use that fades away in nearly every bad firm."""
    folder, rng = tmp_path_factory.mktemp("meters"), random.Random(5)
    invoices: dict[str, list[str]] = {"sales": [], "purchases": []}
    meters, number = [], 0
    for firm in FIRMS:
        for at, (year, month) in enumerate(MONTHS):
            for rows in invoices.values():
                number += 1
                net = rng.randint(9_000, 11_000)
                rows.append(
                    f"{firm},{number:08d},{year}/{month}/{28},P{rng.randint(0, 9)},{net},"
                    f"{net * 0.13:.2f},{net * 1.13:.2f},有效发票"
                )
            fades = 1 - 0.03 * at if firm in FADING else 1
            meters.append(f"{firm},{year}-{month:02d},D{firm},{1000 * fades:.0f},{800 * fades:.2f}")
    head = "企业代号,发票号码,开票日期,{}方单位代号,金额,税额,价税合计,发票状态"
    return {
        "sales": table(folder, "sales.csv", head.format("购"), invoices["sales"]),
        "purchases": table(folder, "purchases.csv", head.format("销"), invoices["purchases"]),
        "operations": table(folder, "meters.csv", "企业代号,年月,电表号,用电量,电费", meters),
        "firms": table(
            folder, "firms.csv", "企业代号,是否违约",
            [f"{f},{'是' if f in BAD else '否'}" for f in FIRMS],
        ),
    }  # fmt: skip


def given(files: dict[str, Path], *names: str) -> list[object]:
    return [part for name in names for part in (f"--{name}", files[name])]


def pds(out: Path) -> dict[str, float]:
    with out.open(encoding="utf-8-sig") as opened:
        return {row["firm"]: float(row["pd"]) for row in csv.DictReader(opened)}


def test_a_cause_planted_in_the_meters_is_found_and_withholding_them_helps_nobody(
    files, tmp_path, capsys
):
    every = given(files, "firms", "sales", "purchases", "operations")
    model = tmp_path / "card.json"
    found = run(capsys, "train", *every, "-o", model, "--repeats", 0)
    assert any(key.startswith("utilities.power_") for key in found["variables"])
    score = ["portfolio", "score", *given(files, "sales", "purchases"), "--model", model]
    run(capsys, *score, *given(files, "operations"), "-o", tmp_path / "with.csv")
    run(capsys, *score, "-o", tmp_path / "without.csv")
    held, withheld = pds(tmp_path / "with.csv"), pds(tmp_path / "without.csv")
    assert min(held[f] for f in FADING) > max(held[f] for f in FIRMS if f not in FADING)
    assert all(withheld[f] >= held[f] for f in FIRMS)
    assert any(v.unit is not None and v.shares for v in load_card(model).variables)


def test_rows_of_nobody_among_many_firms_are_refused(files, tmp_path, capsys):
    unnamed = table(tmp_path, "m.csv", "年月,电表号,用电量", ["2023-01,D1,100", "2023-02,D1,90"])
    asked = [*given(files, "sales"), "--operations", unnamed, "-o", tmp_path / "v.csv"]
    assert main(["variables", "compute", *map(str, asked), "--lang", "en"]) == 4
    assert "without a firm's code" in capsys.readouterr().err
