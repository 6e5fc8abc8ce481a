"""The log shows whoever changes the past."""

# ruff: noqa: S608  the statements are the test's own
import shutil
import sqlite3

import pytest

from assistant.domain.case import SourceState
from assistant.domain.tongues import tongues_of
from assistant.errors import InputError, StorageError
from assistant.storage.audit import verify
from assistant.storage.home_log import HomeLog


@pytest.fixture
def long_store(store, clock):
    """A case with five lines."""
    for n in range(4):
        with store.writing("ann", f"step{n}", f"reason {n}", clock, subject="s") as writer:
            writer.detail(n=n)
            writer.add_message("user", f"message {n}")
    return store


def english(texts):
    assert all(tongues_of(text).zh != text for text in texts), "said in both languages"
    return tuple(tongues_of(text).en for text in texts)


def problems_of(store):
    verdict = verify(store)
    assert verdict.ok == (not verdict.problems)
    return english(verdict.problems)


def test_an_honest_log_verifies(long_store):
    verdict = verify(long_store)
    assert (verdict.ok, verdict.lines, verdict.notes) == (True, 5, ())


@pytest.mark.parametrize("column", ["at", "who", "action", "subject", "why"])
@pytest.mark.parametrize("seq", [1, 3, 5])
def test_a_changed_text_is_found(long_store, tamper, column, seq):
    tamper(f"UPDATE audit SET {column} = {column} || 'x' WHERE seq = {seq}")
    assert problems_of(long_store) == (f"line {seq} was changed after it was written",)


def test_a_changed_detail_is_found(long_store, tamper):
    tamper("""UPDATE audit SET detail = replace(detail, '"n":1', '"n":7') WHERE seq = 3""")
    assert problems_of(long_store) == ("line 3 was changed after it was written",)


def test_moving_text_from_one_field_to_the_next_is_found(long_store, tamper):
    tamper("UPDATE audit SET who = who || action, action = '' WHERE seq = 2")
    assert problems_of(long_store) == ("line 2 was changed after it was written",)


def test_a_line_rewritten_with_its_digest_is_found(long_store, tamper):
    line = long_store.audit_lines()[2]
    forged = line.model_copy(update={"why": "another"})
    from assistant.storage.chain import line_digest

    entry = (forged.at, forged.who, forged.action, forged.subject, forged.why, forged.detail)
    digest = line_digest(forged.previous, forged.seq, entry)
    tamper(f"UPDATE audit SET why = 'another', digest = '{digest}' WHERE seq = 3")
    assert problems_of(long_store)[0] == "line 4 doesn't follow the line before it"


@pytest.mark.parametrize("seq", [1, 2, 4])
def test_a_removed_line_is_found(long_store, tamper, seq):
    tamper(f"DELETE FROM audit WHERE seq = {seq}")
    assert problems_of(long_store)[0] == f"line {seq} is missing: line {seq + 1} follows"


def test_a_removed_line_is_found_after_renumbering(long_store, tamper):
    tamper("DELETE FROM audit WHERE seq = 3", "UPDATE audit SET seq = seq - 1 WHERE seq > 3")
    assert "line 3 doesn't follow the line before it" in problems_of(long_store)


def test_lines_in_another_order_are_found(long_store, tamper):
    tamper(
        "UPDATE audit SET seq = 99 WHERE seq = 2",
        "UPDATE audit SET seq = 2 WHERE seq = 3",
        "UPDATE audit SET seq = 3 WHERE seq = 99",
    )
    assert "line 2 doesn't follow the line before it" in problems_of(long_store)


@pytest.mark.parametrize("cut", [1, 4])
def test_a_cut_tail_is_found(long_store, tamper, cut):
    tamper(f"DELETE FROM audit WHERE seq > {5 - cut}")
    assert problems_of(long_store)[0] == (
        f"the tail is cut: the home log has line 5, the case ends at {5 - cut}"
    )


def test_a_cut_tail_stays_found_after_writing_goes_on(long_store, tamper, clock):
    # Messages go with their lines, so that the contents agree with the shorter log.
    tamper("DELETE FROM audit WHERE seq > 3", "DELETE FROM messages WHERE seq > 2")
    for n in range(4):
        with long_store.writing("ann", f"later{n}", "", clock):
            pass
    (problem,) = problems_of(long_store)
    assert problem.startswith("line 5 of the home log (")
    assert "was not in the case when line 4 was written" in problem


