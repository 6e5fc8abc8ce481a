"""Text behind a mark: wrapped lines stay clear of the mark."""

from collections.abc import Sequence
from functools import cached_property

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from tui.presenter.lines import Line, plain
from tui.presenter.lines import width as cells
from tui.presenter.wrapping import line_count
from tui.widgets.paint import content


class Hanging(Visual):
    """A mark, and lines that hang from it."""

    def __init__(self, mark: Line, lines: Sequence[Line]) -> None:
        """``lines`` to the right of ``mark``."""
        self._indent = cells(plain(mark))
        self._lines = (mark, tuple(lines))

    @cached_property
    def _mark(self) -> Content:
        return content(self._lines[0])

    @cached_property
    def _body(self) -> Content:
        return content(*self._lines[1])

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        """The lines' words; asked for at every width of a list of thousands."""
        return tuple(plain(*self._lines[1]).split("\n"))

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The mark before the first line, blanks before the others."""
        inner = max(1, width - self._indent)
        body = self._body.render_strips(inner, height, style, options)
        mark = self._mark.render_strips(self._indent, 1, style, options)
        blank = Strip.blank(self._indent, style.rich_style)
        return [Strip.join([*(mark if n == 0 else [blank]), strip]) for n, strip in enumerate(body)]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Wide enough for the longest line."""
        return self._indent + self._body.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Lines at ``width``."""
        del rules
        inner = max(1, width - self._indent)
        return sum(line_count(text, inner) for text in self._texts)
