"""A case moves as one zip: whole and verified, or not at all."""

import json
import shutil
import sqlite3
import stat
import zipfile

import pytest

from assistant.errors import InputError, StorageError, UsageError
from assistant.storage.audit import verify
from assistant.storage.case_store import delete_case, list_cases, open_case
from assistant.storage.home import Home
from assistant.storage.home_log import HomeLog
from assistant.storage.parcel import MANIFEST, new_zip
from assistant.storage.transfer import export_case, import_case


@pytest.fixture
def there(tmp_path):
    """The other machine."""
    return Home(tmp_path / "there")


@pytest.fixture
def full(store, clock, added, tmp_path, a_figure):
    """A case with a source, rows, a figure, a message and an exported memo."""
    added(b"contract" * 1000)
    (tmp_path / "rows").write_bytes(b"PAR1")
    store.keep_records(tmp_path / "rows")
    with store.writing("ann", "say", "", clock) as writer:
        writer.replace_figures("x", [a_figure()])
        writer.add_message("user", "你好")
    (store.folder / "exports" / "v1").mkdir(parents=True)
    (store.folder / "exports" / "v1" / "授信报告.docx").write_bytes(b"docx")
    return store


@pytest.fixture
def sent(home, full, clock, tmp_path):
    path = tmp_path / "case.zip"
    export_case(home, full.id, path, by="ann", clock=clock)
    return path


def repacked(path, change):
    """The same zip after ``change`` on its {name: bytes}."""
    with zipfile.ZipFile(path) as zipped:
        files = {name: zipped.read(name) for name in zipped.namelist()}
    files = change(files)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)


def with_manifest(**changes):
    def change(files):
        manifest = {**json.loads(files[MANIFEST]), **changes}
        return {**files, MANIFEST: json.dumps(manifest).encode()}

    return change


def restated(files, name, content):
    """``files`` with one changed and its new digest in the manifest."""
    import hashlib

    manifest = json.loads(files[MANIFEST])
    for entry in manifest["files"]:
        if entry["path"] == name:
            entry.update(sha256=hashlib.sha256(content).hexdigest(), size=len(content))
    return {**files, name: content, MANIFEST: json.dumps(manifest).encode()}


def assert_refused(there, path, clock, match):
    with pytest.raises(InputError, match=match) as caught:
        import_case(there, path, by="bob", clock=clock)
    assert list_cases(there) == ()
    assert not there.cases.exists() or list(there.cases.iterdir()) == []
    assert HomeLog(there).known() == frozenset()
    return caught.value


def test_a_case_arrives_whole(home, full, sent, there, clock):
    assert stat.S_IMODE(sent.stat().st_mode) == 0o600
    case_id = import_case(there, sent, by="bob", clock=clock)
    assert case_id == full.id
    here, away = full.load(), open_case(there, case_id)
    loaded = away.load()
    assert (loaded.figures, loaded.sources, loaded.head.name) == (
        here.figures,
        here.sources,
        here.head.name,
    )
    source = here.sources[0].id
    assert away.source_path(source).read_bytes() == b"contract" * 1000
    assert (away.folder / "exports" / "v1" / "授信报告.docx").read_bytes() == b"docx"
    assert [m.text for m in away.messages()] == ["你好"]
    lines = away.audit_lines()
    assert [line.action for line in lines] == ["create", "add", "say", "export", "import"]
    assert lines[:4] == full.audit_lines()
    assert json.loads(lines[4].detail)["head"] == lines[3].digest
    assert json.loads(lines[4].detail)["exported_by"] == "ann"
    assert verify(away).ok
    assert [p for p in there.root.rglob("*") if stat.S_IMODE(p.stat().st_mode) & 0o077] == []
    # And writing goes on there.
    with away.writing("bob", "note", "", clock):
        pass
    assert verify(away).ok


