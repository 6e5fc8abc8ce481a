"""Queries over one open snapshot: rows to records. Writes nothing."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, TypeVar

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import ColumnElement, Connection, Table, case, func, select

from assistant.domain.case import CaseFile, CaseHead, CaseId, Conversation, Source, SourceState
from assistant.domain.figures import Figure, Statement
from assistant.domain.findings import Finding, Review
from assistant.domain.memo import MemoVersion
from assistant.domain.model import Record
from assistant.domain.records import RecordSet, RejectedRow
from assistant.domain.score import ScoreReport, Waiver
from assistant.errors import StorageError
from assistant.storage import schema
from assistant.storage.rows import StoredEmbedding, StoredMessage, StoredPage, StoredPassage
from assistant.storage.shelf import Row as ShelfRow
from assistant.storage.shelf import shelf_name

_T = TypeVar("_T", bound=Record)

_FIGURES: Final = TypeAdapter(tuple[Figure, ...])
_STATEMENTS: Final = TypeAdapter(tuple[Statement, ...])
_FINDINGS: Final = TypeAdapter(tuple[Finding, ...])
_SOURCES: Final = TypeAdapter(tuple[Source, ...])
_RECORD_SETS: Final = TypeAdapter(tuple[RecordSet, ...])
_REJECTED: Final = TypeAdapter(tuple[RejectedRow, ...])
_WAIVERS: Final = TypeAdapter(tuple[Waiver, ...])
_SCORES: Final = TypeAdapter(tuple[ScoreReport, ...])
_MEMOS: Final = TypeAdapter(tuple[MemoVersion, ...])

_KEPT: Final = (SourceState.READY, SourceState.REPLACED)
_ORDER: Final = {
    "sources": ("ordinal",),
    "record_sets": ("ordinal",),
    "findings": ("origin", "ordinal"),
}
"""Order of rows where it isn't the primary key's."""


def _bodies(
    connection: Connection,
    table: Table,
    adapter: TypeAdapter[tuple[_T, ...]],
    where: Sequence[ColumnElement[bool]] = (),
) -> tuple[_T, ...]:
    """Parse a table's JSON texts in one go."""
    names = _ORDER.get(table.name, tuple(table.primary_key.columns.keys()))
    query = select(table.c.body).where(*where).order_by(*(table.c[name] for name in names))
    rows = connection.execute(query).scalars()
    try:
        return adapter.validate_json("[" + ",".join(rows) + "]")
    except ValidationError as error:
        raise StorageError(
            f"{table.name} of the case can't be read: {error.errors()[0]['msg']}",
            "`tallystick audit CASE --verify` says what was changed; import the last export",
            zh=f"案卷的 {table.name} 无法读取：{error.errors()[0]['msg']}",
            zh_hint="tallystick audit CASE --verify 指出被改动之处；请导入最近一次导出的文件",
        ) from error


def head_of(connection: Connection) -> CaseHead:
    """What a list of cases shows.

    Raises:
        StorageError: the case has no head.
    """
    row = connection.execute(select(schema.case_head)).first()
    if row is None:
        raise StorageError(
            "the case has no head",
            "import the case's last export",
            zh="案卷没有首页记录",
            zh_hint="请导入该案卷最近一次导出的文件",
        )
    return CaseHead(
        id=CaseId(row.id),
        name=row.name,
        uscc=row.uscc,
        created_at=datetime.fromisoformat(row.created_at),
        touched_at=datetime.fromisoformat(row.touched_at),
        grade=row.grade,
        amount=row.amount,
        open_warnings=row.open_warnings,
    )


def case_file(connection: Connection) -> CaseFile:
    """Everything known of the firm.

    Raises:
        StorageError: a row is not what the program wrote.
    """
    as_of = connection.execute(select(schema.case_head.c.as_of)).scalar()
    scores = _bodies(connection, schema.scores, _SCORES)
    return CaseFile(
        head=head_of(connection),
        as_of=None if as_of is None else date.fromisoformat(as_of),
        sources=_bodies(connection, schema.sources, _SOURCES),
        record_sets=_bodies(connection, schema.record_sets, _RECORD_SETS),
        figures=figures_of(connection),
        statements=_bodies(connection, schema.statements, _STATEMENTS),
        findings=findings_of(connection),
        waivers=_bodies(connection, schema.waivers, _WAIVERS),
        score=scores[-1] if scores else None,
        memos=_bodies(connection, schema.memos, _MEMOS),
    )


def recognised_of(connection: Connection, source_id: str) -> dict[int, str]:
    """What the reader gave for each page of a source that was recognised, as JSON, by page."""
    table = schema.recognised
    query = select(table.c.page, table.c.body).where(table.c.source == source_id)
    return {int(page): str(body) for page, body in connection.execute(query)}


def figures_of(
    connection: Connection, key: str | None = None, origin: str | None = None
) -> tuple[Figure, ...]:
    """All figures, or those of one key and origin, by origin and order."""
    table = schema.figures
    where = [] if key is None else [table.c.key == key]
    if origin is not None:
        where.append(table.c.origin == origin)
    return _bodies(connection, schema.figures, _FIGURES, where)


