"""Fixed words of the offline analyst: who it is, what is not in the file and whom to ask for it."""

from collections.abc import Iterator

from assistant.domain.quantities import Lang


def introduction(lang: Lang, *, short: bool) -> Iterator[str]:
    """Who answers, and what may be asked."""
    zh = lang is Lang.ZH
    if short:
        yield (
            "您好，我是离线分析员，只按卷内资料作答。" if zh
            else "Hello, I am the offline analyst and answer from this file alone."
        )  # fmt: skip
    else:
        yield (
            "我是离线分析员：按规则查找卷内的数字、政策测试和文件原文，不是语言模型。" if zh
            else "I am the offline analyst: I look up the file's figures, policy tests and "
            "documents by rules, and am not a language model."
        )  # fmt: skip
    yield (
        "可以问指标和趋势、政策测试和余量、评分和额度、预警、缺件、假设情形，或合同怎么写。" if zh
        else "Ask for a measure or its trend, a policy test and its headroom, the score and limit, "
        "warnings, what is missing, a what-if, or what a contract says."
    )  # fmt: skip


def unclear(lang: Lang, *, vague: bool) -> str:
    """That nothing was found, or that the question doesn't say what it is about (``vague``)."""
    if vague and lang is Lang.ZH:
        return (
            "没看出问的是哪一项，请说明指标、往来单位或文件，例如销售额、偿债保障比率、租赁合同。"
        )
    if vague:
        return (
            "I can't tell what that is about; name a measure, a counterparty or a document, such "
            "as net sales, the DSCR or the lease."
        )
    if lang is Lang.ZH:
        return "卷内没有能回答这个问题的内容，请换一种问法，或添加载有该内容的文件。"
    return "Nothing in this file answers that; put it another way, or add a document that would."


def nearest(lang: Lang) -> str:
    """That what follows is only near to what was asked."""
    if lang is Lang.ZH:
        return "卷内没有直接写明，最接近的是："
    return "The file doesn't say exactly that; what comes nearest is this."


def as_sentence(refusal: str, lang: Lang) -> str:
    """A tool's refusal as a sentence."""
    text = refusal.rstrip("。. ")
    return f"{text}。" if lang is Lang.ZH else f"{text[:1].upper()}{text[1:]}."
