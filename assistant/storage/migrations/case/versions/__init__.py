"""Revisions of the case database, one file each."""
