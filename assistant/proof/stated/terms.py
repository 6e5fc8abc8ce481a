"""Takes words apart into terms: concepts of lending, qualifiers, hints and other content words."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from assistant.domain.quantities import Unit
from assistant.proof.aliases import Names
from assistant.proof.characters import is_cjk, is_letter
from assistant.proof.concept_words import CONCEPTS
from assistant.proof.modifier_words import HINTS, LIGHT_EN, LIGHT_ZH, NAMES, QUALIFIERS
from assistant.proof.stated.ellipsis import cut_short


class Term(NamedTuple):
    """One term in a plain text."""

    start: int
    end: int
    id: str
    """``c:`` concept, ``q:`` qualifier, ``i:`` hint, ``n:`` rank, ``w:`` word, ``h:`` Han pair."""
    word: str = ""
    """How a concept is written."""


_TOP_EN: Final = re.compile(
    r"(?<![a-z])(?:(?:the )?(?:top|largest|biggest|leading|main) ?-?(?P<n>\d{1,2}|one|two|"
    r"three|four|five|six|eight|ten|twenty)(?![a-z0-9])|"
    r"(?P<n2>three|four|five|ten|two) (?:largest|biggest|leading|main|top)(?= customers| "
    r"clients| buyers| suppliers| vendors| debtors)|"
    r"(?P<one>(?:the )?(?:single )?(?:largest|biggest|number one|top|main)|first|single) "
    r"(?=customer|client|buyer|supplier|vendor|debtor|shareholder|payer)|"
    r"(?P<two>second|second[ -]largest) (?=customer|client|buyer|supplier|vendor|debtor|"
    r"shareholder|payer))"
)
_TOP_ZH: Final = re.compile(
    "前(?P<n>[一二三四五六七八九十两]{1,2}|\\d{1,2})(?:大|名|位|"
    "家)?(?=[\u4e00-\u9fff])(?!个?月|年|季|半|期|述|者|后|次|天|周)|"
    "(?P<one>第一大|最大(?:的)?(?:单一)?|首要|头部)(?=客户|供应商|股东|买家|债权|债务|"
    "单一)|(?P<two>第二大)(?=客户|供应商|股东|买家)"
)
_NUMBERS: Final = {
    word: value
    for value, words in {
        1: "one 一 1", 2: "two 二 两", 3: "three 三", 4: "four 四", 5: "five 五",
        6: "six 六", 7: "seven 七",
        8: "eight 八", 9: "nine 九", 10: "ten 十", 20: "twenty 二十",
    }.items()
    for word in words.split()
}  # fmt: skip
_LETTERED: Final = re.compile(
    r"(?<![a-z0-9])(?P<en>(?:customer|client|applicant|borrower|scenario|option|tower|supplier|vendor|buyer|company|firm|plant|"
    r"store|shop|site|loan|bank|quote|"
    r"lender|unit|line|product|branch|tranche|facility|project|debtor|creditor|guarantor|"
    r"subsidiary|series|class|lot|no\.?)) "
    r"?(?P<l>(?<= )(?:[a-z]|i{1,3}|iv)|\d{1,3})(?![a-z0-9.,]\w|[a-z0-9'])|"
    "(?P<zh>客户|供应商|申请人|借款人|方案|情景|公司|企业|工厂|门店|店|银行|贷款|项目|产品|保证人|担保人|子公司|"
    "车间|厂|线|单位|买方|卖方|住宅)(?P<l2>[a-z甲乙丙丁戊己庚辛]|"
    "[一二三四五六]号?)(?![a-z])|"
    "(?P<l4>(?<=[a-z甲乙丙丁戊][、和与及])[a-z甲乙丙丁戊])(?=[两三四五]?[家户个]?(?:公司|企业|客户|"
    "供应商|厂|店|银行|产品|项目|车间|线))|"
    "(?P<l3>[a-z甲乙丙丁戊])(?=(?:公司|企业|客户|供应商|厂|店|处|栋|户|银行|行(?!业)|产品|项目|"
    "车间|线)|(?:[、和与及][a-z甲乙丙丁戊])+[两三四五]?[家户条个]?(?:公司|行|店|厂|客户|供应商|额度|"
    "线))"
)
_SAFE: Final = frozenset(
    "有占的了在为是和与及或而但且也都均仅只已将会其这那此之以对向给被把即等较比由从自至到无没不未各每第约近超共现较更最很又还再仍并则因按据合折整"
)
_EDGE: Final = frozenset(
    "里内上下中外间处前后元万亿千户家笔张次人名份项台件条位个款单起种倍成天日月年季期周号吨片层套栋名款"
)


@cache
def _phrases() -> Names[tuple[str, ...]]:
    """Every phrase of the lexicon with the terms that it stands for."""
    found: dict[str, list[str]] = {}
    for prefix, table in (("c:", CONCEPTS), ("q:", QUALIFIERS), ("i:", HINTS), ("w:", NAMES)):
        for name, zh, en in table:
            for phrase in (*zh.split("|"), *en.split("|")):
                if phrase and f"{prefix}{name}" not in found.setdefault(phrase, []):
                    found[phrase].append(f"{prefix}{name}")
    for phrase in LIGHT_ZH.split("|"):
        found.setdefault(phrase, [])
    return Names({phrase: tuple(targets) for phrase, targets in found.items()})


_YEAR_SUFFIX: Final = re.compile(r"(?:19|20)\d\d(?P<s>[abef])(?![a-z0-9])")
_STATED: Final = {"a": "q:actual", "b": "q:forecast", "e": "q:forecast", "f": "q:forecast"}
"""What letters after a year mean in analysts' tables: 2024A, 2025E."""
_CURRENCIES: Final = {
    "美元": Unit.USD, "欧元": Unit.EUR, "港元": Unit.HKD, "港币": Unit.HKD, "人民币": Unit.CNY,
    "日元": Unit.JPY, "英镑": Unit.GBP,
    "dollar": Unit.USD, "dollars": Unit.USD, "us dollar": Unit.USD, "euro": Unit.EUR,
    "euros": Unit.EUR, "sterling": Unit.GBP, "pound": Unit.GBP,
    "renminbi": Unit.CNY, "yuan": Unit.CNY, "yen": Unit.JPY, "usd": Unit.USD, "eur": Unit.EUR,
    "gbp": Unit.GBP, "cny": Unit.CNY, "rmb": Unit.CNY,
    "hkd": Unit.HKD, "jpy": Unit.JPY, "sgd": Unit.SGD,
}  # fmt: skip
"""Currencies named without a number: the dollar orders, 美元存款."""
_CURRENCY: Final = re.compile(
    "|".join(
        f"(?<![a-z]){re.escape(w)}(?![a-z])" if w.isascii() else w
        for w in sorted(_CURRENCIES, key=len, reverse=True)
    )
)
_WORD: Final = re.compile(r"[a-z][a-z'-]*[a-z]|[a-z]|[\u4e00-\u9fff]+")


