"""Ratios, cash flow, working capital, scorecard, rules and limit. Code alone decides."""
