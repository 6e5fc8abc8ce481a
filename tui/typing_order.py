"""Keys of a text field are done in the order in which they were typed.

The library hands letters to the field at once and a key that the field binds (Backspace, the
arrows, a line break) or that leaves the field (Tab) only once the key has come back up to the app:
letters typed right behind it would come before it.
"""

from typing import Final

from textual import events
from textual.screen import Screen
from textual.widgets import Input, TextArea

_FOCUSES: Final = {"app.focus_next": 1, "app.focus_previous": -1}


def has_moved_on(event: events.Key, screen: Screen[object]) -> bool:
    """Move the focus at once where the key does nothing else: what is typed next goes there.

    Returns:
        Whether the key is thereby done with.
    """
    active = screen.active_bindings.get(event.key)
    step = _FOCUSES.get(active.binding.action, 0) if active is not None and active.enabled else 0
    field = screen.focused
    if not step or field is None or not screen.is_mounted:
        return False
    if isinstance(field, TextArea) and field.tab_behavior == "indent":
        return False
    screen.focus_next() if step > 0 else screen.focus_previous()
    return True


def is_handed_over(event: events.Key, screen: Screen[object]) -> bool:
    """Let the field that has the focus do what it binds to a key in its own turn.

    Returns:
        Whether the key is thereby done with.
    """
    field = screen.focused
    if event.is_printable or not isinstance(field, Input | TextArea):
        return False
    active = screen.active_bindings.get(event.key)
    if active is None or not active.enabled or active.node is not field:
        return False
    if active.binding.action.startswith("scroll_"):
        return False  # a line has nowhere to scroll to, and leaves the key to what is around it
    field.call_later(field.run_action, active.binding.action)
    return True
