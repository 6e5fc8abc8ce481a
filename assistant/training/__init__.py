"""Fits, validates and watches scorecards on real outcomes; offline, never imported by scoring."""
