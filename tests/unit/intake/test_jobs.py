"""What a child process is asked to do, done in this one."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.domain.progress import Progress
from assistant.errors import InputError
from assistant.intake.invoice_reading import InvoiceRequest
from assistant.intake.jobs import JOBS, DocumentAsked, InvoicesAsked
from tests.e2e.test_bad_input import invoices, row


def test_a_document_comes_back_as_json_with_progress(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("一行文字。\n", "utf-8")
    said: list[tuple[str, str]] = []
    asked = DocumentAsked(path=path, name="a.txt", seconds=10).model_dump_json()
    document = json.loads(JOBS["document"](asked, lambda *words: said.append(words)))
    steps = [Progress.model_validate_json(body) for kind, body in said if kind == "progress"]
    assert document["pages"][0]["text"].strip() == "一行文字。"
    assert (steps[-1].stage, steps[-1].unit) == ("reading", "pages")


@pytest.mark.parametrize(("content", "page"), [(b"", ""), (bytes(range(256)) * 40, "")])
def test_a_document_that_can_not_be_read_names_itself(
    tmp_path: Path, content: bytes, page: str
) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(content)
    asked = DocumentAsked(path=path, name="a.bin", seconds=10).model_dump_json()
    with pytest.raises(InputError) as caught:
        JOBS["document"](asked, lambda *_: None)
    assert caught.value.message.startswith(f"a.bin{page}: ")
    assert caught.value.zh.startswith("a.bin：")
    assert caught.value.zh_hint


def test_invoices_firms_and_kind(tmp_path: Path) -> None:
    path = invoices(tmp_path / "i.xlsx", [row(1, "2024/1/31", 100)])
    request = InvoiceRequest(
        path=path,
        source_id="a" * 64,
        today=date(2026, 1, 1),
        added_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    asked = InvoicesAsked(request=request.model_dump_json(), out_dir=tmp_path / "out")
    reading = json.loads(JOBS["invoices"](asked.model_dump_json(), lambda *_: None))
    assert reading["files"][0]["record_set"]["rows"] == 1
    assert json.loads(JOBS["firms"](str(path), lambda *_: None))["firms"] == [
        {"code": "E1", "name": "", "rows": 1}
    ]
    assert JOBS["kind"](str(path), lambda *_: None) == "invoices"
    note = tmp_path / "note.txt"
    note.write_text("发票\n", "utf-8")
    assert JOBS["kind"](str(note), lambda *_: None) == "document"
