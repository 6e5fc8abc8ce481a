"""Bridges between two periods: the part of one counterparty and of all others, adding up."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.figures import Figure, Statement, StatementKind
from assistant.domain.periods import Period
from assistant.domain.quantities import Lang
from assistant.tools.context import ToolContext

_SIDES: Final = {
    "customers.top1_share": ("sales.net", "customers.top1_name"),
    "customers.hhi": ("sales.net", "customers.top1_name"),
    "sales.net": ("sales.net", ""),
    "sales.growth": ("sales.net", ""),
    "suppliers.top1_share": ("purchases.net", ""),
    "suppliers.hhi": ("purchases.net", ""),
    "purchases.net": ("purchases.net", ""),
    "purchases.growth": ("purchases.net", ""),
}
"""Metric: the amounts behind it, and who is singled out; '' the one that moved most."""


class _Ends(NamedTuple):
    before: Figure
    after: Figure

    @property
    def change(self) -> Decimal:
        return (self.after.number or Decimal(0)) - (self.before.number or Decimal(0))


def bridge(context: ToolContext, figure: Figure) -> tuple[Statement, ...]:
    """What one counterparty and what the others added to a change; () where it can't be said."""
    side = _SIDES.get(figure.metric)
    codes = _codes(figure)
    if side is None or codes is None:
        return ()
    amount, named = side
    whole = _ends(context.vocabulary.by_metric.get(amount, ()), amount, codes)
    parts = {
        name: ends
        for name, held in context.vocabulary.by_entity.items()
        if (ends := _ends(held, amount, codes))
    }
    if whole is None or not parts:
        return ()
    chosen = _leader(context, named, codes[1]) if named else ""
    name = chosen if chosen in parts else max(parts, key=lambda n: abs(parts[n].change))
    return (_statement(name, parts[name], whole, amount),)


def _codes(figure: Figure) -> tuple[str, str] | None:
    code = figure.period.code if figure.period else ""
    if code == "L12M":
        return "P12M", "L12M"
    return (str(int(code) - 1), code) if code.isdigit() else None


def _ends(held: Sequence[Figure], metric: str, codes: tuple[str, str]) -> _Ends | None:
    found = {
        f.period.code: f
        for f in held
        if f.metric == metric and f.period and f.number is not None and "#" not in f.key
    }
    if any(code not in found for code in codes):
        return None
    return _Ends(found[codes[0]], found[codes[1]])


def _leader(context: ToolContext, metric: str, code: str) -> str:
    held = context.vocabulary.by_metric.get(metric, ())
    named = next((f.value for f in held if f.period and f.period.code == code), "")
    return str(named).replace(" ", "_")


def _statement(name: str, part: _Ends, whole: _Ends, amount: str) -> Statement:
    sold = amount == "sales.net"
    rest = _Ends(_less(whole.before, part.before), _less(whole.after, part.after))
    before, after = whole.before.period, whole.after.period
    zh = (
        f"{_short(after, Lang.ZH)}与{_short(before, Lang.ZH)}相比，"
        f"{'对' if sold else '向'}{name}的{'销售额' if sold else '采购额'}{_zh(part)}，"
        f"{'对其余客户的销售额' if sold else '向其余供应商的采购额'}{_zh(rest)}。"
    )
    en = (
        f"{'Net sales to' if sold else 'Net purchases from'} {name} {_en(part)}, and "
        f"{'those to all other customers' if sold else 'those from all other suppliers'} "
        f"{_en(rest)}, from {_short(before, Lang.EN)} to {_short(after, Lang.EN)}."
    )
    return Statement(
        key=f"{amount}.bridge:{name}@{after.code if after else ''}",
        kind=StatementKind.COMPARISON,
        text_zh=zh,
        text_en=en,
        figures=(part.after.key, part.before.key, whole.after.key, whole.before.key),
    )


def _short(period: Period | None, lang: Lang) -> str:
    """The period without its dates: the movement told before it gives them."""
    label = period.label(lang) if period else ""
    return label.partition("（")[0].partition(" (")[0]


def _less(whole: Figure, part: Figure) -> Figure:
    value = (whole.number or Decimal(0)) - (part.number or Decimal(0))
    return whole.model_copy(update={"value": value})


def _zh(ends: _Ends) -> str:
    was, now = ends.before.text(Lang.ZH), ends.after.text(Lang.ZH)
    if not ends.change:
        return f"不变，为{now}"
    size = ends.after.model_copy(update={"value": abs(ends.change)}).text(Lang.ZH)
    return f"由{was}{'增加' if ends.change > 0 else '减少'}{size}至{now}"


def _en(ends: _Ends) -> str:
    was, now = ends.before.text(Lang.EN), ends.after.text(Lang.EN)
    if not ends.change:
        return f"stayed at {now}"
    size = ends.after.model_copy(update={"value": abs(ends.change)}).text(Lang.EN)
    return f"{'rose' if ends.change > 0 else 'fell'} by {size} from {was} to {now}"
