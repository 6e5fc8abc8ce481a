"""Work in a thread of its own, told step by step to whoever called for it."""

from collections.abc import Callable, Iterator
from queue import SimpleQueue
from threading import Thread

from assistant.domain.progress import Progress
from assistant.services.results import Added

Say = Callable[[Progress | Added], None]
"""Receives what is told while work goes on."""


def told_by(work: Callable[[Say], None]) -> Iterator[Progress | Added]:
    """What ``work`` says while it runs; what it raises is raised here."""
    steps: SimpleQueue[Progress | Added | BaseException | None] = SimpleQueue()

    def run() -> None:
        try:
            work(steps.put)
        except BaseException as error:  # noqa: BLE001  handed to the caller's thread below
            steps.put(error)
        else:
            steps.put(None)

    Thread(target=run, daemon=True).start()
    while (step := steps.get()) is not None:
        if isinstance(step, BaseException):
            raise step
        yield step
