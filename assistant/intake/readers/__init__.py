"""Readers of record files, one layout family a file."""
