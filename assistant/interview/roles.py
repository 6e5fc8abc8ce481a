"""Who seems to be the owner: by what speakers are called, else by who answers. A guess only."""

import re
from collections.abc import Sequence
from typing import Final

from assistant.domain.interviews import SaidLine

_OWNERS: Final = re.compile(
    r"老板|老总|企业主|业主|法人|法定代表|董事长|总经理|实控|实际控制|受访|owner|founder|ceo|director|borrower|applicant|customer|answer|\Aa\Z",
    re.IGNORECASE,
)
_MANAGERS: Final = re.compile(
    r"客户经理|信贷|银行|访谈|采访|经办|主办|提问|rm\Z|relationship|banker|lender|officer|interviewer|manager|question|\Aq\Z",
    re.IGNORECASE,
)
_ASKS: Final = re.compile(
    r"[？?]|多少|几[家个成年天月笔人]|有没有|是不是|吗(?=[，。？]|\Z)|"
    r"(?<![a-z])(?:how (?:much|many|long)|what|which|why|could you|can you|do you|have you|"
    r"are there)(?![a-z])",
    re.IGNORECASE,
)


def is_question(text: str) -> bool:
    """Whether words ask something."""
    return _ASKS.search(text) is not None


def guessed_owner(lines: Sequence[SaidLine]) -> str:
    """The speaker who seems to be the owner; '' where nothing was said.

    A name decides where it tells ("老板", "owner"); else whoever isn't named a bank's person and
    asks the smallest share of the questions.
    """
    speakers = tuple(dict.fromkeys(line.speaker for line in lines))
    named = [s for s in speakers if _OWNERS.search(s) and not _MANAGERS.search(s)]
    if len(named) == 1:
        return named[0]
    left = named or [s for s in speakers if not _MANAGERS.search(s)] or list(speakers)
    return min(left, key=lambda s: (_asking(lines, s), -_length(lines, s)), default="")


def is_manager(label: str) -> bool:
    """Whether a label names the bank's person."""
    return _MANAGERS.search(label) is not None


def _asking(lines: Sequence[SaidLine], speaker: str) -> float:
    own = [line for line in lines if line.speaker == speaker]
    return sum(is_question(line.text) for line in own) / len(own)


def _length(lines: Sequence[SaidLine], speaker: str) -> int:
    return sum(len(line.text) for line in lines if line.speaker == speaker)
