"""What a statement is judged against sources given as plain texts."""

from assistant.domain.checks import Proof, SourceText, TextCheck
from assistant.proof.stated import check_stated


def checked(text: str, *sources: str) -> TextCheck:
    """The check of a text against plain texts."""
    return check_stated(
        text,
        [
            SourceText(source=str(n), source_name=f"source {n}", page=1, text=words)
            for n, words in enumerate(sources, start=1)
        ],
    )


def holds(text: str, *sources: str) -> bool:
    """Whether a text is proved as a whole."""
    return checked(text, *sources).verdict is Proof.PROVED
