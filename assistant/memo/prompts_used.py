"""The prompts that a memo's model was given, word for word."""

import re
from importlib.resources import files
from typing import Final

from assistant.domain.memo import MemoVersion

_REF: Final = re.compile(r"(?P<id>[a-z_]+)@(?P<version>\d+)")


def prompts_used(memo: MemoVersion) -> dict[str, str]:
    """Texts by ``id@version`` of every prompt that the memo or an author of it names."""
    names = [memo.model]
    names += [
        p.author.name for s in memo.sections for p in s.paragraphs if p.author.kind == "model"
    ]
    found: dict[str, str] = {}
    for match in _REF.finditer(" ".join(names)):
        path = files("prompts").joinpath(match["id"], f"v{match['version']}.md")
        if path.is_file():
            found[match[0]] = path.read_text("utf-8")
    return found
