"""Ratios, expert scorecard, policy rules and limits: from verified figures by code alone."""
