"""What a score would be if some figures were other ones; nothing is kept."""

from collections.abc import Mapping
from decimal import Decimal

from assistant.domain.accounts import STATEMENT_LINES
from assistant.domain.applicant import field_metric
from assistant.domain.case import CaseFile
from assistant.domain.figures import figure_key
from assistant.domain.quantities import Lang, Unit
from assistant.domain.score import ScoreReport, score_inputs
from assistant.errors import UsageError
from assistant.scoring.ratios import SCORING_METRICS
from assistant.scoring.what_if import what_if
from assistant.services.office import Office
from assistant.services.typed_values import parsed_value


def changed_score(
    office: Office, case: CaseFile, changes: Mapping[str, str]
) -> tuple[ScoreReport, ScoreReport]:
    """The score as it is and with some figures changed.

    Args:
        office: whose policy holds.
        case: as it stands.
        changes: what people write, by figure key: ``500万``, ``4.5%``.

    Raises:
        UsageError: a key is no number that a score could use, or a value doesn't fit it.
    """
    values: dict[str, Decimal] = {}
    for key, text in changes.items():
        value = parsed_value(text, _unit(case, key), key)
        values[key] = Decimal(value) if isinstance(value, Decimal | int) else Decimal(0)
    inputs = score_inputs(case.figures, case.findings, case.waivers, case.as_of)
    before, after = what_if(inputs, office.policy, values)
    return before, after


def changes_from(text: str) -> dict[str, str]:
    """``KEY=VALUE; KEY=VALUE`` as a mapping.

    Raises:
        UsageError: a part isn't of that form.
    """
    changes = {}
    for part in text.replace("；", ";").split(";"):
        key, equals, value = part.partition("=")
        if not equals or not key.strip() or not value.strip():
            raise UsageError(
                f"{part.strip()!r} is not KEY=VALUE",
                "for example sales.net@L12M=2000万",
                zh=f"{part.strip()!r} 不是 键=值",
                zh_hint="例如 sales.net@L12M=2000万",
            )
        changes[key.strip()] = value.strip()
    return changes


def named(case: CaseFile, changes: Mapping[str, str], lang: Lang) -> str:
    """``If KEY were VALUE``, by the names that people know."""
    labels = {key: f.label(lang) for key in changes if (f := case.figure(key)) is not None}
    if lang is Lang.ZH:
        return "若" + "、".join(f"{labels.get(k, k)}为{v}" for k, v in changes.items())
    return "With " + " and ".join(f"{labels.get(k, k)} at {v}" for k, v in changes.items())


def _unit(case: CaseFile, key: str) -> Unit:
    """The unit that a value for ``key`` has.

    Raises:
        UsageError: the key names no number.
    """
    figure = case.figure(key)
    unit = figure.unit if figure is not None else _unit_of_metric(key)
    if unit is None or not unit.is_numeric:
        raise UsageError(
            f"no number {key!r} in this case",
            "`tallystick figures CASE` lists them",
            zh=f"本案卷没有数值 {key!r}",
            zh_hint="tallystick figures CASE 列出全部指标",
        )
    return unit


def _unit_of_metric(key: str) -> Unit | None:
    """The unit of a line, field or ratio that the case doesn't have."""
    try:
        name = figure_key(key).metric
    except ValueError:
        return None
    metric = STATEMENT_LINES.get(name) or field_metric(name) or SCORING_METRICS.get(name)
    return metric.unit if metric is not None else None
