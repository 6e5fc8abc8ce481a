"""The cases of a home: create, list, find, open, delete."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, insert
from ulid import ULID

from assistant.domain.case import CaseHead, CaseId
from assistant.domain.clock import Clock, system_clock
from assistant.errors import StorageError, UsageError
from assistant.storage import schema
from assistant.storage.arrivals import arriving, buried, home_locked, removed
from assistant.storage.case_writer import CaseWriter
from assistant.storage.chain import AuditLine, Entry, append_line, detail_text, moment_text
from assistant.storage.contents import all_parts, content_digests
from assistant.storage.database import CASE_SCHEMA, is_current, upgrade
from assistant.storage.files import disk_errors
from assistant.storage.home import Home
from assistant.storage.home_log import HomeLog
from assistant.storage.locks import PATIENCE_S
from assistant.storage.opened_case import CaseStore
from assistant.storage.rows import storable

__all__ = [
    "CaseStore",
    "CaseWriter",
    "create_case",
    "delete_case",
    "find_case",
    "list_cases",
    "open_case",
]

_LONGEST_NAME: Final = 200
_USCC: Final = re.compile(r"[0-9A-Z]{18}\Z", re.ASCII)
_SHOWN: Final = 10
"""How many candidates a message lists."""
_NO_CASES: Final = (
    "there are no cases yet: tallystick case new NAME",
    "还没有案卷：tallystick case new 名称",
)


def create_case(home: Home, *, name: str, uscc: str = "", by: str, clock: Clock) -> CaseStore:
    """Make an empty case; a name is only a name, never a path.

    Raises:
        UsageError: the name or the 统一社会信用代码 can't be one.
        StorageError: the folder can't be written.
    """
    name, uscc = _clean_name(name), _clean_uscc(uscc)
    now = clock()
    case_id = CaseId(str(ULID.from_datetime(now)))
    with arriving(home, case_id, by) as store:
        store.database.make()
        upgrade(store.database, CASE_SCHEMA)
        _write_first(store, name, uscc, by, moment_text(now))
    return CaseStore(home, case_id)


def _write_first(store: CaseStore, name: str, uscc: str, by: str, at: str) -> None:
    with store.database.writing() as connection:
        row = {"id": store.id, "name": name, "uscc": uscc, "created_at": at, "touched_at": at}
        connection.execute(insert(schema.case_head).values(open_warnings=0, **row))
        writer = CaseWriter(connection, store.id, store.folder, at)
        writer.detail(name=name, uscc=uscc)
        writer.finish(by, "create", store.id, "")


def _clean_name(name: str) -> str:
    clean = " ".join(storable(name).split())
    if not clean or len(clean) > _LONGEST_NAME or not clean.isprintable():
        raise UsageError(
            f"{name[:40]!r} can't be a case's name",
            f"give the firm's name: 1 to {_LONGEST_NAME} printable characters",
            zh=f"{name[:40]!r} 不能作案卷名称",
            zh_hint=f"请填企业名称：1至{_LONGEST_NAME}个可显示字符",
        )
    return clean


def _clean_uscc(uscc: str) -> str:
    clean = uscc.strip().upper()
    if clean and not _USCC.match(clean):
        raise UsageError(
            f"{uscc[:40]!r} is not a 统一社会信用代码",
            "it has 18 digits and capital letters",
            zh=f"{uscc[:40]!r} 不是统一社会信用代码",
            zh_hint="应为18位数字和大写字母",
        )
    return clean


def list_cases(home: Home) -> tuple[CaseHead, ...]:
    """Every case, last touched first; one that can't be opened says why instead of hiding."""
    gone = buried(home)
    there = (_head(home, case_id) for case_id in home.case_ids() if case_id not in gone)
    heads = [head for head in there if head is not None]
    return tuple(sorted(heads, key=lambda head: (head.touched_at, head.id), reverse=True))


def _head(home: Home, case_id: CaseId) -> CaseHead | None:
    """What the list shows of one case; None where it was deleted meanwhile."""
    try:
        return open_case(home, case_id).head()
    except UsageError:
        return None
    except StorageError as error:
        touched = datetime.fromtimestamp(ULID.from_str(case_id).timestamp, UTC)
        return CaseHead(
            id=case_id, name="", created_at=touched, touched_at=touched, problem=error.both
        )


