"""References ``{{figure}}`` and ``[[statement]]`` in drafts, and blanks where numbers belong."""

import re
from typing import Final

REFERENCE: Final = re.compile(r"\{\{\s*([^{}\s]{1,120})\s*\}\}|\[\[\s*([^\[\]\s]{1,160})\s*\]\]")
_UNIT: Final = (
    r"(?:万元|亿元|千元|元(?![素件])|万(?=[，。；]|\Z)|%|‰|个百分点|倍(?![增受])|"
    "个月|天(?![然津])|万美元)"
)
_BLANK: Final = re.compile(
    r"_{2,}|＿+|【\s*】|(?<![-*+] )\[\s*\](?!\()|某(?=[数值]|\s?(?:万|亿|元|%|倍|天|个月))|"
    r"(?<![a-z])(?:xx+|"
    r"n/a|tbd|nan|null|"
    r"none(?= ?(?:million|billion|%|percent|x(?![a-z])))|"
    r"(?<=was )none(?= in)|(?<=is )none(?= in))(?![a-z])|"
    r"[x×]{2,}(?=万|亿|元|%)|"
    rf"(?<=[为约达至到超是降增升近占于])\s{{0,9}}{_UNIT}|(?<=[，,：:])\s?(?:万元|亿元|%)|"
    r"(?<=[^间期年日月以认因作成称视定行])(?:为|至|达到|约为)(?=\s*[。，；]|\s*\Z)|"
    r"(?<![a-z])(?:of|to|was|is|by|at|about|reached|from) (?:%|percent(?!age)|(?:cny|rmb|"
    r"usd) (?:million|billion|thousand)|million(?!s)|billion(?!s)|x(?![a-z0-9]))|"
    r"(?<![a-z])(?:was|is|totalled|reached|by|to|of) ?(?=[.,;](?:\s|\Z))|(?:cny|rmb|"
    r"usd) ?(?=[.,;。，](?:\s|\Z)|\Z)|"
    r"[¥$](?! ?[\d({])"
)


def blanks(text: str) -> list[tuple[int, int]]:
    """Offsets of places in a plain text where a number belongs and none stands."""
    return [m.span() for m in _BLANK.finditer(text) if m.end() > m.start()]
