"""OFD, the Chinese fixed layout: an embedded invoice first, then the words where they stand."""

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from retrieval.loading.archive import verify_archive
from retrieval.loading.budget import Budget, UnreadableDocument
from retrieval.loading.invoice_xml import invoice_tables, invoice_text, is_invoice
from retrieval.loading.ofd_words import words_on
from retrieval.loading.pdf_edges import bodies_of
from retrieval.loading.pdf_layout import Line, lines_of
from retrieval.loading.pdf_tables import PageLayout, tables_in
from retrieval.loading.xml_tree import local, text_of, xml_root
from retrieval.passages import LoadedDocument, Page, Problem, Table

MEDIA_TYPE: Final = "application/ofd"
_ROOT: Final = "OFD.xml"
_PART_BYTES: Final = 50_000_000


def load_ofd(path: Path, budget: Budget) -> LoadedDocument:
    """Pages and tables of an OFD; the fields of an embedded invoice go with its first page.

    Raises:
        UnreadableDocument: damaged, a bomb, or without pages or words.
        LoadingStopped: the user called it off.
    """
    verify_archive(path, budget)
    with zipfile.ZipFile(path) as archive:
        return _Reader(archive, budget).read(path.name)


class _Reader:
    """One pass over an OFD's parts."""

    def __init__(self, archive: zipfile.ZipFile, budget: Budget) -> None:
        self._archive = archive
        self._names = {name.lower().lstrip("/"): name for name in archive.namelist()}
        self._budget = budget
        self._problems: list[Problem] = []

    def read(self, name: str) -> LoadedDocument:
        place = next(
            (text_of(e) for e in self._part(_ROOT).iter() if local(e) == "DocRoot"),
            "Doc_0/Document.xml",
        )
        document = self._part(place)
        folder = posixpath.dirname(place.lstrip("/"))
        invoice = self._invoice(document, folder)
        pages: list[Page] = []
        tables: list[Table] = list(invoice)
        before: PageLayout | None = None
        lines = self._pages(document, folder)
        for number, body in enumerate(bodies_of(lines), start=1):
            layout = tables_in(body.lines, number, before, body.head)
            fields = f"{invoice_text(invoice)}\n\n" if number == 1 and invoice else ""
            pages.append(Page(number=number, text=f"{fields}{layout.text}", edges=body.edges))
            if not invoice:  # the printed form only repeats the data
                tables += [found.table for found in layout.tables]
            before = layout
            self._budget.page_done(number, None, len(pages[-1].text))
        if not any(page.text.strip() for page in pages):
            raise UnreadableDocument(
                "the OFD holds no text",
                hint="print it to PDF and add that",
                zh="OFD 没有文字",
                zh_hint="请打印成 PDF 后加入",
            )
        return LoadedDocument(
            name=name,
            media_type=MEDIA_TYPE,
            pages=tuple(pages),
            tables=tuple(tables),
            problems=tuple(self._problems),
        )

    def _part(self, place: str, folder: str = "") -> Any:  # noqa: ANN401  lxml
        """The tree of a part; places are relative to their document's folder or to the root."""
        wanted = (posixpath.join(folder, place.lstrip("/")), place.lstrip("/"))
        name = next(
            (
                self._names[key]
                for key in (posixpath.normpath(w).lower() for w in wanted)
                if key in self._names
            ),
            None,
        )
        if name is None:
            raise UnreadableDocument(
                f"the OFD lacks its part {place}",
                hint="download it again, then add it again",
                zh=f"OFD 缺少 {place}",
                zh_hint="请重新下载后加入",
            )
        if self._archive.getinfo(name).file_size > _PART_BYTES:
            raise UnreadableDocument(
                f"{name} is too large to be a page",
                hint="print it to PDF and add that",
                zh=f"{name} 过大",
                zh_hint="请打印成 PDF 后加入",
            )
        return xml_root(self._archive.read(name), name)

    def _invoice(self, document: Any, folder: str) -> tuple[Table, ...]:  # noqa: ANN401  lxml
        """The tables of an embedded invoice; () where there is none."""
        places = [text_of(e) for e in document.iter() if local(e) == "Attachments"]
        for place in filter(None, places):
            try:
                listed = self._part(place, folder)
                inner = posixpath.dirname(posixpath.join(folder, place.lstrip("/")))
                for element in listed.iter():
                    if local(element) == "FileLoc" and text_of(element).lower().endswith(".xml"):
                        root = self._part(text_of(element), inner)
                        if is_invoice(root):
                            return invoice_tables(root, 1)
            except UnreadableDocument as error:
                self._problems.append(
                    Problem(
                        reason=f"the embedded invoice can't be read: {error.reason}",
                        zh=f"内嵌的发票数据无法读取：{error.zh}",
                        hint=error.hint,
                    )
                )
        return ()

    def _pages(self, document: Any, folder: str) -> Iterator[list[Line]]:  # noqa: ANN401  lxml
        templates = {
            e.get("ID"): e.get("BaseLoc", "") for e in document.iter() if local(e) == "TemplatePage"
        }
        places = [e.get("BaseLoc", "") for e in document.iter() if local(e) == "Page"]
        self._budget.verify_pages(len(places))
        for number, place in enumerate(places, start=1):
            self._budget.tick()
            try:
                page = self._part(place, folder)
                words = list(words_on(page))
                for element in page.iter():
                    if local(element) == "Template" and templates.get(element.get("TemplateID")):
                        words += words_on(self._part(templates[element.get("TemplateID")], folder))
                yield lines_of(words)
            except UnreadableDocument as error:
                self._problems.append(
                    Problem(reason=error.reason, page=number, zh=error.zh, hint=error.hint)
                )
                yield []
