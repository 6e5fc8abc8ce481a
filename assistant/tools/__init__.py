"""Tools that the model may call, one file a family."""
