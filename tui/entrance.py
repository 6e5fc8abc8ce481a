"""The way in where there is no home yet: what the first run asks of the program."""

from collections.abc import Callable
from pathlib import Path

from assistant.domain.tongues import in_tongue
from assistant.settings import Settings
from tui.desk import Desk
from tui.screens.welcome import Choice, Probed


class FirstRun:
    """The first run over the embedded store."""

    def __init__(
        self, settings: Settings, build_demo: Callable[[Settings, Callable[[str], None]], object]
    ) -> None:
        """Offer the settings' home; ``build_demo`` builds the sample cases."""
        self.home = settings.home
        self._settings = settings
        self._build_demo = build_demo

    def probe(self, choice: Choice) -> Probed:
        """Ask the endpoint of a choice who it is."""
        from assistant.services.doctor import model_part
        from assistant.settings import settings_from

        part = model_part(settings_from(home=Path(choice.home).expanduser(), **choice.model))
        return Probed(part.ok, in_tongue(part.text, choice.lang))

    def begin(self, choice: Choice, say: Callable[[str], None]) -> Desk:
        """Set up what was chosen; with the demo, say how far it is."""
        from assistant.services.beginning import begin
        from assistant.services.desk import open_desk

        settings = begin(choice.home, choice.lang, choice.model, self.home)
        settings = settings.model_copy(update={"by": self._settings.by})
        if choice.wants_demo:
            self._build_demo(settings, say)
        return open_desk(settings)


def build_demo(settings: Settings, say: Callable[[str], None]) -> object:
    """Build the sample cases; imports them on first use."""
    from assistant.demo.build import build_demo as build

    return build(settings, say)
