"""One transaction, one audit line; what is put is what is loaded."""

import json
import time
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError

from assistant.domain.case import SourceState
from assistant.domain.checks import Proof, TextCheck
from assistant.domain.figures import FigureStatus
from assistant.domain.findings import Review, ReviewState, Severity
from assistant.domain.memo import MemoKind, MemoVersion
from assistant.domain.periods import period_from
from assistant.domain.quantities import Lang, Unit
from assistant.domain.records import RecordKind, RecordSet, RejectedRow
from assistant.domain.score import ScoreReport, Waiver
from assistant.errors import StorageError, UsageError
from assistant.storage.audit import verify
from assistant.storage.rows import (
    StoredEmbedding,
    StoredPage,
    StoredPassage,
    text_digest,
    vector_bytes,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def put(store, clock, **changes):
    """One audited write: method name -> arguments."""
    with store.writing("ann", "test", "because", clock) as writer:
        for name, arguments in changes.items():
            getattr(writer, name)(*arguments)


def test_one_line_a_write_with_author_reason_and_detail(store, clock):
    with store.writing("bob", "set", "he said so", clock, subject="request.amount") as writer:
        writer.detail(value=Decimal("5000000"), day=date(2026, 3, 1))
        writer.detail(prompt="p@v1")
    line = store.audit_lines()[-1]
    assert (line.seq, line.who, line.action, line.why) == (2, "bob", "set", "he said so")
    assert line.subject == "request.amount"
    detail = json.loads(line.detail)
    assert detail["value"] == "5000000"
    assert detail["day"] == "2026-03-01"
    assert detail["prompt"] == "p@v1"
    # The clock's first tick made the case, its second this line.
    assert line.at == "2026-03-01T08:00:02.000000+00:00"


def test_nobody_and_no_time_zone_are_bugs(store, clock):
    with pytest.raises(ValueError, match="who makes it"), store.writing(" ", "x", "", clock):
        pass
    naive = lambda: datetime(2026, 1, 1)  # noqa: DTZ001, E731
    with pytest.raises(ValueError, match="time zone"), store.writing("ann", "x", "", naive):
        pass
    with pytest.raises(TypeError, match="audit line"), store.writing("a", "x", "", clock) as w:
        w.detail(thing=object())
    with pytest.raises(ValueError, match="content"), store.writing("a", "x", "", clock) as w:
        w.detail(content={})
    assert len(store.audit_lines()) == 1


def test_a_block_that_raises_keeps_nothing(store, clock, a_figure):
    def fail():
        with store.writing("ann", "test", "", clock) as writer:
            writer.replace_figures("x", [a_figure()])
            writer.set_state("tab", "chat")
            raise KeyError("x")

    with pytest.raises(KeyError):
        fail()
    assert store.load().figures == ()
    assert store.state("tab") is None
    assert len(store.audit_lines()) == 1
    put(store, clock, set_state=("tab", "chat"))
    assert store.state("tab") == "chat"


def test_every_kind_of_figure_comes_back_exactly(store, clock, a_figure, entered):
    figures = (
        a_figure("sales.net@2024", "1.10", period=period_from("2024")),
        a_figure("customers.count@2024", "17", Unit.COUNT),
        a_figure("dscr.ebitda@FY2024", None, Unit.TIMES, missing_reason="no interest line"),
        a_figure("customers.top1_share:某公司@2024", "0.400", Unit.RATIO),
        a_figure("request.amount", "5000000", evidence=entered),
    )
    put(store, clock, replace_figures=("mixed", figures))
    assert store.load().figures == figures
    assert str(store.load().figures[0].value) == "1.10"


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        (Unit.TEXT, "2024-01-02"),
        (Unit.TEXT, "007"),
        (Unit.DATE, date(2024, 1, 2)),
        (Unit.COUNT, 7),
        (Unit.POINTS, Decimal("7.0")),
    ],
)
def test_a_value_keeps_its_type(store, clock, a_figure, unit, value):
    figure = a_figure().model_copy(update={"unit": unit, "value": value})
    put(store, clock, replace_figures=("x", [figure]))
    (back,) = store.load().figures
    assert type(back.value) is type(value)
    assert back == figure


