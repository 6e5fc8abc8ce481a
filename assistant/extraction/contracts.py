"""Fields of a contract: parties, term, money, rate and notice, each from the clause that says it.

A field for which two clauses say different things is left to a person.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.figures import Figure
from assistant.domain.papers import CONTRACT_FIELDS, scope_of
from assistant.domain.quantities import Unit, Value
from assistant.domain.tongues import two_tongued
from assistant.extraction.amounts import day_from, money_from, share_from
from assistant.extraction.quoted import Named, Reading, from_words, is_titled
from assistant.proof.chinese import CHARS
from retrieval.passages import LoadedDocument, Page

_TITLE: Final = re.compile(
    r"(?:合同|协议|合约)书?\s*(?:[（(].{1,12}[)）])?\s*\Z"
    r"|\A[^.。]*\b(?:agreement|contract|lease|deed)\b[^.。]*\Z",
    re.IGNORECASE,
)
_CJK: Final = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_D: Final = (
    r"(\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
    r"|\d{1,2}\s+[A-Z][a-z]{2,8}\s+\d{4}|[A-Z][a-z]{2,8}\s+\d{1,2},?\s+\d{4})"
)
_M: Final = (
    rf"((?:人民币|[¥￥$]|CNY|RMB|USD|US\$|EUR|HKD)?\s*\d[\d,，]*(?:\.\d+)?\s*"
    rf"(?:[百千]?[万亿]?(?:美元|港元|欧元|元)|million|thousand|billion)?|[{CHARS}]{{2,}}[元圆]整?)"
)
_A_ZH: Final = "出租方|出租人|甲方|卖方|供方|出卖人|贷款人|发包人|委托人|转让方|抵押权人|债权人"
_B_ZH: Final = (
    "承租方|承租人|乙方|买方|需方|买受人|借款人|承包人|受托人|受让方|抵押人|保证人|债务人"
)
_STOP: Final = re.compile(r"[。；]\s*|\n|\.\s+(?=[A-Z\d])")
_BEGINS: Final = re.compile(
    r"\s*(?:第[一二三四五六七八九十百\d]+条|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,2}[）)]"
    r"|\d{1,2}(?:\.\d+)*[.、]?\s|[^\s。；，,:：]{2,12}[:：])"
)
_FULL: Final = 0.7
_LONGEST_CLAUSE: Final = 240
_WHO: Final = r"(?:\s*[（(][^）)]{1,20}[）)])?\s*[:：]\s*([^。；;，,\s（(:：]{2,40})"
_ROLE: Final = r"\s*\((?:the\s+|hereinafter\s+)?[\"“']?[A-Z][\w ]{2,20}[\"”']?\)"
_PARTIES: Final = ("contract.party_a", "contract.party_b")
_PATTERNS: Final = tuple(
    (key, re.compile(pattern, re.IGNORECASE if key not in _PARTIES else 0))
    for key, pattern in (
        ("contract.number", r"(?:合同|协议)编号\s*[:：]\s*([\w（）()〔〕\[\]-]{3,40})"),
        ("contract.number", r"(?:agreement|contract)\s+(?:no\.?|number)\s*[:：]?\s*([A-Z0-9][\w/-]{2,30})"),
        ("contract.party_a", rf"(?:{_A_ZH}){_WHO}"),
        ("contract.party_b", rf"(?:{_B_ZH}){_WHO}"),
        ("contract.party_a", rf"\bbetween\s+(.{{2,90}}?){_ROLE},?\s+and\s"),
        ("contract.party_b", rf"\bbetween\s+.{{2,90}}?{_ROLE},?\s+and\s+(.{{2,90}}?){_ROLE}"),
        ("contract.signed", rf"(?:签订|签署)(?:日期|时间)\s*[:：]\s*{_D}"),
        ("contract.signed", rf"\b(?:dated|made on|entered into on)\s+(?:as of\s+)?{_D}"),
        ("contract.begins", rf"(?:期限?|期间)[^。；]{{0,14}}?自?\s*{_D}\s*(?:起|开始)?\s*[至到~—–-]\s*\d{{4}}"),
        ("contract.ends", rf"(?:期限?|期间)[^。；]{{0,14}}?自?\s*\d{{4}}[^。；至到]{{2,10}}(?:起|开始)?\s*[至到~—–-]\s*{_D}"),
        ("contract.begins", rf"\b(?:from|commenc\w+ on)\s+{_D}\s+(?:to|until|through)\b"),
        ("contract.ends", rf"\b(?:from|commenc\w+ on)\s+\S+\s+\S+\s+\S+\s+(?:to|until|through)\s+{_D}"),
        ("contract.amount", rf"(?:合同总价款?|合同金额|合同价款|总价款|借款金额|贷款金额|授信额度|转让价款|主债权本金)[^。；\d{CHARS}]{{0,12}}{_M}"),
        ("contract.amount", rf"\b(?:contract (?:price|sum|amount)|purchase price|loan amount|principal (?:amount|sum)|facility amount)\s+(?:is|of|shall be|:)\s*{_M}"),
        ("contract.yearly_rent", rf"年租金[^。；\d{CHARS}]{{0,8}}{_M}"),
        ("contract.yearly_rent", rf"\b(?:annual|yearly) rent\s+(?:is|of|shall be|:)\s*{_M}"),
        ("contract.monthly_rent", rf"月租金[^。；\d{CHARS}]{{0,8}}{_M}"),
        ("contract.monthly_rent", rf"\bmonthly rent\s+(?:is|of|shall be|:)\s*{_M}"),
        ("contract.rate", r"(?:年利率|借款利率|贷款利率|年化利率)[^。；%％]{0,12}?(\d+(?:\.\d+)?\s*[%％])"),
        ("contract.rate", r"\binterest (?:rate|at)[^.;%]{0,30}?(\d+(?:\.\d+)?\s*%)"),
        ("contract.payment_days", r"账期[^。；\d]{0,4}(\d{1,3})\s*[日天]"),
        ("contract.payment_days", r"(?:发票|验收|交货|收货|到货|对账)[^。；\d]{0,12}?(\d{1,3})\s*个?(?:自然)?[日天](?:内|后)?[^。；]{0,10}?(?:付|结清)"),
        ("contract.payment_days", r"\bpayable\s+(?:within\s+)?(\d{1,3})\s+days\b"),
        ("contract.notice_days", r"提前\s*(\d{1,3})\s*个?(?:自然)?[日天][^。；]{0,6}通知"),
        ("contract.notice_days", r"\b(\d{1,3})\s+days['’]?\s+(?:prior\s+)?(?:written\s+)?notice\b"),
    )
)  # fmt: skip


class Contract(NamedTuple):
    """What was read from a contract."""

    figures: tuple[Figure, ...]
    problems: tuple[str, ...]
    """Fields of which clauses say different things, in both languages."""


class _Flat(NamedTuple):
    """A page on one line: a clause that wraps is whole."""

    text: str
    places: tuple[int, ...]
    """Position of each character in the page's text."""


