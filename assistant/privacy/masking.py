"""Masks personal data in text before it leaves the machine, and puts it back afterwards."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

_ID_CARD: Final = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])", re.ASCII)
_ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS: Final = "10X98765432"
_USCC: Final = re.compile(
    r"(?<![0-9A-Za-z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Za-z])"
)
_MOBILE: Final = re.compile(
    r"(?<![\d.])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\d.])", re.ASCII
)
_LANDLINE: Final = re.compile(r"(?<![\d.])0\d{2,3}-\d{7,8}(?![\d.])", re.ASCII)
_CARD: Final = re.compile(r"(?<![\d.,])\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4,7}(?![\d.,])", re.ASCII)
_EMAIL: Final = re.compile(
    r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}", re.ASCII
)
_TITLED: Final = re.compile(
    r"(?:姓名|联系人|法定代表人|法人代表|负责人|经办人|保证人|担保人|股东|配偶|实际控制人|签字人)"
    r"(?:为|是|[:：]|\s)\s*(?P<after>[\u4e00-\u9fff]{2,4})(?![\u4e00-\u9fff])"
    r"|(?P<before>[\u4e00-\u9fff]{2,3})(?=先生|女士|小姐)"
    r"|\b(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+(?P<latin>[A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,2})"
)
"""A name beside a word that says it is one; documents name people that no field holds."""
_APART: Final = re.compile(r"[\s、，,;；/（）()%％:：]+|\d[\d.]*")
_SHORTEST_NAME: Final = 2
_DOUBLED: Final = 9


class Masked(NamedTuple):
    """A text without personal data, and what stands for what."""

    text: str
    mapping: Mapping[str, str]
    """Placeholder to original."""


class _Hit(NamedTuple):
    start: int
    end: int
    kind: str


def mask(text: str, names: Sequence[str] = ()) -> Masked:
    """Put placeholders for identity numbers, phones, cards, e-mails, USCCs and known names.

    Args:
        text: what is about to leave.
        names: personal names of the case, several in one text as fields hold them (张三 60%、李四
            40%); names of one character are left alone.
    """
    placeholders: dict[str, str] = {}
    counts: dict[str, int] = {}
    parts: list[str] = []
    end = 0
    for hit in _disjoint(_hits(text, names)):
        original = text[hit.start : hit.end]
        if original not in placeholders:
            counts[hit.kind] = counts.get(hit.kind, 0) + 1
            placeholders[original] = f"⟦{hit.kind}{counts[hit.kind]}⟧"
        parts += [text[end : hit.start], placeholders[original]]
        end = hit.end
    masked = "".join([*parts, text[end:]])
    return Masked(masked, {placeholder: original for original, placeholder in placeholders.items()})


def unmask(text: str, mapping: Mapping[str, str]) -> str:
    """The text with the originals back in place."""
    for placeholder, original in mapping.items():
        text = text.replace(placeholder, original)
    return text


def _hits(text: str, names: Sequence[str]) -> Iterator[_Hit]:
    for name in sorted(_single(names), key=len, reverse=True):
        for match in re.finditer(re.escape(name), text):
            yield _Hit(*match.span(), "NAME")
    for match in _TITLED.finditer(text):
        part = next(name for name, words in match.groupdict().items() if words)
        yield _Hit(*match.span(part), "NAME")
    for pattern, kind, is_real in (
        (_EMAIL, "EMAIL", None),
        (_ID_CARD, "ID", is_id_number),
        (_USCC, "USCC", None),
        (_CARD, "CARD", is_card_number),
        (_MOBILE, "PHONE", None),
        (_LANDLINE, "PHONE", None),
    ):
        for match in pattern.finditer(text):
            if is_real is None or is_real(match[0]):
                yield _Hit(*match.span(), kind)


def _single(names: Sequence[str]) -> set[str]:
    """Each name by itself and, where it is Latin, as a whole with its spaces."""
    found: set[str] = set()
    for text in names:
        latin = text.isascii() and not any(char.isdigit() for char in text)
        parts = re.split("[,;/]", text) if latin else _APART.split(text)
        found.update(part.strip() for part in parts)
    return {name for name in found if len(name) >= _SHORTEST_NAME}


def _disjoint(hits: Iterator[_Hit]) -> Iterator[_Hit]:
    """Hits from left to right; where two overlap the longer one counts."""
    end = 0
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if hit.start >= end:
            yield hit
            end = hit.end


def is_id_number(text: str) -> bool:
    """Whether 18 characters are a 居民身份证 number (Source: GB 11643-1999)."""
    total = sum(int(d) * w for d, w in zip(text[:17], _ID_WEIGHTS, strict=True))
    return _ID_CHECKS[total % 11] == text[17].upper()


def is_card_number(text: str) -> bool:
    """Whether the digits pass the Luhn check (Source: ISO/IEC 7812-1)."""
    digits = [int(d) for d in text if d.isdigit()]
    doubled = [d * 2 - _DOUBLED if d * 2 > _DOUBLED else d * 2 for d in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
