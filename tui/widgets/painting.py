"""Lets Textual draw less: what lies wholly under something else, and all else when focus moves.

A screen of ours nests six boxes around a list, each as large as the screen; Textual draws every
line of each, then throws away what is covered. It has no setting for either; the version is pinned.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence

import textual.screen
from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets._toast import Toast

_TICKS = 120
"""A second."""


class SeenOnly(Compositor):
    """Front to back; a line of a widget is drawn if some of it is still open."""

    _over: Sequence[Region] = ()
    """What lies over all else."""

    @property
    def cuts(self) -> list[list[int]]:
        """Where a line is cut: never within a notice or list that lies over everything else.

        Textual cuts it at the edges of what is covered too, and a wide character on a cut is lost.
        """
        if self._cuts is not None:
            return self._cuts
        self._over = [
            region.intersection(clip)
            for widget, (region, clip) in self.visible_widgets.items()
            if _is_over_all(widget)
        ]
        if not self._over:
            return super().cuts
        width, height = self.size
        found: list[set[int]] = [{0, width} for _ in range(height)]
        covered: list[list[tuple[int, int]]] = [[] for _ in range(height)]
        for widget, (region, clip) in self.visible_widgets.items():
            shown = region.intersection(clip)
            if not shown:
                continue
            for y in shown.line_range:
                span = shown.column_span
                found[y].update(x for x in span if not any(a < x < b for a, b in covered[y]))
                if _is_over_all(widget):
                    covered[y].append(span)
        self._cuts = [sorted(line) for line in found]
        return self._cuts

    def render_partial_update(self) -> ChopsUpdate | None:
        """Draw what changed; what lies over all is drawn whole where some of it is drawn at all.

        The edge of what changed below it may cut a wide character too.
        """
        if self._dirty_regions and self.cuts:
            touched = [o for o in self._over if any(map(o.overlaps, self._dirty_regions))]
            self._dirty_regions.update(touched)
        return super().render_partial_update()

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        cuts = self.cuts
        chops: list[dict[int, Strip | None]] = [dict.fromkeys(cut[:-1]) for cut in cuts]
        open_cells = [len(chop) for chop in chops]
        for widget, (region, clip) in self.visible_widgets.items():
            if not crop.overlaps(clip):
                continue
            shown = region.intersection(clip)
            spans = {
                y: span
                for y in shown.line_range
                if open_cells[y]
                and is_rendered_line(y)
                and (span := _open_span(cuts[y], chops[y], shown))
            }
            if not spans:
                continue
            first, last = min(spans), max(spans)
            strips = widget.render_lines(
                Region(shown.x - region.x, first - region.y, shown.width, last + 1 - first)
            )
            for y, span in spans.items():
                chop = chops[y]
                pieces = strips[y - first].divide([cut - shown.x for cut in span[1:]])
                for cut, piece in zip(span, pieces, strict=False):
                    if chop[cut] is None:
                        chop[cut] = piece
                        open_cells[y] -= 1
        return chops  # type: ignore[return-value]  # the screen itself fills what is left open


def _is_over_all(widget: Widget) -> bool:
    return isinstance(widget, Toast) or widget.styles.overlay == "screen"


def _open_span(cuts: list[int], chop: dict[int, Strip | None], shown: Region) -> list[int]:
    """The cuts of a line within a widget; none where all of it is covered."""
    start, end = shown.column_span
    span = cuts[bisect_left(cuts, start) : bisect_right(cuts, end)]
    return span if None in map(chop.get, span[:-1]) else []


def draw_less() -> None:
    """Draw only what is seen; where the focus goes, only what it leaves and where it comes.

    A frame waits for the next tick of a clock, which Textual lets tick 60 times a second.
    """
    vars(textual.screen)["UPDATE_PERIOD"] = 1 / _TICKS
    vars(textual.screen)["Compositor"] = SeenOnly
    vars(textual.screen.Screen)["focused"]._repaint = False