class _Found(NamedTuple):
    key: str
    value: Value
    unit: Unit
    page: Page
    span: tuple[int, int]


def is_contract(document: LoadedDocument) -> bool:
    """Whether the document calls itself a contract."""
    return is_titled(document, _TITLE)


def contract_figures(document: LoadedDocument, source: str) -> Contract:
    """``contract.amount:<file>`` and the like, candidates with the clause that says each."""
    found: dict[str, list[_Found]] = {}
    for page in document.pages:
        for one in _found(page):
            found.setdefault(one.key, []).append(one)
    scope, reading = scope_of(document.name), Reading(document, source)
    figures, problems = [], []
    for key, same in found.items():
        metric, first = CONTRACT_FIELDS[key], same[0]
        if len({(one.value, one.unit) for one in same}) > 1:
            pages = sorted({one.page.number for one in same})
            places = "、".join(map(str, pages)), ", ".join(map(str, pages))
            problems.append(
                two_tongued(
                    f"第{places[0]}页：{metric.label_zh}有几种说法，请核对后录入 {key}:{scope}",
                    f"page {places[1]}: {metric.label_en} is stated in several ways; "
                    f"compare and enter {key}:{scope}",
                )
            )
            continue
        named = Named(metric, scope, said=(scope, scope))
        figures.append(
            from_words(reading, first.page, first.span, named, (first.value, first.unit))
        )
    return Contract(tuple(figures), tuple(problems))


def _found(page: Page) -> Iterator[_Found]:
    flat = _flat(page.text)
    for key, pattern in _PATTERNS:
        for match in pattern.finditer(flat.text):
            value, unit = _value(CONTRACT_FIELDS[key].unit, match[1].strip())
            if value is not None:
                yield _Found(key, value, unit, page, _clause(flat, match.span()))


def _clause(flat: _Flat, span: tuple[int, int]) -> tuple[int, int]:
    """The sentence around a match, in the page's own text; the match alone where it is long."""
    start = max((m.end() for m in _STOP.finditer(flat.text, 0, span[0])), default=0)
    stop = _STOP.search(flat.text, span[1])
    end = stop.end() if stop else len(flat.text)
    if end - start > _LONGEST_CLAUSE:
        start, end = span
    while flat.text[start:end][-1:].isspace():
        end -= 1
    return flat.places[start], flat.places[end - 1] + 1


def _flat(text: str) -> _Flat:
    """Wrapped lines joined; a line that ends early, or before a label or a number, stays apart."""
    chars: list[str] = []
    places: list[int] = []
    start, widest = 0, max((len(line) for line in text.splitlines()), default=0)
    for line in text.splitlines(keepends=True):
        begins = not chars or _BEGINS.match(line) is not None
        for place, char in enumerate(line, start):
            if not char.isspace() or (chars and chars[-1] not in " \n" and char != "\n"):
                if begins and chars and chars[-1] != "\n" and not char.isspace():
                    chars.append("\n")
                    places.append(max(place - 1, 0))
                begins = begins and char.isspace()
                chars.append(" " if char.isspace() else char)
                places.append(place)
        start += len(line)
        early = len(line.rstrip()) < widest * _FULL
        if chars and not (_CJK.match(chars[-1]) and not early):
            chars.append("\n" if early else " ")
            places.append(start - 1)
    return _Flat("".join(chars), tuple(places))


def _value(unit: Unit, text: str) -> tuple[Value, Unit]:
    if unit.is_money:
        return money_from(text.replace("，", ",")) or (None, unit)
    match unit:
        case Unit.DATE:
            return day_from(text), unit
        case Unit.RATIO:
            return share_from(text.replace("％", "%")), unit
        case Unit.DAYS:
            return Decimal(text), unit
        case _:
            return text, unit
