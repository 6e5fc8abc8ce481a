"""Why a field of the applicant or the request has no answer, where the file tells it."""

from typing import Final

from assistant.domain.applicant import field_metric
from assistant.domain.case import CaseFile
from assistant.domain.figures import Figure, FigureStatus, Statement, StatementKind
from assistant.domain.quantities import Lang

_EXPLAINED: Final = "explained"
_WAITING: Final = "waiting"


def unanswered(case: CaseFile) -> dict[str, Statement]:
    """What is to be said of each field that isn't answered, by key.

    A person gave the reason, or a document states a value that nobody has confirmed. Of a field
    that nothing states there is nothing here.
    """
    counting = {figure.key: figure for figure in reversed(case.figures)}
    return {
        key: told
        for key, figure in counting.items()
        if field_metric(key) is not None and (told := _told(figure)) is not None
    }


def is_explained(statement: Statement) -> bool:
    """Whether a person gave the reason, so that nothing is left to ask."""
    return statement.key.endswith(f".{_EXPLAINED}")


def _told(figure: Figure) -> Statement | None:
    evidence = figure.evidence
    if figure.value is None:
        zh = f"“{figure.label_zh}”未提供，原因：{figure.missing(Lang.ZH).rstrip('。')}。"
        en = f"“{figure.label_en}” is not given: {figure.missing(Lang.EN).rstrip('.')}."
        return _statement(figure, _EXPLAINED, zh, en)
    if figure.status is FigureStatus.VERIFIED or evidence.type != "quoted":
        return None
    place = evidence.source_name
    zh = f"“{figure.label_zh}”待确认：《{place}》第{evidence.page}页载有，尚未经人核对。"
    en = (
        f"“{figure.label_en}” waits to be confirmed: {place}, page {evidence.page} states it, "
        "and nobody has compared it."
    )
    return _statement(figure, _WAITING, zh, en)


def _statement(figure: Figure, kind: str, zh: str, en: str) -> Statement:
    return Statement(
        key=f"{figure.key}.{kind}",
        kind=StatementKind.MISSING,
        text_zh=zh,
        text_en=en,
        figures=(figure.key,),
    )
