"""Binds each number of a sentence to what it speaks of: role, metric, time, scope and operands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from assistant.domain.quantities import Unit
from assistant.proof.lexicon import CAUSE, CHANGE, NOUN_CHANGES, Cue, CueHit
from assistant.proof.numerals import Numeral
from assistant.proof.reading import Entity, Mention, Reading, Token, gap_text, is_light
from assistant.proof.units import Kind
from assistant.proof.when import TimeKind, When


class Role(StrEnum):
    """What a number says of its metric."""

    LEVEL = "level"
    CHANGE = "change"
    SHARE = "share"
    MULTIPLE = "multiple"
    SUM = "sum"
    GAP = "gap"
    AVERAGE = "average"
    LIMIT = "limit"


@dataclass(slots=True)
class Bound:
    """A number with everything the sentence says it belongs to."""

    numeral: Numeral
    role: Role = Role.LEVEL
    mention: Mention | None = None
    others: tuple[Mention, ...] = ()
    """Further operands of an operation."""
    when: When | None = None
    base: When | None = None
    """What a change is measured from."""
    times: tuple[When, ...] = ()
    """Several times that an operation runs over."""
    scope: str | None = None
    sign: int = 0
    """1 or -1 where words say rise or fall."""
    hedge: Cue | None = None
    is_from: bool = False
    is_to: bool = False
    yearly: bool | None = None
    inherited: bool = False
    """The metric stands in another clause or sentence."""
    blocked: str = ""
    """Why the number can't be bound, empty where it can."""


@dataclass(slots=True)
class Context:
    """What earlier sentences and headings leave open for the next one."""

    topic: Mention | None = None
    when: When | None = None
    scope: str | None = None


_HEDGES: Final = frozenset((Cue.ABOVE, Cue.BELOW, Cue.AT_LEAST, Cue.AT_MOST, Cue.ABOUT, Cue.NEARLY))
_PASSED: Final = frozenset((Cue.YEARLY, Cue.STEPWISE, Cue.LIMIT, Cue.MEETS, Cue.FAILS, Cue.EXTREME))
_OF: Final = re.compile(r" of (?:the |its |our )?(?:total )?\Z|的\Z")
_OWNED: Final = re.compile(r" ?(?:的|of|in|worth of|of the|in the)? ?\Z")
_OTHER_AFTER: Final = re.compile(
    r" (?:of|in|from|worth of) (?!(?:the |its |that |this |our )?(?:year|period|quarter|month|firm|company|borrower|same|end|last|prior|previous)|which|that|total|(?:19|20)\d\d|fy|q\d|h\d|\{)[a-z]|的(?!水平|规模|金额|基础|要求|标准|约定|契约|底线|红线|门槛|上限|下限|阈值|限额|高位|低位|\Z|[，。；、])[\u4e00-\u9fff]"
)
_WHEN_AFTER: Final = re.compile(
    r" ?(?:\(|in|for|at|of|during|as of|as at|on|by|over|recorded in|reported in|in the|for the|at the|over the|as at the|,? in|于|, for)? ?(?:the )?\Z"
)


@dataclass(slots=True)
class _Lead:
    """What the words before a number say, back to its clause's start or the next name."""

    hedge: Cue | None = None
    change: CueHit | None = None
    when: When | None = None
    is_to: bool = False
    is_from: bool = False
    is_than: bool = False
    limit: bool = False
    yearly: bool | None = None
    part: bool = False
    average: bool = False
    marks: list[Token] = field(default_factory=list)


