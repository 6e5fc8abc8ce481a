"""Lets Textual break lines as Chinese is set; by itself it cuts Chinese and numbers anywhere."""

import textual.content

from tui.presenter.wrapping import line_starts


def break_lines_as_chinese() -> None:
    """Put ``line_starts`` in the place of the function by which Textual's content breaks lines.

    Textual has no setting for it. Its version is pinned; a test sees numbers stay whole.
    """
    vars(textual.content)["divide_line"] = line_starts
