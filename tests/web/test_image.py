"""The image, as far as it can be made where no Docker is: its steps, and what it starts."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from tests.web.image import answers, build


@pytest.mark.early
def test_every_step_of_the_dockerfile_works_and_what_it_starts_answers() -> None:
    """Half a gigabyte: so it is not in the folder that pytest keeps."""
    with tempfile.TemporaryDirectory(prefix="everyseat-image-") as made:
        assert answers(*build(Path(made).resolve()))
