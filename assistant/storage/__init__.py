"""The case store and the hash-chained audit log."""
