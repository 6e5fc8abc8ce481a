"""Words for people about a turn: what failed at the model's end, and what to do. zh and en."""

from typing import Final

from assistant.conversation.events import Notice
from assistant.domain.quantities import Lang
from assistant.domain.tongues import Tongues
from assistant.llm.failures import EndpointFailure, FailureKind

_TEXTS: Final[dict[FailureKind, tuple[str, str, str, str]]] = {
    FailureKind.UNREACHABLE: (
        "连不上模型服务",
        "The model endpoint can't be reached",
        "检查 TALLYSTICK_LLM_BASE_URL 和服务是否在运行",
        "check TALLYSTICK_LLM_BASE_URL and that the server is running",
    ),
    FailureKind.UNAUTHORISED: (
        "模型服务拒绝了密钥",
        "The model endpoint refused the key",
        "检查 TALLYSTICK_LLM_API_KEY",
        "check TALLYSTICK_LLM_API_KEY",
    ),
    FailureKind.BUSY: (
        "模型服务繁忙或额度已用完（429）",
        "The model endpoint is busy or the quota is used up (429)",
        "稍后再问，或换一个模型服务",
        "ask again in a while, or use another endpoint",
    ),
    FailureKind.TIMEOUT: (
        "模型服务没有在限定时间内回应",
        "The model endpoint did not answer in time",
        "稍后再问，或调大 TALLYSTICK_LLM_TIMEOUT_S",
        "ask again, or raise TALLYSTICK_LLM_TIMEOUT_S",
    ),
    FailureKind.CUT: (
        "模型的回答中途断了",
        "The model's answer broke off in the middle",
        "已核对的句子保留；需要时再问一次",
        "the sentences already checked stay; ask again if you need more",
    ),
    FailureKind.NOT_FOUND: (
        "模型服务没有这个模型或地址",
        "The endpoint has no such model or path",
        "检查 TALLYSTICK_LLM_MODEL 和 TALLYSTICK_LLM_BASE_URL",
        "check TALLYSTICK_LLM_MODEL and TALLYSTICK_LLM_BASE_URL",
    ),
    FailureKind.SERVER: (
        "模型服务内部出错",
        "The model endpoint failed inside",
        "查看该服务的日志，或稍后再问",
        "look at its log, or ask again later",
    ),
    FailureKind.REFUSED: (
        "模型服务不接受这个请求",
        "The model endpoint did not accept the request",
        "换一个支持 OpenAI 聊天接口的模型",
        "use a model that speaks the OpenAI chat protocol",
    ),
    FailureKind.MALFORMED: (
        "模型给出的工具调用无法解析",
        "The model's tool calls can't be read",
        "换一个支持工具调用的模型",
        "use a model that can call tools",
    ),
    FailureKind.UNREADABLE: (
        "该地址返回的不是聊天接口的应答",
        "What the endpoint sent is no chat completion",
        "检查 TALLYSTICK_LLM_BASE_URL，通常以 /v1 结尾",
        "check TALLYSTICK_LLM_BASE_URL; it usually ends in /v1",
    ),
    FailureKind.ENDLESS: (
        "模型写个不停，已停止",
        "The model wrote on and on and was stopped",
        "换一种问法，或换一个模型",
        "put the question another way, or use another model",
    ),
    FailureKind.LOOP: (
        "模型反复调用工具而不作答，已停止",
        "The model kept calling tools without answering and was stopped",
        "换一种问法",
        "put the question another way",
    ),
    FailureKind.EMPTY: (
        "模型没有给出任何文字",
        "The model answered without a word",
        "换一种问法",
        "put the question another way",
    ),
}


def failure_words(failure: EndpointFailure) -> Tongues:
    """What failed, without a turn around it."""
    zh, en, *_ = _TEXTS[failure.kind]
    words = failure.detail.strip().rstrip(".。")
    return Tongues(f"{zh}：{words}", f"{en}: {words}") if words else Tongues(zh, en)


def failure_notice(failure: EndpointFailure, lang: Lang) -> Notice:
    """What failed, that the offline analyst takes over, and the way out."""
    told = failure_words(failure).text(lang)
    _, _, hint_zh, hint_en = _TEXTS[failure.kind]
    if lang is Lang.ZH:
        return Notice(text=f"{told}。本轮由离线分析员作答。", hint=hint_zh)
    return Notice(text=f"{told}. The offline analyst answers this turn.", hint=hint_en)


def redraft_notice(failure: EndpointFailure, lang: Lang) -> Notice:
    """What failed while false sentences were to be rewritten; they are struck instead."""
    zh, en, hint_zh, hint_en = _TEXTS[failure.kind]
    if lang is Lang.ZH:
        return Notice(text=f"{zh}；未通过核对的句子已删去。", hint=hint_zh)
    return Notice(text=f"{en}; the sentences that failed the check are struck.", hint=hint_en)


def stopped_notice(lang: Lang) -> Notice:
    """The user called the turn off."""
    if lang is Lang.ZH:
        return Notice(text="已停止。", hint="已显示的内容保留")
    return Notice(text="Stopped.", hint="what is shown stays")


def nothing_left(lang: Lang) -> Notice:
    """Every sentence was struck."""
    if lang is Lang.ZH:
        return Notice(text="回答没有一句通过核对。", hint="换一种问法，或查看数字一栏")
    return Notice(
        text="No sentence of the answer passed the check.",
        hint="put the question another way, or look at the figures",
    )