def test_nothing_is_left_beside_the_export(full, sent):
    assert [p.name for p in sent.parent.iterdir() if p.name.endswith(".part")] == []
    assert [p.name for p in full.folder.iterdir() if p.name.startswith(".export-")] == []
    with zipfile.ZipFile(sent) as zipped:
        assert sorted(name.split("/")[0] for name in zipped.namelist()) == [
            "case.sqlite",
            "exports",
            "manifest.json",
            "sources",
        ]


def test_an_export_overwrites_nothing(home, full, sent, clock):
    before = sent.read_bytes()
    with pytest.raises(InputError, match="exists"):
        export_case(home, full.id, sent, by="ann", clock=clock)
    assert sent.read_bytes() == before
    # A refused export is no line on the log: create, add, say, export.
    assert len(full.audit_lines()) == 4
    # Nor does one that came to be meanwhile.
    with pytest.raises(InputError, match="exists"), new_zip(sent):
        pass
    assert sent.read_bytes() == before


def test_a_folder_that_isnt_there(home, full, clock, tmp_path):
    with pytest.raises(StorageError, match="No such file"):
        export_case(home, full.id, tmp_path / "no" / "x.zip", by="ann", clock=clock)


def test_a_case_that_fails_its_verification_is_not_exported(home, full, tamper, clock, tmp_path):
    tamper("UPDATE figures SET status = 'candidate'")
    with pytest.raises(StorageError, match="figures:x was changed"):
        export_case(home, full.id, tmp_path / "x.zip", by="ann", clock=clock)
    assert not (tmp_path / "x.zip").exists()
    assert full.audit_lines()[-1].action == "say"


def test_what_the_senders_home_log_has_against_it_travels(home, full, there, clock, tmp_path):
    home.audit_db.unlink()
    manifest = export_case(home, full.id, tmp_path / "x.zip", by="ann", clock=clock)
    assert manifest.problems == ()  # the export's own line put the head back
    raw = sqlite3.connect(home.audit_db, isolation_level=None)
    raw.execute("UPDATE heads SET digest = 'x'")
    raw.close()
    export_case(home, full.id, tmp_path / "y.zip", by="ann", clock=clock)
    import_case(there, tmp_path / "y.zip", by="bob", clock=clock)
    detail = json.loads(open_case(there, full.id).audit_lines()[-1].detail)
    assert "was not in the case" in detail["problems"][0]


def test_an_id_that_is_here_already_is_refused(home, full, sent, clock):
    with pytest.raises(UsageError, match=f"case {full.id} is in this home already"):
        import_case(home, sent, by="bob", clock=clock)
    assert verify(full).ok


def test_a_deleted_case_may_come_back(home, full, sent, clock):
    delete_case(home, full.id, by="ann", why="moved", clock=clock)
    import_case(home, sent, by="bob", clock=clock)
    assert [head.id for head in list_cases(home)] == [full.id]
    assert verify(open_case(home, full.id)).ok
    assert len(HomeLog(home).tombstones()) == 1


def test_removed_text_doesnt_travel(home, store, clock, added, tmp_path):
    from assistant.storage.rows import StoredPage

    source = added(b"x")
    with store.writing("ann", "read", "", clock) as writer:
        writer.put_pages(source, [StoredPage(number=1, text="身份证 secret words")], ())
    with store.writing("ann", "remove", "consent withdrawn", clock) as writer:
        writer.remove_source(source)
    export_case(home, store.id, tmp_path / "x.zip", by="ann", clock=clock)
    with zipfile.ZipFile(tmp_path / "x.zip") as zipped:
        assert b"secret words" not in b"".join(zipped.read(n) for n in zipped.namelist())


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "sources/../../evil",
        "/etc/evil",
        "C:\\evil",
        "exports/../../evil",
        "exports/.hidden",
        "exports/a\\..\\b",
        "sources/" + "a" * 63,
        "case.sqlite-wal",
        "extra",
    ],
)
def test_a_name_that_doesnt_belong_is_refused(there, sent, clock, name, tmp_path):
    manifest_entry = {"path": name, "sha256": "0" * 64, "size": 4}

    def change(files):
        manifest = json.loads(files[MANIFEST])
        manifest["files"].append(manifest_entry)
        return {**files, name: b"evil", MANIFEST: json.dumps(manifest).encode()}

    repacked(sent, change)
    assert_refused(there, sent, clock, "doesn't belong")
    assert list(tmp_path.rglob("*evil*")) == []


