"""Files into records, passages and figures."""
