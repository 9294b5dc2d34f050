"""Codebooks: the type, its parser, checks, comparison of versions, and the rows of a matrix."""

from __future__ import annotations

from kubecode.codebook.checks import check_codebook
from kubecode.codebook.codebook import Code, Codebook, Direction, Group, Indicator, Lens, LensRow, Origin
from kubecode.codebook.diff import CodebookChange, compare_codebooks
from kubecode.codebook.parse import parse_codebook
from kubecode.codebook.rows import MatrixRow, rows_of

__all__ = [
    "Code",
    "Codebook",
    "CodebookChange",
    "Direction",
    "Group",
    "Indicator",
    "Lens",
    "LensRow",
    "MatrixRow",
    "Origin",
    "check_codebook",
    "compare_codebooks",
    "parse_codebook",
    "rows_of",
]