@pytest.mark.parametrize(
    ("change", "match"),
    [
        (lambda f: {n: c for n, c in f.items() if n != MANIFEST}, "not a case"),
        (lambda f: {**f, MANIFEST: b"{}"}, "not a case"),
        (lambda f: {n: c for n, c in f.items() if not n.startswith("sources")}, "its manifest"),
        (with_manifest(files=[]), "its manifest"),
        (with_manifest(case_id="../../etc"), "not a case id"),
        (with_manifest(case_id="01ARZ3NDEKTSV4RRFFQ69G5FAV"), "fails its verification"),
        (with_manifest(head_seq=9), "doesn't end where"),
        (with_manifest(format=2), "newer Tallystick"),
        (lambda f: {**f, "case.sqlite": f["case.sqlite"][:-4096]}, "damaged or was changed"),
        (lambda f: {**f, "case.sqlite": f["case.sqlite"] + b"x"}, "damaged or was changed"),
        (lambda f: restated(f, "case.sqlite", b"no database" * 999), "damaged"),
        (lambda f: restated(f, "case.sqlite", b""), "damaged"),
    ],
)
def test_a_zip_that_isnt_a_whole_case_is_refused(there, sent, clock, change, match):
    repacked(sent, change)
    error = assert_refused(there, sent, clock, match)
    assert str(sent) in error.message
    assert error.hint


def test_a_zip_without_database_is_refused(there, sent, clock):
    def change(files):
        manifest = json.loads(files[MANIFEST])
        manifest["files"] = [f for f in manifest["files"] if f["path"] != "case.sqlite"]
        kept = {n: c for n, c in files.items() if n != "case.sqlite"}
        return {**kept, MANIFEST: json.dumps(manifest).encode()}

    repacked(sent, change)
    assert_refused(there, sent, clock, "database is missing")


@pytest.mark.parametrize(
    ("statement", "match"),
    [
        ("UPDATE audit SET why = 'x' WHERE seq = 2", "line 2 was changed"),
        ("UPDATE figures SET status = 'x'", "figures:x was changed"),
        ("DELETE FROM audit WHERE seq = 4", "doesn't end where"),
        ("CREATE TRIGGER t AFTER INSERT ON audit BEGIN SELECT 1; END", "was changed"),
        ("CREATE VIEW v AS SELECT 1", "was changed"),
        ("UPDATE alembic_version SET version_num = '9999'", "newer Tallystick"),
        ("DROP TABLE audit", "damaged"),
        ("UPDATE audit SET seq = -5 WHERE seq = 1", "line 1 is missing"),
    ],
)
def test_a_database_changed_on_the_way_is_refused(there, sent, clock, tmp_path, statement, match):
    path = tmp_path / "changed.sqlite"

    def change(files):
        path.write_bytes(files["case.sqlite"])
        raw = sqlite3.connect(path, isolation_level=None)
        raw.execute(statement)
        raw.close()
        return restated(files, "case.sqlite", path.read_bytes())

    repacked(sent, change)
    assert_refused(there, sent, clock, match)


def test_a_source_changed_on_the_way_is_refused(there, full, sent, clock):
    name = f"sources/{full.load().sources[0].id}"
    repacked(sent, lambda files: restated(files, name, b"another contract"))
    assert_refused(there, sent, clock, "was changed")


