"""What early warnings are made of: thresholds, names of rules, and a rule's outcome."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.figures import Figure, StatementKind
from assistant.domain.findings import FindingKind, Severity
from assistant.variables.catalogue import CATALOGUE


@dataclass(frozen=True)
class Thresholds:
    """Where a rule starts to warn; a value exactly on the threshold doesn't."""

    top_customer_share: Decimal = Decimal("0.50")
    """Largest customer's share of net sales."""
    concentration_rise: Decimal = Decimal("0.15")
    """Year-on-year rise of that share, as a fraction (15 percentage points)."""
    vanished_share: Decimal = Decimal("0.10")
    """Share of a top-3 counterparty that then has no invoice in the last six months."""
    sales_fall: Decimal = Decimal("0.30")
    """Year-on-year fall of net sales."""
    void_rate: Decimal = Decimal("0.10")
    """Void sales invoices among all."""
    gap_days: int = 60
    """Days without a sale."""
    rotation_share: Decimal = Decimal("0.50")
    """Share of a quarter's amount with counterparties not dealt with in the 12 months before."""
    rotation_quarters: int = 3
    """Of the last four complete quarters, how many must lie above it."""
    drift: Decimal = Decimal("0.15")
    """Rise of the largest customer's share from the last 12 to the last 3 months."""
    two_way_share: Decimal = Decimal("0.10")
    """Share of sales to customers that are suppliers too."""
    burst_rate: Decimal = Decimal("0.30")
    """Void rate of one month."""
    burst_count: int = 5
    """Void invoices of one month."""
    burst_times: Decimal = Decimal(3)
    """That month's void rate over the twelve months' rate."""
    activity_fall: Decimal = Decimal("0.10")
    """Year-on-year fall of meters, shipments or orders ..."""
    invoices_rise: Decimal = Decimal("0.10")
    """... while invoiced sales rose by more than this."""
    uninvoiced_share: Decimal = Decimal("0.20")
    """Share of shipments to names without an invoice."""
    unshipped_share: Decimal = Decimal("0.50")
    """Share of sales to names without a shipment."""
    orders_to_sales: Decimal = Decimal("1.20")
    """Net orders over gross invoiced sales."""


class Text(NamedTuple):
    """One sentence in both languages."""

    zh: str
    en: str


_NAMES: Final = {
    "invoices.top_customer": Text("第一大客户占比过高", "high share of the largest customer"),
    "invoices.concentration_rise": Text("客户集中度上升", "rising customer concentration"),
    "invoices.supplier_vanished": Text("主要供应商消失", "vanished main supplier"),
    "invoices.customer_vanished": Text("主要客户消失", "vanished main customer"),
    "invoices.sales_fall": Text("销售额大幅下降", "falling sales"),
    "invoices.void_rate": Text("作废率过高", "high void rate"),
    "invoices.sales_gap": Text("销售中断", "gap in sales"),
    "invoices.purchases_above_sales": Text("采购高于销售", "purchases above sales"),
    "hidden.supplier_rotation": Text("供应商频繁更换", "suppliers keep changing"),
    "hidden.customer_rotation": Text("客户频繁更换", "customers keep changing"),
    "hidden.concentration_drift": Text("客户集中度持续上升", "customer concentration drifting up"),
    "hidden.two_way_trade": Text("与同一单位双向开票", "invoices both ways with one party"),
    "hidden.void_burst": Text("集中作废", "burst of void invoices"),
    "hidden.purchases_without_sales": Text("有采购无销售", "purchases without sales"),
}
"""Rules over invoices that can be untestable, by id."""
_OPERATIONS: Final = {
    "hidden.meters_against_sales": Text(
        "水电气用量与开票背离", "meters fall while invoiced sales rise"
    ),
    "hidden.shipments_against_sales": Text(
        "发货与开票背离", "shipments fall while invoiced sales rise"
    ),
    "hidden.orders_against_sales": Text("订单与开票背离", "orders fall while invoiced sales rise"),
    "hidden.uninvoiced_shipments": Text("有货无票", "shipments without invoices"),
    "hidden.unshipped_sales": Text("有票无货", "invoices without shipments"),
    "hidden.orders_above_invoices": Text("订单高于开票", "orders above invoiced sales"),
}
"""Rules over meters, waybills and orders; listed as untested only where such records are."""


class Hit(NamedTuple):
    """A rule that warns, or one that couldn't be tested."""

    rule_id: str
    severity: Severity
    text: Text
    figures: tuple[Figure, ...]
    kind: FindingKind = FindingKind.EARLY_WARNING
    statement: StatementKind = StatementKind.COMPARISON


class Book(NamedTuple):
    """A firm's figures by key."""

    figures: dict[str, Figure]

    def first(self, metric: str, codes: Sequence[str]) -> Figure | None:
        """The figure of the first period that has a value, else the first missing one."""
        found = [self.figures[f"{metric}@{c}"] for c in codes if f"{metric}@{c}" in self.figures]
        return next((f for f in found if f.value is not None), found[0] if found else None)

    def of(self, metric: str) -> list[Figure]:
        """Every figure of a metric, by key."""
        return sorted((f for f in self.figures.values() if f.metric == metric), key=lambda f: f.key)


def untested(rule_id: str, metric: str, figure: Figure | None) -> Hit:
    """That a rule couldn't be tested, with the figure it lacked."""
    names, rule = CATALOGUE[metric], (_NAMES | _OPERATIONS)[rule_id]
    zh_why, _, en_why = (figure.missing_reason or "" if figure is not None else "").partition(" / ")
    zh = f"（{zh_why}）" if zh_why else ""
    en = f" ({en_why})" if en_why else ""
    return Hit(
        rule_id,
        Severity.INFO,
        Text(
            f"预警规则“{rule.zh}”无法检验，缺少：{names.label_zh}{zh}。",
            f"Early-warning rule “{rule.en}” couldn't be tested; missing: {names.label_en}{en}.",
        ),
        () if figure is None else (figure,),
        FindingKind.DATA_QUALITY,
        StatementKind.MISSING,
    )


def nothing_to_test(count: Figure) -> Hit:
    """That there are no invoices, so that no rule could be tested."""
    rules = [*_NAMES.values()]
    return Hit(
        "invoices.no_records",
        Severity.INFO,
        Text(
            f"没有可用的发票记录，以下预警规则无法检验：{'、'.join(r.zh for r in rules)}。",
            "There are no usable invoice records; these early-warning rules couldn't be tested: "
            f"{', '.join(r.en for r in rules)}.",
        ),
        (count,),
        FindingKind.DATA_QUALITY,
        StatementKind.MISSING,
    )
