"""Where on a page a value stands: the line that is quoted for it."""

from typing import NamedTuple

from assistant.extraction.amounts import plain


class Quote(NamedTuple):
    """A line of a page and its place there."""

    text: str
    span: tuple[int, int]


def quote_of(page_text: str, label: str, cell: str) -> Quote | None:
    """The line that holds the cell as a number of its own and most of the label and little else.

    The label's first word has to stand there; a row without a label is quoted by its cell.

    Returns:
        None where no line holds both, so that the value stays unproved.
    """
    words, best, most = plain(label).split(), None, (-1, 0)
    if not cell.strip():
        return None
    number = cell.strip()
    start = 0
    for line in page_text.splitlines(keepends=True):
        text = line.rstrip("\r\n")
        if _holds(text, number) and (not words or words[0] in plain(text)):
            held = plain(text)
            count = (sum(word in held for word in words), -len(held))
            if count > most:
                left = len(text) - len(text.lstrip())
                best = Quote(text.strip(), (start + left, start + len(text.rstrip())))
                most = count
        start += len(line)
    return best


def _holds(text: str, number: str) -> bool:
    """Whether a line holds a number that is no part of a longer one."""
    start = text.find(number)
    while start >= 0:
        end = start + len(number)
        before, after = text[start - 1 : start], text[end : end + 2]
        longer = after[:1].isdecimal() or (after[:1] in (".", ",") and after[1:].isdecimal())
        if not longer and not before.isdecimal() and before not in (".", ","):
            return True
        start = text.find(number, start + 1)
    return False
