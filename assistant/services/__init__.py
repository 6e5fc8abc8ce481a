"""Use cases for every front end; the only layer that saves."""
