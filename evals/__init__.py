"""Quality measured on real data, with intervals."""
