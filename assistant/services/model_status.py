"""How the model in use stands: whose promotion, and how far the last portfolio's scores drifted."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Final, Literal

from assistant.domain.model import Record
from assistant.domain.quantities import Lang
from assistant.scoring.trained import TrainedCard
from assistant.services.office import Office

_FILE: Final = "drift.json"
_WATCHED: Final = 0.10
_SHIFTED: Final = 0.25
"""Source: Siddiqi, Credit Risk Scorecards (2006), ch. 11."""
_WORDS: Final = {
    "stable": ("稳定", "stable"),
    "watched": ("需关注", "to be watched"),
    "shifted": ("已偏移，应重新验证", "shifted: validate it again"),
}


class Drift(Record):
    """Scores of a portfolio against those of the training sample."""

    model: str
    """Digest."""
    name: str
    psi: float
    """Population stability index over the deciles of the training scores."""
    chance: float
    """What the index stays below, 19 times in 20, where nothing has moved."""
    firms: int
    as_of: date

    @property
    def state(self) -> Literal["stable", "watched", "shifted"]:
        """What the index means."""
        if self.psi <= max(_WATCHED, self.chance):
            return "stable"
        return "watched" if self.psi <= _SHIFTED else "shifted"

    def text(self, lang: Lang) -> str:
        """The whole as a sentence."""
        zh, en = _WORDS[self.state]
        if lang is Lang.ZH:
            return (
                f"模型{self.name}：得分分布稳定性指数（PSI）{self.psi:.2f}，{zh}"
                f"（{self.firms}家，截至{self.as_of}；样本量所致的偶然波动可达{self.chance:.2f}）。"
            )
        return (
            f"Model {self.name}: stability index (PSI) of the scores {self.psi:.2f}, {en} "
            f"({self.firms} firms as of {self.as_of}; chance alone reaches {self.chance:.2f})."
        )


def drift_of(card: TrainedCard, scores: Sequence[float], as_of: date) -> Drift | None:
    """The drift of a portfolio; None where there is nothing to compare."""
    from assistant.training.drift import chance_psi, decile_psi

    if not card.sample_scores or not scores:
        return None
    psi = decile_psi([float(s) for s in card.sample_scores], scores)
    return Drift(
        model=card.digest,
        name=card.name,
        psi=round(psi, 4),
        chance=round(chance_psi(len(scores), card.firms), 4),
        firms=len(scores),
        as_of=as_of,
    )


def keep_drift(office: Office, drift: Drift) -> None:
    """Remember it as the latest of this home."""
    path = office.home.models / _FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(drift.model_dump_json() + "\n", "utf-8")


def latest_drift(office: Office) -> Drift | None:
    """The latest that is kept; None where no portfolio was scored or the file can't be read."""
    path = office.home.models / _FILE
    try:
        return Drift.model_validate(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError):
        return None


def standing(office: Office) -> str:
    """Which model is in use by whose promotion, and how the last portfolio's scores lie to it.

    '' where none was promoted and no portfolio was scored.
    """
    from assistant.services.model_registry import promotions

    held, found = promotions(office), latest_drift(office)
    zh = office.lang is Lang.ZH
    drifted = "" if found is None else found.text(office.lang)
    if not held:
        return drifted
    last = held[-1]
    name = last.model.rpartition("@")[0]
    used = (
        f"在用模型{name}，由{last.by}于{last.at[:10]}批准。"
        if zh
        else f"Model in use: {name}, promoted by {last.by} on {last.at[:10]}."
    )
    if found is None or found.model != last.digest:
        drifted = "尚未用组合检验漂移。" if zh else "No portfolio has tested its drift yet."
    return used + drifted if zh else f"{used} {drifted}"