def test_an_older_copy_of_the_folder_is_found(long_store, tmp_path, clock):
    shutil.copytree(long_store.folder, tmp_path / "copy")
    with long_store.writing("ann", "add", "", clock):
        pass
    shutil.rmtree(long_store.folder)
    shutil.copytree(tmp_path / "copy", long_store.folder)
    assert problems_of(long_store) == (
        "the tail is cut: the home log has line 6, the case ends at 5",
    )


def test_a_home_log_that_knows_nothing_is_said(home, long_store):
    home.audit_db.unlink()
    assert "doesn't know this case" in problems_of(long_store)[0]


def test_another_head_in_the_home_log_is_found(home, long_store):
    raw = sqlite3.connect(home.audit_db, isolation_level=None)
    raw.execute("UPDATE heads SET digest = 'x'")
    raw.close()
    assert problems_of(long_store) == ("line 5 is not the one that the home log remembers",)


def test_a_home_log_that_lags_is_a_note_and_heals(home, long_store, clock):
    HomeLog(home).keep_head(long_store.id, long_store.audit_lines()[2])
    verdict = verify(long_store)
    assert (verdict.ok, english(verdict.notes)) == (
        True,
        ("the home log is at line 3 of 5; the next write brings it up",),
    )
    with long_store.writing("ann", "x", "", clock):
        pass
    assert verify(long_store).notes == ()


@pytest.mark.parametrize(
    ("statement", "part"),
    [
        ("UPDATE messages SET text = 'other' WHERE seq = 2", "message:2"),
        ("DELETE FROM messages WHERE seq = 2", "message:2"),
        (
            "INSERT INTO messages SELECT 9, thread, role, text, payload_json, at FROM messages WHERE seq = 1",
            "message:9",
        ),
        ("UPDATE case_head SET grade = 'AAA'", "head"),
    ],
)
def test_contents_changed_by_hand_are_found(long_store, tamper, statement, part):
    tamper(statement)
    assert problems_of(long_store) == (f"{part} was changed outside the program",)


def test_a_detail_that_is_no_json_is_only_a_changed_line(long_store, tamper):
    tamper("UPDATE audit SET detail = '[]' WHERE seq = 5")
    assert "line 5 was changed after it was written" in problems_of(long_store)
    tamper("UPDATE audit SET detail = '{' WHERE seq = 5")
    assert "line 5 was changed after it was written" in problems_of(long_store)


def test_a_kept_file_that_was_changed_or_taken_is_found(store, added):
    digest = added(b"hello")
    path = store.source_path(digest)
    path.write_bytes(b"jello")
    assert problems_of(store) == (f"sources/{digest} was changed",)
    path.unlink()
    assert problems_of(store) == (f"sources/{digest} is missing",)
    path.mkdir()
    assert problems_of(store) == (f"sources/{digest} is missing",)


def test_a_log_that_cant_be_read_at_all_is_an_error(store, tamper):
    tamper("DROP TABLE audit")
    with pytest.raises(StorageError, match="damaged"):
        verify(store)


def test_a_kept_file_that_cant_be_read_is_named(store, added, monkeypatch):
    digest = added(b"hello")

    def refuse(path):
        raise InputError(f"{path.name}: can't be read", zh=f"{path.name}：无法读取")

    monkeypatch.setattr("assistant.storage.audit.file_digest", refuse)
    assert problems_of(store) == (f"{digest}: can't be read",)


def test_a_replaced_source_keeps_its_file_but_one_never_read_has_none(
    store, added, clock, a_source
):
    digest = added(b"hello")
    unread = a_source("e" * 64, SourceState.REPLACED).model_copy(update={"size": 0})
    with store.writing("ann", "add", "", clock) as writer:
        writer.put_source(a_source(digest, SourceState.REPLACED))
        writer.put_source(unread)
    assert problems_of(store) == ()
    store.source_path(digest).unlink()
    assert problems_of(store) == (f"sources/{digest} is missing",)
