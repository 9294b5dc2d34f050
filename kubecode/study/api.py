"""What ``import kubecode`` offers in a notebook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kubecode.codebook import Codebook
from kubecode.study.codebooks.load import load_codebook_file, locate_codebook
from kubecode.study.codings import study_codings
from kubecode.study.ingest.tag import TagOptions, TagResult, tag, tag_text
from kubecode.study.session import opened

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Study", "load_codebook", "open_study", "tag_text"]


def load_codebook(path: str | Path) -> Codebook:
    """Return a codebook from a YAML file, or a bundled one by name. Raises KubecodeError."""
    return load_codebook_file(locate_codebook(str(path))).codebook


def open_study(path: str | Path = "kubecode.db") -> Study:
    """Return the study at a path. It is made by the first :meth:`Study.tag`."""
    return Study(Path(path))


@dataclass(frozen=True, slots=True)
class Study:
    """A study file, opened anew for every call, so that a notebook never locks it."""

    path: Path

    def tag(
        self,
        paths: Iterable[str | Path] = (),
        codebook: str | None = None,
        case: str | None = None,
        *,
        learned: bool = False,
    ) -> TagResult:
        """Read transcripts into the study, or its own again, and suggest codings, also learned ones."""
        options = TagOptions(codebook=codebook, case=case, learned=learned)
        return tag(self.path, [Path(p) for p in paths], options)

    def codings(self) -> pd.DataFrame:
        """Return every coding as it stands, one row each."""
        from kubecode.synthesiser.frame import tidy_frame  # noqa: PLC0415

        with opened(self.path) as session:
            return tidy_frame(study_codings(session))

    def matrix(self, rows: str = "code", by: str = "case") -> pd.DataFrame:
        """Return the matrix with one row a cell; ``rows`` and ``by`` as in ``kubecode matrix``."""
        import pandas as pd  # noqa: PLC0415

        from kubecode.study.report.matrix import Arrangement, study_matrix  # noqa: PLC0415
        from kubecode.writers.records import cell_record  # noqa: PLC0415

        with opened(self.path) as session:
            matrix = study_matrix(session, Arrangement(rows, by)).matrix
        return pd.DataFrame([cell_record(cell) for cell in matrix.cells.values()])
