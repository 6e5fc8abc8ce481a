"""How far an answer takes up its question: what it repeats, whether it puts it off, numbers."""

import math
import re
from typing import Final, NamedTuple

from assistant.interview import moods

_STOCK: Final = re.compile(
    r"尊敬的?(?:各位)?(?:投资者|股东|客户)?(?:朋友)?|(?:您|你)们?好|"
    r"(?:非常|衷心)?(?:感谢|谢谢)(?:您|你|投资者|各位|大家)?们?(?:对(?:公司|我们|本公司)?的?)?的?"
    r"(?:关注|支持|建议|提问|理解|问题|来信|提醒|信任|(?:宝贵的?)?意见|时间)?"
    r"(?:[和与及、](?:支持|关注|建议|理解|信任|意见))*"
)
"""Courtesies that answer nothing."""
_PUT_OFF: Final = re.compile(
    r"(?:请|敬请|可以?|参见|详见|查阅|留意|关注|看)[^。]{0,20}"
    r"(?:公告|定期报告|年报|季报|半年报|年度报告|披露|官网|巨潮|报表|账本|财务那)|"
    r"以[^。]{0,16}(?:公告|报告|披露|报表|财务|账)[^。]{0,6}为准|"
    r"(?:如有|若有|如果?有|如涉及|相关(?:事项|信息|情况))[^。]{0,24}(?:披露|公告)|"
    r"披露义务|不太?方?便(?:透露|回答|说)|无法回答|暂不(?:方便|清楚)|"
    r"(?:问|找)(?:一下|下)?(?:我们?的?)?(?:会计|财务|出纳)|"
    r"(?<![a-z])(?:see (?:the|our) (?:accounts|report|website)|"
    r"ask (?:my|our) (?:accountant|bookkeeper)|refer to|"
    r"rather not say|can't comment|no comment)(?![a-z])"
)
"""The answer is said to stand elsewhere."""
_EMPTY: Final = (
    "请问贵公司董秘您好是否有没有什么如何为什么怎么多少能否可以目前现在情况尊敬的谢谢你们我们这个"
)
_BREAKS: Final = re.compile(r"[^\u4e00-\u9fff0-9a-z]+")
_NUMBER: Final = re.compile(r"\d|[一二两三四五六七八九十][成万亿百千家个天月年%]")


class Uptake(NamedTuple):
    """How an answer stands to its question."""

    share: float
    """Of the question's pairs of characters (words of English), those that the answer repeats."""
    repeated: int
    is_put_off: bool
    has_number: bool

    @property
    def evasion(self) -> float:
        """Grows where the question isn't taken up; weights are set on half of the labelled set."""
        taken = 2 * self.share + 0.3 * math.log1p(self.repeated) + self.has_number
        return 0.5 * self.is_put_off - taken


def uptake(question: str, answer: str) -> Uptake:
    """Compare an answer with its question."""
    said = _STOCK.sub("", answer.lower())
    asked, told = _pairs(question.lower()) - _pairs(_EMPTY), _pairs(said)
    both = len(asked & told)
    return Uptake(
        both / max(1, len(asked)), both, is_put_off(answer), _NUMBER.search(said) is not None
    )


def is_put_off(answer: str) -> bool:
    """Whether an answer only says where the answer would be, or that it isn't known."""
    words = answer.lower()
    return _PUT_OFF.search(words) is not None or moods.UNSURE.search(words) is not None


def is_only_courtesy(answer: str) -> bool:
    """Whether nothing but courtesies was said."""
    return not _BREAKS.sub("", _STOCK.sub("", answer.lower()))


def _pairs(text: str) -> set[str]:
    found: set[str] = set()
    for word in _BREAKS.sub(" ", text).split():
        if word.isascii():
            found.add(word)
        else:
            found.update(word[n : n + 2] for n in range(len(word) - 1))
    return found
