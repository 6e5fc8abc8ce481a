"""Widgets: given values, emit messages."""