def find_case(home: Home, ref: str) -> CaseId:
    """The case that ``ref`` means: an id, a unique prefix of one, or a unique name.

    Raises:
        UsageError: no case, or more than one; the message lists them.
    """
    wanted = ref.strip()
    if wanted.upper() in set(home.case_ids()) - buried(home):
        return CaseId(wanted.upper())
    heads = list_cases(home)
    found = [head for head in heads if wanted and _is_meant(head, wanted)]
    if len(found) == 1:
        return found[0].id
    if not found:
        raise UsageError(
            f"no case {ref!r}",
            _candidates("there are", heads),
            zh=f"没有案卷 {ref!r}",
            zh_hint=_candidates("现有：", heads, none=_NO_CASES[1]),
        )
    raise UsageError(
        f"{len(found)} cases match {ref!r}",
        _candidates("say which:", found),
        zh=f"{ref!r} 对应{len(found)}个案卷",
        zh_hint=_candidates("请指明：", found),
    )


def _is_meant(head: CaseHead, wanted: str) -> bool:
    return head.name.casefold() == wanted.casefold() or head.id.startswith(wanted.upper())


def _candidates(words: str, heads: Sequence[CaseHead], none: str = _NO_CASES[0]) -> str:
    if not heads:
        return none
    shown = ", ".join(f"{head.id} {head.name}".strip() for head in heads[:_SHOWN])
    return f"{words} {shown}{', …' if len(heads) > _SHOWN else ''}"


def open_case(
    home: Home, case_id: str, *, clock: Clock = system_clock, patience_s: float = PATIENCE_S
) -> CaseStore:
    """Open a case; reading never waits, and an older schema is upgraded first.

    Args:
        home: where the case lies.
        case_id: its id; see ``find_case`` for prefixes and names.
        clock: gives the moment of an upgrade's audit line.
        patience_s: seconds that another writing process is waited for when writing.

    Raises:
        UsageError: there is no such case.
        StorageError: the case can't be read, or a newer program wrote it.
    """
    store = CaseStore(home, CaseId(case_id), patience_s=patience_s)
    if not store.folder.is_dir():
        raise _no_case(case_id)
    if not store.database.path.is_file():
        raise StorageError(
            f"case {case_id}: {store.database.path} is missing",
            "import the case's last export",
            zh=f"案卷 {case_id}：缺少 {store.database.path}",
            zh_hint="请导入该案卷最近一次导出的文件",
        )
    store.tighten()
    if not is_current(store.database, CASE_SCHEMA):
        if store.database.revision() is None:
            raise StorageError(
                f"case {case_id}: {store.database.path} is not a case's database",
                "move the folder away and import the case's last export",
                zh=f"案卷 {case_id}：{store.database.path} 不是案卷数据库",
                zh_hint="请移走该文件夹，再导入该案卷最近一次导出的文件",
            )
        _upgrade(store, clock)
    return store


def _no_case(case_id: str) -> UsageError:
    return UsageError(
        f"no case {case_id}",
        "`tallystick case list` shows what there is",
        zh=f"没有案卷 {case_id}",
        zh_hint="tallystick case list 列出现有案卷",
    )


def _upgrade(store: CaseStore, clock: Clock) -> None:
    with store.locked("the upgrade"):
        upgrade(
            store.database,
            CASE_SCHEMA,
            lambda connection, before: upgraded_line(connection, store.id, before, clock),
        )
        with store.database.reading() as connection:
            broken = store.broken_head(connection)
        store.keep_head(store.audit_lines()[-1], broken)


def upgraded_line(
    connection: Connection, case_id: str, before: str | None, clock: Clock
) -> AuditLine:
    """Say on the log that the schema changed, and what every part holds since."""
    content = content_digests(connection, all_parts(connection))
    detail = detail_text({"from": before, "to": CASE_SCHEMA.head, "content": content})
    entry = Entry(moment_text(clock()), "tallystick", "upgrade", case_id, "newer program", detail)
    return append_line(connection, case_id, entry)


def delete_case(home: Home, case_id: CaseId, *, by: str, why: str, clock: Clock) -> None:
    """Remove a case and all that is in it; a tombstone stays in the home log.

    Raises:
        UsageError: there is no such case, or no reason was given.
        CaseLocked: another process is writing to it.
        StorageError: the log or the folder can't be written.
    """
    if not why.strip():
        raise UsageError(
            "a case is deleted for a reason",
            "say it: --why TEXT",
            zh="删除案卷须说明理由",
            zh_hint="请用 --why 写明理由",
        )
    folder = home.case_folder(case_id)
    if not folder.is_dir():
        raise _no_case(case_id)
    store = CaseStore(home, case_id)
    with home_locked(home, by), store.locked(by), disk_errors(home.cases):
        HomeLog(home).bury(case_id, _last_digest(store), by, moment_text(clock()), why)
        removed(home, folder)


def _last_digest(store: CaseStore) -> str:
    """The head as the log or, in a damaged case, the home log has it."""
    try:
        return store.audit_lines()[-1].digest
    except (StorageError, IndexError):
        head = store.home_log.head(store.id)
        return head.digest if head else "unknown"
