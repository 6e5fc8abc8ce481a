"""What reviewers left in a Word document: their comments, and whose changes it tracks."""

from pathlib import Path
from typing import Any, Final, NamedTuple

from retrieval.loading.archive import verify_archive
from retrieval.loading.budget import Budget
from retrieval.loading.word import NAMESPACE as _W
from retrieval.loading.word import document_of, pieces_of
from retrieval.loading.word_markdown import is_heading

_LONGEST: Final = 400
"""Letters of a quote; a longer one is about the paragraph."""


class WordComment(NamedTuple):
    """One comment, where it hangs."""

    author: str
    text: str
    heading: str
    """The last heading before it; '' for none."""
    quote: str
    """The words that it is about, of its first paragraph."""


class WordReview(NamedTuple):
    """What a document holds beside its words."""

    comments: tuple[WordComment, ...]
    revisers: tuple[str, ...]
    """Who made the changes that it tracks; reading takes them as accepted."""


def word_review(path: Path, budget: Budget) -> WordReview:
    """Comments in the order of the text, and authors of tracked changes.

    Raises:
        UnreadableDocument: damaged or a bomb.
    """
    verify_archive(path, budget)
    document = document_of(path)
    said = {str(c.comment_id): (c.author or "", c.text or "") for c in document.comments}
    found, heading = [], ""
    body = document.element.body
    for paragraph in body.iter(f"{_W}p"):
        if is_heading(paragraph):
            heading = _text(paragraph)
        for start in paragraph.iter(f"{_W}commentRangeStart", f"{_W}commentReference"):
            author, text = said.pop(str(start.get(f"{_W}id")), ("", ""))
            if text.strip():
                found.append(WordComment(author, text.strip(), heading, _quote(paragraph, start)))
    changes = body.iter(f"{_W}ins", f"{_W}del")
    names = dict.fromkeys(str(change.get(f"{_W}author") or "") for change in changes)
    return WordReview(tuple(found), tuple(name for name in names if name))


def _quote(paragraph: Any, start: Any) -> str:  # noqa: ANN401  lxml has no types
    """The words between the ends of a comment's range; the whole paragraph where it has none."""
    words: list[str] = []
    if start.tag == f"{_W}commentRangeStart":
        for sibling in start.itersiblings():
            if sibling.tag == f"{_W}commentRangeEnd":
                break
            words += pieces_of(_alone(sibling)) if sibling.tag == f"{_W}r" else pieces_of(sibling)
    told = "".join(words).strip() or _text(paragraph)
    return told if len(told) <= _LONGEST else ""


def _alone(run: Any) -> Any:  # noqa: ANN401  lxml has no types
    """A run inside a parent of its own, as ``pieces_of`` reads runs."""
    from copy import deepcopy

    parent = run.makeelement(f"{_W}p")
    parent.append(deepcopy(run))
    return parent


def _text(element: Any) -> str:  # noqa: ANN401  lxml has no types
    return "".join(piece for piece in pieces_of(element) if piece not in ("\f", "\v")).strip()
