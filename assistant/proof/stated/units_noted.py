"""Units stated once for many numbers: 单位：万元, USD thousand, EUR '000, CNY m."""

import re
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.quantities import Unit
from assistant.proof.units import CURRENCIES, SCALES


class UnitNote(NamedTuple):
    """What bare numbers are in."""

    factor: Decimal
    currency: Unit | None


_CURRENCY: Final = "|".join(re.escape(c) for c in sorted(CURRENCIES, key=len, reverse=True))
_SCALE: Final = "|".join(
    re.escape(s)
    for s in sorted(
        (*SCALES, "ten thousand", "10k", "'000s", "'000", "000s", "000", "ten-thousand"),
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
_BRACKETED: Final = re.compile(r"[（(\[]\s*(?P<in>[^（()）\[\]]{1,40})\s*[)）\]]")
_EXTRA: Final = {
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
    r"currency)[^\d\n]{0,60}$",
    re.MULTILINE | re.IGNORECASE,
)


def footnote(text: str) -> UnitNote | None:
    """The unit that a line under the figures states for all of them: (all in NZD million)."""
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
