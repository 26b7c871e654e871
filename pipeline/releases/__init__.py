"""What a release on disk is, and what has happened to releases."""
