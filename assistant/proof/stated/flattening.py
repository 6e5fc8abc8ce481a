"""JSON as lines that a person would write: a heading for each part, a label for each value."""

import json
from collections.abc import Iterator
from typing import Any, Final

_DEEPEST: Final = 6


def flattened(text: str) -> str:
    """A JSON object or list as labelled lines and tables; any other text as it is.

    {"period": "2024H1", "sales": {"online": 3}} becomes "period: 2024H1", "# sales", "online: 3".
    """
    if text.lstrip()[:1] not in ("{", "["):
        return text
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return "\n".join(_lines(data, 0)) if isinstance(data, (dict, list)) else text


def _lines(data: Any, depth: int) -> Iterator[str]:  # noqa: ANN401  whatever JSON holds
    if depth > _DEEPEST:
        return
    if isinstance(data, dict):
        inner = {k: v for k, v in data.items() if isinstance(v, (dict, list))}
        yield from (f"{_name(k)}: {_value(v)}" for k, v in data.items() if k not in inner)
        for key, part in inner.items():
            yield f"# {_name(key)}"
            yield from _lines(part, depth + 1)
    elif isinstance(data, list) and data and all(isinstance(row, dict) for row in data):
        heads = list(dict.fromkeys(key for row in data for key in row))
        yield "| " + " | ".join(_name(head) for head in heads) + " |"
        for row in data:
            yield "| " + " | ".join(_value(row.get(head, "")) for head in heads) + " |"
    elif isinstance(data, list):
        yield ", ".join(_value(item) for item in data)


def _name(key: object) -> str:
    return " ".join(str(key).replace("_", " ").split())


def _value(item: object) -> str:
    if isinstance(item, (dict, list)):
        return json.dumps(item, ensure_ascii=False)
    return "" if item is None else " ".join(str(item).split())
