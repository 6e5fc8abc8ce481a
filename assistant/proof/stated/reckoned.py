"""Computes what a reading says: the operation on its operands."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from assistant.domain.readings import Operation
from assistant.proof.stated.stating import Stated
from assistant.proof.stated.values import Value, added, less, mixed, of_fact, over
from assistant.proof.units import Kind

_RATES: Final = (Kind.PERCENT, Kind.TIMES, Kind.BARE)
_PAIR: Final = 2


def reckoned(operation: Operation, facts: Sequence[Stated], kind: Kind) -> Value | None:
    """The value of an operation in the sort of unit that the sentence writes; None if none is."""
    values = [of_fact(fact) for fact in facts]
    if operation is Operation.STATED:
        return values[0] if len(values) == 1 else None
    ranged = any(v.high is not None for v in values)
    if ranged or len(set(map(id, facts))) < len(facts) or len(facts) < _PAIR:
        return None
    return _OPERATIONS[operation](values, kind)


def _sum(values: Sequence[Value], kind: Kind) -> Value | None:
    del kind
    return added(values, "total")


def _average(values: Sequence[Value], kind: Kind) -> Value | None:
    del kind
    total = added(values, "average")
    return total._replace(amount=total.amount / len(values)) if total is not None else None


def _difference(values: Sequence[Value], kind: Kind) -> Value | None:
    """The first less all the others."""
    del kind
    taken = values[1] if len(values) == _PAIR else added(values[1:], "total")
    return less(values[0], taken, "difference") if taken is not None else None


def _growth(values: Sequence[Value], kind: Kind) -> Value | None:
    del kind
    one, two = values[0], values[-1]
    if len(values) != _PAIR or one.kind is not two.kind or two.amount <= 0 or mixed(values):
        return None
    change = (one.amount - two.amount) / two.amount
    return Value(change, Kind.PERCENT, None, one.facts + two.facts, "growth")


def _ratio(values: Sequence[Value], kind: Kind) -> Value | None:
    return _over(values[0], values[1], kind) if len(values) == _PAIR else None


def _share(values: Sequence[Value], kind: Kind) -> Value | None:
    """All but the last added up, over the last."""
    part = added(values[:-1], "total")
    return _over(part, values[-1], kind) if part is not None else None


def _cover(values: Sequence[Value], kind: Kind) -> Value | None:
    """The first over the others added up."""
    whole = added(values[1:], "total")
    return _over(values[0], whole, kind) if whole is not None else None


def _over(one: Value, two: Value, kind: Kind) -> Value | None:
    """A share or multiple of quantities of one sort, or money for each of something counted."""
    if kind is Kind.MONEY:
        counted = two.kind not in (Kind.MONEY, Kind.PERCENT, Kind.POINTS)
        ratio = over(one, two._replace(currency=None), Kind.MONEY, "per unit")
        if one.kind is not Kind.MONEY or not counted or ratio is None:
            return None
        return ratio._replace(currency=one.currency)
    if kind in _RATES and one.kind is not two.kind and Kind.BARE not in (one.kind, two.kind):
        return None
    return over(one, two, kind, "ratio")


def _product(values: Sequence[Value], kind: Kind) -> Value | None:
    """A rate of an amount, or a price of a count."""
    del kind
    if len(values) != _PAIR or mixed(values):
        return None
    one, two = values
    rates = [v for v in values if v.kind in (Kind.PERCENT, Kind.TIMES)]
    money = [v for v in values if v.kind is Kind.MONEY]
    if len(rates) + len(money) > _PAIR or _PAIR in (len(money), len(rates)):
        return None
    base = money[0] if money else two
    amount = one.amount * two.amount
    return Value(amount, base.kind, base.currency, one.facts + two.facts, "product")


_OPERATIONS: Final[Mapping[Operation, Callable[[Sequence[Value], Kind], Value | None]]] = {
    Operation.SUM: _sum,
    Operation.AVERAGE: _average,
    Operation.DIFFERENCE: _difference,
    Operation.GROWTH: _growth,
    Operation.RATIO: _ratio,
    Operation.SHARE: _share,
    Operation.COVER: _cover,
    Operation.PRODUCT: _product,
}
