"""Over a thousand declared variables of many firms at once, for scorecards and portfolios."""
