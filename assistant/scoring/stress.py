"""What a firm's score would be under stress: sales, customers, rates, days to collect.

Each shock is turned into changed lines of the year that counts, and goes through the same what-if
as any other change. What is assumed stands in the words of the shock. A shock whose lines aren't
on file isn't computed, and says what it lacks.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, localcontext
from typing import Final, NamedTuple

from assistant.domain.figures import Statement, StatementKind, Verdict
from assistant.domain.quantities import Lang, Unit
from assistant.domain.score import ScoreInputs, ScoreReport
from assistant.errors import UsageError
from assistant.scoring.formulas import EXACT, Undefined, rounded
from assistant.scoring.measured import Measured, measured
from assistant.scoring.policy import Policy
from assistant.scoring.report import score
from assistant.scoring.shocks import SHOCKS, YEAR_DAYS, Shock
from assistant.scoring.stress_words import moved, name_of
from assistant.scoring.what_if import supposed

_ZERO: Final = Decimal(0)
_GROWN_BY_DEBT: Final = (
    "current_assets@BS", "total_assets@BS", "short_term_debt@BS", "current_liabilities@BS",
    "total_liabilities@BS",
)  # fmt: skip
_DEBTS: Final = ("short_term_debt@BS", "current_portion_ltd@BS", "long_term_debt@BS")


class Stressed(NamedTuple):
    """One shock on one firm."""

    shock: Shock
    changes: Mapping[str, Decimal]
    """The lines as they would be, by figure key."""
    after: ScoreReport | None
    """None where a line is lacking."""
    missing: tuple[str, ...]
    """Keys of what the shock lacks."""
    statement: Statement


def stressed(
    inputs: ScoreInputs, policy: Policy, shocks: Sequence[Shock] = SHOCKS
) -> tuple[Stressed, ...]:
    """Each shock by itself, in order.

    Raises:
        UsageError: a shock's size makes no sense.
    """
    for shock in shocks:
        _verify(shock)
    before = score(inputs, policy)
    return tuple(_one(inputs, policy, before, shock) for shock in shocks)


def newly_broken(before: ScoreReport, after: ScoreReport) -> tuple[str, ...]:
    """Ids of the rules that break only under the stress."""
    held = {rule.id for rule in before.rules if rule.verdict is Verdict.BREACH}
    return tuple(r.id for r in after.rules if r.verdict is Verdict.BREACH and r.id not in held)


def _verify(shock: Shock) -> None:
    inside = 0 <= shock.revenue < 1 and 0 <= shock.rate < 1 and 0 <= shock.days <= YEAR_DAYS
    if not inside or not shock.code:
        raise UsageError(
            "a stress takes away less than all sales and adds less than 100 points or 361 days",
            "for example --revenue 20% --rate 1% --days 30",
            zh="压力须有大小：收入降幅小于100%，利率升幅小于100个百分点，账期延长不超过360天",
            zh_hint="例如 --revenue 20% --rate 1% --days 30",
        )


def _one(inputs: ScoreInputs, policy: Policy, before: ScoreReport, shock: Shock) -> Stressed:
    """Shock after shock, each on the firm as the one before left it."""
    now, changes = inputs, dict[str, Decimal]()
    for part in _parts(shock):
        firm = measured(now, policy)
        lines = _Lines(firm)
        with localcontext(EXACT):
            part(lines)
        if lines.missing:
            missing = tuple(dict.fromkeys(lines.missing))
            return Stressed(shock, {}, None, missing, _untold(shock, firm.lacking(missing)))
        now = supposed(now, policy, lines.changed)
        changes |= lines.changed
    after = _not_above(before, score(now, policy))
    zh, en = (f"{name_of(shock, lang)}{moved(before, after, lang)}" for lang in Lang)
    statement = Statement(
        key=f"score.stress:{shock.code}",
        kind=StatementKind.COMPARISON,
        text_zh=zh,
        text_en=en,
        figures=("score.points", "score.grade", "score.limit"),
    )
    return Stressed(shock, changes, after, (), statement)


def _not_above(before: ScoreReport, after: ScoreReport) -> ScoreReport:
    """A firm that is paid later needs more working capital; a stress lends it no more for that."""
    if before.limit is None or after.limit is None:
        return after if after.limit == 0 else after.model_copy(update={"limit": None})
    return after.model_copy(update={"limit": min(before.limit, after.limit)})


def _untold(shock: Shock, why: Undefined) -> Statement:
    return Statement(
        key=f"score.stress:{shock.code}",
        kind=StatementKind.MISSING,
        text_zh=f"{name_of(shock, Lang.ZH)}：无法测算（{why.zh}）。",
        text_en=f"{name_of(shock, Lang.EN)}: can't be computed ({why.en}).",
        figures=(),
    )


class _Lines:
    """The lines of a firm that a shock changes."""

    def __init__(self, firm: Measured) -> None:
        self._firm = firm
        self.changed: dict[str, Decimal] = {}
        self.missing: list[str] = []

    def get(self, template: str) -> Decimal | None:
        """A line as it stands; None where it isn't on file."""
        return self._firm.find(template).value

    def need(self, template: str) -> Decimal:
        """The same; what isn't there is noted as missing."""
        found = self._firm.find(template)
        self.missing += found.missing
        return found.value or _ZERO

    def move(self, template: str, change: Callable[[Decimal], Decimal]) -> None:
        """Change a line that is there; amounts to the cent."""
        found = self._firm.find(template)
        if found.figure is not None and found.value is not None:
            value = rounded(change(found.value), found.figure.unit)
            self.changed[found.figure.key] = value


