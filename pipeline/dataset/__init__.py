"""The data folder and `metadata.yml`, read and judged."""