def test_a_bomb_is_refused_before_it_unpacks(there, sent, clock, monkeypatch):
    monkeypatch.setattr("assistant.storage.parcel._GRACE", 0)

    def change(files):
        return restated(files, next(n for n in files if n.startswith("exports")), b"0" * 50_000_000)

    repacked(sent, change)
    assert sent.stat().st_size < 200_000
    assert_refused(there, sent, clock, "would unpack to 50,")


def test_a_bomb_that_lies_about_its_size_stops_early(there, sent, clock):
    def change(files):
        name = next(n for n in files if n.startswith("exports"))
        return {**files, name: b"0" * 50_000_000}

    repacked(sent, change)
    assert_refused(there, sent, clock, "damaged or was changed")


def test_too_many_files_and_too_small_a_disk(there, sent, clock, monkeypatch):
    monkeypatch.setattr("assistant.storage.parcel.MOST_FILES", 1)
    assert_refused(there, sent, clock, "more than 1 files")
    monkeypatch.undo()
    usage = shutil.disk_usage(sent)._replace(free=10)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(StorageError, match="the disk has 10 free"):
        import_case(there, sent, by="bob", clock=clock)
    assert list_cases(there) == ()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not really", b"\x00" * 5000])
def test_what_is_no_zip_is_refused(there, clock, tmp_path, content):
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    assert_refused(there, path, clock, "not a zip")


def test_an_absent_file_and_a_cut_zip(there, sent, clock, tmp_path):
    assert_refused(there, tmp_path / "nowhere.zip", clock, "not a zip")
    sent.write_bytes(sent.read_bytes()[:-200])
    assert_refused(there, sent, clock, "not a zip")


def test_bytes_flipped_inside_the_zip_are_found(there, sent, clock):
    whole = bytearray(sent.read_bytes())
    whole[1000] ^= 0xFF
    sent.write_bytes(whole)
    assert_refused(there, sent, clock, "case.sqlite")


@pytest.mark.parametrize(
    ("statement", "match"),
    [
        ("UPDATE figures SET body = '{}'", "figures of the case can't be read"),
        ("UPDATE case_head SET id = '01ARZ3NDEKTSV4RRFFQ69G5FAV'", "of another case"),
    ],
)
def test_a_case_that_wouldnt_load_is_refused(full, there, clock, tmp_path, statement, match):
    """The log agrees with the contents, and they are still no case."""
    with full.writing("ann", "break", "", clock) as writer:
        writer._changes.connection.exec_driver_sql(statement)
        writer._changes.touch("figures", "x")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assistant.storage.transfer.outer_problems", lambda _: ())
        here = Home(full.folder.parent.parent)
        export_case(here, full.id, tmp_path / "x.zip", by="ann", clock=clock)
    assert_refused(there, tmp_path / "x.zip", clock, match)


def test_a_manifest_that_cant_be_read(there, sent, clock):
    with zipfile.ZipFile(sent) as zipped:
        offset = zipped.getinfo(MANIFEST).header_offset
    whole = bytearray(sent.read_bytes())
    for n in range(offset + 60, offset + 70):
        whole[n] ^= 0xFF
    sent.write_bytes(whole)
    assert_refused(there, sent, clock, "manifest.json can't be read")


def test_what_a_killed_export_left_is_swept(home, full, clock, tmp_path):
    (full.folder / ".export-0123").mkdir()
    (tmp_path / ".x.zip.part").write_text("half")
    export_case(home, full.id, tmp_path / "x.zip", by="ann", clock=clock)
    assert not (full.folder / ".export-0123").exists()
    assert not (tmp_path / ".x.zip.part").exists()


def test_a_file_changed_while_exporting_stops_it(home, full, clock, tmp_path, monkeypatch):
    full.source_path(full.load().sources[0].id).write_bytes(b"other")
    monkeypatch.setattr("assistant.storage.transfer.inner_problems", lambda _: ())
    with pytest.raises(StorageError, match="was changed"):
        export_case(home, full.id, tmp_path / "x.zip", by="ann", clock=clock)
    assert list(tmp_path.glob("*.zip*")) == []
