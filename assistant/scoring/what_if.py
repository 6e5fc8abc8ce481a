"""What a score would be if some figures were other ones."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, localcontext
from typing import NamedTuple

from assistant.domain.accounts import STATEMENT_LINES
from assistant.domain.applicant import field_metric
from assistant.domain.evidence import Computed
from assistant.domain.figures import Figure, Metric, figure_key
from assistant.domain.periods import Period, period_from
from assistant.domain.quantities import Unit
from assistant.domain.score import ScoreInputs, ScoreReport
from assistant.errors import UsageError
from assistant.scoring.carry_through import carried_through
from assistant.scoring.formula_book import verified_lines
from assistant.scoring.formulas import EXACT
from assistant.scoring.measured import measured
from assistant.scoring.policy import Policy
from assistant.scoring.ratios import SCORING_METRICS, computed, raw_lines
from assistant.scoring.report import score


class WhatIf(NamedTuple):
    """The same firm twice."""

    before: ScoreReport
    after: ScoreReport


def what_if(inputs: ScoreInputs, policy: Policy, changes: Mapping[str, Decimal]) -> WhatIf:
    """The score as it is, and with ``changes`` and every ratio that follows from them.

    Args:
        inputs: what the score saw.
        policy: the same for both.
        changes: new values by figure key.

    Raises:
        UsageError: a key names no number that a score could use.
    """
    return WhatIf(score(inputs, policy), score(supposed(inputs, policy, changes), policy))


def supposed(inputs: ScoreInputs, policy: Policy, changes: Mapping[str, Decimal]) -> ScoreInputs:
    """The inputs as they would be.

    A change of an income line is carried through to profit and cash (``carry_through``); a changed
    ratio stands as it is given, and what is computed from it follows.

    Raises:
        UsageError: a key names no number that a score could use.
    """
    as_of = measured(inputs, policy).as_of
    known = verified_lines(inputs.figures)
    changed = {key: _changed(key, value, known.get(key), as_of) for key, value in changes.items()}
    fixed = {key: f for key, f in changed.items() if f.metric in SCORING_METRICS}
    given = {key: f for key, f in changed.items() if key not in fixed}
    with localcontext(EXACT):
        lines = carried_through(raw_lines(inputs.figures), given)
        derived = {f.key: f for f in computed(lines, as_of, fixed)}
    return inputs.model_copy(update={"figures": tuple({**lines, **derived, **fixed}.values())})


def _changed(key: str, value: Decimal, known: Figure | None, as_of: date | None) -> Figure:
    if known is not None and not known.unit.is_numeric:
        raise UsageError(
            f"{key} isn't a number",
            "change a figure that is one",
            zh=f"{key} 不是数值",
            zh_hint="请改动数值型指标",
        )
    metric = _metric(key)
    if known is None and (metric is None or not metric.unit.is_numeric):
        raise UsageError(
            f"{key!r} is no figure of this case, statement line, request field or ratio",
            "write it as the list of figures does, for instance revenue@FY2024=12000000",
            zh=f"{key!r} 不是本案卷的指标、报表项目、申请字段或比率",
            zh_hint="请照指标列表的写法，例如 revenue@FY2024=12000000",
        )
    unit = known.unit if known is not None else (metric.unit if metric else Unit.INDEX)
    labels = known or metric
    return Figure(
        key=key,
        label_zh=labels.label_zh if labels else key,
        label_en=labels.label_en if labels else key,
        value=int(value) if unit is Unit.COUNT and value == int(value) else value,
        unit=unit,
        period=known.period if known is not None else _period(key, as_of),
        evidence=Computed(
            tool="what_if", version="1", inputs_digest="", formula="given for a what-if"
        ),
    )


def _metric(key: str) -> Metric | None:
    try:
        name = figure_key(key).metric
    except ValueError:
        return None
    return STATEMENT_LINES.get(name) or field_metric(name) or SCORING_METRICS.get(name)


def _period(key: str, as_of: date | None) -> Period | None:
    code = figure_key(key).period
    if code is None:
        return None
    try:
        return period_from(code, as_of)
    except ValueError as error:
        raise UsageError(
            f"{key}: {error}",
            "write the period as 2024, FY2024 or a day",
            zh=f"{key}：期间无法识别",
            zh_hint="期间写作 2024、FY2024 或某一天",
        ) from error
