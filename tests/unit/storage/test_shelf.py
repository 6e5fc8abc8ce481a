"""Kept files: by content, once, and swept when nobody needs them."""

import pytest

from assistant.domain.case import SourceState
from assistant.storage.case_store import open_case
from assistant.storage.shelf import Row, shelf_name

# sha256 of b"abc", from FIPS 180-2, appendix B.1.
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.fixture
def abc(tmp_path):
    path = tmp_path / "x.txt"
    path.write_bytes(b"abc")
    return path


def write(store, clock, **changes):
    with store.writing("ann", "x", "", clock) as writer:
        for name, arguments in changes.items():
            getattr(writer, name)(*arguments)


def test_a_file_is_kept_under_its_digest_once(store, abc):
    assert store.keep_file(abc) == ABC
    assert store.keep_file(abc) == ABC
    assert store.source_path(ABC).read_bytes() == b"abc"
    assert [p.name for p in (store.folder / "sources").iterdir()] == [ABC]


def test_keeping_again_heals_a_changed_copy(store, abc):
    store.keep_file(abc)
    store.source_path(ABC).write_bytes(b"abd")
    store.keep_file(abc)
    assert store.source_path(ABC).read_bytes() == b"abc"


@pytest.mark.parametrize(
    "digest", ["", "..", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n"]
)
def test_a_digest_is_never_a_path(store, digest):
    with pytest.raises(ValueError, match="not a SHA-256"):
        store.source_path(digest)
    with pytest.raises(ValueError, match="not a SHA-256"):
        store.records_path(digest)


def test_a_kept_file_survives_other_writes_until_its_row_comes(home, store, abc, clock, a_source):
    store.keep_file(abc)
    other = open_case(home, store.id)
    write(store, clock)
    write(other, clock)
    assert store.source_path(ABC).exists()
    write(store, clock, put_source=(a_source(ABC),))
    write(other, clock)
    assert store.source_path(ABC).exists()


def test_an_orphan_of_a_process_that_is_gone_is_swept(home, store, abc, clock):
    # Another process kept it and died: its lock went with it.
    shelf = store.folder / "sources"
    shelf.mkdir()
    (shelf / ABC).write_bytes(b"abc")
    (shelf / ".tmp-123").write_bytes(b"ab")
    (store.folder / "records").mkdir()
    (store.folder / "records" / f"{ABC}.parquet").write_bytes(b"abc")
    write(store, clock)
    assert list(shelf.iterdir()) == []
    assert list((store.folder / "records").iterdir()) == []


def test_a_dropped_file_is_swept_with_the_next_write(store, abc, clock):
    store.keep_file(abc)
    store.keep_records(abc)
    store.drop_kept(ABC)
    assert store.source_path(ABC).exists()
    write(store, clock)
    assert not store.source_path(ABC).exists()
    assert not store.records_path(ABC).exists()


def test_a_failed_sources_file_stays(store, abc, clock, a_source):
    store.keep_file(abc)
    write(store, clock, put_source=(a_source(ABC, SourceState.FAILED),))
    write(store, clock)
    assert store.source_path(ABC).exists()


def test_names_on_the_shelf():
    assert shelf_name(Row.SOURCES, ABC) == f"sources/{ABC}"
    assert shelf_name(Row.RECORDS, ABC) == f"records/{ABC}.parquet"
