# ruff: noqa: E501  one sort of words a line reads as a table
"""What follows a numeral: scale, currency, percent, points, times, spans of time, classifiers."""

import re
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from assistant.domain.quantities import Unit


class Kind(StrEnum):
    """What a numeral counts."""

    BARE = "bare"
    MONEY = "money"
    PERCENT = "percent"
    """Value as a fraction."""
    POINTS = "percentage points"
    """A difference of two percentages, as a fraction; 25 basis points are 0.0025."""
    TIMES = "times"
    DAYS = "days"
    MONTHS = "months"
    SCORE = "points"
    COUNT = "count"


SCALES: Final = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8, "億": 10**8,
    "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "萬": 10**4, "千": 10**3, "百": 100,
    "trillion": 10**12, "billion": 10**9, "million": 10**6, "thousand": 10**3, "hundred": 100,
    "tn": 10**12, "bn": 10**9, "mm": 10**6, "mn": 10**6, "m": 10**6, "b": 10**9, "k": 10**3,
    "lakhs": 10**5, "lakh": 10**5, "lacs": 10**5, "lac": 10**5, "crores": 10**7, "crore": 10**7,
    "mln": 10**6, "millions": 10**6, "thousands": 10**3, "billions": 10**9,
}  # fmt: skip
CURRENCIES: Final = {
    "人民币": Unit.CNY, "元人民币": Unit.CNY, "元": Unit.CNY, "圆": Unit.CNY, "块": Unit.CNY,
    "cny": Unit.CNY, "rmb": Unit.CNY, "yuan": Unit.CNY, "¥": Unit.CNY, "renminbi": Unit.CNY,
    "美元": Unit.USD, "美金": Unit.USD, "usd": Unit.USD, "us$": Unit.USD, "$": Unit.USD,
    "dollars": Unit.USD, "dollar": Unit.USD, "us dollars": Unit.USD,
    "港元": Unit.HKD, "港币": Unit.HKD, "hkd": Unit.HKD, "hk$": Unit.HKD,
    "欧元": Unit.EUR, "eur": Unit.EUR, "€": Unit.EUR, "euros": Unit.EUR, "euro": Unit.EUR,
    "英镑": Unit.GBP, "gbp": Unit.GBP, "£": Unit.GBP, "pounds": Unit.GBP,
    "日元": Unit.JPY, "jpy": Unit.JPY, "yen": Unit.JPY, "円": Unit.JPY,
    "新加坡元": Unit.SGD, "新币": Unit.SGD, "sgd": Unit.SGD, "s$": Unit.SGD, "singapore dollars": Unit.SGD,
    "新台币元": Unit.TWD, "新台币": Unit.TWD, "台币": Unit.TWD, "twd": Unit.TWD, "nt$": Unit.TWD, "ntd": Unit.TWD,
    "澳元": Unit.AUD, "aud": Unit.AUD, "a$": Unit.AUD, "australian dollars": Unit.AUD,
    "加元": Unit.CAD, "加拿大元": Unit.CAD, "cad": Unit.CAD, "c$": Unit.CAD, "canadian dollars": Unit.CAD,
    "瑞士法郎": Unit.CHF, "瑞郎": Unit.CHF, "chf": Unit.CHF, "swiss francs": Unit.CHF,
    "韩元": Unit.KRW, "krw": Unit.KRW, "won": Unit.KRW, "₩": Unit.KRW,
    "印度卢比": Unit.INR, "卢比": Unit.INR, "inr": Unit.INR, "rupees": Unit.INR, "₹": Unit.INR, "rs.": Unit.INR, "rs": Unit.INR,
    **{code.lower(): Unit(code) for code in ("NZD", "AED", "MYR", "THB", "VND", "IDR", "PHP", "MOP", "SEK", "NOK", "DKK", "PLN", "ZAR", "BRL", "MXN", "SAR", "QAR", "KWD", "BHD", "OMR", "EGP", "NGN", "KES", "PKR", "BDT", "LKR")},
    "卡塔尔里亚尔": Unit.QAR, "科威特第纳尔": Unit.KWD, "巴林第纳尔": Unit.BHD, "阿曼里亚尔": Unit.OMR, "埃及镑": Unit.EGP,
    "尼日利亚奈拉": Unit.NGN, "奈拉": Unit.NGN, "肯尼亚先令": Unit.KES, "巴基斯坦卢比": Unit.PKR, "孟加拉塔卡": Unit.BDT, "斯里兰卡卢比": Unit.LKR,
    "阿联酋迪拉姆": Unit.AED, "马来西亚林吉特": Unit.MYR, "波兰兹罗提": Unit.PLN, "南非兰特": Unit.ZAR, "巴西雷亚尔": Unit.BRL, "沙特里亚尔": Unit.SAR,
    "新西兰元": Unit.NZD, "纽元": Unit.NZD, "nz$": Unit.NZD, "迪拉姆": Unit.AED, "林吉特": Unit.MYR, "马币": Unit.MYR, "泰铢": Unit.THB, "越南盾": Unit.VND, "印尼盾": Unit.IDR, "印尼卢比": Unit.IDR, "菲律宾比索": Unit.PHP, "澳门元": Unit.MOP, "瑞典克朗": Unit.SEK, "挪威克朗": Unit.NOK, "丹麦克朗": Unit.DKK, "兹罗提": Unit.PLN, "兰特": Unit.ZAR, "rand": Unit.ZAR, "雷亚尔": Unit.BRL, "墨西哥比索": Unit.MXN, "里亚尔": Unit.SAR, "ringgit": Unit.MYR, "baht": Unit.THB, "dirhams": Unit.AED,
    "hong kong dollars": Unit.HKD, "sterling": Unit.GBP, "港幣": Unit.HKD,
}  # fmt: skip
_HUNDREDTH: Final = Decimal("0.01")
_MEASURES: Final[dict[str, tuple[Kind, Decimal]]] = {
    **dict.fromkeys(("%", "percent", "per cent", "pct"), (Kind.PERCENT, _HUNDREDTH)),
    "‰": (Kind.PERCENT, Decimal("0.001")),
    "成": (Kind.PERCENT, Decimal("0.1")),
    **dict.fromkeys(
        ("个百分点", "百分点", "percentage point", "percentage points", "percentage-point", "pp",
         "pps", "ppt", "ppts", "% points", "%pts", "个点", "of a percentage point", "of a point"),
        (Kind.POINTS, _HUNDREDTH),
    ),
    **dict.fromkeys(
        ("个基点", "基点", "bp", "bps", "basis points", "basis point", "basis-point"),
        (Kind.POINTS, Decimal("0.0001")),
    ),
    **dict.fromkeys(("倍", "times", "x", "-fold", "fold", "×", "-times"), (Kind.TIMES, Decimal(1))),
    **dict.fromkeys(("天", "日", "day", "days", "-day"), (Kind.DAYS, Decimal(1))),
    **dict.fromkeys(("周", "个星期", "week", "weeks", "-week"), (Kind.DAYS, Decimal(7))),
    **dict.fromkeys(("个月", "个月份", "month", "months", "-month"), (Kind.MONTHS, Decimal(1))),
    **dict.fromkeys(("年", "year", "years", "yr", "yrs", "-year"), (Kind.MONTHS, Decimal(12))),
    **dict.fromkeys(("个季度", "quarters"), (Kind.MONTHS, Decimal(3))),
    **dict.fromkeys(("分", "points", "point", "pts"), (Kind.SCORE, Decimal(1))),
    **dict.fromkeys("家户笔张次人名份项台件条位个款单起种架栋套艘座辆宗批处", (Kind.COUNT, Decimal(1))),
}  # fmt: skip


