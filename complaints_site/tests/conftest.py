"""What the tests of the house share."""

import tempfile
from pathlib import Path

import pytest


@pytest.fixture
def place():
    """An empty directory for a server; not below pytest's own, which every new pytest of root shuts to other users."""
    with tempfile.TemporaryDirectory(prefix="complaints-") as directory:
        yield Path(directory)
