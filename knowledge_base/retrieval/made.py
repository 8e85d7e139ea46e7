"""Folders that are there whole or not at all."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

ASIDE = "building-"
"""How the names of folders begin in which something is being made."""


def make_whole(folder: Path, make: Callable[[Path], None]) -> None:
    """Make a folder aside and move it into place; whatever stood there is replaced."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=ASIDE) as aside:
        made = Path(aside) / "made"
        made.mkdir()
        make(made)
        shutil.rmtree(folder, ignore_errors=True)
        made.rename(folder)