def findings_of(connection: Connection, origin: str | None = None) -> tuple[Finding, ...]:
    """Findings, each once and with what a person decided on it.

    Args:
        connection: open.
        origin: only of origins that begin so.
    """
    table = schema.findings
    where = () if origin is None else (table.c.origin.startswith(origin, autoescape=True),)
    found = {f.id: f for f in _bodies(connection, table, _FINDINGS, where)}
    reviews = reviews_of(connection)
    return tuple(
        f.model_copy(update={"review": reviews[f.id]}) if f.id in reviews else f
        for f in found.values()
    )


def reviews_of(connection: Connection) -> dict[str, Review]:
    """What people decided, by finding id."""
    rows = connection.execute(select(schema.reviews.c.finding, schema.reviews.c.body)).all()
    return {row.finding: Review.model_validate_json(row.body) for row in rows}


def rejected_of(connection: Connection, source_id: str | None) -> tuple[RejectedRow, ...]:
    """Rows that couldn't be read, each once."""
    table = schema.rejected_rows
    where = () if source_id is None else (table.c.source == source_id,)
    return tuple(dict.fromkeys(_bodies(connection, table, _REJECTED, where)))


def pages_of(connection: Connection, source_id: str) -> tuple[StoredPage, ...]:
    """Pages of a source in order."""
    table = schema.pages
    rows = connection.execute(
        select(table).where(table.c.source == source_id).order_by(table.c.number)
    )
    return tuple(StoredPage(number=r.number, text=r.text, label=r.label) for r in rows)


def passages_of(
    connection: Connection, where: Sequence[ColumnElement[bool]] = (), limit: int | None = None
) -> tuple[StoredPassage, ...]:
    """Passages by source, page and order."""
    table = schema.passages
    columns = (table.c.source, table.c.source_name, table.c.page, table.c.ordinal, table.c.text)
    query = select(*columns).where(*where)
    query = query.order_by(table.c.source, table.c.page, table.c.ordinal).limit(limit)
    return tuple(StoredPassage(**row._mapping) for row in connection.execute(query))


def passages_without_vector(
    connection: Connection, limit: int, model: str | None
) -> tuple[StoredPassage, ...]:
    """Passages whose text no model, or not ``model``, has embedded yet."""
    table = schema.embeddings
    done = select(table.c.digest)
    if model is not None:
        done = done.where(table.c.model == model)
    return passages_of(connection, (schema.passages.c.digest.not_in(done),), limit)


def embeddings_of(connection: Connection, model: str | None) -> tuple[StoredEmbedding, ...]:
    """Vectors by text digest, of one model or of all."""
    table = schema.embeddings
    where = () if model is None else (table.c.model == model,)
    rows = connection.execute(select(table).where(*where).order_by(table.c.digest, table.c.model))
    return tuple(StoredEmbedding(**row._mapping) for row in rows)


def messages_of(connection: Connection, thread: str) -> tuple[StoredMessage, ...]:
    """The conversation of one thread in order."""
    table = schema.messages
    columns = (table.c.seq, table.c.role, table.c.text, table.c.payload_json, table.c.at)
    rows = connection.execute(
        select(*columns).where(table.c.thread == thread).order_by(table.c.seq)
    )
    return tuple(StoredMessage._make(row) for row in rows)


def threads_of(connection: Connection) -> tuple[Conversation, ...]:
    """Every conversation that has a question, the one that was last gone on with first."""
    table = schema.messages
    asked = func.sum(case((table.c.role == "user", 1), else_=0))
    first = func.min(case((table.c.role == "user", table.c.seq)))
    found = (
        select(table.c.thread, asked.label("questions"), first.label("first"))
        .add_columns(func.max(table.c.at).label("at"), func.max(table.c.seq).label("last"))
        .group_by(table.c.thread)
        .having(asked > 0)
        .subquery()
    )
    rows = connection.execute(
        select(
            found.c.thread.label("id"), table.c.text.label("title"), found.c.questions, found.c.at
        )
        .join(table, table.c.seq == found.c.first)
        .order_by(found.c.last.desc())
    )
    return tuple(Conversation(**row._mapping) for row in rows)


def named_files(connection: Connection) -> frozenset[str]:
    """Every file of the shelf that a row names, as a path inside the case's folder."""
    table = schema.sources
    named = select(table.c.id).where(table.c.state != SourceState.REMOVED)
    sources = connection.execute(named).scalars()
    return frozenset(shelf_name(ShelfRow.SOURCES, name) for name in sources) | _records(connection)


def expected_files(connection: Connection) -> frozenset[str]:
    """The files that must be there: of sources that were read, and of record sets.

    A source of which nothing was kept, because it couldn't be read, has size 0.
    """
    sources = _bodies(connection, schema.sources, _SOURCES)
    kept = [s.id for s in sources if s.state in _KEPT and s.size > 0]
    return frozenset(shelf_name(ShelfRow.SOURCES, digest) for digest in kept) | _records(connection)


def _records(connection: Connection) -> frozenset[str]:
    records = connection.execute(select(schema.record_sets.c.digest)).scalars()
    return frozenset(shelf_name(ShelfRow.RECORDS, digest) for digest in records)
