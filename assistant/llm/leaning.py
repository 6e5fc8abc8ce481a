"""Fills in what a part of a question leaves to the part before it, or to the question before."""

from dataclasses import replace
from typing import Final

from assistant.llm import cues
from assistant.llm.concepts import papers_in
from assistant.llm.cues import Aspect, Topic
from assistant.llm.parts import Part

_SHORT: Final = 30
"""Characters up to which a question without a topic may lean on the one before it."""
_OTHER_SIDE: Final = {"customers": "suppliers", "suppliers": "customers"}


def leaning(part: Part, last: Part | None, before: Part | None) -> Part:
    """The part with what it leaves out.

    Args:
        part: as its own words say.
        last: the part before it in the same question.
        before: the last part of the question before.
    """
    if last is not None:
        return _beside(part, last)
    return part if before is None else _after(part, before)


def _after(part: Part, before: Part) -> Part:
    leans = bool(cues.LEANING.search(part.text))
    unclear = part.topic is Topic.UNCLEAR and _may_lean(part)
    if unclear or _tests_of(part, before) or (leans and _is_share_of(part, before)):
        return _earlier(part, before) or _inherited(part, before)
    if part.topic is Topic.DOCUMENT and before.topic is Topic.DOCUMENT and leans:
        return replace(part, text=f"{_papers_of(before.text)} {part.text}".strip())
    if cues.CONTINUES.search(part.text) and part.topic in (Topic.MEASURE, Topic.PARTY):
        return _continued(part, before)
    return part


def _beside(part: Part, last: Part) -> Part:
    """The part with what the one before it in the same question says for both."""
    if part.topic is Topic.UNCLEAR or _tests_of(part, last):
        return _inherited(part, last)
    side = part.metrics[0].partition(".")[0] if part.metrics else ""
    other = _OTHER_SIDE.get(side)
    if other and part.metrics == (f"{side}.count",) and last.metrics[0:1]:
        mirrored = tuple(key.replace(f"{other}.", f"{side}.") for key in last.metrics)
        return replace(part, metrics=mirrored) if mirrored != last.metrics else part
    return part


def _may_lean(part: Part) -> bool:
    if cues.LEANING.search(part.text) or cues.YEAR_BEFORE.search(part.text):
        return True
    return len(part.text) <= _SHORT and (part.says_aspect or bool(part.periods))


def _tests_of(part: Part, earlier: Part) -> bool:
    """Whether "does it meet the policy?" is asked of a measure named before."""
    return (
        part.topic is Topic.RULES
        and part.aspect in (Aspect.VERDICT, Aspect.HEADROOM)
        and earlier.topic is Topic.MEASURE
        and not cues.WHICH.search(part.text)
    )


def _earlier(part: Part, before: Part) -> Part | None:
    """The same as before of the year before that: "and the year before?"."""
    if not cues.YEAR_BEFORE.search(part.text):
        return None
    year = next((code[-4:] for code in before.periods if code[-4:].isdigit()), "")
    if not year:
        return replace(before, text=part.text, periods=("P12M",))
    return replace(before, text=part.text, periods=(str(int(year) - 1),))


def _is_share_of(part: Part, before: Part) -> bool:
    """Whether a share is asked of what was spoken of: 它占销售的多少."""
    named = before.metrics[:1] in (("customers.top1_share",), ("suppliers.top1_share",))
    return bool(cues.SHARE.search(part.text)) and (named or before.topic is Topic.PARTY)


def _inherited(part: Part, earlier: Part) -> Part:
    aspect = part.aspect if part.says_aspect else earlier.aspect
    if not part.says_aspect and earlier.aspect in (Aspect.WHY, Aspect.FORMULA, Aspect.SOURCE):
        aspect = Aspect.VALUE
    text = part.text
    if earlier.topic is Topic.DOCUMENT:
        text = f"{earlier.text} {part.text}"
    return replace(
        earlier,
        text=text,
        aspect=aspect,
        periods=part.periods or earlier.periods,
        says_aspect=part.says_aspect or earlier.says_aspect,
    )


def _continued(part: Part, before: Part) -> Part:
    same = before.topic in (Topic.MEASURE, Topic.PARTY)
    aspect = before.aspect if same and not part.says_aspect else part.aspect
    return replace(part, aspect=aspect, periods=part.periods or (before.periods if same else ()))


def _papers_of(text: str) -> str:
    """The kinds of documents that ``text`` speaks of, by name."""
    return " ".join(paper.en if text.isascii() else paper.zh for paper in papers_in(text))
