"""Chinese number words: 一千二百三十四, 伍佰万, 一点二亿, 二〇二四."""

from decimal import Decimal
from typing import Final, NamedTuple

_DIGITS: Final = {
    **{char: value for value, char in enumerate("零一二三四五六七八九")},
    **{char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "〇": 0,
    "两": 2,
    "俩": 2,
    "貳": 2,
    "陸": 6,
}
_SMALL: Final = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_LARGE: Final = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_FORMAL: Final = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")
CHARS: Final = "".join(_DIGITS) + "".join(_SMALL) + "".join(_LARGE) + "点"
"""Every character that a number word may hold."""
_LONGEST: Final = 40


class WordValue(NamedTuple):
    """A number word's value and the size of its last written place."""

    value: Decimal
    place: Decimal


def chinese_value(run: str) -> WordValue | None:
    """The value of a number word, None where ``run`` is not well formed."""
    if not run or len(run) > _LONGEST:
        return None
    head, dot, tail = run.partition("点")
    if not dot:
        return _integer(run)
    return _decimal(head, tail)


def _decimal(head: str, tail: str) -> WordValue | None:
    whole = _integer(head)
    count = 0
    while count < len(tail) and tail[count] in _DIGITS:
        count += 1
    scale = 1
    for char in tail[count:]:
        factor = _LARGE.get(char) or _SMALL.get(char)
        if factor is None:
            return None
        scale *= factor
    if whole is None or count == 0:
        return None
    fraction = Decimal("0." + "".join(str(_DIGITS[char]) for char in tail[:count]))
    return WordValue((whole.value + fraction) * scale, Decimal(1).scaleb(-count) * scale)


def _integer(run: str) -> WordValue | None:
    if not run:
        return None
    if all(char in _DIGITS for char in run):
        return WordValue(Decimal("".join(str(_DIGITS[char]) for char in run)), Decimal(1))
    parts = _parts(run)
    if parts is None:
        return None
    total, section, digit, unit = parts
    place = 1 if digit is not None or section or _FORMAL.intersection(run) else max(unit, 1)
    if digit is not None:
        spoken = unit >= 100 and run[-2] not in "零〇"  # noqa: PLR2004  三千五 is 3,500
        section += digit * (unit // 10) if spoken else digit
    return WordValue(Decimal(total + section), Decimal(place))


class _Parts(NamedTuple):
    """A numeral read so far: what large units closed, the open section, digit and last unit."""

    total: int
    section: int
    digit: int | None
    unit: int


def _parts(run: str) -> _Parts | None:
    total = section = unit = 0
    digit: int | None = None
    for char in run:
        if char in _DIGITS:
            if digit is not None and digit != 0:
                return None
            digit = _DIGITS[char]
        elif small := _SMALL.get(char):
            section += (1 if digit is None else digit) * small
            digit, unit = None, small
        else:
            large = _LARGE[char]
            section += digit or 0
            if section == 0 and total == 0:
                return None
            closes = total and large > total
            total = (total + section) * large if closes else total + section * large
            section, digit, unit = 0, None, large
    return _Parts(total, section, digit, unit)
