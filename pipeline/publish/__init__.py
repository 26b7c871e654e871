"""Putting a built release before visitors: verify it, switch to it, serve it; and not what was rolled back from."""