class Binder:
    """Binds the numbers of one sentence."""

    def __init__(self, reading: Reading, context: Context) -> None:
        """Prepare for ``reading``, which may lean on ``context``."""
        self.reading = reading
        self.context = context
        self.tokens = reading.tokens
        self.index = {id(token): at for at, token in enumerate(self.tokens)}
        self.owned: set[int] = set()
        """Times that belong to one number only."""
        self.used: set[int] = set()
        """Names that follow their number."""

    def bound(self, aligned: dict[int, Bound]) -> list[Bound]:
        """Every number's binding; ``aligned`` has those of "respectively" lists by id."""
        found = []
        for numeral in self.reading.numerals:
            ready = aligned.get(id(numeral))
            found.append(ready if ready is not None else self._bind(numeral))
        return found

    def _bind(self, numeral: Numeral) -> Bound:
        lead = self.lead(numeral)
        bound = Bound(
            numeral, hedge=lead.hedge, yearly=lead.yearly, is_from=lead.is_from or lead.is_than,
            is_to=lead.is_to,
        )  # fmt: skip
        self._metric(bound, lead)
        bound.scope = self._scope(numeral)
        self._time(bound, lead)
        self._change(bound, lead)
        if lead.limit or self._limit_after(numeral):
            bound.role = Role.LIMIT if bound.role is Role.LEVEL else bound.role
        if lead.part and not bound.blocked:
            bound.blocked = "part"
        if lead.average:
            bound.role = Role.AVERAGE
        return bound

    def lead(self, numeral: Numeral) -> _Lead:
        """Read the words before ``numeral``."""
        lead = _Lead()
        begin = self.reading.clause_start(numeral.start)
        for token in reversed(self.tokens[: self.index[id(numeral)]]):
            if token.end <= begin or isinstance(token, Mention | Numeral | Entity):
                break
            if isinstance(token, When):
                lead.when = lead.when or token
                lead.marks.append(token)
            elif not self._lead_cue(lead, token):
                break
        return lead

    def _lead_cue(self, lead: _Lead, token: CueHit) -> bool:
        """Take one cue into account; False ends the lead."""
        cue = token.cue
        settled = lead.is_to or lead.change is not None
        if cue in _HEDGES:
            lead.hedge = lead.hedge or cue
        elif cue in (Cue.TO, Cue.UP_TO, Cue.DOWN_TO):
            lead.is_to = lead.is_to or not settled
        elif cue in (Cue.FROM, Cue.THAN):
            lead.is_from, lead.is_than = cue is Cue.FROM, cue is Cue.THAN
            lead.marks.append(token)
            return False
        elif cue in CHANGE or cue is Cue.GROWTH:
            lead.change = token if not lead.is_to else None
            return False
        elif cue is Cue.YEARLY or cue is Cue.STEPWISE:
            lead.yearly = cue is Cue.YEARLY
        else:
            lead.limit = lead.limit or cue is Cue.LIMIT
            lead.part = lead.part or cue is Cue.PART
            lead.average = lead.average or cue is Cue.AVERAGE
        return True

    def _limit_after(self, numeral: Numeral) -> bool:
        at = self.index[id(numeral)] + 1
        if at >= len(self.tokens):
            return False
        token = self.tokens[at]
        if not isinstance(token, CueHit) or token.cue is not Cue.LIMIT:
            return False
        return len(self.reading.text[numeral.end : token.start].strip(" 的")) <= 8  # noqa: PLR2004

    # -- metric ----------------------------------------------------------------------------

    def _metric(self, bound: Bound, lead: _Lead) -> None:
        numeral = bound.numeral
        if self._following(bound) or self._preceding(bound, lead):
            return
        topic, begin = self._topic(numeral), self.reading.clause_start(numeral.start)
        bound.inherited = True
        bound.mention = topic or self.context.topic
        if bound.mention is None:
            bound.mention = self._later(numeral)
            begin = numeral.start
        if bound.mention is None:
            bound.blocked = "unnamed"
        elif not is_light(gap_text(self.reading, begin, numeral.start)) or self._other_after(
            numeral
        ):
            bound.blocked = "other"

    def _next_mention(self, numeral: Numeral) -> Mention | None:
        at = self.index[id(numeral)] + 1
        token = self.tokens[at] if at < len(self.tokens) else None
        return token if isinstance(token, Mention) else None

    def _following(self, bound: Bound) -> bool:
        """A name right after the number: 5m of revenue, 312万元的净利润, 30% of assets."""
        numeral, name = bound.numeral, self._next_mention(bound.numeral)
        if name is None:
            return False
        gap = self.reading.text[numeral.end : name.start]
        subject = self._subject(numeral)
        if _OF.search(gap) and len(gap) < 16 and self._of(bound, subject, name):  # noqa: PLR2004
            return True
        if not _OWNED.match(gap):
            return False
        if numeral.kind is Kind.TIMES and subject is not None and not gap.strip():
            bound.role, bound.mention, bound.others = Role.MULTIPLE, subject, (name,)
            return True
        if not gap.strip() and self._governing(numeral) is not None:
            return False
        bound.mention = name
        self.used.add(id(name))
        return True

    def _of(self, bound: Bound, subject: Mention | None, name: Mention) -> bool:
        """30% of B: a share of B, where the sentence has a subject that isn't itself a share."""
        if (
            bound.numeral.kind is not Kind.PERCENT
            or "of" not in self.reading.text[bound.numeral.end : name.start]
        ):
            return False
        if any(series.unit is Unit.RATIO for series in name.series):
            return False
        if subject is None:
            bound.blocked = "unnamed"
            return True
        bound.mention = subject
        if not any(series.unit is Unit.RATIO for series in subject.series):
            bound.role, bound.others = Role.SHARE, (name,)
        return True

    def _subject(self, numeral: Numeral) -> Mention | None:
        return self._governing(numeral) or self._topic(numeral)

    def _governing(self, numeral: Numeral) -> Mention | None:
        """The nearest name before the number in its clause that no number before it owns."""
        begin = self.reading.clause_start(numeral.start)
        for token in reversed(self.tokens[: self.index[id(numeral)]]):
            if token.start < begin:
                return None
            if isinstance(token, Mention) and id(token) not in self.used:
                return token
        return None

    def _preceding(self, bound: Bound, lead: _Lead) -> bool:
        numeral = bound.numeral
        name = self._governing(numeral)
        if name is None:
            return False
        bound.mention = name
        if self._pair(bound, name):
            return True
        gap = gap_text(self.reading, name.end, numeral.start)
        changed = lead.change is not None or lead.is_to or lead.is_from
        if not is_light(gap) and not (changed and CAUSE.match(gap.strip())):
            bound.blocked = "other"
        elif self._other_after(numeral):
            bound.blocked = "other"
        return True

    def _other_after(self, numeral: Numeral) -> bool:
        text = self.reading.text
        match = _OTHER_AFTER.match(text, numeral.end)
        if match is None:
            return False
        at = self.index[id(numeral)] + 1
        token = self.tokens[at] if at < len(self.tokens) else None
        if token is None or token.start > match.end() + 1:
            return True
        return not isinstance(token, When | Mention | CueHit)

    def _pair(self, bound: Bound, last: Mention) -> bool:
        """Two names before a number: A占B的30%, A是B的1.5倍, A比B高, A exceeds B by."""
        first = self._before(last)
        if first is None or first.end > last.start:
            return False
        reading = self.reading
        between = {c.cue for c in reading.cues if first.end <= c.start < last.start}
        after = {c.cue for c in reading.cues if last.end <= c.start < bound.numeral.start}
        words = reading.text[first.end : last.start]
        kind = bound.numeral.kind
        role = None
        if Cue.SHARE in between and kind is Kind.PERCENT:
            role = Role.SHARE
        elif kind is Kind.TIMES and re.search("[是为]|相当于|equals|is", words):
            role = Role.MULTIPLE
        elif Cue.GAP in between | after or reading.has(
            Cue.GAP, reading.clause_start(first.start), first.start
        ):
            role = Role.GAP
        elif between & {Cue.THAN, Cue.ABOVE, Cue.BELOW} and self._gap_sign(bound, between, after):
            role = Role.GAP
        elif Cue.SUM in between | after or reading.has(
            Cue.SUM, reading.clause_start(first.start), first.start
        ):
            role = Role.SUM
        if role is None:
            return False
        bound.role = role
        bound.mention, bound.others = first, (last,)
        if role is Role.SUM:
            names = self._run_before(last)
            bound.mention, bound.others = names[0], tuple(names[1:])
        return True

    def _gap_sign(self, bound: Bound, between: set[Cue], after: set[Cue]) -> bool:
        if Cue.THAN in between:
            bound.sign = 1 if Cue.UP in after else -1 if Cue.DOWN in after else 0
        else:
            bound.sign = 1 if Cue.ABOVE in between else -1
        words = self.reading.text[max(0, bound.numeral.start - 12) : bound.numeral.start]
        return bound.sign != 0 and (
            Cue.THAN in between or "by" in words or words.strip()[-1:] in "达约出"
        )

    def _before(self, last: Mention) -> Mention | None:
        begin = self.reading.clause_start(last.start)
        for token in reversed(self.tokens[: self.index[id(last)]]):
            if token.start < begin or isinstance(token, Numeral):
                return None
            if isinstance(token, Mention):
                return token
        return None

    def _run_before(self, last: Mention) -> list[Mention]:
        names = [last]
        while (earlier := self._before(names[0])) is not None:
            names.insert(0, earlier)
        return names

    def _topic(self, numeral: Numeral) -> Mention | None:
        """What earlier clauses of the sentence are about: the first free name of the nearest."""
        begin = self.reading.clause_start(numeral.start)
        best: Mention | None = None
        clause = -1
        for mention in self.reading.mentions:
            if mention.start >= begin or id(mention) in self.used:
                continue
            where = self.reading.clause_of(mention.start)
            if where != clause:
                best, clause = mention, where
        return best

    def _later(self, numeral: Numeral) -> Mention | None:
        end = self.reading.clause_end(numeral.start)
        for token in self.tokens[self.index[id(numeral)] + 1 :]:
            if token.start >= end or isinstance(token, Numeral):
                return None
            if isinstance(token, Mention):
                return token
        return None

    def _scope(self, numeral: Numeral) -> str | None:
        best = None
        for entity in self.reading.entities:
            if entity.start < numeral.start or best is None:
                best = entity.scope
        return best or self.context.scope

    # -- time ------------------------------------------------------------------------------

    def _time(self, bound: Bound, lead: _Lead) -> None:
        numeral = bound.numeral
        after = self._time_after(numeral)
        if after is not None:
            self.owned.add(id(after))
            bound.when = self.resolved(after)
            if lead.when is not None and bound.is_from is False and lead.is_than:
                bound.base = self.resolved(lead.when)
            return
        if lead.is_from or lead.is_than:
            if lead.when is not None:
                self.owned.add(id(lead.when))
                bound.when = self.resolved(lead.when)
            elif lead.is_than and self._free_time(numeral) is None:
                bound.when = None
            return
        free = self._free_time(numeral)
        bound.when = self.resolved(free) if free is not None else self.context.when
        if free is None and bound.mention is not None:
            late = self._time_following_name(bound.mention, numeral)
            bound.when = self.resolved(late) if late is not None else bound.when

    def _time_after(self, numeral: Numeral) -> When | None:
        at = self.index[id(numeral)] + 1
        while at < len(self.tokens):
            token = self.tokens[at]
            skip = isinstance(token, CueHit) and token.cue in (*CHANGE, Cue.YEARLY, Cue.STEPWISE)
            if not skip:
                break
            at += 1
        if at >= len(self.tokens) or not isinstance(self.tokens[at], When):
            return None
        token = self.tokens[at]
        gap = gap_text(self.reading, numeral.end, token.start)
        if not _WHEN_AFTER.match(gap) or not gap.strip(" ") or id(token) in self.owned:
            return None
        assert isinstance(token, When)  # noqa: S101  narrowed above
        return token

    def _free_time(self, numeral: Numeral) -> When | None:
        """The nearest time before the number that is neither owned nor a base of comparison."""
        for token in reversed(self.tokens[: self.index[id(numeral)]]):
            if isinstance(token, When) and id(token) not in self.owned and not self.is_base(token):
                return token
        return None

    def _time_following_name(self, name: Mention, numeral: Numeral) -> When | None:
        """Revenue in 2024 is named after the number: 5m was the revenue in 2024."""
        if name.start < numeral.start or id(name) not in self.index:
            return None
        at = self.index[id(name)] + 1
        token = self.tokens[at] if at < len(self.tokens) else None
        if isinstance(token, When) and _WHEN_AFTER.match(self.reading.text[name.end : token.start]):
            return token
        return None

    def is_base(self, when: When) -> bool:
        """Whether a time is what something is compared with: 较2023年, than in 2023."""
        at = self.index[id(when)] - 1
        token = self.tokens[at] if at >= 0 else None
        if not isinstance(token, CueHit) or token.cue not in (
            Cue.THAN,
            Cue.FROM,
            Cue.ABOVE,
            Cue.BELOW,
        ):
            return False
        return len(self.reading.text[token.end : when.start].strip()) <= 8  # noqa: PLR2004

    def resolved(self, when: When) -> When | None:
        """``when`` with its year, from the sentence or the context; itself where still open."""
        if not when.is_open:
            return when
        anchor: When | None = None
        for other in self.reading.times:
            if other.is_open or other is when:
                continue
            if other.start < when.start or anchor is None:
                anchor = other
        for candidate in (anchor, self.context.when):
            if candidate is not None and (found := when.resolved(candidate)) is not None:
                return found
        return when

    # -- change ----------------------------------------------------------------------------

    def _change(self, bound: Bound, lead: _Lead) -> None:
        if bound.role is not Role.LEVEL or lead.is_to:
            return
        change = lead.change or self._noun_after(bound.numeral)
        if change is None or bound.numeral.fraction and change is not lead.change:
            return
        if lead.is_from or (lead.is_than and change is not self._noun_after(bound.numeral)):
            return
        bound.role = Role.CHANGE
        bound.sign = {Cue.UP: 1, Cue.DOWN: -1}.get(change.cue, 0)
        bound.base = self._base(bound.numeral)
        if bound.yearly is None:
            begin = self.reading.clause_start(bound.numeral.start)
            end = self.reading.clause_end(bound.numeral.start)
            yearly, stepwise = (
                self.reading.has(Cue.YEARLY, begin, end),
                self.reading.has(Cue.STEPWISE, begin, end),
            )
            bound.yearly = True if yearly else False if stepwise else None

    def _noun_after(self, numeral: Numeral) -> CueHit | None:
        at = self.index[id(numeral)] + 1
        while (
            at < len(self.tokens)
            and isinstance(token := self.tokens[at], CueHit)
            and token.cue in (Cue.YEARLY, Cue.STEPWISE)
        ):
            at += 1
        token = self.tokens[at] if at < len(self.tokens) else None  # type: ignore[assignment]  may be None
        if not isinstance(token, CueHit):
            return None
        word = self.reading.text[token.start : token.end]
        gap = self.reading.text[numeral.end : token.start]
        if numeral.kind is Kind.BARE or len(gap) > 20:  # noqa: PLR2004
            return None
        if token.cue in CHANGE and (word in NOUN_CHANGES or gap.strip() == "的"):
            return token
        if token.cue in (Cue.ABOVE, Cue.BELOW) and word.endswith(" than") and not gap.strip():
            return CueHit(token.start, token.end, Cue.UP if token.cue is Cue.ABOVE else Cue.DOWN)
        return None

    def _base(self, numeral: Numeral) -> When | None:
        """The time a change is measured from: the one after 较/than/from nearest the number."""
        begin = self.reading.clause_start(numeral.start)
        best: When | None = None
        for when in self.reading.times:
            if self.is_base(when) and (
                best is None or when.start <= numeral.start or best.start < begin
            ):
                best = when
        return self.resolved(best) if best is not None else None


