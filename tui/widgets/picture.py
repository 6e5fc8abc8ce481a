"""The door to textual-image: a picture in whatever the terminal can, else in half blocks."""

import io
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Final

from textual.containers import ScrollableContainer
from textual.widget import Widget

_WIDTHS: Final = (100, 150, 200, 300, 400)
"""Percent of the room that the picture is wide."""
_MOST_CELLS: Final = 297
"""The kitty protocol has no more marks for rows and columns; beyond them drawing ends the app."""


def can_show() -> bool:
    """Whether pictures can be shown; loads nothing of what shows them."""
    return find_spec("textual_image") is not None and find_spec("PIL") is not None


def ask_terminal() -> None:
    """Ask the terminal what it can; to be done before Textual reads from it."""
    if can_show() and _is_terminal():
        import_module("textual_image.renderable")  # asks as it is loaded


def _is_terminal() -> bool:
    return sys.__stdout__ is not None and sys.__stdout__.isatty()


def _image(png: bytes) -> Widget:
    from PIL import Image as Pillow  # type: ignore[import-not-found]  # an extra
    from textual_image.widget import HalfcellImage, Image  # type: ignore[import-not-found]

    kind: type[Widget] = Image if _is_terminal() else HalfcellImage
    drawn = Pillow.open(io.BytesIO(png))
    image = kind(drawn)
    image.styles.max_width = widest(
        drawn.size, import_module("textual_image._terminal").get_cell_size()
    )
    return image


def widest(picture: tuple[int, int], cell: tuple[int, int]) -> int:
    """In how many columns a picture may be drawn; both sizes are width and height in pixels."""
    fitting = _MOST_CELLS * picture[0] * cell[1] // (picture[1] * cell[0])
    return max(1, min(_MOST_CELLS, fitting))


class Picture(ScrollableContainer, can_focus=True):
    """One picture, as wide as its room or wider."""

    _at = 0

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys that go sideways to the screen while all of the width is in view."""
        del parameters
        return action not in ("scroll_left", "scroll_right") or self.max_scroll_x > 0

    async def show(self, png: bytes) -> None:
        """Show another picture."""
        await self.remove_children()
        image = _image(png)
        image.styles.height = "auto"
        await self.mount(image)
        self._fit()
        self.scroll_home(animate=False)

    def zoom(self, step: int) -> None:
        """Larger or smaller."""
        self._at = max(0, min(self._at + step, len(_WIDTHS) - 1))
        self._fit()

    def _fit(self) -> None:
        for image in self.children:
            image.styles.width = f"{_WIDTHS[self._at]}%"
