"""Cases come, are found, and go."""

import os
import shutil
import sqlite3
import stat

import pytest

from assistant.errors import CaseLocked, StorageError, UsageError
from assistant.storage.arrivals import home_locked
from assistant.storage.audit import verify, verify_home
from assistant.storage.case_store import (
    create_case,
    delete_case,
    find_case,
    list_cases,
    open_case,
)
from assistant.storage.home import Home
from assistant.storage.home_log import HomeLog


def test_a_new_case_is_empty_and_audited(home, store):
    case = open_case(home, store.id).load()
    assert (case.head.name, case.head.uscc, case.figures, case.as_of) == ("江南机械", "", (), None)
    (line,) = store.audit_lines()
    assert (line.seq, line.who, line.action, line.subject) == (1, "ann", "create", store.id)
    assert verify(store).ok


def test_a_path_is_just_a_name(home, clock):
    before = sorted(p.name for p in home.root.parent.iterdir())
    made = create_case(home, name="../../etc", by="ann", clock=clock)
    assert made.folder.parent == home.cases
    assert find_case(home, "../../etc") == made.id
    assert sorted(p.name for p in home.root.parent.iterdir()) == before


@pytest.mark.parametrize("name", ["", "  \n", "x" * 201, "a\x00b", "a\x1b[31mb"])
def test_a_name_that_cant_be_one_is_refused(home, clock, name):
    with pytest.raises(UsageError):
        create_case(home, name=name, by="ann", clock=clock)
    assert list_cases(home) == ()


def test_uscc_is_checked_and_kept_in_capitals(home, clock):
    with pytest.raises(UsageError, match="统一社会信用代码"):
        create_case(home, name="x", uscc="123", by="ann", clock=clock)
    made = create_case(home, name="x", uscc=" 91330100ma2abcde3x", by="ann", clock=clock)
    assert made.head().uscc == "91330100MA2ABCDE3X"


@pytest.mark.parametrize("case_id", ["../../etc", "", "01", "81ARZ3NDEKTSV4RRFFQ69G5FAV", "/etc"])
def test_an_id_is_never_a_path(home, case_id):
    with pytest.raises(UsageError, match="not a case id"):
        open_case(home, case_id)


def test_only_the_owner_may_look(home, store, added):
    added(b"hello")
    found = [home.root, *home.root.rglob("*")]
    loose = [p for p in found if stat.S_IMODE(p.stat().st_mode) & 0o077]
    assert len(found) > 8
    assert loose == []


def test_rights_that_were_loosened_are_taken_back(home, store):
    (store.folder / "case.sqlite").chmod(0o644)
    store.folder.chmod(0o755)
    open_case(home, store.id)
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((store.folder / "case.sqlite").stat().st_mode) == 0o600


def test_list_is_last_touched_first(home, clock):
    first = create_case(home, name="one", by="ann", clock=clock)
    second = create_case(home, name="two", by="ann", clock=clock)
    assert [head.id for head in list_cases(home)] == [second.id, first.id]
    with first.writing("ann", "note", "", clock):
        pass
    assert [head.id for head in list_cases(home)] == [first.id, second.id]


def test_listing_an_absent_home_makes_nothing(tmp_path):
    home = Home(tmp_path / "nowhere")
    assert list_cases(home) == ()
    assert not home.root.exists()


def test_find_by_id_prefix_and_name(home, clock):
    one = create_case(home, name="One Ltd", by="ann", clock=clock)
    two = create_case(home, name="Two Ltd", by="ann", clock=clock)
    assert find_case(home, one.id) == one.id
    assert find_case(home, two.id.lower()) == two.id
    assert find_case(home, "two ltd") == two.id
    # Ids share their time's prefix and differ in the end; find the first difference by hand.
    length = next(n for n in range(26) if one.id[n] != two.id[n]) + 1
    assert find_case(home, one.id[:length]) == one.id
    with pytest.raises(UsageError, match="2 cases match") as caught:
        find_case(home, one.id[: length - 1])
    assert one.id in caught.value.hint
    assert two.id in caught.value.hint


@pytest.mark.parametrize("ref", ["", " ", "Three", "%", "01ARZ3NDEKTSV4RRFFQ69G5FAV"])
def test_find_says_what_there_is(home, store, ref):
    with pytest.raises(UsageError, match="no case") as caught:
        find_case(home, ref)
    assert "江南机械" in caught.value.hint


def test_find_in_an_empty_home_says_how_to_begin(home):
    with pytest.raises(UsageError) as caught:
        find_case(home, "x")
    assert "case new" in caught.value.hint


def test_delete_leaves_the_tombstone_and_nothing_else(home, store, clock, added):
    added(b"private")
    head = store.audit_lines()[-1].digest
    delete_case(home, store.id, by="bob", why="withdrawn", clock=clock)
    assert list_cases(home) == ()
    assert list(home.cases.iterdir()) == []
    (stone,) = HomeLog(home).tombstones()
    assert (stone.case_id, stone.head, stone.who, stone.why) == (store.id, head, "bob", "withdrawn")
    kept = b"".join(p.read_bytes() for p in home.root.rglob("*") if p.is_file())
    assert "江南机械".encode() not in kept
    with sqlite3.connect(home.audit_db) as raw:
        assert raw.execute("SELECT count(*) FROM heads").fetchone() == (0,)
    raw.close()
    with pytest.raises(UsageError, match="no case"):
        open_case(home, store.id)
    with pytest.raises(UsageError, match="no case"):
        find_case(home, store.id)


