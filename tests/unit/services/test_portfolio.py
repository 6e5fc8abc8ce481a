"""Train, validate, promote, score and share out by the command line, on made-up firms."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from assistant.cli.app import main
from assistant.domain.quantities import Lang
from assistant.scoring.trained import load_card
from assistant.services import portfolio
from assistant.services.allocating import portfolio_rows
from assistant.services.model_status import Drift, latest_drift
from assistant.services.office import Office
from assistant.services.tables_out import write_table
from assistant.settings import settings_from

FIRMS = [f"E{i}" for i in range(1, 33)]
BAD = set(FIRMS[::4])
HEADER = "企业代号,发票号码,开票日期,{party},金额,税额,价税合计,发票状态\n"


def invoices(side: str) -> str:
    """Two years; bad firms sell less and less and void more; three firms sell round in a circle."""
    party = "购方单位代号" if side == "sale" else "销方单位代号"
    lines = [HEADER.format(party=party)]
    number = 0
    for place, firm in enumerate(FIRMS):
        for month in range(24):
            year, m = 2023 + month // 12, month % 12 + 1
            size = 10_000 + 1_000 * place
            weak = (firm in BAD and place % 5 != 0) or place in (3, 17)
            net = size * (0.2 if weak else 1) if side == "sale" else size * 0.6
            for k in range(3):
                number += 1
                status = "作废发票" if weak and k == 0 and month % 2 else "有效发票"
                who = f"P{(place * 7 + k + month) % 9}"
                lines.append(
                    f"{firm},{number:08d},{year}/{m}/{28 - k},{who},{net},{net * 0.13:.2f},"
                    f"{net * 1.13:.2f},{status}\n"
                )
    if side == "sale":
        for seller, buyer in (("E30", "E31"), ("E31", "E32"), ("E32", "E30")):
            number += 1
            lines.append(f"{seller},{number:08d},2024/11/5,{buyer},5000,650,5650,有效发票\n")
    return "".join(lines)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("books")
    (folder / "sales.csv").write_text(invoices("sale"), "utf-8")
    (folder / "purchases.csv").write_text(invoices("purchase"), "utf-8")
    rows = [
        f"{f},{'***餐饮有限公司' if f == 'E28' else f},{'是' if f in BAD else '否'}\n"
        for f in FIRMS
    ]
    (folder / "firms.csv").write_text("企业代号,企业名称,是否违约\n" + "".join(rows), "utf-8")
    table = "rate,A,B,C\n0.04,0,0,0\n0.06,0.3,0.25,0.2\n0.08,0.5,0.45,0.4\n"
    (folder / "churn.csv").write_text(table, "utf-8")
    return folder


def run(capsys: pytest.CaptureFixture[str], *words: object) -> dict:
    assert main([*map(str, words), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def known(books: Path) -> list[object]:
    return ["--firms", books / "firms.csv", *sided(books)]


def sided(books: Path) -> list[object]:
    return ["--sales", books / "sales.csv", "--purchases", books / "purchases.csv"]


@pytest.fixture(scope="module")
def model(books: Path) -> Path:
    out = books / "card.json"
    assert main(["train", *map(str, known(books)), "-o", str(out), "--repeats", "0"]) == 0
    return out


def test_a_model_is_trained_validated_and_never_promotes_itself(books, model, tmp_path, capsys):
    assert "# card" in model.with_suffix(".md").read_text("utf-8")
    capsys.readouterr()
    found = run(capsys, "validate", model, *known(books), "--home", tmp_path)
    assert (found["n"], found["defaults"]) == (32, 8)
    assert {"auc", "ks", "pr_auc", "brier", "top20_recall"} <= set(found)
    assert found["auc"]["low"] <= found["auc"]["value"] <= found["auc"]["high"]
    assert found["auc"]["value"] > 0.8
    assert main(["validate", str(model), *map(str, known(books)), "--lang", "en"]) == 0
    assert "flatter" in capsys.readouterr().err
    score = ["portfolio", "score", *map(str, sided(books)), "--home", str(tmp_path), "--lang", "en"]
    assert main([*score, "-o", str(tmp_path / "p.csv")]) == 2
    assert "no model was promoted" in capsys.readouterr().err
    line = run(capsys, "promote", model, "--by", "王经理", "--why", "季度评审", "--home", tmp_path)
    assert (line["by"], line["why"], line["replaces"]) == ("王经理", "季度评审", "")
    again = run(capsys, "promote", model, "--by", "Li", "--home", tmp_path)
    assert again["replaces"] == line["digest"]
    history = (tmp_path / "models" / "promotions.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(text)["by"] for text in history] == ["王经理", "Li"]


def test_a_portfolio_is_scored_resumed_and_shared_out(books, model, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(portfolio, "BATCH", 12)
    home, out = tmp_path / "home", tmp_path / "p.csv"
    asked = [
        *("portfolio", "score", *sided(books), "--firms", books / "firms.csv"),
        *("--model", model, "-o", out, "--home", home),
    ]
    honest = portfolio.wide_table
    calls = []

    def failing(*args, **more):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return honest(*args, **more)

    monkeypatch.setattr(portfolio, "wide_table", failing)
    assert main([*map(str, asked)]) == 130
    capsys.readouterr()
    found = run(capsys, *asked)
    assert len(calls) == 4  # two batches were kept; only the third was computed again
    assert (found["firms"], found["resumed"], found["rejected"]) == (32, 24, 0)
    assert found["as_of"] == "2024-11-30"  # the last invoice is of 28 December
    # the training firms themselves: nothing has moved
    assert (found["drift"]["state"], found["drift"]["firms"]) == ("stable", 32)
    assert found["drift"]["chance"] == 1.0574  # 16.919 x (1 / 32 + 1 / 32)
    assert latest_drift(Office(settings_from(home=home))) is not None
    assert found["circles"] == [{"firms": ["E30", "E31", "E32"], "net": "5000"}]
    with out.open(encoding="utf-8-sig") as opened:
        rows = {row["firm"]: row for row in csv.DictReader(opened)}
    assert set(rows) == set(FIRMS)
    assert rows["E30"]["circle"] == "E30→E31→E32→E30"
    assert "hidden.circular_invoicing" in rows["E30"]["flags"]
    assert rows["E28"]["name"] == "***餐饮有限公司"
    good = sum(float(rows[f]["pd"]) for f in FIRMS if f not in BAD) / 24
    bad = sum(float(rows[f]["pd"]) for f in BAD) / 8
    assert bad > 2 * good
    share = [
        *("portfolio", "allocate", out, "--churn", books / "churn.csv"),
        *("--least", "1万", "--most", "10万", "--home", home),
    ]
    plenty = run(capsys, *share, "--budget", "1亿")
    assert plenty["best"]["profit"] == plenty["greedy"]["profit"]
    tight = run(capsys, *share, "--budget", "25.5万", "-o", tmp_path / "loans.parquet")
    assert float(tight["best"]["committed"]) <= 255_000
    assert float(tight["best"]["profit"]) >= float(tight["greedy"]["profit"])
    assert (tmp_path / "loans.parquet").is_file()
    shocked(capsys, share, tmp_path / "report.md")


def shocked(capsys: pytest.CaptureFixture[str], share: list[object], report: Path) -> None:
    """The shock question, beside the same without it, as a report."""
    asked = [*share, "--budget", "1亿", "--shock", "餐饮,酒店=50", "--report", report]
    hit = run(capsys, *asked, "--lang", "en")
    told = report.read_text("utf-8")
    assert "**Objective**: the highest expected profit" in told
    assert "| greedy baseline | " in told
    assert "The shock raises the PD of 1 firms; 1 are lent to no more" in told
    assert float(hit["before_shock"]["profit"]) > float(hit["best"]["profit"])
    assert hit["shocked"] == 1
    assert "E28" not in {loan["firm"] for loan in hit["loans"]}


def scored(asked: list[object], out: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, dict]:
    run(capsys, "portfolio", "score", *asked, "-o", out)
    with out.open(encoding="utf-8-sig") as opened:
        return {row["firm"]: row for row in csv.DictReader(opened)}


def test_names_and_regions_don_t_count_and_a_withheld_side_lifts_no_firm(
    books, model, tmp_path, capsys
):
    few = FIRMS[:6]
    for side in ("sales", "purchases"):
        lines = (books / f"{side}.csv").read_text("utf-8").splitlines(keepends=True)
        own = [line for line in lines[1:] if line.partition(",")[0] in few]
        (tmp_path / f"{side}.csv").write_text("".join([lines[0], *own]), "utf-8")
    asked = ["--model", model, "--home", tmp_path / "home"]
    plain = scored([*sided(tmp_path), *asked], tmp_path / "1.csv", capsys)
    words = ["新疆***牧业有限公司", "上海***女装有限公司", "深圳***科技有限公司", "个体经营E***"]
    names = [f"{firm},{words[i % 4]}\n" for i, firm in enumerate(few)]
    # Ten more firms have no invoice at all: they count as unmeasured.
    names += [f"N{i},无票{i}\n" for i in range(10)]
    (tmp_path / "renamed.csv").write_text("企业代号,企业名称\n" + "".join(names), "utf-8")
    other = scored(
        [*sided(tmp_path), *asked, "--firms", tmp_path / "renamed.csv"], tmp_path / "2.csv", capsys
    )
    for firm in few:
        assert {**plain[firm], "name": ""} == {**other[firm], "name": ""}, firm
    worst = min(float(row["score"]) for row in plain.values())
    empty = [other[f"N{i}"] for i in range(10)]
    assert all(float(row["score"]) <= worst and row["limit"] == "0" for row in empty)
    assert {row["score"] for row in empty} == {empty[0]["score"]}
    assert "couldn't be measured" in empty[0]["reason_1_en"]
    half = scored(["--sales", tmp_path / "sales.csv", *asked], tmp_path / "3.csv", capsys)
    for firm in few:
        assert float(half[firm]["score"]) <= float(plain[firm]["score"]), firm
        assert float(half[firm]["limit"]) <= float(plain[firm]["limit"]), firm


def test_firms_without_any_invoice_are_learnt_from_as_unmeasured(books, tmp_path, capsys):
    rows = [f"{f},{'是' if f in BAD else '否'}\n" for f in FIRMS]
    rows += [f"N{i},{'是' if i % 2 else '否'}\n" for i in range(10)]
    (tmp_path / "more.csv").write_text("企业代号,是否违约\n" + "".join(rows), "utf-8")
    more = ["--firms", tmp_path / "more.csv", *sided(books), "--repeats", "0"]
    found = run(capsys, "train", *more, "-o", tmp_path / "m.json")
    assert (found["n"], found["defaults"]) == (42, 13)
    card = load_card(tmp_path / "m.json")
    assert all(v.missing_points <= min(v.points) for v in card.variables)


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (FIRMS[:3], "3 firms with 1 defaults are too few"),
        ([f for f in FIRMS if f not in BAD], "all 24 firms have the same outcome"),
    ],
)
def test_what_can_t_be_trained_on_is_said_at_the_command_line(kept, said, books, tmp_path, capsys):
    rows = "".join(f"{f},{'是' if f in BAD else '否'}\n" for f in kept)
    (tmp_path / "few.csv").write_text("企业代号,是否违约\n" + rows, "utf-8")
    few = ["--firms", str(tmp_path / "few.csv"), *map(str, sided(books))]
    assert main(["train", *few, "-o", str(tmp_path / "m.json"), "--lang", "en"]) == 4
    assert said in capsys.readouterr().err
    assert not (tmp_path / "m.json").exists()


def test_amounts_that_are_no_numbers_are_refused_rows_and_no_model_comes_of_nothing(
    books, tmp_path, capsys
):
    """NaN and the infinite: counted, never summed; a card without a variable isn't written."""
    for side in ("sales", "purchases"):
        head, *rows = (books / f"{side}.csv").read_text("utf-8").splitlines()
        odd = []
        for place, row in enumerate(rows[::3]):
            cells = row.split(",")
            cells[4] = ("NaN", "inf", "-inf")[place % 3]
            odd.append(",".join(cells))
        plain = [",".join([*row.split(",")[:4], "100", "13", "113", "有效发票"]) for row in rows]
        (tmp_path / f"{side}.csv").write_text("\n".join([head, *odd, *plain[1::3]]) + "\n", "utf-8")
    asked = ["--firms", books / "firms.csv", *sided(tmp_path), "-o", tmp_path / "m.json"]
    assert main(["train", *map(str, asked), "--repeats", "0", "--lang", "en"]) == 4
    said = capsys.readouterr().err
    assert "rows couldn't be read and don't count" in said
    assert "no variable separates the outcomes" in said
    assert not (tmp_path / "m.json").exists()
    assert main(["train", *map(str, asked), "--repeats", "-1"]) == 2


