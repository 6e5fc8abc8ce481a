"""Settings: flags beat environment beats ``config.toml``. The only reader of the environment."""

import getpass
import os
import tomllib
from pathlib import Path
from typing import Any, Final

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from assistant.domain.quantities import Lang
from assistant.errors import UsageError

_QUIET: Final = {
    "ANONYMIZED_TELEMETRY": "False",
    "CHROMA_TELEMETRY_IMPL": "chromadb.telemetry.product.NoopProductTelemetryClient",
    "DO_NOT_TRACK": "1",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_TRACING": "false",
    "OTEL_SDK_DISABLED": "true",
}
"""Telemetry and hub downloads of every dependency, off (law 5)."""


CONFIG: Final = "config.toml"
DEFAULT_HOME: Final = Path("~/.tallystick")


class Settings(BaseSettings):
    """Everything that can be set from outside."""

    model_config = SettingsConfigDict(
        env_prefix="TALLYSTICK_", extra="ignore", frozen=True, populate_by_name=True
    )

    home: Path = DEFAULT_HOME
    """Folder of cases, policies, models and the home log."""
    lang: Lang = Lang.ZH
    """Language of the screen and of answers to questions whose language is unclear."""
    by: str = ""
    """Who acts; the operating-system user where it is empty."""
    llm_base_url: str = Field(
        "", validation_alias=AliasChoices("TALLYSTICK_LLM_BASE_URL", "OPENAI_BASE_URL")
    )
    """An OpenAI-compatible endpoint; empty means the offline analyst."""
    llm_model: str = Field(
        "", validation_alias=AliasChoices("TALLYSTICK_LLM_MODEL", "OPENAI_MODEL")
    )
    llm_api_key: SecretStr = Field(
        SecretStr(""), validation_alias=AliasChoices("TALLYSTICK_LLM_API_KEY", "OPENAI_API_KEY")
    )
    llm_timeout_s: float = 60.0
    embeddings: str = "local"
    """``local`` (multilingual-e5-small in the wheel), ``off``, or an endpoint's base URL."""
    embeddings_model: str = "text-embedding-3-small"
    policy: str = "sme-working-capital"
    """Policy id; looked up in ``home/policies`` first, then among the shipped ones."""
    speech_model: str = ""
    """A faster-whisper folder, or a name under ``home/models``; empty for the packaged model."""
    theme: str = "textual-dark"
    keys: dict[str, str] = Field(default_factory=dict)
    """Keys of the app by the name of what they do: ``copy = "ctrl+y"``, ``add = "f10,a"``."""
    vi_moves: bool = False
    """Whether ``j k h l g G ^d ^u`` move the cursor in lists and tables too."""
    editor: str = Field("", validation_alias=AliasChoices("TALLYSTICK_EDITOR", "VISUAL", "EDITOR"))
    """The command that opens a text for editing, with its options."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags (init) beat the environment; ``config.toml`` comes in as defaults."""
        del settings_cls, dotenv_settings, file_secret_settings
        return init_settings, env_settings

    @property
    def actor(self) -> str:
        """Who acts: ``--by`` or the operating-system user."""
        return self.by or self.account

    @property
    def account(self) -> str:
        """The operating-system user."""
        return getpass.getuser()


def settings_from(**flags: Any) -> Settings:  # noqa: ANN401  pydantic parses each flag
    """Settings from flags (None means not given), environment and ``config.toml``.

    Raises:
        UsageError: a value or the configuration file can't be read.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        settings = Settings(**given)
        home = settings.home.expanduser().absolute()
        stored = _stored(home)
        if "home" in stored and "home" not in settings.model_fields_set:
            home = Path(stored["home"]).expanduser().absolute()
            stored = _stored(home)
        explicit = {name: getattr(settings, name) for name in settings.model_fields_set}
        return Settings.model_construct(
            **{**Settings(**stored).model_dump(), **explicit, "home": home}
        )
    except (ValueError, OSError) as error:
        raise UsageError(
            f"settings can't be read: {error}",
            "see config.toml and TALLYSTICK_*",
            zh=f"设置无法读取：{error}",
            zh_hint="请检查 config.toml 和 TALLYSTICK_* 环境变量",
        ) from error


def _stored(home: Path) -> dict[str, Any]:
    """What a home's configuration says."""
    config = home / CONFIG
    return tomllib.loads(config.read_text("utf-8")) if config.is_file() else {}


def silence_telemetry() -> None:
    """Switch off every dependency's telemetry; call before any of them is imported."""
    os.environ.update(_QUIET)


def evaluation_data() -> Path:
    """Folder of real evaluation data (``TALLYSTICK_EVAL_DATA``); it may not exist."""
    return Path(os.environ.get("TALLYSTICK_EVAL_DATA", "../shared/data"))


def peers_python() -> Path | None:
    """Interpreter that has other published checkers (``TALLYSTICK_PEERS_PYTHON``), to compare."""
    path = os.environ.get("TALLYSTICK_PEERS_PYTHON")
    return Path(path) if path else None
