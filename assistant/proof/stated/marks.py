"""Digits and letters that name a thing instead of counting.

Clause, document and model numbers, addresses.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from assistant.domain.quantities import Unit
from assistant.proof.chinese import chinese_value

_CN: Final = "一二三四五六七八九十百〇零两"
_CLAUSE: Final = re.compile(
    rf"(?:第 ?(?P<zh>[{_CN}]{{1,5}}|\d{{1,3}}(?:\.\d{{1,2}})*)(?P<zsub>\([a-z\d]{{1,3}}\))? "
    rf"?(?:条|款|章|项(?!目))(?:第?(?P<ksub>[{_CN}]{{1,3}}|\d{{1,2}})[款项](?!目))?|"
    r"(?<![\d.])(?P<zn>\d{1,3}(?:\.\d{1,2})+|(?<=[同议法例定照据])\d{1,3}) "
    r"?(?P<znsub>\([a-z\d]{1,3}\))?条(?!件)|"
    r"(?<![a-z])(?:clauses?|articles?|sections?|rules?|paragraphs?|art\.|sec\.|cl\.|"
    r"items?) (?P<en>\d{1,3}(?:\.\d{1,2})*)(?P<sub>\([a-z\d]{1,3}\))?(?![\d%]))"
)
_ANNEX: Final = re.compile(
    rf"(?:附件|附表|附录) ?(?P<zh>[{_CN}]{{1,2}}|\d{{1,2}})|"
    r"(?<![a-z])(?:annex|appendix|schedule|exhibit|attachment) (?P<en>\d{1,2}|[a-z](?![a-z]))"
)
_CODE: Final = re.compile(
    r"(?<![a-z0-9])(?:[a-z]{1,6}-?\d{1,6}(?:-\d{1,8})+[a-z]?|[a-z]{1,5}\d{1,"
    r"6}[a-z]?(?:-[a-z0-9]{1,6})?|[a-z]{2,6}-\d{1,6}[a-z]?|e-[a-z]{3,12})(?![a-z0-9])"
)
_PLAIN_CODE: Final = re.compile(
    r"(?:fy|cy)\d{1,4}|q[1-4](?:-(?:20)?\d\d)?|h[12](?:-(?:20)?\d\d)?|[a-z]{3}-\d\d|[lp]\d{1,2}m|[a-z]?\d+[a-z]?(?:st|nd|rd|th)|(?:cny|usd|"
    r"rmb|eur|gbp|hkd|jpy|sgd|aud|cad|us|hk)\d.*"
)
"""Periods and amounts that look like codes."""
_NAMED: Final = re.compile(
    r"(?<![a-z])(?P<word>job|week|batch|form|bay|unit|plot|lot|flat|block|phase|room|suite|shed|bay|gpt|office|route|studio|pier|hangar|"
    r"model|line no|lot no|invoice no|contract no|order no|no)\.? (?P<no>\d{1,"
    r"6}[a-z]?)(?![\d%]|,\d|\.\d| ?(?:million|thousand|m |k |billion|%|days|months|years|"
    r"times))"
)
_COUNTED_ZH: Final = re.compile(
    rf"(?<![\d.,第{_CN}])(?P<no>\d{{1,2}}|[{_CN}]{{1,2}})号(?=[库楼厂线店机炉窑车泵站仓棚井矿船柜棚塘田])"
)
"""Numbered plant: 2号库, 三号线."""
_STREET: Final = re.compile(
    r"(?<![\d.,])(?P<no>\d{1,4}[a-z]?) (?P<street>[a-z]+ (?:road|street|lane|avenue|way|"
    r"drive|place|square|close|court|quay|st|ave|rd))(?![a-z])"
)
_CASE: Final = re.compile(
    r"[(（\[]?(?:19|20)\d\d[)）\]]?[\u4e00-\u9fff]{1,3}\d{0,4}[\u4e00-\u9fff]{1,3}(?P<no>\d{1,6})号"
)
_NOT_CASE: Final = re.compile(r"[^0-9a-z\u4e00-\u9fff]")
_LONG: Final = re.compile(
    r"(?<![a-z0-9])(?=[a-z0-9]*\d)[0-9a-hj-npqrtuwxy]{18}(?![a-z0-9])|(?<![\d-])\d{3,"
    r"4}-\d{7,8}(?!\d)|(?<![\d.-])\d{2,4}-\d{3,4}-\d{3,6}(?![\d-])|(?<!\d)1[3-9]\d{9}(?!\d)"
)
_ROAD: Final = re.compile(
    r"[\u4e00-\u9fff]{1,6}(?:路|街|道|巷|弄) ?\d{1,5} ?号(?:\d{1,4}(?:号[楼库院]?|栋|幢|室|楼))*"
)
_PLACED: Final = re.compile(
    "地址|位于|坐落于?|座落于?|住所|注册地|登记|迁至|搬至|设在|送至|[为在于是至到]"
)
"""What comes before an address."""
_NUMBERED: Final = re.compile(
    r"(?:(?<![a-z])(?:no\.|nos\.|numbers?|num\.|tel\.?|phone|telephone|fax|mobile|ref\.?|"
    r"reference|id|registration|policy|account|certificate|licen[cs]e)|编号|号码|电话|手机|传真|"
    r"证号|税号|账号|帐号|卡号|代码|单号)(?: ?(?:is|was|are|no\.|number) |[为是:：# ]){0,3}"
    r"(?P<no>\+?[a-z]{0,3}\(?\d(?:[\d-]{4,20}\d|[\d()-]{1,5}(?: [\d-]{2,6}){1,4}))"
    r"(?![\da-z%,-]|\.\d| ?(?:million|thousand|元|万))"
)
"""A number that a word before it says to be a name."""
_BETWEEN: Final = re.compile(r"[ ()-]")
_BULLET: Final = re.compile(
    r"\s*(?:(?P<no>\d{1,2}(?:\.\d{1,2})+|\d{1,2}(?=[.)、]))[.)、]?|\((?P<letter>[a-z]|\d{1,"
    r"2})\))(?=\s|[\u4e00-\u9fffa-z])"
)


_CAPITALS: Final = re.compile(
    r"(?<![A-Za-z0-9])(?P<word>[A-Z]{2,4}) (?P<no>\d{5,9})(?![\d,.%A-Za-z])"
)
"""A registration number of capitals and digits: title NK 418823."""
_NO_CODE: Final = frozenset(("FY", "CY", "US", "EBIT", "YTD", "LTM", *(c.value for c in Unit)))


class Mark(NamedTuple):
    """A name made of digits or letters in a plain text."""

    start: int
    end: int
    id: str
    """``art:14.3(b)``, ``annex:2``, ``code:inv-2024-0183``, ``no:2311``."""


def marks_in(text: str, raw: str) -> list[Mark]:
    """Every mark of a plain text, none overlapping, in order; ``raw`` still has its capitals."""
    found: list[Mark] = []
    coded = (
        Mark(m.start(), m.end(), f"code:{m['word'].lower()}{m['no']}")
        for m in _CAPITALS.finditer(raw)
        if m["word"] not in _NO_CODE
    )
    for mark in sorted((*_all(text), *coded)):
        if (
            mark.id[:5] == "code:"
            and raw[mark.start].islower()
            and raw[mark.start].isascii()
            and mark.id[5:6] != "e"
        ):
            continue
        if not found or mark.start >= found[-1].end:
            found.append(mark)
    return found


def _all(text: str) -> Iterator[Mark]:
    for match in _CASE.finditer(text):
        yield Mark(match.start(), match.end(), "code:" + _NOT_CASE.sub("", match[0]))
    for match in _CLAUSE.finditer(text):
        number = match["zh"] or match["zn"] or match["en"]
        tail = match["zsub"] or match["znsub"] or match["sub"] or ""
        if match["ksub"]:
            tail += f"/{_plain_number(match['ksub'])}"
        yield Mark(match.start(), match.end(), f"art:{_plain_number(number)}{tail}")
    yield from _written(text)
    for match in _ANNEX.finditer(text):
        yield Mark(match.start(), match.end(), f"annex:{_plain_number(match['zh'] or match['en'])}")
    for match in _STREET.finditer(text):
        yield Mark(match.start(), match.end(), f"code:{match['no']} {match['street']}")
    for match in _COUNTED_ZH.finditer(text):
        number = match["no"]
        yield Mark(match.start(), match.end(), f"no:{_plain_number(number)}")
    for match in _NAMED.finditer(text):
        yield Mark(match.start(), match.end(), f"no:{match['no']}")
    for match in _CODE.finditer(text):
        if not _PLAIN_CODE.fullmatch(match[0]):
            yield Mark(match.start(), match.end(), f"code:{match[0].replace('-', '')}")


def _written(text: str) -> Iterator[Mark]:
    """Registration and telephone numbers, and Chinese addresses, as they are written."""
    for match in _LONG.finditer(text):
        yield Mark(match.start(), match.end(), f"code:{_BETWEEN.sub('', match[0])}")
    for match in _NUMBERED.finditer(text):
        yield Mark(match.start("no"), match.end("no"), f"code:{_BETWEEN.sub('', match['no'])}")
    for match in _ROAD.finditer(text):
        start = max((m.end() for m in _PLACED.finditer(match[0])), default=0) + match.start()
        yield Mark(start, match.end(), f"code:{text[start : match.end()]}")


def _plain_number(word: str) -> str:
    if word[0].isascii():
        return word
    value = chinese_value(word)
    return f"{value.value}" if value else word


def bullet_mark(line: str) -> str:
    """The mark that a numbered line carries: ``5.1 DSCR not below`` is clause 5.1; '' for none."""
    match = _BULLET.match(line)
    if match is None:
        return ""
    return f"art:{match['no']}" if match["no"] else f"art:({match['letter']})"


__all__ = ["Mark", "bullet_mark", "marks_in"]
