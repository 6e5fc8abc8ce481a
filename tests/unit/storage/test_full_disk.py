"""A full disk: one clear message, nothing half-kept, everything earlier intact."""

import errno
import os
import sqlite3

import pytest

from assistant.errors import InputError, StorageError
from assistant.storage.audit import verify
from assistant.storage.case_store import create_case, list_cases
from assistant.storage.database import storage_error
from assistant.storage.rows import StoredPage
from assistant.storage.transfer import export_case


def full(*_given, **_named):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def a_file(tmp_path):
    path = tmp_path / "contract.pdf"
    path.write_bytes(b"contract")
    return path


def test_keeping_a_file(store, a_file, monkeypatch, clock):
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="disk is full") as caught:
        store.keep_file(a_file)
    assert "free some space" in caught.value.hint
    assert list((store.folder / "sources").iterdir()) == []
    monkeypatch.undo()
    assert store.source_path(store.keep_file(a_file)).read_bytes() == b"contract"


def test_creating_a_case(home, monkeypatch, clock):
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="disk is full"):
        create_case(home, name="x", by="ann", clock=clock)
    monkeypatch.undo()
    assert list_cases(home) == ()
    assert list(home.cases.iterdir()) == []


def test_writing_to_the_database(store, clock, monkeypatch):
    """SQLite itself meets the end of the disk: its file may not grow."""
    pragmas = ("PRAGMA synchronous=FULL", "PRAGMA max_page_count=60")
    monkeypatch.setattr("assistant.storage.database._PRAGMAS", pragmas)
    pages = [StoredPage(number=n, text="x" * 4000) for n in range(200)]
    with (
        pytest.raises(StorageError, match="disk is full"),
        store.writing("ann", "read", "", clock) as writer,
    ):
        writer.put_pages("a" * 64, pages, ())
    monkeypatch.undo()
    assert store.pages("a" * 64) == ()
    assert len(store.audit_lines()) == 1
    assert verify(store).ok


def test_the_home_log(store, clock, monkeypatch):
    real = store.home_log.keep_head

    def refuse(*_given):
        raise StorageError("audit.sqlite: the disk is full", "free some space")

    monkeypatch.setattr(store.home_log, "keep_head", refuse)
    with (
        pytest.raises(StorageError, match="saved as line 2, but the home log isn't"),
        store.writing("ann", "x", "", clock),
    ):
        pass
    monkeypatch.setattr(store.home_log, "keep_head", real)
    verdict = verify(store)
    assert verdict.ok
    assert len(verdict.notes) == 1
    assert "the home log is at line 1 of 2; the next write brings it up" in verdict.notes[0]


def test_exporting(home, store, clock, monkeypatch, tmp_path):
    path = tmp_path / "out" / "case.zip"
    path.parent.mkdir()
    monkeypatch.setattr("assistant.storage.parcel.os.fsync", full)
    with pytest.raises(StorageError, match="disk is full"):
        export_case(home, store.id, path, by="ann", clock=clock)
    monkeypatch.undo()
    assert list(path.parent.iterdir()) == []
    assert verify(store).ok


def test_what_cant_be_read_is_the_users_file_not_ours(store, tmp_path):
    with pytest.raises(InputError, match="nowhere.pdf: can't be read"):
        store.keep_file(tmp_path / "nowhere.pdf")
    with pytest.raises(InputError, match="not a regular file"):
        store.keep_file(tmp_path)
    assert list((store.folder / "sources").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("SQLITE_FULL", "disk is full"),
        ("SQLITE_IOERR_WRITE", "disk is full"),
        ("SQLITE_CANTOPEN", "can't be opened"),
        ("SQLITE_CORRUPT", "damaged"),
        ("SQLITE_NOTADB", "damaged"),
        ("SQLITE_READONLY", "check the disk"),
        ("", "check the disk"),
    ],
)
def test_every_sqlite_error_says_what_to_do(tmp_path, name, words):
    error = sqlite3.OperationalError("raw words")
    error.sqlite_errorname = name
    said = storage_error(tmp_path / "case.sqlite", "case X", error)
    assert words in said.message + said.hint
    assert "case.sqlite" in said.message
    assert said.hint
