"""What words around a source's number make of it.

A change, a limit, a loss, an amount per month.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.proof.lexicon import Cue
from assistant.proof.numeral import Numeral
from assistant.proof.stated.parts import Part, Parts, ids
from assistant.proof.stated.stating import Stance
from assistant.proof.units import Kind
from assistant.proof.when import TimeKind, When

_LOSS: Final = frozenset(("c:net_loss", "i:net_loss", "h:损失", "h:净损", "h:亏"))
_RESULTS: Final = frozenset(
    ("c:net_profit", "c:operating_profit", "c:profit_before_tax", "c:fx_result",
     "c:non_operating", "c:gross_profit", "c:ebitda", "c:ebit")
)  # fmt: skip
_OPPOSITE: Final = {"c:operating_loss": "c:operating_profit", "c:fx_loss": "c:fx_result"}
_DAYS: Final = {
    frozenset(("c:inventory", "c:inventory_turnover")): "c:dio",
    frozenset(("c:receivables", "c:receivables_turnover")): "c:dso",
    frozenset(("c:payables",)): "c:dpo",
}
_RENAMED: Final = {"c:fx_gain": "c:fx_result"}
_FLOWS: Final = frozenset(
    ("c:operating_cash_flow", "c:investing_cash_flow", "c:financing_cash_flow", "c:free_cash_flow")
)
_OUT: Final = frozenset(
    (
        "c:outflow",
        "i:outflow",
        "h:流出",
        "w:consum",
        "w:absorb",
        "w:burn",
        "c:burn",
        "w:used",
        "w:us",
    )
)
_IN: Final = frozenset(("c:inflow", "h:流入", "i:inflow"))


SIDES: Final = (
    _OUT
    | _IN
    | _LOSS
    | frozenset(("c:net_profit", "i:net_profit", "h:净流", "h:净收", "h:净支", "h:支出", "h:收入"))
)
"""Words for which side of nothing an amount lies on: from a profit of, 由净流入."""


def flowing(near: frozenset[str], wide: frozenset[str]) -> frozenset[str]:
    """The terms of an in- or outflow with the one cash flow that earlier words named."""
    flows = wide & _FLOWS
    if near & (_IN | _OUT) and not near & _FLOWS and len(flows) == 1:
        return near | flows
    return near


class Signed(NamedTuple):
    """A label with losses named as negative profits."""

    label: frozenset[str]
    flipped: bool


def signed_label(label: frozenset[str]) -> Signed:
    """Name a loss as a negative profit, an outflow of a cash flow as a negative flow."""
    if "c:days_turn" in label:
        for words, days in _DAYS.items():
            if label & words:
                label = (label - {"c:days_turn"} - words) | {days}
    for word, named in _RENAMED.items():
        if word in label:
            label = (label - {word}) | {named}
    for word, opposite in _OPPOSITE.items():
        if word in label:
            return Signed((label - {word} - _LOSS) | {opposite}, flipped=True)
    if label & _FLOWS:
        flipped = bool(label & _OUT)
        return Signed(label - _OUT - _IN, flipped=flipped)
    if label & _LOSS:
        results = label & _RESULTS
        kept = label - _LOSS
        return Signed(kept if results else kept | {"c:net_profit"}, flipped=True)
    return Signed(label, flipped=False)


class Sense(NamedTuple):
    """What a number says."""

    stance: Stance
    sign: int
    bound: str


_AT_LEAST: Final = re.compile(
    r"[≥]|>=|[不未](?:得|应|能|可)?(?:低于|少于|小于)|至少|最低(?!值)|下限|底线|门槛|"
    r"(?<![a-z])(?:not? (?:be |fall |go |drop |in any case )?(?:less|lower|below|under|"
    r"fewer)(?: than)?|at least|minimum|floor|shortest|min)(?![a-z])"
)
_AT_MOST: Final = re.compile(
    r"[≤]|<=|[不未](?:得|应|能|可)?(?:高于|超过|多于|大于)|至多|最多|最高(?!值)|"
    r"最长(?!逾期)|上限|限额|红线|"
    r"(?<![a-z])(?:not? (?:be |go |rise |in any case )?(?:exceed(?:ing)?|more|above|over|"
    r"higher|greater|later|longer)(?: than)?|at most|maximum|cap(?:ped at)?|ceiling|up to|"
    r"limit(?:ed to)?|max|within)(?![a-z])"
)
_ABOVE: Final = re.compile(
    r"(?:高于|超过|大于|>)\s*\Z|(?<![a-z])(?:above|over|exceed|more than|greater than)\s*\Z"
)
_BELOW: Final = re.compile(r"(?:低于|小于|少于|<)\s*\Z|(?<![a-z])(?:below|under|less than)\s*\Z")
_AFTER: Final = re.compile(
    r"\s*(?:元|%|天|倍|x)?\s*(?:(?P<up>以上|及以上|or (?:more|above|higher|better|over))|"
    r"(?P<down>以下|以内|之内|及以下|or (?:less|below|lower|under)))"
)
_BINDING: Final = re.compile(
    r"不(?:低于|少于|小于|高于|超过|多于|大于)|(?<![a-z])(?:at least|at most|no (?:less|"
    r"more|lower|higher|greater|fewer) than|not (?:less|more|lower|higher|greater|fewer) "
    r"than|not (?:above|below|over|under|exceeding|to exceed|to fall below))(?![a-z])"
)
_RULE: Final = re.compile(
    "不得|不应|须|应不|应当|要求|约定|规定|上限|下限|限额|底线|红线|门槛|政策|阈值|最高不|条件|"
    r"(?<![a-z])(?:covenant|policy|must|shall|may not|limit|cap|capped|minimum|maximum|"
    r"required|requires?|threshold|floor|ceiling|not exceed|max|min|test|"
    r"requirement)(?![a-z])|[≥≤]|>=|<="
)
_TO: Final = frozenset((Cue.TO, Cue.UP_TO, Cue.DOWN_TO))


_BESIDE: Final = 4


def is_rule(text: str) -> bool:
    """Whether a head says that what stands under it must be kept to."""
    return (
        re.search(r"(?<![a-z])(?:policy|covenants?|requirements?)(?![a-z])|契约|政策|限额", text)
        is not None
    )


def bound_in(text: str) -> str:
    """The bound that a head names: minimum, 上限; '' for none."""
    if _AT_LEAST.search(text):
        return ">="
    return "<=" if _AT_MOST.search(text) else ""


def starts_from(parts: Parts, part: Part) -> bool:
    """Whether a source's number is what a movement started from: cut from 5.45% to 5.20%."""
    near = [c for c in part.cues if c.cue is Cue.FROM]
    if (
        not near
        or parts.terms_between(near[-1].end, part.numeral.start)
        or parts.times_between(near[-1].end, part.numeral.start)
    ):
        return False
    return (
        any(c.cue in _TO for c in part.late_cues) and part.numeral.start - near[-1].end <= _BESIDE
    )


