"""Sources that give one figure different values: each stays, and a person is told."""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from assistant.domain.figures import Figure, FigureStatus, Statement, StatementKind, effective
from assistant.domain.findings import Finding, FindingKind, Severity
from assistant.domain.quantities import Lang
from assistant.domain.tongues import in_tongue

_RULE: Final = "sources.disagree"
_ADDRESS: Final = "applicant.address"
"""Often without the province that another paper begins it with."""
_MARKS: Final = re.compile(r"[\W_]+")


def disagreements(figures: Iterable[Figure]) -> tuple[Finding, ...]:
    """One finding for each key that has several values.

    A candidate that a person put another value in place of was misread; it disagrees with nobody.

    Args:
        figures: quoted, entered and summed ones, in the order in which the first counts.
    """
    given: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        given[figure.key].append(figure)
    heard = (_heard(same) for _, same in sorted(given.items()))
    return tuple(_finding(same) for same in heard if _differ(same))


def _differ(same: Sequence[Figure]) -> bool:
    """Whether any says another thing; brackets, blanks and case make no other text."""
    said = {(_plain(f), f.unit) for f in same}
    if len(said) > 1 and same[0].key == _ADDRESS:
        longest = max((str(text) for text, _ in said), key=len)
        return not all(longest.endswith(str(text)) for text, _ in said)
    return len(said) > 1


def _plain(figure: Figure) -> object:
    value = figure.value
    if not isinstance(value, str):
        return value
    return _MARKS.sub("", unicodedata.normalize("NFKC", value)).lower()


def _heard(same: Sequence[Figure]) -> Sequence[Figure]:
    if not any(f.evidence.type == "entered" for f in same):
        return same
    return [f for f in same if f.status is not FigureStatus.CANDIDATE and f.value is not None]


def _finding(same: Sequence[Figure]) -> Finding:
    counts = effective(same)[0]
    facts = "|".join(sorted(f"{f.value}{f.unit}{_origin(f, Lang.EN)}" for f in same))
    digest = hashlib.sha256(f"{counts.key}|{facts}".encode()).hexdigest()[:12]
    zh, en = (_list(same, lang) for lang in (Lang.ZH, Lang.EN))
    at = counts.period
    zh_at, en_at = (at.label(Lang.ZH), f" ({at.label(Lang.EN)})") if at else ("", "")
    return Finding(
        id=f"{_RULE}:{counts.key}:{digest}",
        kind=FindingKind.CONSISTENCY,
        severity=Severity.WARNING,
        rule_id=_RULE,
        statement=Statement(
            key=f"{_RULE}:{counts.key}",
            kind=StatementKind.COMPARISON,
            text_zh=f"{zh_at}{counts.label_zh}在各来源中不一致：{zh}；"
            f"采用{_origin(counts, Lang.ZH)}的数值。",
            text_en=f"Sources disagree on {counts.label_en}{en_at}: {en}; "
            f"the value of {_origin(counts, Lang.EN)} counts.",
            figures=(counts.key,),
        ),
    )


def _list(same: Sequence[Figure], lang: Lang) -> str:
    parts = [f"{_origin(f, lang)} {f.text(lang, full=True)}" for f in same]
    return ("，" if lang is Lang.ZH else ", ").join(dict.fromkeys(parts))


def _origin(figure: Figure, lang: Lang) -> str:
    """Who or what says so, as a list names it."""
    evidence, zh = figure.evidence, lang is Lang.ZH
    if evidence.type == "quoted":
        return f"《{evidence.source_name}》" if zh else evidence.source_name
    if evidence.type == "entered":
        return f"{evidence.who}录入" if zh else f"the entry by {evidence.who}"
    if evidence.type == "said":
        return "访谈" if zh else "the interview"
    return in_tongue(evidence.formula, lang)
