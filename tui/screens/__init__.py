"""Screens: the only part of the app that knows services."""
