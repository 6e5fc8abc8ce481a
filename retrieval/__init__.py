"""Documents into pages, passages and search. Imports nothing of ours."""
