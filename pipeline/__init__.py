"""Open-data pipeline for a municipal plan against violence: from staff's figures to a Datasette site."""

__version__ = "1.0.0"
