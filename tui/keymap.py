"""The user's own keys: by the name of what a key does, as ``tui.messages.keys`` has it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from textual.dom import DOMNode

from assistant.errors import UsageError

_PREFIX = "key."


def name_bindings(keys: Mapping[str, str]) -> dict[str, str]:
    """Give every key of the app its name, so that Textual can put another in its place.

    Args:
        keys: keys by name, e.g. ``{"copy": "ctrl+y"}``.

    Returns:
        The keymap for Textual.

    Raises:
        UsageError: there is no key of such a name.
    """
    known: set[str] = set()
    for node in _ours(DOMNode):
        held = node._merged_bindings
        for bindings in held.key_to_bindings.values() if held else ():
            bindings[:] = [
                replace(b, id=b.description.removeprefix(_PREFIX))
                if b.description.startswith(_PREFIX)
                else b
                for b in bindings
            ]
            known |= {b.id for b in bindings if b.id}
    if unknown := sorted(set(keys) - known):
        raise UsageError(
            f"[keys]: {', '.join(unknown)}: no key does that",
            f"known: {', '.join(sorted(known))}",
            zh=f"[keys]：没有这样的按键功能：{'、'.join(unknown)}",
            zh_hint=f"可用的有：{'、'.join(sorted(known))}",
        )
    return dict(keys)


def _ours(root: type[DOMNode]) -> Iterator[type[DOMNode]]:
    """Every class of the app that has keys."""
    for each in root.__subclasses__():
        if each.__module__.startswith("tui."):
            yield each
        yield from _ours(each)
