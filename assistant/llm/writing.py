"""The offline analyst's writer: answers each part from what the tools brought. Plain code.

Every figure is said by a statement or a reference; the rest are fixed words without numbers.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from assistant.domain.figures import Statement, StatementKind
from assistant.llm import sayings
from assistant.llm.choosing import broken, own, thin, told_once, untested, without_repeats
from assistant.llm.cues import AMOUNT, LAST_SEEN, LEAST, MOST, SHARE, SIDES, Aspect, Topic
from assistant.llm.drafts import Draft, said
from assistant.llm.measuring import measures, tested
from assistant.llm.steps import ABSENT

_PAGE_CHARS: Final = 1_500


def written(draft: Draft) -> Iterator[str]:
    """The answer to one part, a sentence or block at a time, references unresolved."""
    is_measure = draft.part.topic is Topic.MEASURE
    beyond = is_measure and draft.part.is_beyond
    found = quoted(draft) if is_measure else []
    lines = list(_WRITERS.get(draft.part.topic, measures)(draft))
    if found and (beyond or not lines):
        yield from said(found, 2)
        return
    if lines and beyond:
        yield sayings.nearest(draft.lang)
    if lines:
        yield from lines
        return
    absent = [s for s in draft.statements() if s.key.startswith(ABSENT)]
    refusals = [r.refusal for r in draft.returned if r.refusal]
    if absent and draft.part.topic is not Topic.UNCLEAR:
        yield from said(absent, max(1, len(draft.part.metrics)))
    elif refusals and draft.part.topic is not Topic.UNCLEAR:
        yield sayings.as_sentence(refusals[0], draft.lang)
    else:
        yield sayings.unclear(draft.lang, vague=draft.part.says_aspect or bool(draft.part.periods))


def _party(draft: Draft) -> Iterator[str]:
    found = draft.statements("party")
    text = draft.part.text
    warned = [s for s in draft.statements("warnings") if draft.part.entity in s.text_zh]
    if warned:
        yield from said(told_once(warned), 2)
        return
    if LAST_SEEN.search(text) and not AMOUNT.search(text) and not SHARE.search(text):
        days = [s for s in found if ".last_day." in s.key]
        yield from said(days, 1)
        if days:
            return
    moved = [s for s in found if ".trend" in s.key]
    if draft.part.aspect in (Aspect.TREND, Aspect.COMPARE, Aspect.HISTORY) and moved:
        wanted = [s for s in moved if (".share:" in s.key) == bool(SHARE.search(text))]
        yield from said(wanted or moved, 1)
        return
    amounts = [s for s in found if ".value:" in s.key and ".last_day." not in s.key]
    yield from said(amounts, max(1, len(draft.part.periods)))


def _derived(draft: Draft) -> Iterator[str]:
    worked = [s for s in draft.statements("derive") if ".derived@" in s.key]
    yield from said(worked, 2 * max(1, len(draft.part.periods)))
    if not worked:
        yield from _documents(draft)


def _breakdown(draft: Draft) -> Iterator[str]:
    found = draft.statements("break_down")
    if open_ := [s for s in found if s.key == "revenue.divisions"]:
        yield from said(open_)
        return
    wanted = [s for s in found if ".breakdown@" in s.key]
    if LEAST.search(draft.part.text):
        wanted = [s for s in found if ".worst_part@" in s.key] or wanted
    elif MOST.search(draft.part.text):
        wanted = [s for s in found if ".best_part@" in s.key] or wanted
    named = [s for s in found if ".named_part" in s.key]
    yield from said(named or wanted, len(named) or 1)
    if not found or not (named or wanted):
        yield from _documents(draft)


def _vanished(draft: Draft) -> Iterator[str]:
    warned = [s for s in draft.statements("warnings") if "_vanished." in s.key]
    sides = [side for side, words in SIDES if words.search(draft.part.text)]
    gone = [s for s in warned if not sides or any(side[:-1] in s.key for side in sides)]
    yield from said(gone)
    if not gone:
        yield from said([s for s in draft.statements("statements") if ".value@" in s.key], 1)


def _score(draft: Draft) -> Iterator[str]:
    found = draft.statements("score")
    yield from said([s for s in found if s.key == "score.grade.value"])
    if draft.part.aspect in (Aspect.WHY, Aspect.FORMULA, Aspect.SOURCE):
        factors = [s for s in found if s.key.startswith("score.factor.")]
        yield from said([s for s in factors if s.kind is not StatementKind.MISSING], 3)
        yield from said(untested(found), 1)


def _overview(draft: Draft) -> Iterator[str]:
    found = draft.statements("score")
    sales = draft.statements("statements")
    yield from said(own(sales, "sales.net", "trend") or own(sales, "revenue", "trend"), 1)
    yield from said([s for s in found if s.key == "rule.dscr.min.verdict"], 1)
    yield from said([s for s in found if s.key == "score.grade.value"], 1)
    yield from _decision(draft)


def _limit(draft: Draft) -> Iterator[str]:
    yield from said(own(draft.statements("score"), "score.limit", "value", "missing"), 1)


def _rate(draft: Draft) -> Iterator[str]:
    found = draft.statements("score", "figures")
    yield from said(own(found, "score.rate", "value", "missing"), 1)


def _decision(draft: Draft) -> Iterator[str]:
    found = draft.statements("score")
    yield from said([s for s in found if s.key == "score.recommendation.verdict"])
    weak = [*broken(found), *thin(found), *untested(found)]
    yield from said(weak, 3)
    if not weak:
        yield from said([s for s in found if s.key == "score.rules.summary"])


def _rules(draft: Draft) -> Iterator[str]:
    found = draft.statements("score")
    wanted = {Aspect.THIN: thin, Aspect.UNTESTED: untested}.get(draft.part.aspect, broken)(found)
    yield from said(wanted)
    if not wanted:
        yield from said([s for s in found if s.key == "score.rules.summary"])


def _warnings(draft: Draft) -> Iterator[str]:
    found = [s for s in draft.statements("warnings") if not s.key.startswith(ABSENT)]
    about = [s for s in found if any(_speaks_of(s, metric) for metric in draft.part.metrics)]
    if draft.part.metrics:
        yield from said(without_repeats(about), 2)
        for metric in () if about else draft.part.metrics:
            yield from tested(draft, metric)
        return
    rules = [s for s in found if s.key.startswith("rule.")]
    others = [s for s in found if not s.key.startswith("rule.")]
    by_name = draft.statements("score")
    told = [*broken([*by_name, *rules]), *others, *thin([*by_name, *rules])]
    told += untested([*by_name, *rules])
    yield from said(told_once(told))


def _speaks_of(statement: Statement, metric: str) -> bool:
    return any(key.partition("@")[0] == metric for key in statement.figures)


def _missing(draft: Draft) -> Iterator[str]:
    yield from said(draft.statements("missing"))


def _what_if(draft: Draft) -> Iterator[str]:
    yield from said(draft.statements("what_if"), 5)


def _drafted(draft: Draft) -> Iterator[str]:
    yield from (r.text for r in draft.returned if not r.refusal)


def quoted(draft: Draft) -> list[Statement]:
    """Sentences of documents that answer."""
    return [s for s in draft.statements("search") if s.key.startswith("quote.")]


def _documents(draft: Draft) -> Iterator[str]:
    found = [*(s for s in draft.statements("search") if s.figures), *quoted(draft)]
    yield from said(found, 3)
    for passage in draft.passages() if draft.part.page else ():
        text = passage.text[:_PAGE_CHARS].replace("\n", "\n> ")
        yield draft.say(
            f"《{passage.source_name}》第{passage.page}页：\n> {text}",
            f"{passage.source_name}, p. {passage.page}:\n> {text}",
        )
    if not found and draft.statements("statements", "figures"):
        yield from measures(draft)


def _about(draft: Draft) -> Iterator[str]:
    yield from sayings.introduction(draft.lang, short=draft.part.topic is Topic.GREETING)


def _thanks(draft: Draft) -> Iterator[str]:
    yield draft.say("不客气，随时再问。", "You're welcome; ask on any time.")


def _order(draft: Draft) -> Iterator[str]:
    yield draft.say(
        "评分、结论和数字只由程序按卷内资料得出，提问改变不了它们。",
        "Scores, verdicts and figures come from the file by code; a question can't change them.",
    )


_WRITERS: Final[Mapping[Topic, Callable[[Draft], Iterator[str]]]] = {
    Topic.DERIVED: _derived,
    Topic.BREAKDOWN: _breakdown,
    Topic.PARTY: _party,
    Topic.VANISHED: _vanished,
    Topic.SCORE: _score,
    Topic.LIMIT: _limit,
    Topic.OVERVIEW: _overview,
    Topic.RATE: _rate,
    Topic.DECISION: _decision,
    Topic.RULES: _rules,
    Topic.WARNINGS: _warnings,
    Topic.MISSING: _missing,
    Topic.WHAT_IF: _what_if,
    Topic.DRAFT: _drafted,
    Topic.DOCUMENT: _documents,
    Topic.UNCLEAR: _documents,
    Topic.ABOUT: _about,
    Topic.GREETING: _about,
    Topic.THANKS: _thanks,
    Topic.ORDER: _order,
}
