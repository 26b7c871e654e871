"""Staff's files, opened within bounds: their cells and texts, whatever the format."""
