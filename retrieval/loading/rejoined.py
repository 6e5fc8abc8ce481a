"""Tables of recognised pages that go on over the next page.

Pages are recognised one at a time, so each is laid out as if it were alone. With all of them there,
they are laid out in order again: a table's header and unit hold for its rows on the next page too.
"""

from retrieval.loading.pdf_edges import bodies_of
from retrieval.loading.pdf_layout import Line
from retrieval.loading.pdf_tables import PageLayout, tables_in
from retrieval.loading.recognition import RecognisedPage
from retrieval.passages import LoadedDocument, Page, Table


def with_rejoined_tables(document: LoadedDocument) -> LoadedDocument:
    """The document with the tables of its recognised pages laid out in the pages' order."""
    seen = frozenset(page.number for page in document.pages if page.recognised)
    if len(seen) <= 1:
        return document
    tables = [table for table in document.tables if table.page not in seen]
    tables += _laid_out(document.pages)
    return document.model_copy(update={"tables": tuple(sorted(tables, key=lambda t: t.page))})


def _laid_out(pages: tuple[Page, ...]) -> list[Table]:
    tables: list[Table] = []
    before: PageLayout | None = None
    for page, body in zip(pages, bodies_of(map(_lines, pages)), strict=True):
        layout = tables_in(body.lines, page.number, before, body.head)
        tables += (found.table for found in layout.tables)
        before = layout if page.recognised else None
    return tables


def _lines(page: Page) -> list[Line]:
    return RecognisedPage.from_page(page).lines() if page.recognised else []
