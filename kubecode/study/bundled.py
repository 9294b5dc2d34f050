"""The bundled samples, copied to where a user can try them."""

from __future__ import annotations

import shutil
from pathlib import Path

from kubecode.errors import KubecodeError
from kubecode.study.codebooks.load import bundled


def copy_samples(folder: Path) -> int:
    """Copy every sample into a new folder and return how many files there are. Overwrites nothing."""
    try:
        shutil.copytree(bundled("transcripts_sample"), folder)
    except FileExistsError:
        raise KubecodeError(f"{folder}: this folder exists", "name a new one; nothing was changed") from None
    except OSError as error:
        raise KubecodeError(
            f"{folder}: cannot be written: {error.strerror}", "choose another folder"
        ) from error
    return sum(1 for path in folder.iterdir() if path.is_file())
