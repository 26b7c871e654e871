"""What a file is, opened within bounds: its cells and texts, whatever its format."""
