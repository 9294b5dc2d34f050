"""The codebooks and sample transcripts that come with kubecode."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

from kubecode.errors import KubecodeError


def bundled_folder(name: str) -> Path:
    """Return the folder ``codebooks`` or ``transcripts_sample``.

    An installed package contains it; in a checkout it is beside the package.
    """
    package = Path(str(files("kubecode")))
    inside = package / "bundled" / name
    return inside if inside.is_dir() else package.parent / name


def bundled_codebooks() -> dict[str, Path]:
    """Return the files of the bundled codebooks by name, in alphabetical order."""
    return {path.stem: path for path in sorted(bundled_folder("codebooks").glob("*.yaml"))}


def copy_samples(folder: Path) -> int:
    """Copy the sample transcripts into a new folder and return the number of files.

    Raises KubecodeError if the folder exists or cannot be written.
    """
    try:
        shutil.copytree(bundled_folder("transcripts_sample"), folder)
    except FileExistsError:
        raise KubecodeError(f"{folder}: this folder exists", "name a new one; nothing was changed") from None
    except OSError as error:
        raise KubecodeError(
            f"{folder}: cannot be written: {error.strerror}", "choose another folder"
        ) from error
    return sum(1 for path in folder.iterdir() if path.is_file())
