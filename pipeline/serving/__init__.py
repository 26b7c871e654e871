"""The server: a release as a Datasette site, one release after another, and what visitors may take of the machine."""
