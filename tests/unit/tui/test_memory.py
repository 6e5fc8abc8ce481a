"""Forgotten objects are looked for while the user rests, and only then."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from tui import memory
from tui.memory import Memory

OPEN = ("cases", "case")
"""Screens that stay open."""


class Ring:
    """Refers to itself: only a look through memory finds out that it was forgotten."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = gc.get_threshold()
    gc.collect()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def forgotten() -> weakref.ref[Ring]:
    return weakref.ref(Ring())


def test_nothing_is_done_until_the_user_has_rested_two_seconds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(memory, "_WORTH", 0)
    now = [100.0]
    tidy = Memory(lambda: now[0])
    ring = forgotten()
    now[0] = 101.9
    assert not tidy.rest(OPEN)
    assert ring() is not None
    tidy.note_key()
    now[0] = 103.8
    assert not tidy.rest(OPEN)
    now[0] = 103.9
    assert tidy.rest(OPEN)
    assert ring() is None


def test_what_a_closed_screen_left_is_found_though_it_was_set_aside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(memory, "_WORTH", 0)
    now = [0.0]
    tidy = Memory(lambda: now[0])
    kept: list[Ring] = [Ring()]
    ring = weakref.ref(kept[0])
    now[0] = 3.0
    cases, case, help_ = "cases", "case", "help"
    assert tidy.rest([cases, case])
    kept.clear()
    assert tidy.rest([cases, case])
    assert ring() is not None  # set aside: not looked at again while its screen is open
    assert tidy.rest([cases, help_])  # another one was opened at once: as many as before
    assert ring() is None


def test_where_much_waits_a_short_rest_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    tidy = Memory(lambda: now[0])
    ring = forgotten()
    now[0] = 0.6
    assert not tidy.rest(OPEN)  # little waits yet
    monkeypatch.setattr(memory, "_MUCH", 0)
    monkeypatch.setattr(memory, "_WORTH", 0)
    tidy.note_key()
    now[0] = 1.0
    assert not tidy.rest(OPEN)  # but not between two keys of a word
    now[0] = 1.1
    assert tidy.rest(OPEN)
    assert ring() is None


def test_a_look_that_is_not_worth_it_is_not_taken() -> None:
    now = [0.0]
    tidy = Memory(lambda: now[0])
    now[0] = 60.0
    gc.collect()
    assert not tidy.rest(OPEN)


def test_at_the_end_nothing_is_kept_from_being_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_WORTH", 0)
    now = [100.0]
    tidy = Memory(lambda: now[0])
    now[0] = 110.0
    assert tidy.rest(OPEN)
    assert gc.get_freeze_count() > 0  # an engine whose types stay so complains as Python ends
    tidy.end()
    assert gc.get_freeze_count() == 0
