"""Where a speaker's delivery departs from that speaker's own baseline in the same recording.

Pure arithmetic. A departure names measures and how far they lie from the speaker's other
utterances; it never names an emotion, a lie or a trait, and is no evidence of any of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from audio.prosody import Delivery
from audio.transcript import Record


class Group(StrEnum):
    """What a measure tells about."""

    PITCH = "pitch"
    VOICE = "voice"
    PACE = "pace"


LEAST_OTHERS: Final = 8
"""Other utterances that a baseline needs."""
LEAST_SECONDS: Final = 12.0
"""Seconds of them."""
THRESHOLD: Final = 1.6
"""Score from which an utterance is pointed out."""
FALSE_ALARMS: Final = 2
"""Neutral or calm utterances that passed it, of ``FALSE_ALARM_TRIALS`` (docs/decisions/0012)."""
FALSE_ALARM_TRIALS: Final = 98
_CLIP: Final = 4.0
_SHARPNESS: Final = 1.0
_WEIGHTS: Final = {Group.PITCH: 1.0, Group.VOICE: 1.0, Group.PACE: 0.5}
"""Pace weighs half: over one utterance it is the noisiest of the three."""
_NAMED: Final = 1.5
_MAD: Final = 1.4826

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Measure:
    """One measure and how it counts."""

    field: str
    group: Group
    sign: int
    """1 where more of it counts, -1 where less does."""
    floor: float
    """Spread below which the speaker's own is not believed, in the measure's unit."""
    zh: str
    en: str
    counts: bool = True
    """Whether it goes into the score; the others are only named."""


MEASURES: Final = (
    Measure("pitch_level_st", Group.PITCH, 1, 0.4, "音高", "pitch"),
    Measure("pitch_high_st", Group.PITCH, 1, 0.4, "高音", "highest pitch"),
    Measure("pitch_low_st", Group.PITCH, 1, 0.4, "低音", "lowest pitch"),
    Measure("brightness_hz", Group.VOICE, 1, 20.0, "音色亮度", "brightness"),
    Measure("low_slope_db", Group.VOICE, 1, 2.0, "低频坡度", "low-frequency slope"),
    Measure("firmness_db", Group.VOICE, 1, 0.7, "发声力度", "firmness"),
    Measure("presence_db", Group.VOICE, 1, 0.7, "中频能量", "presence"),
    Measure("edge_db", Group.VOICE, 1, 0.7, "高频能量", "edge"),
    Measure("energy_spread_db", Group.PACE, 1, 0.4, "强弱起伏", "energy spread"),
    Measure("slow_share", Group.PACE, 1, 0.03, "慢节奏占比", "slow movement"),
    Measure("rate_per_s", Group.PACE, -1, 0.25, "语速", "rate"),
    Measure("longest_pause_s", Group.PACE, 1, 0.08, "最长停顿", "longest pause"),
    Measure("pitch_range_st", Group.PITCH, 1, 0.5, "音域", "pitch range", counts=False),
    Measure("pause_share", Group.PACE, 1, 0.03, "停顿占比", "pauses", counts=False),
    Measure("hesitations", Group.PACE, 1, 2.0, "迟疑词", "hesitations", counts=False),
    Measure(
        "answer_delay_s", Group.PACE, 1, 0.4, "回答前停顿", "delay before answering", counts=False
    ),
)


class Feature(Record):
    """One measure that lies apart."""

    field: str
    zh: str
    en: str
    value: float
    usual: float
    """Median of the speaker's other utterances."""
    z: float
    """Robust distance from it, in the speaker's own spread; negative is below."""


class Departure(Record):
    """How far one utterance lies from the speaker's others."""

    place: int
    """Which of the utterances given, from 0."""
    start_s: float
    end_s: float
    score: float
    """Grows with the distance of whichever group lies furthest; 0 is about usual."""
    is_marked: bool
    """Whether the score passes ``THRESHOLD``."""
    features: tuple[Feature, ...]
    """Measures that lie 1.5 spreads or more apart, furthest first."""


