"""Faults of the program that are known: a test that shows one is expected to fail, and tells when it no longer does."""

from __future__ import annotations

import pytest


def known_fault(reason: str) -> pytest.MarkDecorator:
    """Marks a test, or one case of a test, that fails because of this fault."""
    return pytest.mark.xfail(reason=reason, strict=True)