def terms_in(text: str, taken: bytearray, claimed: Sequence[tuple[int, int]] = ()) -> list[Term]:
    """Every term outside the taken characters of a plain text, in order.

    Args:
        text: plain characters (see ``characters.plain``).
        taken: characters that belong to times, numbers or markup; marked further here.
        claimed: stretches of words that claim something and so name nothing, outside phrases.
    """
    found = [*_ranks(text, taken), *_letters(text, taken)]
    found += [
        Term(m.start("s"), m.end("s"), _STATED[m["s"]])
        for m in _YEAR_SUFFIX.finditer(text)
        if not taken[m.start("s")]
    ]
    masked = _masked(text, taken)
    hits = list(_phrases().find(masked))
    wholes = list(cut_short(masked, text, _phrases(), [(h.start, h.end) for h in hits]))
    for whole in wholes:
        found += [Term(whole.start, whole.end, target, "") for target in whole.targets]
        _take(taken, whole.start, whole.end)
    for hit in hits:
        if any(w.start < hit.end and hit.start < w.end for w in wholes):
            continue
        found += [
            Term(hit.start, hit.end, target, text[hit.start : hit.end]) for target in hit.target
        ]
        _take(taken, hit.start, hit.end)
    for match in _CURRENCY.finditer(text):
        if not any(taken[match.start() : match.end()]):
            found.append(Term(match.start(), match.end(), f"m:{_CURRENCIES[match[0]].value}"))
            _take(taken, match.start(), match.end())
    for start, end in claimed:
        _take(taken, start, end)
    for match in _WORD.finditer(text):
        found += _words(text, match, taken)
    return sorted(found)


def _masked(text: str, taken: bytearray) -> str:
    """The text without its taken characters, so that no phrase begins in them."""
    if not any(taken):
        return text
    return "".join("\0" if hidden else char for char, hidden in zip(text, taken, strict=True))


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\x01" * (end - start)


