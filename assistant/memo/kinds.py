"""Which sections each kind of memo has, and in which order. Data only."""

from dataclasses import dataclass
from typing import Final

from assistant.domain.figures import Statement, StatementKind
from assistant.domain.memo import MemoKind
from assistant.domain.quantities import Lang
from assistant.memo import templates as t
from assistant.memo.templates import SectionSpec


@dataclass(frozen=True)
class KindSpec:
    """One kind: its title and its sections in each language's order."""

    title_zh: str
    title_en: str
    zh: tuple[SectionSpec, ...]
    en: tuple[SectionSpec, ...]

    def title(self, firm: str, lang: Lang) -> str:
        """The memo's title."""
        return f"{self.title_zh}：{firm}" if lang is Lang.ZH else f"{self.title_en}: {firm}"

    def sections(self, lang: Lang) -> tuple[SectionSpec, ...]:
        """The sections in order: the banks' 授信调查报告 order in zh, ours in en."""
        return self.zh if lang is Lang.ZH else self.en


_JUDGEMENT: Final = (
    t.FUNDING,
    t.VISITS,
    t.TRADING,
    t.FINANCIAL,
    t.REPAYMENT,
    t.GROUP,
    t.COLLATERAL,
    t.RISKS,
    t.EXCEPTIONS,
    t.RATING,
    t.RECOMMENDATION,
)
_PRESCREEN: Final = (t.REQUEST, t.FIRST_TRADING, t.TESTS, t.FIRST_LOOK)
_DECLINE: Final = (t.REQUEST, t.DECLINE_REASONS, t.NOTICE)
_REVIEW: Final = (
    t.CHANGES,
    t.EXPOSURE,
    t.VISITS_SINCE,
    t.TRADING,
    t.FINANCIAL,
    t.REPAYMENT,
    t.GROUP,
    t.COLLATERAL,
    t.RISKS,
    t.COVENANTS,
    t.RATING,
)
_INTERIM: Final = (
    t.EVENT,
    t.CHANGES,
    t.EXPOSURE,
    t.VISITS_SINCE,
    t.REPAYMENT,
    t.GROUP,
    t.COVENANTS,
    t.RATING,
)
_RATING: Final = (t.CHANGES, t.RATING, t.COVENANTS, t.RISKS)

KINDS: Final = {
    MemoKind.NEW: KindSpec(
        "授信调查报告",
        "Credit memorandum",
        (t.REQUEST_IN_BRIEF, t.BORROWER, t.EXPOSURE, t.STRUCTURE, *_JUDGEMENT),
        (t.REQUEST_IN_BRIEF, t.BORROWER, t.STRUCTURE, t.EXPOSURE, *_JUDGEMENT),
    ),
    MemoKind.RENEWAL: KindSpec(
        "续授信调查报告",
        "Renewal memorandum",
        (t.REQUEST_IN_BRIEF, t.CHANGES, t.BORROWER, t.EXPOSURE, t.STRUCTURE, *_JUDGEMENT),
        (t.REQUEST_IN_BRIEF, t.CHANGES, t.BORROWER, t.STRUCTURE, t.EXPOSURE, *_JUDGEMENT),
    ),
    MemoKind.REVIEW: KindSpec("年度授信检查报告", "Annual review", _REVIEW, _REVIEW),
    MemoKind.PRESCREEN: KindSpec("预审意见", "Pre-screen", _PRESCREEN, _PRESCREEN),
    MemoKind.DECLINE: KindSpec("不予授信报告", "Decline memorandum", _DECLINE, _DECLINE),
    MemoKind.INTERIM: KindSpec("临时检查报告", "Interim review", _INTERIM, _INTERIM),
    MemoKind.RATING: KindSpec("评级调整报告", "Rating action", _RATING, _RATING),
}


def leads() -> tuple[Statement, ...]:
    """The lead-ins of every topic as sentences: an export without bold reads them so."""
    specs = dict.fromkeys(spec for kind in KINDS.values() for spec in (*kind.zh, *kind.en))
    topics = dict.fromkeys(topic for spec in specs for topic in spec.topics)
    return tuple(
        Statement(
            key=f"lead.value:{number}",
            kind=StatementKind.VALUE,
            text_zh=f"{topic.lead_zh}。",
            text_en=f"{topic.lead_en}.",
            figures=(),
        )
        for number, topic in enumerate(topics)
    )
