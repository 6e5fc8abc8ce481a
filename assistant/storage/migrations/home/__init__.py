"""Revisions of the home database."""
