"""Files into pages and tables, by content and within limits; each format has a module."""
