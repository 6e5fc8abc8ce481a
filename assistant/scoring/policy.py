"""A credit policy: factors, grades, rules and limit terms, read from a dated TOML file.

The checks here are what makes a score monotone: bands, grades, PDs, rates and caps must run one
way, and a factor that can't be measured gets no more points than the worst measured one.
"""

import hashlib
import re
import tomllib
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import Field, ValidationError, model_validator

from assistant.domain.figures import figure_key
from assistant.domain.findings import FindingKind
from assistant.domain.model import Record
from assistant.domain.quantities import Unit
from assistant.domain.tolerances import InterviewPolicy
from assistant.errors import InputError, UsageError
from assistant.scoring.formulas import Anchor
from assistant.scoring.policy_terms import (
    LiftPolicy,
    LimitPolicy,
    ModelPolicy,
    Number,
    OverridePolicy,
    PricingPolicy,
)

SHIPPED_POLICIES: Final = Path(__file__).parent / "policies"
RECOMMENDATIONS: Final = ("approve", "approve_with_conditions", "refer", "decline")
"""From the best to the worst."""
FULL_SCORE: Final = Decimal(100)
_REF: Final = re.compile(
    r"(?P<id>[a-z0-9][a-z0-9_-]*)(?:@(?P<date>\d{4}-\d{2}-\d{2})(?:#(?P<digest>[0-9a-f]{6,64}))?)?\Z",
    re.ASCII,
)
_TRAILING: Final = re.compile(r"[LP]\d{1,2}M\Z", re.ASCII)

Recommendation = Literal["approve", "approve_with_conditions", "refer", "decline"]


def resolved(template: str, anchor: Anchor | None) -> str | None:
    """The figure key that a policy's ``figure`` means; None where it needs a year nobody gave."""
    token = template.partition("@")[2]
    if not token or _TRAILING.match(token):
        return template
    return anchor.resolve(template) if anchor is not None else None


class Exemption(Record):
    """When a test is pointless: then it is passed, and the factor gets full points.

    A firm without debt has nothing to cover, provided that it earns something.
    """

    zero: str
    """Template key of a figure that must be there and 0, such as the debt service."""
    positive: str
    """Template key of a figure that must be there and above 0, such as EBITDA."""


class Tested(Record):
    """What factors and rules share: a figure and its name."""

    figure: str
    """Template key: ``dscr.ebitda@FY``, ``current_ratio@BS``, ``sales.net@L12M``, ``ltv``."""
    label_zh: str
    label_en: str
    exempt: Exemption | None = None

    @model_validator(mode="after")
    def _figures_resolve(self) -> Self:
        spared = (self.exempt.zero, self.exempt.positive) if self.exempt else ()
        for template in (self.figure, *spared):
            figure_key(resolved(template, Anchor(date(2000, 12, 31))) or "")
        return self


class Factor(Tested):
    """One line of the scorecard."""

    code: str
    higher_is: Literal["better", "worse"]
    bands: tuple[tuple[Number, Number], ...] = Field(min_length=1)
    """(threshold, points), best first: the first band whose threshold the value meets."""
    worst: Annotated[Number, Field(ge=0)] = Decimal(0)
    """Points of a value that meets no band, and of a value that is missing."""

    @property
    def max_points(self) -> Decimal:
        """Points of the best band."""
        return self.bands[0][1]

    @model_validator(mode="after")
    def _bands_run_one_way(self) -> Self:
        steps = [-b[0] if self.higher_is == "better" else b[0] for b in self.bands]
        points = [b[1] for b in self.bands] + [self.worst]
        if any(a >= b for a, b in pairwise(steps)) or any(a <= b for a, b in pairwise(points)):
            msg = f"factor {self.code}: bands must run from the best to the worst"
            raise ValueError(msg)
        return self


class Rule(Tested):
    """One test that the firm must pass."""

    id: str
    kind: Literal[FindingKind.POLICY, FindingKind.COVENANT] = FindingKind.POLICY
    operator: Literal[">=", "<="]
    threshold: Number
    paragraph: str
    authority: str = ""
    """Who may waive it; empty: nobody."""
    on_breach: Literal["refer", "decline"] = "refer"
    """What a breach, and a test that couldn't be made, recommends."""


class GradeBand(Record):
    """One grade of the master scale."""

    grade: str
    at_least: Number
    """Points, 0..100."""
    pd: Annotated[Number, Field(gt=0, lt=1)]
    rate: Number | None = None
    """Yearly rate 0..1; absent where the grade isn't lent to."""
    cap: Annotated[Number, Field(ge=0)] = Decimal(0)
    """Most that the policy lends to the grade, in the policy's currency."""
    best: Recommendation = "approve"
    """The best recommendation that the grade allows."""


