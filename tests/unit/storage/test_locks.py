"""One writer at a time, readers any time."""

import os
import subprocess
import sys
import threading
import time

import pytest

from assistant.errors import CaseLocked, StorageError
from assistant.storage.audit import verify
from assistant.storage.case_store import open_case
from assistant.storage.locks import exclusive

HOLDING = """
import sys, time
from pathlib import Path
from assistant.domain.clock import system_clock
from assistant.storage.case_store import open_case
from assistant.storage.home import Home
store = open_case(Home(Path(sys.argv[1])), sys.argv[2])
with store.writing("bob", "hold", "", system_clock) as writer:
    writer.add_message("user", "from the other process")
    print("holding", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def other_writer(home, store):
    """Another process in the middle of a write; ends when its stdin closes."""
    command = [sys.executable, "-c", HOLDING, str(home.root), store.id]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout.readline() == "holding\n"
        yield child
        if child.poll() is None:
            child.kill()


def test_a_second_process_is_told_who_writes_and_may_read(home, store, clock, other_writer):
    patient = open_case(home, store.id, patience_s=0.1)
    with pytest.raises(CaseLocked) as caught, patient.writing("ann", "x", "", clock):
        pass
    assert f"being written by bob (process {other_writer.pid})" in caught.value.message
    assert caught.value.exit_code == 6
    # Reading sees the case as it was before, at once.
    started = time.perf_counter()
    assert patient.load().head.name == "江南机械"
    assert patient.messages() == ()
    assert time.perf_counter() - started < 0.5
    with pytest.raises(CaseLocked):
        patient.keep_state("tab", "chat")

    other_writer.communicate("\n")
    with patient.writing("ann", "x", "", clock):
        pass
    assert [m.text for m in patient.messages()] == ["from the other process"]
    assert [line.who for line in patient.audit_lines()] == ["ann", "bob", "ann"]
    assert verify(patient).ok


def test_the_lock_goes_with_a_killed_process(home, store, clock, other_writer):
    other_writer.kill()
    other_writer.wait()
    with open_case(home, store.id, patience_s=0.1).writing("ann", "x", "", clock):
        pass
    assert [line.action for line in store.audit_lines()] == ["create", "x"]


def test_threads_of_one_process_wait_for_each_other(store, clock):
    errors = []

    def add(name):
        try:
            for n in range(5):
                with store.writing(name, "say", "", clock) as writer:
                    writer.add_message("user", f"{name} {n}")
        except Exception as error:  # noqa: BLE001  shown below
            errors.append(error)

    threads = [threading.Thread(target=add, args=(f"t{n}",)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(store.messages()) == 15
    assert verify(store).ok


def test_a_reader_keeps_its_snapshot_while_another_writes(store, clock):
    def read_twice(connection):
        first = connection.exec_driver_sql("SELECT count(*) FROM messages").scalar()
        with store.writing("ann", "say", "", clock) as writer:
            writer.add_message("user", "x")
        second = connection.exec_driver_sql("SELECT count(*) FROM messages").scalar()
        return first, second

    assert store.read(read_twice) == (0, 0)
    assert len(store.messages()) == 1


def test_another_program_writing_to_the_database(store, clock, monkeypatch):
    import sqlite3

    monkeypatch.setattr("assistant.storage.database.BUSY_S", 0.05)
    raw = sqlite3.connect(store.database.path, isolation_level=None)
    raw.execute("BEGIN IMMEDIATE")
    with (
        pytest.raises(CaseLocked, match="another program"),
        store.writing("ann", "x", "", clock),
    ):
        pass
    raw.close()


def test_a_lock_whose_file_was_replaced_is_not_held(tmp_path, monkeypatch):
    path = tmp_path / "lock"
    real = os.open

    def open_then_replace(*given):
        descriptor = real(*given)
        path.unlink()
        return descriptor

    monkeypatch.setattr(os, "open", open_then_replace)
    with pytest.raises(StorageError, match="it is gone"), exclusive(path, who="a", subject="it"):
        pass


def test_a_lock_that_cant_be_opened(tmp_path):
    with (
        pytest.raises(StorageError, match="Is a directory"),
        exclusive(tmp_path, who="a", subject="it"),
    ):
        pass
    path = tmp_path / "lock"
    with exclusive(path, who="bob", subject="it"):
        path.write_text("no json")
        # Somebody holds it; who, can't be read.
        with (
            pytest.raises(CaseLocked, match="somebody"),
            exclusive(path, who="ann", subject="it", patience_s=0.0),
        ):
            pass
