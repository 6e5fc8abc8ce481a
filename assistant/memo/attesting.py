"""Let a person stand by a sentence of their own that no figure decides; it is never proved."""

from collections.abc import Iterable
from typing import Final

from assistant.domain.checks import Proof
from assistant.domain.memo import Attested, MemoVersion, SourceNote
from assistant.domain.placing import Placed, attestable, placed, plain_sentence
from assistant.domain.quantities import Lang
from assistant.errors import InputError
from assistant.memo.editing import Editing, next_version
from assistant.memo.markdown import unmarked
from assistant.proof.sentences import sentences

_SHOWN: Final = 60
"""Letters of a sentence that a message names it by."""


def attest(
    editing: Editing, words: str, why: str, versions: Iterable[MemoVersion] = ()
) -> MemoVersion:
    """The next version, in which ``editing.by`` stands by the sentence that holds ``words``.

    Args:
        editing: who states it, in which version, and when.
        words: the sentence, or as much of it as tells it from the others.
        why: what the person knows it from.
        versions: every version of the case: what a model wrote in one is nobody's own.

    Raises:
        InputError: the reason is missing, or there is no such sentence of this person that no
            figure decides.
    """
    base = editing.base
    if not why.strip():
        raise InputError(
            "what do you know it from?",
            "say it: --why TEXT",
            zh="依据是什么？",
            zh_hint="请写明：--why 说明",
        )
    one = _meant(base, words)
    _verify_own(one, editing.by, (*versions, base))
    number = max((note.number for note in base.notes), default=0) + 1
    said = Attested(
        section=one.laid.section.code,
        text=one.text,
        who=editing.by,
        at=editing.at,
        why=" ".join(why.split()),
        note=number,
    )
    text = one.laid.paragraph.text
    marked = one.laid.paragraph.model_copy(
        update={"text": f"{text[: one.end]}[^{number}]{text[one.end :]}"}
    )
    sections = tuple(
        section.model_copy(
            update={
                "paragraphs": tuple(
                    marked if p is one.laid.paragraph else p for p in section.paragraphs
                )
            }
        )
        if section is one.laid.section
        else section
        for section in base.sections
    )
    note = SourceNote(number=number, figure=None, text=_note(said, base.lang))
    return next_version(editing, sections, (*base.notes, note), (*base.attested, said))


def _note(said: Attested, lang: Lang) -> str:
    if lang is Lang.ZH:
        return f"{said.who} {said.at:%Y-%m-%d %H:%M} UTC 陈述，未经证实。依据：{said.why}"
    return f"Stated by {said.who}, {said.at:%Y-%m-%d %H:%M} UTC, not proved. Known from: {said.why}"


def _meant(memo: MemoVersion, words: str) -> Placed:
    """The undecided sentence of a person that holds ``words``."""
    wanted = plain_sentence(unmarked(words))
    open_ones = attestable(memo)
    found = [p for p in open_ones if wanted and wanted in p.text]
    exact = [p for p in found if p.text == wanted]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if found:
        raise InputError(
            f"“{wanted[:_SHOWN]}” stands in {len(found)} sentences",
            "give more of the words, or make the sentences differ",
            zh=f"有 {len(found)} 句含“{wanted[:_SHOWN]}”",
            zh_hint="请多写几个字，或先把句子改得不同",
        )
    raise _refused(memo, wanted, open_ones)


def _refused(memo: MemoVersion, wanted: str, open_ones: tuple[Placed, ...]) -> InputError:
    """Why no sentence can be stated by those words, and which ones can."""
    held = [p for p in placed(memo.sections, memo.check) if wanted and wanted in p.text]
    en, zh = _standing(held[0]) if held else ("it isn't in this draft", "本稿没有这句话")
    listed = [p.text[:_SHOWN] for p in open_ones]
    return InputError(
        f"“{wanted[:_SHOWN]}” can't be stated in your name: {en}",
        f"these can: {' | '.join(listed)}" if listed else "edit the section: --edit SECTION",
        zh=f"“{wanted[:_SHOWN]}”不能由您陈述：{zh}",
        zh_hint=f"可以陈述的有：{'｜'.join(listed)}" if listed else "请修改该节：--edit 节",
    )


def _standing(one: Placed) -> tuple[str, str]:
    if one.check.verdict is Proof.FALSE:
        return "a figure disagrees with it, so it has to be changed", "与资料不符，须改正"
    if one.check.verdict is Proof.PROVED:
        return "nothing in it is left open", "其中没有未核之处"
    if one.laid.paragraph.author.kind != "person":
        return "no person wrote it", "不是人写的"
    if one.check.text.startswith("|"):
        return "it is a row of a table; write it as a sentence", "它在表格里，请写成句子"
    return "somebody stands by it already", "已有人陈述"


def _verify_own(one: Placed, who: str, versions: Iterable[MemoVersion]) -> None:
    author = one.laid.paragraph.author.name
    if author != who:
        raise InputError(
            f"{author} wrote it, so {author} stands by it or it goes",
            f"--by {author}, or write a sentence of your own",
            zh=f"这是{author}写的，须由{author}陈述",
            zh_hint=f"请由{author}操作（--by {author}），或自己另写一句",
        )
    if one.text in _of_models(versions):
        raise InputError(
            "a model wrote this sentence; a person may not stand by it",
            "write what you know yourself, or take the sentence out",
            zh="这句话是模型写的，不能由人陈述",
            zh_hint="请写您自己所知，或删去这句",
        )


def _of_models(versions: Iterable[MemoVersion]) -> set[str]:
    """Sentences that a model wrote in any version, kept or struck."""
    found: set[str] = set()
    for memo in versions:
        found |= {plain_sentence(struck.text) for struck in memo.struck}
        for section in memo.sections:
            for paragraph in section.paragraphs:
                if paragraph.author.kind == "model":
                    spans = sentences(paragraph.text)
                    found |= {plain_sentence(paragraph.text[s.start : s.end]) for s in spans}
    return found
