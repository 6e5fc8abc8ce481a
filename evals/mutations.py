# ruff: noqa: E501  one sort of words a line reads as a table
"""Changes one word or number of a text at a time, by rules of its own.

Nothing here knows how the checker reads: what a numeral, a period or a unit is, is said again in
plain patterns, so that a blind spot of the checker isn't copied into what tries it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Sort(StrEnum):
    """What a mutant changes."""

    NUMERAL = "numeral"
    UNIT = "unit"
    PERIOD = "period"
    LABEL = "label"
    DIRECTION = "direction"
    NEGATION = "negation"
    ENTITY = "entity"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: ``words`` instead of the characters from ``start`` to ``end``."""

    sort: Sort
    rule: str
    start: int
    end: int
    words: str

    def of(self, text: str) -> str:
        """The text with the change made."""
        return text[: self.start] + self.words + text[self.end :]


@dataclass(frozen=True, slots=True)
class Names:
    """What may be put in place of what: names of one sort stand in one row."""

    labels: Mapping[str, Sequence[str]]
    """A metric's label as printed, and labels of other metrics."""
    entities: Mapping[str, Sequence[str]]
    """A name as printed, and names of others."""


_MARK: Final = re.compile(r"\[\^\d+\]")
_ISO: Final = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_MONTHS: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
_EN_MONTH: Final = re.compile(rf"(?<![A-Za-z])({'|'.join(_MONTHS)})(?= \d{{4}})")
_ZH_MONTH: Final = re.compile(r"(?<=\d年)(\d{1,2})(?=月)")
_YEAR: Final = re.compile(r"(?<![\d.,A-Za-z-])(?:FY)?((?:19|20)\d\d)(?![\d.,]*\d|-\d|[A-Za-z%])")
_TRAILING: Final = re.compile(
    r"(?<![A-Za-z])(last|preceding)(?= (?:\d+ )?months?)|(近|此前)(?=\d+个月)"
)
_TRAILING_SIZE: Final = re.compile(
    r"(?<=last )\d+(?= months)|(?<=preceding )\d+(?= months)|(?<=[近前])\d+(?=个月)"
)
_NUMBER: Final = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_OTHER_SPAN: Final = {
    "last": "preceding", "preceding": "last", "近": "此前", "此前": "近",
}  # fmt: skip
_UNITS: Final = (
    ("万元", ("亿元", "元", "万美元")),
    ("个百分点", ("%",)),
    ("个月", ("天", "年")),
    ("元", ("万元", "美元")),
    ("%", ("个百分点", "‰")),
    ("倍", ("%",)),
    ("天", ("个月",)),
    ("分", ("%",)),
    (" percentage points", ("%",)),
    (" million", (" billion", " thousand", "")),
    (" months", (" days", " years")),
    (" month", (" day",)),
    (" days", (" months",)),
    (" points", ("%",)),
    ("x", ("%", " days")),
)
_CURRENCY: Final = re.compile(r"CNY(?= -?\d)")
_DIRECTIONS: Final = (
    *(
        (a, b)
        for pair in (
            "rose fell", "rise fall", "rises falls", "above below", "exceeds undercuts", "minimum maximum",
            "increase decrease", "higher lower", "largest smallest", "new lost", "top bottom",
        )
        for a, b in (pair.split(), pair.split()[::-1])
    ),
    ("drops below", "rises above"), ("unchanged", "up"), ("about the same", "far higher"),
    ("pass", "breach"), ("Pass", "Breach"), ("breach", "pass"), ("Breach", "Pass"), ("thin pass", "clear pass"),
    ("longest", "shortest"),
)  # fmt: skip
_DIRECTIONS_ZH: Final = (
    *(
        (a, b)
        for pair in (
            "上升 下降", "增长 下滑", "增加 减少", "高于 低于", "上限 下限", "最大 最小", "最高 最低", "最长 最短", "新增 流失",
        )
        for a, b in (pair.split(), pair.split()[::-1])
    ),
    ("持平", "上升"), ("通过", "未通过"), ("勉强通过", "未通过"), ("不通过", "通过"), ("突破", "未触及"),
)  # fmt: skip
_NEGATIONS: Final = (
    ("not below", "below"), ("not above", "above"), ("without a loss", "with a loss"),
    ("used no net cash", "used net cash"), ("Not on file", "On file"), ("holds nothing", "holds all"),
    ("No ", "A "), ("rose", "did not rise"), ("fell", "did not fall"), ("was", "was not"),
    ("were", "were not"), ("is", "is not"), ("are", "are not"), ("made up", "did not make up"),
    ("numbered", "did not number"), ("comes to", "does not come to"), ("cover", "do not cover"),
    ("covers", "does not cover"),
)  # fmt: skip
_NEGATIONS_ZH: Final = (
    ("不低于", "低于"), ("不高于", "高于"), ("未超过", "超过"), ("不超过", "超过"), ("尚未", "已经"), ("没有", "有"),
    ("上升", "未上升"), ("下降", "未下降"), ("为", "不为"), ("占", "不占"), ("是", "不是"), ("能够", "不能"),
    ("无法", "可以"), ("无", "有"), ("未", "已"),
)  # fmt: skip


