"""Judges an outcome that leads a line, by the rule's statement behind it: **Pass.** DSCR is ..."""

import re
from typing import Final

from assistant.domain.checks import Claim, ClaimKind, Proof, SentenceCheck
from assistant.domain.figures import Statement
from assistant.domain.figures import Verdict as Ruled
from assistant.domain.quantities import Lang
from assistant.proof.altered import bare
from assistant.proof.characters import plain

_WORDS: Final = {
    word: outcome
    for outcome, words in {
        Ruled.PASS: "通过 符合 pass passed passes",
        Ruled.THIN: "勉强通过 临界通过 thin_pass passed_thinly",
        Ruled.BREACH: "不符合 未通过 不通过 违反 breach breached fail failed",
        Ruled.WAIVED: "已豁免 豁免 waived",
        Ruled.NOT_COMPUTABLE: "无法测试 could_not_be_tested not_tested",
    }.items()
    for word in words.split()
}
_ANY: Final = re.compile("|".join((*(word.replace("_", " ") for word in _WORDS), "测试", "tested")))


def outcome_lead(lead: SentenceCheck, statement: Statement) -> SentenceCheck:
    """The check of the words in front of a statement, judged where they name an outcome.

    Args:
        lead: the sentence before the statement, on its line.
        statement: what follows it.
    """
    words = bare(plain(lead.text)).strip(" *_.。:：")
    said = _WORDS.get(words.replace(" ", "_"))
    if (
        (said is None and not _ANY.search(words))
        or statement.verdict is None
        or lead.verdict is not Proof.PROVED
    ):
        return lead
    proof = Proof.PROVED
    if said is not statement.verdict:
        thin = said is None or {said, statement.verdict} == {Ruled.PASS, Ruled.THIN}
        proof = Proof.UNCHECKED if thin else Proof.FALSE
    lang = Lang.EN if words.isascii() else Lang.ZH
    claim = Claim(
        text=lead.text, start=lead.start, end=lead.end, kind=ClaimKind.COMPARISON, verdict=proof,
        figure=statement.figures[0] if statement.figures else None, reason=statement.text(lang),
    )  # fmt: skip
    return lead.model_copy(update={"claims": (*lead.claims, claim), "verdict": proof})
