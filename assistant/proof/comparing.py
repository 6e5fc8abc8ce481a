"""Whether a written number and a true value agree: units, sign, precision and hedge."""

from decimal import Decimal
from typing import Final

from assistant.domain.quantities import Unit
from assistant.proof.lexicon import Cue
from assistant.proof.numeral import UNKNOWN_UNIT, Hedge, Numeral
from assistant.proof.units import Kind

_FIVE_PERCENT: Final = Decimal("0.05")
_NEAR: Final = (Decimal("0.06"), Decimal("0.01"))
"""How far below a value may lie: nearly 40 %, nearly 31.5 %."""
_ROUND: Final = 2
"""Digits of a number that is round."""
_PLAIN: Final = {
    Unit.RATIO: (Kind.PERCENT, Kind.TIMES),
    Unit.TIMES: (Kind.TIMES, Kind.PERCENT),
    Unit.DAYS: (Kind.DAYS,),
    Unit.MONTHS: (Kind.MONTHS,),
    Unit.POINTS: (Kind.SCORE,),
    Unit.INDEX: (),
}


def unit_fits(numeral: Numeral, unit: Unit, metric: str = "") -> bool:
    """Whether the number's unit and currency can be those of ``unit``."""
    if numeral.measure == UNKNOWN_UNIT:
        return False
    kind = numeral.kind
    if unit.is_money:
        return (kind is Kind.MONEY and numeral.currency in (None, unit)) or _is_plain(numeral)
    if unit is Unit.COUNT:
        return kind is Kind.COUNT or _is_plain(numeral) or _counts(numeral, metric)
    return kind in _PLAIN.get(unit, ()) or (kind is Kind.BARE and not numeral.scaled)


def _is_plain(numeral: Numeral) -> bool:
    return numeral.kind is Kind.BARE and not numeral.pair


def _counts(numeral: Numeral, metric: str) -> bool:
    """Late three times, two months overdue: counts in units of their own."""
    if numeral.kind is Kind.TIMES:
        return numeral.measure == "times"
    return numeral.kind is Kind.MONTHS and numeral.factor == 1 and "month" in metric


def hedge_of(numeral: Numeral, cue: Cue | None) -> Hedge:
    """The hedge that the words around a number (or 多, 余 in it) express."""
    if numeral.hedge is not Hedge.EXACT:
        return numeral.hedge
    return _HEDGES.get(cue, Hedge.EXACT) if cue is not None else Hedge.EXACT


_HEDGES: Final = {
    Cue.ABOUT: Hedge.ABOUT,
    Cue.NEARLY: Hedge.NEARLY,
    Cue.ABOVE: Hedge.OVER,
    Cue.BELOW: Hedge.UNDER,
    Cue.AT_LEAST: Hedge.AT_LEAST,
    Cue.AT_MOST: Hedge.AT_MOST,
}


def agrees(numeral: Numeral, value: Decimal, hedge: Hedge = Hedge.EXACT) -> bool:
    """Whether ``value`` is what the number says, at its written precision and hedge."""
    if numeral.half < 0:
        return False
    written = numeral.value
    if numeral.high is not None:
        return written - numeral.half <= value <= numeral.high + numeral.half
    if numeral.fraction and hedge in (Hedge.ABOUT, Hedge.NEARLY):
        below = 1 if hedge is Hedge.ABOUT else 2
        return -below * _FIVE_PERCENT <= value / written - 1 <= (2 - below) * _FIVE_PERCENT
    return _agrees_hedged(written, numeral.half, value, hedge)


_LOOSE: Final = 2


def is_loose(numeral: Numeral, value: Decimal, cue: Cue | None) -> bool:
    """Whether a bound is true but says next to nothing: more than 1 million of 9 million.

    A wrong scale would pass as a bound, so a bound further off than a factor of two isn't proved.
    """
    if hedge_of(numeral, cue) in (Hedge.EXACT, Hedge.ABOUT, Hedge.NEARLY) or not numeral.value:
        return False
    near, far = sorted((abs(numeral.value), abs(value)))
    return far > _LOOSE * near


def _agrees_hedged(written: Decimal, half: Decimal, value: Decimal, hedge: Hedge) -> bool:
    size = abs(written)
    short = size - value if written >= 0 else size + value
    near = _NEAR[len(written.normalize().as_tuple().digits) > _ROUND]
    holds = {
        Hedge.EXACT: abs(value - written) <= half,
        Hedge.ABOUT: abs(value - written) <= max(half, _FIVE_PERCENT * size),
        Hedge.NEARLY: 0 <= short <= max(half, near * size),
        Hedge.OVER: value > written,
        Hedge.UNDER: value < written,
        Hedge.AT_LEAST: value >= written,
        Hedge.AT_MOST: value <= written,
    }
    return holds[hedge]


def digits_differ(numeral: Numeral, value: Decimal) -> str:
    """What makes a written number differ from ``value``: sign, scale, or the digits."""
    written = numeral.value
    if written and abs(value + written) <= numeral.half:
        return "sign"
    if not written or not value:
        return "value"
    for power in (1, 2, 3, 4, 6, 8):
        scale = Decimal(10) ** power
        for scaled, half in (
            (written * scale, numeral.half * scale),
            (written / scale, numeral.half / scale),
        ):
            if abs(value - scaled) <= half:
                return f"scale:{power}"
    return "value"
