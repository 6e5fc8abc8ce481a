"""The one way to take the time; everything else receives it as an argument."""

from collections.abc import Callable
from datetime import UTC, date, datetime

Clock = Callable[[], datetime]
"""Returns an aware moment in UTC."""


def system_clock() -> datetime:
    """The machine's time, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251  the door that the ban points to


def today(clock: Clock) -> date:
    """The day by the calendar of this machine's place."""
    return clock().astimezone().date()
