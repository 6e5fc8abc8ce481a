"""Fictional firms, generated from a seed."""