def rank_spans(text: str) -> list[tuple[int, int]]:
    """Where English ranks stand that hold a number: the top five suppliers."""
    return [m.span() for m in _TOP_EN.finditer(text) if m["n"] or m["n2"]]


def _ranks(text: str, taken: bytearray) -> Iterator[Term]:
    for pattern in (_TOP_EN, _TOP_ZH):
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            groups = match.groupdict()
            written = groups.get("n") or groups.get("n2")
            size = 1 if written is None else _NUMBERS.get(written) or int(written)
            _take(taken, match.start(), match.end())
            yield Term(match.start(), match.end(), "n:2nd" if groups.get("two") else f"n:{size}")


def _letters(text: str, taken: bytearray) -> Iterator[Term]:
    for match in _LETTERED.finditer(text):
        group = next(name for name in ("l", "l2", "l3", "l4") if match[name])
        start, end = match.span(group)
        if not any(taken[start:end]):
            _take(taken, start, end)
            yield Term(start, end, f"w:#{match[group].rstrip('号')}")


def _words(text: str, match: re.Match[str], taken: bytearray) -> Iterator[Term]:
    start, end = match.span()
    if not is_cjk(text[start]):
        word = match[0].removesuffix("'s")
        if not any(taken[start:end]) and word not in LIGHT_EN and end - start > 1:
            yield Term(start, end, f"w:{_NATIONS.get(word) or stem(match[0])}")
        return
    for at, stop in _runs(match[0], taken[start:end]):
        if stop - at == 1:
            char = match[0][at]
            yield Term(start + at, start + stop, f"w:#{char}" if char in _STEMS else f"h:{char}")
        for pair in range(at, stop - 1):
            yield Term(start + pair, start + pair + 2, f"h:{match[0][pair : pair + 2]}")


_STEMS: Final = "甲乙丙丁戊己庚辛"
"""Characters that name parties where they stand alone."""


def _runs(word: str, taken: bytearray) -> Iterator[tuple[int, int]]:
    """Stretches of Han characters that no phrase took, without the small words around them."""
    at = 0
    while at < len(word):
        if taken[at] or word[at] in _SAFE:
            at += 1
            continue
        stop = at
        while stop < len(word) and not taken[stop] and word[stop] not in _SAFE:
            stop += 1
        first, last = at, stop
        while last - first > 1 and word[last - 1] in _EDGE:
            last -= 1
        if last - first > 1 or word[first] not in _EDGE:
            yield first, last
        at = stop


_NATIONS: Final = {
    "german": "germany", "french": "franc", "dutch": "netherland", "polish": "poland",
    "belgian": "belgium", "czech": "czechia",
    "chinese": "china", "british": "britain", "english": "england", "italian": "italy",
    "spanish": "spain", "swiss": "switzerland",
    "austrian": "austria", "danish": "denmark", "swedish": "sweden", "norwegian": "norway",
    "finnish": "finland", "irish": "ireland",
    "japanese": "japan", "korean": "korea", "indian": "india", "american": "america",
    "canadian": "canada", "australian": "australia",
    "vietnamese": "vietnam", "thai": "thailand", "malaysian": "malaysia", "indonesian": "indonesia",
    "mexican": "mexico",
    "brazilian": "brazil", "turkish": "turkey", "hungarian": "hungary", "portuguese": "portugal",
    "singaporean": "singapor",
}  # fmt: skip
"""A nation's adjective as the stem of its name."""


def stem(word: str) -> str:
    """A word without its plural, possessive and commonest verb endings."""
    word = word.removesuffix("'s").rstrip("'")
    for ending, kept in (
        ("ies", "y"),
        ("sses", "ss"),
        ("ing", ""),
        ("ed", ""),
        ("es", ""),
        ("s", ""),
    ):
        if word.endswith(ending) and len(word) - len(ending) > 2 and not word.endswith("ss"):  # noqa: PLR2004  keeps a stem of three letters
            word = word.removesuffix(ending) + kept
            break
    return word.removesuffix("e") if len(word) > 3 else word  # noqa: PLR2004  hose and hoses are one


def is_content(char: str) -> bool:
    """Whether a character may begin a term."""
    return is_letter(char) or is_cjk(char)


@cache
def is_light(char: str) -> bool:
    """Whether a Han character names nothing by itself."""
    return char in _SAFE or char in _EDGE


__all__ = ["Term", "is_content", "is_light", "stem", "terms_in"]
