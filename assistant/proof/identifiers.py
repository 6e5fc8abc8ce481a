"""Digits that are no numbers: section marks, model names, phone and document numbers, markers."""

import re
from typing import Final

from assistant.proof.characters import is_letter
from assistant.proof.units import prefix_before, suffix_at

_IDENTIFIER: Final = re.compile(
    "(?:电话|手机|传真|账号|帐号|卡号|编号|号码|证号|代码|邮编|文号|发票号|合同号|序号|"
    "(?<![a-z])(?:no|tel|phone|fax|id|account|acct|invoice|(?<!s )(?<!not )number|ref|uscc|"
    "contract))"
    r"[.:#（( ]{0,3}(?:为|是|no\.? ?|number ?)?[.:# ]{0,2}\Z"
)
_SECTION: Final = re.compile(
    "(?:第|附注|附表|附件|附图|[见如]图|[见如]表|(?<![a-z])(?:section|sec|article|clause|chapter|"
    "table|figure|fig|page|pages|note|appendix|annex|schedule|step|version|rule|exhibit)"
    r"\.?) ?\(?[\d.]*\Z|(?<![a-z])(?:v|pp?)(?:\. ?)?\(?[\d.]*\Z"
)
_ORDINAL: Final = re.compile(r"第 ?[\d.]*\Z")
_NOT_AFTER: Final = re.compile(" ?(?:节(?!省|约)|章|页|号|楼|室|路|栋|层|弄|巷|版)")
_WORD_BEFORE: Final = re.compile(r"(?<![a-z0-9])[a-z][a-z0-9.]*-(?:[a-z0-9]+-){0,3}\Z")
_AREA_BEFORE: Final = re.compile(r"(?<!\d)0\d{2,3}-\Z")
_AREA: Final = re.compile(r"0\d{2,3}-\d{7,8}(?!\d)")
_MIXED: Final = re.compile("[a-z]{1,6}[0-9]")
_MARKER: Final = re.compile(r"(?:\A|\n)[ >#*-]*\(?\Z")
_MARKER_END: Final = re.compile(r"[.)、](?!\d)(?=\s*\S)")
_MARKER_DIGITS: Final = 3
_SHORT: Final = 2
_LONG_RUN: Final = 15
"""Digits without unit or comma: bank cards, tax ids; no amount is that long."""
_LONGEST: Final = 40
_BACK: Final = 24


def is_identifier(text: str, start: int, end: int) -> bool:
    """Whether digits are part of a name, marker, section or document number."""
    before = text[max(0, start - _BACK) : start]
    has_unit = suffix_at(text, end).end > end
    return (
        _is_glued(text, start, before)
        or (not has_unit and _is_glued_after(text, start, end))
        or _ORDINAL.search(before) is not None
        or (not has_unit and _is_labelled(before))
        or _NOT_AFTER.match(text, end) is not None
        or (not has_unit and _LONG_RUN <= end - start <= _LONGEST and "," not in text[start:end])
        or _is_marker(text, start, end)
    )


def _is_glued(text: str, start: int, before: str) -> bool:
    """Digits right after a letter, hyphenated word or mark: ISO9001, GPT-4, #3."""
    last = before[-1:]
    if is_letter(last):
        return prefix_before(text, start) is None
    if last == "-":
        return bool(_WORD_BEFORE.search(before) or _AREA_BEFORE.search(before))
    return last != "" and last in "_#^\\"


def _is_glued_after(text: str, start: int, end: int) -> bool:
    """Few digits right before a letter (5G, 3D), a mixed code, an area code (0571-88888888)."""
    if _MIXED.match(text, end):
        return True
    if is_letter(text[end : end + 1]) and end - start <= _SHORT:
        return not is_letter(text[end + 1 : end + 2])
    return _AREA.match(text, start) is not None


def _is_labelled(before: str) -> bool:
    return bool(_IDENTIFIER.search(before) or _SECTION.search(before))


def _is_marker(text: str, start: int, end: int) -> bool:
    if end - start > _MARKER_DIGITS or not _MARKER.search(text[max(0, start - 8) : start]):
        return False
    suffix = suffix_at(text, end)
    if suffix.closes and suffix.scaled:
        return False  # (1)千元 is an amount below zero
    return _MARKER_END.match(text, end) is not None
