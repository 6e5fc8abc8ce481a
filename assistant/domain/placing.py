"""Where the checked sentences of a memo stand, and which of them a person stands by."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from assistant.domain.checks import Proof, SentenceCheck, TextCheck
from assistant.domain.memo import Attested, MemoSection, MemoVersion, Paragraph

_MARK: Final = re.compile(r"\[\^(\d+)\]")
_LEAD: Final = re.compile(r"[-*•]\s+")


class Laid(NamedTuple):
    """A paragraph and where it starts in the memo's checked text."""

    start: int
    section: MemoSection
    paragraph: Paragraph


class Placed(NamedTuple):
    """A checked sentence, and the paragraph that it stands in."""

    laid: Laid
    check: SentenceCheck

    @property
    def text(self) -> str:
        """Its words without source marks."""
        return plain_sentence(self.check.text)

    @property
    def end(self) -> int:
        """Where its words end in the paragraph; spaces don't count."""
        return self.check.start - self.laid.start + len(self.check.text.rstrip())


def heading(number: int, section: MemoSection) -> str:
    """A section's heading in the checked text."""
    return f"## {number}. {section.title}"


def laid(sections: Iterable[MemoSection]) -> Iterator[Laid]:
    """Each paragraph with its place in the checked text."""
    at = 0
    for number, section in enumerate(sections, start=1):
        at += len(heading(number, section)) + len("\n\n")
        for paragraph in section.paragraphs:
            yield Laid(at, section, paragraph)
            at += len(paragraph.text) + len("\n\n")


def placed(sections: Iterable[MemoSection], check: TextCheck) -> Iterator[Placed]:
    """The checked sentences of the paragraphs, in order."""
    told = iter(sorted(check.sentences, key=lambda s: s.start))
    sentence = next(told, None)
    for one in laid(sections):
        while sentence is not None and sentence.start < one.start + len(one.paragraph.text):
            if sentence.start >= one.start:
                yield Placed(one, sentence)
            sentence = next(told, None)


def plain_sentence(text: str) -> str:
    """A sentence's words without source marks, bold and the sign of a list."""
    bare = _MARK.sub("", text).replace("**", "").strip()
    return " ".join(_LEAD.sub("", bare, count=1).split() if _LEAD.match(bare) else bare.split())


def statement_of(attested: Iterable[Attested], one: Placed) -> Attested | None:
    """Who stands by a sentence: only while it is a person's, says the same and is undecided."""
    if one.check.verdict is not Proof.UNCHECKED or one.laid.paragraph.author.kind != "person":
        return None
    notes = {int(number) for number in _MARK.findall(one.check.text)}
    place = (one.laid.section.code, one.text)
    return next((a for a in attested if (a.section, a.text) == place and a.note in notes), None)


def stated(memo: MemoVersion) -> dict[int, Attested]:
    """Sentences that a person stands by, by where each starts in the checked text."""
    if not memo.attested:
        return {}
    pairs = ((p.check.start, statement_of(memo.attested, p)) for p in _undecided(memo))
    return {start: said for start, said in pairs if said is not None}


def attestable(memo: MemoVersion) -> tuple[Placed, ...]:
    """Sentences of persons that no figure decides and nobody stands by yet; no row of a table."""
    held = stated(memo)
    return tuple(
        p
        for p in _undecided(memo)
        if p.laid.paragraph.author.kind == "person"
        and not p.check.text.startswith("|")
        and p.check.start not in held
    )


def unsettled(memo: MemoVersion) -> tuple[SentenceCheck, ...]:
    """What keeps a memo from being signed: sentences neither proved nor stated by a person."""
    held = stated(memo)
    return tuple(
        s for s in memo.check.sentences if s.verdict is not Proof.PROVED and s.start not in held
    )


def _undecided(memo: MemoVersion) -> Iterator[Placed]:
    for one in placed(memo.sections, memo.check):
        if one.check.verdict is Proof.UNCHECKED:
            yield one
