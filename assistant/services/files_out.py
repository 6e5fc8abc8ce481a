"""Files that a user asked for, written whole or not at all."""

from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.errors import InputError, StorageError, system_reason


def written(path: Path, formats: Sequence[str], content: Callable[[str], bytes]) -> Path:
    """Write what ``content`` gives for the path's suffix; whole or not at all.

    Raises:
        InputError: the suffix is none of ``formats``, or the folder is absent.
        StorageError: the file can't be written.
    """
    path = writable(path, formats)
    return kept(path, content(path.suffix.lower()))


def writable(path: Path, formats: Sequence[str]) -> Path:
    """The whole path of a file that may be written; asked before long work whose result it takes.

    Raises:
        InputError: the suffix is none of ``formats``, or the folder is absent.
    """
    path = path.expanduser().absolute()
    suffix = path.suffix.lower()
    if suffix not in formats:
        raise InputError(
            f"{path.name}: can't write {suffix or 'a file without suffix'}",
            f"use {', '.join(formats)}",
            zh=f"{path.name}：不能写成{f' {suffix} ' if suffix else '没有后缀的'}文件",
            zh_hint=f"请用 {'、'.join(formats)}",
        )
    if not path.parent.is_dir():
        raise InputError(
            f"{path.parent} is no folder",
            "create it, or choose another place",
            zh=f"{path.parent} 不是文件夹",
            zh_hint="请先建立，或换一个位置",
        )
    return path


def kept(path: Path, data: bytes | str) -> Path:
    """Write a file whole or not at all; its folder is made where absent.

    Raises:
        StorageError: it can't be written.
    """
    draft_path = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft_path.write_bytes(data.encode() if isinstance(data, str) else data)
        draft_path.replace(path)
    except OSError as error:
        draft_path.unlink(missing_ok=True)
        raise StorageError(
            f"{path} can't be written: {system_reason(error, 'en')}",
            "choose another place",
            zh=f"{path} 无法写入：{system_reason(error, 'zh')}",
            zh_hint="请换一个位置",
        ) from error
    return path
