"""Domain values as rows and lines. Holds no Textual, calls nothing."""