def test_one_family_of_figures_is_replaced_and_the_others_stay(store, clock, a_figure, a_statement):
    put(
        store,
        clock,
        replace_figures=(
            "ratios",
            [a_figure("a.b@2024")],
        ),
    )
    put(store, clock, replace_figures=("invoices", [a_figure("c.d@2024")], [a_statement()]))
    put(store, clock, replace_figures=("invoices", [a_figure("e.f@2024"), a_figure("e.g@2024")]))
    case = store.load()
    assert [f.key for f in case.figures] == ["e.f@2024", "e.g@2024", "a.b@2024"]
    assert case.statements == ()
    assert store.load() == case


def test_a_thousand_figures_load_quickly(store, clock, a_figure):
    figures = [a_figure(f"m{n}.x@2024", f"{n}.25") for n in range(1000)]
    put(store, clock, replace_figures=("x", figures))
    store.load()
    took = []
    for _ in range(5):
        started = time.perf_counter()
        case = store.load()
        took.append(time.perf_counter() - started)
    assert len(case.figures) == 1000
    assert min(took) < 0.1


def test_a_review_outlives_recomputing(store, clock, a_finding):
    put(store, clock, replace_findings=([a_finding("f1"), a_finding("f2")],))
    assert store.head().open_warnings == 2
    review = Review(state=ReviewState.DISMISSED, who="bob", when=NOON, note="seasonal")
    put(store, clock, review=("f1", review))
    assert store.head().open_warnings == 1
    put(store, clock, replace_findings=([a_finding("f2")],))
    put(store, clock, replace_findings=([a_finding("f1"), a_finding("f1")],))
    (finding,) = store.load().findings
    assert finding.review == review
    assert store.head().open_warnings == 0


def test_only_open_warnings_count(store, clock, a_finding):
    severities = (Severity.INFO, Severity.WARNING, Severity.CRITICAL)
    put(store, clock, replace_findings=([a_finding(s, s) for s in severities],))
    assert store.head().open_warnings == 2


def test_findings_of_another_family_stay(store, clock, a_finding):
    put(store, clock, replace_findings=([a_finding("f1")],))
    put(store, clock, replace_findings=([a_finding("f2")], "source:x"))
    put(store, clock, replace_findings=([],))
    assert [f.id for f in store.load().findings] == ["f2"]


def test_a_review_of_nothing_is_refused(store, clock):
    with pytest.raises(UsageError, match="no finding 'f9'"):
        put(store, clock, review=("f9", Review()))


def test_the_head_follows_request_and_score(store, clock, a_figure, entered):
    candidate = a_figure("request.amount", "9", status=FigureStatus.CANDIDATE)
    put(store, clock, replace_figures=("a-form", [candidate]))
    assert store.head().amount is None
    put(store, clock, replace_figures=("b-form", [a_figure("request.amount", "4000000")]))
    assert store.head().amount == "4000000"
    typed = a_figure("request.amount", "5000000", evidence=entered)
    put(store, clock, replace_figures=("entered", [typed]))
    assert store.head().amount == "5000000"
    put(store, clock, put_score=(a_report(),), set_head=())
    assert (store.head().grade, store.load().score) == ("B", a_report())
    put(store, clock, put_score=(None,))
    assert (store.head().grade, store.load().score) == (None, None)


def test_name_uscc_and_as_of_are_set(store, clock):
    with store.writing("ann", "rename", "typo", clock) as writer:
        writer.set_head(name="江北机械", uscc="91330100MA2ABCDE3X")
        writer.set_as_of(date(2026, 2, 28))
    case = store.load()
    assert (case.head.name, case.as_of) == ("江北机械", date(2026, 2, 28))
    assert case.head.uscc == "91330100MA2ABCDE3X"
    put(store, clock, set_as_of=(None,))
    assert store.load().as_of is None
    assert verify(store).ok


