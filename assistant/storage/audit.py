"""Verifying a case: its chain, its head in the home log, its contents and its files."""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from assistant.domain.model import Record
from assistant.domain.tongues import two_tongued
from assistant.errors import InputError
from assistant.storage.chain import AuditLine, chain_problems, lines_of
from assistant.storage.contents import all_parts, content_digests
from assistant.storage.files import file_digest
from assistant.storage.home import Home
from assistant.storage.home_log import Head, HomeLog, Tombstone, tombstone_problems
from assistant.storage.opened_case import CaseStore
from assistant.storage.reading import expected_files

__all__ = [
    "AuditLine",
    "AuditVerdict",
    "Tombstone",
    "inner_problems",
    "outer_problems",
    "verify",
    "verify_home",
]


class AuditVerdict(Record):
    """Outcome of a verification."""

    ok: bool
    lines: int
    """Lines of the log that were read."""
    problems: tuple[str, ...] = ()
    """Each in both languages (``domain.tongues``)."""
    notes: tuple[str, ...] = ()
    """What is no sign of tampering but worth saying."""


def verify(store: CaseStore) -> AuditVerdict:
    """Whether the case is what its log says, and the log what was written.

    Finds a line that was changed, removed or re-ordered, a tail that was cut (by the home log),
    contents changed outside the program, and kept files that are missing or changed. It can't
    find a forgery by somebody who rewrites the case and the home log alike.

    Raises:
        StorageError: the database can't be read at all.
    """
    lines = store.audit_lines()
    head = store.home_log.head(store.id)
    problems = (*outer_problems(store), *inner_problems(store))
    return AuditVerdict(
        ok=not problems, lines=len(lines), problems=problems, notes=_notes(lines, head)
    )


def inner_problems(store: CaseStore) -> tuple[str, ...]:
    """What is wrong with the case taken by itself: chain, contents, files."""
    return store.read(lambda connection: _inner_problems(store, connection))


def _inner_problems(store: CaseStore, connection: Connection) -> tuple[str, ...]:
    lines = lines_of(connection)
    contents = content_digests(connection, all_parts(connection))
    return (
        *chain_problems(store.id, lines),
        *_content_problems(lines, contents),
        *_file_problems(store, expected_files(connection)),
    )


def outer_problems(store: CaseStore) -> tuple[str, ...]:
    """What the home log has against the case, now or when it was written to."""
    head = store.home_log.head(store.id)
    return (*_head_problems(store.audit_lines(), head), *store.home_log.breaks(store.id))


def verify_home(home: Home) -> AuditVerdict:
    """Whether the tombstones are as they were written, and no case went without one."""
    log = HomeLog(home)
    stones = log.tombstones()
    vanished = sorted(log.known() - frozenset(home.case_ids()))
    problems = (
        *tombstone_problems(stones),
        *(
            two_tongued(
                f"案卷 {case_id} 不见了，却没有删除记录",
                f"case {case_id} is gone without a tombstone",
            )
            for case_id in vanished
        ),
    )
    return AuditVerdict(ok=not problems, lines=len(stones), problems=problems)


def _head_problems(lines: Sequence[AuditLine], head: Head | None) -> tuple[str, ...]:
    if head is None:
        return (
            two_tongued(
                "主目录日志中没有本案卷：案卷是复制进来的，或日志被替换",
                "the home log doesn't know this case: it was copied in, or the log was replaced",
            ),
        )
    last = lines[-1].seq if lines else 0
    if head.seq > last:
        return (
            two_tongued(
                f"日志末尾被截断：主目录日志记到第{head.seq}行，案卷只到第{last}行",
                f"the tail is cut: the home log has line {head.seq}, the case ends at {last}",
            ),
        )
    if all((line.seq, line.digest) != head for line in lines):
        return (
            two_tongued(
                f"第{head.seq}行与主目录日志所记的不同",
                f"line {head.seq} is not the one that the home log remembers",
            ),
        )
    return ()


def _notes(lines: Sequence[AuditLine], head: Head | None) -> tuple[str, ...]:
    """A home log that lags behind: a process was killed between the two commits."""
    if head is None or not lines or head.seq >= lines[-1].seq:
        return ()
    return (
        two_tongued(
            f"主目录日志记到第{head.seq}行，案卷共{lines[-1].seq}行；下次写入时补齐",
            f"the home log is at line {head.seq} of {lines[-1].seq}; the next write brings it up",
        ),
    )


def _content_problems(
    lines: Sequence[AuditLine], contents: Mapping[str, str | None]
) -> tuple[str, ...]:
    """Parts that don't hold what the last line that speaks of them says."""
    stated: dict[str, str | None] = {}
    for line in lines:
        stated.update(_stated(line))
    names = sorted(stated.keys() | contents.keys())
    return tuple(
        two_tongued(f"{name} 在程序之外被改动", f"{name} was changed outside the program")
        for name in names
        if stated.get(name) != contents.get(name)
    )


def _stated(line: AuditLine) -> Mapping[str, str | None]:
    try:
        content = json.loads(line.detail).get("content", {})
        return {str(name): digest for name, digest in content.items()}
    except (ValueError, AttributeError):
        return {}


def _file_problems(store: CaseStore, files: frozenset[str]) -> tuple[str, ...]:
    return tuple(filter(None, (_file_problem(store, name) for name in sorted(files))))


def _file_problem(store: CaseStore, name: str) -> str:
    path = store.folder / name
    if not path.is_file():
        return two_tongued(f"缺少 {name}", f"{name} is missing")
    try:
        changed = file_digest(path) != path.name.partition(".")[0]
    except InputError as error:
        return error.both
    return two_tongued(f"{name} 被改动", f"{name} was changed") if changed else ""
