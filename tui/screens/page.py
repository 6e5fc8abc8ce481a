"""A page of a source with the quote marked: its words, or the page itself as a picture."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from assistant.domain.case import CaseId, Source
from assistant.domain.checks import SourceText
from tui.desk import Desk
from tui.messages import Words
from tui.presenter.detail import Place
from tui.presenter.lines import Line, line, one_line, span
from tui.presenter.pages import MOST_CHARS, marked_page
from tui.screens.closing import Modal
from tui.widgets.frame import Lines
from tui.widgets.key_bar import KeyBar
from tui.widgets.picture import Picture, can_show
from tui.work import Jobs


class PageScreen(Modal[None]):
    """One page at a time; ← and → turn it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "key.close"),
        Binding("left,p", "turn(-1)", "key.previous_page"),
        Binding("right,n", "turn(1)", "key.next_page"),
        Binding("i", "picture", "key.picture"),
        Binding("y", "copy", "key.copy"),
        Binding("plus,equals_sign", "zoom(1)", "key.zoom_in"),
        Binding("minus", "zoom(-1)", "key.zoom_out"),
    ]

    def __init__(
        self, desk: Desk, case: CaseId, place: Place, words: Words, source: Source | None
    ) -> None:
        """Open ``place`` of ``case``, which stands in ``source``."""
        super().__init__()
        self._pages = source.pages if source else place.page
        kind = source.media_type if source else ""
        self._is_drawable = kind == "application/pdf" or kind.startswith("image/")
        self._is_drawn = False
        self._desk = desk
        self._case = case
        self._place = place
        self._page = place.page
        self._words = words
        self._text = ""
        self._jobs = Jobs(self, words)

    def compose(self) -> ComposeResult:
        """Title, page, state."""
        with Vertical(classes="sheet"):
            yield Lines(id="page-title")
            with VerticalScroll(id="page-scroll", can_focus=True):
                yield Static(id="page-before", markup=False)
                yield Lines(id="page-marked")
                yield Static(id="page-after", markup=False)
            yield Picture(id="page-picture")
            yield Lines(id="page-state")
        yield KeyBar(self._words)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Turn no further than there are pages; draw what can be drawn, zoom what is."""
        if action in ("picture", "zoom"):
            return self._is_drawable if action == "picture" else self._is_drawn
        step = parameters[0] if action == "turn" else 0
        return not isinstance(step, int) or 1 <= self._page + step <= self._pages

    def on_mount(self) -> None:
        """Load the page."""
        self.query_one(Picture).display = False
        self.query_one("#page-scroll").focus()
        self._load(self._page)

    def _load(self, page: int) -> None:
        desk, case, source = self._desk, self._case, self._place.source
        self.query_one("#page-scroll").loading = True
        self._jobs.fetch(
            "page", lambda: desk.page(case, source, page), self._show, failed=self._keep_page
        )

    def _keep_page(self, _: Exception) -> None:
        self.query_one("#page-scroll").loading = False

    def _show(self, found: SourceText) -> None:
        words = self._words
        self._page = found.page
        self._text = found.text
        is_cited = found.page == self._place.page
        shown = marked_page(found.text, self._place.quote if is_cited else "")
        self.query_one("#page-scroll").loading = False
        name = one_line(found.source_name)
        title = line(
            span(words("page.title", name=name, page=found.page), "label"),
            span(f" / {self._pages}", "dim"),
        )
        self.query_one("#page-title", Lines).show(title)
        self.refresh_bindings()
        before = shown.before if found.text.strip() else words("page.empty")
        self._part("#page-before", before)
        self._part("#page-after", shown.after)
        marked = self.query_one("#page-marked", Lines)
        marked.show(shown.marked)
        marked.display = shown.is_found
        state = self._state(is_cited and bool(self._place.quote), shown.is_found, shown.is_cut)
        self.query_one("#page-state", Lines).show(state)
        scroll = self.query_one("#page-scroll", VerticalScroll)
        if shown.is_found:
            self.call_after_refresh(scroll.scroll_to_widget, marked, animate=False, center=True)
        else:
            scroll.scroll_home(animate=False)
        if self._is_drawn:
            self._draw()

    def _part(self, selector: str, text: str) -> None:
        part = self.query_one(selector, Static)
        part.update(text)
        part.display = bool(text)

    def _state(self, quoted: bool, found: bool, cut: bool) -> Line:
        parts = []
        if quoted:
            key, role = ("page.quote_found", "good") if found else ("page.quote_missing", "warn")
            parts.append(span(self._words(key), "good" if role == "good" else "warn"))
        if cut:
            parts.append(span("  " + self._words("page.cut", n=f"{MOST_CHARS:,}"), "dim"))
        return line(*parts)

    def action_turn(self, step: int) -> None:
        """Turn the page."""
        if not self._jobs.is_busy():
            self._load(self._page + step)

    def action_picture(self) -> None:
        """Show the page itself, or its words again."""
        if self._is_drawn:
            self._show_drawn(drawn=False)
        elif not can_show():
            self.notify(self._words("page.no_pictures"), timeout=10, markup=False)
        else:
            self._draw()

    def _draw(self) -> None:
        desk, case, source, page = self._desk, self._case, self._place.source, self._page
        quote = self._place.quote if page == self._place.page else ""

        async def show(png: bytes) -> None:
            await self.query_one(Picture).show(png)
            self._show_drawn(drawn=True)

        self._jobs.fetch(
            "picture",
            lambda: desk.page_picture(case, source, page, quote),
            show,
            failed=lambda _: self._show_drawn(drawn=False),
        )

    def _show_drawn(self, *, drawn: bool) -> None:
        self._is_drawn = drawn
        picture, words = self.query_one(Picture), self.query_one("#page-scroll")
        picture.display, words.display = drawn, not drawn
        (picture if drawn else words).focus()
        self.refresh_bindings()

    def action_zoom(self, step: int) -> None:
        """Draw the picture larger or smaller."""
        self.query_one(Picture).zoom(step)

    def action_copy(self) -> None:
        """Copy the page's words."""
        self.app.copy_to_clipboard(self._text)
        what = self._words("page.title", name=self._place.source_name, page=self._page)
        self.notify(self._words("notice.copied", what=what), markup=False)

    def action_close(self) -> None:
        """Go back."""
        self._jobs.stop_all()
        self.dismiss(None)