def a_report():
    return ScoreReport(
        score=Decimal("61.5"),
        grade="B",
        pd=Decimal("0.02"),
        limit=None,
        limit_terms=(),
        rate=None,
        currency=Unit.CNY,
        policy="p@2026-01-01#0",
        reasons=(),
        rules=(),
        inputs_digest="0" * 64,
        recommendation="refer",
    )


def a_memo(number, lang=Lang.ZH):
    return MemoVersion(
        number=number,
        kind=MemoKind.NEW,
        lang=lang,
        title="授信调查报告",
        sections=(),
        notes=(),
        open_points=(),
        check=TextCheck(verdict=Proof.PROVED, sentences=()),
        struck=(),
        policy="p",
        model="offline-analyst",
        generator="tallystick 0.1.0",
        drafted_at=NOON,
        drafted_by="ann",
    )


def test_memos_are_added_and_never_changed(store, clock):
    put(store, clock, add_memo=(a_memo(1),))
    put(store, clock, add_memo=(a_memo(1, Lang.EN),))
    put(store, clock, add_memo=(a_memo(2),))
    assert [(m.number, m.lang) for m in store.load().memos] == [(1, "zh"), (1, "en"), (2, "zh")]
    with pytest.raises(IntegrityError):
        put(store, clock, add_memo=(a_memo(2),))


def test_a_later_waiver_of_a_rule_stands(store, clock):
    for who in ("ann", "bob"):
        waiver = Waiver(rule_id="r1", who=who, when=NOON, why="collateral")
        put(store, clock, add_waiver=(waiver,))
    assert [w.who for w in store.load().waivers] == ["bob"]


def test_messages_keep_order_thread_and_odd_text(store, clock):
    put(store, clock, add_message=("user", "销售额？", "", "main"))
    put(store, clock, add_message=("assistant", "half a pair: \ud83d", '{"figures":[]}'))
    put(store, clock, add_message=("user", "aside", "", "other"))
    messages = store.messages()
    assert [(m.seq, m.role, m.text) for m in messages] == [
        (1, "user", "销售额？"),
        (2, "assistant", "half a pair: \N{REPLACEMENT CHARACTER}"),
    ]
    assert messages[1].payload_json == '{"figures":[]}'
    assert [m.text for m in store.messages("other")] == ["aside"]
    assert verify(store).ok


def a_passage(source, ordinal, text, page=1):
    return StoredPassage(
        source=source, source_name="合同.pdf", page=page, ordinal=ordinal, text=text
    )


def test_pages_passages_and_vectors(store, clock, added):
    source = added(b"contract")
    pages = (StoredPage(number=1, text="甲方", label="i"), StoredPage(number=2, text="nul \0 \n"))
    passages = [a_passage(source, n, f"text {n}") for n in range(3)]
    put(store, clock, put_pages=(source, pages, passages))
    assert store.pages(source) == pages
    assert store.passages() == tuple(passages)
    assert store.missing_embeddings(2, "e5") == tuple(passages[:2])

    vector = StoredEmbedding(
        digest=text_digest("text 0"), model="e5", vector=vector_bytes([0.5, -1.0])
    )
    store.keep_embeddings([vector, vector])
    assert store.missing_embeddings(9, "e5") == tuple(passages[1:])
    assert store.missing_embeddings(9) == tuple(passages[1:])
    assert store.missing_embeddings(9, "other") == tuple(passages)
    assert store.embeddings("e5") == (vector,)
    assert store.embeddings("other") == ()
    assert store.embeddings()[0].floats() == (0.5, -1.0)
    assert passages[0].digest == vector.digest
    put(store, clock, put_embeddings=([],))
    put(store, clock, put_pages=(source, (), ()))
    assert store.pages(source) == store.passages() == ()


def rejected(source, row):
    return RejectedRow(source=source, sheet="进项", row=row, reason="no date")


def a_record_set(source, digest, firm="E1"):
    return RecordSet(
        digest=digest,
        kind=RecordKind.INVOICES,
        source=source,
        firm=firm,
        rows=3,
        void=1,
        red=1,
        repeated=0,
        rejected=1,
        first_day="2024-01-02",
        last_day="2024-05-06",
        added_at=NOON,
    )


