"""Formulas by names: keys go, words that only look like keys stay."""

from decimal import Decimal

import pytest

from assistant.domain.evidence import Computed
from assistant.domain.figures import Figure
from assistant.domain.formula_names import formula_in_names, names_of
from assistant.domain.periods import period_from
from assistant.domain.quantities import Lang, Unit


def _figure(key: str, zh: str, en: str) -> Figure:
    code = key.partition("@")[2]
    return Figure(
        key=key, label_zh=zh, label_en=en, value=Decimal(1), unit=Unit.CNY,
        period=period_from(code) if code else None,
        evidence=Computed(tool="t", version="1", inputs_digest="", formula="f"),
    )  # fmt: skip


FIGURES = {
    f.key: f
    for f in (
        _figure("sales.net@2024", "销售额", "net sales"),
        _figure("sales.net@2025", "销售额", "net sales"),
        _figure("ebitda@FY2024", "息税折旧摊销前利润", "EBITDA"),
        _figure("collateral.1.value", "押品1评估价值", "collateral value (1)"),
    )
}


@pytest.mark.parametrize(
    ("formula", "zh", "en"),
    [
        ("ebitda / sales.net", "息税折旧摊销前利润 ÷ 销售额", "EBITDA ÷ net sales"),
        ("sales.net@2025 - sales.net@2024", "销售额（2025年） − 销售额（2024年）", "net sales (2025) − net sales (2024)"),
        ("最大客户的 sales.net 之和 / Σ sales.net of the largest", "最大客户的销售额之和", "Σ net sales of the largest"),
        ("各项 collateral.n.value 之和 / sum of collateral.n.value", "各项押品评估价值之和", "sum of collateral value"),
        ("ebitda 的同比 / growth of ebitda - unknown.key", "息税折旧摊销前利润的同比", "growth of ebitda - unknown.key"),
        ("单价见 report.pdf / price in report.pdf", "单价见 report.pdf", "price in report.pdf"),
    ],
)  # fmt: skip
def test_a_formula_is_told_in_names(formula: str, zh: str, en: str) -> None:
    told = [formula_in_names(formula, names_of(FIGURES, lang), lang) for lang in (Lang.ZH, Lang.EN)]
    assert told == [zh, en]
