"""Outline, draft, check and render a credit memo."""