def aligned_lists(binder: Binder) -> dict[int, Bound]:
    """Bindings of number lists that follow lists of names, times or scopes of the same length."""
    reading = binder.reading
    found: dict[int, Bound] = {}
    for run in _runs(reading):
        begin, end = run[0].start, run[-1].end
        said = reading.has(Cue.RESPECTIVELY)
        bounds = _aligned(binder, run, begin, said=said)
        if bounds is None and said and reading.has(Cue.RESPECTIVELY, max(0, begin - 12), end + 20):
            bounds = [Bound(numeral, blocked="list") for numeral in run]
        for bound in bounds or ():
            found[id(bound.numeral)] = bound
    return found


_SEPARATORS: Final = re.compile(r" ?(?:,|，|、|and|和|与|及|以及|;|；|/|, and|or)? ?\Z")


def _runs(reading: Reading) -> list[list[Numeral]]:
    runs: list[list[Numeral]] = []
    for numeral in reading.numerals:
        before = runs[-1][-1] if runs else None
        gap = gap_text(reading, before.end, numeral.start) if before else ""
        near = before is not None and numeral.start - before.end < 14  # noqa: PLR2004
        crossed = before is not None and any(
            before.end <= t.start < numeral.start and not _is_hedge(t) for t in reading.tokens
        )
        if near and not crossed and gap.strip() and _SEPARATORS.match(gap):
            runs[-1].append(numeral)
        else:
            runs.append([numeral])
    return [run for run in runs if len(run) > 1]


