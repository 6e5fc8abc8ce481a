"""One case, opened: reads any time, writes in audited transactions, one writer at a time."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, func, select

from assistant.domain.case import MAIN, CaseFile, CaseHead, CaseId, Conversation
from assistant.domain.clock import Clock
from assistant.domain.findings import Finding, Review
from assistant.domain.interviews import Consent, Interview
from assistant.domain.records import RejectedRow
from assistant.domain.tongues import two_tongued
from assistant.errors import StorageError
from assistant.storage import reading, schema
from assistant.storage.case_writer import CaseWriter
from assistant.storage.chain import AuditLine, line_at, lines_of, moment_text
from assistant.storage.database import Database
from assistant.storage.files import disk_errors, tightened
from assistant.storage.home import Home
from assistant.storage.home_log import Head, HomeLog
from assistant.storage.interviews import consents_of, heard_of, interviews_of
from assistant.storage.locks import PATIENCE_S, exclusive
from assistant.storage.rows import StoredEmbedding, StoredMessage, StoredPage, StoredPassage
from assistant.storage.shelf import Row, Shelf, shelf_name
from assistant.storage.standing import put_embeddings, put_state

_T = TypeVar("_T")

DATABASE = "case.sqlite"
"""File name of a case's database in its folder."""
LOCK = ".lock"
"""File name of a case's writer lock in its folder."""
_TALK = ("ask", "send", "answer")
"""Actions that leave a case as it is: questions, what was sent for them, answers."""


