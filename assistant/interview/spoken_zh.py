# ruff: noqa: E501  one rule a line reads as a table
"""How Chinese speakers say numbers, years and names that prose writes otherwise."""

import re
from decimal import Decimal
from typing import Final

from assistant.interview.spoken import Rewrite, rule
from assistant.proof.chinese import CHARS, chinese_value

_ONE: Final = "[一二两三四五六七八九]"
_RUN: Final = f"(?:\\d+(?:\\.\\d+)?|[{CHARS.replace('点', '')}]+)"
_DIGITS: Final = {**{c: n for n, c in enumerate("零一二三四五六七八九")}, "两": 2, "〇": 0}
_STEPS: Final = {"": 1, "十": 10, "百": 100, "千": 1000}
_SCALE: Final = "(?:万|亿|千万|百万|个亿|成|倍|%|个月|个星期|周|天|年|家|个|人|户|名|台|张|笔|次|块|元|亩|吨|条|间|口)"
_LONE: Final = "(?:万|亿|千万|百万)"
_CENTURY: Final = 2000
_OLD: Final = 50
_RECENT: Final = range(10, 40)


def _number(text: str) -> Decimal | None:
    if text.isascii():
        return Decimal(text)
    value = chinese_value(text)
    return value.value if value else None


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _step(text: str) -> int:
    """The size of the last place that was spoken: 三千一百 is good to the hundred."""
    if text.isascii():
        digits = text.partition(".")[0]
        return int(10 ** (len(digits) - len(digits.rstrip("0")))) if digits.strip("0") else 1
    return _STEPS.get(text[-1], 1)


def _range(low: Decimal, high: Decimal, unit: str) -> str:
    """Both ends with the unit, so that neither reads as a year."""
    return f"{_plain(low)}{unit}~{_plain(high)}{unit}"


def _adjacent(match: re.Match[str]) -> str:
    """六七百万, 四五十家, 一百三四十万: two neighbouring digits are a range."""
    low, high = _DIGITS[match["a"]], _DIGITS[match["b"]]
    if not (high == low + 1 or (low, high) == (3, 5)):
        return match[0]
    head = match["head"]
    base = _number(head) if head else Decimal(0)
    if base is None:
        return match[0]
    step = _STEPS[match["step"]]
    return _range(base + low * step, base + high * step, match["unit"])


def _several(match: re.Match[str]) -> str:
    """几百万, 十几家, 二十几, 大几百万: an open digit is a range."""
    head, step, tail = match["head"] or "", _STEPS[match["step"] or ""], match["unit"]
    base = _number(head) if head else Decimal(0)
    if base is None:
        return match[0]
    low, high = {"大": (5, 9), "小": (2, 5)}.get(match["size"] or "", (1 if head else 2, 9))
    if not head and not match["step"] and tail not in ("万", "亿", "千万", "百万", "成"):
        return match[0]  # 几个, 几家 say nothing
    return _range(base + low * step, base + high * step, tail)


def _more(match: re.Match[str]) -> str:
    """三千多万, 一百多家, 一成多: from what is said to the next step."""
    value = _number(match["run"])
    if value is None:
        return match[0]
    step = _step(match["run"])
    return _range(value, value + step, match["unit"])


def _more_after(match: re.Match[str]) -> str:
    """三个多月, 一个多亿, 一成多."""
    value = _number(match["run"])
    unit = match["unit"]
    return match[0] if value is None else _range(value, value + 1, unit)


def _some(match: re.Match[str]) -> str:
    """三千来万, 一百八十来万, 十来个."""
    value = _number(match["run"])
    return match[0] if value is None else f"约{_plain(value)}{match['unit']}"


def _tenths(match: re.Match[str]) -> str:
    """三成八 is 38 %, 两成半 25 %."""
    whole = _DIGITS.get(match[1], int(match[1]) if match[1].isascii() else 0)
    part = 5 if match[2] == "半" else _DIGITS[match[2]]
    return f"{whole * 10 + part}%"


def _year(match: re.Match[str]) -> str:
    """二三年, 零五年, 23年: a year of this century, or of the last one."""
    text = match["year"]
    number = int(text) if text.isascii() else _DIGITS[text[0]] * 10 + _DIGITS[text[1]]
    if number in _RECENT or text[0] in "零0〇":
        return f"{_CENTURY + number}年"
    return f"{_CENTURY - 100 + number}年" if number > _OLD else match[0]


def _decimal(match: re.Match[str]) -> str:
    """四点八五: digits after the point are read one by one."""
    whole = _number(match["whole"])
    digits = "".join(str(_DIGITS[c]) for c in match["part"])
    return match[0] if whole is None else f"{_plain(whole)}.{digits}"


def _halved(match: re.Match[str]) -> str:
    value = _number(match["run"])
    return match[0] if value is None else f"{_plain(value + Decimal('0.5'))}{match['unit']}"


def _hundredths(match: re.Match[str]) -> str:
    """百分之二十几, 百分之四十多, 百分之三四十."""
    value = _number(match["run"])
    if value is None:
        return match[0]
    step = _step(match["run"])
    low = value + 1 if match["open"] == "几" else value
    return f"{_plain(low)}~{_plain(value + step - (1 if match['open'] == '几' else 0))}%"


def _hundredths_adjacent(match: re.Match[str]) -> str:
    low, high = _DIGITS[match[1]], _DIGITS[match[2]]
    step = _STEPS[match[3]]
    return f"{low * step}~{high * step}%" if high == low + 1 else match[0]