def mutants(text: str, names: Names) -> Iterator[Mutant]:
    """Every mutant of a text, one change each; marks of source notes are left alone."""
    taken = bytearray(len(text))
    for match in _MARK.finditer(text):
        _take(taken, match.span())
    found = [*_named(text, names.entities, Sort.ENTITY, taken), *_periods(text, taken)]
    # a label's own digits ("top 5") count as the label, and again as numerals
    found += _named(text, names.labels, Sort.LABEL, bytearray(taken))
    found += _numerals(text, taken)
    chinese = re.search("[\u4e00-\u9fff]", text) is not None
    zh, en = (_DIRECTIONS_ZH, _NEGATIONS_ZH), (_DIRECTIONS, _NEGATIONS)
    for directions, negations in (zh, en) if chinese else (en,):
        found += _words(text, directions, Sort.DIRECTION, taken)
        found += _words(text, negations, Sort.NEGATION, taken)
    yield from sorted(found, key=lambda m: (m.start, m.end, m.sort, m.rule))


def _take(taken: bytearray, span: tuple[int, int]) -> None:
    taken[span[0] : span[1]] = b"\x01" * (span[1] - span[0])


def _free(taken: bytearray, span: tuple[int, int]) -> bool:
    return not any(taken[span[0] : span[1]])


def _named(
    text: str, others: Mapping[str, Sequence[str]], sort: Sort, taken: bytearray
) -> Iterator[Mutant]:
    """Other names for each name, the longest first; what they cover is no numeral."""
    for name in sorted(others, key=lambda n: (-len(n), n)):
        edge = r"(?<![A-Za-z0-9])" if name[0].isascii() else ""
        close = r"(?![A-Za-z0-9])" if name[-1].isascii() else ""
        for match in re.finditer(edge + re.escape(name) + close, text, re.IGNORECASE):
            if not _free(taken, match.span()):
                continue
            _take(taken, match.span())
            for number, other in enumerate(others[name]):
                words = other[0].upper() + other[1:] if match[0][0].isupper() else other
                yield Mutant(sort, f"other {number + 1}", *match.span(), words)