class CaseStore:
    """A case's folder and database."""

    def __init__(
        self,
        home: Home,
        case_id: CaseId,
        folder: Path | None = None,
        *,
        patience_s: float = PATIENCE_S,
    ) -> None:
        """Name the case; ``open_case`` checks that it is there and current.

        Args:
            home: whose log keeps the head.
            case_id: the case.
            folder: where it lies; the home's folder for it by default.
            patience_s: seconds that another writing process is waited for.
        """
        self.id = case_id
        self.folder = folder or home.case_folder(case_id)
        self.database = Database(self.folder / DATABASE, f"case {case_id}")
        self.home_log = HomeLog(home)
        self._shelf = Shelf(self.folder)
        self._patience_s = patience_s

    def load(self) -> CaseFile:
        """The case as it stands.

        Raises:
            StorageError: the database can't be read.
        """
        return self.read(reading.case_file)

    def head(self) -> CaseHead:
        """What a list of cases shows."""
        return self.read(reading.head_of)

    def stamp(self) -> str:
        """Changes whenever the case does, but for talk about it: last audit line and vectors."""
        log, vectors = schema.audit.c, schema.embeddings
        changes = select(func.max(log.seq)).where(log.action.not_in(_TALK))
        embedded = select(func.count()).select_from(vectors)

        def both(connection: Connection) -> str:
            return f"{connection.scalar(changes)}.{connection.scalar(embedded)}"

        return self.read(both)

    def source_path(self, source_id: str) -> Path:
        """The kept file of a source."""
        return self.folder / shelf_name(Row.SOURCES, source_id)

    def records_path(self, digest: str) -> Path:
        """The kept Parquet file of a record set."""
        return self.folder / shelf_name(Row.RECORDS, digest)

    def pages(self, source_id: str) -> tuple[StoredPage, ...]:
        """Pages of a source in order."""
        return self.read(lambda connection: reading.pages_of(connection, source_id))

    def recognised(self, source_id: str) -> Mapping[int, str]:
        """What the reader gave for each recognised page of a source, as JSON, by page."""
        return self.read(lambda connection: reading.recognised_of(connection, source_id))

    def interviews(self) -> tuple[Interview, ...]:
        """The interviews of the case, in the order in which they came."""
        return self.read(interviews_of)

    def heard(self, source_id: str) -> str:
        """What was heard of a recording, as its listener gave it; '' where it came as text."""
        return self.read(lambda connection: heard_of(connection, source_id))

    def consents(self) -> tuple[Consent, ...]:
        """Every consent and withdrawal, oldest first."""
        return self.read(consents_of)

    def passages(self) -> tuple[StoredPassage, ...]:
        """Every passage of the case."""
        return self.read(reading.passages_of)

    def embeddings(self, model: str | None = None) -> tuple[StoredEmbedding, ...]:
        """Vectors by text digest, of one model or of all."""
        return self.read(lambda connection: reading.embeddings_of(connection, model))

    def missing_embeddings(self, limit: int, model: str | None = None) -> tuple[StoredPassage, ...]:
        """At most ``limit`` passages that ``model`` (or any model) hasn't embedded yet."""
        return self.read(
            lambda connection: reading.passages_without_vector(connection, limit, model)
        )

    def messages(self, thread: str = MAIN) -> tuple[StoredMessage, ...]:
        """The conversation so far."""
        return self.read(lambda connection: reading.messages_of(connection, thread))

    def threads(self) -> tuple[Conversation, ...]:
        """The conversations, the one that was last gone on with first."""
        return self.read(reading.threads_of)

    def rejected_rows(self, source_id: str | None = None) -> tuple[RejectedRow, ...]:
        """Rows that couldn't be read, of one source or of all."""
        return self.read(lambda connection: reading.rejected_of(connection, source_id))

    def source_findings(self, source_id: str = "") -> tuple[Finding, ...]:
        """Findings that reading one source, or any, raised."""
        return self.read(lambda connection: reading.findings_of(connection, f"source:{source_id}"))

    def reviews(self) -> Mapping[str, Review]:
        """What people decided on findings, by finding id."""
        return self.read(reading.reviews_of)

    def audit_lines(self, action: str = "") -> tuple[AuditLine, ...]:
        """The log, oldest line first; only lines of one action where it is given."""
        return self.read(lambda connection: lines_of(connection, action))

    def state(self, key: str) -> str | None:
        """What the screen remembers under ``key``."""
        table = schema.ui_state
        query = select(table.c.value).where(table.c.key == key)
        return self.read(lambda connection: connection.execute(query).scalar())

    def keep_file(self, path: Path) -> str:
        """Keep a source file by its content; a source must be put under the digest next.

        Returns:
            Its SHA-256: the source's id.

        Raises:
            InputError: ``path`` can't be read.
            StorageError: the copy can't be written, e.g. the disk is full.
        """
        return self._shelf.keep(path, Row.SOURCES)

    def keep_records(self, path: Path) -> str:
        """Keep a Parquet file of rows by its content; a record set must name it next.

        Returns:
            Its SHA-256: the record set's digest.

        Raises:
            InputError: ``path`` can't be read.
            StorageError: the copy can't be written, e.g. the disk is full.
        """
        return self._shelf.keep(path, Row.RECORDS)

    def drop_kept(self, digest: str) -> None:
        """No row will name this kept file after all; the next write sweeps it."""
        for row in Row:
            self._shelf.drop(row, digest)

    @contextmanager
    def writing(
        self, by: str, action: str, why: str, clock: Clock, subject: str = ""
    ) -> Iterator[CaseWriter]:
        """One transaction and one audit line; nothing of the block is kept if it raises.

        Args:
            by: who acts; never empty.
            action: what is done, in one word.
            why: the reason, where there is one.
            clock: gives the moment, once the lock is held.
            subject: what it is done to.

        Raises:
            CaseLocked: another process is writing.
            StorageError: the case can't be written; nothing was kept unless it says so.
        """
        if not by.strip():
            msg = "an audited change needs to say who makes it"
            raise ValueError(msg)
        with self.locked(by):
            with self.database.writing() as connection:
                broken = self.broken_head(connection)
                writer = CaseWriter(connection, self.id, self.folder, moment_text(clock()))
                yield writer
                line = writer.finish(by, action, subject, why)
                named = reading.named_files(connection)
            self.keep_head(line, broken)
            self._shelf.settle(named)

    def keep_embeddings(self, embeddings: Iterable[StoredEmbedding]) -> None:
        """Keep vectors without an audit line: they are derived from text that has one."""
        with self.locked("the embedding"), self.database.writing() as connection:
            put_embeddings(connection, embeddings)

    def keep_state(self, key: str, value: str) -> None:
        """Remember a value of the screen without an audit line: it is not part of the case."""
        with self.locked("the screen"), self.database.writing() as connection:
            put_state(connection, key, value)

    @contextmanager
    def locked(self, who: str) -> Iterator[None]:
        """Hold the writer lock during the block.

        Raises:
            CaseLocked: another process holds it.
            StorageError: the case is gone.
        """
        subject = two_tongued(f"案卷 {self.id}", f"case {self.id}")
        with exclusive(self.folder / LOCK, who=who, subject=subject, patience_s=self._patience_s):
            yield

    def named_files(self) -> frozenset[str]:
        """Every kept file that a row names, as a path inside the folder."""
        return self.read(reading.named_files)

    def tighten(self) -> None:
        """Take other people's rights off the folder and its database."""
        with disk_errors(self.folder):
            for path in (self.folder, self.database.path):
                tightened(path)

    def read(self, query: Callable[[Connection], _T]) -> _T:
        """Run ``query`` on one consistent snapshot.

        Raises:
            StorageError: the case is gone, or holds what the program never wrote.
        """
        if not self.database.path.exists():
            raise StorageError(
                f"case {self.id} is gone",
                "`tallystick case list` shows what there is",
                zh=f"案卷 {self.id} 已不存在",
                zh_hint="tallystick case list 列出现有案卷",
            )
        try:
            with self.database.reading() as connection:
                return query(connection)
        except ValueError as error:
            raise StorageError(
                f"case {self.id} holds a value that this program didn't write: {error}",
                "`tallystick audit CASE --verify` says what was changed",
                zh=f"案卷 {self.id} 含有并非本程序写入的值：{error}",
                zh_hint="tallystick audit CASE --verify 指出被改动之处",
            ) from error

    def broken_head(self, connection: Connection) -> Head | None:
        """The head that the home log remembers, if the chain no longer holds it."""
        head = self.home_log.head(self.id)
        if head is None or line_at(connection, head.seq) == head.digest:
            return None
        return head

    def keep_head(self, line: AuditLine, broken: Head | None = None) -> None:
        """Copy the chain's head to the home log; the caller holds the lock."""
        try:
            self.home_log.keep_head(self.id, line, broken)
        except StorageError as error:
            raise type(error)(
                f"the change is saved as line {line.seq}, but the home log isn't: {error.message}",
                error.hint,
                zh=f"改动已存为第{line.seq}行，但主目录日志未能写入：{error.zh}",
                zh_hint=error.zh_hint,
            ) from error
