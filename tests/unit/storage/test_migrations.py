"""Schema revisions: complete, current, and safe against older and newer programs."""

import shutil
import sqlite3
import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from assistant.errors import StorageError
from assistant.storage import database, schema
from assistant.storage.audit import verify
from assistant.storage.case_store import list_cases, open_case
from assistant.storage.database import CASE_SCHEMA, HOME_SCHEMA, Database, Schema, upgrade
from assistant.storage.transfer import export_case, import_case

SECOND = """
from alembic import op
from sqlalchemy import Column, String
revision = "0099"
down_revision = "{head}"
def upgrade():
    op.add_column("messages", Column("mood", String))
    op.execute("UPDATE messages SET text = text || '!'")
    {more}
"""


@pytest.mark.parametrize("ours", [CASE_SCHEMA, HOME_SCHEMA])
def test_the_named_head_is_the_newest_revision(ours):
    assert ScriptDirectory(str(ours.folder)).get_heads() == [ours.head]


@pytest.mark.parametrize(
    ("ours", "tables"), [(CASE_SCHEMA, schema.CASE), (HOME_SCHEMA, schema.HOME)]
)
def test_revisions_make_the_tables_that_the_code_sees(tmp_path, ours, tables):
    made = Database(tmp_path / "x.sqlite", "x")
    made.make()
    upgrade(made, ours)
    with made.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, tables) == []


@pytest.mark.parametrize("ours", [CASE_SCHEMA, HOME_SCHEMA])
def test_a_revision_can_be_taken_back(tmp_path, ours):
    from alembic import command
    from alembic.config import Config

    made = Database(tmp_path / "x.sqlite", "x")
    made.make()
    upgrade(made, ours)
    config = Config()
    config.set_main_option("script_location", str(ours.folder))
    config.set_main_option("path_separator", "os")
    with made.writing() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    with made.reading() as connection:
        left = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        assert [row[0] for row in left] == ["alembic_version"]


def test_the_database_is_in_wal_mode(store):
    raw = sqlite3.connect(store.database.path)
    assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    raw.close()


def test_a_newer_case_is_refused_and_left_alone(home, store, tamper, clock):
    tamper("UPDATE alembic_version SET version_num = '9999'")
    before = store.database.path.read_bytes()
    with pytest.raises(StorageError, match="newer Tallystick .schema 9999") as caught:
        open_case(home, store.id)
    assert "upgrade" in caught.value.hint
    assert store.database.path.read_bytes() == before
    (head,) = list_cases(home)
    assert "newer Tallystick" in head.problem


def test_a_newer_home_log_is_refused(home, store, clock):
    raw = sqlite3.connect(home.audit_db, isolation_level=None)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with (
        pytest.raises(StorageError, match="home log: .* newer Tallystick"),
        store.writing("ann", "x", "", clock),
    ):
        pass


@pytest.fixture
def newer_program(tmp_path, monkeypatch):
    """Makes this program one that knows a second revision."""

    def make(more=""):
        folder = tmp_path / "migrations"
        shutil.copytree(CASE_SCHEMA.folder, folder)
        (folder / "versions" / "v0099_next.py").write_text(
            SECOND.format(more=more, head=CASE_SCHEMA.head)
        )
        for module in ("case_store", "transfer"):
            monkeypatch.setattr(f"assistant.storage.{module}.CASE_SCHEMA", Schema(folder, "0099"))

    return make


def test_an_older_case_is_upgraded_and_the_log_says_so(home, store, clock, newer_program):
    with store.writing("ann", "say", "", clock) as writer:
        writer.add_message("user", "hello")
    newer_program()
    opened = open_case(home, store.id, clock=clock)
    assert [m.text for m in opened.messages()] == ["hello!"]
    line = opened.audit_lines()[-1]
    assert (line.who, line.action) == ("tallystick", "upgrade")
    assert f'"from":"{CASE_SCHEMA.head}","to":"0099"' in line.detail
    assert verify(opened).ok
    assert len(open_case(home, store.id).audit_lines()) == 3


def test_an_upgrade_that_fails_changes_nothing(home, store, clock, newer_program):
    with store.writing("ann", "say", "", clock) as writer:
        writer.add_message("user", "hello")
    newer_program(more='raise KeyError("half way")')
    with pytest.raises(KeyError):
        open_case(home, store.id)
    assert store.database.revision() == CASE_SCHEMA.head
    assert [m.text for m in store.messages()] == ["hello"]
    assert verify(store).ok


def test_an_older_export_is_upgraded_on_arrival(home, store, clock, newer_program, tmp_path):
    with store.writing("ann", "say", "", clock) as writer:
        writer.add_message("user", "hello")
    export_case(home, store.id, tmp_path / "x.zip", by="ann", clock=clock)
    newer_program()
    there = type(home)(tmp_path / "there")
    import_case(there, tmp_path / "x.zip", by="bob", clock=clock)
    away = open_case(there, store.id)
    assert [line.action for line in away.audit_lines()][-3:] == ["export", "upgrade", "import"]
    assert [m.text for m in away.messages()] == ["hello!"]
    assert verify(away).ok


def test_opening_a_current_case_loads_no_alembic(home, store):
    code = (
        "import sys; from pathlib import Path\n"
        "from assistant.storage.case_store import list_cases\n"
        "from assistant.storage.home import Home\n"
        f"assert list_cases(Home(Path({str(home.root)!r})))[0].problem == ''\n"
        "assert not any(name.startswith('alembic') for name in sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_folder_with_a_percent_sign_and_a_question_mark(tmp_path):
    made = Database(tmp_path / "50%?#.sqlite", "x")
    made.make()
    upgrade(made, HOME_SCHEMA)
    assert made.revision() == HOME_SCHEMA.head
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".sqlite"] == ["50%?#.sqlite"]
    assert database.is_current(made, HOME_SCHEMA)


def test_a_copy_that_cant_be_written(store, tmp_path):
    with pytest.raises(StorageError, match="case.sqlite"):
        store.database.copy_to(tmp_path / "no" / "copy.sqlite")
