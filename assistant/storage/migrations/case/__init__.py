"""Revisions of the case database."""