_HEARD: Final = {
    "毛利[绿律里率]": "毛利率", "净力润": "净利润", "应收[涨帐张]款": "应收账款", "应付[涨帐张]款": "应付账款",
    "[消肖]售": "销售", "开[飘漂]": "开票", "[单丹]保(?=[余的过吗责金]|$|[，,。])": "担保", "[付富]债率": "负债率", "[愉玉预]期(?=(?:过|记录|次数|的记录))": "逾期",
    "[存纯]获": "存货", "流[谁睡]": "流水", "资产[付富]债": "资产负债", "[客刻]护": "客户", "供[应英]伤": "供应商",
    "增[值直]睡": "增值税", "征[新心]": "征信", "[底抵]押务": "抵押物", "[带待]款": "贷款", "[园员]工": "员工",
}  # fmt: skip
"""Words that recognisers mistake for words of the trade that sound the same."""

_NOT_AGE: Final = "(?<![了有近约过快已整做干开营满共第\\d一二两三四五六七八九十百千万.])"
_NO_SPAN: Final = "(?![了多左来前以历经期间内级]|个|[\u4e00-\u9fff]?(?:时间|历史|经验|下来))"

RULES_ZH: Final[tuple[Rewrite, ...]] = (
    *(rule(heard, meant) for heard, meant in _HEARD.items()),
    rule("[嗯呃唉诶哎]+[，,]?", ""),
    rule("(?<=[，,。])(?:怎么说呢|那个|就是说|这个|你知道)[，,]", ""),
    rule("(最大)的?(?:那|这)?个?家?的?(?=客户|供应商)", r"\1"),
    rule(f"{_NOT_AGE}(?P<year>[零〇一二九八七][零〇一二三四五六七八九]|\\d\\d)年{_NO_SPAN}", _year),
    rule("号人|口人", "人"),
    rule("(?<=[万亿])块钱|(?<=[\\d一二三四五六七八九十百千])块钱", "元"),
    rule(f"(?P<whole>[{CHARS.replace('点', '').replace('万', '').replace('亿', '')}]+)点(?P<part>[零〇一二三四五六七八九]{{2,}})(?![十百千点])", _decimal),
    rule("(一|两|二|三|四|五|六|七|八|九|十|\\d+)个亿", r"\1亿"),
    rule(f"(?P<run>{_RUN})个多(?P<unit>月|亿|星期)", lambda m: _more_after(m).replace("月", "个月")),
    rule("个把月", "约1个月"), rule("千把万", "约1000万"), rule("百把万", "约100万"),
    rule("万把块", "约1万元"), rule(f"(?<![{CHARS}])百八十(?=[万个家人户])", "80~100"), rule(f"(?<![{CHARS}])百十来", "约110"),
    rule(f"小一千(?={_LONE})", "900~1000"), rule(f"小一百(?={_LONE})", "90~100"),
    rule("上(?P<step>[百千])(?=[万家个人])", lambda m: f"超过{_STEPS[m['step']]}"), rule("上亿", "超过1亿"),
    rule(f"百分之(?P<run>[{CHARS}]+|\\d+)(?P<open>[几多])", _hundredths),
    rule("百分之十几", "11~19%"), rule("[两双]位数的?(?=增|下|上|涨|跌|减|提)", "至少10%的"),
    rule(f"百分之({_ONE})({_ONE})(十?)(?![点百分])", _hundredths_adjacent),
    rule("(?<=[\\d一二两三四五六七八九十])个点(?!数)", "%"),
    rule(f"({_ONE}|\\d)成([一二三四五六七八九半])", _tenths),
    rule("一大半|一多半|大半", "55~95%"), rule("小一半|小半|不到一半", "不到50%"),
    rule("(?:占|有|是|对)半(?=[，,。]|$)", "占50%"), rule("一半", "50%"),
    rule(f"(?P<run>{_RUN})个半(?P<unit>月)", lambda m: _halved(m).replace("月", "个月")),
    rule("半个月", "15天"), rule("(?<![上下])半年", "6个月"), rule("半个亿", "5000万"),
    rule(f"(?P<size>[大小])?(?P<head>[{CHARS}]*(?:[千百十]))?几(?P<step>[十百千]?)(?P<unit>{_SCALE})", _several),
    rule(f"(?P<run>{_RUN})[来把](?P<unit>{_SCALE})", _some),
    rule(f"(?P<run>{_RUN})[多余](?P<unit>{_SCALE})", _more),
    rule(f"(?P<run>{_RUN})(?P<unit>成|万|亿|倍)[多余](?!一点|点)", _more_after),
    rule(f"(?P<head>(?:{_ONE}?[千百十]零?)*)(?P<a>{_ONE})(?P<b>{_ONE})(?P<step>[十百千]?)(?P<unit>{_SCALE})", _adjacent),
)  # fmt: skip
"""In order; each works on what the one before it left."""


def relative_years(anchor: int) -> tuple[Rewrite, ...]:
    """去年, 前年, 今年 as years, where the last full year is known."""
    return (
        rule("大前年", f"{anchor - 2}年"),
        rule("前年", f"{anchor - 1}年"),
        rule("去年|上一年度?|上年度?", f"{anchor}年"),
        rule("今年|本年度?", f"{anchor + 1}年"),
        rule("明年|来年", f"{anchor + 2}年"),
        rule("(?<![\\d年])年[底末终]", f"{anchor}年末"),
    )
