"""A scorecard that was fitted elsewhere: points by bins of variables, and the PD of a score.

The artefact is JSON that holds numbers and names only: loading it runs no code. Its digest covers
every byte of what it says, so a changed artefact is refused, and so is one of a later format.
"""

import hashlib
import json
import math
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final, NamedTuple, Self

from pydantic import Field, ValidationError, model_validator

from assistant.domain.model import Record
from assistant.domain.quantities import Lang, Unit, value_text
from assistant.errors import InputError
from assistant.scoring.wording import capitalised, plain

FORMAT: Final = 1
"""Of the artefact; raised when what it says changes meaning."""
_PD_PLACES: Final = 6
_VERBS: Final = (("为", Lang.ZH), ("is ", Lang.EN))


class Measured(Record):
    """One quality figure with its 95 % interval."""

    value: float
    low: float
    high: float


class CardVariable(Record):
    """One line of the scorecard."""

    key: str
    """Of the wide catalogue, with its window, or a column of the training table."""
    label_zh: str
    label_en: str
    cuts: tuple[Decimal, ...]
    """Inner edges, rising; a value equal to a cut belongs to the bin above it."""
    points: tuple[Decimal, ...]
    """One a bin, lowest values first; more is better."""
    missing_points: Decimal
    """Not above the worst bin's."""
    shares: tuple[Decimal, ...] = ()
    """Of the training firms, one a bin and the missing last; what drift is measured against."""
    unit: Unit | None = None
    """Of the values; None prints them bare."""

    @model_validator(mode="after")
    def _is_a_staircase(self) -> Self:
        rising = all(a < b for a, b in zip(self.cuts, self.cuts[1:], strict=False))
        if len(self.points) != len(self.cuts) + 1 or not rising:
            msg = f"{self.key}: one bin more than cuts, and cuts must rise"
            raise ValueError(msg)
        if self.missing_points > min(self.points):
            msg = f"{self.key}: a missing value must not have more points than the worst bin"
            raise ValueError(msg)
        if self.shares and len(self.shares) != len(self.points) + 1:
            msg = f"{self.key}: one share a bin and one for the missing"
            raise ValueError(msg)
        return self

    def bin_of(self, value: float | None) -> int:
        """Place of a value's bin, from 0; None, NaN and the infinite are in the one after all."""
        if value is None or not math.isfinite(value):
            return len(self.points)
        exact = Decimal(repr(float(value)))
        return sum(exact >= cut for cut in self.cuts)

    def points_of(self, value: float | None) -> Decimal:
        """Points of a value; None, NaN and the infinite are missing."""
        return (*self.points, self.missing_points)[self.bin_of(value)]


class TrainedCard(Record):
    """A fitted scorecard as stored."""

    format: int = FORMAT
    name: str = Field(pattern=r"^[^/\\\x00-\x1f]+$", max_length=200)
    """Part of a file's name, so it holds no separator."""
    variables: tuple[CardVariable, ...]
    base_points: Decimal
    base_score: Decimal
    base_odds: Decimal
    """Goods for each bad at ``base_score``."""
    pdo: Decimal
    """Points that double the odds."""
    firms: int
    defaults: int
    as_of: str
    data_digest: str
    """SHA-256 over the firms, labels and variables that it was fitted on."""
    seed: int
    code_version: str
    settings: Mapping[str, str] = {}
    measures: Mapping[str, Measured] = {}
    """By cross-validation, everything inside the fold."""
    sample_scores: tuple[Decimal, ...] = ()
    """Deciles of the training scores, for drift."""
    digest: str = ""

    def sealed(self) -> "TrainedCard":
        """The card with its digest."""
        return self.model_copy(update={"digest": self._digest()})

    def _digest(self) -> str:
        said = self.model_dump(mode="json", exclude={"digest"})
        for variable in said["variables"]:
            for added in ("shares", "unit"):  # so that a card from before they were kept still fits
                if not variable[added]:
                    del variable[added]
        text = json.dumps(said, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def is_untouched(self) -> bool:
        """Whether the digest fits what the card says."""
        return self.digest == self._digest()

    def pd_of(self, score: Decimal) -> Decimal:
        """One-year probability of default of a score, 0..1."""
        doublings = float((score - self.base_score) / self.pdo)
        odds = float(self.base_odds) * 2.0**doublings
        return Decimal(repr(round(1 / (1 + odds), _PD_PLACES)))


class CardReason(NamedTuple):
    """What one variable costs."""

    key: str
    lost: Decimal
    """Points below the variable's best bin."""
    zh: str
    en: str


class CardScore(NamedTuple):
    """What a card says of one firm."""

    score: Decimal
    pd: Decimal
    reasons: tuple[CardReason, ...]
    """What costs most first; nothing that costs nothing."""


def card_score(card: TrainedCard, values: Mapping[str, float | None]) -> CardScore:
    """Score one firm.

    Args:
        card: the scorecard.
        values: by variable key; absent ones count as missing.
    """
    got = [(v, v.points_of(values.get(v.key))) for v in card.variables]
    score = sum((points for _, points in got), card.base_points)
    reasons = [_reason(v, points, values.get(v.key)) for v, points in got]
    reasons.sort(key=lambda r: (-r.lost, r.key))
    return CardScore(score, card.pd_of(score), tuple(r for r in reasons if r.lost > 0))


def _reason(variable: CardVariable, points: Decimal, value: float | None) -> CardReason:
    lost = max(variable.points) - points
    name = capitalised(variable.label_en)
    if value is None or not math.isfinite(value):
        zh, en = "无法计量", "couldn't be measured"
    else:
        zh, en = (f"{verb}{_shown(variable, value, lang)}" for verb, lang in _VERBS)
    gap = plain(lost)
    return CardReason(
        variable.key,
        lost,
        f"{variable.label_zh}{zh}，较最佳区间少{gap}分。",
        f"{name} {en}: {gap} points below the best range.",
    )


def _shown(variable: CardVariable, value: float, lang: Lang) -> str:
    exact = Decimal(repr(round(value, 4)))
    return plain(exact) if variable.unit is None else value_text(exact, variable.unit, lang)


def _in_short(error: Exception) -> str:
    """The first thing that is wrong, in one line."""
    if not isinstance(error, ValidationError):
        return str(error).splitlines()[0]
    first = error.errors(include_url=False, include_input=False)[0]
    return ": ".join(filter(None, (".".join(map(str, first["loc"])), first["msg"])))


def load_card(path: Path) -> TrainedCard:
    """Read an artefact.

    Raises:
        InputError: it can't be read, was changed, or is of a later format.
    """
    try:
        said = json.loads(path.read_text("utf-8"))
        later = isinstance(said, dict) and int(said.get("format", 0)) > FORMAT
        if later:
            raise InputError(
                f"{path}: made by a later version (format {said['format']}; known: {FORMAT})",
                "update tallystick, or train the model again",
                zh=f"{path}：由更新的版本生成（格式 {said['format']}，可读 {FORMAT}）",
                zh_hint="请升级 tallystick，或重新训练模型",
            )
        card = TrainedCard.model_validate_json(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        why = _in_short(error)
        raise InputError(
            f"{path}: not a trained model: {why}",
            "name the file that `tallystick train` wrote",
            zh=f"{path}：不是训练好的模型：{why}",
            zh_hint="请指定 tallystick train 写出的文件",
        ) from error
    if not card.is_untouched():
        raise InputError(
            f"{path}: was changed after training: its digest doesn't fit",
            "restore the file, or train again",
            zh=f"{path}：训练后被改动，摘要不符",
            zh_hint="请恢复该文件，或重新训练",
        )
    return card
