"""Files into pages and tables, by content and within limits; each format has a module."""

from retrieval.loading.budget import (
    Cancelled,
    Limits,
    LoadingStopped,
    Progress,
    UnreadableDocument,
)
from retrieval.loading.read import load_document

__all__ = [
    "Cancelled",
    "Limits",
    "LoadingStopped",
    "Progress",
    "UnreadableDocument",
    "load_document",
]