def bound_of(parts: Parts, part: Part) -> str:
    """The bound that the words around a number make it: ``>=``, ``<=``, ``>``, ``<`` or ''."""
    lead = parts.text[part.begin : part.numeral.start]
    after = _AFTER.match(parts.text, part.numeral.end)
    if after is not None:
        return ">=" if after["up"] else "<="
    found = [
        (m.end(), sign)
        for sign, rx in ((">=", _AT_LEAST), ("<=", _AT_MOST))
        for m in rx.finditer(lead)
    ]
    last = max(found, default=(0, ""))
    if last[1] and len(lead) - last[0] <= _BESIDE:
        return last[1]
    if _ABOVE.search(lead):
        return ">"
    if _BELOW.search(lead):
        return "<"
    return last[1]


_MUST: Final = re.compile(r"应|须|不得|(?<![a-z])(?:must|shall|should|has to|have to|required to)")


def is_bound(parts: Parts, part: Part) -> bool:
    """Whether words make a number a bound: no less than, must stay above."""
    said = bound_of(parts, part)
    must = _MUST.search(parts.text, 0, part.numeral.start) is not None
    return said in (">=", "<=") or bool(said and must)


def stance_of(parts: Parts, part: Part | None, *, limit: bool) -> Sense:
    """What a source's number says: a value, a movement or a limit."""
    if part is None:
        return Sense(Stance.VALUE, 0, "")
    begin, _ = parts.clause_span(part.clause)
    bound = bound_of(parts, part)
    lead = parts.text[begin : part.numeral.start]
    ruled = limit or _RULE.search(lead) is not None or _BINDING.search(lead[-_REACH:]) is not None
    if ruled and (bound or limit) and part.numeral.high is None:
        return Sense(Stance.LIMIT, 0, bound)
    if ruled and part.numeral.high is not None:
        return Sense(Stance.LIMIT, 0, "in")
    arrow = _ARROWS.get(parts.text[: part.numeral.start].rstrip()[-1:], 0)
    if arrow:
        return Sense(Stance.CHANGE, arrow, "")
    moved = [c for c in part.cues if c.cue in (Cue.UP, Cue.DOWN)]
    reached = any(c.cue in _TO for c in part.cues)
    kinds = (Kind.PERCENT, Kind.POINTS, Kind.MONEY, Kind.BARE, Kind.DAYS)
    if moved and not reached and part.numeral.kind in kinds and _close(parts, moved[-1].end, part):
        return Sense(Stance.CHANGE, 1 if moved[-1].cue is Cue.UP else -1, "")
    return Sense(Stance.VALUE, 0, "")


