"""Words for verdicts' reasons, in the language of the checked sentence."""

from typing import Final

from assistant.domain.figures import Figure
from assistant.domain.quantities import Lang
from assistant.proof.facts import Fact
from assistant.proof.when import When, tags_of

_TEXTS: Final = {
    "unnamed": (
        "句中未写明该数字属于哪项指标",
        "the sentence names no figure that this number belongs to",
    ),
    "other": (
        "该数字所指的事项没有对应的数据",
        "no figure is known for what this number speaks of",
    ),
    "part": (
        "该数字是其中一部分，没有对应的数据",
        "the number is a part, for which there is no figure",
    ),
    "list": (
        "分别列举的数字与项目个数不一致",
        "the list of numbers and the list of things differ in length",
    ),
    "foreign": (
        "该指标是另一口径或另一主体，没有对应的数据",
        "no figure for that variant or that other firm's figure",
    ),
    "none": (
        "没有该指标在该期间的数据",
        "no figure of that metric and period",
    ),
    "missing": (
        "该指标缺失",
        "that figure is missing",
    ),
    "candidate": (
        "与待确认的候选值一致，尚未核实",
        "matches a candidate that nobody has confirmed yet",
    ),
    "supposed": (
        "句子只是设定一种情形，并未断言",
        "the sentence only supposes this",
    ),
    "operands": (
        "缺少计算所需的数据",
        "the operands of this operation are not all known",
    ),
    "limit": (
        "没有找到该阈值的出处",
        "no source is known for this threshold",
    ),
    "long": (
        "数字过长，无法核对",
        "the number is too long to check",
    ),
    "blank": (
        "应填数字处为空白",
        "a blank stands where a number belongs",
    ),
    "cause": (
        "原因没有可加总的数据支持",
        "no figures that add up are known for this cause",
    ),
    "loose": (
        "范围过宽，几乎没有说明什么",
        "true, but so loose a bound that it says next to nothing",
    ),
    "denied": (
        "否定的说法无法证明",
        "a denied number can't be proved",
    ),
    "unknown_reference": (
        "引用的指标不存在",
        "the reference names no known figure",
    ),
    "second_unit": (
        "引用之后又写了另一个单位",
        "a second unit follows the reference",
    ),
    "undecided": (
        "没有数据可以判定这一说法",
        "no figure decides what this says",
    ),
    "time": (
        "句中未写明期间，与最近一期不符",
        "no period is named, and the latest figure differs",
    ),
}


def say(code: str, lang: Lang) -> str:
    """The fixed reason called ``code``."""
    zh, en = _TEXTS[code]
    return zh if lang is Lang.ZH else en


def is_value(fact: Fact, lang: Lang) -> str:
    """``net profit 2024 is CNY 1.87 million``."""
    return _is(fact.figure, fact.name(lang), lang)


def _is(figure: Figure, name: str, lang: Lang) -> str:
    joiner = "为" if lang is Lang.ZH else " is "
    return f"{name}{joiner}{figure.text(lang)}"


def value_matches(other: Fact, told: str, lang: Lang) -> str:
    """``value matches net profit 2022, sentence says 2023``."""
    if lang is Lang.ZH:
        return f"该数值与{other.name(lang)}一致，句中写的是{told}"
    return f"value matches {other.name(lang)}, sentence says {told}"


def disagrees(fact: Fact, how: str, lang: Lang) -> str:
    """Why a number differs from the figure it is bound to."""
    if how == "sign":
        note = "正负号相反" if lang is Lang.ZH else "the sign differs"
    elif how.startswith("scale:"):
        power = how.partition(":")[2]
        note = (
            f"相差10的{power}次方倍（单位错误）"
            if lang is Lang.ZH
            else f"off by 10^{power} (wrong unit)"
        )
    elif how == "unit":
        note = "单位不符" if lang is Lang.ZH else "the unit differs"
    elif how == "currency":
        note = "币种不符" if lang is Lang.ZH else "the currency differs"
    else:
        return is_value(fact, lang)
    return f"{is_value(fact, lang)}{'，' if lang is Lang.ZH else ': '}{note}"


def denied(reason: str, lang: Lang) -> str:
    """The sentence denies what is true."""
    return (
        f"句中否定了实际情况：{reason}" if lang is Lang.ZH else f"the sentence denies it: {reason}"
    )


def altered(statement: str, said: str, lang: Lang) -> str:
    """A copy of a statement says something else in one place."""
    if lang is Lang.ZH:
        return f"与案卷中的语句不一致（原文为“{said.strip() or '无此处文字'}”）：{statement}"
    had = said.strip() or "nothing"
    return f"differs from the file's statement (it has “{had}” there): {statement}"


def computed(operation: str, value: str, lang: Lang) -> str:
    """``growth of net profit 2023 to 2024 is -40.1%``."""
    return f"{operation}{'为' if lang is Lang.ZH else ' is '}{value}"


def when_text(when: When | None, lang: Lang) -> str:
    """A mention's period as reasons name it."""
    if when is None:
        return "未写期间" if lang is Lang.ZH else "no period"
    groups = tags_of(when)
    return groups[0][0] if groups else ("该期间" if lang is Lang.ZH else "that period")