def test_record_sets_and_rejected_rows(store, clock, added, tmp_path):
    source = added(b"invoices")
    (tmp_path / "rows.parquet").write_bytes(b"PAR1")
    digest = store.keep_records(tmp_path / "rows.parquet")
    assert store.records_path(digest).read_bytes() == b"PAR1"
    first, second = a_record_set(source, digest), a_record_set(source, digest, "E2")
    bad = [rejected(source, 17), rejected(source, 3)]
    put(store, clock, put_record_set=(first, bad))
    put(store, clock, put_record_set=(second, bad))
    put(store, clock, put_record_set=(first, bad))
    assert store.load().record_sets == (first, second)
    assert store.rejected_rows(source) == tuple(bad)
    assert store.rejected_rows("0" * 64) == ()
    assert store.rejected_rows() == tuple(bad)
    put(store, clock, put_rejected=("f" * 64, [rejected("f" * 64, 1)]))
    assert len(store.rejected_rows()) == 3


def test_a_row_before_its_file_is_a_bug(store, clock, a_source):
    with pytest.raises(ValueError, match="must be kept before"):
        put(store, clock, put_source=(a_source("a" * 64),))
    with pytest.raises(ValueError, match="not a SHA-256"):
        put(store, clock, put_source=(a_source("../../etc/passwd"),))
    put(store, clock, put_source=(a_source("a" * 64, SourceState.FAILED),))
    assert [s.state for s in store.load().sources] == ["failed"]
    assert verify(store).ok


def test_a_removed_source_takes_everything_with_it(store, clock, added, tmp_path, a_figure):
    source, other = added(b"contract"), added(b"other")
    (tmp_path / "rows.parquet").write_bytes(b"PAR1")
    records = a_record_set(source, store.keep_records(tmp_path / "rows.parquet"))
    passage = a_passage(source, 0, "secret words")
    put(
        store,
        clock,
        put_record_set=(records, [rejected(source, 1)]),
        put_pages=(source, [StoredPage(number=1, text="secret words")], [passage]),
        replace_figures=(f"source:{source}", [a_figure()]),
    )
    vector = StoredEmbedding(digest=passage.digest, model="e5", vector=b"0000")
    store.keep_embeddings([vector])
    put(store, clock, remove_source=(source,))
    case = store.load()
    assert [(s.id, s.state) for s in case.sources] == [(source, "removed"), (other, "ready")]
    assert (case.figures, case.record_sets, store.passages()) == ((), (), ())
    assert (store.rejected_rows(), store.embeddings()) == ((), ())
    assert not store.source_path(source).exists()
    assert not store.records_path(records.digest).exists()
    assert store.source_path(other).read_bytes() == b"other"
    assert verify(store).ok
    kept = b"".join(p.read_bytes() for p in store.folder.rglob("*") if p.is_file())
    assert b"secret words" not in kept
    # It may come back.
    added(b"contract")
    assert [s.state for s in store.load().sources] == ["ready", "ready"]


def test_removing_what_isnt_there_is_refused(store, clock):
    with pytest.raises(UsageError, match="no source"):
        put(store, clock, remove_source=("b" * 64,))


def test_a_value_changed_by_hand_is_named_not_a_traceback(store, clock, a_figure, tamper):
    put(store, clock, replace_figures=("x", [a_figure()]))
    tamper("UPDATE figures SET body = '{}'")
    with pytest.raises(StorageError, match="figures of the case can't be read"):
        store.load()
    tamper("UPDATE figures SET body = 'x'", "UPDATE case_head SET created_at = 'yesterday'")
    with pytest.raises(StorageError, match="didn't write"):
        store.head()
    tamper("DELETE FROM case_head")
    with pytest.raises(StorageError, match="no head"):
        store.head()


def test_screen_state_needs_no_audit_line(store):
    store.keep_state("tab", "figures")
    store.keep_state("tab", "chat")
    assert store.state("tab") == "chat"
    assert len(store.audit_lines()) == 1
    assert verify(store).ok
