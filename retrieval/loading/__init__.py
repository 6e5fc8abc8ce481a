"""Files into pages and tables, by content and within limits; each format has a module."""

from retrieval.loading.budget import (
    Budget,
    Cancelled,
    Limits,
    LoadingStopped,
    PageBegun,
    Progress,
    UnreadableDocument,
    Wanted,
)
from retrieval.loading.containers import InnerFile, Unpacked, Unread, is_container, unpack
from retrieval.loading.read import LoadedFiles, load_document, load_documents

__all__ = [
    "Budget",
    "Cancelled",
    "InnerFile",
    "Limits",
    "LoadedFiles",
    "LoadingStopped",
    "PageBegun",
    "Progress",
    "Unpacked",
    "Unread",
    "UnreadableDocument",
    "Wanted",
    "is_container",
    "load_document",
    "load_documents",
    "unpack",
]
