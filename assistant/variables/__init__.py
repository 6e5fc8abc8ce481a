"""Invoice figures by declared formulas, with their statements."""