def _alternatives(words: object) -> str:
    assert isinstance(words, dict)  # noqa: S101  narrows for the type checker
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(
        re.escape(w) + ("(?![a-z])" if w[-1].isascii() and w[-1].isalpha() else "") for w in ordered
    )


_GUARD: Final = (
    "(?!成[立为本功长效果交员都品绩熟分就])(?!分[别之期析布类配级红销公行散支步部机])(?!天[然津气])(?!次[日年月要级贷债])"
    "(?!人民)(?!个人)(?!位于)(?!日[本元均])(?!年[初末底期均报利息化租度产收营销薪费终检龄])(?!倍[增受])(?!家[庭电具])(?!名[称义下])(?!单[位独])(?!起[来诉])"
    "(?!周[转期边])(?!years?[- ](?:on|over|earlier|ago|before|end)(?![a-z]))(?!months?[- ](?:on|over|earlier|ago|before|end)(?![a-z]))(?!种[子植])(?!条[件款例])(?!户[均外])(?!起)(?!处[理于在置罚境长分方以])(?!套[期利餐现])(?!批[复准次发量])(?!座[位谈])"
)
_SUFFIX: Final = re.compile(
    rf"(?P<more>[多余])?(?: ?(?P<scale>{_alternatives(SCALES)})(?![瓦米克伏帕]|卡(?!塔尔)|(?<=m)[23²³](?!\d)))?(?P<more2>[多余])?"
    rf"(?:(?P<close> ?\))(?: ?(?P<scale2>{_alternatives(SCALES)}))?)?"
    rf"(?:(?: ?(?P<money>{_alternatives(CURRENCIES)})(?!(?<=[$€£¥₩₹])\d)(?: (?P<scale3>thousand|million|billion|m|k|bn)"
    r"(?![a-z]))?)|"
    rf"(?: ?-?{_GUARD}(?P<measure>{_alternatives(_MEASURES)})))?"
    r"(?P<half>半(?!年))?"
)
_CENTS: Final = re.compile(
    "(?P<jiao>[0-9零壹贰叁肆伍陆柒捌玖一二三四五六七八九])角(?:(?P<fen>[0-9壹贰叁肆伍陆柒捌玖一二三四五六七八九])分)?"
)
_LEADING: Final = dict.fromkeys(
    (
        "人民币",
        "港元",
        "美元",
        "欧元",
        "英镑",
        "日元",
        "港币",
        "港幣",
        "美金",
        "cny",
        "rmb",
        "¥",
        "usd",
        "us$",
        "$",
        "hkd",
        "hk$",
        "eur",
        "€",
        "gbp",
        "£",
        "jpy",
        "yen",
        "新台币",
        "sgd",
        "s$",
        "twd",
        "nt$",
        "aud",
        "a$",
        "cad",
        "c$",
        "chf",
        "krw",
        "₩",
        "inr",
        "₹",
        "rs.",
        "rs",
        *(
            code.lower()
            for code in (
                "NZD",
                "AED",
                "MYR",
                "THB",
                "VND",
                "IDR",
                "PHP",
                "MOP",
                "SEK",
                "NOK",
                "DKK",
                "PLN",
                "ZAR",
                "BRL",
                "MXN",
                "SAR",
                "QAR",
                "KWD",
                "BHD",
                "OMR",
                "EGP",
                "NGN",
                "KES",
                "PKR",
                "BDT",
                "LKR",
            )
        ),
        "nz$",
    )
)
"""Currencies that are written before their number; 元 never is."""
_PREFIX: Final = re.compile(
    rf"(?<![\d万亿千百])(?P<money>{_alternatives(_LEADING)}) ?(?P<open>\()? ?(?P<sign>[-+])?\Z"
)
_LOOK_BACK: Final = 14


