"""What the first run decides: written once into ``config.toml``, where it can be changed."""

import os
from pathlib import Path

import tomlkit

from assistant.domain.quantities import Lang
from assistant.errors import InputError
from assistant.settings import CONFIG, DEFAULT_HOME, Settings, settings_from


def is_begun(settings: Settings) -> bool:
    """Whether there is a home: one that was used, or set up."""
    return settings.home.is_dir()


def begin(home: Path, lang: Lang, model: dict[str, str], offered: Path) -> Settings:
    """Make a home and write its configuration.

    Args:
        home: the folder for cases.
        lang: language of the screen.
        model: ``llm_base_url``, ``llm_model`` and ``llm_api_key``, as far as there are any.
        offered: the folder that a start looks in; where another was chosen, the usual folder's
            configuration names it, so that the next start finds it.

    Returns:
        The settings as the next start reads them.

    Raises:
        InputError: the folder can't be made or written to.
    """
    home = home.expanduser().absolute()
    try:
        _write(home, {"lang": lang.value, **{k: v for k, v in model.items() if v}})
        if home != offered:
            _write(DEFAULT_HOME.expanduser(), {"home": str(home)})
    except OSError as error:
        raise InputError(
            f"{home} can't be made: {error.strerror}",
            "choose a folder that you may write to",
            zh=f"{home} 无法建立：{error.strerror}",
            zh_hint="请选一个有写入权限的文件夹",
        ) from error
    return settings_from(home=home)


def _write(folder: Path, values: dict[str, str]) -> None:
    """Set values in a folder's configuration; what else stands in it stays."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / CONFIG
    document = tomlkit.parse(path.read_text("utf-8")) if path.is_file() else tomlkit.document()
    document.update(values)
    draft = path.with_suffix(".new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(tomlkit.dumps(document))
    draft.replace(path)
