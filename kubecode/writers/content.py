"""The content of a result file, for all formats: tables for people, records for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from kubecode.model import Coding
from kubecode.synthesiser.cells import Matrix
from kubecode.synthesiser.coverage import CompletedReadings
from kubecode.wording import Lang
from kubecode.writers.records import cell_record, coding_record, reading_records
from kubecode.writers.tables import Table, divergence_table, evidence_table, matrix_table


@dataclass(frozen=True, slots=True)
class Content:
    """Tables in the language ``lang``, the main one first, and the main one also as records."""

    tables: tuple[Table, ...]
    records: tuple[Mapping[str, Any], ...]
    lang: Lang = "id"


def matrix_content(matrix: Matrix, codings: Iterable[Coding], lang: Lang) -> Content:
    """Return the matrix, the excerpts that it counts, and its divergences; one record for each cell."""
    counted = {id_ for cell in matrix.cells.values() for id_ in cell.excerpt_ids}
    evidence = evidence_table([coding for coding in codings if coding.id in counted], lang)
    return Content(
        (matrix_table(matrix, lang), evidence, divergence_table(matrix, lang)),
        tuple(cell_record(cell) for cell in matrix.cells.values()),
        lang,
    )


def codings_content(
    codings: Iterable[Coding], lang: Lang, readings: CompletedReadings = MappingProxyType({})
) -> Content:
    """Return the excerpts; one record for each coding and each document read, as ``import`` reads them."""
    listed = list(codings)
    records = (*(coding_record(coding) for coding in listed), *reading_records(readings))
    return Content((evidence_table(listed, lang),), records, lang)
