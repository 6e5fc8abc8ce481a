"""Sentences that say what is not in the file, and what to ask the firm for."""

from collections.abc import Sequence
from typing import Final

from assistant.domain.figures import Figure, Statement, StatementKind
from assistant.domain.quantities import Lang
from assistant.domain.toolspec import ToolResult
from assistant.llm.concepts import Concept
from assistant.llm.everyday import to_ask_for
from assistant.llm.steps import ABSENT
from assistant.llm.times import latest_first
from assistant.tools.context import ToolContext
from assistant.tools.results import result

_NEAR: Final = 6
"""Periods that are named where the one asked for is absent."""


def absence(key: str, zh: str, en: str) -> Statement:
    """One sentence or two about what isn't there."""
    return Statement(
        key=f"{ABSENT}{key}", kind=StatementKind.MISSING, text_zh=zh, text_en=en, figures=()
    )


def no_measure(
    context: ToolContext, keys: Sequence[str], held: Sequence[Figure] = (), period: str = ""
) -> ToolResult:
    """That the file has no value of a measure, or none for the period asked for."""
    key = keys[0]
    papers = to_ask_for([key])
    labels = [context.vocabulary.label(key, lang) for lang in Lang]
    if labels == [key, key]:
        labels = [papers[0][0], papers[0][1].removeprefix("the ")]
    periods = latest_first(f.period for f in held if f.period)[:_NEAR]
    if periods and period:
        zh_have = "、".join(p.label(Lang.ZH) for p in periods)
        en_have = ", ".join(p.label(Lang.EN) for p in periods)
        zh = f"卷内没有{period}的{labels[0]}；有的期间：{zh_have}。"
        en = f"The file has no {labels[1]} for {period}; it has {en_have}."
    else:
        zh, en = f"卷内没有{labels[0]}。", f"The file has no {labels[1]}."
    zh_ask, en_ask = asking(papers)
    return result(context.lang, statements=[absence(key, f"{zh}{zh_ask}", f"{en} {en_ask}")])


def to_be_asked(key: str) -> Statement:
    """What to ask for where a measure can't be computed."""
    zh, en = asking(to_ask_for([key]))
    return absence(f"ask:{key}", zh, en)


def unwritten(papers: Sequence[Concept], ideas: Sequence[Concept], *, held: bool) -> Statement:
    """That no document is of the kind asked for, or none speaks of the matter.

    Args:
        papers: kinds of documents that the question names.
        ideas: matters that it names.
        held: whether the file has a document of that kind.
    """
    named = [c for c in (*papers, *ideas) if c.ask_zh]
    zh_ask, en_ask = asking([(named[0].ask_zh, named[0].ask_en)]) if named else ("", "")
    if papers and not held:
        zh, en = f"卷内没有{papers[0].zh}。", f"The file has no {papers[0].en}."
    elif papers and ideas:
        zh = f"卷内的{papers[0].zh}没有写明{ideas[0].zh}。"
        en = f"The {papers[0].en} in the file says nothing of {ideas[0].en}."
        zh_ask = en_ask = ""
    elif papers:
        zh = f"卷内的{papers[0].zh}中没有直接回答此问的语句。"
        en = f"No sentence of the {papers[0].en} in the file answers that outright."
        zh_ask = en_ask = ""
    else:
        about = ideas[0]
        zh, en = f"卷内文件没有提到{about.zh}。", f"No document in the file speaks of {about.en}."
    name = (papers or ideas)[0].name
    return absence(f"words:{name}", f"{zh}{zh_ask}", f"{en} {en_ask}".strip())


def asking(papers: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """A sentence that names what to ask for, zh and en."""
    zh = "；".join(zh for zh, _ in papers)
    en = "; ".join(en for _, en in papers)
    return f"可向企业索取：{zh}。", f"Ask the firm for {en}."
