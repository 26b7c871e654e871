"""A built release put before visitors: verified, switched to, served."""
