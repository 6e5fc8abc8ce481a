"""Changes of a memo that leave it true, each by a rule with its reason. None asks the checker."""

import re
from collections.abc import Sequence
from typing import Final

from assistant.domain.case import CaseFile
from assistant.domain.figures import Figure
from assistant.domain.periods import brief
from assistant.domain.quantities import Lang
from evals.mutations import Mutant, Sort

_TITLE: Final = re.compile(r"\*\*[^*]+\*\*")


def told_by(case: CaseFile) -> set[str]:
    """Every sentence of the case's statements, as memos print them."""
    texts = [t for s in case.statements for t in (s.text_zh, s.text_en)]
    return {_flat(form) for text in texts for form in (text, brief(text))}


def _flat(text: str) -> str:
    """A sentence without list marker, source marks and full stop."""
    return re.sub(r"\[\^\d+\]", "", text).strip("-* \n").rstrip(" .。").lower()


def unchanged_by(
    block: str, mutant: Mutant, sentences: Sequence[str], told: set[str], case: CaseFile
) -> str:
    """The rule by which a change leaves the text true; '' where it doesn't."""
    if mutant.sort in (Sort.NUMERAL, Sort.UNIT) and _is_zero(block, mutant):
        return "zero in any scale and sign is zero"
    title = _TITLE.match(block)
    if title is not None and mutant.end <= title.end():
        return "a paragraph's title claims nothing"
    if sentences and all(_flat(sentence) in told for sentence in sentences):
        return "the changed sentence is itself a statement of the file"
    if mutant.sort is Sort.LABEL and block.startswith("|") and _same_row(block, mutant, case):
        return "the other label's figures print the same"
    if mutant.sort in (Sort.LABEL, Sort.PERIOD) and any(_is_true(s, case) for s in sentences):
        return "another figure has that value at that time"
    return ""


def _is_true(sentence: str, case: CaseFile) -> bool:
    """Whether a sentence of one value names label, period and value of one figure, no more."""
    words = _flat(sentence)
    for figure in case.figures:
        if figure.period is None:
            continue
        for lang in Lang:
            named = brief(figure.period.label(lang))
            parts = (figure.label(lang), named, figure.text(lang))
            rest = words
            for part in parts:
                head, found, tail = rest.partition(part.lower())
                if not found:
                    break
                rest = f"{head} {tail}"
            else:
                if not re.search(r"\d", rest):
                    return True
    return False


_SCALES: Final = (
    "sign",
    "point",
    "%>‰",
    "元>万元",
    "万元>亿元",
    "万元>元",
    " months> years",
    "个月>年",
)


def _is_zero(block: str, mutant: Mutant) -> bool:
    """Whether a zero changes only its sign, point or a unit of the same kind."""
    number = re.search(
        r"[\d.,]+\Z", block[: mutant.end if mutant.sort is Sort.NUMERAL else mutant.start]
    )
    return number is not None and not number[0].strip("0.,") and mutant.rule in _SCALES


def _same_row(block: str, mutant: Mutant, case: CaseFile) -> bool:
    """Whether every cell of the row is what the other label's figures print."""
    start = block.rfind("\n", 0, mutant.start) + 1
    row = block[start : block.find("\n", mutant.end) % (len(block) + 1)]
    cells = [re.sub(r"\[\^\d+\]", "", cell).strip() for cell in row.strip(" |").split("|")[1:]]
    other = mutant.words.lower()
    printed = {text for f in case.figures for text in _printed(f) if other in _labels(f)}
    return bool(cells) and all(cell in printed for cell in cells)


def _labels(figure: Figure) -> tuple[str, str]:
    return figure.label_zh.lower(), figure.label_en.lower()


def _printed(figure: Figure) -> list[str]:
    return [figure.text(lang) for lang in Lang]