def _periods(text: str, taken: bytearray) -> Iterator[Mutant]:
    """Other years, months, days and spans."""

    def put(rule: str, span: tuple[int, int], words: str) -> Mutant:
        return Mutant(Sort.PERIOD, rule, *span, words)

    for match in _ISO.finditer(text):
        if not _free(taken, match.span()):
            continue
        year, month, day = match.groups()
        yield put("year", match.span(1), str(int(year) - 1))
        yield put("month", match.span(2), f"{int(month) % 12 + 1:02}")
        yield put("day", match.span(3), f"{int(day) % 28 + 1:02}")
        _take(taken, match.span())
    for match in _EN_MONTH.finditer(text):
        at = _MONTHS.index(match[1])
        yield put("month", match.span(1), _MONTHS[(at + 1) % 12])
    for match in _ZH_MONTH.finditer(text):
        yield put("month", match.span(1), str(int(match[1]) % 12 + 1))
        _take(taken, match.span())
    for match in _YEAR.finditer(text):
        if not _free(taken, match.span()):
            continue
        year = int(match[1])
        yield put("year before", match.span(1), str(year - 1))
        yield put("year after", match.span(1), str(year + 1))
        _take(taken, match.span())
    for match in _TRAILING.finditer(text):
        yield put("span", match.span(), _OTHER_SPAN[match[0]])
    for match in _TRAILING_SIZE.finditer(text):
        yield put("span size", match.span(), "6" if match[0] != "6" else "9")
        _take(taken, match.span())


def _numerals(text: str, taken: bytearray) -> Iterator[Mutant]:
    """Other digits, another sign, another unit."""
    for match in _NUMBER.finditer(text):
        if not _free(taken, match.span()) or re.match("[A-Za-z0-9]", text[match.start() - 1 :][:1]):
            continue
        start, end = match.span()
        while text[end - 1] == ",":
            end -= 1
        for rule, words in _digits(text[start:end]):
            yield Mutant(Sort.NUMERAL, rule, start, end, words)
        yield from _units(text, start, end)


def _digits(number: str) -> Iterator[tuple[str, str]]:
    last = int(number[-1])
    yield "last digit", number[:-1] + str(last + 1 if last < 9 else last - 1)  # noqa: PLR2004
    for at in range(len(number) - 1):
        pair = number[at : at + 2]
        if pair.isdigit() and pair[0] != pair[1] and not (at == 0 and pair[1] == "0"):
            yield "swapped", number[:at] + pair[::-1] + number[at + 2 :]
            break
    whole, dot, rest = number.replace(",", "").partition(".")
    if dot:
        yield "point", f"{whole}{rest[0]}.{rest[1:]}".rstrip(".")
    elif whole.strip("-0"):
        yield "ten times", f"{whole}0"
    yield "sign", number[1:] if number.startswith("-") else f"-{number}"


def _units(text: str, start: int, end: int) -> Iterator[Mutant]:
    for unit, others in _UNITS:
        if not text.startswith(unit, end):
            continue
        after = text[end + len(unit) : end + len(unit) + 1]
        if unit[-1].isascii() and unit[-1].isalpha() and after.isascii() and after.isalpha():
            continue
        for other in others:
            words = " percentage points" if other == "个百分点" and text.isascii() else other
            yield Mutant(Sort.UNIT, f"{unit}>{words}", end, end + len(unit), words)
        break
    else:
        if not text.startswith(" of ", end):
            yield Mutant(Sort.UNIT, "none>%", end, end, "%")
    money = _CURRENCY.search(text, max(0, start - 4), end)
    if money is not None and money.end() + 1 == start:
        yield Mutant(Sort.UNIT, "CNY>USD", *money.span(), "USD")


def _words(
    text: str, pairs: Sequence[tuple[str, str]], sort: Sort, taken: bytearray
) -> Iterator[Mutant]:
    """The opposite of each word; a longer phrase goes before a word in it."""
    used = bytearray(taken)
    for word, other in sorted(pairs, key=lambda pair: (-len(pair[0]), pair)):
        ascii_word = word[0].isascii()
        edges = (r"(?<![A-Za-z-])", r"(?![A-Za-z-])" if word[-1] != " " else "")
        pattern = re.escape(word).join(edges) if ascii_word else re.escape(word)
        for match in re.finditer(pattern, text):
            if _free(used, match.span()):
                _take(used, match.span())
                yield Mutant(sort, f"{word.strip()}>{other.strip()}", *match.span(), other)
