"""Screens that close once, however quick the keys are."""

from typing import ClassVar, TypeVar

from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen

Answer = TypeVar("Answer")


class ClosesOnce(Screen[Answer]):
    """A screen that closes itself and no other, which is what the library would do."""

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close with an answer, unless another key has closed it already.

        What another key has opened over it meanwhile is closed first, without an answer.
        """
        stack = self.app.screen_stack
        if self not in stack:
            return AwaitComplete()
        for above in reversed(stack[stack.index(self) + 1 :]):
            above.dismiss(None)
        return super().dismiss(result)


class Modal(ClosesOnce[Answer], ModalScreen[Answer]):
    """One that lies over another; its keys are all there are while it does."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1", "app.help", "key.help")]
