"""Reading in a child process: results come back, and hostile files harm only the child."""

import os
import signal
import threading
import time
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from assistant.domain.progress import Progress, Stopped
from assistant.domain.tongues import tongues_of
from assistant.errors import InputError, StorageError
from assistant.intake import workers
from assistant.intake.add_document import DocumentAsked, read_document
from assistant.intake.detect import FileKind, kind_of
from assistant.intake.read_invoices import InvoiceRequest, list_firms, read_invoices
from assistant.intake.reading_apart import load_apart
from assistant.intake.workers import Control, WorkerLimits, run_apart

HEAD = ("企业代号", "发票号码", "开票日期", "购方单位代号", "金额", "税额", "价税合计", "发票状态")
SALE = ("E1", "1001", "2025/1/21", "B1", 100.0, 13.0, 113.0, "有效发票")
QUIET = Control(lambda _: None, lambda: False)


@pytest.fixture
def invoices(tmp_path: Path) -> Path:
    path = tmp_path / "invoices.xlsx"
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "销项"
    for row in (HEAD, SALE):
        sheet.append(row)
    book.save(path)
    return path


@pytest.fixture
def vast(tmp_path: Path) -> Path:
    """Two cells at opposite corners: a reader that keeps every cell between needs 400 GB."""
    path = tmp_path / "vast.xlsx"
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["XFD1048576"] = "发票号码", "x"
    book.save(path)
    return path


def request(path: Path) -> InvoiceRequest:
    at = datetime(2026, 1, 5, tzinfo=UTC)
    return InvoiceRequest(path=path, source_id="ab", today=date(2026, 1, 5), added_at=at)


def test_invoices_come_back_with_progress(invoices: Path, tmp_path: Path) -> None:
    steps: list[Progress] = []
    reading = read_invoices(
        request(invoices), out_dir=tmp_path / "out", progress=steps.append, cancelled=lambda: False
    )
    assert reading.files[0].record_set.rows == 1
    assert reading.files[0].path.is_file()
    assert (steps[0].subject, steps[0].stage, steps[0].done) == ("invoices.xlsx", "reading", 1)
    assert [(f.code, f.rows) for f in list_firms(invoices)] == [("E1", 1)]


def test_refusals_come_back_with_their_hint(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(InputError, match="no table of invoices") as caught:
        list_firms(path)
    assert "发票号码" in caught.value.hint


def test_records_that_cannot_be_written_are_a_storage_error(invoices: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "abababab-unfinished.parquet").mkdir(parents=True)
    broken = request(invoices).model_copy(update={"source_id": "abababab"})
    with pytest.raises(StorageError, match="can't be written"):
        read_invoices(broken, out_dir=out, progress=lambda _: None, cancelled=lambda: False)


def test_a_vast_sheet_is_refused_and_the_parent_lives(vast: Path) -> None:
    with pytest.raises(InputError, match="vast.xlsx: reading it needs more than 6 GB of memory"):
        kind_of(vast)
    with pytest.raises(InputError, match="more than 3 GB of memory"):
        load_apart(vast, QUIET.report, QUIET.cancelled)


def test_time_is_bounded(invoices: Path) -> None:
    with pytest.raises(InputError, match="not read within 0 seconds"):
        run_apart("firms", str(invoices), "x", QUIET, WorkerLimits(seconds=0.0))


def test_the_user_calls_it_off(invoices: Path, tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        read_invoices(
            request(invoices), out_dir=tmp_path, progress=lambda _: None, cancelled=lambda: True
        )


def test_a_crash_names_what_was_said_last(invoices: Path) -> None:
    with pytest.raises(InputError, match=r"brings its reader down \(KeyError: 'no such job'\)"):
        run_apart("no such job", str(invoices), "x", QUIET, WorkerLimits())


def test_a_killed_child_is_no_result(invoices: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = subprocess_pids(monkeypatch)

    def kill() -> None:
        while not started:
            time.sleep(0.01)
        os.kill(started[0], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    with pytest.raises(InputError, match="brings its reader down"):
        run_apart("firms", str(invoices), "x", QUIET, WorkerLimits())
    killer.join()


def subprocess_pids(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    started: list[int] = []
    real = workers.subprocess.Popen

    def popen(*args: object, **options: object) -> object:
        child = real(*args, **options)
        started.append(child.pid)
        return child

    monkeypatch.setattr(workers.subprocess, "Popen", popen)
    return started


def test_documents_come_back_with_pages_values_and_problems(tmp_path: Path) -> None:
    path = tmp_path / "form.txt"
    path.write_text(
        "授信申请表\n企业名称：示例公司\n申请金额：500万元\n申请期限：约一年\n贷款用途：采购原料\n",
        "utf-8",
    )
    steps: list[Progress] = []
    asked = DocumentAsked("ab" * 32, "", date(2026, 7, 1))
    reading = read_document(path, asked, progress=steps.append, cancelled=lambda: False)
    assert reading.pages[0].number == 1
    assert reading.passages[0].source == "ab" * 32
    assert {f.key for f in reading.figures} == {
        "applicant.name",
        "request.amount",
        "request.purpose",
    }
    (problem,) = map(tongues_of, reading.problems)
    assert problem.zh == "第1页：申请期限“约一年”无法识别，请手工录入 request.tenor_months"
    assert problem.en == "page 1: tenor '约一年' can't be read; enter request.tenor_months by hand"
    assert steps[-1].unit == "pages"


def test_an_unreadable_document_names_file_and_hint(tmp_path: Path) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes(b"%PDF-1.7\n1 0 obj")
    with pytest.raises(InputError, match=r"^cut\.pdf") as caught:
        load_apart(path, QUIET.report, QUIET.cancelled)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.parquet", b"PAR1....", FileKind.INVOICES),
        ("b.pdf", b"%PDF-1.7 invoice", FileKind.DOCUMENT),
        ("c.csv", ",".join(HEAD).encode("gbk"), FileKind.INVOICES),
        ("d.csv", ",".join(HEAD).encode("utf-16"), FileKind.INVOICES),
        ("e.csv", b"invoice number,date,amount,tax,status\n1,2,3,4,5", FileKind.INVOICES),
        ("f.md", "本合同项下发票应于交货后开具。".encode(), FileKind.DOCUMENT),
        ("g.txt", b"nothing of the kind", FileKind.DOCUMENT),
        ("h.xlsx", b"PK\x03\x04 cut off", FileKind.DOCUMENT),
    ],
)
def test_kinds_by_content(tmp_path: Path, name: str, content: bytes, kind: FileKind) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert kind_of(path) is kind


def test_kind_of_workbooks(invoices: Path, tmp_path: Path) -> None:
    assert kind_of(invoices) is FileKind.INVOICES
    renamed = invoices.rename(tmp_path / "letter.docx")
    assert kind_of(renamed) is FileKind.INVOICES
    book = Workbook()
    book.worksheets[0].append(["付款说明", "凭发票付款"])
    book.save(tmp_path / "terms.xlsx")
    assert kind_of(tmp_path / "terms.xlsx") is FileKind.DOCUMENT
    with zipfile.ZipFile(tmp_path / "word.docx", "w") as archive:
        archive.writestr("word/document.xml", "<发票/>")
    assert kind_of(tmp_path / "word.docx") is FileKind.DOCUMENT


@pytest.mark.parametrize("content", [b"", None])
def test_empty_and_missing_files_are_said_so(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "x.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match="empty|can't be read"):
        kind_of(path)
