"""The XML door: trees without entities, links or external files; refuses what tries them."""

import re
from collections.abc import Iterator
from typing import Any, Final

from retrieval.loading.budget import UnreadableDocument

_DECLARED: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE_DECLARED: Final = tuple("<!DOCTYPE".encode(name) for name in ("utf-16-le", "utf-16-be"))
_DEPTH: Final = 200


def xml_root(data: bytes, what: str = "the file") -> Any:  # noqa: ANN401  lxml has no types
    """The root element.

    Raises:
        UnreadableDocument: it declares entities, is nested too deep, or is no XML.
    """
    from lxml import etree  # type: ignore[import-untyped]  # ships no types

    if _DECLARED.search(data) or any(mark in data for mark in _WIDE_DECLARED):
        raise UnreadableDocument(
            f"{what} declares a document type or entities: refused, as XML bombs and thefts do",
            hint="export it anew without a DOCTYPE",
            zh="XML 声明了文档类型或实体（XML 炸弹、外部实体的做法），已拒收",
            zh_hint="请重新导出不带 DOCTYPE 的文件",
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument(
            f"{what} is damaged XML ({str(error)[:80]})",
            hint="download or export it again",
            zh=f"XML 已损坏（{str(error)[:80]}）",
            zh_hint="请重新下载或导出",
        ) from error
    return root


def local(element: Any) -> str:  # noqa: ANN401  lxml
    """An element's name without its namespace; '' for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def children(element: Any) -> Iterator[Any]:  # noqa: ANN401  lxml
    """Child elements, without comments and instructions."""
    return (child for child in element if isinstance(child.tag, str))


def text_of(element: Any) -> str:  # noqa: ANN401  lxml
    """An element's own words on one line."""
    return " ".join((element.text or "").split())


def leaves(element: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:  # noqa: ANN401  lxml
    """Every innermost element with words: its path of names below ``element``, and the words."""
    if len(path) > _DEPTH:
        return
    inner = list(children(element))
    if not inner and text_of(element):
        yield path, text_of(element)
    for child in inner:
        yield from leaves(child, (*path, local(child)))
