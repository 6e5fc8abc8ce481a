"""DOCX and XLSX are archives: tells what one holds and refuses bombs before a parser sees it."""

import zipfile
import zlib
from pathlib import Path
from typing import Final

from retrieval.loading.budget import Budget, UnreadableDocument

_ENTRIES: Final = 20_000
_SMALL: Final = 20_000_000
_RATIO: Final = 150
_BLOCK: Final = 1 << 20


def verify_archive(path: Path, budget: Budget) -> None:
    """Unpack once into nothing, counting, so that neither size nor checksum can lie.

    Raises:
        UnreadableDocument: a bomb, or a damaged or encrypted archive.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            verify_claims(entries, path.stat().st_size, budget)
            _count_bytes(archive, entries, budget)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise UnreadableDocument(
            f"the file is damaged or cut off ({error})",
            hint="open it in the program that made it, save it anew and add it again",
            zh=f"文件已损坏或不完整（{error}）",
            zh_hint="请用原来的程序打开另存后重新加入",
        ) from error
    except (RuntimeError, NotImplementedError) as error:
        raise UnreadableDocument(
            f"the file can't be unpacked ({error})",
            hint="save it without a password",
            zh=f"文件无法解压（{error}）",
            zh_hint="请另存为不加密的文件",
        ) from error


def verify_claims(entries: list[zipfile.ZipInfo], size: int, budget: Budget) -> None:
    """Refuse an archive whose own list tells of too many parts or too much in too little.

    Raises:
        UnreadableDocument: a bomb.
    """
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > _ENTRIES:
        raise _bomb(f"{len(entries):,} parts", f"{len(entries):,}个部分")
    if unpacked > budget.limits.bytes or (unpacked > _SMALL and unpacked > _RATIO * max(size, 1)):
        raise _bomb(
            f"{unpacked / 1e6:,.0f} MB from {size / 1e6:,.1f} MB",
            f"{unpacked / 1e6:,.0f} MB（压缩后{size / 1e6:,.1f} MB）",
        )


def _count_bytes(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], budget: Budget) -> None:
    total = 0
    for entry in entries:
        with archive.open(entry) as part:
            while block := part.read(_BLOCK):
                total += len(block)
                if total > budget.limits.bytes:
                    raise _bomb(
                        f"more than {budget.limits.bytes / 1e6:,.0f} MB",
                        f"{budget.limits.bytes / 1e6:,.0f} MB以上",
                    )
                budget.tick()


def _bomb(what: str, zh: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"the file unpacks to {what}: refused as a zip bomb",
        hint="save only the sheets or chapters that matter into a file of their own",
        zh=f"文件解压后达{zh}：按压缩炸弹拒收",
        zh_hint="请只把需要的工作表或章节另存为单独的文件",
    )