def test_delete_needs_a_reason_and_a_case(home, store, clock):
    with pytest.raises(UsageError, match="reason"):
        delete_case(home, store.id, by="bob", why=" ", clock=clock)
    with pytest.raises(UsageError, match="no case"):
        delete_case(home, "01ARZ3NDEKTSV4RRFFQ69G5FAV", by="bob", why="x", clock=clock)
    assert len(list_cases(home)) == 1


def test_a_store_left_open_says_that_the_case_is_gone(home, store, clock):
    delete_case(home, store.id, by="bob", why="withdrawn", clock=clock)
    with pytest.raises(StorageError, match="gone"):
        store.load()
    with pytest.raises(StorageError, match="gone"), store.writing("ann", "x", "", clock):
        pass


def test_a_damaged_case_is_listed_and_can_be_deleted(home, store, clock):
    other = create_case(home, name="sound", by="ann", clock=clock)
    (store.folder / "case.sqlite").write_bytes(b"not a database at all" * 100)
    heads = {head.id: head for head in list_cases(home)}
    assert heads[other.id].problem == ""
    assert "damaged" in heads[store.id].problem
    head = HomeLog(home).head(store.id)
    delete_case(home, store.id, by="ann", why="damaged", clock=clock)
    assert HomeLog(home).tombstones()[0].head == head.digest
    assert [h.id for h in list_cases(home)] == [other.id]


def test_a_database_that_is_missing_or_not_ours(home, store):
    path = store.folder / "case.sqlite"
    path.unlink()
    with pytest.raises(StorageError, match="missing"):
        open_case(home, store.id)
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE other (x)")
    raw.close()
    with pytest.raises(StorageError, match="not a case's database"):
        open_case(home, store.id)


def test_what_a_killed_creation_left_is_swept(home, clock, store):
    left = home.cases / ".new-01ARZ3NDEKTSV4RRFFQ69G5FAV"
    gone = home.cases / ".gone-01ARZ3NDEKTSV4RRFFQ69G5FAW"
    for folder in (left, gone):
        folder.mkdir()
        (folder / "case.sqlite").write_text("half")
    HomeLog(home).keep_head("01ARZ3NDEKTSV4RRFFQ69G5FAV", store.audit_lines()[0])
    assert [head.id for head in list_cases(home)] == [store.id]
    create_case(home, name="next", by="ann", clock=clock)
    assert not left.exists()
    assert not gone.exists()
    assert verify_home(home).ok


def test_a_killed_deletion_is_finished(home, store, clock):
    # The tombstone is written, the folder still stands.
    head = store.audit_lines()[-1].digest
    HomeLog(home).bury(store.id, head, "bob", "2026-03-01T00:00:00+00:00", "withdrawn")
    assert list_cases(home) == ()
    create_case(home, name="next", by="ann", clock=clock)
    assert not store.folder.exists()


def test_a_case_that_went_without_a_tombstone_shows(home, store):
    shutil.rmtree(store.folder)
    (problem,) = verify_home(home).problems
    assert f"case {store.id} is gone without a tombstone" in problem


def test_tombstones_are_chained(home, clock):
    for name in ("a", "b", "c"):
        made = create_case(home, name=name, by="ann", clock=clock)
        delete_case(home, made.id, by="ann", why=f"why {name}", clock=clock)
    assert verify_home(home).ok
    raw = sqlite3.connect(home.audit_db, isolation_level=None)
    raw.execute("UPDATE tombstones SET why = 'other' WHERE seq = 2")
    (problem,) = verify_home(home).problems
    assert "tombstone 2 was changed after it was written" in problem
    raw.execute("DELETE FROM tombstones WHERE seq = 2")
    (problem,) = verify_home(home).problems
    assert "a tombstone before number 3 is missing" in problem
    raw.close()


def test_two_processes_creating_at_once_take_turns(home, clock, monkeypatch):
    monkeypatch.setattr("assistant.storage.arrivals._PATIENCE_S", 0.0)
    monkeypatch.setattr("assistant.storage.locks._OWN_PATIENCE_S", 0.0)
    with (
        home_locked(home, "bob"),
        pytest.raises(CaseLocked, match=f"written by bob .process {os.getpid()}."),
    ):
        create_case(home, name="x", by="ann", clock=clock)
    create_case(home, name="x", by="ann", clock=clock)


def test_a_case_deleted_while_listing_is_left_out(home, store, monkeypatch):
    monkeypatch.setattr(home, "case_ids", lambda: (store.id, "01ARZ3NDEKTSV4RRFFQ69G5FAV"))
    assert [head.id for head in list_cases(home)] == [store.id]


def test_a_home_log_whose_making_was_killed_is_finished(home, clock):
    home.audit_db.touch(mode=0o600)
    assert list_cases(home) == ()
    made = create_case(home, name="x", by="ann", clock=clock)
    assert verify(made).ok
