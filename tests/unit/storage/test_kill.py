"""kill -9 anywhere: what was acknowledged is there, nothing is half-visible."""

import os
import random
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.storage import case_store
from assistant.storage.audit import verify, verify_home
from assistant.storage.case_store import create_case, delete_case, list_cases, open_case

SCRIPT = Path(__file__).with_name("adding_process.py")


def assert_whole(home, case_id, acknowledged):
    """Everything acknowledged is there; every visible source is complete."""
    store = open_case(home, case_id)
    case = store.load()
    sources = {source.id for source in case.sources}
    assert acknowledged <= sources
    assert len(sources - acknowledged) <= 1  # the one committed but not yet said
    assert {message.text for message in store.messages()} == sources
    for source in sources:
        assert len(store.pages(source)) == 2
    verdict = verify(store)
    assert verdict.problems == ()
    assert verdict.lines == 1 + len(sources)
    return store


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_killed_at_a_random_moment(home, store, clock, tmp_path, seed):
    delay = random.Random(seed).uniform(0.01, 0.3)
    command = [sys.executable, str(SCRIPT), str(home.root), store.id, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout.readline() == "ready\n"
        time.sleep(delay)
        child.kill()
        said = child.stdout.read()
    complete = said[: said.rfind("\n") + 1].split()
    reopened = assert_whole(home, store.id, set(complete))
    # Going on works, and sweeps what no row names.
    with reopened.writing("ann", "note", "", clock):
        pass
    kept = {path.name for path in (store.folder / "sources").glob("*")}
    assert kept == {source.id for source in reopened.load().sources}
    assert verify(reopened).notes == ()


def dies_at(monkeypatch, nth: int) -> None:
    """Kill this process just before its ``nth`` step that touches the disk for good."""
    left = [nth]

    def dying(real):
        def step(*given, **named):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **named)

        return step

    for owner, name in (
        (os, "fsync"),
        (os, "replace"),
        (os, "rename"),
        (os, "ftruncate"),
        (os, "open"),
        (os, "unlink"),
        (os, "mkdir"),
        (os, "rmdir"),
    ):
        monkeypatch.setattr(owner, name, dying(getattr(owner, name)))
    from sqlalchemy.engine.default import DefaultDialect

    for name in ("do_execute", "do_executemany", "do_commit"):
        monkeypatch.setattr(DefaultDialect, name, dying(getattr(DefaultDialect, name)))


def forked(work, monkeypatch, nth: int) -> bool:
    """Do ``work`` in a child that dies at step ``nth``; whether it lived to the end."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover  measured by nobody: it is killed
        try:
            dies_at(monkeypatch, nth)
            os.write(write, b"done" if work() else b"fail")
        finally:
            os._exit(0)
    os.close(write)
    assert select.select([read], [], [], 30)[0]
    said = os.read(read, 8)
    os.close(read)
    _, status = os.waitpid(child, 0)
    if said == b"done":
        return True
    assert os.WIFSIGNALED(status)
    assert os.WTERMSIG(status) == signal.SIGKILL
    return False


def test_killed_all_along_an_add(home, store, tmp_path, monkeypatch, clock):
    sys.path.insert(0, str(SCRIPT.parent))
    try:
        from adding_process import add_one
    finally:
        sys.path.pop(0)
    acknowledged: set[str] = set()
    for nth in range(1, 200, 2):
        before = {source.id for source in store.load().sources}
        if forked(lambda n=nth: add_one(store, tmp_path, n), monkeypatch, nth):
            break
        after = assert_whole(home, store.id, before)
        acknowledged |= {source.id for source in after.load().sources}
    # An add has a file's copy, a rename, some fifteen statements and two commits.
    assert 25 < nth < 199
    with store.writing("ann", "note", "", clock):
        pass
    assert len(list((store.folder / "sources").glob("*"))) == len(store.load().sources)


def test_killed_all_along_a_creation(home, monkeypatch, clock):
    create_case(home, name="first", by="ann", clock=clock)

    for nth in range(1, 400, 4):
        before = {head.id for head in list_cases(home)}

        def work():
            return create_case(home, name="next", by="ann", clock=clock)

        done = forked(work, monkeypatch, nth)
        for head in list_cases(home):
            assert head.problem == ""
            if head.id not in before:
                assert verify(open_case(home, head.id)).ok
        if done:
            break
    assert 20 < nth < 399
    create_case(home, name="last", by="ann", clock=clock)
    assert [p.name for p in home.cases.iterdir() if p.name.startswith(".")] == []
    assert verify_home(home).ok


def test_killed_all_along_a_deletion(home, monkeypatch, clock):
    for nth in range(1, 200, 3):
        store = create_case(home, name="doomed", by="ann", clock=clock)

        def work(case_id=store.id):
            case_store.delete_case(home, case_id, by="ann", why="test", clock=clock)
            return True

        done = forked(work, monkeypatch, nth)
        left = [head for head in list_cases(home) if head.id == store.id]
        assert all(head.problem == "" for head in left)
        if left:
            # Whole, or gone: never in between.
            assert verify(open_case(home, store.id)).ok
            delete_case(home, store.id, by="ann", why="again", clock=clock)
        if done:
            assert left == []
            break
    assert 5 < nth < 199
    create_case(home, name="last", by="ann", clock=clock)
    assert len(list(home.cases.iterdir())) == 1
    assert verify_home(home).ok
