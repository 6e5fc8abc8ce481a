"""Where on a page a value stands: the line that is quoted for it."""

from typing import NamedTuple

from assistant.extraction.amounts import plain


class Quote(NamedTuple):
    """A line of a page and its place there."""

    text: str
    span: tuple[int, int]


def quote_of(page_text: str, label: str, cell: str) -> Quote | None:
    """The line that holds both the label's first words and the cell, exactly as printed.

    Returns:
        None where no line holds both, so that the value stays unproved.
    """
    words = plain(label).split()
    start = 0
    for line in page_text.splitlines(keepends=True):
        text = line.rstrip("\r\n")
        if words and cell.strip() and cell.strip() in text and words[0] in plain(text):
            left = len(text) - len(text.lstrip())
            return Quote(text.strip(), (start + left, start + len(text.rstrip())))
        start += len(line)
    return None
