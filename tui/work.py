"""Blocking desk calls in threads; what comes of them lands back on the screen's own loop.

Workers never touch widgets. A failure becomes a notice, never a crash.
"""

from collections.abc import Awaitable, Callable, Iterable
from threading import Event
from time import monotonic
from typing import Any, TypeVar

from textual.app import App
from textual.screen import Screen

from assistant.domain.progress import Cancelled, Progress, Stopped
from assistant.errors import TallystickError
from assistant.notices import error_lines
from tui.messages import Words
from tui.presenter.lines import clean

T = TypeVar("T")
Landing = Callable[[T], Awaitable[None] | None]
"""Receives a result on the screen's loop."""


class Job:
    """One piece of work that can be called off."""

    def __init__(self) -> None:
        """A job that is under way."""
        self._stop = Event()
        self.is_over = False
        self.is_long = False
        self.began_s = monotonic()
        self.step: Progress | None = None
        """How far it is, where it says so."""
        self._step_s = self.began_s

    def stop(self) -> None:
        """Call the work off; what it still brings is dropped."""
        self._stop.set()

    def take(self, step: Progress, now_s: float) -> None:
        """How far it is now."""
        self.step, self._step_s = step, now_s

    def left_s(self, now_s: float) -> int | None:
        """Seconds still to go, by what it says itself or by how fast it was; None: not known."""
        step = self.step
        if step is None:
            return None
        if step.left_s is not None:
            return max(0, step.left_s - round(now_s - self._step_s))
        if not step.total or not step.done:
            return None
        return round((now_s - self.began_s) / step.done * (step.total - step.done))

    @property
    def is_stopped(self) -> bool:
        """Whether it was called off."""
        return self._stop.is_set()

    @property
    def cancelled(self) -> Cancelled:
        """What the desk asks between steps."""
        return self._stop.is_set


def error_text(error: Exception, words: Words) -> tuple[str, ...]:
    """What went wrong and what to do, cleaned."""
    if isinstance(error, TallystickError):
        return tuple(map(clean, error_lines(error, words.lang)))
    text = words("notice.bug", name=type(error).__name__, text=clean(str(error))[:300])
    return (text, words("notice.bug_hint"))


def notify_error(app: App[Any], error: Exception, words: Words) -> None:
    """Say what went wrong and what to do, as a notice that stays long enough to be read."""
    message = "\n".join(error_text(error, words))
    title = words("notice.error")
    app.notify(message, title=title, severity="error", timeout=12, markup=False)


class Jobs:
    """The jobs of one screen, at most one a group; a later one replaces an earlier one."""

    def __init__(self, screen: Screen[Any], words: Words) -> None:
        """Jobs whose results land on ``screen``."""
        self._screen = screen
        self._words = words
        self._latest: dict[str, Job] = {}

    def is_busy(self, *groups: str) -> bool:
        """Whether any of the groups (or any at all) has work under way."""
        wanted = groups or tuple(self._latest)
        return any(
            (job := self._latest.get(g)) is not None and not job.is_over and not job.is_stopped
            for g in wanted
        )

    def long(self) -> list[tuple[str, Job]]:
        """What takes its time and is under way, by group."""
        return [(g, j) for g, j in self._latest.items() if j.is_long and self.is_busy(g)]

    def stop(self, group: str) -> None:
        """Call a group's work off."""
        if job := self._latest.get(group):
            job.stop()
            self._screen.refresh_bindings()

    def stop_all(self) -> None:
        """Call everything off; for a screen that goes away."""
        for job in self._latest.values():
            job.stop()

    def fetch(
        self,
        group: str,
        call: Callable[[], T],
        then: Landing[T],
        failed: Callable[[Exception], None] | None = None,
    ) -> Job:
        """Run ``call`` in a thread, then hand its result to ``then`` unless it was replaced."""
        job = self._begin(group)

        def body() -> None:
            try:
                result = call()
            except Exception as error:  # noqa: BLE001  a failed worker becomes a notice
                self._land(self._fail, job, error, failed)
            else:
                self._land(self._deliver, job, then, result)

        self._run(group, body)
        return job

    def stream(
        self,
        group: str,
        steps: Callable[[Cancelled], Iterable[T]],
        each: Landing[T],
        ended: Callable[[Job], Awaitable[None] | None],
    ) -> Job:
        """Run ``steps`` in a thread; each one lands in order, ``ended`` last, come what may."""
        job = self._begin(group)
        job.is_long = True

        def body() -> None:
            try:
                for step in steps(job.cancelled):
                    if job.is_stopped:
                        break
                    if isinstance(step, Progress):
                        job.take(step, monotonic())
                    self._land(self._step, job, each, step)
            except Stopped:
                job.stop()
            except Exception as error:  # noqa: BLE001  a failed worker becomes a notice
                self._land(self._fail, job, error, None)
            self._land(self._end, job, ended)

        self._run(group, body)
        return job

    def _begin(self, group: str) -> Job:
        self.stop(group)
        job = self._latest[group] = Job()
        return job

    def _run(self, group: str, body: Callable[[], None]) -> None:
        self._screen.refresh_bindings()
        self._screen.run_worker(body, thread=True, group=group, exit_on_error=False)

    def _land(self, callback: Callable[..., Any], *args: object) -> None:
        try:
            self._screen.call_later(callback, *args)
        except RuntimeError:
            return  # the app has gone; there is nobody to tell

    async def _deliver(self, job: Job, then: Landing[Any], result: object) -> None:
        job.is_over = True
        if not job.is_stopped:
            await _awaited(then(result))

    async def _step(self, job: Job, each: Landing[Any], step: object) -> None:
        if not job.is_stopped:
            await _awaited(each(step))

    def _fail(self, job: Job, error: Exception, failed: Landing[Exception] | None) -> None:
        job.is_over = True
        if job.is_stopped:
            return
        notify_error(self._screen.app, error, self._words)
        if failed is not None:
            failed(error)

    async def _end(self, job: Job, ended: Callable[[Job], Awaitable[None] | None]) -> None:
        job.is_over = True
        self._screen.refresh_bindings()
        await _awaited(ended(job))


async def _awaited(result: Awaitable[None] | None) -> None:
    if result is not None:
        await result
