"""The word index: what it finds, what a change costs, and what breaks it."""

import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from retrieval.lexical import IndexBroken, LexicalIndex
from retrieval.passages import Passage

TEXTS = {
    "lease": ["The operating leases expire in 2027.", "Rent is CNY 1,234,567.80 a year."],
    "report": [
        "公司应收账款账龄超过一年。",
        "发票号码 04563217，金额 88,000 元。",
        "存货周转天数为45天",
    ],
}


def passages(texts=TEXTS):
    return [
        Passage(source, f"{source}.pdf", ordinal + 1, ordinal, text)
        for source, held in texts.items()
        for ordinal, text in enumerate(held)
    ]


@pytest.fixture
def index(tmp_path):
    made = LexicalIndex(tmp_path / "index" / "words.sqlite")
    made.sync(passages())
    return made


def found(index, query):
    return [m.passage.text for m in index.matches(query, 5)]


def test_stems_pairs_numbers_and_codes(index):
    assert found(index, "lease expiring")[0] == TEXTS["lease"][0]
    assert found(index, "应收账款的账龄")[0] == TEXTS["report"][0]
    assert found(index, "1234567.8") == [TEXTS["lease"][1]]
    assert found(index, "04563217是哪张发票")[0] == TEXTS["report"][1]
    assert found(index, "龄")[0] == TEXTS["report"][0]
    assert found(index, "what is it") == []
    assert found(index, '") OR *') == []


def test_a_passage_with_the_number_comes_before_better_words(index):
    more = {**TEXTS, "noise": ["rent rent rent a year", "rent year rent year"]}
    index.sync(passages(more))
    assert found(index, "rent year 1,234,567.80")[0] == TEXTS["lease"][1]


def test_nothing_before_the_first_sync(tmp_path):
    empty = LexicalIndex(tmp_path / "none.sqlite")
    assert (empty.matches("x", 5), empty.count(), empty.passages_of(["x"])) == ((), 0, ())


def test_sync_writes_only_what_changed(index):
    assert index.sync(passages()) == 0
    changed = {**TEXTS, "lease": ["All leases ended."]}
    assert index.sync(passages(changed)) == 1
    assert found(index, "lease") == ["All leases ended."]
    assert index.sync(passages({"report": TEXTS["report"]})) == 0
    assert (found(index, "lease"), index.count()) == ([], 3)


def test_the_same_words_on_another_page_are_a_change(index):
    moved = [p._replace(page=p.page + 1) if p.source == "lease" else p for p in passages()]
    assert index.sync(moved) == 2
    assert index.matches("lease", 1)[0].passage.page == 2


def test_add_and_remove_one_source(index):
    index.add("lease", [Passage("lease", "lease.pdf", 1, 0, "Renewed tenancy.")])
    assert (found(index, "tenancy"), found(index, "expire")) == (["Renewed tenancy."], [])
    index.remove("report")
    assert index.count() == 1
    index.add("lease", [])
    assert index.count() == 0


def damage(path, how):
    if how == "junk":
        path.write_bytes(b"no database at all" * 100)
    elif how == "cut":
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        path.write_bytes(path.read_bytes()[:9_000])
    else:
        with sqlite3.connect(path) as connection:
            connection.execute(
                "PRAGMA user_version = 1" if how == "old" else "DELETE FROM passage WHERE id = 1"
            )
        connection.close()


@pytest.mark.parametrize("how", ["junk", "cut", "old", "row"])
def test_sync_rebuilds_a_broken_index(index, tmp_path, how):
    damage(tmp_path / "index" / "words.sqlite", how)
    assert index.sync(passages()) == 5
    assert found(index, "lease")[0] == TEXTS["lease"][0]


def test_searching_a_broken_index_says_so(index, tmp_path):
    damage(tmp_path / "index" / "words.sqlite", "junk")
    with pytest.raises(IndexBroken) as caught:
        index.matches("lease", 5)
    assert caught.value.rebuild


def test_a_full_disk_is_not_taken_for_a_broken_index(index, tmp_path, monkeypatch):
    path = tmp_path / "index" / "words.sqlite"

    def full(*_):
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr("retrieval.lexical._replace", full)
    with pytest.raises(IndexBroken, match="full") as caught:
        index.sync(passages({**TEXTS, "new": ["words"]}))
    assert not caught.value.rebuild
    assert path.exists()
    assert index.count() == 5


def test_only_the_owner_may_read(index, tmp_path):
    assert (tmp_path / "index").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "index" / "words.sqlite").stat().st_mode & 0o777 == 0o600


def test_killed_while_writing_a_source_is_there_whole_or_not_at_all(tmp_path):
    script = textwrap.dedent("""
        import sys
        from pathlib import Path
        from retrieval.lexical import LexicalIndex
        from retrieval.passages import Passage
        index = LexicalIndex(Path(sys.argv[1]))
        for n in range(10_000):
            index.add(f"s{n}", [Passage(f"s{n}", "n", 1, i, f"word{n} 应收账款 {i}") for i in range(50)])
            print(n, flush=True)
    """)
    path = tmp_path / "words.sqlite"
    for wait_s in (0.03, 0.011, 0.047):
        child = subprocess.Popen(
            [sys.executable, "-c", script, str(path)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path.cwd(),
        )
        assert child.stdout is not None
        last = int(child.stdout.readline())
        time.sleep(wait_s)
        child.send_signal(signal.SIGKILL)
        last = max([last, *map(int, child.stdout.read().split())])
        child.wait()
        child.stdout.close()
        index = LexicalIndex(path)
        assert index.count() % 50 == 0
        for n in range(last + 1):
            assert len(index.matches(f"word{n}", 60)) == 50
