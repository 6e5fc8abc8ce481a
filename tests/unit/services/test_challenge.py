"""The loop by the command line: tested, challenged, promoted by a name, replayed, audited."""

import json
from pathlib import Path

import pytest

from assistant.cli.app import main
from assistant.scoring.trained import load_card
from tests.unit.services.test_portfolio import BAD, FIRMS, books, known, model, run, sided

__all__ = ["books", "model"]


@pytest.fixture
def turned(books: Path, tmp_path: Path) -> list[object]:
    """The same firms, every outcome the other way round."""
    rows = "".join(f"{f},{'否' if f in BAD else '是'}\n" for f in FIRMS)
    (tmp_path / "turned.csv").write_text("企业代号,是否违约\n" + rows, "utf-8")
    return ["--firms", tmp_path / "turned.csv", *sided(books)]


def test_a_model_that_no_longer_holds_is_challenged_and_a_person_decides(
    books, model, turned, tmp_path, capsys
):
    home = ["--home", tmp_path / "home"]
    asked = ["challenge", *map(str, known(books)), *map(str, home), "--lang", "en"]
    assert main(asked) == 2
    assert "no model was promoted" in capsys.readouterr().err
    first = run(capsys, "promote", model, "--by", "Li", "--why", "first", *home)
    out = tmp_path / "next.json"
    quiet = run(capsys, "challenge", *known(books), *home, "-o", out)
    assert (quiet["fired"], quiet["own_data"], quiet["contest"]) == ([], True, None)
    assert not out.exists()
    found = run(capsys, "challenge", *turned, *home, "-o", out, "--repeats", 1)
    assert "calibration" in found["fired"]
    assert found["contest"]["held_out"] == ""
    assert found["contest"]["better"] is True
    assert found["changes"]
    assert found["promoted"] is None
    # it waits: the champion is the one that Li promoted
    (held,) = run(capsys, "models", *home)
    assert (held["digest"], held["in_use"]) == (first["digest"], True)
    run(capsys, "promote", out, "--by", "王", "--why", "世道变了", *home)
    old, new = run(capsys, "models", *home)
    assert (new["by"], new["replaces"], old["in_use"]) == ("王", first["digest"], False)
    # every version is there to be used again
    assert load_card(Path(old["path"])) == load_card(model)
    assert main(["audit", "--verify", *map(str, home)]) == 0
    promotions = tmp_path / "home" / "models" / "promotions.jsonl"
    text = promotions.read_text("utf-8")
    for forged in (text.replace('"by":"Li"', '"by":"Wu"'), text.splitlines()[0] + "\n"):
        promotions.write_text(forged, "utf-8")
        assert main(["audit", "--verify", *map(str, home)]) == 6
        assert main(["promote", str(model), *map(str, home)]) == 6
    capsys.readouterr()


def test_a_policy_may_let_a_better_model_in_by_itself(books, model, turned, tmp_path, capsys):
    from assistant.scoring.policy import SHIPPED_POLICIES

    shipped = next(SHIPPED_POLICIES.glob("*.toml")).read_text("utf-8")
    home = tmp_path / "home"
    (home / "policies").mkdir(parents=True)
    own = shipped.replace('id = "sme-working-capital"', 'id = "loose"')
    path = home / "policies" / "loose.toml"
    path.write_text(own + "\n[models]\npromotes_itself = true\n", "utf-8")
    (home / "config.toml").write_text('policy = "loose"\n', "utf-8")
    run(capsys, "promote", model, "--by", "Li", "--home", home)
    more = ["--home", home, "-o", tmp_path / "next.json", "--repeats", 0]
    found = run(capsys, "challenge", *turned, *more)
    assert found["promoted"]["by"].startswith("policy loose@")


@pytest.mark.parametrize(
    ("text", "cohort", "code", "said"),
    [
        ("企业代号,是否违约\nE1,是,x\nE2,否\n", "", 4, "too few"),
        ("企业代号,是否违约\nE1,是\nE2,是\n", "", 4, "same outcome"),
        ("企业代号,是否违约,年\nE1,是,2020\nE2,否,\n", "年", 4, "1 firms without"),
        ("企业代号,是否违约\nE1,是\n", "年", 2, "no column '年'"),
    ],
)
def test_bad_lists_of_firms_end_in_one_line(model, tmp_path, capsys, text, cohort, code, said):  # noqa: PLR0913, PLR0917  pytest's own
    (tmp_path / "f.csv").write_text(text, "utf-8")
    few = [line for side in ("sales", "purchases") for line in _first_rows(model, side, tmp_path)]
    asked = ["challenge", "--firms", tmp_path / "f.csv", *few, "--model", model]
    asked += ["--cohort", cohort] if cohort else []
    asked += ["--home", tmp_path, "-o", tmp_path / "n.json", "--lang", "en", "--anyway"]
    assert main([*map(str, asked)]) == code
    err = capsys.readouterr().err
    assert said in err
    assert "Traceback" not in err


def _first_rows(model: Path, side: str, folder: Path) -> list[object]:
    lines = (model.parent / f"{side}.csv").read_text("utf-8").splitlines(keepends=True)
    (folder / f"{side}.csv").write_text("".join(lines[:150]), "utf-8")
    return [f"--{side}", folder / f"{side}.csv"]


def test_a_case_shows_what_the_promoted_model_says_of_it(books, model, tmp_path, capsys):
    """The same as over a portfolio, in both languages, and no part of the score."""
    own = []
    for side in ("sales", "purchases"):
        head, *lines = (books / f"{side}.csv").read_text("utf-8").splitlines(keepends=True)
        path = tmp_path / ("销项.csv" if side == "sales" else "进项.csv")
        path.write_text("".join([head, *(x for x in lines if x.startswith("E5,"))]), "utf-8")
        own += [f"--{side}", path]
    home = ["--home", tmp_path / "home"]
    run(capsys, "case", "new", "甲", *home)
    run(capsys, "add", "甲", own[1], own[3], *home)
    plain = run(capsys, "score", "甲", *home)
    assert "model" not in plain
    run(capsys, "promote", model, *home)
    found = run(capsys, "score", "甲", *home, "--lang", "en")
    said = found.pop("model")
    wide = run(capsys, "portfolio", "score", *own, *home, "-o", tmp_path / "p.csv")
    assert wide["firms"] == 1
    (row,) = (tmp_path / "p.csv").read_text("utf-8-sig").splitlines()[1:]
    assert f",{said['score']},{said['pd']},{said['grade']}," in row
    assert said["reasons"][0]["text"].endswith("points below the best range.")
    assert found["grade"] == plain["grade"]
    assert main(["score", "甲", *map(str, home), "--lang", "zh"]) == 0
    assert "不进入评分" in capsys.readouterr().out
    # a model that was tampered with is said, and the policy's score stands
    kept = next((tmp_path / "home" / "models").glob("card@*.json"))
    kept.write_text(kept.read_text("utf-8").replace('"seed": 20', '"seed": 21'), "utf-8")
    assert main(["score", "甲", *map(str, home), "--lang", "en", "--json"]) == 0
    told = capsys.readouterr()
    assert "changed after training" in told.err
    assert json.loads(told.out) == found


def test_a_model_s_name_can_t_lead_out_of_its_folder(model, tmp_path, capsys):
    card = load_card(model)
    said = json.loads(card.model_copy(update={"name": "../../evil"}).sealed().model_dump_json())
    path = tmp_path / "evil.json"
    path.write_text(json.dumps(said), "utf-8")
    assert main(["promote", str(path), "--home", str(tmp_path / "home"), "--lang", "en"]) == 4
    assert "not a trained model" in capsys.readouterr().err
