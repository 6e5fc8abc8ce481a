"""Units stated once for many numbers: 单位：万元, USD thousand, EUR '000, CNY m."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.quantities import Unit
from assistant.proof.numeral import Numeral
from assistant.proof.units import CURRENCIES, SCALES, Kind


class UnitNote(NamedTuple):
    """What bare numbers are in."""

    factor: Decimal
    currency: Unit | None


_CURRENCY: Final = "|".join(re.escape(c) for c in sorted(CURRENCIES, key=len, reverse=True))
_SCALE: Final = "|".join(
    re.escape(s)
    for s in sorted(
        (*SCALES, "wan", "ten thousand", "10k", "'000s", "'000", "000s", "000", "ten-thousand"),
        key=len,
        reverse=True,
    )
)
_ZH: Final = re.compile(
    rf"(?:单位|金额单位|收入单位|货币单位|金额|unit|in|amounts? in)\s*(?:均为|为|:|=|"
    rf"：)?\s*(?P<c0>{_CURRENCY})?\s*(?P<s>{_SCALE})?\s*(?P<c>{_CURRENCY})?(?![a-z一-鿿])"
)
_EN: Final = re.compile(
    rf"(?<![a-z])(?P<c>{_CURRENCY})[ -]?(?P<s>{_SCALE})(?![a-z\d])|"
    rf"(?<![a-z\d])(?P<s2>{_SCALE})\s?(?:of )?(?P<c2>{_CURRENCY})(?![a-z])"
)
_WAN: Final = re.compile(r"(?<![a-z])wan(?: (?:yuan|rmb|cny))?\s*\Z")
"""The end of a key: rev_wan = 18650."""
_BRACKETED: Final = re.compile(r"[（(\[]\s*(?P<in>[^（()）\[\]]{1,40})\s*[)）\]]")
_EXTRA: Final = {
    "wan": 10**4,
    "ten thousand": 10**4,
    "ten-thousand": 10**4,
    "10k": 10**4,
    "'000": 10**3,
    "'000s": 10**3,
    "000": 10**3,
    "000s": 10**3,
}


def unit_note(text: str) -> UnitNote | None:
    """The unit that a title, caption or head states for bare numbers; None where it states none."""
    if _WAN.search(text):
        return UnitNote(Decimal(10**4), Unit.CNY)
    if text.strip() in CURRENCIES:
        return _note(None, text.strip())
    match = _ZH.search(text)
    if match and (match["s"] or match["c"] or match["c0"]):
        return _note(match["s"], match["c0"] or match["c"])
    match = _EN.search(text)
    if match:
        return _note(match["s"] or match["s2"], match["c"] or match["c2"])
    for bracket in _BRACKETED.finditer(text):
        if (found := _whole(bracket["in"].strip())) is not None:
            return found
    return None


_FOOTNOTE: Final = re.compile(
    r"^[ \t]*[(（*]?[ \t]*(?:注|说明|单位|notes?|units?|all|amounts?|figures?|values?|"
    r"currency)[^\n]{0,60}$",
    re.MULTILINE | re.IGNORECASE,
)


_UNLESS: Final = re.compile(
    r"[^.。;；\n(（]{0,60}(?:unless|except where|除(?:另有|特别)?(?:说明|注明)|另有说明除外)",
    re.IGNORECASE,
)
_OPENING: Final = 3
"""So many lines at a text's top may state the unit of all that follows."""
_VALUE: Final = re.compile(r"(?<![\d-])\d{1,3}(?:,\d{3})+|\d\.\d|(?<=[:：=] )\d|(?<=[:：=])\d")


def footnote(text: str) -> UnitNote | None:
    """The unit that one line states for all figures: (all in NZD million), GBP m unless stated."""
    for match in _UNLESS.finditer(text):
        found = unit_note(match[0].lower())
        if found is not None and found.currency is not None:
            return found
    for opening in text.split("\n")[:_OPENING]:
        if _VALUE.search(opening):
            break
        found = unit_note(opening.lower())
        if found is not None and found.currency is not None and found.factor != 1:
            return found
    for line in _FOOTNOTE.finditer(text):
        if (
            found := unit_note(line[0].lower().strip(" ()（）*"))
        ) is not None and found.currency is not None:
            return found
    return None


def _whole(words: str) -> UnitNote | None:
    """A bracket that holds nothing but a unit: (万元), (EUR), ($m)."""
    match = re.fullmatch(rf"(?P<c>{_CURRENCY})?\s*(?P<s>{_SCALE})?\s*(?P<c2>{_CURRENCY})?", words)
    if match is None or not words:
        return None
    return _note(match["s"], match["c"] or match["c2"])


def _note(scale: str | None, currency: str | None) -> UnitNote:
    factor = Decimal(_EXTRA.get(scale or "") or SCALES.get(scale or "", 1))
    return UnitNote(factor, CURRENCIES.get(currency or ""))


def noted(numeral: Numeral, text: str, unit: UnitNote | None) -> Numeral:
    """A table cell's number in the unit that a head states; brackets mean negative."""
    if (
        text[numeral.start - 1 : numeral.start] == "("
        and text[numeral.end : numeral.end + 1] == ")"
    ):
        numeral = replace(numeral, value=-abs(numeral.value), signed=True)
    if unit is None or numeral.kind is not Kind.BARE or numeral.scaled:
        return numeral
    return replace(
        numeral, value=numeral.value * unit.factor,
        half=numeral.half * unit.factor, scaled=unit.factor != 1,
        kind=Kind.MONEY if unit.currency else Kind.BARE, currency=unit.currency,
    )  # fmt: skip
