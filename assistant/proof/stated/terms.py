"""Takes words apart into terms: concepts of lending, qualifiers, and other content words."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from assistant.proof.aliases import Names
from assistant.proof.characters import is_cjk, is_letter
from assistant.proof.concept_words import CONCEPTS, QUALIFIERS


class Term(NamedTuple):
    """One term in a plain text."""

    start: int
    end: int
    id: str
    """``c:`` concept, ``q:`` qualifier, ``n:`` rank among several, ``w:`` word, ``h:`` Han pair."""


_LIGHT_EN: Final = frozenset(
    (
        "a an the its their his her our your this that these those it they we he she who whom which what "
        "is are was were be been being am has have had having do does did done will would shall should can "
        "could may might must not no nor and or but if then than so as at by for from in into of off on onto "
        "out over per to toward under until up upon with within without between among across after before "
        "during since while when where whereas however also still only just now again already yet there here "
        "both each every either neither all any some such same other another more most less least very too "
        "quite rather well about around roughly approximately nearly almost some circa close exactly stood "
        "stand stands standing reached reach reaches came come comes amounted amount amounts amounting totalled "
        "totaled total totals totalling recorded record records recording reported report reports reporting "
        "posted show shows showed shown showing gave give gives put puts ran run runs running kept keep keeps "
        "made make makes making got get gets see seen saw say says said remained remain remains stayed "
        "according based given including included includes thus therefore hence overall respectively "
        "end ended ending year years yearly annual annually month months monthly quarter quarters quarterly "
        "day days week weeks half halves period periods date time level levels figure figures value values number "
        "numbers sum unit units company companies firm firms business businesses borrower borrowers applicant "
        "ltd limited inc plc co corp corporation llc gmbh group statement statements account accounts "
        "cny rmb usd eur gbp hkd jpy yuan dollars dollar euro euros pounds pound million millions thousand "
        "thousands billion billions percent percentage point points basis pp bp bps times x k m bn mn one two "
        "three four five six seven eight nine ten eleven twelve first second third fourth last next previous "
        "prior preceding following latest current currently past trailing full whole part rose rise rises risen rising "
        "fell fall falls fallen falling grew grow grows grown growing increased increase increases increasing "
        "decreased decrease decreases decreasing declined decline declines declining dropped drop drops dropping "
        "up down higher lower high low above below exceed exceeds exceeded exceeding improved improve improves "
        "worsened worsen worsens doubled halved tripled unchanged flat against compared versus vs relative equal "
        "equals equalled equivalent meets meet met breaches breach breached within "
        "january february march april june july august september october november december jan feb mar apr jun "
        "jul aug sep sept oct nov dec fy q1 q2 q3 q4 h1 h2 ytd l12m ltm ttm"
    ).split()
)
_LIGHT_ZH: Final = re.compile(
    "人民币|分别|均为|共计|总计|其中|截至|截止|期末|年末|年底|月末|全年|年度|本年|当年|上年|去年|今年|同期|同比|环比|"
    "较|比|由|从|自|至|到|为|是|的|了|在|于|和|与|及|以及|或|而|但|且|也|都|均|仅|只|已|将|会|可|能|该|本|其|这|那|此|"
    "公司|企业|借款人|申请人|我们|他们|目前|当前|现有|约|近|超过|超|不到|不足|达到|达|实现|录得|取得|显示|表明|"
    "上升|下降|增长|减少|增加|降低|提高|提升|下滑|上涨|下跌|回落|改善|恶化|持平|高于|低于|大于|小于|不低于|不高于|不超过|"
    "上半年|下半年|季度|月份|左右|上下|以上|以下|以内|水平|数值|情况|方面|整体|总体|有所|明显|大幅|小幅|略|再|又|还|仍|并|则|因|由于|因此|所以|"
    "之|以|所|个百分点|百分点|基点|单位|金额|数额|数据|来看|看|按|据|根据|各|每|第|有|无|没|不|未|"
    "对|向|给|被|把|应|须|需|要|请|即|等|及其|以来|之间|之后|之前|期间|时|来|去|"
    "共(?!同|有)|现(?!金|值)"
)
_TOP_EN: Final = re.compile(
    r"(?<![a-z])(?:(?:the )?(?:top|largest|biggest|leading|main) ?-?(?P<n>\d{1,2}|one|two|three|four|five|six|eight|ten|twenty)(?![a-z0-9])|"
    r"(?P<n2>three|four|five|ten|two) (?:largest|biggest|leading|main|top)(?![a-z])|"
    r"(?P<one>(?:the )?(?:single )?(?:largest|biggest|number one|top|main)) (?=customer|client|buyer|supplier|vendor|debtor|account|shareholder|lender|creditor|product|store))"
)
_TOP_ZH: Final = re.compile(
    "前(?P<n>[一二三四五六七八九十]{1,2}|\\d{1,2})(?:大|名|位|家)?(?=[\u4e00-\u9fff])(?!个?月|年|季|半|期|述|者|后|次)|"
    "(?P<one>第一大|最大(?:的)?(?:单一)?|首要|头部)(?=客户|供应商|股东|买家|债权|债务|单一)"
)
_NUMBERS: Final = {
    word: value
    for value, words in {
        1: "one 一 1", 2: "two 二 两", 3: "three 三", 4: "four 四", 5: "five 五", 6: "six 六", 7: "seven 七",
        8: "eight 八", 9: "nine 九", 10: "ten 十", 20: "twenty 二十",
    }.items()
    for word in words.split()
}  # fmt: skip
_LETTERED: Final = re.compile(
    r"(?<![a-z0-9])(?P<en>(?:customer|client|supplier|vendor|buyer|company|firm|plant|store|shop|site|loan|bank|"
    r"lender|unit|line|product|branch|tranche|facility|project|debtor|creditor|guarantor|subsidiary|series|class|lot|no\.?)) "
    r"?(?P<l>(?<= )(?:[a-z]|i{1,3}|iv)|\d{1,3})(?![a-z0-9.,]\w|[a-z0-9'])|"
    "(?P<zh>客户|供应商|公司|企业|工厂|门店|店|银行|贷款|项目|产品|保证人|担保人|子公司|车间|厂|线|单位|买方|卖方)(?P<l2>[a-z甲乙丙丁戊己庚辛]|[一二三四五六]号?)(?![a-z])|"
    "(?P<l3>[a-z甲乙丙丁戊])(?=公司|企业|客户|供应商|厂|店|银行|行(?![业])|产品|项目|车间|线|(?:、[a-z甲乙丙丁戊])*(?:两|三)?[家户]?(?:公司|行|店|厂|客户|供应商))"
)


@cache
def _phrases() -> Names[str]:
    """Every phrase of the lexicon."""
    found: dict[str, str] = {}
    for prefix, table in (("q:", QUALIFIERS), ("c:", CONCEPTS)):
        for name, zh, en in table:
            for phrase in (*zh.split("|"), *en.split("|")):
                if phrase:
                    found[phrase] = prefix + name
    return Names(found)


_CODE: Final = re.compile(
    r"(?<![a-z0-9-])(?!fy|cy|q[1-4]|h[12]|l\d+m|p\d+m)[a-z]{1,4}-?\d{1,4}[a-z]?(?![a-z0-9.%-])"
)
_WORD: Final = re.compile(r"[a-z][a-z'-]*[a-z]|[a-z]|[\u4e00-\u9fff]+")


def terms_in(text: str, taken: bytearray) -> list[Term]:
    """Every term outside the taken characters of a plain text, in order.

    Args:
        text: plain characters (see ``characters.plain``).
        taken: characters that belong to times, numbers or markup; marked further here.
    """
    found = [*_ranks(text, taken), *_letters(text, taken)]
    for hit in _phrases().find(text):
        if not any(taken[hit.start : hit.end]):
            found.append(Term(hit.start, hit.end, hit.target))
            if text[hit.start : hit.end].endswith(("consumed", "absorbed")):
                found.append(Term(hit.start, hit.end, "w:consum"))
            _take(taken, hit.start, hit.end)
    for match in _CODE.finditer(text):
        if not any(taken[match.start() : match.end()]):
            found.append(Term(match.start(), match.end(), f"w:#{match[0]}"))
            _take(taken, match.start(), match.end())
    for match in _WORD.finditer(text):
        found += _words(text, match, taken)
    return sorted(found)


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\x01" * (end - start)


def _ranks(text: str, taken: bytearray) -> Iterator[Term]:
    for pattern in (_TOP_EN, _TOP_ZH):
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            groups = match.groupdict()
            written = groups.get("n") or groups.get("n2")
            size = 1 if written is None else _NUMBERS.get(written) or int(written)
            _take(taken, match.start(), match.end())
            yield Term(match.start(), match.end(), f"n:{size}")


def _letters(text: str, taken: bytearray) -> Iterator[Term]:
    for match in _LETTERED.finditer(text):
        group = "l" if match["l"] else "l2" if match["l2"] else "l3"
        start, end = match.span(group)
        if not any(taken[start:end]):
            _take(taken, start, end)
            yield Term(start, end, f"w:#{match[group].rstrip('号')}")


def _words(text: str, match: re.Match[str], taken: bytearray) -> Iterator[Term]:
    start, end = match.span()
    if not is_cjk(text[start]):
        if not any(taken[start:end]) and match[0] not in _LIGHT_EN and end - start > 1:
            yield Term(start, end, f"w:{stem(match[0])}")
        return
    free = bytearray(taken[start:end])
    for light in _LIGHT_ZH.finditer(match[0]):
        _take(free, light.start(), light.end())
    at = 0
    while at < len(free):
        if free[at]:
            at += 1
            continue
        stop = at
        while stop < len(free) and not free[stop]:
            stop += 1
        if stop - at == 1:
            yield Term(start + at, start + stop, f"h:{match[0][at]}")
        for pair in range(at, stop - 1):
            yield Term(start + pair, start + pair + 2, f"h:{match[0][pair : pair + 2]}")
        at = stop


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
        if word.endswith(ending) and len(word) - len(ending) > 2 and not word.endswith("ss"):  # noqa: PLR2004
            return word.removesuffix(ending) + kept
    return word


def is_content(char: str) -> bool:
    """Whether a character may begin a term."""
    return is_letter(char) or is_cjk(char)
