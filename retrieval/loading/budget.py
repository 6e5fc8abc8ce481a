"""How much one document may cost, and how a document that can't be read says so."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

Progress = Callable[[int, int | None], None]
"""Receives pages done and, where it is known, pages in all."""

Cancelled = Callable[[], bool]
"""True once the user has called the work off."""

PageBegun = Callable[[int], None]
"""Receives each page's number before work on it begins, also when it is taken up again."""


class _Hint(NamedTuple):
    zh: str
    en: str


_SPLIT: Final = _Hint(
    "请拆分文件，只加入需要的部分", "split the file and add the parts that matter"
)


class UnreadableDocument(Exception):
    """The document can't be read; the reason is worded for a person."""

    def __init__(
        self, reason: str, page: int | None = None, hint: str = "", zh: str = "", zh_hint: str = ""
    ) -> None:
        """Keep what is wrong, on which page (from 1), and what to do about it.

        Args:
            reason: what is wrong, in English.
            page: where.
            hint: what to do, in English.
            zh: ``reason`` in Chinese; English stands in where it is not given.
            zh_hint: ``hint`` in Chinese.
        """
        super().__init__(reason)
        self.reason = reason
        self.page = page
        self.hint = hint
        self.zh = zh or reason
        self.zh_hint = zh_hint or hint

    def __reduce__(
        self,
    ) -> tuple[type["UnreadableDocument"], tuple[str, int | None, str, str, str]]:
        """Survive the way back from a child process."""
        return type(self), (self.reason, self.page, self.hint, self.zh, self.zh_hint)


class LoadingStopped(Exception):
    """The user called the loading off; nothing of it is kept."""


@dataclass(frozen=True)
class Limits:
    """Upper bounds for one document."""

    bytes: int = 200_000_000
    """Size of the file, and of what an archive unpacks to."""
    pages: int = 3_000
    chars: int = 40_000_000
    """Characters of text in all."""
    line_chars: int = 2_000_000
    """Characters in one line of a text file."""
    seconds: float = 300.0


@dataclass(frozen=True)
class Wanted:
    """Which pages to read, and how far to go for their words."""

    recognise: bool = True
    """Run text recognition where a page has no usable text; it takes seconds a page."""
    only: frozenset[int] = frozenset()
    """Read these pages, counting from 1, and leave the others blank; empty for all."""
    skip: frozenset[int] = frozenset()
    """Pages that killed an earlier try: named and left out."""
    notes: bool = True
    """Keep the small raised digits that point to notes; without them 187万元¹ is 187万元, and a
    tagged page is also read by its tags."""
    finer: bool = False
    """Draw pages finer for recognition: a second reading must not see the same dots again."""

    def reads(self, page: int) -> bool:
        """Whether ``page`` is to be read."""
        return page not in self.skip and (not self.only or page in self.only)


EVERYTHING: Final = Wanted()
"""Every page, with recognition where it is needed."""


class Budget:
    """Counts what loading has spent and stops it where a limit is passed."""

    def __init__(
        self,
        limits: Limits,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
        clock: Callable[[], float] = time.monotonic,
        wanted: Wanted = EVERYTHING,
        page_begun: PageBegun | None = None,
    ) -> None:
        """Start the clock; ``clock`` gives seconds."""
        self.limits = limits
        self.wanted = wanted
        self._page_begun = page_begun
        self._progress = progress
        self.cancelled = cancelled
        self._clock = clock
        self._ends_at = clock() + limits.seconds
        self._chars = 0

    def seconds_left(self) -> float:
        """What remains of the time, at least a moment."""
        return max(self._ends_at - self._clock(), 0.001)

    def verify_pages(self, pages: int) -> None:
        """Refuse a document with too many pages before any is read.

        Raises:
            UnreadableDocument: more pages than the limit.
        """
        if pages > self.limits.pages:
            msg = f"{pages:,} pages, more than the {self.limits.pages:,} that one document may have"
            raise UnreadableDocument(
                msg,
                hint=_SPLIT.en,
                zh=f"共{pages:,}页，超过单个文件上限{self.limits.pages:,}页",
                zh_hint=_SPLIT.zh,
            )

    def verify_size(self, size: int, what: str = "the file", zh: str = "文件") -> None:
        """Refuse more bytes than the limit.

        Raises:
            UnreadableDocument: larger than the limit.
        """
        if size > self.limits.bytes:
            most = f"{self.limits.bytes / 1e6:,.0f} MB"
            msg = f"{what} is {size / 1e6:,.0f} MB, more than the {most} that are read"
            raise UnreadableDocument(
                msg,
                hint=_SPLIT.en,
                zh=f"{zh}达{size / 1e6:,.0f} MB，超过可读上限{most}",
                zh_hint=_SPLIT.zh,
            )

    def tick(self) -> None:
        """Stop where time is up or the user has called the work off.

        Raises:
            UnreadableDocument: the time is up.
            LoadingStopped: the user called it off.
        """
        if self.cancelled is not None and self.cancelled():
            raise LoadingStopped
        if self._clock() > self._ends_at:
            msg = f"reading took longer than {self.limits.seconds:,.0f} s"
            raise UnreadableDocument(
                msg,
                hint="split the file or save it anew, then add it again",
                zh=f"读取超过{self.limits.seconds:,.0f}秒",
                zh_hint="请拆分文件或另存后重新加入",
            )

    def page_begun(self, number: int) -> None:
        """Say that work on a page begins: should it never end, the caller knows which it was."""
        if self._page_begun is not None:
            self._page_begun(number)

    def page_done(self, number: int, total: int | None, chars: int) -> None:
        """Count a finished page.

        Raises:
            UnreadableDocument: text or time beyond the limit.
            LoadingStopped: the user called it off.
        """
        self._chars += chars
        if self._chars > self.limits.chars:
            msg = f"more than {self.limits.chars:,} characters of text"
            raise UnreadableDocument(
                msg,
                number,
                _SPLIT.en,
                f"文字超过{self.limits.chars:,}字",
                _SPLIT.zh,
            )
        if self._progress is not None:
            self._progress(number, total)
        self.tick()
