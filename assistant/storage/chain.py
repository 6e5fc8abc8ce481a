"""The hash chain of the audit log: how a line is digested, appended and read."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from assistant.domain.model import Record
from assistant.domain.tongues import two_tongued
from assistant.storage import schema


class AuditLine(Record):
    """One line of the log, exactly as it is kept."""

    seq: int
    """Counts from 1 without gaps."""
    at: str
    """ISO 8601 in UTC, to the microsecond."""
    who: str
    action: str
    subject: str
    why: str
    detail: str
    """JSON object; its ``content`` holds the digest of every part of the case that changed."""
    previous: str
    digest: str
    """SHA-256 over everything above."""


class Entry(NamedTuple):
    """What a line says, before it has a place in the chain."""

    at: str
    who: str
    action: str
    subject: str
    why: str
    detail: str


def moment_text(moment: datetime) -> str:
    """A moment as the log keeps it.

    Raises:
        ValueError: ``moment`` has no time zone.
    """
    if moment.tzinfo is None:
        msg = f"a moment without time zone: {moment!r}"
        raise ValueError(msg)
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _plain(value: object) -> str:
    if isinstance(value, Decimal | date):
        return str(value)
    msg = f"not for an audit line: {type(value).__name__}"
    raise TypeError(msg)


def detail_text(detail: Mapping[str, object]) -> str:
    """A line's detail as canonical JSON."""
    return json.dumps(
        detail, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    )


def first_previous(case_id: str) -> str:
    """What the first line follows: it ties the chain to its case."""
    return hashlib.sha256(f"tallystick case {case_id}".encode()).hexdigest()


def line_digest(previous: str, seq: int, entry: Sequence[str]) -> str:
    """Digest of a line: JSON keeps the fields apart, so no text can pose as two."""
    covered = json.dumps([previous, seq, *entry], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(covered.encode()).hexdigest()


def lines_of(connection: Connection, action: str = "") -> tuple[AuditLine, ...]:
    """Every line in order, or those of one action; tolerant of values put there by hand."""
    query = select(schema.audit).order_by(schema.audit.c.seq)
    rows = connection.execute(query.where(schema.audit.c.action == action) if action else query)
    return tuple(
        AuditLine(seq=row.seq, **{name: str(row._mapping[name]) for name in _TEXTS}) for row in rows
    )


_TEXTS = ("at", "who", "action", "subject", "why", "detail", "previous", "digest")


def line_at(connection: Connection, seq: int) -> str | None:
    """Digest of line ``seq``, if there is one."""
    table = schema.audit
    found = connection.execute(select(table.c.digest).where(table.c.seq == seq)).scalar()
    return None if found is None else str(found)


def append_line(connection: Connection, case_id: str, entry: Entry) -> AuditLine:
    """Add the next line, in the caller's transaction."""
    table = schema.audit
    last = connection.execute(
        select(table.c.seq, table.c.digest).order_by(table.c.seq.desc()).limit(1)
    ).first()
    seq, previous = (last.seq + 1, last.digest) if last else (1, first_previous(case_id))
    digest = line_digest(previous, seq, entry)
    line = AuditLine(seq=seq, previous=previous, digest=digest, **entry._asdict())
    connection.execute(insert(table).values(line.model_dump()))
    return line


def chain_problems(case_id: str, lines: Sequence[AuditLine]) -> tuple[str, ...]:
    """What doesn't fit in the chain; empty where every line is as it was written."""
    problems: list[str] = []
    previous = first_previous(case_id)
    for expected, line in enumerate(lines, start=1):
        if line.seq != expected:
            problems.append(
                two_tongued(
                    f"缺少第{expected}行，其后是第{line.seq}行",
                    f"line {expected} is missing: line {line.seq} follows",
                )
            )
            break
        if line.previous != previous:
            problems.append(
                two_tongued(
                    f"第{line.seq}行与上一行不相接",
                    f"line {line.seq} doesn't follow the line before it",
                )
            )
        entry = (line.at, line.who, line.action, line.subject, line.why, line.detail)
        if line_digest(line.previous, line.seq, entry) != line.digest:
            problems.append(
                two_tongued(
                    f"第{line.seq}行写成后被改动",
                    f"line {line.seq} was changed after it was written",
                )
            )
        previous = line.digest
    return tuple(problems)