def _is_hedge(token: Token) -> bool:
    return isinstance(token, CueHit) and token.cue in _HEDGES


def _aligned(binder: Binder, run: list[Numeral], begin: int, *, said: bool) -> list[Bound] | None:
    reading, size = binder.reading, len(run)
    names = _last_list([m for m in reading.mentions if m.end <= begin], size, reading)
    times = _expanded([t for t in reading.times if t.end <= begin], binder)
    scopes = [e for e in reading.entities if e.end <= begin]
    governing = next(
        (m for m in reversed(reading.mentions) if m.end <= begin), binder.context.topic
    )
    free = [t for t in times if not binder.is_base(t)]
    if names is not None and (said or len(free) < 2):  # noqa: PLR2004
        when = binder.resolved(free[-1]) if free else binder.context.when
        if len(free) > 1:
            return None
        return [Bound(n, mention=m, when=when) for n, m in zip(run, names, strict=True)]
    if len(times) == size and governing is not None:
        return [
            Bound(n, mention=governing, when=binder.resolved(t) or t, scope=binder.context.scope)
            for n, t in zip(run, times, strict=True)
        ]
    if len(scopes) == size and governing is not None:
        when = binder.resolved(free[-1]) if free else binder.context.when
        return [
            Bound(n, mention=governing, when=when, scope=e.scope)
            for n, e in zip(run, scopes, strict=True)
        ]
    return None