class Policy(Record):
    """A policy as read; ``ref`` pins it."""

    id: str
    date: date
    name_zh: str
    name_en: str
    currency: Unit
    thin_ratio: Annotated[Number, Field(ge=0, lt=1)]
    """A pass within this share of the threshold is thin."""
    finding_paragraph: str
    finding_authority: str
    factors: tuple[Factor, ...] = Field(min_length=1)
    grades: tuple[GradeBand, ...] = Field(min_length=1)
    """Best first."""
    rules: tuple[Rule, ...]
    limit: LimitPolicy
    pricing: PricingPolicy | None = None
    """How a rate is built; None: each grade's rate stands alone."""
    override: OverridePolicy = OverridePolicy()
    """How far an officer's grade may lie above the code's own."""
    lift: LiftPolicy = LiftPolicy()
    """What counts as feasible where a better grade is asked for."""
    models: ModelPolicy = ModelPolicy()
    """When a trained model is questioned."""
    interview: InterviewPolicy = InterviewPolicy()
    """How far a spoken number may lie from the file's; ``[interview]``, or what is usual."""
    signatures: Annotated[int, Field(ge=1, le=9)] = 2
    """How many persons must sign a memo."""
    digest: str = ""
    """SHA-256 of the file's text."""

    @property
    def ref(self) -> str:
        """``id@date#digest``, the digest cut to 12 characters."""
        return f"{self.id}@{self.date.isoformat()}#{self.digest[:12]}"

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        names = [f.code for f in self.factors] + [r.id for r in self.rules]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            msg = f"{twice[0]!r} stands twice among the factors' codes and the rules' ids"
            raise ValueError(msg)
        if sum(f.max_points for f in self.factors) != FULL_SCORE:
            msg = f"the factors' best points must add up to {FULL_SCORE}"
            raise ValueError(msg)
        _check_grades(self.grades)
        return self

    def grade_of(self, score: Decimal) -> GradeBand:
        """The grade of a score."""
        return next(g for g in self.grades if score >= g.at_least)


def _check_grades(grades: Sequence[GradeBand]) -> None:
    if grades[-1].at_least != 0:
        msg = "the last grade must begin at 0 points"
        raise ValueError(msg)
    for better, worse in pairwise(grades):
        cheap = better.rate is not None and (worse.rate is None or better.rate <= worse.rate)
        ordered = (
            better.at_least > worse.at_least
            and better.pd < worse.pd
            and better.cap >= worse.cap
            and RECOMMENDATIONS.index(better.best) <= RECOMMENDATIONS.index(worse.best)
            and (cheap or better.rate is worse.rate is None)
        )
        if not ordered:
            msg = f"grade {worse.grade} is better in some respect than {better.grade} above it"
            raise ValueError(msg)


def load_policy(ref: str, folders: Sequence[Path] = ()) -> Policy:
    """The policy that ``ref`` names: ``id``, ``id@date`` or ``id@date#digest``.

    Args:
        ref: the latest of that id, or exactly the one that is pinned.
        folders: looked through in this order, before the shipped policies.

    Raises:
        UsageError: there is no such policy.
        InputError: the file can't be read as a policy.
    """
    match = _REF.match(ref)
    places = (*folders, SHIPPED_POLICIES)
    if match is not None:
        for folder in places:
            found = [p for path in _files(folder, match["id"]) if _is(p := _read(path), match)]
            if found:
                return max(found, key=lambda p: p.date)
    known = sorted({path.stem for folder in places for path in folder.glob("*.toml")})
    raise UsageError(
        f"there is no policy {ref!r}",
        f"known policies: {', '.join(known)}",
        zh=f"没有授信政策 {ref!r}",
        zh_hint=f"现有：{'、'.join(known)}",
    )


def _files(folder: Path, policy_id: str) -> list[Path]:
    return [
        path
        for path in sorted(folder.glob("*.toml"))
        if path.stem == policy_id or path.stem.startswith(f"{policy_id}@")
    ]


def _is(policy: Policy, match: re.Match[str]) -> bool:
    return (
        policy.id == match["id"]
        and match["date"] in (None, policy.date.isoformat())
        and policy.digest.startswith(match["digest"] or "")
    )


def _read(path: Path) -> Policy:
    try:
        text = path.read_text("utf-8").replace("\r\n", "\n")
        data = tomllib.loads(text, parse_float=Decimal)
        digest = hashlib.sha256(text.encode()).hexdigest()
        return Policy.model_validate({**data, "digest": digest})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        said = first["msg"].removeprefix("Value error, ")
        told = f"{place}: {said}" if place else said
        raise InputError(
            f"{path}: not a policy: {told}",
            "correct the file",
            zh=f"{path}：不是有效的授信政策：{told}",
            zh_hint="请更正该文件",
        ) from error
    except (OSError, ValueError) as error:
        raise InputError(
            f"{path}: can't be read: {error}",
            "correct the file",
            zh=f"{path}：无法读取：{error}",
            zh_hint="请更正该文件",
        ) from error
