"""The log outside the cases: the head of every case's chain, and the tombstones of deleted ones."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import Connection, Row, delete, insert, select

from assistant.domain.model import Record
from assistant.domain.tongues import two_tongued
from assistant.storage import schema
from assistant.storage.chain import AuditLine, line_digest
from assistant.storage.database import HOME_SCHEMA, Database, is_current, upgrade
from assistant.storage.home import Home

_NO_TOMBSTONE = "0" * 64


class Head(NamedTuple):
    """The newest line of a case's chain, as the home log remembers it."""

    seq: int
    digest: str


class Tombstone(Record):
    """What is left of a deleted case."""

    seq: int
    case_id: str
    head: str
    """Digest of the case's last audit line."""
    who: str
    at: str
    why: str
    previous: str
    digest: str


class HomeLog:
    """``audit.sqlite`` of one home."""

    def __init__(self, home: Home) -> None:
        """Name the file; opens nothing."""
        self._database = Database(home.audit_db, "the home log")

    @contextmanager
    def _reading(self) -> Iterator[Connection | None]:
        if not self._database.path.exists():
            yield None
            return
        if not is_current(self._database, HOME_SCHEMA):
            upgrade(self._database, HOME_SCHEMA)
        with self._database.reading() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        self._database.make()
        upgrade(self._database, HOME_SCHEMA)
        with self._database.writing() as connection:
            yield connection

    def head(self, case_id: str) -> Head | None:
        """The head of one case, if the log knows it."""
        table = schema.heads
        with self._reading() as connection:
            if connection is None:
                return None
            row = connection.execute(select(table).where(table.c.case_id == case_id)).first()
        return None if row is None else Head(row.seq, row.digest)

    def known(self) -> frozenset[str]:
        """Ids of every case that the log expects to exist."""
        with self._reading() as connection:
            if connection is None:
                return frozenset()
            return frozenset(connection.execute(select(schema.heads.c.case_id)).scalars())

    def keep_head(self, case_id: str, line: AuditLine, broken: Head | None = None) -> None:
        """Remember the newest line, and for good that a head had gone from the chain.

        Args:
            case_id: the case.
            line: its newest line.
            broken: the head that the chain should have held and didn't.

        Raises:
            StorageError: the log can't be written.
        """
        with self._writing() as connection:
            heads = schema.heads
            connection.execute(delete(heads).where(heads.c.case_id == case_id))
            connection.execute(
                insert(heads).values(case_id=case_id, seq=line.seq, digest=line.digest, at=line.at)
            )
            if broken is not None:
                connection.execute(insert(schema.breaks).values(_break(case_id, line, broken)))

    def breaks(self, case_id: str) -> tuple[str, ...]:
        """In words, each time that the chain was found short or different when written to."""
        table = schema.breaks
        with self._reading() as connection:
            if connection is None:
                return ()
            rows = connection.execute(
                select(table).where(table.c.case_id == case_id).order_by(table.c.at)
            ).all()
        return tuple(
            two_tongued(
                f"{row.at} 写入第{row.found_seq}行时，案卷中已没有主目录日志的"
                f"第{row.expected_seq}行（{row.expected_digest[:12]}）",
                f"line {row.expected_seq} of the home log ({row.expected_digest[:12]}) was not in "
                f"the case when line {row.found_seq} was written at {row.at}",
            )
            for row in rows
        )

    def forget(self, case_id: str) -> None:
        """Drop the head of a case that never came to be."""
        with self._writing() as connection:
            _forget(connection, case_id)

    def bury(self, case_id: str, head: str, who: str, at: str, why: str) -> Tombstone:
        """Replace everything that the log knows of a case by its tombstone.

        Raises:
            StorageError: the log can't be written.
        """
        with self._writing() as connection:
            _forget(connection, case_id)
            table = schema.tombstones
            last = connection.execute(
                select(table.c.seq, table.c.digest).order_by(table.c.seq.desc()).limit(1)
            ).first()
            seq, previous = (last.seq + 1, last.digest) if last else (1, _NO_TOMBSTONE)
            stone = Tombstone(
                seq=seq,
                case_id=case_id,
                head=head,
                who=who,
                at=at,
                why=why,
                previous=previous,
                digest=line_digest(previous, seq, (case_id, head, who, at, why)),
            )
            connection.execute(insert(table).values(stone.model_dump()))
        return stone

    def tombstones(self) -> tuple[Tombstone, ...]:
        """Every deleted case, in order of deletion."""
        table = schema.tombstones
        with self._reading() as connection:
            if connection is None:
                return ()
            rows: list[Row[tuple[object, ...]]] = list(
                connection.execute(select(table).order_by(table.c.seq))
            )
        return tuple(Tombstone.model_validate(dict(row._mapping)) for row in rows)


def _forget(connection: Connection, case_id: str) -> None:
    for table in (schema.heads, schema.breaks):
        connection.execute(delete(table).where(table.c.case_id == case_id))


def _break(case_id: str, line: AuditLine, broken: Head) -> dict[str, object]:
    return {
        "case_id": case_id,
        "expected_seq": broken.seq,
        "expected_digest": broken.digest,
        "found_seq": line.seq,
        "at": line.at,
    }


def tombstone_problems(stones: Sequence[Tombstone]) -> tuple[str, ...]:
    """Tombstones that were changed or taken out; a cut tail can't be told."""
    problems: list[str] = []
    previous = _NO_TOMBSTONE
    for expected, stone in enumerate(stones, start=1):
        entry = (stone.case_id, stone.head, stone.who, stone.at, stone.why)
        if stone.seq != expected or stone.previous != previous:
            problems.append(
                two_tongued(
                    f"第{stone.seq}号删除记录之前缺少一条",
                    f"a tombstone before number {stone.seq} is missing",
                )
            )
        elif line_digest(stone.previous, stone.seq, entry) != stone.digest:
            problems.append(
                two_tongued(
                    f"第{stone.seq}号删除记录写成后被改动",
                    f"tombstone {stone.seq} was changed after it was written",
                )
            )
        previous = stone.digest
    return tuple(problems)
