"""A case as large as cases get, made from a demo case by repeating what is in it."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from assistant.domain.case import CaseId
from assistant.domain.figures import Figure, figure_key
from assistant.domain.findings import Finding
from assistant.services.office import Office
from assistant.settings import settings_from
from assistant.storage.rows import StoredPage, StoredPassage
from evals.demo_home import ticking_clock

FIGURES: Final = 5_000
FINDINGS: Final = 2_000
PASSAGES: Final = 20_000
MESSAGES: Final = 10_000
_ON_A_PAGE: Final = 4
_CLAUSE: Final = "第{n}条 承租方应于每月五日前支付租金，逾期按日加收万分之五；合同编号 {n:06d}。"
_QUESTION: Final = "第 {n} 问：最近十二个月的净销售额是多少？"
_ANSWER: Final = (
    "**净销售额**为 1,234.56 万元，第 {n} 次核对无误。\n\n- 最大客户占 23.1 %\n- 逾期为零"
)


def enlarge(home: Path, case: CaseId, start: datetime) -> None:
    """Bring a demo case to 20,000 passages, 5,000 figures, 2,000 findings, 10,000 messages."""
    office = Office(settings_from(home=home, by="bench", embeddings="off"), ticking_clock(start))
    store = office.store(case)
    held = store.load()
    source = next(s for s in held.sources if s.pages)
    pages = range(1, PASSAGES // _ON_A_PAGE + 1)
    with store.writing("bench", "enlarge", "to measure the screen", office.clock) as writer:
        writer.put_source(source.model_copy(update={"pages": len(pages), "passages": PASSAGES}))
        writer.put_pages(source.id, (_page(n) for n in pages), _passages(source.name, pages))
        writer.replace_figures("bench", list(_figures(held.figures)))
        writer.replace_findings(list(_findings(held.findings)), "bench")
        for n in range(MESSAGES // 2):
            writer.add_message("user", _QUESTION.format(n=n + 1))
            told = json.dumps({"figures": [held.figures[0].key]})
            writer.add_message("assistant", _ANSWER.format(n=n + 1), told)


def _page(number: int) -> StoredPage:
    texts = (_CLAUSE.format(n=number * _ON_A_PAGE + k) for k in range(_ON_A_PAGE))
    return StoredPage(number=number, text="\n".join(texts))


def _passages(name: str, pages: Sequence[int]) -> Iterator[StoredPassage]:
    for page in pages:
        for place, text in enumerate(_page(page).text.split("\n")):
            yield StoredPassage(source="", source_name=name, page=page, ordinal=place, text=text)


def _figures(figures: Sequence[Figure]) -> Iterator[Figure]:
    """The case's own figures again, each time of another counterparty."""
    wanted = FIGURES - len(figures)
    for place, figure in enumerate(islice(cycle(figures), wanted)):
        scope = f"单位{place // len(figures) + 1:03d}"
        key = figure_key(figure.key).model_copy(update={"scope": scope})
        yield figure.model_copy(update={"key": str(key)})


def _findings(findings: Sequence[Finding]) -> Iterator[Finding]:
    wanted = FINDINGS - len(findings)
    for place, finding in enumerate(islice(cycle(findings), wanted)):
        yield finding.model_copy(update={"id": f"{finding.id}-{place:04d}"})
