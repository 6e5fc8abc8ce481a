"""Masking of personal data before text leaves the machine."""
