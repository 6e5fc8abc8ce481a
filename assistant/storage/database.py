"""One SQLite database: opened in WAL, upgraded by migrations, every error worded for the user."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.pool import NullPool

from assistant.errors import CaseLocked, StorageError
from assistant.storage.files import created, disk_errors, synced_folder

if TYPE_CHECKING:
    from sqlalchemy.engine import ExceptionContext

BUSY_S: Final = 5.0
"""How long SQLite waits for another connection's write."""
_PRAGMAS: Final = (
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
)


@dataclass(frozen=True)
class Schema:
    """Where a database's migrations lie, and the newest of them."""

    folder: Path
    head: str
    """Revision that this program writes; a test compares it with the folder."""


_MIGRATIONS: Final = Path(__file__).parent / "migrations"
CASE_SCHEMA: Final = Schema(_MIGRATIONS / "case", "0003")
HOME_SCHEMA: Final = Schema(_MIGRATIONS / "home", "0001")


class Database:
    """A SQLite file; each block opens a connection of its own, so nothing is held between."""

    def __init__(self, path: Path, what: str) -> None:
        """Name the file and ``what`` it is in messages; opens nothing."""
        self.path = path
        self.what = what
        self._reader = self._engine()
        self._writer = self._reader.execution_options(writes=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent snapshot; never waits for a writer and is never waited for.

        Raises:
            StorageError: the file can't be read.
        """
        with self._reader.connect() as connection, connection.begin() as transaction:
            yield connection
            transaction.rollback()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: committed and synced at the end, rolled back on any exception.

        Raises:
            CaseLocked: another connection is writing.
            StorageError: the file can't be written, e.g. the disk is full.
        """
        with self._writer.connect() as connection, connection.begin():
            yield connection

    def revision(self) -> str | None:
        """The schema revision that the file says it has; None where it has none.

        Raises:
            StorageError: the file can't be read.
        """
        with self.reading() as connection:
            return revision_of(connection)

    def make(self) -> None:
        """Make an empty file for its owner only, unless it is there.

        Raises:
            StorageError: it can't be made.
        """
        with disk_errors(self.path):
            if not self.path.exists():
                os.close(created(self.path))
                synced_folder(self.path.parent)

    def use_wal(self) -> None:
        """Switch the file to write-ahead logging, which it remembers.

        Raises:
            StorageError: the file can't be written.
        """
        with self._reader.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None  # noqa: S101  an open connection has one
            self._run(raw, "PRAGMA journal_mode=WAL")

    def copy_to(self, path: Path) -> None:
        """Write a compact, consistent copy; what was deleted doesn't travel.

        Raises:
            StorageError: the copy can't be written.
        """
        with self._reader.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None  # noqa: S101  an open connection has one
            self._run(raw, "VACUUM INTO ?", str(path))

    def _run(self, raw: sqlite3.Connection, statement: str, *values: str) -> None:
        try:
            raw.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise storage_error(self.path, self.what, error) from error

    def _open(self) -> sqlite3.Connection:
        uri = f"file:{quote(str(self.path))}?mode=rw"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_S)
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        return connection

    def _engine(self) -> Engine:
        engine = create_engine("sqlite://", creator=self._open, poolclass=NullPool)
        event.listen(engine, "begin", _begin)
        event.listen(engine, "handle_error", self._reword)
        return engine

    def _reword(self, context: "ExceptionContext") -> None:
        """Raise our own error instead of SQLite's; our bugs (constraints, SQL) stay theirs."""
        error = context.original_exception
        ours = (sqlite3.IntegrityError, sqlite3.ProgrammingError)
        if isinstance(error, sqlite3.Error) and not isinstance(error, ours):
            raise storage_error(self.path, self.what, error) from error


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def storage_error(path: Path, what: str, error: sqlite3.Error) -> StorageError:
    """SQLite's error, worded for the user."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return CaseLocked(
            f"{what} is being written by another program ({path})",
            "wait until it is done",
            zh=f"另一个程序正在写入 {path}",
            zh_hint="请等它完成",
        )
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC")):
        return StorageError(
            f"{path}: the disk is full; what was being saved was not kept",
            "free some space and do it again; everything saved before is intact",
            zh=f"{path}：磁盘已满，正在保存的内容没有存下",
            zh_hint="请腾出空间后重做；此前保存的内容完好",
        )
    if name.startswith("SQLITE_CANTOPEN"):
        return StorageError(
            f"{what}: {path} can't be opened",
            "check that it is there and yours",
            zh=f"{path} 无法打开",
            zh_hint="请检查该文件是否存在、是否归您所有",
        )
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or "no such table" in str(error):
        return StorageError(
            f"{what}: {path} is damaged ({error})",
            "move the folder away and import the case's last export",
            zh=f"{path} 已损坏（{error}）",
            zh_hint="请移走该文件夹，再导入该案卷最近一次导出的文件",
        )
    return StorageError(
        f"{what}: {path}: {error}",
        "check the disk and that the file is yours",
        zh=f"{path}：{error}",
        zh_hint="请检查磁盘，以及该文件是否归您所有",
    )


def revision_of(connection: Connection) -> str | None:
    """The schema revision that a database says it has; None before the first."""
    there = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    if connection.execute(text(there)).first() is None:
        return None
    row = connection.execute(text("SELECT version_num FROM alembic_version")).first()
    return None if row is None else str(row[0])


def is_current(database: Database, schema: Schema) -> bool:
    """Whether the database has exactly the schema that this program writes.

    Raises:
        StorageError: the file can't be read, or is newer than this program.
    """
    revision = database.revision()
    if revision != schema.head:
        _verify_known(database, schema, revision)
    return revision == schema.head


def _verify_known(database: Database, schema: Schema, revision: str | None) -> None:
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory(str(schema.folder)).walk_revisions()}
    if revision is not None and revision not in known:
        raise StorageError(
            f"{database.what}: {database.path} was written by a newer Tallystick "
            f"(schema {revision}; this one knows up to {schema.head})",
            "upgrade this program: pip install --upgrade tallystick",
            zh=f"{database.path} 由更新版本的 Tallystick 写成"
            f"（结构 {revision}；本程序只认到 {schema.head}）",
            zh_hint="请升级本程序：pip install --upgrade tallystick",
        )


def upgrade(
    database: Database,
    schema: Schema,
    afterwards: Callable[[Connection, str | None], object] | None = None,
) -> None:
    """Bring the database to the newest schema in one transaction: wholly, or not at all.

    Args:
        database: the file, which must exist.
        schema: its migrations.
        afterwards: called with the old revision in the same transaction.

    Raises:
        StorageError: the file can't be written, or is newer than this program.
    """
    if is_current(database, schema):
        return
    from alembic import command
    from alembic.config import Config

    database.use_wal()
    with database.writing() as connection:
        before = revision_of(connection)
        config = Config()
        config.set_main_option("script_location", str(schema.folder).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if afterwards is not None:
            afterwards(connection, before)
