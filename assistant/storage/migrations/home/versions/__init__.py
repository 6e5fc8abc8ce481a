"""Revisions of the home database, one file each."""
