"""What may be changed in a case, inside one transaction that ends in one audit line."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, select, update

from assistant.domain.case import MAIN, Source, SourceState
from assistant.domain.figures import Figure, Statement
from assistant.domain.findings import Finding, Review
from assistant.domain.interviews import Consent, Interview
from assistant.domain.memo import MemoVersion
from assistant.domain.records import RecordSet, RejectedRow
from assistant.domain.score import ScoreReport, Waiver
from assistant.errors import UsageError
from assistant.storage import schema
from assistant.storage.chain import AuditLine, Entry, append_line, detail_text
from assistant.storage.changes import Changes
from assistant.storage.interviews import add_consent, put_interview, remove_interview
from assistant.storage.rows import PageLike, PassageLike, StoredEmbedding, storable
from assistant.storage.shelf import Row, shelf_name
from assistant.storage.standing import put_embeddings, put_state, update_head
from assistant.storage.written_rows import figure_row, finding_row, json_of, page_row, passage_row

RULES: Final = "rules"
"""Origin of findings unless the caller names another."""


class CaseWriter:
    """Changes one case; everything is kept, or nothing, when the block ends."""

    def __init__(self, connection: Connection, case_id: str, folder: Path, at: str) -> None:
        """Write on the caller's open transaction."""
        self._changes = Changes(connection)
        self._case_id = case_id
        self._folder = folder
        self._at = at
        self._detail: dict[str, object] = {}
        self._must_exist: set[str] = set()

    def detail(self, **facts: object) -> None:
        """Say more on the audit line; values must go into JSON.

        Raises:
            ValueError: ``content`` is the store's own word.
        """
        if "content" in facts:
            msg = "'content' is written by the store"
            raise ValueError(msg)
        self._detail.update(facts)

    def put_source(self, source: Source) -> None:
        """Add a source, or change its state; its file must be kept already where it is ready."""
        name = shelf_name(Row.SOURCES, source.id)
        if source.state is SourceState.READY:
            self._must_exist.add(name)
        table = schema.sources
        ordinal = self._changes.ordinal(table, table.c.id == source.id)
        self._changes.remove(table, table.c.id == source.id)
        row = {"id": source.id, "ordinal": ordinal, "state": source.state, "body": json_of(source)}
        self._changes.insert(table, [row])
        self._changes.touch("sources")

    def put_record_set(self, records: RecordSet, rejected: Sequence[RejectedRow] = ()) -> None:
        """Add one firm's rows of one source; its file must be kept already."""
        self._must_exist.add(shelf_name(Row.RECORDS, records.digest))
        table = schema.record_sets
        same = (table.c.source == records.source, table.c.firm == records.firm)
        row = {
            "source": records.source,
            "firm": records.firm,
            "digest": records.digest,
            "ordinal": self._changes.ordinal(table, *same),
            "body": json_of(records),
        }
        self._changes.remove(table, *same)
        self._changes.insert(table, [row])
        self._changes.touch("record_sets")
        self.put_rejected(records.source, rejected, firm=records.firm)

    def put_rejected(
        self, source_id: str, rejected: Sequence[RejectedRow], *, firm: str = ""
    ) -> None:
        """List the rows of a source that couldn't be read, in place of an earlier list."""
        table = schema.rejected_rows
        self._changes.remove(table, table.c.source == source_id, table.c.firm == firm)
        same = {"source": source_id, "firm": firm}
        self._changes.insert(
            table, [{**same, "ordinal": n, "body": json_of(row)} for n, row in enumerate(rejected)]
        )
        self._changes.touch("rejected", source_id)

    def put_pages(
        self, source_id: str, pages: Iterable[PageLike], passages: Iterable[PassageLike]
    ) -> None:
        """Keep the text of a source, in place of what was kept of it."""
        for name, table in (("pages", schema.pages), ("passages", schema.passages)):
            self._changes.remove(table, table.c.source == source_id)
            self._changes.touch(name, source_id)
        self._changes.insert(schema.pages, [page_row(source_id, page) for page in pages])
        self._changes.insert(schema.passages, [passage_row(source_id, p) for p in passages])

    def put_recognised(
        self, source_id: str, page: PageLike, passages: Iterable[PassageLike], body: str
    ) -> None:
        """Keep the words of one page that was recognised, and what its reader gave, as JSON."""
        number = page.number
        for name, table, column in (
            ("pages", schema.pages, schema.pages.c.number),
            ("passages", schema.passages, schema.passages.c.page),
            ("recognised", schema.recognised, schema.recognised.c.page),
        ):
            self._changes.remove(table, table.c.source == source_id, column == number)
            self._changes.touch(name, source_id)
        self._changes.insert(schema.pages, [page_row(source_id, page)])
        self._changes.insert(schema.passages, [passage_row(source_id, p) for p in passages])
        row = {"source": source_id, "page": number, "body": storable(body)}
        self._changes.insert(schema.recognised, [row])

    def put_interview(self, interview: Interview, heard: str | None = None) -> None:
        """Keep an interview; ``heard`` is what its listener gave, None leaves what was kept."""
        put_interview(self._changes, interview, heard)

    def add_consent(self, consent: Consent) -> None:
        """Keep a consent, or that it was taken back."""
        add_consent(self._changes, consent)

    def put_embeddings(self, embeddings: Iterable[StoredEmbedding]) -> None:
        """Keep vectors by text digest; the same text is embedded once."""
        put_embeddings(self._changes.connection, embeddings)

    def replace_figures(
        self, origin: str, figures: Sequence[Figure], statements: Sequence[Statement] = ()
    ) -> None:
        """Keep one family's figures and statements in place of what it had."""
        self._changes.clear_origin(origin, schema.figures, schema.statements)
        self._changes.insert(
            schema.figures, [figure_row(origin, n, figure) for n, figure in enumerate(figures)]
        )
        self._changes.insert(
            schema.statements,
            [
                {"origin": origin, "ordinal": n, "key": said.key, "body": json_of(said)}
                for n, said in enumerate(statements)
            ],
        )

    def replace_findings(self, findings: Sequence[Finding], origin: str = RULES) -> None:
        """Keep one family's findings in place of what it had; reviews go by finding id."""
        self._changes.clear_origin(origin, schema.findings)
        rows = {f.id: finding_row(origin, n, f) for n, f in enumerate(findings)}
        self._changes.insert(schema.findings, list(rows.values()))

    def review(self, finding_id: str, review: Review) -> None:
        """Keep a person's decision; it outlives recomputing.

        Raises:
            UsageError: there is no such finding.
        """
        found = select(schema.findings.c.id).where(schema.findings.c.id == finding_id)
        if self._changes.connection.execute(found).first() is None:
            raise UsageError(
                f"no finding {finding_id!r} in this case",
                "`tallystick findings CASE` lists them",
                zh=f"本案卷没有预警 {finding_id!r}",
                zh_hint="tallystick findings CASE 列出全部预警",
            )
        table = schema.reviews
        self._changes.remove(table, table.c.finding == finding_id)
        row = {"finding": finding_id, "state": review.state, "body": json_of(review)}
        self._changes.insert(table, [row])
        self._changes.touch("reviews")

    def put_score(self, report: ScoreReport | None) -> None:
        """Keep the score in place of an earlier one; None where it no longer holds.

        The audit line says what it is wherever it changes: that is the score's history.
        """
        before = self._changes.connection.execute(select(schema.scores.c.body)).scalar()
        self._changes.remove(schema.scores)
        if report is not None:
            point = {"grade": report.grade, "points": report.score}
            old = None if before is None else ScoreReport.model_validate_json(before)
            if old is None or {"grade": old.grade, "points": old.score} != point:
                self.detail(score=point)
            row = {"seq": 1, "grade": report.grade, "body": json_of(report)}
            self._changes.insert(schema.scores, [row])
        self._changes.touch("score")

    def add_memo(self, memo: MemoVersion) -> None:
        """Keep a version of a memo; a kept version is never changed."""
        row = {"kind": memo.kind, "lang": memo.lang, "number": memo.number, "body": json_of(memo)}
        self._changes.touch("memo", self._changes.append(schema.memos, row))

    def add_waiver(self, waiver: Waiver) -> None:
        """Keep the waiver of a rule, in place of an earlier one of the same rule."""
        table = schema.waivers
        self._changes.remove(table, table.c.rule_id == waiver.rule_id)
        self._changes.insert(table, [{"rule_id": waiver.rule_id, "body": json_of(waiver)}])
        self._changes.touch("waivers")

    def remove_waiver(self, rule_id: str) -> None:
        """Take the waiver of a rule back."""
        self._changes.remove(schema.waivers, schema.waivers.c.rule_id == rule_id)
        self._changes.touch("waivers")

    def add_message(self, role: str, text: str, payload_json: str = "", thread: str = MAIN) -> None:
        """Keep one message of the conversation."""
        row = {
            "thread": thread,
            "role": role,
            "text": storable(text),
            "payload_json": storable(payload_json),
            "at": self._at,
        }
        self._changes.touch("message", self._changes.append(schema.messages, row))

    def set_head(self, *, name: str | None = None, uscc: str | None = None) -> None:
        """Change name or 统一社会信用代码; grade, amount and warnings follow by themselves."""
        given = {"name": name, "uscc": uscc}
        values = {column: value for column, value in given.items() if value is not None}
        if values:
            self._changes.connection.execute(update(schema.case_head).values(values))

    def set_as_of(self, as_of: date | None) -> None:
        """Set the day up to which records count."""
        value = None if as_of is None else as_of.isoformat()
        self._changes.connection.execute(update(schema.case_head).values(as_of=value))

    def set_state(self, key: str, value: str) -> None:
        """Remember where the user left off."""
        put_state(self._changes.connection, key, value)

    def remove_source(self, source_id: str) -> None:
        """Take out a source's text, rows, figures and file; its name stays on the list as removed.

        Raises:
            UsageError: there is no such source, or it was taken out already.
        """
        table = schema.sources
        query = select(table.c.body).where(table.c.id == source_id)
        body = self._changes.connection.execute(query).scalar()
        if body is None:
            raise UsageError(
                f"no source {source_id!r} in this case",
                "`tallystick case show CASE`",
                zh=f"本案卷没有资料 {source_id!r}",
                zh_hint="tallystick case show CASE 列出全部资料",
            )
        source = Source.model_validate_json(body)
        if source.state is SourceState.REMOVED:
            raise UsageError(
                f"{source.name}: was taken out of this case already",
                "nothing is left to do",
                zh=f"{source.name}：早已从案卷移除",
                zh_hint="不需再做什么",
            )
        gone = {
            **{"state": SourceState.REMOVED, "pages": 0, "passages": 0, "rows": 0, "rejected": 0},
            **{"waiting": (), "problems": ()},
        }
        self.put_source(source.model_copy(update=gone))
        self.put_pages(source_id, (), ())
        self._changes.remove(schema.recognised, schema.recognised.c.source == source_id)
        self._changes.touch("recognised", source_id)
        remove_interview(self._changes, source_id)
        self.replace_figures(f"source:{source_id}", (), ())
        self.replace_findings((), f"source:{source_id}")
        self._changes.remove(schema.record_sets, schema.record_sets.c.source == source_id)
        self._changes.remove(schema.rejected_rows, schema.rejected_rows.c.source == source_id)
        self._changes.touch("record_sets")
        self._changes.touch("rejected", source_id)
        vectors = schema.embeddings
        self._changes.remove(vectors, vectors.c.digest.not_in(select(schema.passages.c.digest)))

    def finish(self, who: str, action: str, subject: str, why: str) -> AuditLine:
        """Bring the head up to date and write the audit line; the store calls this once.

        Raises:
            ValueError: a row names a file that wasn't kept.
        """
        for name in self._must_exist:
            if not (self._folder / name).is_file():
                msg = f"{name} must be kept before the row that names it"
                raise ValueError(msg)
        update_head(self._changes.connection, self._at)
        self._changes.touch("head")
        detail = detail_text({**self._detail, "content": self._changes.content()})
        texts = (storable(text) for text in (who, action, subject, why, detail))
        return append_line(self._changes.connection, self._case_id, Entry(self._at, *texts))