class Baseline(Record):
    """Every utterance of one speaker against the others, or why that can't be said."""

    others: int
    """Utterances that each was compared with."""
    seconds: float
    """Seconds of measured speech."""
    departures: tuple[Departure, ...]
    short_zh: str = ""
    """Why there is no baseline; '' where there is one."""
    short_en: str = ""
    track: tuple[tuple[int, int], ...] = ()
    """Seconds of the recording with the speaker's median pitch in each, Hz."""

    @property
    def is_short(self) -> bool:
        """Whether there is too little speech to compare with."""
        return bool(self.short_en)


def departures_of(deliveries: Sequence[Delivery | None]) -> Baseline:
    """Compare each utterance of one speaker with the speaker's other ones.

    Args:
        deliveries: measures of one speaker's utterances; None where one couldn't be measured.

    Returns:
        One departure for each that was measured, or why there is no baseline.
    """
    known = [(place, item) for place, item in enumerate(deliveries) if item is not None]
    seconds = round(sum(item.end_s - item.start_s for _place, item in known), 1)
    others = max(0, len(known) - 1)
    track = tuple(
        sorted({second: hertz for _, item in known for second, hertz in item.track}.items())
    )
    if others < LEAST_OTHERS or seconds < LEAST_SECONDS:
        return Baseline(
            others=others,
            seconds=seconds,
            departures=(),
            short_zh=f"基线太短：只有{len(known)}段可测话语，共{seconds:.0f}秒"
            f"（至少需要{LEAST_OTHERS + 1}段、{LEAST_SECONDS:.0f}秒）",
            short_en=f"the baseline is too short: {len(known)} utterances that can be measured, "
            f"{seconds:.0f} s (it takes {LEAST_OTHERS + 1} and {LEAST_SECONDS:.0f} s)",
            track=track,
        )
    table = np.array([[_value(item, m) for m in MEASURES] for _place, item in known])
    usual, distance = _distances(table)
    found = tuple(
        _departure(place, item, table[row], usual[row], distance[row])
        for row, (place, item) in enumerate(known)
    )
    return Baseline(others=others, seconds=seconds, departures=found, track=track)


def _value(item: Delivery, measure: Measure) -> float:
    value = getattr(item, measure.field)
    return float("nan") if value is None else float(value)


@dataclass(frozen=True)
class _Compared:
    usual: Floats
    distance: Floats


def _distances(table: Floats) -> tuple[Floats, Floats]:
    """Median of the others and robust distance from it, both row by row."""
    usual, distance = np.full(table.shape, np.nan), np.full(table.shape, np.nan)
    floors = np.array([m.floor for m in MEASURES])
    for row in range(len(table)):
        rest = np.delete(table, row, axis=0)
        for column in range(table.shape[1]):
            values = rest[:, column][np.isfinite(rest[:, column])]
            if len(values) < LEAST_OTHERS or not np.isfinite(table[row, column]):
                continue
            middle = float(np.median(values))
            spread = _MAD * float(np.median(np.abs(values - middle)))
            usual[row, column] = middle
            distance[row, column] = (table[row, column] - middle) / max(spread, floors[column])
    return usual, distance


def _departure(
    place: int, item: Delivery, values: Floats, usual: Floats, distance: Floats
) -> Departure:
    score = _score(distance)
    apart = [
        Feature(
            field=m.field,
            zh=m.zh,
            en=m.en,
            value=round(float(values[i]), 3),
            usual=round(float(usual[i]), 3),
            z=round(float(distance[i]), 2),
        )
        for i, m in enumerate(MEASURES)
        if np.isfinite(distance[i]) and abs(distance[i]) >= _NAMED
    ]
    apart.sort(key=lambda feature: -abs(feature.z))
    return Departure(
        place=place,
        start_s=item.start_s,
        end_s=item.end_s,
        score=round(score, 3),
        is_marked=score >= THRESHOLD,
        features=tuple(apart),
    )


def _score(distance: Floats) -> float:
    """A soft maximum of the groups' mean signed distances, 0 where all are usual.

    A voice raised or pressed and one slowed and halting both depart; whichever is further counts.
    """
    means = []
    for group in Group:
        signed = [
            m.sign * min(max(float(distance[i]), -_CLIP), _CLIP)
            for i, m in enumerate(MEASURES)
            if m.group is group and m.counts and np.isfinite(distance[i])
        ]
        means.append(_WEIGHTS[group] * sum(signed) / len(signed) if signed else 0.0)
    raised = np.exp(_SHARPNESS * np.array(means))
    return float(np.log(raised.mean()) / _SHARPNESS)