def test_a_promoted_model_that_was_changed_afterwards_is_refused(books, model, tmp_path, capsys):
    line = run(capsys, "promote", model, "--by", "Li", "--home", tmp_path)
    kept = tmp_path / "models" / line["model"]
    asked = ["portfolio", "score", *map(str, sided(books)), "--home", str(tmp_path), "--lang", "en"]
    for old, new, words in (
        ('"seed": 20', '"seed": 21', "changed after training"),
        ('"format": 1', '"format": 9', "made by a later version"),
    ):
        text = kept.read_text("utf-8")
        assert old in text
        kept.write_text(text.replace(old, new), "utf-8")
        assert main([*asked, "-o", str(tmp_path / "p.csv")]) == 4
        assert words in capsys.readouterr().err


def test_the_states_of_drift_and_a_file_that_can_t_be_read(tmp_path):
    many = Drift(model="d", name="c", psi=0, chance=0.02, firms=9000, as_of=date(2024, 1, 31))
    states = [many.model_copy(update={"psi": psi}).state for psi in (0.0, 0.1, 0.11, 0.25, 0.26)]
    assert states == ["stable", "stable", "watched", "watched", "shifted"]
    # with few firms chance alone goes that far
    assert many.model_copy(update={"psi": 0.26, "chance": 0.3}).state == "stable"
    assert many.text(Lang.ZH).startswith("模型c：得分分布稳定性指数（PSI）0.00，稳定（9000家")
    assert many.text(Lang.EN).endswith("(9000 firms as of 2024-01-31; chance alone reaches 0.02).")
    office = Office(settings_from(home=tmp_path))
    assert latest_drift(office) is None
    (tmp_path / "models").mkdir(exist_ok=True)
    (tmp_path / "models" / "drift.json").write_text("{", "utf-8")
    assert latest_drift(office) is None


