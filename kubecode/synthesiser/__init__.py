"""The synthesiser: codings → tidy frame → matrix, divergence, evaluation. It computes; others show."""

from __future__ import annotations

from kubecode.synthesiser.cell_words import CellWords, cell_words, divergence_sentence
from kubecode.synthesiser.divergence import Divergence, Position
from kubecode.synthesiser.evaluation import CodeScore, Evaluation, GoldUnit, evaluate
from kubecode.synthesiser.frame import tidy_frame
from kubecode.synthesiser.matrix import Cell, Column, Empty, Matrix, build_matrix

__all__ = [
    "Cell",
    "CellWords",
    "CodeScore",
    "Column",
    "Divergence",
    "Empty",
    "Evaluation",
    "GoldUnit",
    "Matrix",
    "Position",
    "build_matrix",
    "cell_words",
    "divergence_sentence",
    "evaluate",
    "tidy_frame",
]
