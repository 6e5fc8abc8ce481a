"""Schema revisions of the case database and of the home log; a released one is never edited."""
