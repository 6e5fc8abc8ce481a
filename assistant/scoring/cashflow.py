"""Earnings and cash against debt service: EBITDA, DSCR by name, LTV.

Principal **and** interest stand in the denominator of every DSCR.
"""

# ruff: noqa: E501  one metric a row reads as a table

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from assistant.domain.evidence import Computed
from assistant.domain.figures import Figure
from assistant.domain.quantities import Unit
from assistant.domain.tongues import two_tongued
from assistant.scoring.formula_book import Lines, digest_of
from assistant.scoring.formulas import EXACT, Basis, Formula, Undefined, formula
from assistant.scoring.metric_table import ratio_metric as _m

_COLLATERAL_VALUE: Final = re.compile(r"collateral\.\d{1,2}\.value\Z", re.ASCII)

_EARNINGS: Final = tuple(
    formula(metric, Basis.FISCAL)
    for metric in (
        _m("ebit", ("息税前利润", "EBIT"), "profit_before_tax@FY + interest_expense@FY", unit=Unit.CNY, better="better", aliases=("EBIT", "earnings before interest and tax")),
        _m("ebitda", ("息税折旧摊销前利润", "EBITDA"), "ebit@FY + depreciation_amortisation@FY", unit=Unit.CNY, better="better", aliases=("EBITDA", "earnings before interest, tax, depreciation and amortisation")),
        _m("debt_service", ("当年应还本息", "debt service"), "interest_expense@FY + principal_repayment@FY", unit=Unit.CNY, better="worse", aliases=("还本付息额|债务本息", "principal and interest")),
    )
)  # fmt: skip

_INTEREST: Final = _m("pro_forma.interest", ("本次申请年利息", "yearly interest of this request"), "request.amount * request.rate", unit=Unit.CNY, better="worse")  # fmt: skip


def _own_interest(values: Mapping[str, Decimal]) -> Decimal | Undefined:
    return EXACT.multiply(values["request.amount"], values["request.rate"])


_COVER: Final = tuple(
    formula(metric, Basis.FISCAL)
    for metric in (
        _m("pro_forma.debt_service", ("含本次申请的应还本息", "debt service with this request"), "debt_service@FY + pro_forma.interest + request.principal_per_year", unit=Unit.CNY, better="worse"),
        _m("interest_cover", ("利息保障倍数", "interest cover"), "ebit@FY / interest_expense@FY", better="better", aliases=("已获利息倍数", "interest coverage|times interest earned|ICR")),
        _m("debt_to_ebitda", ("有息负债/EBITDA", "debt to EBITDA"), "interest_bearing_debt@BS / ebitda@FY", better="worse", aliases=("", "debt/EBITDA")),
        _m("dscr.ebitda", ("偿债保障比率（EBITDA口径）", "DSCR (EBITDA)"), "ebitda@FY / debt_service@FY", better="better", aliases=("DSCR|偿债保障比率|偿债备付率|偿债保障倍数", "DSCR|debt service coverage ratio|debt service cover|debt service coverage")),
        _m("dscr.ebitda_less_tax_capex", ("偿债保障比率（EBITDA减所得税和资本支出）", "DSCR (EBITDA less tax and capex)"), "(ebitda@FY - income_tax@FY - capex@FY) / debt_service@FY", better="better"),
        _m("dscr.operating_cash_flow", ("偿债保障比率（经营现金流口径）", "DSCR (operating cash flow)"), "operating_cash_flow@FY / debt_service@FY", better="better"),
        _m("dscr.pro_forma", ("偿债保障比率（含本次申请）", "DSCR (pro forma)"), "ebitda@FY / pro_forma.debt_service@FY", better="better", aliases=("", "pro forma DSCR|DSCR pro forma")),
        _m("cash_conversion", ("经营现金流/EBITDA", "operating cash flow to EBITDA"), "operating_cash_flow@FY / ebitda@FY", better="better", aliases=("现金转换率", "cash conversion")),
    )
)  # fmt: skip
"""Operating cash flow is before interest, as CAS 31 has it (interest paid is financing)."""

CASHFLOW: Final = (
    *_EARNINGS,
    Formula(_INTEREST, Basis.REQUEST, ("request.amount", "request.rate"), _own_interest, "ratios.pro_forma.interest"),
    *_COVER,
)  # fmt: skip

COLLATERAL: Final = _m("collateral.total_value", ("押品评估价值合计", "total collateral value"), "各项 collateral.n.value 之和 / sum of collateral.n.value", unit=Unit.CNY, better="better", aliases=("抵押物总值|押品总价值", "total appraised value"))  # fmt: skip

LOAN_TO_VALUE: Final = formula(
    _m("ltv", ("抵押率", "loan to value (LTV)"), "request.amount / collateral.total_value", unit=Unit.RATIO, better="worse", aliases=("贷款价值比|抵押成数", "LTV|loan-to-value|loan to value")),
    Basis.REQUEST,
)  # fmt: skip


def collateral_figure(lines: Lines) -> Figure:
    """The appraised values of all collateral together; missing where none is entered."""
    values = sorted(
        (
            figure
            for key, figure in lines.items()
            if _COLLATERAL_VALUE.match(key) and figure.number is not None
        ),
        key=lambda f: f.key,
    )
    units = {f.unit for f in values}
    missing = None
    if len(units) != 1:
        missing = two_tongued(
            *(
                ("各项币种不同", "the inputs are in different currencies")
                if units
                else ("没有录入押品评估价值", "no collateral value is entered")
            )
        )
    return Figure(
        key=COLLATERAL.key,
        label_zh=COLLATERAL.label_zh,
        label_en=COLLATERAL.label_en,
        value=None if missing else sum((f.number or Decimal(0) for f in values), Decimal(0)),
        unit=COLLATERAL.unit if missing else values[0].unit,
        period=None,
        evidence=Computed(
            tool="ratios.collateral.total_value",
            version="1",
            inputs_digest=digest_of(values),
            formula=COLLATERAL.formula,
            input_keys=tuple(f.key for f in values),
        ),
        missing_reason=missing,
    )
