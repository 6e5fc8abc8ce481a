"""Records as rows of their tables."""

from assistant.domain.figures import Figure
from assistant.domain.findings import Finding
from assistant.domain.model import Record
from assistant.storage.rows import PageLike, PassageLike, storable, text_digest


def json_of(record: Record) -> str:
    """A record as it is kept."""
    return record.model_dump_json()


def page_row(source_id: str, page: PageLike) -> dict[str, object]:
    """A page of a source."""
    text, label = storable(page.text), storable(page.label)
    return {"source": source_id, "number": page.number, "text": text, "label": label}


def passage_row(source_id: str, passage: PassageLike) -> dict[str, object]:
    """A passage of a source, with the digest that its vector goes by."""
    text = storable(passage.text)
    return {
        "source": source_id,
        "source_name": storable(passage.source_name),
        "page": passage.page,
        "ordinal": passage.ordinal,
        "text": text,
        "digest": text_digest(text),
    }


def figure_row(origin: str, ordinal: int, figure: Figure) -> dict[str, object]:
    """A figure of one family."""
    return {
        "origin": origin,
        "ordinal": ordinal,
        "key": figure.key,
        "status": figure.status,
        "body": json_of(figure),
    }


def finding_row(origin: str, ordinal: int, finding: Finding) -> dict[str, object]:
    """A finding of one family."""
    return {
        "origin": origin,
        "id": finding.id,
        "ordinal": ordinal,
        "kind": finding.kind,
        "severity": finding.severity,
        "state": finding.review.state,
        "body": json_of(finding),
    }