_ARROWS: Final = {"↑": 1, "▲": 1, "↓": -1, "▼": -1}
"""How a dashboard writes that something rose or fell: ↑12.4%."""


def _close(parts: Parts, end: int, part: Part) -> bool:
    """Whether nothing but small words stands between a movement word and its number."""
    gap = parts.text[end : part.numeral.start]
    return (
        re.fullmatch(r"\s*(?:了|约|近|超过|额|幅度?|为|by|of|about|some|roughly|:|：)*\s*", gap)
        is not None
    )


def moved_from(parts: Parts, part: Part) -> tuple[When | None, bool | None]:
    """What a source's movement is measured from: a named time, a year, one period."""
    start, _ = parts.clause_span(part.clause)
    yearly: bool | None = None
    if parts.has(Cue.STEPWISE, start, part.numeral.start):
        yearly = False
    elif parts.has(Cue.YEARLY, start, part.numeral.start):
        yearly = True
    times = [t for t in parts.times if start <= t.start < part.numeral.start]
    base = next((t for t in times if t.kind in (TimeKind.PREVIOUS_YEAR, TimeKind.PREVIOUS)), None)
    return base, yearly


def counted_in(parts: Parts) -> Numeral:
    """The number of something that a source says there is none of."""
    return Numeral(0, len(parts.text), Decimal(0), Decimal("0.5"), Kind.COUNT, words=True)


_NO: Final = re.compile(
    "(?:无(?!形|锡|限|法)|没有|未发生|未发现|不存在|未曾|从未|未(?=分红|逾期|涉|设|受|被|"
    "签|抵押|提)|名下无)(?:任何|过|出现|发生)?|"
    r"(?<![a-z])(?:no|never|none of|without any|zero|nil)(?![a-z])"
)


class Zero(NamedTuple):
    """What a source says there is none of."""

    label: frozenset[str]
    when: When | None


def zero_in(parts: Parts) -> Iterator[Zero]:
    """Labels of what a source says there is none of: 近两年无逾期, no late payments."""
    for match in _NO.finditer(parts.text):
        start, end = parts.clause_span(parts.clause_of(match.start()))
        stop = min([n.start for n in parts.numerals if n.start >= match.end()] + [end])
        if stop - match.end() > _REACH:
            continue
        label = ids(parts.terms_between(match.start(), stop))
        times = parts.times_between(start, match.start())
        if label:
            yield Zero(label, times[-1] if times else None)
    for match in _SAID_NONE.finditer(parts.text):
        start = max(parts.text.rfind(mark, 0, match.start()) for mark in ";；。,，.") + 1
        label = ids(parts.terms_between(start, match.start()))
        if label:
            yield Zero(label, None)


_SAID_NONE: Final = re.compile(r"(?::|：|=) ?(?:none|nil|无|没有)(?![a-z\u4e00-\u9fff])")
_REACH: Final = 40
