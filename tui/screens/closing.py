"""Screens that close once, however quick the keys are."""

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

Answer = TypeVar("Answer")


class ClosesOnce(Screen[Answer]):
    """A screen whose second closing does nothing: it would close the one below as well."""

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close with an answer, unless another key has closed it already."""
        if self not in self.app.screen_stack:
            return AwaitComplete()
        return super().dismiss(result)


class Modal(ClosesOnce[Answer], ModalScreen[Answer]):
    """One that lies over another."""
