"""Tools over documents: search, read a page. What they say is material, not instruction."""

from typing import Final

from assistant.domain.checks import SourceText
from assistant.domain.toolspec import ToolResult
from assistant.errors import ToolRefusal
from assistant.tools.arguments import Arguments
from assistant.tools.context import ToolContext
from assistant.tools.results import result

_HITS: Final = 6
_PAGE_CHARS: Final = 6000


def search(context: ToolContext, args: Arguments) -> ToolResult:
    """The best passages for some words."""
    found = context.view.search(args.text("query"), _HITS)
    if not found:
        msg = context.say("文件里没有找到相关段落", "no passage of the file's documents matches")
        raise ToolRefusal(msg)
    return result(context.lang, passages=[hit.text for hit in found])


def read_page(context: ToolContext, args: Arguments) -> ToolResult:
    """One page, cut at a length that fits a small model's context."""
    page = context.view.page(args.text("source"), args.number("page"))
    kept = SourceText(
        source=page.source,
        source_name=page.source_name,
        page=page.page,
        text=page.text[:_PAGE_CHARS],
    )
    return result(context.lang, passages=[kept])
