"""The food maker whose suppliers keep changing, by the road a user takes."""

import json

from assistant.cli.app import main

HEADER = "发票号码,开票日期,{party},金额,税额,价税合计,发票状态\n"


def written(path, party, rows):
    lines = [HEADER.format(party=party)]
    for number, (day, who, net) in enumerate(rows):
        tax, gross = round(net * 0.13, 2), round(net * 1.13, 2)
        lines.append(f"{number:08d},{day},{who},{net},{tax},{gross},有效发票\n")
    path.write_text("".join(lines), "utf-8")
    return str(path)


def test_changing_suppliers_are_found_and_cut_the_limit(tmp_path, capsys):
    months = [(year, month) for year in (2023, 2024) for month in range(1, 13)]
    sold = [(f"{y}/{m}/28", f"门店{m % 10}", 100_000) for y, m in months]
    bought = [
        (f"{y}/{m}/15", "老供应商" if y == 2023 else f"新供应商{(m + 2) // 3}", 60_000)
        for y, m in months
    ]
    sold.append(("2024/12/31", "门店1", 1))
    bought.append(("2024/12/31", "老供应商", 1))
    home = ["--home", str(tmp_path / "home"), "--lang", "en"]
    sales = written(tmp_path / "销项发票.csv", "购方名称", sold)
    purchases = written(tmp_path / "进项发票.csv", "销方名称", bought)
    for words in (["case", "new", "示例食品"], ["add", "示例食品", sales, purchases]):
        assert main([*words, *home]) == 0, capsys.readouterr().err
    capsys.readouterr()
    assert main(["findings", "示例食品", "--json", *home]) == 0
    found = {f["rule_id"]: f for f in json.loads(capsys.readouterr().out)}
    rotation = found["hidden.supplier_rotation"]
    assert rotation["kind"] == "hidden_risk"
    assert "the suppliers keep changing" in rotation["text"]

    def terms():
        assert main(["score", "示例食品", "--json", *home]) == 0
        return {t["code"]: t for t in json.loads(capsys.readouterr().out)["limit_terms"]}

    assert "suppliers keep changing" in terms()["factor_supply_chain"]["note"]
    note = ["--note", "全部供应商均在同一集团，已核对"]
    assert main(["review", "示例食品", rotation["id"], "--dismiss", *note, *home]) == 0
    capsys.readouterr()
    assert "factor_supply_chain" not in terms()
