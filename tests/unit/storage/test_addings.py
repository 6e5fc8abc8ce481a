"""What an adding had still to read when it was killed is told afterwards, and read then."""

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.storage.addings import adding, never_read

_KILLED = """
import os, signal, sys
from pathlib import Path
from assistant.storage.addings import adding
folder, *names = sys.argv[1:]
with adding(Path(folder), [Path(n) for n in names]) as read:
    read(Path(names[0]))
    os.kill(os.getpid(), signal.SIGKILL)
"""


def killed(folder: Path, *names: str) -> None:
    done = subprocess.run([sys.executable, "-c", _KILLED, str(folder), *names], check=False)
    assert done.returncode == -9


def test_a_killed_adding_names_what_it_never_came_to(tmp_path: Path) -> None:
    one, two, three = ("/x/甲.pdf", "/x/乙\udcff .pdf", "/x/丙.pdf")
    killed(tmp_path, one, two, three)
    (journal,) = tmp_path.iterdir()
    journal.write_text(journal.read_text("utf-8") + '{"read": "/x/', "utf-8")  # cut by the kill
    assert never_read(tmp_path) == (Path(two), Path(three))
    with adding(tmp_path, [Path(three), Path("/x/丁.pdf")]) as read:
        assert never_read(tmp_path) == (Path(two), Path(three))  # one that runs leaves nothing
        read(Path(three))
    assert never_read(tmp_path) == (Path(two),)
    with adding(tmp_path, [Path(two)]) as read:
        read(Path(two))
    assert never_read(tmp_path) == ()
    assert list(tmp_path.iterdir()) == []


def test_an_error_leaves_the_rest_and_calling_it_off_does_not(tmp_path: Path) -> None:
    def full() -> None:
        with adding(tmp_path, [Path("/a"), Path("/b")]) as read:
            read(Path("/a"))
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        full()
    assert never_read(tmp_path) == (Path("/b"),)
    with adding(tmp_path, [Path("/b"), Path("/c")]) as read:
        read(Path("/b"))  # then it is called off
    assert never_read(tmp_path) == ()