def _last_list(names: Sequence[Mention], size: int, reading: Reading) -> list[Mention] | None:
    """The last ``size`` names where they stand in one list and no other name precedes it."""
    if len(names) < size:
        return None
    chosen = list(names[-size:])
    for first, last in zip(chosen, chosen[1:], strict=False):
        if not _SEPARATORS.match(gap_text(reading, first.end, last.start)):
            return None
    if len(names) > size and _SEPARATORS.match(
        gap_text(reading, names[-size - 1].end, chosen[0].start)
    ):
        return None
    return chosen


def _expanded(times: list[When], binder: Binder) -> list[When]:
    """Times with year ranges written out: 2022至2024年 are three years."""
    found: list[When] = []
    for when in times:
        last = when.until
        if last is None or when.year is None or last.year is None or last.part or when.part:
            found.append(when)
            continue
        single = replace(when, until=None, kind=last.kind)
        kind = TimeKind.YEAR if last.kind not in (TimeKind.FISCAL,) else last.kind
        found.extend(
            replace(single, year=year, kind=kind)
            for year in range(when.year, min(last.year, when.year + 20) + 1)
        )
        binder.index.setdefault(id(found[-1]), binder.index[id(when)])
    for when in found:
        binder.index.setdefault(id(when), 0)
    return found
