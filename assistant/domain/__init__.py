"""Pure values of the field: quantities, figures, findings, cases. No I/O."""
