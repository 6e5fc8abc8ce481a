"""Keys that come quicker than screens do: what a key meets may not stand yet, or stand no more."""

from textual import events
from textual._context import active_message_pump
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import WorkerFailed, active_worker

from tui.seated import SeatedApp
from tui.typing_order import has_moved_on, is_handed_over


class QuickKeysApp(SeatedApp):
    """Never ends for a key that came before a screen's parts did, or after its screen had gone."""

    async def on_event(self, event: events.Event) -> None:
        """Do at once what a key typed right behind would come before."""
        if isinstance(event, events.Key) and not event.is_forwarded and self.app_focus:
            screen = self.screen
            if is_handed_over(event, screen) or has_moved_on(event, screen):
                return
        await super().on_event(event)

    def _handle_exception(self, error: Exception) -> None:
        """Don't end for a part that was on its way out and missed what had gone before it.

        A key may close a screen that another key has just opened, before its parts have come.
        """
        worker = active_worker.get(None)
        node = active_message_pump.get(None) if worker is None else worker.node
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, NoMatches) and isinstance(node, DOMNode) and _is_leaving(node):
            return
        super()._handle_exception(error)

    async def _dispatch_action(self, namespace: DOMNode, action_name: str, params: object) -> bool:
        """Do nothing on a screen that another key has closed; wait for one that isn't drawn yet."""
        if isinstance(namespace, Widget) and _is_leaving(namespace):
            return False
        if isinstance(namespace, Screen) and not namespace.is_mounted:
            namespace.call_later(self._dispatch_action, namespace, action_name, params)
            return True
        return await super()._dispatch_action(namespace, action_name, params)


def _is_leaving(node: DOMNode) -> bool:
    if not node.is_attached:
        return True
    stack = node.app.screen_stack
    return any(
        n._pruning or n._closing or (isinstance(n, Screen) and n not in stack)
        for n in node.ancestors_with_self
    )