def _parts(shock: Shock) -> list[Callable[[_Lines], None]]:
    parts: list[Callable[[_Lines], None]] = []
    if shock.customer:
        parts.append(lambda lines: _lose_sales(lines, lines.need("customers.top1_share@L12M")))
    if shock.revenue:
        parts.append(lambda lines: _lose_sales(lines, shock.revenue))
    if shock.rate:
        parts.append(lambda lines: _raise_rates(lines, shock.rate))
    if shock.days:
        parts.append(lambda lines: _pay_later(lines, shock.days))
    return parts


def _lose_sales(lines: _Lines, share: Decimal) -> None:
    """Statement revenue and invoiced sales fall alike, and growth with them."""
    left = 1 - share
    if lines.get("revenue@FY") is None:
        lines.need("sales.net@L12M")
    lines.move("revenue@FY", lambda sales: sales * left)
    lines.move("sales.net@L12M", lambda sales: sales * left)
    lines.move("sales.growth@L12M", lambda growth: (1 + growth) * left - 1)


def _raise_rates(lines: _Lines, points: Decimal) -> None:
    """All debt of the balance sheet reprices at once; so does the request."""
    debts = [lines.get(key) for key in _DEBTS]
    if all(debt is None for debt in debts):
        lines.need(_DEBTS[0])
    lines.need("interest_expense@FY")
    more = sum((debt or _ZERO for debt in debts), _ZERO) * points
    lines.move("interest_expense@FY", lambda paid: paid + more)
    lines.move("request.rate", lambda rate: rate + points)


def _pay_later(lines: _Lines, days: Decimal) -> None:
    """Receivables grow by the days' sales; cash pays for it, then new short-term debt."""
    tied = rounded(lines.need("revenue@FY") * days / YEAR_DAYS, Unit.CNY)
    lines.need("receivables@BS")
    borrowed = max(tied - max(lines.need("cash@BS"), _ZERO), _ZERO)
    lines.move("receivables@BS", lambda held: held + tied)
    lines.move("operating_cash_flow@FY", lambda flow: flow - tied)
    lines.move("cash@BS", lambda held: held - (tied - borrowed))
    for key in _GROWN_BY_DEBT:
        lines.move(key, lambda held: held + borrowed)
