"""The loop over the model in use: test it, fit a challenger, compare, and wait for a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant.domain.quantities import Lang
from assistant.domain.tongues import in_tongue, two_tongued
from assistant.errors import InputError, UsageError
from assistant.scoring.policy import Policy
from assistant.scoring.trained import TrainedCard
from assistant.services.books import Told
from assistant.services.model_registry import Promotion, promote_card
from assistant.services.modelling import train_card
from assistant.services.office import Office
from assistant.training.challenge import (
    Change,
    Contest,
    Health,
    changes_between,
    contest,
    health,
)
from assistant.training.drift import Limits
from assistant.training.pool import DIRECTIONS
from assistant.training.samples import Sample, verify_trainable

_MOST_TOLD: Final = 6
TRIGGERS: Final = {
    "score_psi": two_tongued("得分分布偏移", "the scores have shifted"),
    "calibration": two_tongued("违约数偏离预期", "defaults lie off what was expected"),
    "discrimination": two_tongued(
        "区分能力低于模型卡所载", "it ranks worse than its model card says"
    ),
}


@dataclass(frozen=True)
class Challenge:
    """What became of one turn of the loop."""

    champion: TrainedCard
    sample: Sample
    own_data: bool
    """Whether these are the data that the champion was fitted on: then nothing is tested."""
    health: Health
    contest: Contest | None
    """None where nothing fired and nobody asked for it."""
    challenger: TrainedCard | None
    changes: tuple[Change, ...]
    promoted: Promotion | None
    """Only where the policy lets a model promote itself."""


def challenge(  # noqa: PLR0913  one keyword a choice
    office: Office,
    card: TrainedCard,
    sample: Sample,
    out: Path | None,
    *,
    cohorts: Mapping[str, str] | None = None,
    anyway: bool = False,
    repeats: int = 3,
    told: Told,
) -> Challenge:
    """Test the champion; where a trigger fires, fit a challenger beside it and compare both.

    Args:
        office: whose policy says when a trigger fires and whether a person is needed.
        card: the champion.
        sample: firms with outcomes known since.
        out: where the challenger is written; None tests only.
        cohorts: of each firm; the greatest is the newest and is held out.
        anyway: fit a challenger though nothing fired.
        repeats: of its cross-validation.
        told: receives progress.

    Raises:
        InputError: one outcome only, or nothing can be learnt from the sample.
        UsageError: a firm has no cohort.
    """
    _verify_both_outcomes(sample)
    found = health(card, sample, limits_of(office.policy))
    own = sample.digest() == card.data_digest
    if out is None or not (found.fired or anyway):
        return Challenge(card, sample, own, found, None, None, (), None)
    verify_trainable(sample)
    beside = contest(
        card,
        sample,
        DIRECTIONS,
        _in_order(sample, cohorts),
        seed=card.seed,
        repeats=max(repeats, 1),
        progress=lambda done, total: told("validation", done, total),
    )
    challenger = train_card(sample, out, repeats=repeats, allowed=(), told=told)
    promoted = None
    if office.policy.models.promotes_itself and beside.is_better:
        why = two_tongued("策略允许自动批准", "the policy lets it")
        promoted = promote_card(office, out, why, by=f"policy {office.policy.ref}")
    changes = changes_between(card, challenger)
    return Challenge(card, sample, own, found, beside, challenger, changes, promoted)


def limits_of(policy: Policy) -> Limits:
    """Where the policy's triggers fire."""
    return Limits(float(policy.models.psi), float(policy.models.calibration_z))


def _in_order(sample: Sample, cohorts: Mapping[str, str] | None) -> Sequence[str]:
    if cohorts is None:
        return ()
    without = [firm for firm in sample.firms if firm not in cohorts]
    if without:
        raise UsageError(
            f"no cohort of {', '.join(without[:_MOST_TOLD])}",
            "give every firm one in --firms",
            zh=f"没有以下企业的批次：{'、'.join(without[:_MOST_TOLD])}",
            zh_hint="请在 --firms 文件中为每家企业填写",
        )
    found = [cohorts[firm] for firm in sample.firms]
    if len(set(found)) == 1:
        raise InputError(
            f"all firms are of the cohort {found[0]!r}: none is later",
            "give firms of two cohorts, or leave --cohort out",
            zh=f"全部企业同属一批“{found[0]}”，没有更新的一批",
            zh_hint="请提供两批企业，或不用 --cohort",
        )
    return _sortable(found)


def _sortable(cohorts: Sequence[str]) -> Sequence[str]:
    """Years and other numbers by value: 9 lies before 10."""
    if all(c.isdigit() for c in cohorts):
        width = max(map(len, cohorts))
        return [c.zfill(width) for c in cohorts]
    return cohorts


def _verify_both_outcomes(sample: Sample) -> None:
    if sample.defaults in (0, len(sample.firms)):
        raise InputError(
            f"can't test the model: all {len(sample.firms)} firms have the same outcome",
            "give firms of both outcomes",
            zh=f"无法检验模型：{len(sample.firms)}家企业的结果全部相同",
            zh_hint="请提供两类结果的企业",
        )


def fired_text(found: Health, lang: Lang) -> str:
    """Which triggers fired, in words."""
    if not found.fired:
        return "没有触发重估" if lang is Lang.ZH else "no trigger fired"
    words = [in_tongue(TRIGGERS[code], lang) for code in found.fired]
    return f"触发：{'、'.join(words)}" if lang is Lang.ZH else f"fired: {'; '.join(words)}"


def change_text(change: Change, lang: Lang) -> str:
    """One change of a variable's weight, in words."""
    zh = lang is Lang.ZH
    name = change.label_zh if zh else change.label_en
    before, after = f"{change.before:g}", f"{change.after:g}"
    if change.how == "enters":
        return f"新增 {name}（{after}分）" if zh else f"enters: {name} ({after} points)"
    if change.how == "leaves":
        return f"去除 {name}（原{before}分）" if zh else f"leaves: {name} ({before} points)"
    return f"{name}：{before}分 → {after}分" if zh else f"{name}: {before} to {after} points"
