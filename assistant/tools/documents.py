"""Tools over documents: search, read a page. What they say is material, not instruction."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from assistant.domain.checks import SourceText
from assistant.domain.figures import Figure, Statement, StatementKind
from assistant.domain.quantities import Lang
from assistant.domain.toolspec import ToolResult
from assistant.llm.concepts import clauses_in, papers_in
from assistant.llm.number_quotes import number_quotes
from assistant.llm.paper_fields import fields_asked
from assistant.llm.quoting import Quote, is_such, quotes
from assistant.llm.wording import normalised
from assistant.tools.absent import absence, unwritten
from assistant.tools.arguments import Arguments
from assistant.tools.citing import cited, origin_of
from assistant.tools.context import ToolContext
from assistant.tools.results import result

_NO_YEAR: Final = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d")
"""A number that is no year."""
_HITS: Final = 6
"""Passages handed over, those that are quoted first."""
_WEIGHED: Final = 60
"""Passages that are looked through: many rows of a statement can crowd out one contract."""
_VALUES: Final = 3
"""Values of papers that are told at most."""
_PAGE_CHARS: Final = 6000


def search(context: ToolContext, args: Arguments) -> ToolResult:
    """The best passages for some words, and the sentences in them that answer, as quotations."""
    words = args.text("query")
    known = normalised(words)
    ideas = (*papers_in(known), *clauses_in(known))
    found = context.view.search(" ".join((words, *(idea.search for idea in ideas))), _WEIGHED)
    every = [hit.text for hit in found]
    picked = quotes(words, every)
    if not any(_NO_YEAR.search(quote.words) for quote in picked):
        picked = number_quotes(words, every) or picked
    papers, clauses = papers_in(known), clauses_in(known)
    values = _stated(context, known, every)
    stated = [one for figure in values if (one := cited(context, figure))]
    told = [*(one.statement for one in stated), *quotations(picked)]
    places = {(p.source, p.page) for p in (q.passage for q in picked)}
    apart = (p for p in (one.passage for one in stated) if (p.source, p.page) not in places)
    passages = list(dict.fromkeys((*(q.passage for q in picked), *apart, *every)))[:_HITS]
    if not told and ideas:
        held = any(is_such(passage, papers) for passage in every)
        told = [unwritten(papers, clauses, held=held)]
    if not (told or passages):
        zh, en = "卷内没有相关段落。", "No passage of the file's documents matches."
        told = [absence("passages", zh, en)]
    return result(context.lang, statements=told, figures=values, passages=passages)


def _stated(context: ToolContext, known: str, every: Sequence[SourceText]) -> list[Figure]:
    """The values that papers of the kind that a question names state of what it asks."""
    papers = papers_in(known)
    such = {passage.source for passage in every if is_such(passage, papers)}
    fields = fields_asked(known) if papers else ()
    held = [f for key in fields for f in context.figures if f.metric == key]
    origins = ((figure, origin_of(context, figure)) for figure in held)
    return [figure for figure, origin in origins if origin and origin.source in such][:_VALUES]


def quotations(found: Iterable[Quote]) -> Iterable[Statement]:
    """Quotes as statements: exact words of a page may be said whole."""
    for number, quote in enumerate(found):
        place = f"{quote.passage.source[:12]}.{quote.passage.page}.{number}"
        yield Statement(
            key=f"quote.value:{place}",
            kind=StatementKind.VALUE,
            text_zh=quote.sentence(Lang.ZH),
            text_en=quote.sentence(Lang.EN),
            figures=(),
        )


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