def test_parquet_out_reads_back_the_same(tmp_path):
    rows = [{"firm": "E1", "pd": "0.01", "limit": "500000", "name": "=1+1"}]
    columns = ("firm", "name", "pd", "limit", "score")
    write_table(rows, columns, tmp_path / "p.parquet")
    write_table(rows, columns, tmp_path / "p.csv")
    said = {"firm": "E1", "name": "'=1+1", "pd": "0.01", "limit": "500000", "score": ""}
    assert portfolio_rows(tmp_path / "p.parquet") == portfolio_rows(tmp_path / "p.csv") == [said]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["portfolio", "allocate", "absent.csv", "--churn", "absent.csv"], 4, "absent.csv"),
        (
            ["validate", "absent.json", "--firms", "f", "--sales", "s", "--purchases", "p"],
            4,
            "absent",
        ),
    ],
)
def test_what_is_not_there_is_said(words, code, said, capsys, tmp_path):
    assert main([*words, "--home", str(tmp_path)]) == code
    assert said in capsys.readouterr().err


def test_bad_tables_and_shocks_are_refused(books, model, tmp_path, capsys):
    broken = tmp_path / "broken.csv"
    broken.write_text("firm,score\nE1,1\n", "utf-8")
    home = ["--home", str(tmp_path), "--lang", "en"]
    churn = ["--churn", str(books / "churn.csv")]
    assert main(["portfolio", "allocate", str(broken), *churn, *home]) == 4
    assert "no column limit, pd" in capsys.readouterr().err
    good = tmp_path / "good.csv"
    good.write_text("firm,pd,limit\nE1,0.01,500000\n", "utf-8")
    assert main(["portfolio", "allocate", str(good), "--churn", str(good), *home]) == 4
    assert "share lost by class" in capsys.readouterr().err
    assert main(["portfolio", "allocate", str(good), *churn, "--shock", "x", *home]) == 2
    assert "WORDS=TIMES" in capsys.readouterr().err
    score = ["portfolio", "score", *map(str, sided(books)), "--model", str(model), *home]
    assert main([*score, "-o", str(tmp_path / "p.txt")]) == 2
    assert ".csv or .parquet" in capsys.readouterr().err
