"""A score report as tiles, rules, factors and ceilings."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.figures import Verdict
from assistant.domain.quantities import Unit, money_text, value_text
from assistant.domain.score import LimitTerm, Reason, RuleResult, ScoreReport
from tui.messages import Words
from tui.presenter.cases import grade_role
from tui.presenter.lines import Line, Role, Span, bar, day_text, line, padded, span, told

VERDICT_MARKS: Final[dict[Verdict, tuple[str, Role]]] = {
    Verdict.PASS: ("✓", "good"),
    Verdict.THIN: ("◐", "warn"),
    Verdict.BREACH: ("✗", "bad"),
    Verdict.NOT_COMPUTABLE: ("?", "dim"),
    Verdict.WAIVED: ("~", "accent"),
}
_ORDER: Final = (
    Verdict.BREACH,
    Verdict.NOT_COMPUTABLE,
    Verdict.THIN,
    Verdict.WAIVED,
    Verdict.PASS,
)
_RECOMMENDATION_ROLES: Final[dict[str, Role]] = {
    "approve": "good",
    "approve_with_conditions": "warn",
    "refer": "warn",
    "decline": "bad",
}
_BAR_CELLS: Final = 10
_POINTS_CELLS: Final = 5


class Tile(NamedTuple):
    """A headline number of the score."""

    label: str
    value: str
    role: Role


class RuleRow(NamedTuple):
    """One policy rule or factor; its figure opens."""

    id: str
    figure: str | None
    mark: Line
    lines: tuple[Line, ...]


def score_tiles(report: ScoreReport, words: Words) -> tuple[Tile, ...]:
    """Grade, points, PD, limit and rate."""
    limit = (
        money_text(report.limit, report.currency, words.lang)
        if report.limit is not None
        else words("score.no_limit")
    )
    none = words("score.no_rate") if report.is_rated else "–"
    rate = _percent(report.rate, 2) if report.rate is not None else none
    pd = _percent(report.pd, 2) if report.pd is not None else "–"
    return (
        Tile(words("score.grade"), _grade(report, words), grade_role(report.grade)),
        Tile(
            words("score.points"),
            f"{report.score.normalize():f}" if report.is_rated else "–",
            "strong",
        ),
        Tile(words("score.pd"), pd, "strong"),
        Tile(words("score.limit"), limit, "strong" if report.limit is not None else "warn"),
        Tile(words("score.rate"), rate, "strong" if report.rate is not None else "warn"),
    )


def _grade(report: ScoreReport, words: Words) -> str:
    """The code's own grade, and the officer's after it."""
    given = report.override
    return report.graded(words.lang) if given is None else f"{report.grade} → {given.grade}"


def _percent(value: Decimal, places: int) -> str:
    return f"{(value * 100).quantize(Decimal(1).scaleb(-places)):f}%"


def recommendation(report: ScoreReport, words: Words) -> Span:
    """What the policy recommends."""
    key = f"recommend.{report.recommendation}"
    text = words(key) if words.has(key) else report.recommendation
    return span(text, _RECOMMENDATION_ROLES.get(report.recommendation, "strong"))


def rule_rows(report: ScoreReport, words: Words) -> tuple[RuleRow, ...]:
    """Every rule, what fails first."""
    rules = sorted(report.rules, key=lambda r: _ORDER.index(r.verdict))
    return tuple(_rule_row(r, words) for r in rules)


def _rule_row(rule: RuleResult, words: Words) -> RuleRow:
    mark, role = VERDICT_MARKS[rule.verdict]
    head = [span(words(f"verdict.{rule.verdict}"), role)]
    if rule.paragraph:
        head.append(span(f"  §{rule.paragraph.lstrip('§')}", "dim"))
    text = span(rule.text(words.lang), "strong" if rule.verdict is Verdict.BREACH else "")
    details = line(span(" · ".join(_rule_details(rule, words)), "dim"))
    return RuleRow(
        rule.id, rule.figure, (Span(f"{mark} ", role),), (line(*head), (text,), details, ())
    )


def _rule_details(rule: RuleResult, words: Words) -> list[str]:
    lang, parts = words.lang, []
    if rule.value is not None and rule.threshold is not None and rule.unit is not None:
        value, limit = (value_text(v, rule.unit, lang) for v in (rule.value, rule.threshold))
        parts.append(words("score.test", value=value, limit=f"{_sign(rule.operator)} {limit}"))
    if rule.headroom is not None and rule.unit is not None:
        parts.append(words("score.headroom", value=value_text(rule.headroom, rule.unit, lang)))
    even = rule.break_even_zh if words.is_chinese else rule.break_even_en
    if even:
        parts.append(even)
    if rule.waiver is not None:
        waiver = rule.waiver
        when = day_text(waiver.when)
        parts.append(words("score.waived", who=waiver.who, when=when, why=waiver.why))
    elif rule.authority and rule.verdict in (Verdict.BREACH, Verdict.NOT_COMPUTABLE):
        parts.append(words("score.authority", who=told(rule.authority, words)))
    return parts


def _sign(operator: str) -> str:
    return {">=": "≥", "<=": "≤"}.get(operator, operator)


def reason_rows(report: ScoreReport, words: Words) -> tuple[RuleRow, ...]:
    """A bar a factor: points of the points it could have."""
    return tuple(_reason(r, words) for r in report.reasons)


def _reason(reason: Reason, words: Words) -> RuleRow:
    share = float(reason.points / reason.max_points) if reason.max_points else 0.0
    role: Role = "good" if share >= 0.7 else "warn" if share >= 0.4 else "bad"  # noqa: PLR2004  thirds
    points = f"{reason.points.normalize():f}/{reason.max_points.normalize():f}"
    drawn = bar(share, _BAR_CELLS)
    mark = (
        Span(drawn, role),
        Span("·" * (_BAR_CELLS - len(drawn)), "dim"),
        Span(f" {padded(points, _POINTS_CELLS)} ", "strong"),
    )
    spans = [span(reason.text(words.lang))]
    if reason.figure is None:
        spans.append(span(f"  {words('score.unmeasured')}", "warn"))
    return RuleRow(reason.code, reason.figure, mark, (line(*spans),))


def lift_rows(report: ScoreReport, words: Words) -> tuple[RuleRow, ...]:
    """What would lift the grade: what is lacking, and each figure that would have to move."""
    lift = report.lift
    if lift is None:
        return ()
    mark = (Span("▸ ", "accent"),)
    steps = (
        RuleRow(
            f"lift-{step.code}",
            step.figure,
            (Span("  ", "accent"),),
            (line(span(step.text_zh if words.is_chinese else step.text_en)),),
        )
        for step in lift.steps
    )
    return (RuleRow("lift", None, mark, (line(span(lift.text(words.lang))),)), *steps)


def tried_rows(sentences: Sequence[str]) -> tuple[RuleRow, ...]:
    """What other values or shocks would move, a sentence each."""
    return tuple(
        RuleRow(f"tried-{n}", None, (Span("≈ ", "accent"),), (line(span(text)),))
        for n, text in enumerate(sentences)
    )


def price_rows(report: ScoreReport, words: Words) -> tuple[RuleRow, ...]:
    """What the rate has to pay for, and what it comes to within the policy's band."""
    price = report.price
    if price is None:
        return ()
    parts = [
        ("  ", term.label_zh if words.is_chinese else term.label_en, term.rate, "")
        for term in price.terms
    ]
    bound = "" if price.bound == "built" else words(f"score.price_{price.bound}")
    parts.append(("▸ ", words("score.price_sum"), price.rate, bound))
    return tuple(
        RuleRow(
            f"price-{number}",
            None,
            (Span(mark, "accent"),),
            (line(span(name), span(f"  {_percent(rate, 2)}", "strong"), span(f"  {note}", "dim")),),
        )
        for number, (mark, name, rate, note) in enumerate(parts)
    )


def limit_rows(report: ScoreReport, words: Words) -> tuple[RuleRow, ...]:
    """Each ceiling on the limit; the binding one is named."""
    return tuple(
        _limit(f"limit-{number}", term, report.currency, words)
        for number, term in enumerate(report.limit_terms)
    )


def _limit(row: str, term: LimitTerm, currency: Unit, words: Words) -> RuleRow:
    chinese = words.is_chinese
    amount = (
        money_text(term.amount, currency, words.lang)
        if term.amount is not None
        else words("score.no_limit")
    )
    note = term.note_zh if chinese else term.note_en
    spans = [
        span(term.label_zh if chinese else term.label_en),
        span(f"  {amount}", "strong" if term.amount is not None else "dim"),
    ]
    if term.binding:
        spans.append(span(f"  {words('score.binding')}", "accent"))
    if note:
        spans.append(span(f"  {note}", "dim"))
    mark = Span("▸ " if term.binding else "  ", "accent")
    return RuleRow(row, None, (mark,), (line(*spans),))