class Suffix(NamedTuple):
    """What stands after the digits."""

    end: int
    kind: Kind
    factor: Decimal
    currency: Unit | None
    more: bool
    """多 or 余: a little more than written."""
    half: bool
    """三年半: half a unit more."""
    closes: bool
    """A closing bracket stands between digits and unit: (1,250)千元."""
    measure: str
    scaled: bool


def suffix_at(text: str, at: int) -> Suffix:
    """The scale and unit that follow a numeral ending at ``at``."""
    match = _SUFFIX.match(text, at)
    if match is None:
        return Suffix(at, Kind.BARE, Decimal(1), None, False, False, False, "", False)
    scale = match["scale"] or match["scale2"] or match["scale3"]
    money, measure = match["money"], match["measure"]
    if match["close"] and not (match["scale2"] or money or measure):
        return _without_close(match)
    kind, factor = Kind.BARE, Decimal(SCALES[scale] if scale else 1)
    if money:
        kind = Kind.MONEY
    elif measure:
        kind, unit = _MEASURES[measure]
        factor *= unit
    more = bool(match["more"] or match["more2"])
    return Suffix(
        match.end(), kind, factor, CURRENCIES.get(money or ""), more,
        bool(match["half"] and measure),
        bool(match["close"]), measure or "", bool(scale),
    )  # fmt: skip


def _without_close(match: re.Match[str]) -> Suffix:
    scale = match["scale"]
    end = match.start("close")
    more = bool(match["more"] or match["more2"])
    factor = Decimal(SCALES[scale] if scale else 1)
    return Suffix(end, Kind.BARE, factor, None, more, False, False, "", bool(scale))


class Prefix(NamedTuple):
    """A currency before the digits."""

    start: int
    currency: Unit
    opens: bool
    negative: bool


def prefix_before(text: str, at: int) -> Prefix | None:
    """The currency name or sign that ends at ``at``, if there is one."""
    begin = max(0, at - _LOOK_BACK)
    match = _PREFIX.search(text, begin, at)
    if match is None:
        return None
    if match["money"][0].isalpha() and match["money"].isascii():
        before = text[match.start() - 1 : match.start()]
        if before.isascii() and before.isalpha():
            return None
    opens, negative = bool(match["open"]), match["sign"] == "-"
    return Prefix(match.start(), CURRENCIES[match["money"]], opens, negative)


def cents_at(text: str, at: int) -> tuple[int, str, str]:
    """End, 角 and 分 digits that follow 元 (as in 伍佰元叁角), empty where there are none."""
    match = _CENTS.match(text, at)
    return (match.end(), match["jiao"], match["fen"] or "") if match else (at, "", "")
