"""One reader per document kind; each vendor library has its door here."""
